// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/selection.h"

class QStackedWidget;

namespace ui {

class HeldPanel;

/// Where the selected unit is held, its panel stands in the place of the bytes; and what has just come to be
/// held is selected, unless the learner looks at another held unit.
class Holding : public QObject
{
    Q_OBJECT

public:
    /// The panel is a page of `pages`; the first page is that of the bytes.
    Holding(const Session &session, Selection &selection, HeldPanel &panel, QStackedWidget &pages,
            QObject *parent = nullptr);

private:
    void follow();
    void point();
    void take();
    bool select(const core::HeldUnit &held);
    std::optional<quint64> heldOf(quint32 unit) const;

    const Session &m_session;
    Selection &m_selection;
    HeldPanel &m_panel;
    QStackedWidget &m_pages;
    bool m_wasHeld = false; // something was held when it was last looked
};

} // namespace ui
