// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"

#include <QRegularExpression>
#include <QStringList>

#include <span>

namespace core {

/// Where a filter cannot be read, and why. `id` is of a text in the catalogue.
struct FilterProblem
{
    const char *id = ""; // "filter.unknown"
    QString detail;      // the word that it is about
    qsizetype at = 0;    // of its first character
};

/// What a filter can ask of a unit, for help while typing.
struct FilterField
{
    const char *name;
    std::span<const char *const> values; // those that have names; empty: a number, an id or bytes
    bool isNumber = false;               // takes < <= > >=
};
std::span<const FilterField> filterFields();

/// Which units to show.
///
///   opcode:text size>125 (finding or "good bye") not from:server
///
/// Words beside each other are joined by and; `and` binds closer than `or`. A word, or a text in quotes, is
/// looked for in what the unit says: the text of a message, the head of a request or response, the reason of
/// a Close; upper and lower case are the same. /…/ is a regular expression for that. `field:value` asks for a
/// field, numbers also with = < <= > >= and !=; hex:81 05 asks for bytes on the wire. Names are the same in
/// all languages.
class Filter
{
public:
    /// An empty text is the filter that takes all.
    static std::optional<Filter> parse(const QString &text, FilterProblem *problem);

    bool isEmpty() const { return m_nodes.empty(); }
    bool matches(const Conversation &conversation, quint32 unit) const;

private:
    friend class FilterParser;

    enum class Kind : quint8 {
        And,
        Or,
        Not,
        Text,
        Pattern,
        Hex,
        UnitKind,
        Opcode,
        From,
        Flag,
        Number,
        Finding,
    };
    enum class Number : quint8 { Size, Wire, Time, Code, Index };
    enum class Compare : quint8 { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

    struct Node
    {
        Kind kind = Kind::And;
        std::size_t left = 0; // of And, Or, Not: places in m_nodes
        std::size_t right = 0;
        QString text = {};               // Text; Finding: a rule's id, empty for any
        QRegularExpression pattern = {}; // Pattern
        QByteArray bytes = {};           // Hex
        int value = 0; // UnitKind, Opcode (-1: any that is no frame), From, Flag: mask and bit
        Number number = Number::Size;
        Compare compare = Compare::Equal;
        double against = 0;
    };

    bool holds(const Node &node, const Conversation &conversation, quint32 unit) const;

    std::vector<Node> m_nodes; // the last one is the whole
};

/// What a unit says, for people: the text of a frame's payload (of a compressed message's last frame: all of
/// it), a Close's reason, a head. At most `limit` bytes of it are read.
QString unitText(const Conversation &conversation, quint32 unit, qsizetype limit = 65'536);

} // namespace core
