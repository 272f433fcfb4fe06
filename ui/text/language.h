// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace ui {

enum class Language : quint8 { Korean, English };

constexpr Language other(Language l) { return l == Language::Korean ? Language::English : Language::Korean; }

/// The code that files and the command line use.
constexpr const char *code(Language l) { return l == Language::Korean ? "ko" : "en"; }

} // namespace ui
