// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/jsonreader.h"

namespace core {

/// The same in both languages, written as two originals.
struct LocalText
{
    QString ko;
    QString en;
};

inline LocalText readLocalText(JsonReader reader)
{
    LocalText text{reader.requiredText("ko"), reader.requiredText("en")};
    reader.finish();
    return text;
}

} // namespace core
