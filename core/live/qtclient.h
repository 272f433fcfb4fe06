// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/endpoint.h"
#include "core/live/maskkeys.h"

#include <QUrl>
#include <QWebSocket>

namespace live {

/// Qt's own WebSocket client.
class QtClient : public Endpoint
{
    Q_OBJECT

public:
    /// `keys` goes over to the client. Of a wss URL `trusted` is the certificate to believe, PEM.
    QtClient(const QUrl &url, std::unique_ptr<MaskKeys> keys, const QByteArray &trusted = {});

    bool start() override;
    bool act(const core::ActionSpec &action) override;

private:
    QUrl m_url;
    std::unique_ptr<MaskKeys> m_keys;
    QWebSocket m_socket;
};

} // namespace live
