// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QWebSocket>

#include <map>

namespace interop {

/// A headless Chromium with one page, and the DevTools protocol to do there what a person does.
class Chromium
{
public:
    ~Chromium();

    /// False where it does not come up: problem() says why.
    [[nodiscard]] bool start(const QString &binary, const QString &url);
    QByteArray problem() { return m_process.readAll(); }

    /// A method of the protocol and its result; empty after limitMs.
    QJsonObject call(const QString &method, const QJsonObject &params = {});
    /// What a script gives, as JSON.
    QJsonValue evaluate(const QString &script);
    /// Waits until it gives true.
    [[nodiscard]] bool becomesTrue(const QString &script);
    /// Presses and lets go a key without a letter: "Enter", "Tab".
    void press(const QString &key, int code);
    void type(const QString &text);

private:
    QByteArray get(quint16 port, const QByteArray &path);

    QTemporaryDir m_profile;
    QProcess m_process;
    QWebSocket m_socket;
    std::map<int, QJsonObject> m_answers;
    int m_lastCall = 0;
};

} // namespace interop
