// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/deedargs.h"

#include "core/lab/jsonreader.h"

#include <algorithm>
#include <limits>

namespace core {

namespace {

constexpr int most = std::numeric_limits<int>::max();

/// The bytes, their fields ticked off.
QByteArray takeBytes(JsonReader &reader, const QJsonObject &args, bool required)
{
    bool hasAny = false;
    for (const char *name : {"text", "hex", "repeat"})
        hasAny = !reader.value(name).isUndefined() || hasAny;
    if (!hasAny && !required)
        return {};
    const auto bytes = bytesOf(args);
    if (!bytes)
        reader.fail("hex", "or text must say the bytes");
    return bytes.value_or(QByteArray());
}

/// "random", "zero" or 8 hex digits. Nothing: random.
std::optional<MaskingKey> takeKey(JsonReader &reader)
{
    const QString text = reader.text("key", QStringLiteral("random"));
    if (text == QLatin1StringView("random"))
        return std::nullopt;
    MaskingKey key = {};
    if (text == QLatin1StringView("zero"))
        return key;
    const auto bytes = fromHex(text.toLatin1());
    if (!bytes || static_cast<std::size_t>(bytes->size()) != key.size())
        reader.fail("key", "must be random, zero or 8 hex digits");
    else
        std::copy_n(spanOf(*bytes).begin(), key.size(), key.begin());
    return key;
}

std::optional<MaskingKey> takeKeyOf(Direction side, JsonReader &reader)
{
    if (side == Direction::Server && reader.has("key"))
        reader.fail("key", "is a client's");
    return takeKey(reader);
}

/// Payload bytes of each frame, from the offsets in the message where a new one begins.
std::vector<quint64> takeSplits(JsonReader &reader, qint64 bytes)
{
    const QJsonArray offsets = reader.array("split_at");
    std::vector<quint64> sizes;
    sizes.reserve(static_cast<std::size_t>(offsets.size()) + 1);
    qint64 last = 0;
    for (const QJsonValue &value : offsets) {
        const qint64 offset = value.toInteger(-1);
        if (offset < last || offset > bytes)
            reader.fail("split_at", "must rise, inside the message");
        sizes.push_back(static_cast<quint64>(offset - last));
        last = offset;
    }
    if (!sizes.empty()) // the rest is a frame of its own, even where nothing is left
        sizes.push_back(std::numeric_limits<quint64>::max());
    return sizes;
}

void takeCutting(JsonReader &reader, qint64 bytes, SendOptions &options)
{
    options.frameSize = static_cast<quint64>(reader.integer("frame_size", 0, most).value_or(0));
    options.frames = static_cast<quint64>(reader.integer("fragments", 1, actionFramesLimit).value_or(0));
    options.sizes = takeSplits(reader, bytes);
    const int ways =
        (options.frameSize > 0 ? 1 : 0) + (options.frames > 0 ? 1 : 0) + (options.sizes.empty() ? 0 : 1);
    if (ways > 1)
        reader.fail("fragments", "frame_size and split_at exclude one another");
    if (options.frameSize > 0 && static_cast<quint64>(bytes) / options.frameSize > actionFramesLimit)
        reader.fail("frame_size", "makes too many frames");
}

/// A number of 63 bits, or a text like 0x8000000000000000 for one of 64.
std::optional<quint64> takeAnnounced(JsonReader &reader)
{
    const QJsonValue value = reader.value("announced");
    if (value.isUndefined())
        return std::nullopt;
    bool ok = value.toInteger(-1) >= 0;
    auto number = static_cast<quint64>(value.toInteger(0));
    if (const QString text = value.toString(); text.startsWith(QLatin1StringView("0x")))
        number = text.mid(2).toULongLong(&ok, 16);
    if (!ok)
        reader.fail("announced", "must be a whole number, or one in hex digits after 0x");
    return number;
}

int takeLengthBits(JsonReader &reader)
{
    const int bits = reader.integer("length_bits", 7, 64).value_or(0);
    if (bits != 0 && bits != 7 && bits != 16 && bits != 64)
        reader.fail("length_bits", "must be 7, 16 or 64");
    return bits;
}

/// `deed` if all that was read is in order and nothing was left over.
template<typename Deed>
std::optional<Deed> checked(JsonReader &reader, Deed deed)
{
    reader.finish();
    return reader.ok() ? std::optional(std::move(deed)) : std::nullopt;
}

} // namespace

std::optional<QByteArray> bytesOf(const QJsonObject &args)
{
    const QJsonValue text = args.value(QLatin1StringView("text"));
    const QJsonValue hex = args.value(QLatin1StringView("hex"));
    if (text.isString() == hex.isString())
        return std::nullopt;
    const auto once =
        text.isString() ? std::optional(text.toString().toUtf8()) : fromHex(hex.toString().toLatin1());
    const qint64 repeat = args.value(QLatin1StringView("repeat")).toInteger(1);
    if (!once || repeat < 1 || repeat > actionBytesLimit / std::max<qint64>(1, once->size()))
        return std::nullopt;
    return once->repeated(repeat);
}

std::optional<MessageDeed> messageOf(const QJsonObject &args, Direction side)
{
    QString error;
    JsonReader reader(args, {}, &error);
    MessageDeed deed;
    deed.bytes = takeBytes(reader, args, true);
    takeCutting(reader, deed.bytes.size(), deed.options);
    if (reader.has("compress"))
        deed.options.compress = reader.flag("compress", false);
    deed.options.key = takeKeyOf(side, reader);
    return checked(reader, std::move(deed));
}

std::optional<ControlDeed> controlOf(const QJsonObject &args, Direction side)
{
    QString error;
    JsonReader reader(args, {}, &error);
    ControlDeed deed;
    deed.payload = takeBytes(reader, args, false);
    deed.key = takeKeyOf(side, reader);
    return checked(reader, std::move(deed));
}

std::optional<CloseDeed> closeOf(const QJsonObject &args, Direction side)
{
    QString error;
    JsonReader reader(args, {}, &error);
    CloseDeed deed;
    deed.code = reader.integer("code", 0, 0xffff);
    deed.reason = reader.text("reason").toUtf8();
    deed.key = takeKeyOf(side, reader);
    if (!deed.code && !deed.reason.isEmpty())
        reader.fail("reason", "goes with a code");
    return checked(reader, std::move(deed));
}

std::optional<FrameDeed> frameOf(const QJsonObject &args, Direction side)
{
    QString error;
    JsonReader reader(args, {}, &error);
    FrameDeed deed;
    FrameHeader &header = deed.frame.header;
    const auto opcode = reader.integer("opcode", 0, 15);
    if (!opcode)
        reader.fail("opcode", "is missing");
    header.opcode = static_cast<quint8>(opcode.value_or(0));
    header.fin = reader.flag("fin", true);
    header.rsv1 = reader.flag("rsv1", false);
    header.rsv2 = reader.flag("rsv2", false);
    header.rsv3 = reader.flag("rsv3", false);
    header.masked = reader.flag("masked", side == Direction::Client);
    const auto key = takeKey(reader);
    header.key = key.value_or(MaskingKey());
    deed.needsKey = header.masked && !key;
    deed.frame.payload = takeBytes(reader, args, false);
    deed.frame.lengthBits = takeLengthBits(reader);
    deed.frame.announced = takeAnnounced(reader);
    return checked(reader, std::move(deed));
}

} // namespace core
