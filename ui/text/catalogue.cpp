// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/catalogue.h"

#include "ui/text/particle.h"

#include <QDir>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

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

std::optional<Catalogue> Catalogue::load(const QString &directory, QString *error)
{
    Catalogue catalogue;
    const QDir folder(directory);
    const QStringList names = folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        QJsonParseError problem;
        const bool opened = file.open(QIODevice::ReadOnly);
        const QJsonDocument document =
            QJsonDocument::fromJson(opened ? file.readAll() : QByteArray(), &problem);
        if (!document.isObject()) {
            *error = QStringLiteral("%1: %2").arg(name, problem.errorString());
            return std::nullopt;
        }
        const QJsonObject object = document.object();
        auto &entries = name == QLatin1StringView("terms.json") ? catalogue.m_terms : catalogue.m_entries;
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (entries.contains(it.key())) {
                *error = QStringLiteral("%1: %2 stands twice").arg(name, it.key());
                return std::nullopt;
            }
            entries.insert(it.key(), it.value().toObject());
        }
    }
    if (catalogue.m_entries.isEmpty()) {
        *error = QStringLiteral("%1: no texts").arg(directory);
        return std::nullopt;
    }
    return catalogue;
}

bool Catalogue::has(const QString &id, const char *key, Language language) const
{
    return m_entries.value(id)
        .value(QLatin1StringView(code(language)))
        .toObject()
        .contains(QLatin1StringView(key));
}

QString Catalogue::raw(const QString &id, const char *key, Language language) const
{
    const QString text = m_entries.value(id)
                             .value(QLatin1StringView(code(language)))
                             .toObject()
                             .value(QLatin1StringView(key))
                             .toString();
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
    const QJsonObject values = m_entries.value(id)
                                   .value(QLatin1StringView(code(language)))
                                   .toObject()
                                   .value(QLatin1StringView("values"))
                                   .toObject();
    return values.contains(value) ? values.value(value).toString()
                                  : values.value(QLatin1StringView("*")).toString();
}

QString Catalogue::rfc(const QString &id) const
{
    return m_entries.value(id).value(QLatin1StringView("rfc")).toString();
}

std::optional<Catalogue::Term> Catalogue::term(const QString &english, Language language) const
{
    const auto found = m_terms.find(english);
    if (found == m_terms.end())
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
    QStringList all = m_terms.keys();
    std::sort(all.begin(), all.end(),
              [](const QString &a, const QString &b) { return a.compare(b, Qt::CaseInsensitive) < 0; });
    return all;
}

Catalogue Catalogue::withEnglishTerms() const
{
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
    const QString name = m_terms.value(english)
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
        if (!pair.isEmpty() && language == Language::Korean)
            out += particleFor(word, pair);
    }
    out += QStringView(source).mid(last);
    return out;
}

} // namespace ui
