// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/field.h"

#include <QByteArray>

namespace core {

/// The field of a header's value: its id by name, and its inner structure where it has one. Fields that this
/// protocol gives no meaning to are `http.header.value`.
Field headerValue(const QByteArray &name, const QByteArray &value, quint64 firstByte, bool isResponse);

} // namespace core
