// SPDX-License-Identifier: GPL-3.0-or-later
// The same streams read by wslay, by Beast and by Framescope.
#include "measure.h"
#include "peers.h"
#include "sections.h"

#include "core/protocol/utf8.h"
#include "core/record/conversation.h"
#include "core/record/messages.h"

#include <cstdio>

using namespace core;

namespace bench {

namespace {

enum class Ours { Update, AppendAndUpdate, PayloadsToo };

ConnectionInfo framesOnly()
{
    ConnectionInfo info;
    info.handshake = false;
    return info;
}

/// What the core says that it has read; its payloads are looked at where the tally hashes.
void tallyOurs(const Traffic &traffic, const Conversation &conversation, Tally &tally)
{
    require(conversation.findings().empty(),
            traffic.name + ": " + std::to_string(conversation.findings().size()) + " findings");
    for (quint32 i = 0; i < conversation.units().size(); ++i) {
        const Unit &unit = conversation.units()[i];
        tally.messages += unit.isFrame() && unit.complete ? 1 : 0;
        if (tally.hashing)
            tally.takeBytes(spanOf(unmaskedPayload(conversation.index(), i)));
        else
            tally.bytes += unit.payloadLength;
    }
}

double runOurs(const Traffic &traffic, const std::vector<WireRecord> &chunks, Ours what, Tally &tally)
{
    Recording recording;
    recording.addConnection(framesOnly());
    Conversation conversation(recording, 1);
    bool isGood = true;
    const auto append = [&](const WireRecord &chunk) { isGood = recording.append(chunk) && isGood; };
    if (what == Ours::Update)
        for (const WireRecord &chunk : chunks)
            append(chunk);
    const double seconds = secondsOf([&] {
        if (what == Ours::Update) {
            conversation.update();
            return;
        }
        quint32 taken = 0;
        for (const WireRecord &chunk : chunks) {
            append(chunk);
            conversation.update();
            if (what != Ours::PayloadsToo)
                continue;
            for (; taken < conversation.units().size() && conversation.units()[taken].complete; ++taken) {
                const QByteArray payload = unmaskedPayload(conversation.index(), taken);
                isGood = (!traffic.isText() || isValidUtf8(spanOf(payload))) && isGood;
            }
        }
    });
    require(isGood, traffic.name + ": not all was taken");
    tallyOurs(traffic, conversation, tally);
    return seconds;
}

/// A ratio is worth what both sides have done: does update() read payloads at all?
bool updateChecksText()
{
    Recording recording;
    recording.addConnection(framesOnly());
    const std::uint8_t frame[] = {0x81, 0x81, 0, 0, 0, 0, 0xff};
    Conversation conversation(recording, 1);
    require(recording.append({{}, toByteArray(frame)}), "one frame was not taken");
    conversation.update();
    return !conversation.findings().empty();
}

constexpr std::size_t wslayLine = 0;
constexpr std::size_t beastLine = 1;
constexpr std::size_t updateLine = 2;
constexpr std::size_t payloadsLine = 4;

/// The line that does what the peers do, who hand out each message unmasked, and texts checked: update()
/// need not look at binary payloads.
std::size_t fairLine(const Traffic &traffic)
{
    return traffic.isText() && updateChecksText() ? updateLine : payloadsLine;
}

void printStream(const Traffic &traffic, const std::vector<Line> &lines, const char *target)
{
    std::printf("### %s: %llu masked frames of %llu bytes, in chunks of 64 KiB\n\n", traffic.name.c_str(),
                static_cast<unsigned long long>(traffic.frames),
                static_cast<unsigned long long>(traffic.payloadLength));
    std::printf("| | ms | ns a frame | GB/s | × wslay | × Beast | spread | target |\n");
    std::printf("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n");
    for (const Line &line : lines) {
        const double seconds = line.median();
        std::printf("| %s | %.1f | %.1f | %.2f | %.2f | %.2f | %.0f %% | %s |\n", line.name.c_str(),
                    1e3 * seconds, 1e9 * seconds / static_cast<double>(traffic.frames),
                    1e-9 * static_cast<double>(traffic.wire.size()) / seconds,
                    lines[wslayLine].median() / seconds, lines[beastLine].median() / seconds,
                    100 * line.spread(), &line == &lines[fairLine(traffic)] ? target : "");
    }
    std::printf("\n");
    std::fflush(stdout);
}

void compare(const Traffic &traffic, int rounds, const char *target)
{
    const std::vector<WireRecord> chunks = chunksOf(traffic);
    bool hashing = true;
    const auto line = [&](const std::string &name, const std::function<double(Tally &)> &run) {
        return Line{name,
                    [&traffic, &hashing, name, run] {
                        Tally tally;
                        tally.hashing = hashing;
                        const double seconds = run(tally);
                        traffic.check(tally, name);
                        return seconds;
                    },
                    {}};
    };
    const auto ours = [&](Ours what) {
        return [&traffic, &chunks, what](Tally &tally) { return runOurs(traffic, chunks, what, tally); };
    };
    std::vector<Line> lines = {
        line("wslay", [&](Tally &tally) { return runWslay(traffic, true, tally); }),
        line("Beast", [&](Tally &tally) { return runBeast(traffic, tally); }),
        line("ours, append and update", ours(Ours::AppendAndUpdate)),
        line("ours, update alone", ours(Ours::Update)),
        line("ours, and each payload taken out and checked", ours(Ours::PayloadsToo)),
        line("wslay without buffering", [&](Tally &tally) { return runWslay(traffic, false, tally); }),
        line("plain loop", [&](Tally &tally) { return runPlainLoop(traffic, tally); }),
    };
    for (Line &each : lines)
        each.run(); // compares every byte, and counts for nothing
    hashing = false;
    measure(lines, rounds);
    printStream(traffic, lines, target);
}

} // namespace

void reportStreams(const Scale &scale)
{
    const auto divisor = static_cast<quint64>(scale.divisor);
    std::printf("## Streams\n\nupdate() checks UTF-8: %s. The target stands beside the line that does the "
                "peers' work: payloads unmasked, texts checked.\n\n",
                updateChecksText() ? "yes" : "no");
    compare(makeTraffic("small, text", Content::Ascii, 1'000'000 / divisor, 40), scale.rounds,
            ">= 3 × wslay, >= 2 × Beast");
    const quint64 large = 1024 / divisor;
    const char *const target = ">= 8 × wslay";
    compare(makeTraffic("large, binary", Content::Binary, large, 65536), scale.rounds, target);
    compare(makeTraffic("large, text (ASCII)", Content::Ascii, large, 65536), scale.rounds, target);
    compare(makeTraffic("large, text (Korean)", Content::Korean, large, 65536), scale.rounds, "");
}

} // namespace bench
