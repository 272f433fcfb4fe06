// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"
#include "ui/selection.h"

#include <QWidget>

namespace ui {

/// All units of the connection shown, from the first at the top to the last at the bottom, in a narrow strip:
/// the client's on the left, the server's on the right, crosses where rules are broken, a bar where one is. A
/// click goes there. Shown where the conversation is long.
class LadderMap : public QWidget
{
    Q_OBJECT

public:
    LadderMap(const Session &session, Selection &selection, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setName(const QString &name);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    quint32 unitCount() const;
    qreal yOf(quint32 unit) const;
    void goTo(qreal y);

    const Session &m_session;
    Selection &m_selection;
    Theme m_theme;
};

} // namespace ui
