// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/referee/handshakebench.h"

#include <algorithm>

namespace core {

namespace {

bool isLine(std::string_view id)
{
    return id == "http.header" || id == "http.request.line" || id == "http.response.line";
}

/// pathTo() for heads of thousands of lines and parameters: children lie in order.
std::vector<const Field *> pathInOrder(const Field &root, quint64 bit)
{
    std::vector<const Field *> path;
    const Field *at = root.span.contains(bit) ? &root : nullptr;
    while (at != nullptr) {
        path.push_back(at);
        const auto child =
            std::partition_point(at->children.begin(), at->children.end(),
                                 [bit](const Field &field) { return field.span.end() <= bit; });
        at = child != at->children.end() && child->span.contains(bit) ? &*child : nullptr;
    }
    return path;
}

} // namespace

void HandshakeBench::check(std::string_view id, bool kept, std::string_view field, QByteArray expected,
                           QByteArray observed)
{
    const Field *at = findField(m_tree, field);
    if (at == nullptr)
        at = findField(m_tree, "http.headers");
    if (at == nullptr)
        at = &m_tree;
    m_checks.push_back({&rule(id), kept, at->id, at->span, std::move(expected), std::move(observed)});
}

void HandshakeBench::besides(std::string_view id, bool kept, std::string_view field, QByteArray expected,
                             QByteArray observed)
{
    if (!kept)
        check(id, false, field, std::move(expected), std::move(observed));
}

void HandshakeBench::lawful(std::string_view id, std::string_view field, QByteArray expected,
                            QByteArray observed)
{
    check(id, false, field, std::move(expected), std::move(observed));
    m_checks.back().lawful = true;
}

void HandshakeBench::checkAt(std::string_view id, bool kept, std::string_view field, BitSpan at,
                             QByteArray expected, QByteArray observed)
{
    std::string_view named = m_tree.id;
    for (const Field *step : pathInOrder(m_tree, at.bit))
        if (step->span.contains(at) && named != field)
            named = step->id;
    m_checks.push_back({&rule(id), kept, named, at, std::move(expected), std::move(observed)});
}

void HandshakeBench::brokenAt(std::string_view id, std::string_view field, BitSpan at, QByteArray expected,
                              QByteArray observed)
{
    checkAt(id, false, field, at, std::move(expected), std::move(observed));
}

void HandshakeBench::brokenInLine(std::string_view id, BitSpan at, QByteArray expected, QByteArray observed)
{
    std::string_view named = m_tree.id;
    for (const Field *step : pathInOrder(m_tree, at.bit)) {
        if (!step->span.contains(at))
            break;
        const bool isPart = isLine(named);
        named = step->id;
        if (isPart)
            break;
    }
    m_checks.push_back({&rule(id), false, named, at, std::move(expected), std::move(observed)});
}

QByteArray HandshakeBench::text(BitSpan span) const
{
    return m_head.bytes.mid(static_cast<qsizetype>(span.bit / 8), static_cast<qsizetype>(span.bits / 8));
}

QByteArray HandshakeBench::firstValue(const char *name) const
{
    const auto lines = m_head.fields(name);
    return lines.empty() ? QByteArray() : m_head.text(lines.front()->value);
}

} // namespace core
