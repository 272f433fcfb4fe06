// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/labcontrol.h"
#include "ui/draw/theme.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace ui {

class ChoiceBox;
class PolicyPage;
class TickBox;

/// Who connects to whom, and how each of them behaves. What it does not show of a scenario stays as it was:
/// its actions, keys, further settings.
///
///     auto *dialog = new PairDialog(scenario, this);
///     dialog->setAttribute(Qt::WA_DeleteOnClose);
///     dialog->setTheme(theme);
///     connect(dialog, &QDialog::accepted, this, [=] { m_lab.run(dialog->scenario(), dialog->options()); });
///     dialog->open();
class PairDialog : public QDialog
{
    Q_OBJECT

public:
    /// Shows the first connection of the scenario, or a fresh one.
    explicit PairDialog(const core::Scenario &scenario, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// The same with its one connection as it was filled in.
    core::Scenario scenario() const;
    /// With `open` where the connection is to be held open.
    core::RunOptions options() const;
    void setHoldOpen(bool hold);
    /// What keeps it from being run; empty: nothing.
    QString problem() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Side
    {
        QLabel *title;
        ChoiceBox *kind;
        QLabel *about; // the kind, and why it has no settings
        QScrollArea *area;
        PolicyPage *policy;
    };

    QWidget *buildSide(Side &side, core::Direction direction);
    void build();
    void fill(const core::ConnectionSpec &spec);
    core::ConnectionSpec connection() const;
    void retranslate();
    void refresh();
    static QString kindOf(const Side &side);
    QString about(const QString &kind, core::Direction direction) const;

    core::Scenario m_scenario;
    Theme m_theme;
    Side m_client{};
    Side m_server{};
    QLabel *m_urlLabel;
    QLineEdit *m_url;
    QLabel *m_pathLabel;
    QLineEdit *m_path;
    QLabel *m_hostLabel;
    QLineEdit *m_host;
    TickBox *m_hold;
    QLabel *m_message;
    QPushButton *m_cancel;
    QPushButton *m_run;
};

} // namespace ui
