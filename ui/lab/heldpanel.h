// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/labcontrol.h"
#include "core/lab/patience.h"
#include "core/lab/unitedit.h"
#include "ui/draw/theme.h"
#include "ui/session.h"
#include "ui/text/steptext.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QUndoStack>
#include <QWidget>

#include <optional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QSpinBox;

namespace ui {

class HeldView;

/// One held unit in the hand: its bytes, and what is to become of it. What is changed can be taken back until
/// the unit has left the wire.
class HeldPanel : public QWidget
{
    Q_OBJECT

public:
    HeldPanel(const Session &session, core::LabControl &lab, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);

    /// The scenario that runs: who waits while a unit is held.
    void setRun(const core::Scenario &scenario) { m_connections = scenario.connections; }
    /// Shows that unit; nothing where it does not wait any more.
    void show(quint64 held);
    /// The unit shown.
    std::optional<quint64> current() const;
    QUndoStack &undoStack() { return m_undo; }
    HeldView &view() { return *m_view; }

public slots:
    void edit(const core::UnitEdit &edit);
    void passOn();
    void revert();

signals:
    void currentChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    class Change;
    class Swap;

    void build();
    void retranslate();
    void heldChanged();
    void refresh();
    void refreshField();
    void refreshWaiting();
    QString waitingText(const core::HeldUnit &unit) const;
    void applyValue();
    void applyText();
    void toggleSplit();
    void swap();
    const core::HeldUnit *unit() const;
    bool isHeld(quint64 held) const;
    /// The unit behind it in its direction.
    std::optional<quint64> next(quint64 held) const;
    core::Delivery delivery() const;
    void change(const core::Delivery &delivery, const QString &what);
    QString titleOf(const core::HeldUnit &unit) const;
    QString subtitleOf(const core::HeldUnit &unit) const;
    QString summaryOf(const core::HeldUnit &unit) const;

    const Session &m_session;
    core::LabControl &m_lab;
    std::optional<Narrator> m_narrator;
    quint64 m_current = 0;
    std::map<quint64, core::Delivery> m_asked; // what was asked for and has not come back yet, by unit
    std::optional<core::HeldUnit> m_shown;     // as it was drawn last
    QUndoStack m_undo;
    std::vector<core::ConnectionSpec> m_connections;
    std::map<quint64, qint64> m_since; // ms of m_clock at which a unit came, by unit
    QElapsedTimer m_clock;
    QTimer m_second; // while something is shown

    QLabel *m_title;
    QLabel *m_subtitle;
    QLabel *m_waiting;
    QScrollArea *m_scroll;
    HeldView *m_view;
    QLabel *m_fieldName;
    QLineEdit *m_value;
    QLabel *m_textName;
    QLineEdit *m_text;
    QCheckBox *m_consistent;
    QPushButton *m_drop;
    QPushButton *m_double;
    QPushButton *m_glue;
    QPushButton *m_split;
    QPushButton *m_swap;
    QSpinBox *m_delay;
    QPushButton *m_undoButton;
    QPushButton *m_redoButton;
    QPushButton *m_revert;
    QPushButton *m_pass;
    QLabel *m_summary;
};

} // namespace ui
