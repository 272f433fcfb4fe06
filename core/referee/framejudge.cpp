// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/referee/judge.h"

#include "core/protocol/closecode.h"

namespace core {

namespace {

QByteArray bit(bool value) { return value ? "1" : "0"; }

/// Collects the checks of one header.
class Bench
{
public:
    Bench(const FrameHeader &header, const FrameContext &context)
        : m_header(header)
        , m_context(context)
    {
        m_checks.reserve(12);
    }

    std::vector<Check> judge()
    {
        reservedBits();
        opcode();
        const bool fromClient = m_context.direction == Direction::Client;
        add(fromClient ? "FRM-01" : "FRM-02", m_header.masked == fromClient, "ws.frame.mask", {8, 1},
            bit(fromClient), bit(m_header.masked));
        length();
        return std::move(m_checks);
    }

private:
    void add(std::string_view id, bool kept, std::string_view field, BitSpan span, QByteArray expected,
             QByteArray observed)
    {
        m_checks.push_back({&rule(id), kept, field, span, std::move(expected), std::move(observed)});
    }

    void reservedBits() // RFC 6455 §5.2, RFC 7692 §6
    {
        if (m_context.reservedAgreed)
            return;
        const quint8 opcode = m_header.opcode;
        const bool startsMessage = is(opcode, Opcode::Text) || is(opcode, Opcode::Binary);
        if (!m_context.deflateAgreed || isReserved(opcode))
            add("FRM-03", !m_header.rsv1, "ws.frame.rsv1", {1, 1}, "0", bit(m_header.rsv1));
        else if (isControl(opcode))
            add("PMD-15", !m_header.rsv1, "ws.frame.rsv1", {1, 1}, "0", QByteArray::number(opcode));
        else if (!startsMessage)
            add("PMD-14", !m_header.rsv1, "ws.frame.rsv1", {1, 1}, "0", bit(m_header.rsv1));
        add("FRM-04", !m_header.rsv2, "ws.frame.rsv2", {2, 1}, "0", bit(m_header.rsv2));
        add("FRM-05", !m_header.rsv3, "ws.frame.rsv3", {3, 1}, "0", bit(m_header.rsv3));
    }

    void opcode() // RFC 6455 §5.2, §5.4, §5.5
    {
        const BitSpan span{4, 4};
        const QByteArray number = QByteArray::number(m_header.opcode);
        const bool reserved = isReserved(m_header.opcode);
        if (isControl(m_header.opcode)) {
            add("FRM-07", !reserved, "ws.frame.opcode", span, "8-10", number);
            add("FRM-13", m_header.fin, "ws.frame.fin", {0, 1}, "1", bit(m_header.fin));
            const bool close = is(m_header.opcode, Opcode::Close);
            const quint64 most = close ? maxReasonBytes : maxControlBytes;
            const quint64 size =
                m_header.payloadLength - (close ? std::min<quint64>(m_header.payloadLength, 2) : 0);
            add(close ? "CLS-12" : "FRM-12", size <= most, lengthField(m_header), lengthSpan(m_header),
                "<= " + QByteArray::number(most), QByteArray::number(size));
            return;
        }
        add("FRM-06", !reserved, "ws.frame.opcode", span, "0-2", number);
        if (is(m_header.opcode, Opcode::Continuation))
            add("MSG-01", m_context.messageOpen, "ws.frame.opcode", span, "1-2", number);
        else if (!reserved)
            add("MSG-02", !m_context.messageOpen, "ws.frame.opcode", span, "0", number);
    }

    void length()
    {
        const QByteArray number = QByteArray::number(m_header.payloadLength);
        const BitSpan span = lengthSpan(m_header);
        if (m_header.length7 == 126)
            add("FRM-08", m_header.payloadLength >= 126, "ws.frame.length16", span, ">= 126", number);
        if (m_header.length7 == 127) {
            add("FRM-10", m_header.hasValidLength(), "ws.frame.length64", span, "< 2^63", number);
            add("FRM-09", m_header.payloadLength >= 65536, "ws.frame.length64", span, ">= 65536", number);
        }
        // A control frame has a limit of its own.
        if (m_header.hasValidLength() && m_header.payloadLength > m_context.messageLimit &&
            !isControl(m_header.opcode))
            add("FRM-11", false, lengthField(m_header), span,
                "<= " + QByteArray::number(m_context.messageLimit), number);
    }

    const FrameHeader &m_header;
    const FrameContext &m_context;
    std::vector<Check> m_checks;
};

} // namespace

Check brokenBy(std::string_view ruleId, std::string_view field, BitSpan span, QByteArray expected,
               QByteArray observed)
{
    return {&rule(ruleId), false, field, span, std::move(expected), std::move(observed)};
}

std::vector<Check> judgeFrame(const FrameHeader &header, const FrameContext &context)
{
    return Bench(header, context).judge();
}

// RFC 6455 §7.4.1, §7.4.2, and the codes that IANA has registered since (1012 to 1014).
const Rule *ruleOfCloseCode(int code, Direction sender)
{
    const char *const broken = code < 1000                                   ? "CLS-06"
                               : code == 1004                                ? "CLS-02"
                               : code == 1005                                ? "CLS-03"
                               : code == 1006                                ? "CLS-04"
                               : code == 1015                                ? "CLS-05"
                               : code > 1015 && code < 3000                  ? "CLS-07"
                               : code >= 5000                                ? "CLS-08"
                               : code == 1010 && sender == Direction::Server ? "CLS-13"
                               : code == 1011 && sender == Direction::Client ? "CLS-14"
                                                                             : nullptr;
    return broken == nullptr ? nullptr : &rule(broken);
}

std::string_view lengthField(const FrameHeader &header)
{
    return header.length7 == 127   ? "ws.frame.length64"
           : header.length7 == 126 ? "ws.frame.length16"
                                   : "ws.frame.length";
}

BitSpan lengthSpan(const FrameHeader &header)
{
    return header.length7 == 127 ? BitSpan{16, 64} : header.length7 == 126 ? BitSpan{16, 16} : BitSpan{9, 7};
}

} // namespace core
