// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QStringList>

namespace ui {

/// A line that sends with Enter and goes through what was sent with the up and down keys. While an input
/// method composes a syllable, Enter ends the composing and sends nothing.
class TextLine : public QLineEdit
{
    Q_OBJECT

public:
    explicit TextLine(QWidget *parent = nullptr);

    bool isComposing() const { return m_isComposing; }
    /// Ends the composing, if there is any: what was composed becomes text.
    void finishComposing();
    void remember(const QString &text);

signals:
    void sendRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;

private:
    void recall(int towardsOlder);

    bool m_isComposing = false;
    QStringList m_history; // the newest last
    qsizetype m_place = 0; // in m_history; its size: the line as it was being written
    QString m_unsent;
};

} // namespace ui
