// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/recordingfile.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <zlib.h>

#include <limits>

namespace core {

namespace {

// Like PNG's: a byte above 127, the name, a DOS line end, ^Z, a Unix line end; so that damage in transit
// shows.
constexpr char magic[] = "\x8a"
                         "FSC\r\n\x1a\n";
constexpr qsizetype magicSize = sizeof magic - 1;
constexpr quint16 fileVersion = 3; // 2 brought edits, 3 TLS
constexpr quint32 recordLimit = 64U * 1024 * 1024;

enum RecordType : quint8 {
    MetaRecord = 1,
    ConnectionRecord = 2,
    ChunkRecord = 3,
    CopyRecord = 4,
    EventRecord = 5,
    EditRecord = 6,
    EndRecord = 255
};

template<typename T>
void put(QByteArray &data, T value)
{
    const T big = qToBigEndian(value);
    data.append(reinterpret_cast<const char *>(&big), sizeof big);
}

/// Takes numbers off the front; after a read past the end all is zero and ok() is false.
class Cursor
{
public:
    explicit Cursor(const QByteArray &data)
        : m_data(data)
    {}

    template<typename T>
    T take()
    {
        if (m_data.size() - m_at < static_cast<qsizetype>(sizeof(T))) {
            m_ok = false;
            return 0;
        }
        const T value = qFromBigEndian<T>(m_data.constData() + m_at);
        m_at += static_cast<qsizetype>(sizeof(T));
        return value;
    }
    QByteArray rest() const { return m_data.mid(m_at); }
    bool ok() const { return m_ok; }

private:
    const QByteArray &m_data;
    qsizetype m_at = 0;
    bool m_ok = true;
};

quint32 checksum(quint8 type, const QByteArray &data)
{
    const Bytef typeByte = type;
    const uLong sum = crc32(0, &typeByte, 1);
    return static_cast<quint32>(
        crc32(sum, reinterpret_cast<const Bytef *>(data.constData()), static_cast<uInt>(data.size())));
}

QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

QByteArray head(const Entry &entry)
{
    QByteArray data;
    put<quint16>(data, entry.connection);
    put<quint8>(data, static_cast<quint8>(entry.direction));
    put<quint8>(data, static_cast<quint8>(entry.leg));
    put<qint64>(data, entry.timeNs);
    return data;
}

bool takeHead(Cursor &cursor, Entry &entry)
{
    entry.connection = cursor.take<quint16>();
    const auto direction = cursor.take<quint8>();
    const auto leg = cursor.take<quint8>();
    entry.timeNs = cursor.take<qint64>();
    entry.direction = static_cast<Direction>(direction);
    entry.leg = static_cast<Leg>(leg);
    return cursor.ok() && direction <= 1 && leg <= 1;
}

const char *const layerNames[] = {"", "websocket", "http", "tls"};

bool takeConnection(const QByteArray &data, Recording &recording)
{
    const QJsonObject json = QJsonDocument::fromJson(data).object();
    ConnectionInfo info;
    const int id = json[QStringLiteral("id")].toInt();
    if (id < 1 || id > 65535 || recording.connection(static_cast<quint16>(id)) != nullptr)
        return false;
    info.id = static_cast<quint16>(id);
    info.client = json[QStringLiteral("client")].toString();
    info.server = json[QStringLiteral("server")].toString();
    info.clientName = json[QStringLiteral("clientName")].toString();
    const QString layer = json[QStringLiteral("layer")].toString();
    for (std::size_t i = 0; i < std::size(layerNames); ++i)
        if (layer == QLatin1StringView(layerNames[i]))
            info.layer = static_cast<Layer>(i);
    info.handshake = json[QStringLiteral("handshake")].toBool(true);
    info.keysFixed = json[QStringLiteral("keysFixed")].toBool();
    info.serverIsOurs = json[QStringLiteral("serverIsOurs")].toBool();
    const int carries = json[QStringLiteral("carries")].toInt();
    if (carries < 0 || carries > 65535)
        return false;
    info.carries = static_cast<quint16>(carries);
    info.host = json[QStringLiteral("host")].toString();
    recording.addConnection(info);
    return true;
}

bool takeRecord(quint8 type, const QByteArray &data, Recording &recording)
{
    Cursor cursor(data);
    WireRecord record;
    switch (type) {
    case MetaRecord: {
        const QJsonObject json = QJsonDocument::fromJson(data).object();
        recording.scenario = json[QStringLiteral("scenario")].toString();
        recording.seed = json[QStringLiteral("seed")].toString().toULongLong();
        if (json[QStringLiteral("modelled")].toBool())
            recording.source = Source::Modelled;
        return true;
    }
    case ConnectionRecord:
        return takeConnection(data, recording);
    case ChunkRecord:
        if (!takeHead(cursor, record.entry))
            return false;
        record.bytes = cursor.rest();
        return recording.append(record);
    case CopyRecord:
        if (!takeHead(cursor, record.entry))
            return false;
        record.entry.sentOffset = cursor.take<quint64>();
        record.entry.length = cursor.take<quint32>();
        return cursor.ok() && recording.append(record);
    case EventRecord: {
        if (!takeHead(cursor, record.entry))
            return false;
        const auto kind = cursor.take<quint8>();
        const auto by = cursor.take<quint8>();
        record.entry.kind = static_cast<EntryKind>(kind);
        record.entry.by = static_cast<Actor>(by);
        return cursor.ok() && kind >= 1 && kind <= 3 && by <= 2 && recording.append(record);
    }
    case EditRecord:
        if (!takeHead(cursor, record.entry))
            return false;
        record.entry.kind = EntryKind::Edit;
        record.entry.by = Actor::Wire;
        record.entry.sentOffset = cursor.take<quint64>();
        record.entry.sentLength = cursor.take<quint32>();
        record.entry.offset = cursor.take<quint64>();
        record.entry.length = cursor.take<quint32>();
        record.entry.changes = cursor.take<quint8>();
        return cursor.ok() && recording.append(record);
    default:
        return false;
    }
}

} // namespace

bool RecordingWriter::writeRecord(quint8 type, const QByteArray &data)
{
    if (data.size() > static_cast<qsizetype>(recordLimit))
        return false;
    QByteArray record;
    put<quint8>(record, type);
    put<quint32>(record, static_cast<quint32>(data.size()));
    put<quint32>(record, checksum(type, data));
    record += data;
    return m_device.write(record) == record.size();
}

bool RecordingWriter::begin(const Recording &recording)
{
    QByteArray start(magic, magicSize);
    put<quint16>(start, fileVersion);
    return m_device.write(start) == start.size() &&
           writeRecord(MetaRecord,
                       compact({{QStringLiteral("modelled"), recording.source == Source::Modelled},
                                {QStringLiteral("scenario"), recording.scenario},
                                {QStringLiteral("seed"), QString::number(recording.seed)}}));
}

bool RecordingWriter::addConnection(const ConnectionInfo &info)
{
    QJsonObject json{{QStringLiteral("id"), info.id},
                     {QStringLiteral("client"), info.client},
                     {QStringLiteral("server"), info.server},
                     {QStringLiteral("layer"), QLatin1StringView(layerNames[static_cast<int>(info.layer)])},
                     {QStringLiteral("handshake"), info.handshake},
                     {QStringLiteral("keysFixed"), info.keysFixed},
                     {QStringLiteral("serverIsOurs"), info.serverIsOurs}};
    if (!info.clientName.isEmpty())
        json[QStringLiteral("clientName")] = info.clientName;
    if (info.carries != 0)
        json[QStringLiteral("carries")] = info.carries;
    if (!info.host.isEmpty())
        json[QStringLiteral("host")] = info.host;
    return writeRecord(ConnectionRecord, compact(json));
}

bool RecordingWriter::append(const WireRecord &record)
{
    QByteArray data = head(record.entry);
    if (record.entry.kind == EntryKind::Edit) {
        put<quint64>(data, record.entry.sentOffset);
        put<quint32>(data, record.entry.sentLength);
        put<quint64>(data, record.entry.offset);
        put<quint32>(data, record.entry.length);
        put<quint8>(data, record.entry.changes);
        return writeRecord(EditRecord, data);
    }
    if (!record.entry.isChunk()) {
        put<quint8>(data, static_cast<quint8>(record.entry.kind));
        put<quint8>(data, static_cast<quint8>(record.entry.by));
        return writeRecord(EventRecord, data);
    }
    if (record.entry.sentOffset != Entry::ownBytes) {
        put<quint64>(data, record.entry.sentOffset);
        put<quint32>(data, record.entry.length);
        return writeRecord(CopyRecord, data);
    }
    return writeRecord(ChunkRecord, data + record.bytes);
}

bool RecordingWriter::end() { return writeRecord(EndRecord, {}); }

bool writeRecording(QIODevice &device, const Recording &recording)
{
    RecordingWriter writer(device);
    bool ok = writer.begin(recording);
    for (const ConnectionInfo &info : recording.connections())
        ok = ok && writer.addConnection(info);
    for (const Entry &entry : recording.entries()) {
        const bool hasOwnBytes = entry.isChunk() && entry.sentOffset == Entry::ownBytes;
        ok = ok && writer.append({entry, hasOwnBytes ? recording.bytesOf(entry) : QByteArray()});
    }
    return ok && writer.end();
}

bool looksLikeRecording(const QByteArray &start)
{
    return start.startsWith(QByteArray::fromRawData(magic, magicSize));
}

bool RecordingReader::stop(ReadProblem problem, quint64 detail)
{
    m_result = {problem, detail};
    m_isOver = true;
    return false;
}

bool RecordingReader::begin()
{
    const QByteArray start = m_device.read(magicSize + 2);
    if (!looksLikeRecording(start))
        return stop(ReadProblem::Unknown);
    m_recording.source = Source::Recorded;
    m_whole = static_cast<quint64>(start.size());
    if (start.size() < magicSize + 2)
        return stop(ReadProblem::CutShort, m_whole);
    const auto version = qFromBigEndian<quint16>(start.constData() + magicSize);
    return (version >= 1 && version <= fileVersion) || stop(ReadProblem::NewerVersion, version);
}

bool RecordingReader::readRecord()
{
    constexpr qsizetype headSize = 9;
    const QByteArray head = m_device.read(headSize);
    if (head.size() < headSize)
        return stop(ReadProblem::CutShort, m_whole);
    Cursor cursor(head);
    const auto type = cursor.take<quint8>();
    const auto length = cursor.take<quint32>();
    const auto sum = cursor.take<quint32>();
    if (length > recordLimit)
        return stop(ReadProblem::Damaged, m_whole);
    if (!m_device.isSequential() && length > m_device.size() - m_device.pos())
        return stop(ReadProblem::CutShort, m_whole);
    const QByteArray data = m_device.read(length);
    if (data.size() < static_cast<qsizetype>(length))
        return stop(ReadProblem::CutShort, m_whole);
    if (checksum(type, data) != sum)
        return stop(ReadProblem::Damaged, m_whole);
    if (type == EndRecord)
        return stop(ReadProblem::None);
    if (!takeRecord(type, data, m_recording))
        return stop(ReadProblem::Damaged, m_whole);
    m_whole += static_cast<quint64>(headSize) + length;
    return true;
}

bool RecordingReader::read(qint64 bytes)
{
    if (m_isOver || (m_whole == 0 && !begin()))
        return false;
    const quint64 stopAt = m_whole + static_cast<quint64>(bytes);
    while (m_whole < stopAt)
        if (!readRecord())
            return false;
    return true;
}

ReadResult readRecording(QIODevice &device, Recording &recording)
{
    RecordingReader reader(device, recording);
    while (reader.read(std::numeric_limits<qint64>::max() / 2)) {
    }
    return reader.result();
}

} // namespace core
