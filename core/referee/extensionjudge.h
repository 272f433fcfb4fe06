// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/extension.h"
#include "core/referee/handshakebench.h"

namespace core {

/// Where the extensions of a Sec-WebSocket-Extensions header stand. What the tree does not hold, such as a
/// parameter on a folded line, stands where the header's value does.
class ExtensionPlaces
{
public:
    explicit ExtensionPlaces(const HandshakeBench &bench);

    BitSpan extension(std::size_t index) const;
    BitSpan name(std::size_t index) const;
    BitSpan parameter(std::size_t index, std::size_t number) const;
    /// The parameter value in quotes that is `value` once unescaped.
    BitSpan quoted(const QByteArray &value) const;
    /// Of the byte `offset` of the joined values: the line that it is on.
    BitSpan lineOf(qsizetype offset) const;

private:
    struct Extent
    {
        const Field *extension = nullptr;
        std::vector<const Field *> parameters;
    };

    const HandshakeBench &m_bench;
    std::vector<Extent> m_extensions;
    BitSpan m_value; // of the first line
};

/// REQ-22, REQ-23, REQ-24.
void judgeOfferedExtensions(HandshakeBench &bench);

/// RSP-11; RSP-10 where the request is known.
void judgeAnsweredExtensions(HandshakeBench &bench, const HttpHead &request);

} // namespace core
