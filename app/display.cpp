// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/display.h"

#include <QFontDatabase>
#include <QStringList>

namespace app {

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

void useOffscreen(double scale)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_ENABLE_HIGHDPI_SCALING", "1");
    qputenv("QT_SCALE_FACTOR", QByteArray::number(scale));
}

bool hasHangul() { return !QFontDatabase::families(QFontDatabase::Korean).isEmpty(); }

} // namespace app
