// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QTcpServer>

namespace interop {

/// As much HTTP as one page needs: GET / is the page, a POST is what it reports.
class PageServer : public QTcpServer
{
    Q_OBJECT

public:
    explicit PageServer(QByteArray page);

    bool hasReport() const { return m_hasReport; }
    QJsonObject report() const { return m_report; }

private:
    void serve(QTcpSocket *socket);

    QByteArray m_page;
    QJsonObject m_report;
    bool m_hasReport = false;
};

} // namespace interop
