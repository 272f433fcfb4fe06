// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"
#include "ui/selection.h"
#include "ui/text/steptext.h"

#include <QTextBrowser>

#include <optional>

namespace ui {

/// The right column. Links select bits or show a term of the dictionary.
class ExplanationPanel : public QTextBrowser
{
    Q_OBJECT

public:
    ExplanationPanel(const Session &session, Selection &selection, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);

protected:
    QMimeData *createMimeDataFromSelection() const override;
    bool event(QEvent *event) override;

private:
    void write();
    void follow(const QUrl &link);
    QString termText(const QString &english) const;

    const Session &m_session;
    Selection &m_selection;
    std::optional<Narrator> m_narrator;
    Theme m_theme;
};

} // namespace ui
