// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>

namespace live {

/// Accepts one connection and hands its socket over; then it listens no more, unless it is told to go on.
class Listener : public QTcpServer
{
    Q_OBJECT

public:
    explicit Listener(QObject *parent = nullptr);

    void setGoingOn(bool goesOn) { m_goesOn = goesOn; }

signals:
    void accepted(int descriptor);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    bool m_goesOn = false;
};

} // namespace live
