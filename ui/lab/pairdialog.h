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
    /// With `open` where the connection is to be held open, and with the address where programs of other
    /// computers may come.
    core::RunOptions options() const;
    void setHoldOpen(bool hold);
    /// Pairs that were chosen before, the last one first: to be chosen again.
    void setRecent(std::vector<core::Scenario> recent);
    /// This computer's, beside loopback.
    void setAddresses(const QStringList &addresses);
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
    void take(const core::Scenario &scenario);
    void fill(const core::ConnectionSpec &spec);
    QString nameOf(const core::ConnectionSpec &spec) const;
    static QString nameOf(const QString &kind);
    core::ConnectionSpec connection() const;
    void retranslate();
    void refresh();
    static QString kindOf(const Side &side);
    QString about(const QString &kind, core::Direction direction) const;

    core::Scenario m_scenario;
    std::vector<core::Scenario> m_pairs;
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
    QLabel *m_recentLabel;
    ChoiceBox *m_recent;
    TickBox *m_secure;
    TickBox *m_unverified;
    TickBox *m_listen;
    ChoiceBox *m_addresses;
    QLabel *m_listenAbout;
    QLabel *m_message;
    QPushButton *m_cancel;
    QPushButton *m_run;
};

} // namespace ui
