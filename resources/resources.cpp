// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/resources.h"

#include <QtGlobal>

// Q_INIT_RESOURCE must stand outside a namespace.
static void initData() { Q_INIT_RESOURCE(framescope_data); }

namespace resources {

void init() { initData(); }

} // namespace resources
