// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/framedraft.h"

#include "core/protocol/frame.h"
#include "ui/lab/inputs.h"

#include <algorithm>

namespace ui {

namespace {

using Part = FrameDraft::Part;

// A JSON number keeps whole numbers up to here; larger ones are written as hex in a text.
constexpr quint64 largestJsonNumber = 1ULL << 53;

QString dots() { return QStringLiteral("··"); }

QString hexOf(quint8 byte) { return QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0')); }

} // namespace

Part partOfBit(std::size_t bit)
{
    if (bit < 4)
        return static_cast<Part>(bit);
    return bit < FrameDraft::maskBit ? Part::Opcode : bit == FrameDraft::maskBit ? Part::Mask : Part::Length;
}

Tone toneOf(Part part)
{
    switch (part) {
    case Part::Opcode:
        return Tone::Opcode;
    case Part::Mask:
    case Part::Key:
        return Tone::Mask;
    case Part::Length:
    case Part::ExtendedLength:
        return Tone::Length;
    case Part::Fin:
    case Part::Rsv1:
    case Part::Rsv2:
    case Part::Rsv3:
        break;
    }
    return Tone::Control;
}

std::optional<int> FrameDraft::number(std::size_t first, std::size_t count) const
{
    int value = 0;
    for (std::size_t i = first; i < first + count; ++i) {
        if (!bits[i])
            return std::nullopt;
        value = value * 2 + (*bits[i] ? 1 : 0);
    }
    return value;
}

int FrameDraft::lengthBits() const
{
    const int length = length7().value_or(0);
    return length < 126 ? 7 : length == 126 ? 16 : 64;
}

std::optional<quint64> FrameDraft::announced() const
{
    const auto length = length7();
    if (!length)
        return std::nullopt;
    if (lengthBits() == 7)
        return static_cast<quint64>(*length);
    const auto extended = wholeNumber(extendedLength);
    return extended && lengthBits() == 16 && *extended > 0xffff ? std::nullopt : extended;
}

std::vector<Part> FrameDraft::missing() const
{
    std::vector<Part> parts;
    for (std::size_t bit = 0; bit < bitCount; ++bit)
        if (!bits[bit] && (parts.empty() || parts.back() != partOfBit(bit)))
            parts.push_back(partOfBit(bit));
    if (length7() && !announced())
        parts.push_back(Part::ExtendedLength);
    if (isMasked() && !isKey(key))
        parts.push_back(Part::Key);
    return parts;
}

std::vector<FrameDraft::Clash> FrameDraft::clashes() const
{
    std::vector<Clash> found;
    const auto says = announced();
    if (says && *says != static_cast<quint64>(payload.size()))
        found.push_back(Clash::LengthDiffers);
    if (says && ((lengthBits() == 16 && *says < 126) || (lengthBits() == 64 && *says <= 0xffff)))
        found.push_back(Clash::LongLengthForm);
    if (length7() && lengthBits() == 7 && !extendedLength.isEmpty())
        found.push_back(Clash::LengthWithout16);
    if (bits[maskBit] && !isMasked() && !key.isEmpty())
        found.push_back(Clash::KeyWithoutMask);
    return found;
}

QJsonObject FrameDraft::args() const
{
    QJsonObject args;
    const char *const flags[] = {"fin", "rsv1", "rsv2", "rsv3"};
    for (std::size_t i = 0; i < 4; ++i)
        args.insert(QLatin1StringView(flags[i]), bits[i].value_or(false));
    args.insert(QLatin1StringView("opcode"), opcode().value_or(0));
    args.insert(QLatin1StringView("masked"), isMasked());
    if (isMasked())
        args.insert(QLatin1StringView("key"), key.toLower());
    args.insert(QLatin1StringView("hex"), QString::fromLatin1(core::toHex(core::spanOf(payload))));
    args.insert(QLatin1StringView("length_bits"), lengthBits());
    const quint64 says = announced().value_or(0);
    if (says <= largestJsonNumber)
        args.insert(QLatin1StringView("announced"), static_cast<qint64>(says));
    else
        args.insert(QLatin1StringView("announced"), QStringLiteral("0x%1").arg(says, 0, 16));
    return args;
}

std::vector<DraftByte> FrameDraft::preview(qsizetype payloadLimit) const
{
    std::vector<DraftByte> bytes;
    bytes.reserve(16);
    const auto first = number(0, 8);
    const auto second = number(maskBit, 8);
    bytes.push_back({first ? hexOf(static_cast<quint8>(*first)) : dots(), Tone::Control, Tone::Opcode, 4});
    bytes.push_back({second ? hexOf(static_cast<quint8>(*second)) : dots(), Tone::Mask, Tone::Length, 1});
    const auto says = announced();
    for (int bit = lengthBits() == 7 ? 0 : lengthBits(); bit > 0; bit -= 8)
        bytes.push_back({says ? hexOf(static_cast<quint8>(*says >> (bit - 8) & 0xff)) : dots(), Tone::Length,
                         Tone::Length});
    core::MaskingKey mask = {};
    const bool hasKey = isKey(key);
    if (isMasked()) {
        const auto digits = core::fromHex(hasKey ? key.toLatin1() : QByteArray("00000000"));
        std::copy_n(core::spanOf(*digits).begin(), mask.size(), mask.begin());
        for (const quint8 byte : mask)
            bytes.push_back({hasKey ? hexOf(byte) : dots(), Tone::Mask, Tone::Mask});
    }
    const bool isKnown = bits[maskBit] && (!isMasked() || hasKey);
    const QByteArray shown = payload.left(payloadLimit);
    for (qsizetype i = 0; i < shown.size(); ++i) {
        const auto byte =
            static_cast<quint8>(static_cast<quint8>(shown[i]) ^ mask[static_cast<std::size_t>(i % 4)]);
        bytes.push_back({isKnown ? hexOf(byte) : dots(), Tone::Payload, Tone::Payload});
    }
    return bytes;
}

} // namespace ui
