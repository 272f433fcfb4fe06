// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversations.h"
#include "ui/export/unitpicture.h"

class QImage;
class QIODevice;

namespace ui {

/// A step that somebody put into a walk-through. What is shown of it is kept here: it needs its recording no
/// more.
struct WalkStep
{
    core::Step step;
    std::optional<UnitPicture> picture; // of the unit that it is about
    std::array<QString, 2> connection;  // its name by Language; empty where there is only one
    QString caption;                    // plain text
    core::Conversations::Place place;   // where it is in its recording
    core::BitSpan bits;                 // that were selected
    int recording = 0;                  // which of those that the window has shown
};

/// Steps in the order of somebody who explains them. An empty title: the program's word for it.
struct WalkThrough
{
    QString title;
    std::vector<WalkStep> steps;
};

/// As one HTML file that needs nothing beside it.
QString walkHtml(const WalkThrough &walk, const Narrator &narrator);
/// As A4 pages in PDF. False where the device cannot be written.
bool writeWalk(QIODevice &device, const WalkThrough &walk, const Narrator &narrator);
/// One step, by its place, as a picture.
QImage walkImage(const WalkThrough &walk, std::size_t at, const Narrator &narrator);

} // namespace ui
