// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/composerpage.h"

#include <QEvent>

namespace ui {

void ComposerPage::setSide(core::Direction) {}

void ComposerPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
