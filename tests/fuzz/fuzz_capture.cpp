// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a capture: read at once and in parts it gives the same recording, which can be indexed.
#include "core/capture/capturereader.h"
#include "core/record/conversations.h"

#include <QBuffer>

#include <cstdlib>

using namespace core;

namespace {

void read(QByteArray file, qint64 part, Recording &recording, CaptureReport &report)
{
    QBuffer buffer(&file);
    buffer.open(QIODevice::ReadOnly);
    CaptureReader reader(buffer, recording);
    while (reader.read(part)) {
    }
    report = reader.report();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray file = toByteArray({data, size});
    Recording whole;
    Recording parts;
    CaptureReport first;
    CaptureReport second;
    read(file, 1LL << 40, whole, first);
    read(file, 64, parts, second);
    if (first.result.problem != second.result.problem || first.result.detail != second.result.detail ||
        first.packets != second.packets || whole.entries().size() != parts.entries().size() ||
        whole.connections().size() != parts.connections().size())
        std::abort();
    if (first.result.detail > size)
        std::abort();
    Conversations conversations(whole);
    conversations.finish();
    return 0;
}
