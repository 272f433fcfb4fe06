// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/drawingview.h"
#include "ui/selection.h"
#include "ui/text/steptext.h"

#include <QScrollArea>

namespace ui {

/// The conversation column: heads that stay, the ladder that scrolls to the current step.
class LadderView : public QWidget
{
    Q_OBJECT

public:
    LadderView(const Session &session, Selection &selection, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);
    /// What is drawn, for tests.
    const Drawing &ladder() const;

private:
    class Heads;
    class Ladder;

    void showCurrent();

    Heads *m_heads;
    QScrollArea *m_scroll;
    Ladder *m_ladder;
};

} // namespace ui
