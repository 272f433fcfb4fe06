// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/endpoint.h"
#include "core/live/pageserver.h"

#include <QUrl>

namespace live {

/// A browser as the client: serves the page that connects, and does nothing that it is told.
class Browser : public Endpoint
{
    Q_OBJECT

public:
    Browser(const QUrl &wireUrl, const QString &language)
        : m_server(wireUrl, language)
    {}

    bool start() override { return m_server.start(); }
    bool act(const core::ActionSpec &) override { return false; }
    QString awaitedUrl() const override { return m_server.url(); }

private:
    PageServer m_server;
};

} // namespace live
