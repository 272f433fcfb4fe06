// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/drawingview.h"
#include "ui/selection.h"
#include "ui/text/steptext.h"
#include "ui/views/dockpage.h"

class QLabel;
class QScrollArea;

namespace ui {

/// A drawing of the step that is shown, in a dock of its own. Made anew only while it can be seen.
class StepView : public DrawingView
{
    Q_OBJECT

public:
    /// How the drawing is made. `step` is valid and the conversation is the one shown.
    using Make = Drawing (*)(const core::Conversation &conversation, const Selection &selection,
                             const Narrator &narrator, const Metrics &metrics, qreal width);

    StepView(const Session &session, Selection &selection, Make make);

    void setNarrator(const Narrator &narrator);

    TargetText textOf(const Target &target) const override;
    bool isSelected(const Target &target) const override;

protected:
    void layOut() override;
    void showEvent(QShowEvent *event) override;

private:
    void activate(int target);

    const Session &m_session;
    Selection &m_selection;
    Make m_make;
    std::optional<Narrator> m_narrator;
};

class DrawingPage : public DockPage
{
    Q_OBJECT

public:
    /// `title` is a phrase.
    DrawingPage(const char *title, const Session &session, Selection &selection, StepView::Make make,
                QWidget *parent);

    void setNarrator(const Narrator &narrator) override;
    void setTheme(const Theme &theme) override;
    StepView &view() { return *m_view; }

private:
    const char *m_title;
    StepView *m_view;
};

/// What the docks draw.
Drawing makeStates(const core::Conversation &conversation, const Selection &selection,
                   const Narrator &narrator, const Metrics &metrics, qreal width);
Drawing makeLanes(const core::Conversation &conversation, const Selection &selection,
                  const Narrator &narrator, const Metrics &metrics, qreal width);

} // namespace ui
