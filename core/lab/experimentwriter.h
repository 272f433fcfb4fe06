// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/deviation.h"
#include "core/lab/scenario.h"
#include "core/referee/rule.h"

namespace core {

inline QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

/// Writes the actions of an experiment for the side that deviates and its peer.
class ExperimentWriter
{
public:
    explicit ExperimentWriter(const Deviation &deviation)
        : m_side(deviation.side.value_or(Direction::Client))
    {
        m_scenario.id = QStringLiteral("deviation-") + latin(deviation.name);
        ConnectionSpec connection;
        connection.client.kind = connection.server.kind = QStringLiteral("engine");
        connection.host = QStringLiteral("127.0.0.1:8080");
        connection.path = QStringLiteral("/chat");
        connection.fixedKey = "dGhlIHNhbXBsZSBub25jZQ==";
        connection.fixedMasks.assign(8, QByteArray("\x37\xfa\x21\x3d"));
        policyOf(connection, m_side).deviation =
            QByteArray(deviation.name.data(), static_cast<qsizetype>(deviation.name.size()));
        m_scenario.connections.push_back(connection);
        m_experiment.group = Experiment::Group::Deviation;
        m_experiment.who = m_side;
        if (!deviation.rule.empty())
            m_experiment.mark.field = latin(rule(deviation.rule).field);
    }

    /// A deviation of the head: whoever is satisfied with it goes on.
    void headed()
    {
        const bool isRequest = m_side == Direction::Client;
        mark(m_side, isRequest ? "request" : "response");
        if (isRequest) {
            add("client.opened", Direction::Client, "close", {{QStringLiteral("code"), 1000}});
            return;
        }
        // A QWebSocket that takes no offence and one that only tells its program say the same on the wire:
        // nothing. The server finds out by a Ping of its own.
        ServerPolicy &policy = m_scenario.connections.front().server.serverPolicy;
        policy.pingInterval = policy.pongTimeout = 100;
        add("client.opened", Direction::Client, "send-text", text(QStringLiteral("안녕하세요")));
        add("server.text", Direction::Server, "close", {{QStringLiteral("code"), 1000}});
    }

    /// The message is answered by one where it is taken; the Pong tells when the peer has read all.
    void talked(const QJsonObject &message)
    {
        mark(m_side, "frame");
        add("client.opened", m_side, "send-text", message);
        add("client.opened", m_side, "ping", text(QStringLiteral("still there?")));
        add(event(peer(), "text"), peer(), "send-text", text(QStringLiteral("받았습니다")));
        add(event(m_side, "pong"), m_side, "close", {{QStringLiteral("code"), 1000}});
    }

    void pinged()
    {
        mark(m_side, "frame");
        add("client.opened", m_side, "ping", text(QStringLiteral("Hello")));
        add("client.opened", m_side, "send-text", text(QStringLiteral("안녕하세요")));
        add(event(peer(), "text"), peer(), "send-text", text(QStringLiteral("받았습니다")));
        add(event(m_side, "text"), m_side, "close", {{QStringLiteral("code"), 1000}});
    }

    /// The peer's Ping gets no Pong, or a wrong one.
    void answeredPing(Direction marked, const char *what)
    {
        mark(marked, what);
        add("client.opened", peer(), "ping", text(QStringLiteral("Hello")));
        add("client.opened", m_side, "ping", text(QStringLiteral("still there?")));
        add(event(m_side, "pong"), m_side, "close", {{QStringLiteral("code"), 1000}});
    }

    void closed()
    {
        mark(m_side, "close");
        add("client.opened", m_side, "close",
            {{QStringLiteral("code"), 1000}, {QStringLiteral("reason"), QStringLiteral("bye")}});
    }

    /// The peer closes and gets no answer.
    void leftUnanswered()
    {
        mark(peer(), "close");
        policyOf(m_scenario.connections.front(), peer()).closeTimeout = 300;
        add("client.opened", peer(), "close", {{QStringLiteral("code"), 1000}});
    }

    /// The peer's message meets somebody who takes it otherwise. The peer goes on and closes.
    void heard(const QJsonObject &message)
    {
        mark(peer(), "text");
        add("client.opened", peer(), "send-text", message);
        add("client.opened", peer(), "ping", text(QStringLiteral("still there?")));
        add(event(m_side, "text"), m_side, "send-text", text(QStringLiteral("받았습니다")));
        add(event(peer(), "pong"), peer(), "close", {{QStringLiteral("code"), 1000}});
    }

    /// The same for a message whose MASK bit, key and masking the wire turns into the opposite.
    void heardMasked()
    {
        onWire("start", "edit",
               {{QStringLiteral("what"), QStringLiteral("text")},
                {QStringLiteral("flip"), 8},
                {QStringLiteral("consistent"), true}});
        heard(text(QStringLiteral("안녕하세요")));
        point("ws.frame.mask");
    }

    /// The wire puts another Accept into the response.
    void misled(const QString &accept)
    {
        mark(peer(), "response");
        point("http.response.accept");
        onWire("start", "edit",
               {{QStringLiteral("what"), QStringLiteral("response")},
                {QStringLiteral("header"), QStringLiteral("Sec-WebSocket-Accept")},
                {QStringLiteral("value"), accept}});
        add("client.opened", m_side, "send-text", text(QStringLiteral("안녕하세요")));
        add(event(peer(), "text"), peer(), "close", {{QStringLiteral("code"), 1000}});
    }

    /// The wire brings the 101 and the first message in one write.
    void greeted()
    {
        mark(peer(), "text");
        onWire("start", "glue", {{QStringLiteral("what"), QStringLiteral("response")}});
        add(event(peer(), "opened"), peer(), "send-text", text(QStringLiteral("안녕하세요")));
        add("client.text", m_side, "send-text", text(QStringLiteral("받았습니다")));
        add("client.opened", peer(), "ping", text(QStringLiteral("still there?")));
        add(event(peer(), "pong"), peer(), "close", {{QStringLiteral("code"), 1000}});
    }

    /// The wire brings two messages in one write. The second one is to be answered.
    void heardTwo()
    {
        mark(peer(), "text");
        m_experiment.mark.nth = 2;
        onWire("start", "glue", {{QStringLiteral("what"), QStringLiteral("text")}});
        onWire("start", "delay",
               {{QStringLiteral("what"), QStringLiteral("ping")}, {QStringLiteral("ms"), 50}});
        for (const char *word : {"하나", "둘"})
            add("client.opened", peer(), "send-text", text(QString::fromUtf8(word)));
        add("client.opened", peer(), "ping", text(QStringLiteral("still there?")));
        add(event(m_side, "text"), m_side, "send-text", text(QStringLiteral("받았습니다")), 2);
        add(event(peer(), "pong"), peer(), "close", {{QStringLiteral("code"), 1000}});
    }

    /// The peer pings between two fragments.
    void pingedInside()
    {
        mark(peer(), "ping");
        add("client.opened", peer(), "send-frame",
            {{QStringLiteral("fin"), false},
             {QStringLiteral("opcode"), 1},
             {QStringLiteral("text"), QStringLiteral("안녕")}});
        add("client.opened", peer(), "ping", text(QStringLiteral("Hello")));
        add("client.opened", m_side, "ping", text(QStringLiteral("still there?")));
        add(event(m_side, "pong"), m_side, "close", {{QStringLiteral("code"), 1000}});
    }

    EndpointPolicy &ownPolicy() { return policyOf(m_scenario.connections.front(), m_side); }
    void markNth(int nth) { m_experiment.mark.nth = nth; }

    static QJsonObject fragmented(const QString &bytes, int frameSize)
    {
        QJsonObject args = text(bytes);
        args.insert(QStringLiteral("frame_size"), frameSize);
        return args;
    }

    static QJsonObject text(const QString &bytes, int repeat = 1)
    {
        QJsonObject args{{QStringLiteral("text"), bytes}};
        if (repeat != 1)
            args.insert(QStringLiteral("repeat"), repeat);
        return args;
    }

    Direction side() const { return m_side; }
    Direction peer() const { return opposite(m_side); }
    void point(const char *field) { m_experiment.mark.field = QString::fromLatin1(field); }

    Scenario take()
    {
        m_scenario.experiment = m_experiment;
        return std::move(m_scenario);
    }

private:
    static EndpointPolicy &policyOf(ConnectionSpec &connection, Direction side)
    {
        return side == Direction::Client ? static_cast<EndpointPolicy &>(connection.client.clientPolicy)
                                         : connection.server.serverPolicy;
    }
    static QString nameOf(Direction side)
    {
        return side == Direction::Client ? QStringLiteral("client") : QStringLiteral("server");
    }
    static QByteArray event(Direction side, const char *what) { return nameOf(side).toLatin1() + '.' + what; }
    void mark(Direction who, const char *what)
    {
        m_experiment.mark.who = who;
        m_experiment.mark.what = QString::fromLatin1(what);
    }
    void add(const QByteArray &on, Direction who, const char *deed, const QJsonObject &args, int nth = 1)
    {
        m_scenario.actions.push_back(
            {QString::fromLatin1(on), nth, nameOf(who), QString::fromLatin1(deed), args});
    }
    /// On what the peer sends.
    void onWire(const char *on, const char *deed, QJsonObject args)
    {
        args.insert(QStringLiteral("direction"), nameOf(peer()));
        m_scenario.actions.push_back(
            {QString::fromLatin1(on), 1, QStringLiteral("wire"), QString::fromLatin1(deed), args});
    }

    Direction m_side;
    Scenario m_scenario;
    Experiment m_experiment;
};

} // namespace core
