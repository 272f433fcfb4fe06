// SPDX-License-Identifier: GPL-3.0-or-later
#include "wspeer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace interop {

WsPeer::WsPeer()
{
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { read(); });
}

WsPeer::~WsPeer()
{
    m_process.closeWriteChannel(); // it ends with its input
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(limitMs))
        m_process.kill();
    m_process.waitForFinished(limitMs);
}

bool WsPeer::start(const QString &node, const QString &script)
{
    m_process.start(node, {script});
    return m_process.waitForStarted(limitMs);
}

QByteArray WsPeer::problem()
{
    return m_process.errorString().toUtf8() + ' ' + m_process.readAllStandardError();
}

void WsPeer::tell(const char *deed, QJsonObject args)
{
    args.insert(QStringLiteral("deed"), QLatin1StringView(deed));
    m_process.write(QJsonDocument(args).toJson(QJsonDocument::Compact) + '\n');
}

void WsPeer::listen(const QJsonObject &options, int refuse)
{
    tell("listen", {{QStringLiteral("options"), options}, {QStringLiteral("refuse"), refuse}});
}

void WsPeer::connectTo(quint16 wirePort, const QJsonObject &options, const QStringList &protocols)
{
    tell("connect", {{QStringLiteral("port"), wirePort},
                     {QStringLiteral("options"), options},
                     {QStringLiteral("protocols"), QJsonArray::fromStringList(protocols)}});
}

void WsPeer::send(const Message &message)
{
    QJsonArray sizes;
    for (const quint64 size : message.sizes)
        sizes.append(static_cast<qint64>(size));
    tell("send", {{QStringLiteral("data"), base64(message.bytes)},
                  {QStringLiteral("binary"), message.opcode == core::Opcode::Binary},
                  {QStringLiteral("sizes"), sizes}});
}

void WsPeer::close(std::optional<int> code, const QString &reason)
{
    QJsonObject args;
    if (code) {
        args.insert(QStringLiteral("code"), *code);
        args.insert(QStringLiteral("reason"), reason);
    }
    tell("close", args);
}

bool WsPeer::forget()
{
    m_forgotten = false;
    tell("forget", {});
    const bool done = QTest::qWaitFor([this] { return m_forgotten; }, limitMs);
    log = {};
    port = 0;
    return done;
}

void WsPeer::read()
{
    while (m_process.canReadLine()) {
        const QJsonObject told = QJsonDocument::fromJson(m_process.readLine()).object();
        const QByteArray event = told.value(QLatin1StringView("event")).toString().toUtf8();
        const QByteArray data =
            QByteArray::fromBase64(told.value(QLatin1StringView("data")).toString().toLatin1());
        const int code = told.value(QLatin1StringView("code")).toInt();
        if (event == "forgotten")
            m_forgotten = true;
        else if (event == "listening")
            port = static_cast<quint16>(code);
        else if (event == "close")
            log.add("closed " + QByteArray::number(code) + ' ' + data);
        else if (event == "refused")
            log.add("refused " + QByteArray::number(code));
        else if (event == "open")
            log.add(("open " + data).trimmed());
        else
            log.add(line(event, data));
    }
}

} // namespace interop
