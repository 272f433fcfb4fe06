// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pagekeys.h"

#include <QKeyEvent>
#include <QWidget>

namespace ui {

namespace {

class Keeper : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::ShortcutOverride)
            return QObject::eventFilter(watched, event);
        switch (static_cast<const QKeyEvent *>(event)->key()) {
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
        case Qt::Key_Home:
        case Qt::Key_End:
            event->accept(); // it comes as a key, then
            return true;
        default:
            return QObject::eventFilter(watched, event);
        }
    }
};

} // namespace

void keepPageKeys(QWidget *view) { view->installEventFilter(new Keeper(view)); }

} // namespace ui
