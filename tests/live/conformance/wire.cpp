// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace conformance {

namespace {

template<typename Number>
void appendBig(QByteArray &bytes, Number number)
{
    char raw[sizeof(Number)];
    qToBigEndian(number, raw);
    bytes.append(raw, sizeof raw);
}

} // namespace

void maskBytes(QByteArray &bytes, quint32 key)
{
    char octets[8];
    qToBigEndian(key, octets);
    qToBigEndian(key, octets + 4);
    quint64 wide = 0;
    std::memcpy(&wide, octets, sizeof wide);
    char *data = bytes.data();
    qsizetype at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        quint64 word = 0;
        std::memcpy(&word, data + at, sizeof word);
        word ^= wide;
        std::memcpy(data + at, &word, sizeof word);
    }
    for (; at < bytes.size(); ++at)
        data[at] = static_cast<char>(data[at] ^ octets[at & 3]);
}

QByteArray encodeFrame(const FrameSpec &frame, bool mask, quint32 key)
{
    QByteArray payload = frame.payload.bytes();
    const quint64 length = frame.declared.value_or(static_cast<quint64>(payload.size()));
    const bool masked = frame.masked.value_or(mask);
    QByteArray bytes;
    bytes.reserve(payload.size() + 14);
    bytes.append(static_cast<char>((frame.fin ? 0x80 : 0) | (frame.rsv << 4) | frame.opcode));
    const int maskBit = masked ? 0x80 : 0;
    if (frame.form == LengthForm::SixtyFour || length > 0xffff) {
        bytes.append(static_cast<char>(maskBit | 127));
        appendBig(bytes, length);
    } else if (frame.form == LengthForm::Sixteen || length > 125) {
        bytes.append(static_cast<char>(maskBit | 126));
        appendBig(bytes, static_cast<quint16>(length));
    } else {
        bytes.append(static_cast<char>(maskBit | static_cast<int>(length)));
    }
    if (masked) {
        const quint32 used = frame.key.value_or(key);
        appendBig(bytes, used);
        maskBytes(payload, used);
    }
    return bytes + payload;
}

qsizetype headerSize(const QByteArray &encoded)
{
    const int second = static_cast<unsigned char>(encoded.at(1));
    const int length = second & 0x7f;
    return 2 + (length == 127 ? 8 : length == 126 ? 2 : 0) + (second & 0x80 ? 4 : 0);
}

std::optional<Frame> FrameReader::next()
{
    const auto left = [this] { return m_buffer.size() - m_at; };
    if (!m_fault.isEmpty() || left() < 2)
        return {};
    const auto *data = reinterpret_cast<const uchar *>(m_buffer.constData()) + m_at;
    Frame frame;
    frame.fin = data[0] & 0x80;
    frame.rsv = (data[0] >> 4) & 7;
    frame.opcode = data[0] & 15;
    frame.masked = data[1] & 0x80;
    const int seven = data[1] & 0x7f;
    const qsizetype header = 2 + (seven == 127 ? 8 : seven == 126 ? 2 : 0) + (frame.masked ? 4 : 0);
    if (left() < header)
        return {};
    const quint64 length = seven == 127   ? qFromBigEndian<quint64>(data + 2)
                           : seven == 126 ? qFromBigEndian<quint16>(data + 2)
                                          : static_cast<quint64>(seven);
    if ((seven == 127 && length <= 0xffff) || (seven == 126 && length <= 125)) {
        m_fault = "a length that is not in its shortest form";
        return {};
    }
    if (length > 268'435'456u) {
        m_fault = "a frame of " + QByteArray::number(length) + " octets";
        return {};
    }
    const auto size = static_cast<qsizetype>(length);
    if (left() - header < size) {
        m_buffer.reserve(m_at + header + size);
        return {};
    }
    frame.payload = m_buffer.mid(m_at + header, size);
    if (frame.masked)
        maskBytes(frame.payload, qFromBigEndian<quint32>(data + header - 4));
    m_at += header + size;
    // Moving the rest down each time would cost the square of the number of small frames.
    if (m_at == m_buffer.size() || m_at > 1'048'576) {
        m_buffer.remove(0, m_at);
        m_at = 0;
    }
    return frame;
}

QByteArray Head::value(const QByteArray &name) const
{
    QByteArray joined;
    for (const auto &[key, text] : fields)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            joined += (joined.isEmpty() ? "" : ", ") + text;
    return joined;
}

Head parseHead(const QByteArray &bytes)
{
    Head head;
    for (QByteArray line : bytes.split('\n')) {
        line = line.trimmed();
        if (head.start.isEmpty()) {
            head.start = line;
        } else if (const qsizetype colon = line.indexOf(':'); colon > 0) {
            head.fields.append({line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
        }
    }
    return head;
}

QByteArray acceptFor(const QByteArray &key)
{
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
        .toBase64();
}

bool Extension::has(const QByteArray &parameter) const
{
    return std::ranges::any_of(parameters, [&](const auto &one) { return one.first == parameter; });
}

int Extension::number(const QByteArray &parameter, int otherwise) const
{
    for (const auto &[key, text] : parameters)
        if (key == parameter && !text.isEmpty())
            return text.toInt();
    return otherwise;
}

QList<Extension> parseExtensions(const QByteArray &value)
{
    QList<Extension> list;
    for (const QByteArray &element : value.split(',')) {
        Extension extension;
        for (const QByteArray &part : element.split(';')) {
            const qsizetype equal = part.indexOf('=');
            QByteArray text = equal < 0 ? QByteArray() : part.mid(equal + 1).trimmed();
            if (text.size() >= 2 && text.startsWith('"') && text.endsWith('"'))
                text = text.mid(1, text.size() - 2);
            if (extension.name.isEmpty())
                extension.name = part.trimmed();
            else
                extension.parameters.append({part.left(equal < 0 ? part.size() : equal).trimmed(), text});
        }
        if (!extension.name.isEmpty())
            list.append(extension);
    }
    return list;
}

} // namespace conformance
