// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/language.h"

#include <QHash>
#include <QList>
#include <QString>

#include <utility>

namespace ui {

/// Finds the terms of the dictionary in a text and makes links of them, so that nobody has to mark each.
class TermLinks
{
public:
    TermLinks() = default;
    /// Terms as texts write them, each with its English name, by which it is linked.
    TermLinks(const QList<std::pair<QString, QString>> &terms, Language language);

    /// Markdown in which each term is a link to "term:…" once, where it stands first; the longest one where
    /// several begin. Code and links stay as they are, and what they link to is not linked again.
    QString linked(const QString &markdown) const;

private:
    struct Name
    {
        QString written;
        QString english;
        bool asWritten = false; // capitals count: OPEN is a state, open is a word
    };
    const Name *at(const QString &text, qsizetype place, qsizetype *length) const;
    bool endsAt(const QString &text, qsizetype end) const;

    Language m_language = Language::English;
    QHash<QChar, QList<Name>> m_names; // by the first letter, small; longest first
};

} // namespace ui
