// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/field.h"
#include "ui/draw/drawing.h"
#include "ui/text/steptext.h"

namespace ui {

/// One of two units that stand side by side.
struct ComparedUnit
{
    QString title;
    QString outcome; // what came of it
    QByteArray bytes;
    core::Field tree;
};

/// Two units beside each other: what came of each, the bytes around those that differ, which are outlined,
/// and below them each field that differs with both its values. Long stretches that are alike are left out,
/// with their number told.
Drawing layoutComparison(const ComparedUnit &first, const ComparedUnit &second, const Narrator &narrator,
                         const Metrics &metrics, qreal width);

} // namespace ui
