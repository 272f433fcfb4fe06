// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/annotate/annotate.h"

#include "core/protocol/tlsrecord.h"

#include <algorithm>

namespace core {

namespace {

constexpr std::string_view remainder = "tls.record.fragment"; // what nothing here takes apart

// RFC 8446 §4.2.
constexpr quint64 serverNameType = 0;
constexpr quint64 alpnType = 16;
constexpr quint64 supportedVersionsType = 43;

/// Lays fields side by side over a stretch of the record, as far as its bytes reach.
class Tiler
{
public:
    Tiler(ByteSpan bytes, Field &parent)
        : m_bytes(bytes)
        , m_parent(parent)
        , m_at(parent.span.bit / 8)
        , m_end(parent.span.end() / 8)
    {}

    quint64 left() const { return m_end - m_at; }
    ByteSpan rest() const { return m_bytes.subspan(m_at, left()); }

    /// The field has no value where a part of it is missing.
    Field *add(std::string_view id, quint64 length, ValueKind kind)
    {
        const quint64 present = std::min(length, left());
        if (present == 0)
            return nullptr;
        m_parent.children.push_back({.id = id,
                                     .span = byteRange(m_at, present),
                                     .kind = present == length ? kind : ValueKind::None,
                                     .source = {},
                                     .children = {}});
        m_at += present;
        return &m_parent.children.back();
    }
    void addRest(std::string_view id) { add(id, left(), ValueKind::Bytes); }

    /// 0 where a part of it is missing: nothing of what it counts is there then.
    quint64 number(std::string_view id, quint64 length)
    {
        const Field *const field = add(id, length, ValueKind::Integer);
        return field == nullptr || field->kind == ValueKind::None ? 0 : bitsValue(m_bytes, field->span);
    }

    /// A group; what `fill` leaves over is one field of its own.
    template<typename Fill>
    void group(std::string_view id, quint64 length, Fill fill)
    {
        Field *const field = add(id, length, ValueKind::None);
        if (field == nullptr)
            return;
        Tiler inner(m_bytes, *field);
        fill(inner);
        inner.addRest(remainder);
    }

private:
    ByteSpan m_bytes;
    Field &m_parent;
    quint64 m_at;
    quint64 m_end;
};

// RFC 6066 §3
void addServerNames(Tiler &body)
{
    body.number("tls.sni.length", 2);
    while (body.left() > 0) {
        body.number("tls.sni.type", 1);
        body.add("tls.sni.name", body.number("tls.sni.name.length", 2), ValueKind::Literal);
    }
}

// RFC 7301 §3.1
void addProtocols(Tiler &body)
{
    body.number("tls.alpn.length", 2);
    while (body.left() > 0)
        body.add("tls.alpn.name", body.number("tls.alpn.name.length", 1), ValueKind::Literal);
}

// RFC 8446 §4.2.1: the client sends a list, the server one.
void addVersions(Tiler &body, bool isClient)
{
    if (isClient)
        body.number("tls.versions.length", 1);
    while (body.left() > 0)
        body.number("tls.version", 2);
}

void addExtension(Tiler &extensions, bool isClient)
{
    // The group's length stands inside it.
    const ByteSpan rest = extensions.rest();
    const quint64 length = rest.size() < 4 ? rest.size() : 4 + bitsValue(rest, byteRange(2, 2));
    extensions.group("tls.extension", length, [isClient](Tiler &extension) {
        const bool hasType = extension.left() >= 2;
        const quint64 type = extension.number("tls.extension.type", 2);
        extension.number("tls.extension.length", 2);
        if (hasType && type == serverNameType)
            addServerNames(extension);
        else if (type == alpnType)
            addProtocols(extension);
        else if (type == supportedVersionsType)
            addVersions(extension, isClient);
        else
            extension.addRest("tls.extension.body");
    });
}

// RFC 8446 §4.1.2, §4.1.3
void addHello(Tiler &body, bool isClient)
{
    body.number("tls.hello.version", 2);
    body.add("tls.hello.random", 32, ValueKind::Bytes);
    body.add("tls.hello.session", body.number("tls.hello.session.length", 1), ValueKind::Bytes);
    if (isClient) {
        body.group("tls.hello.ciphers", body.number("tls.hello.ciphers.length", 2), [](Tiler &ciphers) {
            while (ciphers.left() > 0)
                ciphers.number("tls.hello.cipher", 2);
        });
        const quint64 compressions = body.number("tls.hello.compressions.length", 1);
        for (quint64 i = 0; i < compressions && body.left() > 0; ++i)
            body.number("tls.hello.compression", 1);
    } else {
        body.number("tls.hello.cipher", 2);
        body.number("tls.hello.compression", 1);
    }
    body.group("tls.extensions", body.number("tls.extensions.length", 2), [isClient](Tiler &extensions) {
        while (extensions.left() > 0)
            addExtension(extensions, isClient);
    });
}

void addHandshake(Tiler &record)
{
    while (beginsTlsMessage(record.rest())) {
        const quint64 length = bitsValue(record.rest(), byteRange(1, 3));
        record.group("tls.handshake", 4 + length, [](Tiler &message) {
            const quint64 type = message.number("tls.handshake.type", 1);
            message.number("tls.handshake.length", 3);
            if (type == tlsClientHello || type == tlsServerHello)
                addHello(message, type == tlsClientHello);
            else
                message.addRest("tls.handshake.body");
        });
    }
    record.addRest(remainder);
}

/// Whether the fragment of a handshake record can be read: before the change of cipher all can, after it only
/// the hellos that follow a HelloRetryRequest (RFC 8446 §4.1.4, §D.4).
bool isHandshakeClear(ByteSpan bytes, bool afterCipherChange)
{
    const auto length = static_cast<quint32>(bitsValue(bytes, byteRange(3, 2)));
    return !afterCipherChange || isTlsHello(bytes.subspan(tlsHeadBytes), length);
}

void addFragment(Tiler &record, ByteSpan bytes, bool afterCipherChange)
{
    const quint8 type = bytes[0];
    const quint64 length = bitsValue(bytes, byteRange(3, 2));
    if (is(type, TlsContent::ChangeCipherSpec) && length == 1) {
        record.number("tls.ccs", 1);
    } else if (is(type, TlsContent::Alert) && length == 2) { // an encrypted one is longer
        record.group("tls.alert", 2, [](Tiler &alert) {
            alert.number("tls.alert.level", 1);
            alert.number("tls.alert.description", 1);
        });
    } else if (is(type, TlsContent::Handshake) && isHandshakeClear(bytes, afterCipherChange)) {
        addHandshake(record);
    } else if (is(type, TlsContent::ApplicationData) || afterCipherChange) {
        record.addRest("tls.record.encrypted");
    } else {
        record.addRest(remainder);
    }
}

} // namespace

Field annotateTls(ByteSpan bytes, bool afterCipherChange)
{
    Field record{.id = "tls.record",
                 .span = byteRange(0, bytes.size()),
                 .kind = ValueKind::None,
                 .source = {},
                 .children = {}};
    Tiler tiler(bytes, record);
    tiler.number("tls.record.type", 1);
    tiler.number("tls.record.version", 2);
    tiler.number("tls.record.length", 2);
    if (bytes.size() > tlsHeadBytes)
        addFragment(tiler, bytes, afterCipherChange);
    return record;
}

std::string_view tlsContentOf(const Field &record, ByteSpan bytes)
{
    if (const Field *const message = findField(record, "tls.handshake.type")) {
        const quint64 type = integerValue(*message, bytes);
        return type == tlsClientHello   ? "client-hello"
               : type == tlsServerHello ? "server-hello"
                                        : "handshake";
    }
    if (findField(record, "tls.ccs") != nullptr)
        return "cipher-change";
    if (findField(record, "tls.alert") != nullptr)
        return "alert";
    return findField(record, "tls.record.encrypted") != nullptr ? "encrypted" : "fragment";
}

} // namespace core
