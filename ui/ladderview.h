// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/drawingview.h"
#include "ui/ladder/ladderlayout.h"
#include "ui/selection.h"
#include "ui/text/steptext.h"

#include <QScrollArea>

namespace ui {

class ChoiceBox;
class LadderMap;

/// The conversation column: heads that stay, the ladder that scrolls to the current step. With several
/// connections a choice of one of them, or all.
class LadderView : public QWidget
{
    Q_OBJECT

public:
    LadderView(const Session &session, Selection &selection, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);
    /// Heights and slopes say how long things took.
    void setByTime(bool byTime);
    /// Larger or smaller than the other views, with them: 50 to 400 %. Ctrl with the wheel; +, - and 0.
    void setZoom(int percent);
    int zoom() const { return m_zoom; }
    /// What is drawn, for tests.
    const Drawing &ladder() const;
    LadderMap &map() { return *m_map; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Heads;
    class Ladder;

    LadderInput input(const Metrics &metrics, qreal width) const;
    void choose(int row);
    void refresh();
    void refreshChooser();
    void showCurrent();

    const Session &m_session;
    Selection &m_selection;
    std::optional<Narrator> m_narrator;
    std::optional<std::size_t> m_only; // the one connection that is shown
    ChoiceBox *m_chooser;
    Heads *m_heads;
    QScrollArea *m_headsScroll;
    QScrollArea *m_scroll;
    Ladder *m_ladder;
    LadderMap *m_map;
    Theme m_theme;
    bool m_byTime = false;
    int m_zoom = 100;
};

} // namespace ui
