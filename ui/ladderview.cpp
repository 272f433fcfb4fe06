// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladderview.h"

#include "ui/lab/choicebox.h"
#include "ui/ladder/laddermap.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int scrollBarWidth = 10; // as the theme's style sheet has it
constexpr qreal leastWidth = 250;

} // namespace

class LadderView::Heads : public DrawingView
{
public:
    explicit Heads(const LadderView &view)
        : m_view(view)
    {
        setFocusPolicy(Qt::NoFocus);
        setLeastWidth(leastWidth);
    }
    void refresh() { layOut(); }

protected:
    void layOut() override
    {
        if (!m_view.m_narrator)
            return;
        const Metrics metrics(theme());
        setDrawing(layoutLadderHeads(m_view.input(metrics, layoutWidth())));
        m_view.m_headsScroll->setFixedHeight(qCeil(drawing().size.height() * theme().zoom()));
    }

private:
    const LadderView &m_view;
};

class LadderView::Ladder : public DrawingView
{
public:
    explicit Ladder(const LadderView &view)
        : m_view(view)
    {
        setLeastWidth(leastWidth);
    }
    void refresh() { layOut(); }
    /// What grows beyond the part that is drawn changes nothing here, unless it is a finding about that part.
    void grow()
    {
        if (!isSettled())
            layOut();
    }
    QRectF current() const { return m_current; }
    TargetText textOf(const Target &target) const override
    {
        if (!m_view.m_narrator || !target.step)
            return {};
        const core::Conversations &all = m_view.m_session.conversations();
        const auto place = all.at(*target.step);
        const core::Conversation &conversation = all[place.conversation];
        const core::Step step = conversation.step(place.step);
        const Narrator &say = *m_view.m_narrator;
        if (!step.unit)
            return {say.stepTitle(step), {}, {}};
        return {say.unitTitle(conversation, *step.unit), say.unitSubtitle(conversation, *step.unit), {}};
    }
    bool isSelected(const Target &target) const override
    {
        const core::Conversations &all = m_view.m_session.conversations();
        const int number = m_view.m_selection.number();
        return target.step && number > 0 && all.turnOf(*target.step) == all.turnOf(number);
    }

protected:
    void layOut() override
    {
        if (!m_view.m_narrator || m_view.m_session.isEmpty()) {
            m_current = {};
            m_part = {};
            setDrawing({});
            return;
        }
        const Metrics metrics(theme());
        const LadderInput input = m_view.input(metrics, layoutWidth());
        LadderDrawing ladder = layoutLadder(input);
        m_current = ladder.current;
        m_part = ladderPart(input);
        m_findings = findings();
        setDrawing(std::move(ladder.drawing));
    }

private:
    bool isSettled() const
    {
        if (!m_view.m_narrator || m_view.m_session.isEmpty() || m_part.to == m_part.all)
            return false;
        const Metrics metrics(theme());
        const LadderPart part = ladderPart(m_view.input(metrics, layoutWidth()));
        return part.from == m_part.from && part.to == m_part.to && findings() == m_findings;
    }
    std::size_t findings() const
    {
        std::size_t count = 0;
        for (std::size_t i = 0; i < m_view.m_session.conversations().size(); ++i)
            count += m_view.m_session.conversations()[i].findings().size();
        return count;
    }

    const LadderView &m_view;
    QRectF m_current;
    LadderPart m_part;
    std::size_t m_findings = 0;
};

LadderView::LadderView(const Session &session, Selection &selection, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_selection(selection)
    , m_chooser(new ChoiceBox(this))
    , m_heads(new Heads(*this))
    , m_headsScroll(new QScrollArea(this))
    , m_scroll(new QScrollArea(this))
    , m_ladder(new Ladder(*this))
    , m_map(new LadderMap(session, selection, this))
{
    setObjectName(QStringLiteral("ladderPage"));
    m_chooser->setObjectName(QStringLiteral("connections"));
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *const choice = new QHBoxLayout;
    choice->setContentsMargins(12, 0, 12, 0);
    m_chooser->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    choice->addWidget(m_chooser);
    layout->addLayout(choice);
    auto *const heads = new QHBoxLayout;
    heads->setContentsMargins(0, 0, scrollBarWidth, 0);
    heads->addWidget(m_headsScroll);
    layout->addLayout(heads);
    auto *const body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_map);
    body->addWidget(m_scroll, 1);
    layout->addLayout(body, 1);
    m_ladder->installEventFilter(this);
    m_headsScroll->setWidget(m_heads);
    m_scroll->setWidget(m_ladder);
    for (QScrollArea *const area : {m_headsScroll, m_scroll}) {
        area->setWidgetResizable(true);
        area->setFrameShape(QFrame::NoFrame);
        area->setFocusPolicy(Qt::NoFocus);
    }
    m_headsScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_headsScroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    connect(m_scroll->horizontalScrollBar(), &QScrollBar::valueChanged, m_headsScroll->horizontalScrollBar(),
            &QScrollBar::setValue);
    m_ladder->setObjectName(QStringLiteral("ladder"));
    m_chooser->hide();

    connect(&selection, &Selection::changed, this, [this] {
        if (m_only && m_session.hasSeveral())
            m_only = m_session.shown(); // the ladder goes along
        refresh();
        showCurrent();
    });
    connect(&session, &Session::cleared, this, [this] {
        m_only.reset();
        refresh();
    });
    connect(&session, &Session::grown, this, [this] {
        refreshChooser();
        m_ladder->grow();
    });
    connect(&session, &Session::heldChanged, m_ladder, [this] { m_ladder->refresh(); });
    connect(m_chooser, &QComboBox::activated, this, &LadderView::choose);
    connect(m_ladder, &DrawingView::targetActivated, &selection, [this](int target) {
        if (const auto number = m_ladder->drawing().targets[static_cast<std::size_t>(target)].step)
            m_selection.setNumber(*number);
    });
    connect(m_ladder, &DrawingView::moveRequested, &selection, [this](int direction, bool byRow) {
        if (m_session.isEmpty())
            return;
        if (!byRow) {
            m_selection.setNumber(m_selection.number() + direction);
            return;
        }
        const core::Conversations &all = m_session.conversations();
        const auto turn = static_cast<int>(all.turnOf(std::max(1, m_selection.number())));
        const int wanted = std::clamp(turn + direction, 0, static_cast<int>(all.turnCount()) - 1);
        m_selection.setNumber(all.turn(static_cast<std::size_t>(wanted)).firstStep);
    });
}

LadderInput LadderView::input(const Metrics &metrics, qreal width) const
{
    return {.conversations = m_session.conversations(),
            .number = m_selection.number(),
            .narrator = *m_narrator,
            .metrics = metrics,
            .width = width,
            .held = m_session.held(),
            .only = m_only,
            .byTime = m_byTime};
}

void LadderView::choose(int row)
{
    m_only = row > 0 ? std::optional(static_cast<std::size_t>(row - 1)) : std::nullopt;
    if (m_only)
        m_selection.setConversation(*m_only);
    refresh();
    showCurrent();
}

/// The rows of the chooser follow the connections.
void LadderView::refreshChooser()
{
    const std::size_t count = m_session.conversations().size();
    m_chooser->setVisible(count > 1);
    if (count < 2 || !m_narrator)
        return;
    QStringList rows{
        m_narrator->phrase("connection.all", {{QStringLiteral("count"), QString::number(count)}})};
    for (std::size_t i = 0; i < count; ++i)
        rows += m_narrator->connectionName(m_session.conversations()[i].connection(), i + 1);
    for (int row = 0; row < rows.size(); ++row) {
        if (row == m_chooser->count())
            m_chooser->addItem(rows[row]);
        else if (m_chooser->itemText(row) != rows[row])
            m_chooser->setItemText(row, rows[row]);
    }
    while (m_chooser->count() > rows.size())
        m_chooser->removeItem(m_chooser->count() - 1);
    m_heads->refresh();
    m_chooser->setCurrentIndex(m_only ? static_cast<int>(*m_only) + 1 : 0);
}

void LadderView::refresh()
{
    m_heads->refresh();
    refreshChooser();
    m_ladder->refresh();
}

void LadderView::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    m_chooser->setAccessibleName(narrator.phrase("connection.choose"));
    refresh();
    m_ladder->setAccessibleName(narrator.phrase("panel.conversation"));
    m_map->setName(narrator.phrase("ladder.map"));
    showCurrent();
}

void LadderView::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_map->setTheme(theme);
    const Theme zoomed(theme.kind(), theme.zoom() * m_zoom / 100);
    m_heads->setTheme(zoomed);
    m_ladder->setTheme(zoomed);
}

void LadderView::setZoom(int percent)
{
    constexpr int least = 50;
    constexpr int most = 400;
    m_zoom = std::clamp(percent, least, most);
    setTheme(m_theme);
    showCurrent();
}

void LadderView::setByTime(bool byTime)
{
    m_byTime = byTime;
    refresh();
    showCurrent();
}

bool LadderView::eventFilter(QObject *watched, QEvent *event)
{
    constexpr int step = 10; // percent
    if (event->type() == QEvent::Wheel) {
        const auto *const wheel = static_cast<QWheelEvent *>(event);
        if (wheel->modifiers() == Qt::ControlModifier && wheel->angleDelta().y() != 0) {
            setZoom(m_zoom + (wheel->angleDelta().y() > 0 ? step : -step));
            return true;
        }
    } else if (event->type() == QEvent::KeyPress) {
        const auto *const key = static_cast<QKeyEvent *>(event);
        const bool isPlain = (key->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) == 0;
        if (isPlain &&
            (key->key() == Qt::Key_Plus || key->key() == Qt::Key_Minus || key->key() == Qt::Key_0)) {
            setZoom(key->key() == Qt::Key_0 ? 100 : m_zoom + (key->key() == Qt::Key_Plus ? step : -step));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

const Drawing &LadderView::ladder() const { return m_ladder->drawing(); }

void LadderView::showCurrent()
{
    const QRect current = m_ladder->onWidget(m_ladder->current()).toAlignedRect();
    m_scroll->ensureVisible(current.center().x(), current.center().y(), 0, current.height() / 2 + 60);
}

} // namespace ui
