// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cases.h"

#include <QList>

// Octets to frames and back, and the opening handshake, without a line of the project's own protocol code: a
// fault that both had in common would not be seen.
namespace conformance {

void maskBytes(QByteArray &bytes, quint32 key);
QByteArray encodeFrame(const FrameSpec &frame, bool mask, quint32 key);
// Where the payload of an encoded frame begins.
qsizetype headerSize(const QByteArray &encoded);

struct Frame
{
    bool fin = false;
    int rsv = 0;
    int opcode = 0;
    bool masked = false;
    QByteArray payload;
};

class FrameReader
{
public:
    void feed(const QByteArray &bytes) { m_buffer += bytes; }
    std::optional<Frame> next();
    const QByteArray &fault() const { return m_fault; }

private:
    QByteArray m_buffer;
    qsizetype m_at = 0;
    QByteArray m_fault;
};

struct Head
{
    QByteArray start;
    QList<std::pair<QByteArray, QByteArray>> fields;

    // Values of all lines of that name, joined by commas.
    QByteArray value(const QByteArray &name) const;
};

Head parseHead(const QByteArray &bytes);
QByteArray acceptFor(const QByteArray &key);

// One element of Sec-WebSocket-Extensions, enough for permessage-deflate.
struct Extension
{
    QByteArray name;
    QList<std::pair<QByteArray, QByteArray>> parameters;

    bool has(const QByteArray &parameter) const;
    int number(const QByteArray &parameter, int otherwise) const;
};

QList<Extension> parseExtensions(const QByteArray &value);

} // namespace conformance
