// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"

#include <QJsonObject>
#include <QWidget>

class QLabel;
class QSpinBox;

namespace ui {

class ChoiceBox;
class TextLine;
class TickBox;

/// How a message goes out: in one frame or more, compressed or not, masked with which key.
class SendingOptions : public QWidget
{
    Q_OBJECT

public:
    explicit SendingOptions(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Which of the choices there are.
    void setOffered(bool frames, bool compress, bool key);

    /// What they add to the args of a message of those bytes.
    QJsonObject args() const;
    /// What is wrong with them, for a message of those bytes; empty: nothing.
    QString problem(const QByteArray &bytes) const;
    /// What of them is still to be filled in.
    QString missing() const;
    /// What is odd about them.
    QString note(const QByteArray &bytes) const;

signals:
    void changed();
    void sendRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void refresh();

    ChoiceBox *m_cutting; // one frame, so many, at chosen bytes
    QSpinBox *m_fragments;
    TextLine *m_offsets;
    TickBox *m_compress;
    QLabel *m_keyLabel;
    ChoiceBox *m_keyKind; // random, fixed, zero
    TextLine *m_key;
    bool m_hasFrames = true;
    bool m_hasCompress = false;
    bool m_hasKey = true;
};

} // namespace ui
