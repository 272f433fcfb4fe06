// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/framedraft.h"

#include <QWidget>

namespace ui {

/// The bytes of a frame that is being made, in the colours of their fields. What does not fit is left to
/// dots.
class FrameBytes : public QWidget
{
    Q_OBJECT

public:
    explicit FrameBytes(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setDraft(const FrameDraft &draft);
    /// As shown: "81 ·· 37".
    QString text() const;
    QSize sizeHint() const override { return {400, 30}; }
    QSize minimumSizeHint() const override { return {120, 30}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
    std::vector<DraftByte> m_bytes;
    qsizetype m_hidden = 0; // bytes of the payload that are not in m_bytes
};

} // namespace ui
