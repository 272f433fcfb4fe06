// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/draw/theme.h"

#include <QString>

namespace ui {

namespace {

/// The tokens of a theme.
struct Colours
{
    QRgb ground, panel;
    QRgb ink, secondary, faint; // texts; faint: what is not to be had now
    QRgb line, boundary;        // between things; around what takes input
    QRgb selection, onSelection, kept, broken;
    QRgb control;       // the edge of control bits
    bool darkenedEdges; // of the other tones
    double tint;        // share of a tone's colour under ink
    double currentTint; // of the selection's under what is current
};
constexpr Colours themes[] = {
    {0xfff6f7f9, 0xffffffff, 0xff1b1f24, 0xff5b6470, 0xff8b939d, 0xffd9dee5, 0xff7d8690, 0xff0072b2,
     0xffffffff, 0xff00704f, 0xffb3400a, 0xff6b7480, true, 0.14, 0.09},
    {0xff14171b, 0xff1c2026, 0xffe8ebef, 0xffa8b1bc, 0xff727c87, 0xff323942, 0xff727c87, 0xff56b4e9,
     0xff14171b, 0xff4fc39b, 0xfff0905c, 0xff8b95a1, false, 0.26, 0.18},
    {0xff000000, 0xff000000, 0xffffffff, 0xffffffff, 0xffb4bac1, 0xff9aa4b0, 0xffffffff, 0xffffe14d,
     0xff000000, 0xff63e6be, 0xffff9d6b, 0xffc3cad2, false, 0.3, 0.22},
};

struct ToneColours
{
    QRgb full;   // Okabe-Ito
    QRgb darker; // so that it passes 3:1 on white
};
constexpr ToneColours tones[] = {
    {0, 0},
    {0xff6b7480, 0xff6b7480},
    {0xffe69f00, 0xffa87400},
    {0xffcc79a7, 0xffb8628f},
    {0xff56b4e9, 0xff2a87bd},
    {0xff009e73, 0xff00805d},
};

QColor mixed(QRgb over, QRgb under, double share)
{
    const auto channel = [share](int a, int b) { return qRound(a * share + b * (1 - share)); };
    return {channel(qRed(over), qRed(under)), channel(qGreen(over), qGreen(under)),
            channel(qBlue(over), qBlue(under))};
}

const Colours &coloursOf(Theme::Kind kind) { return themes[static_cast<std::size_t>(kind)]; }

} // namespace

Theme::Theme(Kind kind, qreal zoom)
    : m_kind(kind)
    , m_zoom(zoom)
{}

QColor Theme::ground() const { return QColor::fromRgb(coloursOf(m_kind).ground); }

QColor Theme::panel() const { return QColor::fromRgb(coloursOf(m_kind).panel); }

QColor Theme::ink(Ink ink) const
{
    const Colours &c = coloursOf(m_kind);
    switch (ink) {
    case Ink::Normal:
        return QColor::fromRgb(c.ink);
    case Ink::Secondary:
        return QColor::fromRgb(c.secondary);
    case Ink::Faint:
        return QColor::fromRgb(c.faint);
    case Ink::Line:
        return QColor::fromRgb(c.line);
    case Ink::Boundary:
        return QColor::fromRgb(c.boundary);
    case Ink::Selection:
        return QColor::fromRgb(c.selection);
    case Ink::OnSelection:
        return QColor::fromRgb(c.onSelection);
    case Ink::Kept:
        return QColor::fromRgb(c.kept);
    case Ink::Broken:
        return QColor::fromRgb(c.broken);
    }
    return {};
}

QColor Theme::selectionFill() const
{
    const Colours &c = coloursOf(m_kind);
    return mixed(c.selection, c.panel, c.currentTint);
}

QColor Theme::fill(Tone tone) const
{
    const Colours &c = coloursOf(m_kind);
    if (tone == Tone::Plain)
        return panel();
    return mixed(tones[static_cast<int>(tone)].full, c.panel, c.tint);
}

QColor Theme::edge(Tone tone) const
{
    if (tone == Tone::Plain)
        return ink(Ink::Line);
    const Colours &c = coloursOf(m_kind);
    if (tone == Tone::Control)
        return QColor::fromRgb(c.control);
    const ToneColours &t = tones[static_cast<int>(tone)];
    return QColor::fromRgb(c.darkenedEdges ? t.darker : t.full);
}

int fontPixels(FontRole role)
{
    switch (role) {
    case FontRole::Body:
    case FontRole::Bold:
        return 14;
    case FontRole::Small:
    case FontRole::SmallBold:
        return 12;
    case FontRole::Title:
        return 19;
    case FontRole::Mono:
    case FontRole::MonoBold:
        return 13;
    case FontRole::MonoSmall:
        return 11;
    case FontRole::Large:
        return 34;
    }
    return 14;
}

QFont Theme::zoomedFont(FontRole role) const
{
    QFont zoomed = font(role);
    zoomed.setPixelSize(qRound(zoomed.pixelSize() * m_zoom));
    return zoomed;
}

QFont Theme::font(FontRole role) const
{
    const bool mono = role == FontRole::Mono || role == FontRole::MonoBold || role == FontRole::MonoSmall;
    QFont font;
    if (mono)
        font.setFamilies({QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"),
                          QStringLiteral("Noto Sans Mono CJK KR"), QStringLiteral("monospace")});
    else
        font.setFamilies({QStringLiteral("Noto Sans CJK KR"), QStringLiteral("NanumGothic"),
                          QStringLiteral("sans-serif")});
    if (mono) // no ligatures: JetBrains Mono draws != as one sign
        font.setStyleStrategy(QFont::PreferNoShaping);
    font.setPixelSize(fontPixels(role));
    if (role == FontRole::Bold || role == FontRole::SmallBold || role == FontRole::Title ||
        role == FontRole::MonoBold || role == FontRole::Large)
        font.setBold(true);
    return font;
}

QPalette Theme::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, ground());
    p.setColor(QPalette::WindowText, ink(Ink::Normal));
    p.setColor(QPalette::Base, panel());
    p.setColor(QPalette::AlternateBase, ground());
    p.setColor(QPalette::Text, ink(Ink::Normal));
    p.setColor(QPalette::PlaceholderText, ink(Ink::Secondary));
    p.setColor(QPalette::Button, panel());
    p.setColor(QPalette::ButtonText, ink(Ink::Normal));
    p.setColor(QPalette::ToolTipBase, panel());
    p.setColor(QPalette::ToolTipText, ink(Ink::Normal));
    p.setColor(QPalette::Highlight, ink(Ink::Selection));
    p.setColor(QPalette::HighlightedText, ink(Ink::OnSelection));
    // Many words of a text are links; that they are underlined is enough.
    p.setColor(QPalette::Link, ink(Ink::Normal));
    p.setColor(QPalette::LinkVisited, ink(Ink::Normal));
    p.setColor(QPalette::Light, ink(Ink::Line));
    p.setColor(QPalette::Mid, ink(Ink::Line));
    p.setColor(QPalette::Dark, ink(Ink::Line));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, ink(Ink::Faint));
    return p;
}

QString Theme::styleSheet() const
{
    QString sheet = QStringLiteral(R"(
QMainWindow, QStatusBar, QMenuBar { background: @ground; color: @ink; }
QMenuBar { border-bottom: 1px solid @line; }
QMenuBar::item { padding: 4px 10px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: @current; }
QMenu { background: @panel; color: @ink; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: @current; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; }
QMenu::indicator:checked { image: none; background: @selection; border-radius: 3px; margin: 2px; }
QToolBar { background: @panel; border: none; padding: 0; spacing: 0; }
QStatusBar { border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @secondary; padding: 0 8px; font-size: 12px; }
#stepBar { background: @ground; border-bottom: 1px solid @line; }
#panel, #panel > QWidget, QScrollArea, #ladderPage, #bytesPage { background: @panel; border: none; }
#panelTitle { color: @secondary; font-weight: bold; font-size: 12px; padding: 8px 16px 2px 16px; background: @panel; }
QSplitter::handle { background: @line; }
QPushButton { background: @panel; color: @ink; border: 1px solid @boundary; border-radius: 6px; padding: 4px 10px; min-height: 20px; }
QPushButton:hover { border-color: @secondary; }
QPushButton:focus { border: 2px solid @selection; padding: 3px 9px; }
QPushButton:disabled { color: @faint; }
QPushButton:checked { background: @ink; color: @panel; border-color: @ink; }
QPushButton#primary { background: @selection; color: @onSelection; border-color: @selection; }
QPushButton#primary:focus { border: 2px solid @ink; }
QPushButton#primary:disabled { background: @panel; color: @faint; border-color: @line; }
QPushButton::menu-indicator { image: none; width: 0; }
QSlider { min-height: 24px; }
QSlider::groove:horizontal { height: 4px; background: @line; border-radius: 2px; }
QSlider::sub-page:horizontal { height: 4px; background: @selection; border-radius: 2px; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -6px 0; border-radius: 8px; background: @panel; border: 2px solid @selection; }
QSlider::handle:horizontal:focus { background: @selection; }
QTextBrowser { background: @panel; color: @ink; border: none; }
QLineEdit, QSpinBox, QPlainTextEdit { background: @panel; color: @ink; border: 1px solid @boundary; border-radius: 6px; padding: 3px 8px; selection-background-color: @selection; selection-color: @onSelection; }
QLineEdit:focus, QSpinBox:focus, QPlainTextEdit:focus { border: 2px solid @selection; padding: 2px 7px; }
QLineEdit:disabled, QSpinBox:disabled, QPlainTextEdit:disabled { color: @faint; background: @ground; }
QLineEdit:read-only { background: @ground; border-color: @line; }
QListWidget { background: @ground; color: @ink; border: none; outline: none; }
QListWidget::item { padding: 2px 4px; border-radius: 4px; }
QListWidget::item:selected { background: @current; color: @ink; }
QTableView, QTreeView, QListView { background: @panel; color: @ink; border: 1px solid @line; outline: none; selection-background-color: @current; selection-color: @ink; alternate-background-color: @ground; }
QTableView::item, QTreeView::item { padding: 0 6px; border: none; }
QTableView::item:selected, QTreeView::item:selected { background: @current; color: @ink; }
QTableView:focus, QTreeView:focus, QListView:focus { border: 2px solid @selection; }
QHeaderView { background: @ground; border: none; }
QHeaderView::section { background: @ground; color: @secondary; border: none; border-bottom: 1px solid @line; border-right: 1px solid @line; padding: 3px 6px; }
QLineEdit[wrong="true"] { border-color: @broken; }
QProgressBar { background: @ground; border: 1px solid @line; border-radius: 3px; max-height: 8px; }
QProgressBar::chunk { background: @selection; }
QAbstractItemView { background: @panel; color: @ink; border: 1px solid @line; }
QTabBar::tab { background: @ground; color: @secondary; border: 1px solid @line; padding: 4px 12px; }
QTabBar::tab:selected { background: @panel; color: @ink; }
QDockWidget { color: @secondary; }
QDockWidget::title { background: @ground; padding: 5px 14px; border-top: 1px solid @line; }
QListWidget:focus { border: 2px solid @selection; border-radius: 4px; }
QDialog, #composer, #policyPage { background: @ground; color: @ink; }
#hairline { background: @line; }
QToolTip { background: @panel; color: @ink; border: 1px solid @line; padding: 6px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @line; border-radius: 4px; min-height: 28px; margin: 1px; }
QScrollBar::handle:vertical:hover { background: @faint; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: @line; border-radius: 4px; min-width: 28px; margin: 1px; }
QScrollBar::handle:horizontal:hover { background: @faint; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)");
    const std::pair<const char *, QColor> tokens[] = {
        {"@ground", ground()},
        {"@panel", panel()},
        {"@ink", ink(Ink::Normal)},
        {"@secondary", ink(Ink::Secondary)},
        {"@faint", ink(Ink::Faint)},
        {"@line", ink(Ink::Line)},
        {"@boundary", ink(Ink::Boundary)},
        {"@current", selectionFill()},
        {"@selection", ink(Ink::Selection)},
        {"@onSelection", ink(Ink::OnSelection)},
        {"@broken", ink(Ink::Broken)},
    };
    for (const auto &[token, colour] : tokens)
        sheet.replace(QLatin1StringView(token), colour.name());
    return sheet;
}

Tone toneOf(std::string_view id)
{
    const auto begins = [id](std::string_view with) { return id.substr(0, with.size()) == with; };
    if (id == "ws.frame.fin" || begins("ws.frame.rsv"))
        return Tone::Control;
    if (id == "ws.frame.opcode")
        return Tone::Opcode;
    if (id == "ws.frame.mask" || id == "ws.frame.key" || begins("http.request.key") ||
        begins("http.response.accept") || id == "http.response.status")
        return Tone::Mask;
    if (begins("ws.frame.length") || id == "http.header.name")
        return Tone::Length;
    if (id == "http.crlf" || id == "http.space" || id == "http.colon" || id == "http.ows" ||
        id == "http.comma" || id == "http.semicolon" || id == "http.equals" || id == "bytes.unknown" ||
        id == "http.end")
        return Tone::Plain;
    return Tone::Payload;
}

} // namespace ui
