// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/suiteclient.h"

#include "core/live/maskkeys.h"

namespace live {

using Kind = core::EngineEvent::Kind;

SuiteClient::SuiteClient(const QHostAddress &address, quint16 port, core::ClientPolicy policy,
                         QByteArray agent, QObject *parent)
    : QObject(parent)
    , m_address(address)
    , m_port(port)
    , m_policy(std::move(policy))
    , m_agent(std::move(agent))
{}

void SuiteClient::start() { askCount(); }

/// One connection: `take` is told what happens, `then` is called after its end.
void SuiteClient::open(const QByteArray &target, const std::function<void(const core::EngineEvent &)> &take,
                       const std::function<void()> &then)
{
    core::ClientPolicy policy = m_policy;
    policy.target = target;
    m_end = new EngineEnd(std::make_unique<core::Engine>(policy, strongRandomness()), this);
    connect(m_end, &EngineEnd::happened, this, take);
    connect(m_end, &EngineEnd::failed, this, [this](const QString &reason) { emit finished(reason); });
    connect(
        m_end, &EngineEnd::over, this,
        [this, then] {
            std::exchange(m_end, nullptr)->deleteLater();
            then();
        },
        Qt::QueuedConnection);
    m_end->connectTo(m_address, m_port);
}

void SuiteClient::askCount()
{
    open(
        "/getCaseCount",
        [this](const core::EngineEvent &event) {
            if (event.kind == Kind::Text)
                m_count = event.bytes.toInt();
        },
        [this] {
            if (m_count > 0)
                runCase();
            else
                emit finished(QStringLiteral("/getCaseCount"));
        });
}

void SuiteClient::runCase()
{
    if (m_case == m_count) {
        open(
            "/updateReports?agent=" + m_agent, [](const core::EngineEvent &) {},
            [this] { emit finished({}); });
        return;
    }
    ++m_case;
    emit caseBegan(m_case, m_count);
    open(
        "/runCase?case=" + QByteArray::number(m_case) + "&agent=" + m_agent,
        [this](const core::EngineEvent &event) {
            if (event.kind == Kind::Text)
                m_end->send(core::Opcode::Text, event.bytes);
            else if (event.kind == Kind::Binary)
                m_end->send(core::Opcode::Binary, event.bytes);
        },
        [this] { runCase(); });
}

} // namespace live
