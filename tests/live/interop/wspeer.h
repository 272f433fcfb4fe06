// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench.h"

#include <QJsonObject>
#include <QProcess>

namespace interop {

/// npm's ws in a process of its own (data/wspeer.js), and its log.
class WsPeer
{
public:
    WsPeer();
    ~WsPeer();
    Q_DISABLE_COPY_MOVE(WsPeer)

    [[nodiscard]] bool start(const QString &node, const QString &script);
    QByteArray problem();

    void listen(const QJsonObject &options, int refuse = 0);
    void connectTo(quint16 port, const QJsonObject &options, const QStringList &protocols = {});
    void send(const Message &message);
    void ping(const QByteArray &payload) { tell("ping", {{QStringLiteral("data"), base64(payload)}}); }
    void pong(const QByteArray &payload) { tell("pong", {{QStringLiteral("data"), base64(payload)}}); }
    void close(std::optional<int> code, const QString &reason);
    /// Stops listening and begins a new log. False where the process does not answer.
    [[nodiscard]] bool forget();

    Log log;
    quint16 port = 0; // once it listens

private:
    static QString base64(const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); }
    void tell(const char *deed, QJsonObject args);
    void read();

    QProcess m_process;
    bool m_forgotten = false;
};

} // namespace interop
