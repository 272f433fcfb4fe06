// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/drawing.h"
#include "ui/text/steptext.h"

#include <array>

namespace ui {

/// A unit of a recording, drawn on paper or in a file. It holds its bytes and names, so that it needs the
/// recording no more.
struct UnitPicture
{
    struct Names
    {
        QString title;
        QString subtitle;
    };

    core::Unit unit;
    QByteArray bytes; // those present
    core::BitSpan selected;
    std::vector<core::BitSpan> broken; // where rules are broken
    std::array<Names, 2> names;        // by Language
};

UnitPicture pictureOf(const core::Conversation &conversation, quint32 unit, core::BitSpan selected,
                      const Catalogue &catalogue);

/// As the window draws its bytes, in the light theme.
Drawing drawingOf(const UnitPicture &picture, const Narrator &narrator);
/// From whom to whom, how many bytes, `rfc` (may be empty), and the first bytes in hex. HTML without a frame.
QString captionHtml(const UnitPicture &picture, const QString &rfc, const Narrator &narrator);
/// Both as a <figure>, the drawing as SVG with texts as outlines, so that any reader has the face.
QString figureHtml(const UnitPicture &picture, const QString &rfc, const Narrator &narrator);

/// An HTML file that needs nothing beside it. `body` is HTML, the rest plain text.
QString webPage(const QString &title, const QString &lead, const QString &body, Language language);

} // namespace ui
