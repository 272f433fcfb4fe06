// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/resolver.h"

#include <QHostInfo>

namespace live {

void Resolver::look(quint16 connection, const core::ServerUrl &url)
{
    Found &found = m_found[connection];
    found.url = url;
    // Of an address a look-up would ask for the name.
    const QHostAddress address(url.host);
    if (!address.isNull()) {
        found.route = {{address, url.port}};
        return;
    }
    ++m_looking;
    QHostInfo::lookupHost(url.host, this, [this, &found](const QHostInfo &info) { take(found, info); });
}

void Resolver::take(Found &found, const QHostInfo &info)
{
    for (const QHostAddress &address : info.addresses())
        found.route.push_back({address, found.url.port});
    found.problem = info.errorString();
    if (--m_looking == 0)
        emit resolved();
}

} // namespace live
