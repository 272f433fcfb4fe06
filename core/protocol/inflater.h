// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"

#include <functional>
#include <memory>

namespace core {

/// What is wrong with the compressed bytes of a message.
enum class InflateFault : quint8 {
    None,
    BadData,       // PMD-18: block type 3, LEN/NLEN, code lengths, a code that means nothing
    Unfinished,    // PMD-19: a block is open at the end of the message
    BeyondWindow,  // PMD-21: a distance larger than the agreed window
    BeforeMessage, // PMD-22: without context takeover, a distance to before the message
    BeforeStream,  // PMD-18: with it, a distance to before the first byte there ever was
    Stopped,       // by the receiver of the output
};

/// Inflates the messages of one direction (RFC 7692 §7.2.2): zlib for the bytes, and an own reading of the
/// blocks that holds every distance against the agreed window and the agreed context takeover, which zlib
/// does not do inside one output buffer. Any chunking of a message gives the same output and the same fault:
/// the output is all that stands before the faulty symbol, and of an unfinished message all that its payload
/// gives without the tail. How the output is cut into pieces does depend on the chunking, so a receiver with
/// a limit should count bytes.
class Inflater
{
public:
    /// Takes output; false stops the message (a limit).
    using Output = std::function<bool(ByteSpan)>;

    struct Options
    {
        int windowBits = 15; // 8..15, as agreed
        bool noContextTakeover = false;
    };

    explicit Inflater(Options options);
    ~Inflater();
    Inflater(Inflater &&) noexcept;
    Inflater &operator=(Inflater &&) noexcept;

    /// The next piece of a message's payload, unmasked. Output comes in pieces of at most 16 KiB. After a
    /// fault the rest of the message is skipped.
    void feed(ByteSpan compressed, const Output &output);
    /// The end of the message: the tail 00 00 ff ff is appended (RFC 7692 §7.2.2) where a block is open, then
    /// the state is made ready for the next one. Returns the message's fault. Where none is open, be it after
    /// a final block or in an empty payload, the message is complete.
    InflateFault endMessage(const Output &output);

    /// Of the message that is being read.
    InflateFault fault() const;
    /// About the fault, until the next message begins: the offending distance and the largest one allowed,
    /// 0 where the fault is about something else.
    quint64 distance() const;
    quint64 allowedDistance() const;
    /// "BTYPE=3", "LEN/NLEN", "code lengths", "code": what BadData means; "" where the fault is another.
    const char *badData() const;

    /// After a fault with context takeover what was said before is lost: later messages cannot be read. They
    /// are skipped without a fault of their own. Known from the end of the faulty message on.
    bool isLost() const;

    /// Whether the message that ended last still had the tail that its sender should have removed (PMD-26):
    /// its payload ended in an empty stored block 00 00 ff ff.
    bool tailWasLeft() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace core
