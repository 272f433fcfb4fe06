// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/screenlayout.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace ui {

using core::Move;
using core::ProgramKind;
using core::ProgramMessage;

namespace {

constexpr qreal margin = 10;
constexpr std::size_t bubblesShown = 100;
constexpr std::size_t pricesShown = 60;
constexpr qsizetype mostLines = 4; // of a bubble

QString contentText(const ProgramMessage &message)
{
    return message.isText ? oneLine(QString::fromUtf8(message.content))
                          : QString::fromLatin1(core::toHex(core::spanOf(message.content), ' '));
}

/// What a program that nothing has come to yet says.
void addNothing(const ScreenInput &input, Screen &out)
{
    const qreal width = input.room.width() - 2 * margin;
    out.drawing.texts.push_back(
        {QRectF(margin, margin, width, 22),
         input.metrics.elided(input.narrator.phrase("programs.nothing"), FontRole::Body, width),
         FontRole::Body, Ink::Secondary});
}

class ChatLayout
{
public:
    explicit ChatLayout(const ScreenInput &input)
        : m_in(input)
    {}

    Screen make()
    {
        const std::size_t first = m_in.count > bubblesShown ? m_in.count - bubblesShown : 0;
        if (m_in.count == 0)
            addNothing(m_in, m_out);
        for (std::size_t i = first; i < m_in.count; ++i)
            add(i);
        m_out.drawing.size = QSizeF(m_in.room.width(), m_y + 4);
        return std::move(m_out);
    }

private:
    void add(std::size_t at)
    {
        const ProgramMessage &message = m_in.messages[at];
        const FontRole font = message.isText ? FontRole::Body : FontRole::MonoSmall;
        const qreal line = m_in.metrics.lineHeight(FontRole::Body);
        const qreal most = (m_in.room.width() - 2 * margin) * 0.82 - 2 * margin;
        QStringList lines = m_in.metrics.wrapped(contentText(message), font, most);
        if (lines.size() > mostLines) {
            lines = lines.first(mostLines);
            lines.back() = m_in.metrics.elided(lines.back() + QStringLiteral(" …"), font, most);
        }
        if (lines.isEmpty())
            lines += QString();
        qreal width = 0;
        for (const QString &each : lines)
            width = std::max(width, m_in.metrics.width(each, font));
        width = std::max(width + 2 * margin + 2, 4 * margin);
        const qreal height = line * static_cast<qreal>(lines.size()) + 8;
        const qreal left = message.isReceived ? margin : m_in.room.width() - margin - width;
        const QRectF bubble(left, m_y, width, height);
        Drawing &to = m_out.drawing;
        to.boxes.push_back({bubble, message.isReceived ? Box::Style::Frame : Box::Style::Current, Tone::Plain,
                            Ink::Boundary});
        if (m_in.selected == at)
            to.boxes.push_back(
                {bubble.adjusted(-2, -2, 2, 2), Box::Style::Selection, Tone::Plain, Ink::Selection});
        for (qsizetype i = 0; i < lines.size(); ++i)
            to.texts.push_back(
                {QRectF(left + margin, m_y + 4 + line * static_cast<qreal>(i), width - 2 * margin, line),
                 lines[i], font, Ink::Normal});
        to.targets.push_back({bubble, {}, {}, {}, false});
        m_out.messages.push_back(at);
        m_y += height + 6;
    }

    const ScreenInput &m_in;
    Screen m_out;
    qreal m_y = 6;
};

constexpr Box::Style shapes[] = {Box::Style::Round, Box::Style::Square, Box::Style::Diamond};
constexpr Tone colours[] = {Tone::Length, Tone::Opcode, Tone::Mask};

Screen layoutBoard(const ScreenInput &input)
{
    constexpr qreal label = 16;
    Screen out;
    Drawing &to = out.drawing;
    const auto squareFor = [&input](qreal below) {
        return std::floor(std::min((input.room.width() - 2 * margin - label) / Move::columns,
                                   (input.room.height() - label - below - 10) / Move::rows));
    };
    constexpr qreal lowest = 24; // where the last message still has its line
    const qreal lastLine = squareFor(20) < lowest ? 0 : 20;
    const qreal square = std::clamp(squareFor(lastLine), 16.0, 72.0);
    const QSizeF size(square * Move::columns, square * Move::rows);
    const QPointF corner(std::max(margin, (input.room.width() - size.width() - label) / 2) + label,
                         4 + label);
    const auto squareAt = [&](const Move &move) {
        return QRectF(corner + QPointF(move.column * square, move.row * square), QSizeF(square, square));
    };
    for (int column = 0; column <= Move::columns; ++column) {
        const qreal x = corner.x() + column * square;
        to.strokes.push_back({QLineF(x, corner.y(), x, corner.y() + size.height()), Ink::Boundary, 1});
        if (column < Move::columns)
            to.texts.push_back({QRectF(x, corner.y() - label, square, label), QString::number(column),
                                FontRole::MonoSmall, Ink::Secondary, Qt::AlignCenter});
    }
    for (int row = 0; row <= Move::rows; ++row) {
        const qreal y = corner.y() + row * square;
        to.strokes.push_back({QLineF(corner.x(), y, corner.x() + size.width(), y), Ink::Boundary, 1});
        if (row < Move::rows)
            to.texts.push_back({QRectF(corner.x() - label, y, label - 3, square), QString::number(row),
                                FontRole::MonoSmall, Ink::Secondary, Qt::AlignRight | Qt::AlignVCenter});
    }
    for (const auto &[player, placed] : core::boardOf(input.messages, input.count)) {
        const QRectF on = squareAt(placed.move);
        const qreal inset = std::max(2.0, square * 0.1);
        const auto index = static_cast<std::size_t>(player - 1);
        if (player == input.player && input.isActive)
            to.boxes.push_back({on.adjusted(1, 1, -1, -1), Box::Style::Current});
        if (player == input.player)
            to.boxes.push_back({on, Box::Style::Selection, Tone::Plain, Ink::Selection});
        to.boxes.push_back({on.adjusted(inset, inset, -inset, -inset), shapes[index], colours[index]});
        to.texts.push_back({on, QString::number(player), square >= 30 ? FontRole::Bold : FontRole::SmallBold,
                            Ink::OnSelection, Qt::AlignCenter});
        to.targets.push_back({on, {}, {}, {}, false});
        out.messages.push_back(placed.message);
    }
    // What was sent or given last, as it stands in the frame.
    if (input.count > 0 && lastLine > 0) {
        const ProgramMessage &last = input.messages[input.count - 1];
        const qreal width = input.room.width() - 2 * margin;
        to.texts.push_back({QRectF(margin, corner.y() + size.height() + 3, width, lastLine),
                            input.metrics.elided(
                                input.narrator.phrase(last.isReceived ? "programs.received" : "programs.sent",
                                                      {{QStringLiteral("text"), contentText(last)}}),
                                FontRole::Small, width),
                            FontRole::Small, Ink::Secondary, Qt::AlignCenter});
    }
    to.size = QSizeF(input.room.width(), corner.y() + size.height() + 3 + lastLine);
    return out;
}

Screen layoutChart(const ScreenInput &input)
{
    Screen out;
    Drawing &to = out.drawing;
    struct Point
    {
        double price;
        std::size_t message;
    };
    std::vector<Point> points;
    int received = 0;
    for (std::size_t i = 0; i < input.count; ++i) {
        received += input.messages[i].isReceived ? 1 : 0;
        if (const auto price = input.messages[i].isReceived ? core::priceOf(input.messages[i]) : std::nullopt)
            points.push_back({*price, i});
    }
    const qreal width = input.room.width() - 2 * margin;
    const qreal height = std::max(input.room.height(), 110.0);
    to.size = QSizeF(input.room.width(), height);
    const qreal small = 18;
    const QString counts = input.narrator.phrase(
        "programs.counts",
        {{QStringLiteral("received"), QString::number(received)},
         {QStringLiteral("sent"), QString::number(static_cast<int>(input.count) - received)}});
    to.texts.push_back({QRectF(margin, height - small - 4, width, small),
                        input.metrics.elided(counts, FontRole::Small, width), FontRole::Small, Ink::Secondary,
                        Qt::AlignLeft | Qt::AlignVCenter});
    if (points.empty()) {
        addNothing(input, out);
        return out;
    }
    const Language language = input.narrator.language();
    const QString last = priceText(points.back().price, language);
    constexpr qreal digits = 44;
    const qreal lastWidth = std::min(width, input.metrics.width(last, FontRole::Large) + 4);
    const QRectF large(margin, 2, lastWidth, digits);
    to.texts.push_back({large, input.metrics.elided(last, FontRole::Large, lastWidth), FontRole::Large});
    to.targets.push_back({large, {}, {}, {}, false});
    out.messages.push_back(points.back().message);
    if (input.selected == points.back().message)
        to.boxes.push_back(
            {large.adjusted(-2, 2, 2, -2), Box::Style::Selection, Tone::Plain, Ink::Selection});
    if (points.size() > 1) {
        const double change = points.back().price - points[points.size() - 2].price;
        const QString text = (change > 0   ? QStringLiteral("▲ ")
                              : change < 0 ? QStringLiteral("▼ ")
                                           : QStringLiteral("= ")) +
                             priceText(std::abs(change), language);
        const qreal left = large.right() + 10;
        if (const qreal room = margin + width - left; room > input.metrics.width(text, FontRole::Body))
            to.texts.push_back({QRectF(left, 14, room, 24), text, FontRole::Body, Ink::Secondary});
    }
    if (points.size() > pricesShown)
        points.erase(points.begin(), points.end() - static_cast<std::ptrdiff_t>(pricesShown));
    double least = points.front().price;
    double most = least;
    for (const Point &each : points) {
        least = std::min(least, each.price);
        most = std::max(most, each.price);
    }
    const QRectF area(margin + 6, digits + 12, width - 12, height - digits - small - 26);
    to.strokes.push_back({QLineF(area.bottomLeft(), area.bottomRight()), Ink::Line, 1});
    const qreal across = area.width() / std::max<qreal>(20, static_cast<qreal>(points.size()) - 1);
    const auto placeOf = [&](std::size_t i) {
        const double share = most > least ? (points[i].price - least) / (most - least) : 0.5;
        return QPointF(area.left() + across * static_cast<qreal>(i),
                       area.bottom() - 4 - share * (area.height() - 8));
    };
    for (std::size_t i = 0; i < points.size(); ++i) {
        const QPointF here = placeOf(i);
        if (i > 0)
            to.strokes.push_back({QLineF(placeOf(i - 1), here), Ink::Selection, 2});
        const bool isChosen = input.selected == points[i].message;
        const qreal radius = i + 1 == points.size() || isChosen ? 4.5 : 2;
        to.boxes.push_back({QRectF(here.x() - radius, here.y() - radius, 2 * radius, 2 * radius),
                            Box::Style::Disc, Tone::Plain, Ink::Selection});
        if (isChosen)
            to.strokes.push_back(
                {QLineF(here.x(), area.top() - 4, here.x(), area.bottom()), Ink::Selection, 1, true});
        if (points[i].message != out.messages.front()) {
            to.targets.push_back(
                {QRectF(here.x() - across / 2, area.top(), across, area.height()), {}, {}, {}, false});
            out.messages.push_back(points[i].message);
        }
    }
    return out;
}

} // namespace

QString priceText(double price, Language language)
{
    QLocale locale(language == Language::Korean ? QLocale::Korean : QLocale::English);
    return locale.toString(price, 'f', price == std::floor(price) ? 0 : 2);
}

QString messageText(const ProgramMessage &message, ProgramKind kind, const Narrator &narrator)
{
    QString what = contentText(message);
    if (const auto move = kind == ProgramKind::Game ? core::moveOf(message) : std::nullopt)
        what = narrator.phrase("programs.move", {{QStringLiteral("player"), QString::number(move->player)},
                                                 {QStringLiteral("x"), QString::number(move->column)},
                                                 {QStringLiteral("y"), QString::number(move->row)}});
    return narrator.phrase(message.isReceived ? "programs.received" : "programs.sent",
                           {{QStringLiteral("text"), what}});
}

Screen layoutScreen(const ScreenInput &input)
{
    switch (input.kind) {
    case ProgramKind::Chat:
        break;
    case ProgramKind::Game:
        return layoutBoard(input);
    case ProgramKind::Prices:
        return layoutChart(input);
    }
    return ChatLayout(input).make();
}

} // namespace ui
