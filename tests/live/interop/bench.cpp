// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include "core/live/maskkeys.h"

#include <QCryptographicHash>

#include <random>

namespace interop {

using core::Direction;
using core::Leg;
using core::Opcode;
using Kind = core::EngineEvent::Kind;

namespace {

constexpr qsizetype shownBytes = 130;

QByteArray describe(const core::Finding &finding, Leg leg)
{
    return (leg == Leg::Sent ? "sent " : "delivered ") +
           QByteArray(finding.check.rule->id.data(), static_cast<qsizetype>(finding.check.rule->id.size())) +
           " by " + (finding.who == Direction::Client ? "client" : "server") +
           (finding.unit == core::Finding::noUnit ? QByteArray()
                                                  : " in unit " + QByteArray::number(finding.unit)) +
           " expected '" + finding.check.expected + "' observed '" + finding.check.observed + '\'';
}

QByteArray describe(const core::EngineEvent &event)
{
    const QByteArray code = QByteArray::number(event.code);
    const QByteArray rule(event.rule.data(), static_cast<qsizetype>(event.rule.size()));
    switch (event.kind) {
    case Kind::Opened:
        return "open";
    case Kind::HandshakeFailed:
        return "refused " + QByteArray::number(event.status) + ' ' + rule;
    case Kind::Text:
        return line("text", event.bytes);
    case Kind::Binary:
        return line("binary", event.bytes);
    case Kind::Ping:
        return line("ping", event.bytes);
    case Kind::Pong:
        return line("pong", event.bytes);
    case Kind::CloseReceived:
        return "close " + code + ' ' + event.bytes;
    case Kind::Failed:
        return "failed " + code + ' ' + rule;
    case Kind::Closed:
        return "closed " + code;
    }
    return {};
}

} // namespace

QByteArray line(const QByteArray &what, const QByteArray &bytes)
{
    const QByteArray start = what + ' ' + QByteArray::number(bytes.size()) + ' ';
    return start + (bytes.size() <= shownBytes
                        ? bytes
                        : QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QByteArray line(const Message &message)
{
    return line(message.opcode == Opcode::Text ? "text" : "binary", message.bytes);
}

QByteArray hangul(qsizetype bytes)
{
    constexpr char32_t first = 0xAC00;
    constexpr char32_t count = 11172;
    std::mt19937 random(6455);
    QByteArray text;
    text.reserve(bytes);
    while (text.size() + 3 <= bytes) {
        const char32_t c = first + random() % count;
        text.append(static_cast<char>(0xE0 | c >> 12));
        text.append(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
        text.append(static_cast<char>(0x80 | (c & 0x3F)));
    }
    return text;
}

QByteArray octets(qsizetype count)
{
    std::mt19937 random(7692);
    QByteArray bytes(count, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random() & 0xFF);
    return bytes;
}

std::vector<Message> messages(qsizetype largest)
{
    const QByteArray greeting = "안녕하세요, 웹소켓!";
    const QByteArray repeated = QByteArray("같은 말을 되풀이합니다. ").repeated(3000);
    return {
        {.bytes = "Hello"},
        {.bytes = "Hello"}, // RFC 7692 §7.2.3.2: with context takeover the second is shorter
        {.bytes = greeting},
        {.bytes = {}},
        {.opcode = Opcode::Binary, .bytes = {}},
        {.opcode = Opcode::Binary, .bytes = octets(256)},
        {.bytes = QByteArray(125, 'a')},
        {.bytes = QByteArray(126, 'b')},
        {.opcode = Opcode::Binary, .bytes = octets(65'535)},
        {.opcode = Opcode::Binary, .bytes = octets(65'536)},
        {.bytes = greeting, .sizes = {1, 0, 4, 2, 7}},
        {.bytes = {}, .sizes = {0, 0}},
        {.opcode = Opcode::Binary, .bytes = octets(1000), .sizes = {100, 300, 1}},
        {.bytes = repeated, .sizes = {10'000, 10'001, 5}},
        {.bytes = hangul(largest)},
        {.opcode = Opcode::Binary, .bytes = octets(largest)},
        {.bytes = "끝"},
    };
}

QByteArrayList linesOf(const std::vector<Message> &messages)
{
    QByteArrayList lines;
    for (const Message &message : messages)
        lines.append(line(message));
    return lines;
}

QByteArrayList Log::messages() const
{
    QByteArrayList found;
    for (const QByteArray &one : lines)
        if (one.startsWith("text ") || one.startsWith("binary "))
            found.append(one);
    return found;
}

bool Log::isOver() const { return !lines.isEmpty() && lines.last().startsWith("closed "); }

void follow(live::EngineEnd &end, Log &log)
{
    QObject::connect(&end, &live::EngineEnd::happened, &end,
                     [&log](const core::EngineEvent &event) { log.add(describe(event)); });
    QObject::connect(&end, &live::EngineEnd::failed, &end,
                     [&log](const QString &reason) { log.add("no TCP: " + reason.toUtf8()); });
}

void Server::incomingConnection(qintptr descriptor)
{
    EchoServer::incomingConnection(descriptor);
    m_end = findChildren<live::EngineEnd *>(Qt::FindDirectChildrenOnly).last();
    follow(*m_end, log);
    emit accepted();
}

Client::Client(core::ClientPolicy policy)
    : end(std::make_unique<core::Engine>(std::move(policy), live::strongRandomness()))
{
    follow(end, log);
}

Tap::Tap()
    : m_wire(1, m_clock, [this](const core::WireRecord &record) {
        m_everyRecordFits = m_recording.append(record) && m_everyRecordFits;
        m_conversation.reset();
    })
{
    m_clock.start();
    m_recording.addConnection({});
}

const core::Conversation &Tap::conversation() const
{
    if (!m_conversation) {
        m_conversation = std::make_unique<core::Conversation>(m_recording, 1);
        m_conversation->finish();
    }
    return *m_conversation;
}

QByteArray Tap::findings() const
{
    QByteArrayList found;
    if (!m_everyRecordFits)
        found.append("a record did not fit");
    for (const Leg leg : {Leg::Sent, Leg::Delivered}) {
        core::Conversation conversation(m_recording, 1, leg);
        conversation.finish();
        for (const core::Finding &finding : conversation.findings())
            found.append(describe(finding, leg));
        for (quint32 i = 0; i < conversation.units().size(); ++i)
            if (conversation.units()[i].kind == core::UnitKind::Unknown || !conversation.units()[i].complete)
                found.append("not read: unit " + QByteArray::number(i));
    }
    return found.join('\n');
}

QByteArrayList Tap::messages(Direction sender) const
{
    QByteArrayList lines;
    for (const core::Message &message : core::assembleMessages(conversation().index()))
        if (message.direction == sender && message.complete)
            lines.append(line(core::is(message.opcode, Opcode::Text) ? "text" : "binary",
                              conversation().contentOf(message)));
    return lines;
}

std::size_t Tap::mostFrames(Direction sender) const
{
    std::size_t most = 0;
    for (const core::Message &message : core::assembleMessages(conversation().index()))
        if (message.direction == sender)
            most = std::max(most, message.units.size());
    return most;
}

core::CloseInfo Tap::closeInfo() const { return conversation().closeInfo(); }

std::optional<core::DeflateAgreement> Tap::deflate() const { return conversation().deflate(); }

QByteArray Tap::sent(Direction sender) const
{
    return m_recording.bytes(1, sender, Leg::Sent, 0, m_recording.streamLength(1, sender, Leg::Sent));
}

} // namespace interop
