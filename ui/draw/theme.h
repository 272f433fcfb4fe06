// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

#include <string_view>

namespace ui {

/// What a text or a line is drawn in.
enum class Ink : quint8 { Normal, Secondary, Faint, Line, Boundary, Selection, OnSelection, Kept, Broken };

/// What kind of field a stretch of bytes is. Colour means this and nothing else (Okabe-Ito).
enum class Tone : quint8 { Plain, Control, Opcode, Mask, Length, Payload };

enum class FontRole : quint8 { Body, Bold, Small, SmallBold, Title, Mono, MonoBold, MonoSmall, Large };
inline constexpr std::size_t fontRoles = 9;

/// Before zoom.
int fontPixels(FontRole role);

/// The one place of colours and type. Every colour that is drawn has a name here.
class Theme
{
public:
    enum class Kind : quint8 { Light, Dark, HighContrast };

    /// `zoom` is how much larger the views are drawn, and the texts beside them written; 1: as designed.
    explicit Theme(Kind kind = Kind::Light, qreal zoom = 1);

    Kind kind() const { return m_kind; }
    qreal zoom() const { return m_zoom; }
    QColor ground() const;
    QColor panel() const;
    QColor ink(Ink ink) const;
    QColor selectionFill() const; // behind what is current
    QColor fill(Tone tone) const; // the tint under ink
    QColor edge(Tone tone) const; // the solid edge, at least 3:1 against the panel
    /// As layouts measure and drawings paint it, before zoom.
    QFont font(FontRole role) const;
    /// For texts that are no drawing.
    QFont zoomedFont(FontRole role) const;
    QPalette palette() const;
    QString styleSheet() const;

private:
    Kind m_kind;
    qreal m_zoom;
};

/// The tone of a field by its id.
Tone toneOf(std::string_view fieldId);

} // namespace ui
