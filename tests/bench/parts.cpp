// SPDX-License-Identifier: GPL-3.0-or-later
// Single functions of the core: unmasking, UTF-8, the tree of fields.
#include "measure.h"
#include "sections.h"
#include "traffic.h"

#include "core/annotate/annotate.h"
#include "core/protocol/frame.h"
#include "core/protocol/utf8.h"
#include "core/record/conversation.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

// Not in every revision that before and after are compared of; the templates below do without.
namespace core {
class Utf8Checker;
}

using namespace core;

namespace bench {

namespace {

constexpr MaskingKey key{0x37, 0xfa, 0x21, 0x3d};
constexpr std::size_t pageSize = 4096;

std::size_t inPage(const void *at) { return reinterpret_cast<std::uintptr_t>(at) % pageSize; }

/// `size` bytes that begin at `offset` in their page. glibc's memcpy is slow by an order of magnitude where
/// the destination's offset is a little above the source's, so both must be known.
class Placed
{
public:
    Placed(std::size_t size, std::size_t offset)
        : m_bytes(size + 2 * pageSize, 0x5a)
        , m_begin((pageSize - inPage(m_bytes.data())) % pageSize + offset)
        , m_size(size)
    {}

    std::uint8_t *data() { return m_bytes.data() + m_begin; }
    ByteSpan span() const { return {m_bytes.data() + m_begin, m_size}; }

private:
    std::vector<std::uint8_t> m_bytes;
    std::size_t m_begin;
    std::size_t m_size;
};

double unmask(ByteSpan from, std::size_t piece)
{
    return secondsOf([&] {
        for (std::size_t at = 0; at < from.size(); at += piece)
            keep(applyMask(from.subspan(at, piece), key, at).constData());
    });
}

template<typename To>
constexpr bool unmasksInto = requires(ByteSpan from, To to)
{
    applyMask(from, key, 0, to);
};

template<typename To>
double unmaskInto(To to, ByteSpan from, std::size_t piece)
{
    return secondsOf([&] {
        for (std::size_t at = 0; at < from.size(); at += piece) {
            if constexpr (unmasksInto<To>)
                applyMask(from.subspan(at, piece), key, at, to);
            keep(to);
        }
    });
}

template<typename Checker>
constexpr bool checksPieces = requires(Checker checker)
{
    checker.end();
};

/// As an endpoint hears of a text: chunk by chunk.
template<typename Checker>
bool isValidInPieces(ByteSpan text)
{
    bool isValid = false;
    if constexpr (checksPieces<Checker>) {
        Checker checker;
        for (; !text.empty(); text = text.subspan(std::min(chunkSize, text.size())))
            checker.feed(text.first(std::min(chunkSize, text.size())));
        isValid = checker.end();
    }
    return isValid;
}

double copyIntoNew(ByteSpan from, std::size_t piece)
{
    return secondsOf([&] {
        for (std::size_t at = 0; at < from.size(); at += piece) {
            QByteArray to(static_cast<qsizetype>(piece), Qt::Uninitialized);
            std::memcpy(to.data(), from.data() + at, piece);
            keep(to.constData());
        }
    });
}

double copyInto(std::uint8_t *to, ByteSpan from, std::size_t piece)
{
    return secondsOf([&] {
        for (std::size_t at = 0; at < from.size(); at += piece) {
            std::memcpy(to, from.data() + at, piece);
            keep(to);
        }
    });
}

bool isUnmasked(ByteSpan out, ByteSpan from, std::size_t phase)
{
    for (std::size_t i = 0; i < out.size(); ++i)
        if (out[i] != (from[i] ^ key[(i + phase) % 4]))
            return false;
    return out.size() == from.size();
}

void printPieces(const Line &line, const std::vector<Line> &lines, std::size_t size, const char *target)
{
    std::printf("| %s | %.2f | %.2f | %.2f | %.0f %% | %s |\n", line.name.c_str(),
                1e-9 * static_cast<double>(size) / line.median(), lines[0].median() / line.median(),
                lines[1].median() / line.median(), 100 * line.spread(), target);
}

void reportPieces(std::size_t size, std::size_t piece, int rounds)
{
    const std::vector<std::uint8_t> probe(piece);
    const std::size_t offset = inPage(applyMask(probe, key).constData());
    const Placed from(size, offset);
    Placed to(piece, offset);
    require(isUnmasked(spanOf(applyMask(from.span().first(1001), key, 3)), from.span().first(1001), 3),
            "applyMask: wrong bytes");
    const std::string what = ", pieces of " + std::to_string(piece / 1024) + " KiB";
    std::vector<Line> lines = {
        {"memcpy" + what, [&] { return copyInto(to.data(), from.span(), piece); }, {}},
        {"memcpy into a new QByteArray" + what, [&] { return copyIntoNew(from.span(), piece); }, {}},
        {"applyMask, a new QByteArray" + what, [&] { return unmask(from.span(), piece); }, {}},
    };
    constexpr bool hasInto = unmasksInto<std::uint8_t *>;
    if (hasInto)
        lines.push_back(
            {"applyMask into" + what, [&] { return unmaskInto(to.data(), from.span(), piece); }, {}});
    measure(lines, rounds);
    require(!hasInto || isUnmasked(to.span(), from.span().last(piece), 0), "applyMask into: wrong bytes");
    for (const Line &line : lines)
        printPieces(line, lines, size, &line == &lines.back() ? ">= 0.6 × memcpy" : "");
}

/// One unit, as the program would have cut it out.
struct Sample
{
    const char *name;
    QByteArray bytes;
    bool handshake = false;
};

QByteArray maskedFrame(Opcode opcode, const QByteArray &payload)
{
    FrameHeader header;
    header.opcode = static_cast<quint8>(opcode);
    header.masked = true;
    header.key = key;
    return writeFrame(header, spanOf(payload));
}

QByteArray request(qsizetype size)
{
    const QByteArray end = "\r\n\r\n";
    QByteArray head = "GET /chat HTTP/1.1\r\n"
                      "Host: server.example.com\r\n"
                      "Upgrade: websocket\r\n"
                      "Connection: keep-alive, Upgrade\r\n"
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                      "Sec-WebSocket-Protocol: chat, superchat\r\n"
                      "Sec-WebSocket-Version: 13\r\n"
                      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
                      "Origin: http://example.com\r\n"
                      "User-Agent: ";
    head += QByteArray(size - head.size() - end.size(), 'x');
    return head + end;
}

void reportSample(const Sample &sample, int repeats, int rounds)
{
    Recording recording;
    ConnectionInfo info;
    info.handshake = sample.handshake;
    recording.addConnection(info);
    Conversation conversation(recording, 1);
    require(recording.append({{}, sample.bytes}), "a sample was not taken");
    conversation.update();
    require(conversation.units().size() == 1 && conversation.units()[0].complete, "a sample is no unit");
    const Unit unit = conversation.units()[0];
    std::vector<Line> lines = {{sample.name,
                                [&] {
                                    return secondsOf([&] {
                                        for (int i = 0; i < repeats; ++i) {
                                            const Field tree = annotate(unit, spanOf(sample.bytes));
                                            keep(&tree);
                                        }
                                    });
                                },
                                {}}};
    measure(lines, rounds);
    std::printf("| %s | %.2f | %.0f %% | < 20 |\n", sample.name, 1e6 * lines[0].median() / repeats,
                100 * lines[0].spread());
}

} // namespace

void reportUnmasking(const Scale &scale)
{
    std::printf("## Unmasking\n\n| | GB/s | × memcpy | × memcpy into new | spread | target |\n");
    std::printf("| --- | ---: | ---: | ---: | ---: | --- |\n");
    const std::size_t size = 256 * mebi / static_cast<std::size_t>(scale.divisor) / chunkSize * chunkSize;
    reportPieces(size, size, scale.rounds);
    reportPieces(size, chunkSize, scale.rounds);
    std::printf("\n");
}

void reportUtf8(const Scale &scale)
{
    const std::size_t size = 64 * mebi / static_cast<std::size_t>(scale.divisor);
    std::vector<Line> lines;
    const auto add = [&lines](const std::string &name, bool (*isValid)(ByteSpan), Content content,
                              std::size_t bytes) {
        lines.push_back({name,
                         [name, isValid, text = makeContent(content, bytes)] {
                             bool result = false;
                             const double seconds = secondsOf([&] { result = isValid(text); });
                             require(result, name + ": taken for faulty");
                             return seconds;
                         },
                         {}});
    };
    add("isValidUtf8, ASCII", isValidUtf8, Content::Ascii, size);
    add("isValidUtf8, Korean", isValidUtf8, Content::Korean, size);
    if (checksPieces<Utf8Checker>) {
        add("Utf8Checker by 64 KiB, ASCII", isValidInPieces<Utf8Checker>, Content::Ascii, size);
        add("Utf8Checker by 64 KiB, Korean", isValidInPieces<Utf8Checker>, Content::Korean, size);
    }
    measure(lines, scale.rounds);
    std::printf("## UTF-8\n\n| | GB/s | spread |\n| --- | ---: | ---: |\n");
    for (const Line &line : lines)
        std::printf("| %s | %.2f | %.0f %% |\n", line.name.c_str(),
                    1e-9 * static_cast<double>(size) / line.median(), 100 * line.spread());
    std::printf("\n");
}

void reportAnnotating(const Scale &scale)
{
    std::printf("## The tree of fields of one unit\n\n| annotate | µs | spread | target |\n");
    std::printf("| --- | ---: | ---: | --- |\n");
    const int repeats = 5000 / scale.divisor;
    reportSample({"text frame, 40 bytes", maskedFrame(Opcode::Text, QByteArray(40, 'a'))}, repeats,
                 scale.rounds);
    reportSample({"Close, 125 bytes", maskedFrame(Opcode::Close, "\x03\xe8" + QByteArray(123, 'a'))}, repeats,
                 scale.rounds);
    reportSample({"binary frame, 64 KiB", maskedFrame(Opcode::Binary, QByteArray(65536, 'a'))}, repeats,
                 scale.rounds);
    reportSample({"request, 500 bytes", request(500), true}, repeats, scale.rounds);
    std::printf("\n");
}

} // namespace bench
