// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/framedraft.h"

#include <QAbstractButton>

namespace ui {

/// One bit: empty, 0 or 1. Click and the space bar go round, 0 and 1 set it, Delete empties it.
class BitCell : public QAbstractButton
{
    Q_OBJECT

public:
    BitCell(Tone tone, QWidget *parent);

    void setTheme(const Theme &theme);
    void setName(const QString &name, const QString &emptyWord);
    std::optional<bool> value() const { return m_value; }
    void setValue(std::optional<bool> value);
    QSize sizeHint() const override { return {22, 30}; }

signals:
    void valueChanged();
    /// A cursor key, or the step after a digit.
    void moveRequested(int by);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void refreshName();

    Tone m_tone;
    Theme m_theme;
    std::optional<bool> m_value;
    QString m_name;
    QString m_emptyWord;
};

/// The first two bytes of a frame as sixteen cells under the names of their fields. One stop of the tab key;
/// the cursor keys go from bit to bit.
class BitCells : public QWidget
{
    Q_OBJECT

public:
    explicit BitCells(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    const std::array<std::optional<bool>, FrameDraft::bitCount> bits() const;
    void clear();
    BitCell *cell(std::size_t bit) const { return m_cells[bit]; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void changed();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Group
    {
        std::size_t first;
        std::size_t count;
        QString name;
    };

    void retranslate();
    void moveTo(int bit);
    std::vector<Group> groups() const;

    Theme m_theme;
    std::array<BitCell *, FrameDraft::bitCount> m_cells{};
};

} // namespace ui
