// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stepbar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>

namespace ui {

namespace {

struct Speed
{
    const char *name;
    int intervalMs;
};
constexpr Speed speeds[] = {{"0.5×", 3000}, {"1×", 1500}, {"2×", 750}, {"4×", 375}};
constexpr int speedCount = 4;

} // namespace

StepBar::StepBar(QWidget *parent)
    : QWidget(parent)
    , m_run(new QPushButton(this))
    , m_scenario(new QPushButton(this))
    , m_first(new QPushButton(this))
    , m_previous(new QPushButton(this))
    , m_play(new QPushButton(this))
    , m_next(new QPushButton(this))
    , m_last(new QPushButton(this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_counter(new QLabel(this))
    , m_speed(new QPushButton(this))
    , m_korean(new QPushButton(QStringLiteral("한국어"), this))
    , m_english(new QPushButton(QStringLiteral("English"), this))
    , m_theme(new QPushButton(this))
{
    setObjectName(QStringLiteral("stepBar"));
    setAttribute(Qt::WA_StyledBackground);
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->setSpacing(8);
    const std::pair<QPushButton *, const char *> named[] = {
        {m_run, "run"},       {m_scenario, "scenario"}, {m_first, "first"}, {m_previous, "previous"},
        {m_play, "play"},     {m_next, "primary"},      {m_last, "last"},   {m_speed, "speed"},
        {m_korean, "korean"}, {m_english, "english"},   {m_theme, "theme"}};
    for (const auto &[button, name] : named)
        button->setObjectName(QString::fromLatin1(name));
    layout->addWidget(m_run);
    layout->addWidget(m_scenario);
    layout->addSpacing(12);
    for (QPushButton *button : {m_first, m_previous, m_next, m_last, m_play}) {
        if (button != m_next)
            button->setFixedSize(38, 32);
        layout->addWidget(button);
    }
    layout->addWidget(m_speed);
    layout->addSpacing(4);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_counter);
    layout->addSpacing(12);
    auto *const languages = new QHBoxLayout;
    languages->setSpacing(0);
    for (QPushButton *button : {m_korean, m_english}) {
        button->setCheckable(true);
        button->setAutoExclusive(true);
        languages->addWidget(button);
    }
    layout->addLayout(languages);
    m_theme->setFixedSize(38, 32);
    layout->addWidget(m_theme);
    m_slider->setMinimumWidth(80);
    m_slider->setMaximumWidth(420);

    connect(m_run, &QPushButton::clicked, this, &StepBar::runRequested);
    connect(m_first, &QPushButton::clicked, this, [this] { emit stepRequested(1); });
    connect(m_previous, &QPushButton::clicked, this, [this] { emit stepRequested(m_step - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { emit stepRequested(m_step + 1); });
    connect(m_last, &QPushButton::clicked, this, [this] { emit stepRequested(m_count); });
    connect(m_play, &QPushButton::clicked, this, &StepBar::togglePlay);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        if (value != m_step)
            emit stepRequested(value);
    });
    connect(m_speed, &QPushButton::clicked, this, [this] {
        m_speedIndex = (m_speedIndex + 1) % speedCount;
        applySpeed();
    });
    connect(m_korean, &QPushButton::clicked, this, [this] { emit languageRequested(true); });
    connect(m_english, &QPushButton::clicked, this, [this] { emit languageRequested(false); });
    connect(m_theme, &QPushButton::clicked, this, &StepBar::themeRequested);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        emit stepRequested(m_step + 1);
        if (m_step >= m_count)
            setPlaying(false);
    });
    applySpeed();
    retranslate();
    refresh();
}

void StepBar::setTheme(const Theme &theme)
{
    m_look = theme;
    m_counter->setFont(m_look.font(FontRole::Mono));
    m_counter->setMinimumWidth(m_counter->fontMetrics().horizontalAdvance(QStringLiteral("000 / 000")));
    refresh();
}

void StepBar::setLanguageButtons(bool korean) { (korean ? m_korean : m_english)->setChecked(true); }

void StepBar::setScenario(const QString &title) { m_scenario->setText(title); }

void StepBar::setScenarioMenu(QMenu *menu) { m_scenario->setMenu(menu); }

void StepBar::setSteps(int step, int count)
{
    m_step = step;
    m_count = count;
    if (m_step >= m_count)
        setPlaying(false);
    refresh();
}

void StepBar::togglePlay() { setPlaying(!isPlaying()); }

void StepBar::setPlaying(bool playing)
{
    if (playing && m_count > 0) {
        if (m_step >= m_count)
            emit stepRequested(1);
        m_timer.start();
    } else {
        m_timer.stop();
    }
    retranslate();
    refresh();
}

void StepBar::applySpeed()
{
    m_speed->setText(QString::fromUtf8(speeds[m_speedIndex].name));
    m_timer.setInterval(speeds[m_speedIndex].intervalMs);
}

// Drawn where it is another one: this is called for every batch of a run.
void StepBar::setIcon(QPushButton *button, Glyph glyph, const QColor &colour)
{
    const std::pair wanted(glyph, colour.rgba());
    const auto [shown, isNew] = m_icons.try_emplace(button, wanted);
    if (!isNew && shown->second == wanted)
        return;
    shown->second = wanted;
    button->setIcon(icon(glyph, colour));
}

void StepBar::refresh()
{
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(m_count > 0 ? 1 : 0, m_count);
    m_slider->setValue(m_step);
    m_slider->setEnabled(m_count > 1);
    m_counter->setText(QStringLiteral("%1 / %2").arg(m_step).arg(m_count));
    const bool atStart = m_step <= 1;
    const bool atEnd = m_step >= m_count;
    m_first->setEnabled(!atStart);
    m_previous->setEnabled(!atStart);
    m_next->setEnabled(!atEnd);
    m_last->setEnabled(!atEnd);
    m_play->setEnabled(m_count > 1);
    const QColor ink = m_look.ink(Ink::Normal);
    const QColor faint = m_look.ink(Ink::Faint);
    setIcon(m_run, Glyph::Run, ink);
    setIcon(m_scenario, Glyph::Chevron, ink);
    setIcon(m_first, Glyph::First, atStart ? faint : ink);
    setIcon(m_previous, Glyph::Previous, atStart ? faint : ink);
    setIcon(m_next, Glyph::Next, atEnd ? faint : m_look.ink(Ink::OnSelection));
    setIcon(m_last, Glyph::Last, atEnd ? faint : ink);
    setIcon(m_play, isPlaying() ? Glyph::Pause : Glyph::Play, ink);
    setIcon(m_theme, m_look.kind() == Theme::Kind::Light ? Glyph::Moon : Glyph::Sun, ink);
}

void StepBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void StepBar::retranslate()
{
    m_run->setText(tr("Run again"));
    m_next->setText(tr("Next"));
    const std::pair<QPushButton *, QString> tips[] = {
        {m_run, tr("Run the scenario anew with fresh sockets (F5)")},
        {m_scenario, tr("Choose a scenario")},
        {m_first, tr("First step (Home)")},
        {m_previous, tr("Previous step (F7)")},
        {m_play, isPlaying() ? tr("Pause (F9)") : tr("Play the steps (F9)")},
        {m_next, tr("Next step (F8)")},
        {m_last, tr("Last step (End)")},
        {m_speed, tr("Speed of play")},
        {m_theme, tr("Light or dark")},
    };
    for (const auto &[button, tip] : tips) {
        button->setToolTip(tip);
        button->setAccessibleName(tip);
    }
    m_slider->setAccessibleName(tr("Step"));
    m_counter->setToolTip(tr("Step"));
}

} // namespace ui
