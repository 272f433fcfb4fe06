// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/endpoint.h"

#include "app/commands.h"
#include "app/library.h"
#include "app/preferences.h"
#include "core/live/echoserver.h"
#include "core/live/maskkeys.h"
#include "core/live/suiteclient.h"

#include <QCoreApplication>
#include <QHostInfo>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace app {

namespace {

using Kind = core::EngineEvent::Kind;

int stopPipe[2] = {-1, -1};

void printLine(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

/// A signal handler may do little more than write to a pipe; the event loop reads it.
void quitOnSignals(QCoreApplication &application)
{
    if (::pipe2(stopPipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    auto *const notifier = new QSocketNotifier(stopPipe[0], QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    for (const int signal : {SIGINT, SIGTERM})
        std::signal(signal, [](int) {
            const char byte = 0;
            [[maybe_unused]] const ssize_t written = ::write(stopPipe[1], &byte, 1);
        });
}

void apply(const EndpointOptions &options, core::EndpointPolicy &policy)
{
    policy.deflate.enabled = options.deflate;
    if (options.maxMessage)
        policy.limits.message = *options.maxMessage;
}

std::vector<QByteArray> latin(const QStringList &texts)
{
    std::vector<QByteArray> all;
    for (const QString &text : texts)
        all.push_back(text.toLatin1());
    return all;
}

int serve(const EndpointOptions &options, const ui::Narrator &say)
{
    core::ServerPolicy policy;
    apply(options, policy);
    policy.subprotocols = latin(options.subprotocols);
    live::EchoServer server(policy);
    if (!server.start(options.port)) {
        const bool taken = server.serverError() == QAbstractSocket::AddressInUseError;
        complain(say.phrase(
            taken ? "problem.port" : "problem.sockets",
            {{QStringLiteral("detail"), taken ? QString::number(options.port) : server.errorString()}}));
        return 2;
    }
    printLine("listening 127.0.0.1:" + QByteArray::number(server.serverPort()));
    return QCoreApplication::exec();
}

core::ClientPolicy clientPolicy(const EndpointOptions &options)
{
    core::ClientPolicy policy;
    apply(options, policy);
    policy.subprotocols = latin(options.subprotocols);
    policy.host = options.url.authority(QUrl::FullyEncoded).toLatin1();
    const QString path = options.url.path(QUrl::FullyEncoded);
    policy.target = path.isEmpty() ? QByteArray("/") : path.toLatin1();
    if (options.url.hasQuery())
        policy.target += '?' + options.url.query(QUrl::FullyEncoded).toLatin1();
    return policy;
}

std::optional<QHostAddress> addressOf(const EndpointOptions &options, const ui::Narrator &say)
{
    const QHostInfo found = QHostInfo::fromName(options.url.host());
    if (!found.addresses().isEmpty())
        return found.addresses().constFirst();
    complain(say.phrase("problem.noconnect", {{QStringLiteral("address"), options.url.toString()},
                                              {QStringLiteral("detail"), found.errorString()}}));
    return std::nullopt;
}

quint16 portOf(const QUrl &url) { return static_cast<quint16>(url.port(80)); }

int runSuite(const EndpointOptions &options, const QHostAddress &address, const ui::Narrator &say)
{
    live::SuiteClient client(address, portOf(options.url), clientPolicy(options), options.agent.toUtf8());
    int status = 0;
    QObject::connect(&client, &live::SuiteClient::caseBegan, &client,
                     [](int number, int count) { std::fprintf(stderr, "case %d of %d\n", number, count); });
    QObject::connect(&client, &live::SuiteClient::finished, &client, [&](const QString &problem) {
        if (!problem.isEmpty()) {
            complain(say.phrase("problem.noconnect", {{QStringLiteral("address"), options.url.toString()},
                                                      {QStringLiteral("detail"), problem}}));
            status = 1;
        }
        QCoreApplication::quit();
    });
    client.start();
    QCoreApplication::exec();
    return status;
}

/// One connection: sends --send and prints the answer; without it prints what comes until the server closes.
class Talk
{
public:
    Talk(const EndpointOptions &options, const ui::Narrator &say)
        : m_options(options)
        , m_say(say)
        , m_end(std::make_unique<core::Engine>(clientPolicy(options), live::strongRandomness()))
    {
        QObject::connect(&m_end, &live::EngineEnd::happened, &m_end,
                         [this](const core::EngineEvent &event) { take(event); });
        QObject::connect(&m_end, &live::EngineEnd::over, &m_end, [] { QCoreApplication::quit(); });
        QObject::connect(&m_end, &live::EngineEnd::failed, &m_end, [this](const QString &reason) {
            complainOf("problem.noconnect", {{QStringLiteral("address"), m_options.url.toString()},
                                             {QStringLiteral("detail"), reason}});
            QCoreApplication::quit();
        });
    }

    int run(const QHostAddress &address)
    {
        m_end.connectTo(address, portOf(m_options.url));
        QCoreApplication::exec();
        return m_status;
    }

private:
    void take(const core::EngineEvent &event)
    {
        switch (event.kind) {
        case Kind::Opened:
            if (m_options.send)
                m_end.send(core::Opcode::Text, m_options.send->toUtf8());
            break;
        case Kind::Text:
        case Kind::Binary:
            printLine(event.kind == Kind::Text ? event.bytes : event.bytes.toHex(' '));
            if (m_options.send)
                m_end.close(number(core::CloseCode::Normal), {});
            break;
        case Kind::HandshakeFailed:
            refused(event);
            break;
        case Kind::Failed:
            complainOf("problem.failed", {{QStringLiteral("rule"), ui::Catalogue::key(event.rule)},
                                          {QStringLiteral("code"), QString::number(event.code)}});
            break;
        case Kind::Ping:
        case Kind::Pong:
        case Kind::CloseReceived:
        case Kind::Closed:
            break;
        }
    }

    void refused(const core::EngineEvent &event)
    {
        const ui::TextValues values{{QStringLiteral("status"), QString::number(event.status)},
                                    {QStringLiteral("rule"), ui::Catalogue::key(event.rule)}};
        complainOf(event.rule.empty()       ? "problem.norefusal"
                   : event.rule == "RSP-01" ? "problem.refused"
                                            : "problem.badanswer",
                   values);
    }

    void complainOf(const char *phrase, const ui::TextValues &values)
    {
        complain(m_say.phrase(phrase, values));
        m_status = 1;
    }

    const EndpointOptions &m_options;
    const ui::Narrator &m_say;
    live::EngineEnd m_end;
    int m_status = 0;
};

} // namespace

int endpointCommand(const Options &options)
{
    const Library library;
    const ui::Narrator say(library.catalogue, languageFor(options.language));
    quitOnSignals(*QCoreApplication::instance());
    if (options.endpoint.isServer)
        return serve(options.endpoint, say);
    const auto address = addressOf(options.endpoint, say);
    if (!address)
        return 1;
    return options.endpoint.suite ? runSuite(options.endpoint, *address, say)
                                  : Talk(options.endpoint, say).run(*address);
}

} // namespace app
