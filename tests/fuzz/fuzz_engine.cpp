// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes and any deeds in an open connection: an engine changes its state as the table has it, says
// nothing after it has ended TCP, tells its story in order, the same however the bytes are cut, and sends
// nothing that another engine would fail the connection for. The input: a byte of side and policy, a
// deviation's number, then deeds {control byte; bytes}: 0..191 so many bytes come in, others see act().
#include "core/engine/engine.h"
#include "tests/fuzz/fuzzing.h"

#include <algorithm>

using namespace core;

namespace {

constexpr std::size_t longestInput = 2048;
using Kind = EngineEvent::Kind;

Randomness fixedRandomness()
{
    return {[] { return MaskingKey{0x37, 0xfa, 0x21, 0x3d}; }, [] { return QByteArray("the sample nonce"); }};
}

template<typename Policy>
Policy policyOf(std::uint8_t flags, std::string_view deviation)
{
    Policy policy;
    policy.deflate.enabled = (flags & 2) != 0;
    policy.deflate.serverNoContextTakeover = policy.deflate.clientNoContextTakeover = (flags & 4) != 0;
    policy.deflate.serverMaxWindowBits = policy.deflate.clientMaxWindowBits = (flags & 8) != 0 ? 9 : 15;
    policy.frameSize = (flags & 16) != 0 ? 5 : 0;
    policy.pingInterval = (flags & 32) != 0 ? 3 : 0;
    policy.pongTimeout = policy.closeTimeout = 20;
    policy.limits.message = (flags & 64) != 0 ? 150 : 100'000;
    policy.limits.fragments = 40;
    policy.deviation = QByteArray(deviation.data(), static_cast<qsizetype>(deviation.size()));
    return policy;
}

/// An engine under test, another at its other end, and what must hold between them.
class Run
{
public:
    Run(std::uint8_t flags, std::string_view deviation, bool isCutUp)
        : m_client(policyOf<ClientPolicy>(flags, (flags & 1) == 0 ? deviation : ""), fixedRandomness())
        , m_server(policyOf<ServerPolicy>(flags, (flags & 1) != 0 ? deviation : ""), fixedRandomness())
        , m_engine((flags & 1) == 0 ? m_client : m_server)
        , m_peer((flags & 1) == 0 ? m_server : m_client)
        , m_isCutUp(isCutUp)
        , m_isHonest(deviation.empty())
    {}

    QByteArray run(FuzzInput input);

private:
    template<typename Deed>
    void watch(Deed deed);
    void act(std::uint8_t control, FuzzInput &input);
    void come(ByteSpan bytes);
    void note(const EngineEvent &event);
    void pass(const QByteArray &output);

    Engine m_client;
    Engine m_server;
    Engine &m_engine;
    Engine &m_peer;
    bool m_isCutUp;
    bool m_isHonest; // what is sent keeps the rules
    bool m_hasOpened = false;
    bool m_isOver = false; // nothing but Closed is told
    bool m_isClosed = false;
    std::size_t m_rounds = 0;
    qint64 m_now = 0;
    QByteArray m_log;
};

template<typename Deed>
void Run::watch(Deed deed)
{
    const ConnectionState before = m_engine.state();
    const bool hadEnded = m_engine.wantsTcpEnd();
    deed();
    const ConnectionState after = m_engine.state();
    const auto rows = transitions();
    require(before == after || std::any_of(rows.begin(), rows.end(), [&](const Transition &row) {
                return row.from == before && row.to == after;
            }));
    require(!hadEnded || m_engine.wantsTcpEnd());
    const QByteArray output = m_engine.takeOutput();
    require(!hadEnded || output.isEmpty());
    m_log += output;
    pass(output);
    for (const EngineEvent &event : m_engine.takeEvents())
        note(event);
}

void Run::note(const EngineEvent &event)
{
    require(!m_isClosed && (!m_isOver || event.kind == Kind::Closed));
    const bool isFirst = event.kind == Kind::Opened || event.kind == Kind::HandshakeFailed;
    require(isFirst ? !m_hasOpened : m_hasOpened || event.kind == Kind::Closed);
    m_hasOpened = m_hasOpened || event.kind == Kind::Opened;
    m_isOver = m_isOver || event.kind == Kind::HandshakeFailed || event.kind == Kind::CloseReceived ||
               event.kind == Kind::Failed;
    m_isClosed = event.kind == Kind::Closed;
    require(!m_isClosed || m_engine.state() == ConnectionState::Closed);
    m_log += QByteArray::number(static_cast<int>(event.kind)) + ' ' + QByteArray::number(event.code) + ' ' +
             event.bytes + ' ' + QByteArray(event.rule.data(), static_cast<qsizetype>(event.rule.size()));
}

void Run::pass(const QByteArray &output)
{
    m_peer.receive(spanOf(output), m_now);
    std::size_t told = 0;
    do {
        for (const EngineEvent &event : m_peer.takeEvents()) {
            require(!m_isHonest || (event.kind != Kind::Failed && event.kind != Kind::HandshakeFailed));
            ++told;
        }
        m_peer.resume(m_now);
    } while (m_peer.hasWaiting() && told <= static_cast<std::size_t>(output.size()));
    require(!m_peer.hasWaiting());
}

void Run::come(ByteSpan bytes)
{
    watch([&] { m_engine.receive(bytes, m_now); });
    while (m_engine.hasWaiting()) {
        require(++m_rounds <= longestInput + 1024);
        watch([&] { m_engine.resume(m_now); });
    }
}

void Run::act(std::uint8_t control, FuzzInput &input)
{
    const QByteArray bytes = control < 0xd0 ? QByteArray() : toByteArray(input.take(control & 15));
    const auto sends = [&](auto deed) {
        const bool isOpen = m_engine.state() == ConnectionState::Open;
        const bool isDone = deed();
        require(isOpen || !isDone);
    };
    m_now += 1'000'000;
    switch (control >> 4) {
    case 0xc:
        m_now += (control & 15) * qint64{1'000'000};
        if (const auto due = m_engine.nextTimeout(); due && *due <= m_now)
            watch([&] { m_engine.timeOut(m_now); });
        break;
    case 0xd:
        watch([&] { sends([&] { return m_engine.send(Opcode::Binary, bytes.repeated(7)); }); });
        break;
    case 0xe:
        watch([&] {
            sends([&] { return m_engine.send(Opcode::Text, bytes.toHex(), {.sizes = {0, 3, 1}}); });
        });
        break;
    default:
        if (control == 0xff)
            watch([&] { m_engine.receiveEnd(m_now); });
        else if (control == 0xfe)
            watch([&] { sends([&] { return m_engine.close(1000, "bye", m_now); }); });
        else
            watch([&] { sends([&] { return m_engine.ping(bytes); }); });
    }
}

QByteArray Run::run(FuzzInput input)
{
    m_server.start(0);
    m_client.start(0);
    m_server.receive(spanOf(m_client.takeOutput()), 0);
    m_client.receive(spanOf(m_server.takeOutput()), 0);
    m_peer.takeEvents();
    watch([] {});
    while (!input.isEmpty()) {
        const std::uint8_t control = input.byte();
        const ByteSpan bytes = input.take(control < 0xc0 ? control : 0);
        if (m_isCutUp)
            inPieces(bytes, control, [this](ByteSpan piece) { come(piece); });
        else if (!bytes.empty())
            come(bytes);
        if (control >= 0xc0)
            act(control, input);
    }
    watch([this] { m_engine.receiveEnd(m_now); });
    require(m_isClosed && m_engine.wantsTcpEnd() && !m_engine.nextTimeout());
    return m_log;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput input({data, std::min(size, longestInput)});
    const std::uint8_t flags = input.byte();
    const std::size_t number = input.byte();
    const auto deviations = allDeviations();
    const std::string_view deviation = number < deviations.size() ? deviations[number].name : "";
    require(Run(flags, deviation, false).run(input) == Run(flags, deviation, true).run(input));
    return 0;
}
