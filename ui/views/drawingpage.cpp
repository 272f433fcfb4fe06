// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/drawingpage.h"

#include "ui/views/lanelayout.h"
#include "ui/views/statelayout.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr qreal margin = 14;

} // namespace

StepView::StepView(const Session &session, Selection &selection, Make make)
    : m_session(session)
    , m_selection(selection)
    , m_make(make)
{
    connect(&selection, &Selection::changed, this, [this] { layOut(); });
    connect(this, &DrawingView::targetActivated, this, &StepView::activate);
    connect(this, &DrawingView::moveRequested, &selection, [&selection](int direction, bool byRow) {
        if (byRow)
            selection.setNumber(selection.number() + direction);
        else
            selection.move(direction);
    });
    connect(this, &DrawingView::depthRequested, &selection, &Selection::deepen);
}

void StepView::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    layOut();
}

void StepView::layOut()
{
    if (!m_narrator || !isVisibleTo(window()))
        return;
    Drawing out;
    const qreal width = std::max(200.0, layoutWidth() - 2 * margin);
    if (m_session.isEmpty() || m_selection.step() == 0) {
        out.texts.push_back({QRectF(margin, margin, width, 24), m_narrator->phrase("empty.waiting"),
                             FontRole::Body, Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
    } else {
        const Metrics metrics(theme());
        // What asked for more width last time does not decide now.
        setLeastWidth(0);
        const qreal room = std::max(200.0, layoutWidth() - 2 * margin);
        out.place(m_make(*m_session.conversation(), m_selection, *m_narrator, metrics, room), margin, 8);
        if (out.size.width() > room + margin)
            setLeastWidth(out.size.width() + margin);
    }
    out.size.rheight() += margin;
    setDrawing(std::move(out));
}

void StepView::showEvent(QShowEvent *event)
{
    DrawingView::showEvent(event);
    layOut();
}

void StepView::activate(int target)
{
    const Target activated = drawing().targets[static_cast<std::size_t>(target)];
    if (activated.step)
        m_selection.setStep(*activated.step);
    else if (activated.span.bits > 0)
        m_selection.selectBits(activated.span);
}

TargetText StepView::textOf(const Target &target) const
{
    if (!m_narrator || m_session.conversation() == nullptr)
        return {};
    const core::Conversation &conversation = *m_session.conversation();
    if (target.step) {
        const core::Step step = conversation.step(*target.step);
        return {m_narrator->stepTitle(step),
                {},
                step.unit ? m_narrator->unitSubtitle(conversation, *step.unit) : QString()};
    }
    if (!m_selection.unit())
        return {};
    return {m_narrator->unitTitle(conversation, *m_selection.unit()),
            m_narrator->phrase("lane.bytes",
                               {{QStringLiteral("count"), QString::number((target.span.bits + 7) / 8)}}),
            {}};
}

bool StepView::isSelected(const Target &target) const
{
    return target.step ? *target.step == m_selection.step()
                       : target.span.bits > 0 && target.span == m_selection.bits();
}

DrawingPage::DrawingPage(const char *title, const Session &session, Selection &selection, StepView::Make make,
                         QWidget *parent)
    : DockPage(parent)
    , m_title(title)
    , m_view(new StepView(session, selection, make))
{
    auto *const scroll = new QScrollArea;
    scroll->setWidget(m_view);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(scroll);
}

void DrawingPage::setNarrator(const Narrator &narrator)
{
    m_view->setAccessibleName(narrator.phrase(m_title));
    m_view->setNarrator(narrator);
}

void DrawingPage::setTheme(const Theme &theme) { m_view->setTheme(theme); }

Drawing makeStates(const core::Conversation &conversation, const Selection &selection,
                   const Narrator &narrator, const Metrics &metrics, qreal width)
{
    return layoutStates({conversation, selection.step(), narrator, metrics, width});
}

Drawing makeLanes(const core::Conversation &conversation, const Selection &selection,
                  const Narrator &narrator, const Metrics &metrics, qreal width)
{
    if (selection.unit())
        return layoutLanes({conversation, *selection.unit(), selection.bits(), narrator, metrics, width});
    Drawing out;
    out.texts.push_back({QRectF(0, 8, width, 24),
                         metrics.elided(narrator.phrase("lane.nobytes"), FontRole::Body, width),
                         FontRole::Body, Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
    out.size = QSizeF(width, 40);
    return out;
}

} // namespace ui
