// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a recording file: what can be read can be written, read again, and is the same. Checksums are
// put right first, so that the fuzzer gets past them.
#include "core/files/recordingfile.h"

#include <QBuffer>
#include <QtEndian>

#include <zlib.h>

#include <cstdlib>

using namespace core;

namespace {

QByteArray mended(QByteArray file)
{
    for (qsizetype at = 10; at + 9 <= file.size();) {
        const auto length = static_cast<qsizetype>(qFromBigEndian<quint32>(file.constData() + at + 1));
        if (length > file.size() - at - 9)
            break;
        const uLong type = crc32(0, reinterpret_cast<const Bytef *>(file.constData() + at), 1);
        const uLong sum = crc32(type, reinterpret_cast<const Bytef *>(file.constData() + at + 9),
                                static_cast<uInt>(length));
        qToBigEndian<quint32>(static_cast<quint32>(sum), file.data() + at + 5);
        at += 9 + length;
    }
    return file;
}

void read(QByteArray file, Recording &recording, ReadResult &result)
{
    QBuffer buffer(&file);
    buffer.open(QIODevice::ReadOnly);
    result = readRecording(buffer, recording);
}

QByteArray written(const Recording &recording)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!writeRecording(buffer, recording))
        std::abort();
    return buffer.data();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray given = toByteArray({data, size});
    Recording asItStands;
    ReadResult result;
    read(given, asItStands, result);

    Recording first;
    read(mended(given), first, result);
    if (result.problem == ReadProblem::Unknown || result.problem == ReadProblem::NewerVersion)
        return 0;
    const QByteArray file = written(first);
    Recording second;
    read(file, second, result);
    if (result.problem != ReadProblem::None || written(second) != file)
        std::abort();
    return 0;
}
