// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladderview.h"

#include "ui/ladder/ladderlayout.h"

#include <QScrollBar>
#include <QVBoxLayout>

#include <optional>

namespace ui {

namespace {

constexpr int scrollBarWidth = 10; // as the theme's style sheet has it

} // namespace

class LadderView::Heads : public DrawingView
{
public:
    explicit Heads(QWidget *parent)
        : DrawingView(parent)
    {
        setFocusPolicy(Qt::NoFocus);
    }

    void setNarrator(const Narrator &narrator)
    {
        m_narrator = narrator;
        layOut();
    }

protected:
    void layOut() override
    {
        if (!m_narrator)
            return;
        setDrawing(layoutLadderHeads(*m_narrator, Metrics(theme()), width() - scrollBarWidth));
        setFixedHeight(qCeil(drawing().size.height()));
    }

private:
    std::optional<Narrator> m_narrator;
};

class LadderView::Ladder : public DrawingView
{
public:
    Ladder(const Session &session, const Selection &selection, QWidget *parent)
        : DrawingView(parent)
        , m_session(session)
        , m_selection(selection)
    {}

    void setNarrator(const Narrator &narrator)
    {
        m_narrator = narrator;
        layOut();
    }
    void refresh() { layOut(); }
    /// What grows beyond the part that is drawn changes nothing here, unless it is a finding about that part.
    void grow()
    {
        if (m_session.isEmpty() || !isSettled())
            layOut();
    }
    QRectF current() const { return m_current; }

protected:
    void layOut() override
    {
        if (!m_narrator || m_session.isEmpty()) {
            m_current = {};
            m_part = {};
            setDrawing({});
            return;
        }
        LadderDrawing ladder = layoutLadder(*m_session.conversation(), m_selection.step(), *m_narrator,
                                            Metrics(theme()), width(), m_session.held());
        m_current = ladder.current;
        m_part = ladderPart(*m_session.conversation(), m_selection.step());
        m_isWhole = m_part.to < m_session.conversation()->turns().size();
        m_findings = m_session.conversation()->findings().size();
        setDrawing(std::move(ladder.drawing));
    }

private:
    bool isSettled() const
    {
        const core::Conversation &conversation = *m_session.conversation();
        return m_isWhole && m_part == ladderPart(conversation, m_selection.step()) &&
               m_findings == conversation.findings().size();
    }

    const Session &m_session;
    const Selection &m_selection;
    std::optional<Narrator> m_narrator;
    QRectF m_current;
    LadderPart m_part;
    bool m_isWhole = false; // more follows the part
    std::size_t m_findings = 0;
};

LadderView::LadderView(const Session &session, Selection &selection, QWidget *parent)
    : QWidget(parent)
    , m_heads(new Heads(this))
    , m_scroll(new QScrollArea(this))
    , m_ladder(new Ladder(session, selection, nullptr))
{
    setObjectName(QStringLiteral("ladderPage"));
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_heads);
    layout->addWidget(m_scroll);
    m_scroll->setWidget(m_ladder);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_ladder->setObjectName(QStringLiteral("ladder"));

    connect(&selection, &Selection::changed, this, [this] {
        m_ladder->refresh();
        showCurrent();
    });
    connect(&session, &Session::grown, m_ladder, [this] { m_ladder->grow(); });
    connect(&session, &Session::cleared, m_ladder, [this] { m_ladder->refresh(); });
    connect(&session, &Session::heldChanged, m_ladder, [this] { m_ladder->refresh(); });
    connect(m_ladder, &DrawingView::targetActivated, &selection, [this, &selection](int target) {
        if (const auto step = m_ladder->drawing().targets[static_cast<std::size_t>(target)].step)
            selection.setStep(*step);
    });
    connect(m_ladder, &DrawingView::moveRequested, &selection,
            [&session, &selection](int direction, bool byRow) {
                if (session.isEmpty())
                    return;
                const core::Conversation &conversation = *session.conversation();
                const auto turn = static_cast<int>(conversation.turnOf(selection.step()));
                const int wanted =
                    std::clamp(turn + direction, 0, static_cast<int>(conversation.turns().size()) - 1);
                selection.setStep(
                    byRow ? static_cast<int>(conversation.turns()[static_cast<std::size_t>(wanted)].firstStep)
                          : selection.step() + direction);
            });
}

void LadderView::setNarrator(const Narrator &narrator)
{
    m_heads->setNarrator(narrator);
    m_ladder->setNarrator(narrator);
    m_ladder->setAccessibleName(narrator.phrase("panel.conversation"));
    showCurrent();
}

void LadderView::setTheme(const Theme &theme)
{
    m_heads->setTheme(theme);
    m_ladder->setTheme(theme);
}

const Drawing &LadderView::ladder() const { return m_ladder->drawing(); }

void LadderView::showCurrent()
{
    const QRect current = m_ladder->current().toAlignedRect();
    m_scroll->ensureVisible(current.center().x(), current.center().y(), 0, current.height() / 2 + 60);
}

} // namespace ui
