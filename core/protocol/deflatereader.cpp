// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/deflatereader.h"

#include <QtEndian>

#include <algorithm>

namespace core {

namespace {

constexpr quint16 endOfBlock = 256;
constexpr quint16 firstLength = 257;
constexpr int longestSymbol = 15 + 5 + 15 + 13; // a length, a distance and their extra bits

// RFC 1951 §3.2.5
constexpr std::array<quint16, 29> lengthBases = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                                 15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                                 67, 83, 99, 115, 131, 163, 195, 227, 258};
constexpr std::array<quint8, 29> lengthExtras = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
constexpr std::array<quint16, 30> distanceBases = {
    1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
    193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
constexpr std::array<quint8, 30> distanceExtras = {0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                                   6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};

} // namespace

DeflateReader::DeflateReader(Inflater::Options options)
    : m_options(options)
{}

void DeflateReader::startMessage()
{
    m_hold = 0;
    m_count = 0;
    m_mode = Mode::Header;
    m_endsWithEmptyBlock = false;
    m_earlierOutput += m_messageOutput;
    m_messageOutput = 0;
    m_fault = InflateFault::None;
    m_distance = 0;
    m_allowedDistance = 0;
    m_badData = "";
}

void DeflateReader::feed(ByteSpan bytes)
{
    m_bytes = bytes;
    while (m_fault == InflateFault::None && readNext())
        continue;
    m_bytes = {};
}

bool DeflateReader::readNext()
{
    switch (m_mode) {
    case Mode::Header:
        return readHeader();
    case Mode::StoredLength:
        return readStoredLength();
    case Mode::Stored:
        return readStored();
    case Mode::Counts:
        return readCounts();
    case Mode::CodeCodeLengths:
        return readCodeCodeLengths();
    case Mode::CodeLengths:
        return readCodeLength();
    case Mode::Symbols:
        return readSymbols();
    }
    return false;
}

void DeflateReader::refill()
{
    if (m_bytes.size() >= sizeof(quint64)) {
        const int count = (63 - m_count) / 8;
        const auto word = qFromLittleEndian<quint64>(m_bytes.data());
        m_hold |= (word & ((quint64(1) << (8 * count)) - 1)) << m_count;
        m_count += 8 * count;
        m_bytes = m_bytes.subspan(static_cast<std::size_t>(count));
        return;
    }
    for (; m_count <= 55 && !m_bytes.empty(); m_bytes = m_bytes.subspan(1)) {
        m_hold |= static_cast<quint64>(m_bytes.front()) << m_count;
        m_count += 8;
    }
}

bool DeflateReader::has(int bits)
{
    if (m_count < bits)
        refill();
    return m_count >= bits;
}

quint32 DeflateReader::take(int bits)
{
    const auto value = static_cast<quint32>(m_hold & ((quint64(1) << bits) - 1));
    m_hold >>= bits;
    m_count -= bits;
    return value;
}

bool DeflateReader::fail(const char *badData)
{
    m_fault = InflateFault::BadData;
    m_badData = badData;
    return false;
}

void DeflateReader::endBlock()
{
    m_mode = Mode::Header;
    if (m_isFinal) // RFC 7692 §7.2.3.4: the next block begins with a byte
        take(m_count % 8);
}

bool DeflateReader::readHeader()
{
    if (!has(3))
        return false;
    m_endsWithEmptyBlock = false;
    m_isFinal = take(1) != 0;
    const quint32 type = take(2);
    if (m_list != nullptr)
        tell({DeflateSymbol::Kind::Block, type, 0});
    switch (type) {
    case 0:
        take(m_count % 8);
        m_mode = Mode::StoredLength;
        return true;
    case 1:
        m_literals = &PrefixCode::fixedLiterals();
        m_distances = &PrefixCode::fixedDistances();
        m_mode = Mode::Symbols;
        return true;
    case 2:
        m_mode = Mode::Counts;
        return true;
    default:
        return fail("BTYPE=3");
    }
}

bool DeflateReader::readStoredLength()
{
    if (!has(32))
        return false;
    m_storedLeft = take(16);
    if (m_storedLeft != (take(16) ^ 0xffffU))
        return fail("LEN/NLEN");
    m_endsWithEmptyBlock = m_storedLeft == 0;
    m_mode = Mode::Stored;
    return true;
}

bool DeflateReader::readStored()
{
    const quint32 held = std::min(m_storedLeft, static_cast<quint32>(m_count) / 8);
    m_hold >>= 8 * held;
    m_count -= static_cast<int>(8 * held);
    const std::size_t direct = std::min<std::size_t>(m_storedLeft - held, m_bytes.size());
    m_bytes = m_bytes.subspan(direct);
    const quint32 read = held + static_cast<quint32>(direct);
    m_storedLeft -= read;
    m_messageOutput += read;
    if (m_list != nullptr)
        tell({DeflateSymbol::Kind::Literals, read, 0});
    if (m_storedLeft > 0)
        return false;
    endBlock();
    return true;
}

bool DeflateReader::readSymbols()
{
    for (;;) {
        has(longestSymbol);
        const PrefixCode::Found found = m_literals->find(m_hold, m_count);
        if (found.length == 0)
            return false;
        if (found.symbol < endOfBlock) {
            take(found.length);
            ++m_messageOutput;
            if (m_list != nullptr)
                tell({DeflateSymbol::Kind::Literals, 1, 0});
        } else if (found.symbol == endOfBlock) {
            take(found.length);
            endBlock();
            return true;
        } else if (!readMatch(found)) {
            return false;
        }
    }
}

bool DeflateReader::readMatch(PrefixCode::Found found)
{
    const std::size_t lengthIndex = found.symbol - std::size_t(firstLength);
    if (lengthIndex >= lengthBases.size())
        return fail("code");
    const int lengthExtra = lengthExtras[lengthIndex];
    const int before = found.length + lengthExtra;
    if (m_count < before)
        return false;
    const PrefixCode::Found distanceFound = m_distances->find(m_hold >> before, m_count - before);
    if (distanceFound.length == 0)
        return false;
    if (distanceFound.symbol >= distanceBases.size())
        return fail("code");
    const int distanceExtra = distanceExtras[distanceFound.symbol];
    if (m_count < before + distanceFound.length + distanceExtra)
        return false;
    take(found.length);
    const quint32 length = lengthBases[lengthIndex] + take(lengthExtra);
    take(distanceFound.length);
    const quint32 distance = distanceBases[distanceFound.symbol] + take(distanceExtra);
    if (!isDistanceAllowed(distance))
        return false;
    m_messageOutput += length;
    if (m_list != nullptr)
        tell({DeflateSymbol::Kind::Match, length, distance});
    return true;
}

/// Literals beside each other are one run.
void DeflateReader::tell(DeflateSymbol symbol)
{
    using Kind = DeflateSymbol::Kind;
    if (symbol.kind == Kind::Literals && symbol.length == 0)
        return;
    if (symbol.kind == Kind::Literals && !m_list->empty() && m_list->back().kind == Kind::Literals)
        m_list->back().length += symbol.length;
    else
        m_list->push_back(symbol);
}

std::vector<DeflateSymbol> deflateSymbols(ByteSpan payload)
{
    constexpr quint32 furthest = 32'768; // RFC 1951 §2
    std::vector<DeflateSymbol> symbols;
    DeflateReader reader({});
    reader.m_earlierOutput = furthest;
    reader.listSymbols(&symbols);
    reader.feed(payload);
    if (reader.isBlockOpen()) {
        static constexpr std::array<std::uint8_t, 4> tail{0x00, 0x00, 0xff, 0xff};
        reader.feed(tail);
    }
    return symbols;
}

bool DeflateReader::isDistanceAllowed(quint32 distance)
{
    const quint64 window = quint64(1) << m_options.windowBits;
    const quint64 reach = m_messageOutput + (m_options.noContextTakeover ? 0 : m_earlierOutput);
    if (distance <= std::min(window, reach))
        return true;
    m_fault = distance > window             ? InflateFault::BeyondWindow
              : m_options.noContextTakeover ? InflateFault::BeforeMessage
                                            : InflateFault::BeforeStream;
    m_distance = distance;
    m_allowedDistance = m_fault == InflateFault::BeyondWindow ? window : reach;
    return false;
}

} // namespace core
