// SPDX-License-Identifier: GPL-3.0-or-later
// Ten times the frames: what becomes of time, allocations and memory.
#include "allocations.h"
#include "measure.h"
#include "sections.h"
#include "traffic.h"

#include "core/record/conversation.h"

#include <cstdio>
#include <memory>

using namespace core;

namespace bench {

namespace {

// Ten million frames are only tried where they take less than about ten seconds.
constexpr double tenthLimit = 1.0; // seconds

class Growth
{
public:
    explicit Growth(quint64 frames)
        : m_traffic(makeTraffic("growth", Content::Ascii, frames, 40))
        , m_chunks(chunksOf(m_traffic))
    {}

    /// Appends and updates, chunk by chunk.
    double run() const
    {
        Recording recording;
        Conversation conversation(withConnection(recording), 1);
        const double seconds = secondsOf([&] {
            for (const WireRecord &chunk : m_chunks) {
                append(recording, chunk);
                conversation.update();
            }
        });
        check(conversation);
        return seconds;
    }

    void reportMemory() const
    {
        const quint64 beforeRecording = heapBytes();
        Recording recording;
        withConnection(recording);
        for (const WireRecord &chunk : m_chunks)
            append(recording, chunk);
        const quint64 beforeIndex = heapBytes();
        const auto conversation = std::make_unique<Conversation>(recording, 1);
        conversation->update();
        const quint64 after = heapBytes();
        check(*conversation);
        const auto frames = static_cast<double>(m_traffic.frames);
        std::printf("| %llu | %.1f | %.3f | <= 32 |\n", static_cast<unsigned long long>(m_traffic.frames),
                    static_cast<double>(after - beforeIndex) / frames,
                    static_cast<double>(beforeIndex - beforeRecording) /
                        static_cast<double>(m_traffic.wire.size()));
    }

    /// Calls of malloc inside update() over the second half of the stream.
    void reportAllocations() const
    {
        Recording recording;
        Conversation conversation(withConnection(recording), 1);
        quint64 inAppend = 0;
        quint64 inUpdate = 0;
        quint64 framesBefore = 0;
        for (std::size_t i = 0; i < m_chunks.size(); ++i) {
            if (i == m_chunks.size() / 2) {
                inAppend = inUpdate = 0;
                framesBefore = conversation.units().size();
            }
            const quint64 begin = allocations();
            append(recording, m_chunks[i]);
            const quint64 appended = allocations();
            conversation.update();
            inAppend += appended - begin;
            inUpdate += allocations() - appended;
        }
        check(conversation);
        const auto frames = static_cast<double>(conversation.units().size() - framesBefore);
        std::printf(
            "| %llu | %.2f | %.2f | 0 but for growth |\n", static_cast<unsigned long long>(m_traffic.frames),
            1e3 * static_cast<double>(inUpdate) / frames, 1e3 * static_cast<double>(inAppend) / frames);
    }

    quint64 frames() const { return m_traffic.frames; }

private:
    static const Recording &withConnection(Recording &recording)
    {
        ConnectionInfo info;
        info.handshake = false;
        recording.addConnection(info);
        return recording;
    }

    static void append(Recording &recording, const WireRecord &chunk)
    {
        if (!recording.append(chunk))
            require(false, "growth: a chunk was not taken");
    }

    void check(const Conversation &conversation) const
    {
        Tally tally;
        for (const Unit &unit : conversation.units()) {
            tally.messages += unit.isFrame() && unit.complete ? 1 : 0;
            tally.bytes += unit.payloadLength;
        }
        m_traffic.check(tally, "ours");
        require(conversation.findings().empty(), "growth: findings");
    }

    Traffic m_traffic;
    std::vector<WireRecord> m_chunks;
};

Line lineOf(const Growth &growth)
{
    return {std::to_string(growth.frames()), [&growth] { return growth.run(); }, {}};
}

void printTime(const Line &line, const Line *tenth)
{
    std::printf("| %s | %.1f | ", line.name.c_str(), 1e3 * line.median());
    if (tenth != nullptr)
        std::printf("%.2f", line.median() / tenth->median());
    std::printf(" | %.0f %% | %s |\n", 100 * line.spread(), tenth != nullptr ? "<= 10.5" : "");
}

} // namespace

void reportGrowth(const Scale &scale)
{
    const auto divisor = static_cast<quint64>(scale.divisor);
    const Growth small(100'000 / divisor);
    const Growth large(1'000'000 / divisor);
    std::vector<Line> lines = {lineOf(small), lineOf(large)};
    measure(lines, scale.rounds);
    std::printf("## Proportion\n\n| frames | ms | × a tenth of them | spread | target |\n");
    std::printf("| ---: | ---: | ---: | ---: | --- |\n");
    printTime(lines[0], nullptr);
    printTime(lines[1], &lines[0]);
    std::unique_ptr<Growth> huge;
    if (scale.divisor == 1 && lines[1].median() < tenthLimit) {
        huge = std::make_unique<Growth>(10 * large.frames());
        std::vector<Line> more = {lineOf(large), lineOf(*huge)};
        measure(more, 3);
        printTime(more[1], &more[0]);
    } else {
        std::printf("| %llu | left out | | | |\n", 10ULL * large.frames());
    }

    const Growth *const sizes[] = {&small, &large, huge.get()};
    std::printf(
        "\n| frames | bytes of index held a frame | recording's bytes a byte of the wire | target |\n");
    std::printf("| ---: | ---: | ---: | --- |\n");
    for (const Growth *growth : sizes)
        if (growth != nullptr)
            growth->reportMemory();
    std::printf("\n| frames | allocations in 1000 frames, update | append | target |\n");
    std::printf("| ---: | ---: | ---: | --- |\n");
    for (const Growth *growth : sizes)
        if (growth != nullptr)
            growth->reportAllocations();
}

} // namespace bench
