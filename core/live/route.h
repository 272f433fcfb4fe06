// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

#include <vector>

namespace live {

struct ServerAddress
{
    QHostAddress host = QHostAddress::LocalHost;
    quint16 port = 0;
};

/// Where the wire goes on to: each is tried in turn, and the first that answers is the server.
using Route = std::vector<ServerAddress>;

} // namespace live
