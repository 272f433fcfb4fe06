// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/serverurl.h"
#include "core/live/route.h"

#include <QObject>

#include <map>

class QHostInfo;

namespace live {

/// Finds the addresses of servers that a URL names.
class Resolver : public QObject
{
    Q_OBJECT

public:
    struct Found
    {
        core::ServerUrl url;
        Route route;     // empty where there is no such host
        QString problem; // then the system's reason
    };

    using QObject::QObject;

    /// resolved() follows where this is still going on afterwards.
    void look(quint16 connection, const core::ServerUrl &url);
    bool isLooking() const { return m_looking > 0; }

    const Found &found(quint16 connection) const { return m_found.at(connection); }

signals:
    void resolved(); // all of them

private:
    void take(Found &found, const QHostInfo &info);

    std::map<quint16, Found> m_found;
    int m_looking = 0;
};

} // namespace live
