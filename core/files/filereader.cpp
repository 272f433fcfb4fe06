// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/filereader.h"

namespace core {

namespace {

std::variant<RecordingReader, CaptureReader> readerOf(QIODevice &device, Recording &recording)
{
    if (looksLikeCapture(device.peek(4)))
        return CaptureReader(device, recording);
    return RecordingReader(device, recording);
}

} // namespace

FileReader::FileReader(QIODevice &device, Recording &recording)
    : m_reader(readerOf(device, recording))
{}

bool FileReader::read(qint64 bytes)
{
    return std::visit([bytes](auto &reader) { return reader.read(bytes); }, m_reader);
}

ReadResult FileReader::result() const
{
    const CaptureReport *const report = capture();
    return report != nullptr ? report->result : std::get<RecordingReader>(m_reader).result();
}

const CaptureReport *FileReader::capture() const
{
    const auto *const reader = std::get_if<CaptureReader>(&m_reader);
    return reader == nullptr ? nullptr : &reader->report();
}

} // namespace core
