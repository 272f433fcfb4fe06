// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/referee/directionjudge.h"

#include <algorithm>
#include <bit>

namespace core {

namespace {

constexpr std::size_t blockBytes = 8192; // unmasked at once, so that it stays in the nearest cache
constexpr quint32 equalKeysToMention = 3;

const char *ruleOf(Utf8Fault fault)
{
    switch (fault) {
    case Utf8Fault::Surrogate:
        return "TXT-03";
    case Utf8Fault::Overlong:
        return "TXT-04";
    case Utf8Fault::TooLarge:
        return "TXT-05";
    case Utf8Fault::Truncated:
        return "TXT-06";
    case Utf8Fault::None:
    case Utf8Fault::Invalid:
        break;
    }
    return "TXT-01";
}

QByteArray atMost(quint64 limit) { return "<= " + QByteArray::number(limit); }
QByteArray moreThan(quint64 limit) { return "> " + QByteArray::number(limit); }

} // namespace

DirectionJudge::DirectionJudge(const Options &options, std::vector<Finding> &findings)
    : m_options(options)
    , m_findings(&findings)
    , m_times(allRules().size())
{}

void DirectionJudge::agreeDeflate(const DeflateAgreement &agreement)
{
    const bool client = m_options.sender == Direction::Client;
    m_noTakeover = client ? agreement.clientNoContextTakeover : agreement.serverNoContextTakeover;
    m_inflater.emplace(Inflater::Options{
        client ? agreement.clientMaxWindowBits : agreement.serverMaxWindowBits, m_noTakeover});
}

void DirectionJudge::frameInParts(quint32 unit, const FrameHeader &header, ByteSpan wire)
{
    begin(unit, header);
    payload(wire);
    end();
}

void DirectionJudge::begin(quint32 unit, const FrameHeader &header)
{
    m_unit = unit;
    m_header = header;
    m_seen = 0;
    m_controlSize = 0;
    if (!isPlain(header))
        judgeHeader();
    watchKey(unit, header);
    if (isControl(header.opcode)) {
        m_use = isReserved(header.opcode) ? Use::Skip : Use::Control;
        return;
    }
    m_use = isReserved(header.opcode) ? Use::Skip : beginData();
}

/// Whether nothing can be said against this header: judgeFrame() would find every rule kept.
bool DirectionJudge::isPlain(const FrameHeader &header) const
{
    const bool isMinimal = header.length7 < 126 || (header.length7 == 126 && header.payloadLength >= 126) ||
                           (header.payloadLength >= 65536 && header.hasValidLength());
    if (header.rsv1 || header.rsv2 || header.rsv3 || m_closes > 0 || !isMinimal ||
        header.masked != (m_options.sender == Direction::Client))
        return false;
    switch (header.opcode) {
    case 0:
        return m_messageOpen && header.payloadLength <= m_options.limits.message;
    case 1:
    case 2:
        return !m_messageOpen && header.payloadLength <= m_options.limits.message;
    case 8:
    case 9:
    case 10:
        return header.fin && header.payloadLength <= maxControlBytes;
    default:
        return false;
    }
}

void DirectionJudge::judgeHeader()
{
    const FrameContext context{m_options.sender, m_messageOpen, m_inflater.has_value(), m_reservedAgreed,
                               m_options.limits.message};
    // Data after a Close is ignored: there is no message that it could begin or go on with.
    const bool isIgnored = m_closes > 0 && !isControl(m_header.opcode);
    for (Check &check : judgeFrame(m_header, context))
        if (!check.kept && !(isIgnored && check.rule->id.starts_with("MSG-")))
            add(std::move(check));
    if (m_closes == 0)
        return;
    if (is(m_header.opcode, Opcode::Close))
        add("CLS-16", "ws.frame.opcode", {4, 4}, "1", QByteArray::number(m_closes + 1));
    else if (!isControl(m_header.opcode))
        add("CLS-15", "ws.frame.opcode", {4, 4}, "8", QByteArray::number(m_header.opcode));
}

// RFC 6455 §5.3: keys come from a strong source of entropy. A key of zeros is legal (FRM-15). A server should
// have none, which FRM-02 says.
void DirectionJudge::watchKey(quint32 unit, const FrameHeader &header)
{
    if (!header.masked || m_options.sender != Direction::Client)
        return;
    const auto key = std::bit_cast<quint32>(header.key);
    m_equalKeys = key == m_lastKey ? m_equalKeys + 1 : 1;
    m_lastKey = key;
    if (m_equalKeys != equalKeysToMention || m_options.keysFixed || key == 0)
        return;
    m_unit = unit;
    add("FRM-14", "ws.frame.key", byteRange(header.size - 4, 4), {}, toHex(header.key));
}

DirectionJudge::Use DirectionJudge::beginData()
{
    m_lastData = m_unit;
    const bool continues = is(m_header.opcode, Opcode::Continuation);
    m_isStray = continues && !m_messageOpen;
    if (m_isStray)
        return Use::Skip; // MSG-01 has said so
    m_messageOpen = !m_header.fin;
    m_beforeFrame = m_contentBytes;
    if (!continues)
        beginMessage();
    // FRM-11 and CLS-15 have said that this is not taken.
    if (m_closes > 0 || m_header.payloadLength > m_options.limits.message)
        m_isReadable = false;
    if (continues && ++m_fragments > m_options.limits.fragments && m_isReadable) {
        add("MSG-08", "ws.frame.opcode", {4, 4}, atMost(m_options.limits.fragments),
            moreThan(m_options.limits.fragments));
        m_isReadable = false;
    }
    if (!m_isReadable) {
        m_windowLost = m_windowLost || (m_compressed && !m_noTakeover);
        return Use::Skip;
    }
    return m_text || m_compressed || m_content ? Use::Content : Use::Count;
}

void DirectionJudge::beginMessage()
{
    if (m_compressed && m_wasFed) { // MSG-02: the message before breaks off here
        m_inflater->endMessage([](ByteSpan) { return false; });
        m_windowLost = m_windowLost || !m_noTakeover;
    }
    m_text = is(m_header.opcode, Opcode::Text);
    m_compressed = m_header.rsv1 && m_inflater;
    m_checksText = m_text;
    m_wasFed = false;
    m_fragments = 1;
    m_contentBytes = 0;
    m_beforeFrame = 0;
    m_payloadBytes = 0;
    m_utf8.reset();
    // What an unknown extension or a wrong RSV1 made of the payload is not known.
    m_isReadable = m_closes == 0 && !m_reservedAgreed && !(m_header.rsv1 && !m_inflater) &&
                   !(m_compressed && (m_windowLost || m_inflater->isLost()));
    const bool accepted = m_text ? m_options.acceptText : m_options.acceptBinary;
    if (!accepted && m_isReadable) {
        add("MSG-12", "ws.frame.opcode", {4, 4}, {}, m_text ? "text" : "binary");
        m_isReadable = false;
    }
}

void DirectionJudge::payload(ByteSpan wire)
{
    if (m_use == Use::Skip) {
        m_seen += wire.size();
        return;
    }
    if (m_use == Use::Count) {
        m_seen += wire.size();
        if (m_isReadable)
            take(wire);
        return;
    }
    std::array<std::uint8_t, blockBytes>
        block; // NOLINT(cppcoreguidelines-pro-type-member-init): written first
    while (!wire.empty()) {
        const ByteSpan part = wire.first(std::min(wire.size(), block.size()));
        if (m_header.masked) {
            applyMask(part, m_header.key, m_seen, block.data());
            consume(ByteSpan(block).first(part.size()));
        } else {
            consume(part);
        }
        m_seen += part.size();
        wire = wire.subspan(part.size());
    }
}

void DirectionJudge::consume(ByteSpan plain)
{
    if (m_use == Use::Control) {
        const std::size_t fits = std::min(plain.size(), m_control.size() - m_controlSize);
        std::copy_n(plain.begin(), fits, m_control.begin() + static_cast<std::ptrdiff_t>(m_controlSize));
        m_controlSize += fits;
        return;
    }
    if (!m_isReadable)
        return;
    if (!m_compressed) {
        take(plain);
        return;
    }
    m_wasFed = true;
    m_payloadBytes += plain.size();
    m_inflater->feed(plain, [this](ByteSpan content) { return take(content); });
    if (m_inflater->fault() != InflateFault::None)
        reportInflate(m_inflater->fault());
}

/// Content of the message, inflated. False where no more of it is wanted.
bool DirectionJudge::take(ByteSpan content)
{
    const quint64 limit = m_options.limits.message;
    const ByteSpan within = content.first(std::min<std::size_t>(content.size(), limit - m_contentBytes));
    ByteSpan good = m_checksText || !m_text ? within : ByteSpan();
    if (m_checksText && !m_utf8.feed(within)) {
        good = within.first(m_utf8.faultOffset() - m_contentBytes);
        reportText();
    }
    m_contentBytes += within.size();
    if (m_content && !good.empty())
        m_content(good);
    if (within.size() == content.size())
        return true;
    addInPayload(m_compressed ? "PMD-24" : "MSG-07", atMost(limit), moreThan(limit));
    m_isReadable = false;
    return false;
}

void DirectionJudge::reportText()
{
    m_checksText = false;
    const QByteArray bytes = toHex(spanOf(m_utf8.faultBytes()), ' ');
    if (m_compressed) {
        addInPayload("TXT-09", {}, bytes);
        return;
    }
    // The offending byte; of a sequence that is cut off the last one there is.
    const quint64 at = m_utf8.faultOffset() - (m_utf8.fault() == Utf8Fault::Truncated ? 1 : 0);
    if (at < m_beforeFrame)
        addInPayload(ruleOf(m_utf8.fault()), {}, bytes);
    else
        add(ruleOf(m_utf8.fault()), "ws.frame.payload", byteRange(m_header.size + at - m_beforeFrame, 1), {},
            bytes);
}

void DirectionJudge::reportInflate(InflateFault fault)
{
    m_isReadable = false;
    const QByteArray allowed = atMost(m_inflater->allowedDistance());
    const QByteArray distance = QByteArray::number(m_inflater->distance());
    switch (fault) {
    case InflateFault::None:
    case InflateFault::Stopped:
        break;
    case InflateFault::BadData:
        addInPayload("PMD-18", {}, m_inflater->badData());
        break;
    case InflateFault::BeforeStream:
        addInPayload("PMD-18", allowed, distance);
        break;
    case InflateFault::Unfinished:
        addInPayload("PMD-19", {}, {});
        break;
    case InflateFault::BeyondWindow:
        addInPayload("PMD-21", allowed, distance);
        break;
    case InflateFault::BeforeMessage:
        addInPayload("PMD-22", allowed, distance);
        break;
    }
}

void DirectionJudge::end()
{
    if (is(m_header.opcode, Opcode::Close)) {
        if (m_closes++ == 0)
            endClose();
        return;
    }
    if (isControl(m_header.opcode) || isReserved(m_header.opcode) || m_isStray)
        return;
    checkRatio();
    if (m_header.fin && !m_messageOpen)
        endMessage();
}

// At the end of a frame, where it is the same however the bytes were cut.
void DirectionJudge::checkRatio()
{
    const Limits &limits = m_options.limits;
    if (!m_compressed || !m_isReadable || m_contentBytes < limits.inflateRatioFrom ||
        m_contentBytes <= m_payloadBytes * limits.inflateRatio)
        return;
    addInPayload("PMD-24", atMost(limits.inflateRatio) + ":1",
                 QByteArray::number(m_contentBytes / std::max<quint64>(1, m_payloadBytes)) + ":1");
    m_isReadable = false;
}

void DirectionJudge::endMessage()
{
    if (m_compressed && (m_wasFed || m_isReadable)) {
        const bool wasReadable = m_isReadable;
        const InflateFault fault = m_inflater->endMessage([this](ByteSpan content) { return take(content); });
        if (wasReadable && fault != InflateFault::None)
            reportInflate(fault);
        else if (wasReadable && m_inflater->tailWasLeft())
            addInPayload("PMD-26", {}, {});
    }
    if (m_isReadable && m_checksText && !m_utf8.end())
        reportText();
    m_compressed = false;
}

void DirectionJudge::endClose() // RFC 6455 §5.5.1, §7.4
{
    const ByteSpan body = controlPayload();
    if (body.size() == 1)
        add("CLS-01", "ws.frame.payload", byteRange(m_header.size, 1), "0, >= 2", "1");
    if (body.size() < 2)
        return;
    const int code = static_cast<int>(bitsValue(body, {0, 16}));
    const Rule *const broken = ruleOfCloseCode(code, m_options.sender);
    if (broken != nullptr && !(code == m_echo && broken->severity == Severity::Hint))
        add(broken->id, "ws.frame.close.code", byteRange(m_header.size, 2), {}, QByteArray::number(code));
    Utf8Checker reason;
    const bool isWhole = m_header.payloadLength <= maxControlBytes; // else CLS-12 has said so
    if (reason.feed(body.subspan(2)) && (!isWhole || reason.end()))
        return;
    const quint64 at = reason.faultOffset() - (reason.fault() == Utf8Fault::Truncated ? 1 : 0);
    add("CLS-11", "ws.frame.close.reason", byteRange(m_header.size + 2 + at, 1), {},
        toHex(spanOf(reason.faultBytes()), ' '));
}

void DirectionJudge::add(std::string_view id, std::string_view field, BitSpan span, QByteArray expected,
                         QByteArray observed)
{
    add(brokenBy(id, field, span, std::move(expected), std::move(observed)));
}

/// About all of this frame's payload; about the frame where it has none.
void DirectionJudge::addInPayload(std::string_view id, QByteArray expected, QByteArray observed)
{
    const bool isEmpty = m_header.payloadLength == 0;
    add(id, isEmpty ? "ws.frame" : "ws.frame.payload",
        isEmpty ? byteRange(0, m_header.size) : byteRange(m_header.size, m_header.payloadLength),
        std::move(expected), std::move(observed));
}

void DirectionJudge::add(Check check)
{
    const auto number = static_cast<std::size_t>(check.rule - allRules().data());
    if (m_times[number]++ < findingsPerRule)
        m_findings->push_back({m_unit, std::move(check), m_options.sender});
}

} // namespace core
