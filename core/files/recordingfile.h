// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

enum class ReadProblem : quint8 {
    None,
    NotARecording, // the magic is missing; nothing was read
    NewerVersion,  // detail is its version; nothing was read
    Damaged,       // up to the damage all was read; detail is the byte where it begins
    CutShort, // the file stops inside or before its end record; detail is the byte where what is whole ends
};

struct ReadResult
{
    ReadProblem problem = ReadProblem::None;
    quint64 detail = 0;
};

/// Reads a recording as far as it is whole. Trusts nothing: lengths are checked against the file before
/// memory is taken.
ReadResult readRecording(QIODevice &device, Recording &recording);

bool looksLikeRecording(const QByteArray &start);

} // namespace core
