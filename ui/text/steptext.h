// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"
#include "ui/text/catalogue.h"

namespace ui {

class Narrator;

/// “1.2 s”, “350 ms”, “40 µs”: two or three digits that count.
QString durationText(const Narrator &narrator, qint64 ns);

/// What came over the wire may hold anything; on screen it stays one quiet line.
QString oneLine(QString text);

/// Says in words what core says in ids and values. One language, chosen at its making.
class Narrator
{
public:
    Narrator(const Catalogue &catalogue, Language language)
        : m_catalogue(&catalogue)
        , m_language(language)
    {}

    const Catalogue &catalogue() const { return *m_catalogue; }
    Language language() const { return m_language; }

    /// A phrase by id ("heading.what").
    QString phrase(const char *id, const TextValues &values = {}) const;
    QString side(core::Direction who) const;
    QString sideCapital(core::Direction who) const;

    /// What a connection is called beside others: “Connection 2 · anna”. `number` counts from 1.
    QString connectionName(const core::ConnectionInfo &connection, std::size_t number) const;

    QString unitTitle(const core::Conversation &conversation, quint32 unit) const;
    QString unitSubtitle(const core::Conversation &conversation, quint32 unit) const;
    /// Short, for the ladder.
    QString unitLabel(const core::Conversation &conversation, quint32 unit) const;

    QString stepTitle(const core::Step &step) const;
    QString stepMarkdown(const core::Step &step) const;
    TextValues valuesOf(const core::Step &step) const;

    QString fieldLabel(std::string_view id) const;
    /// Fit for a cell of one bit.
    QString fieldShort(std::string_view id) const;
    /// The value as people write it: "1", "0001", "37 fa 21 3d", "1000", a literal.
    static QString valueLiteral(const core::Field &field, core::ByteSpan unitBytes);
    /// What that value means, where the catalogue knows it; else empty.
    QString valueMeaning(const core::Field &field, core::ByteSpan unitBytes) const;

    QString ruleText(std::string_view rule, const char *key, const core::Check &check) const;
    /// Which of a rule's texts says how a check came out.
    static const char *verdictKey(const core::Check &check);
    QString stateLabel(core::ConnectionState state) const;

private:
    void nameNumbers(TextValues &values) const;
    QString unitText(const char *family, const core::Conversation &conversation, quint32 unit) const;

    const Catalogue *m_catalogue;
    Language m_language;
};

} // namespace ui
