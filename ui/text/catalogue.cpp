// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/catalogue.h"

#include "ui/text/particle.h"

#include <QDir>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

QString missing(const QString &id, const char *key)
{
    return QStringLiteral("⟦%1.%2⟧").arg(id, QLatin1StringView(key));
}

QString escaped(const QString &value, bool insideCode)
{
    if (insideCode)
        return QString(value).replace(QLatin1Char('`'), QChar(0x2019));
    static const QRegularExpression special(QStringLiteral("([\\\\*_\\[\\]<>#&~|`])"));
    return QString(value).replace(special, QStringLiteral("\\\\1"));
}

QString withoutMarks(QString text) { return text.remove(QLatin1StringView("**")).remove(QLatin1Char('`')); }

} // namespace

Catalogue::Catalogue(const QString &directory)
{
    const QDir folder(directory);
    // The smallest are read first: they hold what every page says.
    const QStringList names =
        folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Size | QDir::Name);
    for (const QString &name : names)
        (name == QLatin1StringView("terms.json") ? m_unreadTerms : m_unread.emplaceBack()) =
            folder.filePath(name);
    // But what menus and panels say stands in the phrases.
    std::stable_partition(m_unread.begin(), m_unread.end(), [](const QString &path) {
        return !path.endsWith(QLatin1StringView("/phrases.json"));
    });
    if (m_unread.isEmpty())
        m_problem = QStringLiteral("%1: no texts").arg(directory);
}

void Catalogue::read(const QString &path, QHash<QString, QJsonObject> &entries) const
{
    QFile file(path);
    QJsonParseError problem;
    const bool opened = file.open(QIODevice::ReadOnly);
    const QJsonDocument document = QJsonDocument::fromJson(opened ? file.readAll() : QByteArray(), &problem);
    if (!document.isObject()) {
        m_problem = QStringLiteral("%1: %2").arg(path, problem.errorString());
        return;
    }
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (entries.contains(it.key()))
            m_problem = QStringLiteral("%1: %2 stands twice").arg(path, it.key());
        entries.insert(it.key(), it.value().toObject());
    }
}

const QJsonObject *Catalogue::entry(const QString &id) const
{
    for (;;) {
        const auto found = m_entries.constFind(id);
        if (found != m_entries.constEnd())
            return &*found;
        if (m_unread.isEmpty())
            return nullptr;
        read(m_unread.takeLast(), m_entries);
    }
}

const QHash<QString, QJsonObject> &Catalogue::allTerms() const
{
    if (!m_unreadTerms.isEmpty())
        read(std::exchange(m_unreadTerms, {}), m_terms);
    return m_terms;
}

const TermLinks &Catalogue::termLinks(Language language) const
{
    std::optional<TermLinks> &links = m_termLinks[language == Language::Korean ? 0 : 1];
    if (!links) {
        QList<std::pair<QString, QString>> written;
        const QHash<QString, QJsonObject> &all = allTerms();
        for (auto it = all.begin(); it != all.end(); ++it)
            if (!it->value(QLatin1StringView("everyday")).toBool())
                written.emplace_back(termName(it.key(), language), it.key());
        links.emplace(written, language);
    }
    return *links;
}

QStringList Catalogue::ids() const
{
    while (!m_unread.isEmpty())
        read(m_unread.takeLast(), m_entries);
    return m_entries.keys();
}

QString Catalogue::problem() const
{
    ids();
    allTerms();
    return m_problem;
}

QJsonObject Catalogue::texts(const QString &id, Language language) const
{
    const QJsonObject *const found = entry(id);
    return found == nullptr ? QJsonObject() : found->value(QLatin1StringView(code(language))).toObject();
}

bool Catalogue::has(const QString &id, const char *key, Language language) const
{
    return texts(id, language).contains(QLatin1StringView(key));
}

QString Catalogue::raw(const QString &id, const char *key, Language language) const
{
    const QString text = texts(id, language).value(QLatin1StringView(key)).toString();
    return text.isEmpty() ? missing(id, key) : text;
}

QString Catalogue::text(const QString &id, const char *key, Language language, const TextValues &values) const
{
    return fill(raw(id, key, language), Form::Plain, language, values);
}

QString Catalogue::markdown(const QString &id, const char *key, Language language,
                            const TextValues &values) const
{
    return fill(raw(id, key, language), Form::Markdown, language, values);
}

QString Catalogue::valueText(const QString &id, const QString &value, Language language) const
{
    const QJsonObject values = texts(id, language).value(QLatin1StringView("values")).toObject();
    return values.contains(value) ? values.value(value).toString()
                                  : values.value(QLatin1StringView("*")).toString();
}

QString Catalogue::rfc(const QString &id) const
{
    const QJsonObject *const found = entry(id);
    return found == nullptr ? QString() : found->value(QLatin1StringView("rfc")).toString();
}

std::optional<Catalogue::Term> Catalogue::term(const QString &english, Language language) const
{
    const auto found = allTerms().constFind(english);
    if (found == m_terms.constEnd())
        return std::nullopt;
    const QJsonObject texts = found->value(QLatin1StringView(code(language))).toObject();
    const QJsonObject seen = found->value(QLatin1StringView("seen")).toObject();
    return Term{texts.value(QLatin1StringView("term")).toString(),
                termName(english, other(language)),
                texts.value(QLatin1StringView("sentence")).toString(),
                texts.value(QLatin1StringView("where")).toString(),
                found->value(QLatin1StringView("rfc")).toString(),
                seen.value(QLatin1StringView("filter")).toString(),
                seen.value(QLatin1StringView("field")).toString()};
}

QStringList Catalogue::terms() const
{
    QStringList all = allTerms().keys();
    std::sort(all.begin(), all.end(),
              [](const QString &a, const QString &b) { return a.compare(b, Qt::CaseInsensitive) < 0; });
    return all;
}

Catalogue Catalogue::withEnglishTerms() const
{
    allTerms();
    termLinks(Language::Korean); // its texts still write them so
    Catalogue mixed = *this;
    for (QJsonObject &each : mixed.m_terms) {
        QJsonObject korean = each.value(QLatin1StringView("ko")).toObject();
        korean.insert(QLatin1StringView("term"),
                      each.value(QLatin1StringView("en")).toObject().value(QLatin1StringView("term")));
        each.insert(QLatin1StringView("ko"), korean);
    }
    return mixed;
}

QString Catalogue::termName(const QString &english, Language language) const
{
    const QString name = allTerms()
                             .value(english)
                             .value(QLatin1StringView(code(language)))
                             .toObject()
                             .value(QLatin1StringView("term"))
                             .toString();
    return name.isEmpty() ? missing(english, "term") : name;
}

QString Catalogue::fill(const QString &pattern, Form form, Language language, const TextValues &values) const
{
    static const QRegularExpression slot(
        QStringLiteral("\\[\\[([^\\]|]+)(?:\\|([^\\]]+))?\\]\\]|\\{([A-Za-z]+)(?:\\|([^}]+))?\\}"));
    // Mark-up of the pattern itself goes away for plain text; values keep theirs.
    const QString source = form == Form::Plain ? withoutMarks(pattern) : pattern;
    QString out;
    qsizetype last = 0;
    bool insideCode = false;
    for (auto it = slot.globalMatch(source); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QStringView between = QStringView(source).mid(last, match.capturedStart() - last);
        insideCode = insideCode != (between.count(QLatin1Char('`')) % 2 == 1);
        out += between;
        last = match.capturedEnd();
        const bool isTerm = match.hasCaptured(1);
        const QString name = isTerm ? match.captured(1) : match.captured(3);
        const QString pair = isTerm ? match.captured(2) : match.captured(4);
        const QString word = isTerm ? termName(name, language) : values.value(name);
        if (isTerm && form == Form::Markdown)
            out += QStringLiteral("[%1](term:%2)")
                       .arg(word, QString(name).replace(QLatin1Char(' '), QLatin1StringView("%20")));
        else
            out += form == Form::Markdown ? escaped(word, insideCode) : word;
        // "폴링(polling)": where the term is English itself it is not said twice.
        const QString again = QLatin1Char('(') + word + QLatin1Char(')');
        if (isTerm && QStringView(source).mid(last).startsWith(again, Qt::CaseInsensitive))
            last += again.size();
        if (!pair.isEmpty() && language == Language::Korean)
            out += particleFor(word, pair);
    }
    out += QStringView(source).mid(last);
    return form == Form::Markdown ? termLinks(language).linked(out) : out;
}

} // namespace ui
