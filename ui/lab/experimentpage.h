// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"
#include "ui/draw/theme.h"
#include "ui/lab/comparelayout.h"
#include "ui/text/steptext.h"

#include <QScrollArea>

class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

/// What somebody expects to come of an experiment; the last is no expectation.
enum class Guess : quint8 { Nothing, Message, Pong, Close, Status, TcpEnd, Unknown };

/// Whether that came. Nothing where nothing had been expected.
std::optional<bool> isRight(Guess guess, const std::optional<core::Reaction> &outcome);

/// The answers that may be given for an experiment. The truth is among them.
std::vector<Guess> guessesFor(const core::Experiment &experiment);

/// An experiment as a question, then as an answer: what do you expect; what came of it with each program that
/// may stand at the other end; why; and the unit beside that of a program without the mistake. What came is
/// read from recordings alone. It is not told before something was expected, or was said not to be.
class ExperimentPage : public QScrollArea
{
    Q_OBJECT

public:
    explicit ExperimentPage(QWidget *parent = nullptr);
    ~ExperimentPage() override;

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);

    /// Asks it anew. `mended` is the same without the mistake, where there is such a one.
    void ask(const core::Scenario &experiment, const core::Scenario *mended);
    /// The experiment on the page; empty: none.
    QString id() const { return m_experiment.id; }
    bool isAnswered() const { return m_guess.has_value(); }
    /// A run has ended. It is looked at where it was the one on the page, or its mended twin.
    void take(const core::Scenario &ran, const core::Recording &recording);
    void guess(Guess guess);

signals:
    /// To be run now.
    void runRequested(const core::Scenario &scenario);
    /// To see the recording at the marked unit.
    void bytesRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Result
    {
        std::optional<core::Reaction> outcome; // nothing: the marked unit never came
        std::optional<ComparedUnit> unit;
    };
    // Of one program at the other end.
    struct Peer
    {
        QString kind;
        std::optional<Result> result;
        std::optional<Result> mended;
        QLabel *name = nullptr;
        QLabel *outcome = nullptr;
        QPushButton *run = nullptr;
    };
    class Comparison;

    void build();
    void buildPeers();
    Peer *peer(const QString &kind);
    void requestRun(const core::Scenario &scenario, const QString &kind);
    void refresh();
    void refreshPeers();
    void refreshComparison();
    QString peerName(const QString &kind) const;
    QString localText(const core::LocalText &text) const;
    QString outcomeOf(const Result &result) const;

    core::Scenario m_experiment;
    std::optional<core::Scenario> m_mended;
    std::optional<Guess> m_guess;
    std::vector<Peer> m_peers;
    std::optional<Narrator> m_narrator;
    Theme m_theme;

    QWidget *m_column;
    QLabel *m_group;
    QLabel *m_title;
    QLabel *m_summary;
    QLabel *m_question;
    QLabel *m_hint;
    std::vector<std::pair<Guess, QPushButton *>> m_answers;
    QWidget *m_answerBox;
    QVBoxLayout *m_answerRows;
    QWidget *m_result;
    QLabel *m_guessed;
    QGridLayout *m_peerRows;
    QLabel *m_story;
    QPushButton *m_bytes;
    QPushButton *m_compare;
    QPushButton *m_again;
    Comparison *m_comparison;
};

} // namespace ui
