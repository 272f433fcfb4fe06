// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/engineendpoint.h"

#include <algorithm>
#include <iterator>

namespace live {

EngineEndpoint::EngineEndpoint(std::unique_ptr<core::Engine> engine)
    : m_end(std::move(engine))
{
    connect(&m_end, &EngineEnd::connected, this, [this] { emit happened(QStringLiteral("connected"), {}); });
    connect(&m_end, &EngineEnd::failed, this, [this] { emit happened(QStringLiteral("closed"), {}); });
    connect(&m_end, &EngineEnd::happened, this, &EngineEndpoint::tell);
}

void EngineEndpoint::tell(const core::EngineEvent &event)
{
    using Kind = core::EngineEvent::Kind;
    switch (event.kind) {
    case Kind::Opened:
        emit happened(QStringLiteral("opened"), {});
        break;
    case Kind::Text:
        emit happened(QStringLiteral("text"), event.bytes);
        break;
    case Kind::Binary:
        emit happened(QStringLiteral("binary"), event.bytes);
        break;
    case Kind::Pong:
        emit happened(QStringLiteral("pong"), event.bytes);
        break;
    case Kind::Closed:
        emit happened(QStringLiteral("closed"), {});
        break;
    case Kind::HandshakeFailed:
    case Kind::Ping:
    case Kind::CloseReceived:
    case Kind::Failed:
        break; // on the wire for all to see
    }
}

bool EngineEndpoint::act(const core::ActionSpec &action)
{
    struct Row
    {
        const char *name;
        bool (EngineEndpoint::*deed)(const QJsonObject &args);
    };
    static constexpr Row rows[] = {
        {"send-text", &EngineEndpoint::sendMessage<core::Opcode::Text>},
        {"send-binary", &EngineEndpoint::sendMessage<core::Opcode::Binary>},
        {"ping", &EngineEndpoint::ping},
        {"pong", &EngineEndpoint::pong},
        {"close", &EngineEndpoint::close},
        {"send-frame", &EngineEndpoint::sendFrame},
        {"send-bytes", &EngineEndpoint::sendBytes},
        {"deviate", &EngineEndpoint::deviate},
        {"stop-reading", &EngineEndpoint::stopReading},
        {"read-on", &EngineEndpoint::readOn},
        {"end", &EngineEndpoint::end},
        {"reset", &EngineEndpoint::reset},
    };
    const auto *const row = std::find_if(std::begin(rows), std::end(rows), [&action](const Row &each) {
        return action.what == QLatin1StringView(each.name);
    });
    return row != std::end(rows) && (this->*row->deed)(action.args);
}

// What is sent when the connection is not open has nobody to go to: that is no fault of the scenario, so a
// deed fails for its args alone.

template<core::Opcode opcode>
bool EngineEndpoint::sendMessage(const QJsonObject &args)
{
    const auto deed = core::messageOf(args, side());
    if (!deed || (deed->options.compress.value_or(false) && !m_end.engine().deflate()))
        return false;
    m_end.send(opcode, deed->bytes, deed->options);
    return true;
}

bool EngineEndpoint::ping(const QJsonObject &args)
{
    const auto deed = core::controlOf(args, side());
    if (deed)
        m_end.ping(deed->payload, deed->key);
    return deed.has_value();
}

bool EngineEndpoint::pong(const QJsonObject &args)
{
    const auto deed = core::controlOf(args, side());
    if (deed)
        m_end.pong(deed->payload, deed->key);
    return deed.has_value();
}

bool EngineEndpoint::close(const QJsonObject &args)
{
    const auto deed = core::closeOf(args, side());
    if (deed)
        m_end.close(deed->code, deed->reason, deed->key);
    return deed.has_value();
}

bool EngineEndpoint::sendFrame(const QJsonObject &args)
{
    const auto deed = core::frameOf(args, side());
    if (deed)
        m_end.sendRaw(deed->frame, deed->needsKey);
    return deed.has_value();
}

bool EngineEndpoint::sendBytes(const QJsonObject &args)
{
    const auto bytes = bytesOf(args);
    if (bytes)
        m_end.write(*bytes);
    return bytes.has_value();
}

bool EngineEndpoint::deviate(const QJsonObject &args)
{
    const QJsonValue name = args.value(QLatin1StringView("name"));
    return name.isString() && args.size() == 1 && m_end.deviate(name.toString().toUtf8());
}

bool EngineEndpoint::stopReading(const QJsonObject &args)
{
    if (args.isEmpty())
        m_end.setReading(false);
    return args.isEmpty();
}

bool EngineEndpoint::readOn(const QJsonObject &args)
{
    if (args.isEmpty())
        m_end.setReading(true);
    return args.isEmpty();
}

bool EngineEndpoint::end(const QJsonObject &args)
{
    if (args.isEmpty())
        m_end.end();
    return args.isEmpty();
}

bool EngineEndpoint::reset(const QJsonObject &args)
{
    if (args.isEmpty())
        m_end.reset();
    return args.isEmpty();
}

EngineClient::EngineClient(std::unique_ptr<core::Engine> engine, quint16 wirePort)
    : EngineEndpoint(std::move(engine))
    , m_wirePort(wirePort)
{}

bool EngineClient::start()
{
    m_end.connectTo(QHostAddress::LocalHost, m_wirePort);
    return true;
}

EngineServer::EngineServer(std::unique_ptr<core::Engine> engine)
    : EngineEndpoint(std::move(engine))
{
    connect(&m_listener, &Listener::accepted, this, [this](int descriptor) { m_end.adopt(descriptor); });
}

bool EngineServer::start() { return m_listener.listen(QHostAddress::LocalHost); }

} // namespace live
