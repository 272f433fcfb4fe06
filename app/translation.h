// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/language.h"

#include <QTranslator>

namespace app {

/// The translators of menus, buttons and Qt's own dialogs, exchanged when the language changes.
class Translation
{
public:
    Translation() = default;
    ~Translation();
    Q_DISABLE_COPY_MOVE(Translation)

    void use(ui::Language language);

private:
    QTranslator m_program;
    QTranslator m_qt;
};

} // namespace app
