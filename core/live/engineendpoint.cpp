// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/engineendpoint.h"

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

// What comes when the connection is not open any more has nobody to go to: that is no fault of the scenario.
bool EngineEndpoint::act(const core::ActionSpec &action)
{
    const auto isDeed = [&action](const char *name) { return action.what == QLatin1StringView(name); };
    const QJsonObject &args = action.args;
    if (isDeed("end")) {
        m_end.end();
        return true;
    }
    if (isDeed("reset")) {
        m_end.reset();
        return true;
    }
    if (isDeed("close")) {
        const qint64 code = args.value(QLatin1StringView("code")).toInteger(-1);
        const QByteArray reason = args.value(QLatin1StringView("reason")).toString().toUtf8();
        if (code > 0xffff || (code < 0 && !reason.isEmpty()))
            return false;
        m_end.close(code < 0 ? std::nullopt : std::optional(static_cast<int>(code)), reason);
        return true;
    }
    const auto bytes = bytesOf(args);
    const bool isPing = isDeed("ping");
    if (isPing || isDeed("pong")) {
        if (!bytes && !args.isEmpty())
            return false;
        isPing ? m_end.ping(bytes.value_or(QByteArray())) : m_end.pong(bytes.value_or(QByteArray()));
        return true;
    }
    if (!bytes)
        return false;
    if (isDeed("send-bytes"))
        m_end.write(*bytes);
    else if (isDeed("send-text"))
        return sendData(core::Opcode::Text, *bytes, args);
    else if (isDeed("send-binary"))
        return sendData(core::Opcode::Binary, *bytes, args);
    else
        return false;
    return true;
}

bool EngineEndpoint::sendData(core::Opcode opcode, const QByteArray &bytes, const QJsonObject &args)
{
    const qint64 frameSize = args.value(QLatin1StringView("frame_size")).toInteger(0);
    if (frameSize < 0)
        return false;
    std::vector<quint64> sizes;
    for (qint64 left = bytes.size(); frameSize > 0 && left > 0; left -= frameSize)
        sizes.push_back(static_cast<quint64>(std::min(left, frameSize)));
    m_end.send(opcode, bytes, sizes);
    return true;
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
