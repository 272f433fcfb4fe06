// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/experimentpage.h"

#include "ui/draw/drawingview.h"
#include "ui/lesson/lessontext.h"
#include "ui/text/outcometext.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>

#include <algorithm>

namespace ui {

namespace {

using Kind = core::Reaction::Kind;

constexpr int columnWidth = 860; // at most; longer lines are hard to read

constexpr std::pair<Guess, const char *> phrases[] = {
    {Guess::Nothing, "guess.nothing"}, {Guess::Message, "guess.message"}, {Guess::Pong, "guess.pong"},
    {Guess::Close, "guess.close"},     {Guess::Status, "guess.status"},   {Guess::TcpEnd, "guess.tcpend"},
    {Guess::Unknown, "guess.unknown"},
};

const char *phraseOf(Guess guess) { return phrases[static_cast<std::size_t>(guess)].second; }

Guess guessOf(Kind kind)
{
    switch (kind) {
    case Kind::Nothing:
        return Guess::Nothing;
    case Kind::Message:
        return Guess::Message;
    case Kind::Pong:
        return Guess::Pong;
    case Kind::Close:
        return Guess::Close;
    case Kind::Status:
        return Guess::Status;
    case Kind::Fin:
    case Kind::Rst:
        return Guess::TcpEnd;
    }
    return Guess::Unknown;
}

/// Whose reaction is asked for.
core::Direction reactor(const core::Experiment &experiment)
{
    return experiment.ends.empty() ? core::opposite(experiment.who) : experiment.ends.begin()->second.who;
}

QLabel *addLabel(QWidget *parent, const char *name)
{
    auto *const label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

std::optional<bool> isRight(Guess guess, const std::optional<core::Reaction> &outcome)
{
    if (guess == Guess::Unknown || !outcome)
        return std::nullopt;
    return guess == guessOf(outcome->kind);
}

std::vector<Guess> guessesFor(const core::Experiment &experiment)
{
    const QString &what = experiment.mark.what;
    std::vector<Guess> guesses{Guess::Nothing, Guess::Message};
    if (what == QLatin1StringView("request"))
        guesses.push_back(Guess::Status);
    else if (what == QLatin1StringView("ping"))
        guesses.push_back(Guess::Pong);
    guesses.insert(guesses.end(), {Guess::Close, Guess::TcpEnd, Guess::Unknown});
    return guesses;
}

class ExperimentPage::Comparison : public DrawingView
{
public:
    using DrawingView::DrawingView;

    void show(const ComparedUnit &first, const ComparedUnit &second, const Narrator &narrator)
    {
        m_units.emplace(first, second);
        m_narrator = narrator;
        layOut();
        setVisible(true);
    }

    void forget()
    {
        m_units.reset();
        setVisible(false);
    }

protected:
    void layOut() override
    {
        if (!m_units)
            return;
        const Metrics metrics(theme());
        Drawing drawing = layoutComparison(m_units->first, m_units->second, *m_narrator, metrics, width());
        setMinimumHeight(static_cast<int>(drawing.size.height()) + 1);
        setDrawing(std::move(drawing));
    }

private:
    std::optional<std::pair<ComparedUnit, ComparedUnit>> m_units;
    std::optional<Narrator> m_narrator;
};

ExperimentPage::ExperimentPage(QWidget *parent)
    : QScrollArea(parent)
    , m_column(new QWidget)
    , m_group(addLabel(m_column, "experimentGroup"))
    , m_title(addLabel(m_column, "experimentTitle"))
    , m_summary(addLabel(m_column, "experimentSummary"))
    , m_question(addLabel(m_column, "experimentQuestion"))
    , m_hint(addLabel(m_column, "experimentHint"))
    , m_answerBox(new QWidget(m_column))
    , m_answerRows(new QVBoxLayout(m_answerBox))
    , m_result(new QWidget(m_column))
    , m_guessed(addLabel(m_result, "experimentGuessed"))
    , m_peerRows(new QGridLayout)
    , m_story(addLabel(m_result, "experimentStory"))
    , m_bytes(new QPushButton(m_result))
    , m_compare(new QPushButton(m_result))
    , m_again(new QPushButton(m_result))
    , m_comparison(new Comparison(m_result))
{
    setObjectName(QStringLiteral("experimentPage"));
    build();
    connect(m_bytes, &QPushButton::clicked, this, &ExperimentPage::bytesRequested);
    connect(m_compare, &QPushButton::clicked, this,
            [this] { emit runRequested(core::withPeer(*m_mended, m_peers.front().kind)); });
    connect(m_again, &QPushButton::clicked, this, [this] {
        const core::Scenario experiment = m_experiment;
        const std::optional<core::Scenario> mended = m_mended;
        ask(experiment, mended ? &*mended : nullptr);
    });
}

ExperimentPage::~ExperimentPage() = default;

void ExperimentPage::build()
{
    auto *const page = new QWidget;
    page->setObjectName(QStringLiteral("panel"));
    page->setAttribute(Qt::WA_StyledBackground);
    auto *const sides = new QHBoxLayout(page);
    sides->setContentsMargins(24, 20, 24, 24);
    sides->addStretch(1);
    sides->addWidget(m_column, 0, Qt::AlignTop);
    sides->addStretch(1);
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);

    auto *const rows = new QVBoxLayout(m_column);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(m_group);
    rows->addWidget(m_title);
    rows->addWidget(m_summary);
    rows->addSpacing(16);
    rows->addWidget(m_question);
    rows->addSpacing(8);
    rows->addWidget(m_answerBox);
    rows->addWidget(m_hint);
    rows->addWidget(m_result);
    m_answerRows->setContentsMargins(0, 0, 0, 0);
    m_answerRows->setSpacing(8);

    auto *const results = new QVBoxLayout(m_result);
    results->setContentsMargins(0, 0, 0, 0);
    results->setSpacing(8);
    results->addWidget(m_guessed);
    m_peerRows->setHorizontalSpacing(16);
    m_peerRows->setVerticalSpacing(8);
    m_peerRows->setColumnStretch(1, 1);
    results->addLayout(m_peerRows);
    results->addSpacing(8);
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_bytes->setObjectName(QStringLiteral("primary"));
    for (QPushButton *button : {m_bytes, m_compare, m_again})
        buttons->addWidget(button);
    buttons->addStretch(1);
    results->addLayout(buttons);
    results->addSpacing(8);
    m_story->setTextFormat(Qt::RichText);
    results->addWidget(m_comparison);
    results->addWidget(m_story);
    m_comparison->forget();
}

void ExperimentPage::ask(const core::Scenario &experiment, const core::Scenario *mended)
{
    m_experiment = experiment;
    m_mended = mended != nullptr ? std::optional(*mended) : std::nullopt;
    m_guess.reset();
    for (const Peer &each : m_peers) {
        delete each.name;
        delete each.outcome;
        delete each.run;
    }
    m_peers.clear();
    for (const auto &[guess, button] : m_answers)
        delete button;
    m_answers.clear();
    for (const Guess each : guessesFor(*experiment.experiment)) {
        auto *const button = new QPushButton(m_answerBox);
        button->setObjectName(QStringLiteral("answer"));
        connect(button, &QPushButton::clicked, this, [this, each] { guess(each); });
        m_answerRows->addWidget(button);
        m_answers.emplace_back(each, button);
    }
    buildPeers();
    setTheme(m_theme);
    refresh();
    if (!m_answers.empty())
        m_answers.front().second->setFocus();
    ensureVisible(0, 0);
}

void ExperimentPage::buildPeers()
{
    // The program that the scenario itself names comes first.
    QStringList kinds = core::kindsOf(*m_experiment.experiment);
    const core::ConnectionSpec &connection = m_experiment.connections.front();
    const QString own = m_experiment.experiment->who == core::Direction::Client ? connection.server.kind
                                                                                : connection.client.kind;
    std::stable_sort(kinds.begin(), kinds.end(),
                     [&own](const QString &a, const QString &b) { return a == own && b != own; });
    for (const QString &kind : kinds) {
        const int row = static_cast<int>(m_peers.size());
        Peer each{.kind = kind, .result = {}, .mended = {}};
        each.name = addLabel(m_result, "experimentPeer");
        each.name->setWordWrap(false);
        each.outcome = addLabel(m_result, "experimentOutcome");
        each.run = new QPushButton(m_result);
        connect(each.run, &QPushButton::clicked, this,
                [this, kind] { emit runRequested(core::withPeer(m_experiment, kind)); });
        m_peerRows->addWidget(each.name, row, 0);
        m_peerRows->addWidget(each.outcome, row, 1);
        m_peerRows->addWidget(each.run, row, 2);
        m_peers.push_back(each);
    }
}

void ExperimentPage::guess(Guess guess)
{
    if (m_guess || m_peers.empty())
        return;
    m_guess = guess;
    refresh();
    emit runRequested(core::withPeer(m_experiment, m_peers.front().kind));
}

ExperimentPage::Peer *ExperimentPage::peer(const QString &kind)
{
    const auto found =
        std::find_if(m_peers.begin(), m_peers.end(), [&kind](const Peer &each) { return each.kind == kind; });
    return found == m_peers.end() ? nullptr : &*found;
}

void ExperimentPage::take(const core::Scenario &ran, const core::Recording &recording)
{
    if (!ran.experiment || m_experiment.id.isEmpty())
        return;
    const bool isMended = m_mended && ran.id == m_mended->id;
    if (ran.id != m_experiment.id && !isMended)
        return;
    const core::ConnectionSpec &connection = ran.connections.front();
    const bool peerIsServer = ran.experiment->who == core::Direction::Client;
    Peer *const at = peer(peerIsServer ? connection.server.kind : connection.client.kind);
    const core::ExperimentMark &mark = ran.experiment->mark;
    if (at == nullptr || recording.connection(mark.connection) == nullptr)
        return;
    core::Conversation conversation(recording, mark.connection);
    conversation.finish();
    Result result;
    if (const auto unit = core::markedUnit(mark, conversation)) {
        const core::ExperimentEnd *const end = core::endOf(ran);
        result.outcome =
            core::reactionTo(conversation, end != nullptr ? end->who : reactor(*ran.experiment), *unit);
        result.unit = ComparedUnit{.title = {},
                                   .outcome = {},
                                   .bytes = conversation.index().bytes(*unit),
                                   .tree = conversation.fieldsOf(*unit)};
    }
    (isMended ? at->mended : at->result) = std::move(result);
    refresh();
    if (m_bytes->isVisible())
        m_bytes->setFocus();
}

QString ExperimentPage::localText(const core::LocalText &text) const
{
    return m_narrator && m_narrator->language() == Language::Korean ? text.ko : text.en;
}

QString ExperimentPage::peerName(const QString &kind) const
{
    const core::Direction side = core::opposite(m_experiment.experiment->who);
    return m_narrator->phrase(kind == QLatin1StringView("qt") ? "experiment.peer.qt"
                                                              : "experiment.peer.engine",
                              {{QStringLiteral("side"), m_narrator->sideCapital(side)}});
}

QString ExperimentPage::outcomeOf(const Result &result) const
{
    return result.outcome ? reactionText(*m_narrator, *result.outcome)
                          : m_narrator->phrase("outcome.missing");
}

void ExperimentPage::refreshPeers()
{
    for (Peer &each : m_peers) {
        each.name->setText(peerName(each.kind));
        each.run->setText(m_narrator->phrase(each.result ? "experiment.again" : "experiment.run"));
        each.run->setAccessibleName(each.run->text() + QStringLiteral(", ") + each.name->text());
        if (!each.result) {
            each.outcome->setText(m_narrator->phrase("experiment.notyet"));
            each.outcome->setStyleSheet(QStringLiteral("color: %1;").arg(m_theme.ink(Ink::Secondary).name()));
            continue;
        }
        const auto right = isRight(m_guess.value_or(Guess::Unknown), each.result->outcome);
        const QString text = outcomeOf(*each.result);
        each.outcome->setText(
            !right   ? text
            : *right ? m_narrator->phrase("experiment.asexpected", {{QStringLiteral("outcome"), text}})
                     : m_narrator->phrase("experiment.otherwise", {{QStringLiteral("outcome"), text}}));
        each.outcome->setStyleSheet(
            QStringLiteral("color: %1; font-weight: bold;").arg(m_theme.ink(Ink::Normal).name()));
    }
}

void ExperimentPage::refreshComparison()
{
    const auto both = std::find_if(m_peers.begin(), m_peers.end(), [](const Peer &each) {
        return each.result && each.result->unit && each.mended && each.mended->unit;
    });
    if (both == m_peers.end() || !m_mended) {
        m_comparison->forget();
        return;
    }
    ComparedUnit first = *both->result->unit;
    first.title = localText(m_experiment.title);
    first.outcome = outcomeOf(*both->result);
    ComparedUnit second = *both->mended->unit;
    second.title = localText(m_mended->title);
    second.outcome = outcomeOf(*both->mended);
    m_comparison->show(first, second, *m_narrator);
}

void ExperimentPage::refresh()
{
    if (!m_narrator || m_experiment.id.isEmpty())
        return;
    const core::Experiment &experiment = *m_experiment.experiment;
    m_group->setText(groupText(*m_narrator, experiment.group));
    m_title->setText(localText(m_experiment.title));
    m_summary->setText(localText(m_experiment.summary));
    m_question->setText(localText(experiment.question));
    const core::Direction who = reactor(experiment);
    const TextValues values{{QStringLiteral("who"), m_narrator->side(who)}};
    int number = 0;
    for (const auto &[guess, button] : m_answers) {
        const QString text = m_narrator->phrase(phraseOf(guess), values);
        button->setText(QStringLiteral("%1   %2").arg(++number).arg(text));
        button->setAccessibleName(text);
        button->setShortcut(QKeySequence(QString::number(number)));
    }
    m_hint->setText(m_narrator->phrase("experiment.hint"));
    m_answerBox->setVisible(!m_guess);
    m_hint->setVisible(!m_guess);
    m_result->setVisible(m_guess.has_value());
    if (!m_guess)
        return;
    m_guessed->setVisible(*m_guess != Guess::Unknown);
    m_guessed->setText(m_narrator->phrase(
        "experiment.guessed", {{QStringLiteral("guess"), m_narrator->phrase(phraseOf(*m_guess), values)}}));
    refreshPeers();
    const bool hasRun =
        std::any_of(m_peers.begin(), m_peers.end(), [](const Peer &each) { return each.result.has_value(); });
    m_story->setText(experiment.story ? htmlOf(localText(*experiment.story)) : QString());
    m_story->setVisible(hasRun && experiment.story.has_value());
    m_bytes->setText(m_narrator->phrase("experiment.bytes"));
    m_bytes->setEnabled(hasRun);
    m_compare->setText(m_narrator->phrase("experiment.compare"));
    m_compare->setVisible(m_mended.has_value());
    m_compare->setEnabled(m_peers.front().result.has_value());
    m_again->setText(m_narrator->phrase("experiment.askagain"));
    refreshComparison();
}

void ExperimentPage::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    setAccessibleName(narrator.phrase("experiment.page"));
    refresh();
}

void ExperimentPage::setTheme(const Theme &theme)
{
    m_theme = theme;
    const QString secondary = QStringLiteral("color: %1;").arg(theme.ink(Ink::Secondary).name());
    const QString normal = QStringLiteral("color: %1;").arg(theme.ink(Ink::Normal).name());
    m_group->setStyleSheet(secondary + QStringLiteral(" font-size: 13px;"));
    m_title->setStyleSheet(normal + QStringLiteral(" font-size: 22px; font-weight: bold;"));
    m_summary->setStyleSheet(secondary);
    m_question->setStyleSheet(normal + QStringLiteral(" font-size: 19px; font-weight: bold;"));
    m_hint->setStyleSheet(secondary + QStringLiteral(" font-size: 13px;"));
    m_guessed->setStyleSheet(secondary);
    m_story->setStyleSheet(normal);
    m_answerBox->setStyleSheet(
        QStringLiteral("QPushButton#answer { text-align: left; padding: 8px 14px; font-size: 15px; }"));
    for (const Peer &each : m_peers)
        each.name->setStyleSheet(secondary);
    m_comparison->setTheme(theme);
    refresh();
}

void ExperimentPage::resizeEvent(QResizeEvent *event)
{
    m_column->setFixedWidth(std::min(columnWidth, viewport()->width() - 48));
    QScrollArea::resizeEvent(event);
}

} // namespace ui
