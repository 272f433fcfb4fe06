// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/inflater.h"
#include "core/protocol/prefixcode.h"

#include <vector>

namespace core {

/// What a stretch of DEFLATE stands for.
struct DeflateSymbol
{
    enum class Kind : quint8 {
        Block,    // a block's header: `length` is BTYPE, 0 to 2
        Literals, // bytes that stand for themselves, a run of them
        Match,    // `length` bytes that came `distance` bytes before
    };
    Kind kind = Kind::Literals;
    quint32 length = 0;
    quint32 distance = 0;

    bool operator==(const DeflateSymbol &) const = default;
};

/// The symbols of one message, its payload unmasked and without the tail, up to the first fault. Distances
/// are not held against what came before.
std::vector<DeflateSymbol> deflateSymbols(ByteSpan payload);

/// Reads DEFLATE blocks (RFC 1951) for their symbols alone: how many bytes each stands for, and whether its
/// distance is allowed. Nothing depends on the chunking; what is kept between chunks is at most 63 bits.
class DeflateReader
{
public:
    explicit DeflateReader(Inflater::Options options);
    Q_DISABLE_COPY_MOVE(DeflateReader)

    void startMessage();
    /// Reads all of it, or up to the first fault.
    void feed(ByteSpan bytes);

    /// From now on every symbol that is read is told there, too.
    void listSymbols(std::vector<DeflateSymbol> *list) { m_list = list; }

    /// Bytes of this message that the whole symbols so far stand for; the faulty one is not among them.
    quint64 outputSize() const { return m_messageOutput; }
    /// Inside a block, or one or two bits into its header that are not the zeroes a last byte is filled with.
    bool isBlockOpen() const { return m_mode != Mode::Header || m_hold != 0; }
    /// Whether the bytes end with an empty stored block.
    bool endsWithEmptyBlock() const { return m_endsWithEmptyBlock && !isBlockOpen() && m_count == 0; }

    InflateFault fault() const { return m_fault; }
    quint64 distance() const { return m_distance; }
    quint64 allowedDistance() const { return m_allowedDistance; }
    const char *badData() const { return m_badData; }

private:
    friend std::vector<DeflateSymbol> deflateSymbols(ByteSpan payload);

    enum class Mode : quint8 { Header, StoredLength, Stored, Counts, CodeCodeLengths, CodeLengths, Symbols };

    // Each reads one thing. False: bits are missing, or a fault.
    bool readNext();
    bool readHeader();
    bool readStoredLength();
    bool readStored();
    bool readCounts();
    bool readCodeCodeLengths();
    bool readCodeLength();
    bool readSymbols();
    bool readMatch(PrefixCode::Found found);
    bool finishCodes();

    void tell(DeflateSymbol symbol);
    void refill();
    bool has(int bits);
    quint32 take(int bits);
    void endBlock();
    bool fail(const char *badData);
    bool isDistanceAllowed(quint32 distance);

    const Inflater::Options m_options;
    ByteSpan m_bytes;   // not read yet, while feed() runs
    quint64 m_hold = 0; // bits read from bytes, the next one lowest; 0 above m_count
    int m_count = 0;

    Mode m_mode = Mode::Header;
    bool m_isFinal = false;
    bool m_endsWithEmptyBlock = false;
    quint32 m_storedLeft = 0;
    quint32 m_literalCount = 0;
    quint32 m_distanceCount = 0;
    quint32 m_codeCodeCount = 0;
    quint32 m_lengthsRead = 0;
    std::array<quint8, 286 + 30> m_lengths{};
    PrefixCode m_ownLiterals; // holds the code of code lengths before its own is known
    PrefixCode m_ownDistances;
    const PrefixCode *m_literals = nullptr;
    const PrefixCode *m_distances = nullptr;

    quint64 m_messageOutput = 0;
    quint64 m_earlierOutput = 0; // of earlier messages
    InflateFault m_fault = InflateFault::None;
    quint64 m_distance = 0;
    quint64 m_allowedDistance = 0;
    const char *m_badData = "";
    std::vector<DeflateSymbol> *m_list = nullptr;
};

} // namespace core
