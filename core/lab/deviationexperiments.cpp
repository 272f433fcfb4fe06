// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/deviationexperiments.h"

#include "core/referee/rule.h"

#include <QJsonDocument>

#include <algorithm>
#include <iterator>

namespace core {

namespace {

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

/// Writes the actions of an experiment for the side that deviates and its peer.
class Writer
{
public:
    explicit Writer(const Deviation &deviation)
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
    void add(const QByteArray &on, Direction who, const char *deed, const QJsonObject &args)
    {
        m_scenario.actions.push_back(
            {QString::fromLatin1(on), 1, nameOf(who), QString::fromLatin1(deed), args});
    }

    Direction m_side;
    Scenario m_scenario;
    Experiment m_experiment;
};

/// The conversation in which a deviation shows; the others show in a short text.
struct Plan
{
    std::string_view name;
    void (*write)(Writer &);
};

void pinged(Writer &writer) { writer.pinged(); }
void closed(Writer &writer) { writer.closed(); }

constexpr Plan plans[] = {
    {"overlong-ping", pinged},
    {"fragmented-ping", pinged},
    {"no-pong", [](Writer &w) { w.answeredPing(w.peer(), "ping"); }},
    {"wrong-pong", [](Writer &w) { w.answeredPing(w.side(), "pong"); }},
    {"no-close", [](Writer &w) { w.leftUnanswered(); }},
    {"data-after-close", closed},
    {"mask-off-by-one",
     [](Writer &w) {
         w.talked(Writer::text(QStringLiteral("안녕하세요")));
         w.point("ws.frame.payload");
     }},
    {"length-in-characters",
     [](Writer &w) {
         w.talked(Writer::text(QStringLiteral("안녕하세요")));
         w.point("ws.frame.length");
     }},
    // 256 is 01 00; read from the other end it is 1.
    {"length-little-endian",
     [](Writer &w) {
         w.talked(Writer::text(QStringLiteral("x"), 256));
         w.point("ws.frame.length16");
     }},
};

void write(Writer &writer, const Deviation &deviation)
{
    const auto *const plan = std::find_if(std::begin(plans), std::end(plans), [&deviation](const Plan &each) {
        return each.name == deviation.name;
    });
    if (plan != std::end(plans))
        plan->write(writer);
    else if (deviation.head != nullptr)
        writer.headed();
    else if (deviation.name.starts_with("close-"))
        writer.closed();
    else
        writer.talked(Writer::text(QStringLiteral("안녕하세요")));
}

} // namespace

Scenario deviationExperiment(const Deviation &deviation)
{
    Writer writer(deviation);
    write(writer, deviation);
    return writer.take();
}

std::optional<std::vector<Scenario>> deviationExperiments(const QByteArray &ends, QString *error)
{
    error->clear();
    JsonReader reader(QJsonDocument::fromJson(ends).object(), {}, error);
    std::vector<Scenario> all;
    for (const Deviation &each : allDeviations()) {
        all.push_back(deviationExperiment(each));
        Experiment &experiment = *all.back().experiment;
        const QByteArray name = latin(each.name).toLatin1();
        experiment.ends = readExperimentEnds(reader.inside(name.constData(), true), experiment.who);
    }
    reader.finish();
    return reader.ok() ? std::optional(std::move(all)) : std::nullopt;
}

} // namespace core
