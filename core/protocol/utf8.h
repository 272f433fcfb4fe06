// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"

#include <array>

namespace core {

/// Bytes of the UTF-8 sequence that starts at `bytes`[0], or 0 where none does (RFC 3629 §4: no overlong
/// form, no surrogate, nothing above U+10FFFF) or where it is cut off.
int utf8SequenceLength(ByteSpan bytes);

bool isValidUtf8(ByteSpan bytes);

/// What is wrong with text (RFC 3629 §3, §4).
enum class Utf8Fault : quint8 {
    None,
    Invalid,   // a byte that cannot stand there
    Surrogate, // U+D800 to U+DFFF
    Overlong,  // more bytes than the character needs
    TooLarge,  // above U+10FFFF, or a first byte of a longer form
    Truncated, // the text ends inside a sequence
};

/// Checks text that comes in pieces, and stops at the first byte with which no valid text can go on.
class Utf8Checker
{
public:
    /// False once there is a fault; the rest is not looked at.
    bool feed(ByteSpan bytes);
    /// The text ends here. False where it is faulty.
    bool end();
    void reset() { *this = {}; }

    Utf8Fault fault() const { return m_fault; }
    /// Bytes of the text before the offending one (Truncated: all of them).
    quint64 faultOffset() const { return m_offset; }
    /// The sequence up to and with the offending byte, 1 to 4 bytes.
    QByteArray faultBytes() const;

private:
    bool take(std::uint8_t byte);
    bool begin(std::uint8_t byte);
    void fail(Utf8Fault fault) { m_fault = fault; }

    quint64 m_offset = 0;                        // bytes taken
    std::array<std::uint8_t, 4> m_sequence = {}; // the open one
    std::uint8_t m_have = 0;
    std::uint8_t m_wanted = 0; // bytes that the open sequence still needs
    Utf8Fault m_fault = Utf8Fault::None;
};

} // namespace core
