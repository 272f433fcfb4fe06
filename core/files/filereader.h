// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturereader.h"
#include "core/files/recordingfile.h"

#include <variant>

namespace core {

/// Reads a file part by part into `recording`: a recording, or a capture (pcap, pcapng), told apart by
/// content.
class FileReader
{
public:
    FileReader(QIODevice &device, Recording &recording);

    /// Takes about `bytes` more in; false where nothing more will come: result() says why.
    bool read(qint64 bytes);
    ReadResult result() const;
    /// Of a capture: what was in it. Null for a recording.
    const CaptureReport *capture() const;

private:
    std::variant<RecordingReader, CaptureReader> m_reader;
};

} // namespace core
