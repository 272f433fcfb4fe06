// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>

namespace live {

/// Accepts one connection on loopback and hands its socket over; then it listens no more.
class Listener : public QTcpServer
{
    Q_OBJECT

public:
    explicit Listener(QObject *parent = nullptr);

signals:
    void accepted(int descriptor);

protected:
    void incomingConnection(qintptr descriptor) override;
};

} // namespace live
