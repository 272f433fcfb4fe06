// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include "core/protocol/frame.h"
#include "resources/resources.h"

#include <QtDebug>

namespace {

class Maker
{
public:
    explicit Maker(bool handshake)
    {
        core::ConnectionInfo info;
        info.client = QStringLiteral("127.0.0.1:50512");
        info.server = QStringLiteral("127.0.0.1:8080");
        info.handshake = handshake;
        info.keysFixed = true;
        m_recording->addConnection(info);
    }

    Maker &event(core::EntryKind kind, core::Direction direction)
    {
        core::WireRecord record;
        record.entry.kind = kind;
        return add(record, direction);
    }
    Maker &chunk(core::Direction direction, const QByteArray &bytes)
    {
        core::WireRecord record;
        record.bytes = bytes;
        return add(record, direction);
    }
    Maker &hex(core::Direction direction, const char *text)
    {
        return chunk(direction, QByteArray::fromHex(text));
    }
    std::unique_ptr<core::Recording> take() { return std::move(m_recording); }

private:
    Maker &add(core::WireRecord &record, core::Direction direction)
    {
        record.entry.direction = direction;
        record.entry.by = core::actorOf(direction);
        record.entry.timeNs = m_time += 1'000'000;
        if (!m_recording->append(record))
            qFatal("the fixture does not fit");
        return *this;
    }

    std::unique_ptr<core::Recording> m_recording = std::make_unique<core::Recording>();
    qint64 m_time = 0;
};

} // namespace

std::unique_ptr<core::Recording> helloRecording()
{
    using core::Direction;
    using core::EntryKind;
    return Maker(true)
        .event(EntryKind::Connect, Direction::Client)
        .chunk(Direction::Client,
               "GET /chat HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
        .chunk(Direction::Server,
               "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")
        .hex(Direction::Client, "818637fa213ddb6fa9d6b26f")
        .hex(Direction::Server, "810cebb098eab080ec9b8cec9a94")
        .hex(Direction::Client, "888237fa213d3412")
        .hex(Direction::Server, "880203e8")
        .event(EntryKind::Fin, Direction::Server)
        .event(EntryKind::Fin, Direction::Client)
        .take();
}

std::unique_ptr<core::Recording> severalRecording(int count)
{
    const std::unique_ptr<core::Recording> one = helloRecording();
    auto several = std::make_unique<core::Recording>();
    for (int i = 1; i <= count; ++i) {
        core::ConnectionInfo info = one->connections().front();
        info.id = static_cast<quint16>(i);
        if (i == 2)
            info.clientName = QStringLiteral("민지");
        several->addConnection(info);
    }
    for (const core::Entry &entry : one->entries())
        for (int i = 1; i <= count; ++i) {
            core::WireRecord record{entry, {}};
            if (entry.isChunk() && entry.sentOffset == core::Entry::ownBytes)
                record.bytes = one->bytesOf(entry);
            record.entry.connection = static_cast<quint16>(i);
            if (!several->append(record))
                qFatal("the fixture does not fit");
        }
    return several;
}

std::unique_ptr<core::Recording> longFrameRecording(int size)
{
    core::FrameHeader header;
    header.opcode = 1;
    header.masked = true;
    header.key = {0x37, 0xfa, 0x21, 0x3d};
    const QByteArray payload(size, 'a');
    return Maker(false)
        .chunk(core::Direction::Client, core::writeFrame(header, core::spanOf(payload)))
        .take();
}

const ui::Catalogue &programTexts()
{
    static const ui::Catalogue texts = [] {
        resources::init();
        return ui::Catalogue(resources::catalogueFolder);
    }();
    return texts;
}
