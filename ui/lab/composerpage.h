// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/recording.h"
#include "ui/draw/theme.h"

#include <QJsonObject>
#include <QWidget>

namespace ui {

/// What a page of the composer would have sent.
struct Draft
{
    QString deed;
    QJsonObject args;
    QByteArray bytes; // of the message, where it is one
    QString problem;  // what is wrong with it
    QString missing;  // what is still to be filled in
    QString note;     // what is odd about it; it can be sent all the same

    bool canBeSent() const { return problem.isEmpty() && missing.isEmpty(); }
};

/// One kind of thing to send: its fields, and what they come to.
class ComposerPage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual Draft draft() const = 0;
    virtual void setTheme(const Theme &theme) = 0;
    virtual void setSide(core::Direction side);
    /// Whether a message goes out that can be cut up and compressed.
    virtual bool isMessage() const { return false; }
    /// Whether what goes out is a frame that the engine masks.
    virtual bool hasKey() const { return true; }
    /// Stands beside the Send button; null: nothing.
    virtual QWidget *foot() { return nullptr; }
    /// The draft has been sent.
    virtual void accepted() {}
    /// Ends what an input method is composing; false where it was.
    virtual bool isReadyToSend() { return true; }

signals:
    void changed();
    void sendRequested();

protected:
    virtual void retranslate() = 0;
    void changeEvent(QEvent *event) override;
};

} // namespace ui
