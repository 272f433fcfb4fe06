// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/referee/judge.h"

namespace core {

inline BitSpan bitsOf(HeadRange range) { return byteRange(range.offset, range.length); }

/// Collects the checks on one head. Each names the field that it looks at; where that is missing, the field
/// that should hold it.
class HandshakeBench
{
public:
    HandshakeBench(const HttpHead &head, const Field &tree)
        : m_head(head)
        , m_tree(tree)
    {}

    /// About the first field of that id.
    void check(std::string_view id, bool kept, std::string_view field, QByteArray expected,
               QByteArray observed);
    /// The same; says nothing where the rule is kept.
    void besides(std::string_view id, bool kept, std::string_view field, QByteArray expected,
                 QByteArray observed);
    /// Not kept, and nobody's fault.
    void lawful(std::string_view id, std::string_view field, QByteArray expected, QByteArray observed);
    /// About `at`, in the field of that id that covers it, or else in the smallest that does.
    void checkAt(std::string_view id, bool kept, std::string_view field, BitSpan at, QByteArray expected,
                 QByteArray observed);
    void brokenAt(std::string_view id, std::string_view field, BitSpan at, QByteArray expected,
                  QByteArray observed);
    /// Broken at a place in a line; named by that part of the line: name, value, line end.
    void brokenInLine(std::string_view id, BitSpan at, QByteArray expected, QByteArray observed);

    const HttpHead &head() const { return m_head; }
    const Field &tree() const { return m_tree; }
    QByteArray text(BitSpan span) const;
    QByteArray value(const char *name) const { return m_head.joined(name); }
    /// Of the first line alone, where more than one is a finding of its own.
    QByteArray firstValue(const char *name) const;
    qsizetype count(const char *name) const { return static_cast<qsizetype>(m_head.fields(name).size()); }

    std::vector<Check> take() { return std::move(m_checks); }

private:
    const HttpHead &m_head;
    const Field &m_tree;
    std::vector<Check> m_checks;
};

} // namespace core
