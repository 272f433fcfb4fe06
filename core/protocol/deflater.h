// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"

#include <memory>

namespace core {

/// Compresses the messages of one direction (RFC 7692 §7.2.1) with zlib.
class Deflater
{
public:
    struct Options
    {
        int windowBits = 15; // 8..15; zlib cannot write raw deflate with 8, so 9 is used, whose distances
                             // conform (at most 250)
        bool noContextTakeover = false;
    };

    explicit Deflater(Options options);
    ~Deflater();
    Deflater(Deflater &&) noexcept;
    Deflater &operator=(Deflater &&) noexcept;

    /// The payload of one message, the tail 00 00 ff ff removed; an empty message is the byte 00
    /// (RFC 7692 §7.2.3.6).
    QByteArray message(ByteSpan plain);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace core
