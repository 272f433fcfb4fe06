// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/unitedit.h"

#include "core/lab/hold.h"
#include "core/protocol/frame.h"
#include "core/protocol/httphead.h"

#include <algorithm>

namespace core {

namespace {

// The example of RFC 6455 §5.7: a key is needed where a frame is masked that was not.
constexpr MaskingKey exampleKey{0x37, 0xfa, 0x21, 0x3d};

std::optional<QByteArray> raw(const QByteArray &unit, const UnitEdit &edit)
{
    const auto size = static_cast<quint64>(unit.size());
    QByteArray after = unit;
    if (edit.kind == UnitEdit::Kind::Flip) {
        if (edit.at / 8 >= size)
            return std::nullopt;
        const auto at = static_cast<qsizetype>(edit.at / 8);
        after[at] = static_cast<char>(after[at] ^ 0x80 >> edit.at % 8);
        return after;
    }
    if (edit.at > size || edit.removed > size - edit.at)
        return std::nullopt;
    return after.replace(static_cast<qsizetype>(edit.at), static_cast<qsizetype>(edit.removed), edit.bytes);
}

QByteArray joined(const HeadLine &line, const HttpHead &head, const QByteArray &value)
{
    const HeadRange rest = line.all();
    return head.bytes.mid(rest.offset, line.value.offset - rest.offset) + value +
           head.bytes.mid(line.value.end(), rest.end() - line.value.end());
}

std::optional<QByteArray> withHeader(const QByteArray &unit, UnitKind kind, const QByteArray &name,
                                     const QByteArray &value)
{
    const HttpHead head = readHttpHead(unit, kind == UnitKind::Response);
    if (!head.complete || name.isEmpty())
        return std::nullopt;
    const std::vector<const HeadLine *> found = head.fields(name.constData());
    if (!found.empty()) {
        const HeadRange line = found.front()->all();
        return QByteArray(unit).replace(line.offset, line.length, joined(*found.front(), head, value));
    }
    return QByteArray(unit).insert(head.lines.back().text.offset, name + ": " + value + "\r\n");
}

// The body's length is told again where it was told before.
QByteArray withContentLength(const QByteArray &unit, UnitKind kind)
{
    const HttpHead head = readHttpHead(unit, kind == UnitKind::Response);
    if (!head.complete || head.fields("Content-Length").empty())
        return unit;
    const qsizetype body = unit.size() - static_cast<qsizetype>(head.lines.back().all().end());
    return withHeader(unit, kind, "Content-Length", QByteArray::number(body)).value_or(unit);
}

QByteArray unmasked(const QByteArray &frame, const FrameHeader &header)
{
    const ByteSpan payload = spanOf(frame).subspan(header.size);
    return header.masked ? applyMask(payload, header.key)
                         : QByteArray(reinterpret_cast<const char *>(payload.data()),
                                      static_cast<qsizetype>(payload.size()));
}

bool differs(const QByteArray &a, const QByteArray &b, qsizetype from, qsizetype to)
{
    return a.mid(from, to - from) != b.mid(from, to - from);
}

std::optional<QByteArray> consistentFrame(const QByteArray &before, const QByteArray &after,
                                          const UnitEdit &edit)
{
    const auto was = readFrameHeader(spanOf(before));
    if (!was || after.size() < 2)
        return std::nullopt;
    const auto first = static_cast<quint8>(after[0]);
    const auto second = static_cast<quint8>(after[1]);
    const quint32 headerEnd = was->size;
    const quint32 keyStart = was->masked ? headerEnd - 4 : headerEnd;
    const quint64 firstByte = edit.kind == UnitEdit::Kind::Flip ? edit.at / 8 : edit.at;
    const bool touchesPayload = firstByte >= headerEnd;
    if (!touchesPayload && edit.kind == UnitEdit::Kind::Replace && edit.at + edit.removed > headerEnd)
        return std::nullopt; // half header, half payload: nobody can say what is to follow

    FrameHeader header = *was;
    header.fin = (first & 0x80) != 0;
    header.rsv1 = (first & 0x40) != 0;
    header.rsv2 = (first & 0x20) != 0;
    header.rsv3 = (first & 0x10) != 0;
    header.opcode = first & 0x0f;
    header.masked = (second & 0x80) != 0;
    if (header.masked && !was->masked)
        header.key = exampleKey;

    QByteArray payload = unmasked(touchesPayload ? after : before, *was);
    if (!touchesPayload && after.size() == before.size()) {
        if (was->masked && header.masked && differs(before, after, keyStart, headerEnd))
            std::copy_n(after.constData() + keyStart, 4, header.key.begin());
        const bool lengthChanged = (second & 0x7f) != was->length7 || differs(before, after, 2, keyStart);
        if (lengthChanged) {
            const auto now = readFrameHeader(spanOf(after));
            if (!now || !now->hasValidLength() || now->payloadLength > holdLimit)
                return std::nullopt;
            payload = payload.leftJustified(static_cast<qsizetype>(now->payloadLength), '\0', true);
        }
    }
    return writeFrame(header, spanOf(payload));
}

} // namespace

std::optional<QByteArray> applyEdit(const QByteArray &unit, UnitKind kind, const UnitEdit &edit)
{
    const bool isHttp = kind == UnitKind::Request || kind == UnitKind::Response;
    if (edit.kind == UnitEdit::Kind::Header)
        return isHttp ? withHeader(unit, kind, edit.name, edit.bytes) : std::nullopt;
    const std::optional<QByteArray> after = raw(unit, edit);
    if (!after || !edit.consistent)
        return after;
    if (isHttp)
        return withContentLength(*after, kind);
    return kind == UnitKind::Frame ? consistentFrame(unit, *after, edit) : after;
}

} // namespace core
