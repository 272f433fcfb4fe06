// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/framelayout.h"

namespace ui {

/// Request or response line by line: every name, separator, value and line end in its own cell.
Drawing layoutHttp(const BytesInput &input);

} // namespace ui
