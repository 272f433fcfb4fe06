// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/engineend.h"

namespace live {

/// Plays the client that a fuzzing server of the Autobahn kind asks for: /getCaseCount, then
/// /runCase?case=I&agent=NAME for each case, where every message is sent back, then /updateReports.
class SuiteClient : public QObject
{
    Q_OBJECT

public:
    SuiteClient(const QHostAddress &address, quint16 port, core::ClientPolicy policy, QByteArray agent,
                QObject *parent = nullptr);

    void start();

signals:
    void caseBegan(int number, int count);
    /// All cases have been run; or the server could not be spoken to: then `problem` says why.
    void finished(const QString &problem);

private:
    void open(const QByteArray &target, const std::function<void(const core::EngineEvent &)> &take,
              const std::function<void()> &then);
    void askCount();
    void runCase();

    QHostAddress m_address;
    quint16 m_port;
    core::ClientPolicy m_policy;
    QByteArray m_agent;
    EngineEnd *m_end = nullptr;
    int m_count = 0;
    int m_case = 0;
};

} // namespace live
