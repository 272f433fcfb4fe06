// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/termlinks.h"

#include <QSet>

#include <algorithm>

namespace ui {

namespace {

bool isWord(QChar c) { return c.isLetterOrNumber() || c == QLatin1Char('_'); }

/// What may follow a Korean noun without a space: particles, and the endings that make a verb of it.
bool isEnding(QStringView rest)
{
    static const QStringList endings = {
        QStringLiteral("을"),   QStringLiteral("를"),   QStringLiteral("이"),   QStringLiteral("가"),
        QStringLiteral("은"),   QStringLiteral("는"),   QStringLiteral("의"),   QStringLiteral("에"),
        QStringLiteral("와"),   QStringLiteral("과"),   QStringLiteral("도"),   QStringLiteral("만"),
        QStringLiteral("로"),   QStringLiteral("으로"), QStringLiteral("까지"), QStringLiteral("부터"),
        QStringLiteral("마다"), QStringLiteral("보다"), QStringLiteral("나"),   QStringLiteral("처럼"),
        QStringLiteral("라"),   QStringLiteral("며"),   QStringLiteral("고"),   QStringLiteral("인"),
        QStringLiteral("입니"), QStringLiteral("일"),   QStringLiteral("하"),   QStringLiteral("되"),
        QStringLiteral("된"),   QStringLiteral("됩"),   QStringLiteral("할"),   QStringLiteral("한"),
        QStringLiteral("했"),   QStringLiteral("합"),   QStringLiteral("해"),   QStringLiteral("돼"),
        QStringLiteral("됐"),   QStringLiteral("될"),   QStringLiteral("들"),   QStringLiteral("뿐"),
        QStringLiteral("지"),   QStringLiteral("면"),   QStringLiteral("여야"), QStringLiteral("짜리"),
        QStringLiteral("됨"),   QStringLiteral("용"),   QStringLiteral("여도"), QStringLiteral("대로"),
        QStringLiteral("끼리"), QStringLiteral("씩"),   QStringLiteral("조차"), QStringLiteral("밖에"),
        QStringLiteral("여서"), QStringLiteral("였")};
    return std::any_of(endings.begin(), endings.end(),
                       [rest](const QString &each) { return rest.startsWith(each); });
}

/// The place of the bracket that closes the one at `open`; where none does, the end.
qsizetype closing(const QString &text, qsizetype open)
{
    int depth = 0;
    for (qsizetype i = open; i < text.size(); ++i) {
        depth += text[i] == QLatin1Char('(') ? 1 : text[i] == QLatin1Char(')') ? -1 : 0;
        if (depth == 0)
            return i;
    }
    return text.size();
}

} // namespace

TermLinks::TermLinks(const QList<std::pair<QString, QString>> &terms, Language language)
    : m_language(language)
{
    for (const auto &[written, english] : terms) {
        const bool isAcronym = written.size() > 1 && written[1].isUpper();
        m_names[written[0].toLower()].append({written, english, isAcronym});
    }
    for (QList<Name> &names : m_names)
        std::sort(names.begin(), names.end(), [](const Name &a, const Name &b) {
            return std::pair(b.written.size(), a.english) < std::pair(a.written.size(), b.english);
        });
}

bool TermLinks::endsAt(const QString &text, qsizetype end) const
{
    if (end >= text.size() || !isWord(text[end]))
        return true;
    return m_language == Language::Korean && text[end].script() == QChar::Script_Hangul &&
           isEnding(QStringView(text).mid(end));
}

const TermLinks::Name *TermLinks::at(const QString &text, qsizetype place, qsizetype *length) const
{
    if (place > 0 && (isWord(text[place - 1]) || text[place - 1] == QLatin1Char('-')))
        return nullptr;
    const auto names = m_names.constFind(text[place].toLower());
    if (names == m_names.constEnd())
        return nullptr;
    const QStringView rest = QStringView(text).mid(place);
    for (const Name &name : *names) {
        if (!rest.startsWith(name.written, name.asWritten ? Qt::CaseSensitive : Qt::CaseInsensitive))
            continue;
        *length = name.written.size();
        if (endsAt(text, place + *length))
            return &name;
        // The plural.
        const bool isPlural = m_language == Language::English && rest.size() > *length &&
                              rest[*length] == QLatin1Char('s') && endsAt(text, place + *length + 1);
        *length += 1;
        if (isPlural)
            return &name;
    }
    return nullptr;
}

QString TermLinks::linked(const QString &markdown) const
{
    static const QString target = QStringLiteral("](term:");
    QSet<QString> done;
    for (qsizetype at = markdown.indexOf(target); at >= 0; at = markdown.indexOf(target, at + 1)) {
        const qsizetype begin = at + target.size();
        done += markdown.mid(begin, closing(markdown, at + 1) - begin);
    }
    QString out;
    bool isCode = false;
    for (qsizetype i = 0; i < markdown.size();) {
        const QChar c = markdown[i];
        isCode = isCode != (c == QLatin1Char('`'));
        qsizetype length = 1;
        if (!isCode && c == QLatin1Char('[')) {
            // A link; brackets in it are escaped.
            const qsizetype close = markdown.indexOf(QStringLiteral("]("), i);
            length = close < 0 ? 1 : std::min(closing(markdown, close + 1) + 1, markdown.size()) - i;
        } else if (const Name *const name = isCode ? nullptr : at(markdown, i, &length)) {
            const QString href = QString(name->english).replace(QLatin1Char(' '), QLatin1StringView("%20"));
            const QString bold = QStringLiteral("**");
            const qsizetype end = i + length;
            const bool beginsBold = out.endsWith(bold);
            const bool endsBold = QStringView(markdown).mid(end).startsWith(bold);
            // Bold that begins or ends with a link is none where a letter stands next to it; one that is
            // nothing but a term goes into the link.
            const bool isTorn =
                beginsBold != endsBold &&
                (beginsBold ? out.size() > bold.size() && isWord(out[out.size() - bold.size() - 1])
                            : end + bold.size() < markdown.size() && isWord(markdown[end + bold.size()]));
            if (!done.contains(href) && !isTorn) {
                done += href;
                const QString word = markdown.mid(i, length);
                if (beginsBold && endsBold) {
                    out.chop(bold.size());
                    out += QStringLiteral("[**%1**](term:%2)").arg(word, href);
                    i += length + bold.size();
                } else {
                    out += QStringLiteral("[%1](term:%2)").arg(word, href);
                    i += length;
                }
                continue;
            }
        } else {
            length = 1;
        }
        out += QStringView(markdown).mid(i, length);
        i += length;
    }
    return out;
}

} // namespace ui
