// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/composerpage.h"
#include "ui/lab/framedraft.h"

class QLabel;
class QPushButton;

namespace ui {

class BitCells;
class ChoiceBox;
class FrameBytes;
class TextLine;

/// A frame by hand: every field empty until it is filled in.
class FramePage final : public ComposerPage
{
    Q_OBJECT

public:
    explicit FramePage(QWidget *parent = nullptr);

    Draft draft() const override;
    void setTheme(const Theme &theme) override;
    bool hasKey() const override { return false; }
    QWidget *foot() override;
    bool isReadyToSend() override;

protected:
    void retranslate() override;

private:
    FrameDraft frame() const;
    QString inputProblem() const;
    QString missingText(const FrameDraft &frame) const;
    QString clashText(const FrameDraft &frame) const;
    static QString partName(FrameDraft::Part part);
    void refresh();
    void clear();

    BitCells *m_bits;
    QLabel *m_lengthLabel;
    TextLine *m_length;
    QLabel *m_keyLabel;
    TextLine *m_key;
    QLabel *m_payloadLabel;
    ChoiceBox *m_form; // of the payload: text, hex
    TextLine *m_payload;
    QLabel *m_count;
    QPushButton *m_clear;
    FrameBytes *m_preview;
};

} // namespace ui
