// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace ui {

/// A drop-down list drawn as the buttons are: a hairline, no gradient, a chevron. Its colours are the
/// palette's.
class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    /// The wheel changes a choice only where it has been chosen to: else scrolling a form changes it.
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace ui
