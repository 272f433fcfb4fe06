// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/readresult.h"
#include "core/record/recording.h"

#include <QIODevice>

namespace core {

/// The recording file, .fscope, version 3 (docs/recording-file.md): magic, version, then records that are
/// only ever appended: {type u8, length u32, CRC-32 u32, data}, numbers big-endian.
///
/// Writing: what has been appended is complete on the device after each call; flushing is the caller's.
class RecordingWriter
{
public:
    explicit RecordingWriter(QIODevice &device)
        : m_device(device)
    {}

    bool begin(const Recording &recording); // scenario, seed, whether it is modelled
    bool addConnection(const ConnectionInfo &info);
    bool append(const WireRecord &record); // false too for a chunk that no reader would take: 64 MiB and more
    /// Says that nothing was lost at the end.
    bool end();

private:
    bool writeRecord(quint8 type, const QByteArray &data);

    QIODevice &m_device;
};

/// Writes all of a recording.
bool writeRecording(QIODevice &device, const Recording &recording);

/// Reads a recording part by part, as far as it is whole, into `recording`. Trusts nothing: lengths are
/// checked against the file before memory is taken.
class RecordingReader
{
public:
    RecordingReader(QIODevice &device, Recording &recording)
        : m_device(device)
        , m_recording(recording)
    {}

    /// Takes about `bytes` more in; false where nothing more will come: result() says why.
    bool read(qint64 bytes);
    const ReadResult &result() const { return m_result; }

private:
    bool begin();
    bool readRecord();
    bool stop(ReadProblem problem, quint64 detail = 0);

    QIODevice &m_device;
    Recording &m_recording;
    ReadResult m_result;
    quint64 m_whole = 0; // bytes
    bool m_isOver = false;
};

/// All of it.
ReadResult readRecording(QIODevice &device, Recording &recording);

bool looksLikeRecording(const QByteArray &start);

} // namespace core
