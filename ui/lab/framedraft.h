// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"
#include "ui/draw/theme.h"

#include <QJsonObject>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace ui {

/// A byte of a frame that is being made. Its first bits are of one field, the rest of another.
struct DraftByte
{
    QString text; // two hex digits; dots while it is not known
    Tone first = Tone::Plain;
    Tone rest = Tone::Plain;
    int firstBits = 8;
};

/// A frame that is filled in bit by bit (RFC 6455 §5.2). Nothing is assumed for what is still empty.
struct FrameDraft
{
    enum class Part : quint8 {
        Fin,
        Rsv1,
        Rsv2,
        Rsv3,
        Opcode,
        Mask,
        Length,
        ExtendedLength,
        Key,
    };
    /// What contradicts itself. It can be sent all the same.
    enum class Clash : quint8 {
        LengthDiffers,   // what the length says and the payload
        KeyWithoutMask,  // a key is there, MASK is 0: it is not sent
        LongLengthForm,  // the length would fit into a shorter form
        LengthWithout16, // an extended length is there, the 7 bits ask for none
    };

    static constexpr std::size_t bitCount = 16;
    static constexpr std::size_t maskBit = 8;

    std::array<std::optional<bool>, bitCount> bits;
    QString extendedLength; // a whole number, once the seven bits say 126 or 127
    QString key;            // 8 hex digits, once MASK is 1
    QByteArray payload;     // not masked

    /// Those bits as a number; nothing while one is empty.
    std::optional<int> number(std::size_t first, std::size_t count) const;
    std::optional<int> opcode() const { return number(4, 4); }
    std::optional<int> length7() const { return number(9, 7); }
    bool isMasked() const { return bits[maskBit].value_or(false); }
    /// Bits of the form that the seven bits ask for: 7, 16 or 64.
    int lengthBits() const;
    /// What the length says, in whatever form; nothing while it is not known, or does not fit its form.
    std::optional<quint64> announced() const;

    std::vector<Part> missing() const;
    bool isComplete() const { return missing().empty(); }
    std::vector<Clash> clashes() const;

    /// The args of send-frame, once it is complete.
    QJsonObject args() const;
    /// The bytes as far as they are known, at most so many of the payload.
    std::vector<DraftByte> preview(qsizetype payloadLimit) const;
};

/// The part that a bit belongs to.
FrameDraft::Part partOfBit(std::size_t bit);
Tone toneOf(FrameDraft::Part part);

} // namespace ui
