// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/annotate/annotate.h"

#include "core/protocol/frame.h"

#include <algorithm>

namespace core {

namespace {

struct HeaderField
{
    std::string_view id;
    quint64 bits;
    ValueKind kind;
};

// RFC 6455 §5.2, in the order of the wire.
constexpr HeaderField firstTwoBytes[] = {
    {"ws.frame.fin", 1, ValueKind::Flag},       {"ws.frame.rsv1", 1, ValueKind::Flag},
    {"ws.frame.rsv2", 1, ValueKind::Flag},      {"ws.frame.rsv3", 1, ValueKind::Flag},
    {"ws.frame.opcode", 4, ValueKind::Integer}, {"ws.frame.mask", 1, ValueKind::Flag},
    {"ws.frame.length", 7, ValueKind::Integer},
};

/// Puts fields one behind the other, as far as the bytes reach. A field of which a part is missing has no
/// value.
class Row
{
public:
    Row(Field &parent, quint64 totalBits)
        : m_parent(parent)
        , m_total(totalBits)
    {}

    Field *add(const HeaderField &field, ValueSource source = ValueSource::Wire)
    {
        const quint64 bits = std::min(field.bits, m_total - m_at);
        if (bits == 0)
            return nullptr;
        m_parent.children.push_back({.id = field.id,
                                     .span = {m_at, bits},
                                     .kind = bits == field.bits ? field.kind : ValueKind::None,
                                     .source = source,
                                     .children = {}});
        m_at += bits;
        return &m_parent.children.back();
    }

private:
    Field &m_parent;
    quint64 m_total;
    quint64 m_at = 0;
};

// RFC 6455 §5.5.1: two bytes of code, then the reason. A payload of one byte has no such structure.
void splitClose(Field &payload)
{
    if (payload.span.bits < 16)
        return;
    payload.kind = ValueKind::None;
    payload.children.push_back({.id = "ws.frame.close.code",
                                .span = {payload.span.bit, 16},
                                .kind = ValueKind::Integer,
                                .source = ValueSource::Unmasked,
                                .children = {}});
    if (payload.span.bits > 16)
        payload.children.push_back({.id = "ws.frame.close.reason",
                                    .span = {payload.span.bit + 16, payload.span.bits - 16},
                                    .kind = ValueKind::Bytes,
                                    .source = ValueSource::Unmasked,
                                    .children = {}});
}

} // namespace

Field annotateFrame(ByteSpan bytes)
{
    Field frame{.id = "ws.frame",
                .span = byteRange(0, bytes.size()),
                .kind = ValueKind::None,
                .source = {},
                .children = {}};
    Row row(frame, bytes.size() * 8);
    for (const HeaderField &field : firstTwoBytes)
        row.add(field);
    if (bytes.size() < 2)
        return frame;

    const quint8 length7 = bytes[1] & 0x7f;
    if (length7 == 126)
        row.add({"ws.frame.length16", 16, ValueKind::Integer});
    else if (length7 == 127)
        row.add({"ws.frame.length64", 64, ValueKind::Integer});
    if ((bytes[1] & 0x80) != 0)
        row.add({"ws.frame.key", 32, ValueKind::Bytes});

    const quint32 headerSize = frameHeaderSize(bytes[1]);
    if (bytes.size() > headerSize) {
        Field *payload = row.add({"ws.frame.payload", (bytes.size() - headerSize) * 8, ValueKind::Bytes});
        if (is(bytes[0] & 0x0f, Opcode::Close))
            splitClose(*payload);
    }
    return frame;
}

} // namespace core
