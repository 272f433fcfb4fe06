// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chatmodel.h"

#include <algorithm>

namespace ui {

namespace {

constexpr qsizetype textBytes = 400;   // of a message that are read for its row
constexpr quint32 mostUnits = 100'000; // looked at for the end of a message

} // namespace

ChatModel::ChatModel(const Session &session, QObject *parent)
    : QAbstractListModel(parent)
    , m_session(session)
{}

void ChatModel::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    if (m_count > 0)
        emit dataChanged(index(0), index(m_count - 1));
}

void ChatModel::setSide(std::optional<core::Direction> side)
{
    m_side = side;
    reset();
    grow();
}

void ChatModel::reset()
{
    beginResetModel();
    m_rows.clear();
    m_looked = 0;
    m_count = 0;
    endResetModel();
}

bool ChatModel::isShown(const core::Unit &unit) const
{
    if (!unit.isFrame() || (m_side && unit.direction != *m_side))
        return false;
    return core::is(unit.opcode(), core::Opcode::Text) || core::is(unit.opcode(), core::Opcode::Binary) ||
           core::is(unit.opcode(), core::Opcode::Close);
}

void ChatModel::grow()
{
    if (conversation() == nullptr)
        return;
    const auto &units = conversation()->units();
    for (; m_looked < units.size(); ++m_looked)
        if (isShown(units[m_looked]))
            m_rows.push_back(static_cast<quint32>(m_looked));
    const auto count = static_cast<int>(m_rows.size());
    if (count > m_count) {
        beginInsertRows({}, m_count, count - 1);
        m_count = count;
        endInsertRows();
    }
}

ChatModel::Message ChatModel::at(int row) const
{
    const auto &units = conversation()->units();
    const core::UnitIndex &index = conversation()->index();
    Message message;
    message.first = unitAt(row);
    const core::Unit &first = units[message.first];
    message.direction = first.direction;
    message.timeNs = m_session.recording().entries()[index.firstEntry(message.first)].timeNs;
    message.isText = core::is(first.opcode(), core::Opcode::Text);
    message.isClose = core::is(first.opcode(), core::Opcode::Close);
    message.findings = static_cast<int>(conversation()->findingsOf(message.first).size());
    message.size = first.payloadLength;
    message.isWhole = first.fin() && first.complete;
    quint32 last = message.first;
    const auto end = std::min<std::size_t>(units.size(), std::size_t{message.first} + mostUnits);
    for (quint32 unit = message.first + 1; !message.isClose && !message.isWhole && unit < end; ++unit) {
        const core::Unit &next = units[unit];
        if (!next.isFrame() || next.message != message.first)
            continue;
        last = unit;
        ++message.frames;
        message.size += next.payloadLength;
        message.findings += static_cast<int>(conversation()->findingsOf(unit).size());
        message.isWhole = next.fin() && next.complete;
    }
    if (message.isClose) {
        // RFC 6455 §5.5.1: the code, then the reason.
        const QByteArray body = core::unmaskedPayload(index, message.first);
        if (body.size() >= 2)
            message.text = QString::number(core::bitsValue(core::spanOf(body), {0, 16}));
        if (body.size() > 2)
            message.text += QLatin1Char(' ') + oneLine(QString::fromUtf8(body.mid(2)));
        return message;
    }
    const core::Message whole = core::messageUpTo(index, last);
    QByteArray content;
    if (conversation()->isCompressed(whole)) {
        content = conversation()->contentOf(whole).left(textBytes);
    } else {
        for (const quint32 unit : whole.units)
            if (content.size() < textBytes)
                content += core::unmaskedPayload(index, unit).left(textBytes - content.size());
    }
    message.text = message.isText ? oneLine(QString::fromUtf8(content))
                                  : QString::fromLatin1(core::toHex(core::spanOf(content), ' '));
    return message;
}

QString ChatModel::heading(const Message &message) const
{
    const char *const phrase = message.isClose ? "chat.close" : message.isText ? "chat.text" : "chat.binary";
    QString heading =
        m_narrator->phrase(phrase, {{QStringLiteral("who"), m_narrator->sideCapital(message.direction)},
                                    {QStringLiteral("size"), QString::number(message.size)}});
    if (message.frames > 1)
        heading +=
            m_narrator->phrase("chat.frames", {{QStringLiteral("count"), QString::number(message.frames)}});
    if (!message.isWhole)
        heading += m_narrator->phrase("chat.open");
    return heading;
}

std::optional<int> ChatModel::rowOf(quint32 unit) const
{
    const core::Unit &asked = conversation()->units()[unit];
    const quint32 first = asked.isFrame() && asked.message != core::Unit::none ? asked.message : unit;
    const auto found = std::lower_bound(m_rows.begin(), m_rows.begin() + m_count, first);
    if (found == m_rows.begin() + m_count || *found != first)
        return std::nullopt;
    return static_cast<int>(found - m_rows.begin());
}

int ChatModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_count; }

QVariant ChatModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_narrator || index.row() >= m_count)
        return {};
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const Message message = at(index.row());
    return QStringLiteral("%1: %2").arg(heading(message), message.text);
}

} // namespace ui
