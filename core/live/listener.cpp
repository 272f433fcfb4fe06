// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/listener.h"

#include <QNetworkProxy>

#include <unistd.h>

namespace live {

Listener::Listener(QObject *parent)
    : QTcpServer(parent)
{
    setProxy(QNetworkProxy::NoProxy);
}

void Listener::incomingConnection(qintptr descriptor)
{
    if (!isListening()) {
        ::close(static_cast<int>(descriptor));
        return;
    }
    if (!m_goesOn)
        close();
    emit accepted(static_cast<int>(descriptor));
}

} // namespace live
