// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"
#include "ui/selection.h"
#include "ui/text/steptext.h"

#include <QTextBrowser>

#include <optional>

namespace ui {

/// The right column. Links select bits, or show an entry of the dictionary above the explanation; Escape puts
/// that away.
class ExplanationPanel : public QTextBrowser
{
    Q_OBJECT

public:
    ExplanationPanel(const Session &session, Selection &selection, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);

protected:
    QMimeData *createMimeDataFromSelection() const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void write();
    void follow(const QUrl &link);
    void showTerm(const QString &english);

    const Session &m_session;
    Selection &m_selection;
    std::optional<Narrator> m_narrator;
    Theme m_theme;
    QString m_term; // whose entry stands above; empty: none
};

} // namespace ui
