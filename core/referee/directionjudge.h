// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/deflate.h"
#include "core/protocol/inflater.h"
#include "core/protocol/utf8.h"
#include "core/referee/judge.h"

#include <functional>

namespace core {

/// Judges the frames that one side sends while they come, header by header and payload piece by piece; any
/// chunking gives the same findings. It unmasks and inflates what it has to look at, so the engine reads its
/// messages through it too. After an error it goes on, and is silent about what only follows from it.
class DirectionJudge
{
public:
    struct Options
    {
        Direction sender = Direction::Client;
        Limits limits = {};
        bool keysFixed = false; // the scenario chose the masking keys: FRM-14 is silent
        bool acceptText = true; // policy of the receiver, MSG-12
        bool acceptBinary = true;
    };

    /// Takes the content of data messages as it becomes known: unmasked, inflated, before any fault.
    using Content = std::function<void(ByteSpan)>;

    /// A rule is named at most this often for one direction.
    static constexpr quint32 findingsPerRule = 10'000;

    /// Findings are appended to `findings`, which must outlive this.
    DirectionJudge(const Options &options, std::vector<Finding> &findings);

    /// From now on RSV1 means compressed.
    void agreeDeflate(const DeflateAgreement &agreement);
    /// An extension that is not known here was agreed: reserved bits and payloads are its own affair.
    void agreeUnknownExtension() { m_reservedAgreed = true; }
    void setContent(Content content) { m_content = std::move(content); }

    /// A frame that is there whole: begin(), payload() and end() in one.
    void frame(quint32 unit, const FrameHeader &header, ByteSpan wire)
    {
        if (isQuick(header) && isAsciiUnderMask(wire, header.key)) {
            watchKey(unit, header);
            m_lastData = unit;
            return;
        }
        frameInParts(unit, header, wire);
    }
    /// A header is whole. For each frame begin(), payload() any number of times, end(); a frame that is cut
    /// off, or whose length is not valid, has no end().
    void begin(quint32 unit, const FrameHeader &header);
    void payload(ByteSpan wire);
    void end();

    /// The other side's Close had this code: to echo it says nothing about this side (CLS-13, CLS-14).
    void expectEcho(int code) { m_echo = code; }

    bool isMessageOpen() const { return m_messageOpen; }
    /// The unit of the last data frame; Finding::noUnit before the first.
    quint32 lastDataUnit() const { return m_lastData; }
    bool closeSent() const { return m_closes > 0; }
    bool isDeflateAgreed() const { return m_inflater.has_value(); }
    bool isReservedAgreed() const { return m_reservedAgreed; }

    /// Of the frame that ended last, where it was a control frame: unmasked, at most 125 bytes.
    ByteSpan controlPayload() const { return ByteSpan(m_control).first(m_controlSize); }
    /// Of the message that the last frame belongs to: its opcode.
    Opcode messageOpcode() const { return m_text ? Opcode::Text : Opcode::Binary; }

private:
    enum class Use : quint8 {
        Skip,    // nothing is to be looked at
        Count,   // only how many bytes there are
        Content, // of a data message
        Control,
    };

    void frameInParts(quint32 unit, const FrameHeader &header, ByteSpan wire);
    bool isPlain(const FrameHeader &header) const;
    /// A short text of its own that nobody collects, about whose header there is nothing to say, and which
    /// leaves nothing behind: what most of a long recording is.
    bool isQuick(const FrameHeader &header) const
    {
        return header.fin && !header.rsv1 && !header.rsv2 && !header.rsv3 &&
               is(header.opcode, Opcode::Text) && header.length7 < 126 && !m_messageOpen && m_closes == 0 &&
               header.masked == (m_options.sender == Direction::Client) && !m_content && !m_reservedAgreed &&
               m_options.acceptText && header.payloadLength <= m_options.limits.message;
    }
    void judgeHeader();
    void watchKey(quint32 unit, const FrameHeader &header);
    Use beginData();
    void beginMessage();
    void consume(ByteSpan plain);
    bool take(ByteSpan content);
    void reportText();
    void reportInflate(InflateFault fault);
    void checkRatio();
    void endMessage();
    void endClose();
    void add(Check check);
    void add(std::string_view rule, std::string_view field, BitSpan span, QByteArray expected,
             QByteArray observed);
    void addInPayload(std::string_view rule, QByteArray expected, QByteArray observed);

    Options m_options;
    std::vector<Finding> *m_findings;
    std::vector<quint32> m_times; // a rule was named, by its place in the table
    Content m_content;
    std::optional<Inflater> m_inflater;
    bool m_reservedAgreed = false;

    // The frame.
    quint32 m_unit = 0;
    FrameHeader m_header;
    quint64 m_seen = 0; // payload bytes
    Use m_use = Use::Skip;
    bool m_isStray = false; // a continuation of nothing
    std::array<std::uint8_t, maxControlBytes> m_control = {};
    std::size_t m_controlSize = 0;

    // The message that is open, or that ended last.
    bool m_messageOpen = false;
    bool m_text = false;
    bool m_compressed = false;
    bool m_isReadable = false; // its content is looked at; not after a limit, nor where it cannot be known
    bool m_checksText = false; // no fault of UTF-8 yet
    bool m_wasFed = false;     // to the inflater
    quint32 m_fragments = 0;
    quint64 m_contentBytes = 0; // inflated, so far
    quint64 m_beforeFrame = 0;  // of these, before this frame
    quint64 m_payloadBytes = 0; // compressed, so far
    Utf8Checker m_utf8;
    quint32 m_lastData = Finding::noUnit;
    bool m_noTakeover = false;
    bool m_windowLost = false; // compressed bytes were not fed: what refers back to them cannot be read

    quint32 m_closes = 0;
    int m_echo = 0; // code of the other side's Close
    quint32 m_lastKey = 0;
    quint32 m_equalKeys = 0;
};

} // namespace core
