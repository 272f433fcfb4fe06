// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/annotate/field.h"

#include "core/protocol/frame.h"

#include <algorithm>

namespace core {

namespace {

constexpr std::string_view ids[] = {
    "ws.frame",
    "ws.frame.fin",
    "ws.frame.rsv1",
    "ws.frame.rsv2",
    "ws.frame.rsv3",
    "ws.frame.opcode",
    "ws.frame.mask",
    "ws.frame.length",
    "ws.frame.length16",
    "ws.frame.length64",
    "ws.frame.key",
    "ws.frame.payload",
    "ws.frame.close.code",
    "ws.frame.close.reason",
    "http.request",
    "http.request.line",
    "http.request.method",
    "http.request.target",
    "http.request.http-version",
    "http.request.host",
    "http.request.upgrade",
    "http.request.connection",
    "http.request.key",
    "http.request.key.text",
    "http.request.key.padding",
    "http.request.version",
    "http.request.origin",
    "http.request.protocol",
    "http.request.extensions",
    "http.response",
    "http.response.line",
    "http.response.http-version",
    "http.response.status",
    "http.response.reason",
    "http.response.upgrade",
    "http.response.connection",
    "http.response.accept",
    "http.response.accept.text",
    "http.response.accept.padding",
    "http.response.protocol",
    "http.response.extensions",
    "http.response.version",
    "http.response.server",
    "http.response.date",
    "http.headers",
    "http.header",
    "http.header.name",
    "http.header.value",
    "http.header.malformed",
    "http.header.fold",
    "http.end",
    "http.body",
    "http.space",
    "http.crlf",
    "http.colon",
    "http.ows",
    "http.comma",
    "http.semicolon",
    "http.equals",
    "http.token",
    "http.subprotocol",
    "http.extension",
    "http.extension.name",
    "http.extension.parameter",
    "http.extension.parameter.name",
    "http.extension.parameter.value",
    "tls.record",
    "tls.record.type",
    "tls.record.version",
    "tls.record.length",
    "tls.record.encrypted",
    "tls.record.fragment",
    "tls.ccs",
    "tls.alert",
    "tls.alert.level",
    "tls.alert.description",
    "tls.handshake",
    "tls.handshake.type",
    "tls.handshake.length",
    "tls.handshake.body",
    "tls.hello.version",
    "tls.hello.random",
    "tls.hello.session.length",
    "tls.hello.session",
    "tls.hello.ciphers.length",
    "tls.hello.ciphers",
    "tls.hello.cipher",
    "tls.hello.compressions.length",
    "tls.hello.compression",
    "tls.extensions.length",
    "tls.extensions",
    "tls.extension",
    "tls.extension.type",
    "tls.extension.length",
    "tls.extension.body",
    "tls.sni.length",
    "tls.sni.type",
    "tls.sni.name.length",
    "tls.sni.name",
    "tls.alpn.length",
    "tls.alpn.name.length",
    "tls.alpn.name",
    "tls.versions.length",
    "tls.version",
    "bytes.unknown",
};

void collectLeaves(const Field &field, std::vector<const Field *> &out)
{
    if (field.isLeaf())
        out.push_back(&field);
    for (const Field &child : field.children)
        collectLeaves(child, out);
}

} // namespace

std::span<const std::string_view> allFieldIds() { return ids; }

std::vector<const Field *> leavesOf(const Field &root)
{
    std::vector<const Field *> leaves;
    collectLeaves(root, leaves);
    return leaves;
}

std::vector<const Field *> pathTo(const Field &root, quint64 bit)
{
    std::vector<const Field *> path;
    const Field *at = root.span.contains(bit) ? &root : nullptr;
    while (at != nullptr) {
        path.push_back(at);
        const auto child = std::find_if(at->children.begin(), at->children.end(),
                                        [bit](const Field &f) { return f.span.contains(bit); });
        at = child == at->children.end() ? nullptr : &*child;
    }
    return path;
}

const Field *findField(const Field &root, std::string_view id)
{
    if (root.id == id)
        return &root;
    for (const Field &child : root.children)
        if (const Field *found = findField(child, id))
            return found;
    return nullptr;
}

std::vector<const Field *> findFields(const Field &root, std::string_view id)
{
    std::vector<const Field *> found;
    if (root.id == id)
        found.push_back(&root);
    for (const Field &child : root.children)
        for (const Field *field : findFields(child, id))
            found.push_back(field);
    return found;
}

const Field &smallestCovering(const Field &root, BitSpan span)
{
    const Field *smallest = &root;
    for (const Field *field : pathTo(root, span.bit))
        if (field->span.contains(span))
            smallest = field;
    return *smallest;
}

QByteArray valueBytes(const Field &field, ByteSpan unitBytes)
{
    if (field.span.bits % 8 != 0)
        return QByteArray(1, static_cast<char>(bitsValue(unitBytes, field.span)));
    const ByteSpan wire = unitBytes.subspan(field.span.bit / 8, field.span.bits / 8);
    if (field.source == ValueSource::Wire)
        return toByteArray(wire);
    const auto header = readFrameHeader(unitBytes);
    if (!header || !header->masked)
        return toByteArray(wire);
    return applyMask(wire, header->key, field.span.bit / 8 - header->size);
}

quint64 integerValue(const Field &field, ByteSpan unitBytes)
{
    if (field.span.bits % 8 != 0 || field.source == ValueSource::Wire)
        return bitsValue(unitBytes, field.span);
    const QByteArray bytes = valueBytes(field, unitBytes);
    return bitsValue(spanOf(bytes), {0, field.span.bits});
}

} // namespace core
