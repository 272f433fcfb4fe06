// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/language.h"
#include "ui/text/termlinks.h"

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <string_view>

namespace ui {

using TextValues = QHash<QString, QString>;

/// Text by id in both languages (resources/catalogue). Fills in values, resolves terms and Korean particles.
/// There is no fallback from one language to the other: what is missing shows as ⟦id.key⟧, and a test looks
/// for it.
class Catalogue
{
public:
    /// The *.json in `directory`, each read when an id is asked for that is not in those read before: a
    /// window that opens needs few of them.
    explicit Catalogue(const QString &directory);
    Catalogue() = default;

    /// Reads all that has not been read. What is wrong with it: a file that cannot be read, an id that stands
    /// twice; empty where nothing is.
    QString problem() const;
    QStringList ids() const;
    bool has(const QString &id) const { return entry(id) != nullptr; }
    bool has(const QString &id, const char *key, Language language) const;

    /// Plain text: values filled in, terms by name, no mark-up.
    QString text(const QString &id, const char *key, Language language, const TextValues &values = {}) const;
    /// Markdown, terms as links to "term:…": those that the text marks, and each other one where it stands
    /// first, but for those that are everyday words as well (`everyday` in terms.json).
    QString markdown(const QString &id, const char *key, Language language,
                     const TextValues &values = {}) const;
    /// The same of a text that is no entry: a lesson's.
    QString plainOf(const QString &pattern, Language language, const TextValues &values) const
    {
        return fill(pattern, Form::Plain, language, values);
    }
    QString markdownOf(const QString &pattern, Language language, const TextValues &values) const
    {
        return fill(pattern, Form::Markdown, language, values);
    }
    /// The meaning of one value of a field: its own, that of "*", or nothing.
    QString valueText(const QString &id, const QString &value, Language language) const;
    /// "RFC 6455 §5.2"; empty where the entry has none.
    QString rfc(const QString &id) const;

    struct Term
    {
        QString term;      // in the language asked for
        QString otherTerm; // in the other one
        QString sentence;
        QString where;  // may be empty
        QString rfc;    // may be empty
        QString filter; // which units show it (core::Filter); empty where no bytes do
        QString field;  // and which field of them; empty: all of the unit
    };
    /// English names of all terms, in their alphabet's order.
    QStringList terms() const;
    std::optional<Term> term(const QString &english, Language language) const;

    /// The same texts, but that Korean calls terms by their English names.
    Catalogue withEnglishTerms() const;

    static QString key(std::string_view id)
    {
        return QString::fromLatin1(id.data(), static_cast<qsizetype>(id.size()));
    }

private:
    enum class Form : quint8 { Plain, Markdown };

    QString raw(const QString &id, const char *key, Language language) const;
    QString fill(const QString &pattern, Form form, Language language, const TextValues &values) const;
    QString termName(const QString &english, Language language) const;

    const QJsonObject *entry(const QString &id) const;
    QJsonObject texts(const QString &id, Language language) const;
    const QHash<QString, QJsonObject> &allTerms() const;
    const TermLinks &termLinks(Language language) const;
    void read(const QString &path, QHash<QString, QJsonObject> &entries) const;

    mutable QHash<QString, QJsonObject> m_entries;
    mutable QHash<QString, QJsonObject> m_terms;
    mutable QStringList m_unread; // paths, the next one last
    mutable QString m_unreadTerms;
    mutable std::optional<TermLinks> m_termLinks[2]; // by language
    mutable QString m_problem;
};

} // namespace ui
