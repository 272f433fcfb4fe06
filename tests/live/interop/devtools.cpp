// SPDX-License-Identifier: GPL-3.0-or-later
#include "devtools.h"

#include "bench.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTest>

namespace interop {

Chromium::~Chromium()
{
    m_socket.abort();
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(limitMs))
        m_process.kill();
    m_process.waitForFinished(limitMs);
}

bool Chromium::start(const QString &binary, const QString &url)
{
    QStringList flags;
    for (const char *flag : {"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                             "--no-first-run", "--disable-background-networking",
                             "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                             "--no-proxy-server", "--remote-debugging-port=0", "--window-size=1280,720"})
        flags.append(QLatin1StringView(flag));
    flags.append(QStringLiteral("--user-data-dir=") + m_profile.path());
    flags.append(url);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(binary, flags);
    if (!m_profile.isValid() || !m_process.waitForStarted(limitMs))
        return false;
    QFile file(m_profile.filePath(QStringLiteral("DevToolsActivePort")));
    if (!QTest::qWaitFor([&file] { return file.size() > 0; }, 2 * limitMs) || !file.open(QIODevice::ReadOnly))
        return false;
    const auto port = static_cast<quint16>(file.readLine().trimmed().toUInt());
    QUrl target;
    const auto findPage = [&] {
        for (const QJsonValue &value : QJsonDocument::fromJson(get(port, "/json/list")).array())
            if (value.toObject().value(QLatin1StringView("url")).toString() == url)
                target = QUrl(value.toObject().value(QLatin1StringView("webSocketDebuggerUrl")).toString());
        return target.isValid();
    };
    if (!QTest::qWaitFor(findPage, limitMs))
        return false;
    QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString &text) {
        const QJsonObject answer = QJsonDocument::fromJson(text.toUtf8()).object();
        m_answers[answer.value(QLatin1StringView("id")).toInt()] = answer;
    });
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.open(target);
    return QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; }, limitMs);
}

QByteArray Chromium::get(quint16 port, const QByteArray &path)
{
    QTcpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHost(QHostAddress::LocalHost, port);
    socket.write("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) +
                 "\r\nConnection: close\r\n\r\n");
    // The server keeps the connection, so the end of the document is the end.
    QByteArray answer;
    QByteArray body;
    while (QJsonDocument::fromJson(body).isNull() && socket.waitForReadyRead(limitMs)) {
        answer += socket.readAll();
        body = answer.mid(answer.indexOf("\r\n\r\n") + 4);
    }
    return body;
}

QJsonObject Chromium::call(const QString &method, const QJsonObject &params)
{
    const int id = ++m_lastCall;
    const QJsonObject message{
        {QStringLiteral("id"), id}, {QStringLiteral("method"), method}, {QStringLiteral("params"), params}};
    m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
    if (!QTest::qWaitFor([this, id] { return m_answers.count(id) == 1; }, limitMs))
        return {};
    return m_answers.at(id).value(QLatin1StringView("result")).toObject();
}

QJsonValue Chromium::evaluate(const QString &script)
{
    const QJsonObject result =
        call(QStringLiteral("Runtime.evaluate"),
             {{QStringLiteral("expression"), script}, {QStringLiteral("returnByValue"), true}});
    return result.value(QLatin1StringView("result")).toObject().value(QLatin1StringView("value"));
}

bool Chromium::becomesTrue(const QString &script)
{
    return QTest::qWaitFor([&] { return evaluate(script).toBool(); }, limitMs);
}

void Chromium::press(const QString &key, int code)
{
    for (const char *type : {"rawKeyDown", "keyUp"})
        call(QStringLiteral("Input.dispatchKeyEvent"), {{QStringLiteral("type"), QLatin1StringView(type)},
                                                        {QStringLiteral("key"), key},
                                                        {QStringLiteral("code"), key},
                                                        {QStringLiteral("windowsVirtualKeyCode"), code}});
}

void Chromium::type(const QString &text)
{
    call(QStringLiteral("Input.insertText"), {{QStringLiteral("text"), text}});
}

} // namespace interop
