// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/programs/readings.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace core {

namespace {

bool isOnBoard(const Move &move)
{
    return move.player >= 1 && move.player <= Move::players && move.column >= 0 &&
           move.column < Move::columns && move.row >= 0 && move.row < Move::rows;
}

std::optional<Move> checked(const Move &move) { return isOnBoard(move) ? std::optional(move) : std::nullopt; }

} // namespace

std::optional<Move> moveOf(const ProgramMessage &message)
{
    if (!message.isText) {
        const QByteArray &bytes = message.content;
        return bytes.size() == 3 ? checked({static_cast<quint8>(bytes[0]), static_cast<quint8>(bytes[1]),
                                            static_cast<quint8>(bytes[2])})
                                 : std::nullopt;
    }
    const QJsonObject object = QJsonDocument::fromJson(message.content).object();
    return checked({object[QLatin1StringView("player")].toInt(-1), object[QLatin1StringView("x")].toInt(-1),
                    object[QLatin1StringView("y")].toInt(-1)});
}

QString textOf(const Move &move)
{
    return QStringLiteral("{\"player\":%1,\"x\":%2,\"y\":%3}")
        .arg(move.player)
        .arg(move.column)
        .arg(move.row);
}

std::map<int, Placed> boardOf(const std::vector<ProgramMessage> &messages, std::size_t count)
{
    std::map<int, Placed> board;
    for (std::size_t i = 0; i < std::min(count, messages.size()); ++i)
        if (const auto move = moveOf(messages[i]))
            board[move->player] = {*move, i};
    return board;
}

std::optional<double> priceOf(const ProgramMessage &message)
{
    if (!message.isText)
        return std::nullopt;
    const QJsonValue price = QJsonDocument::fromJson(message.content).object()[QLatin1StringView("price")];
    if (price.isDouble())
        return price.toDouble();
    static const QRegularExpression form(QStringLiteral("^([0-9]{1,12}(?:\\.[0-9]{1,6})?) ?\\p{L}{0,3}$"));
    const QRegularExpressionMatch match = form.match(QString::fromUtf8(message.content));
    return match.hasMatch() ? std::optional(match.captured(1).toDouble()) : std::nullopt;
}

ProgramKind kindOf(const std::vector<ProgramLog::Client> &clients)
{
    int received = 0;
    int prices = 0;
    for (const ProgramLog::Client &client : clients) {
        const std::size_t looked = std::min<std::size_t>(client.messages.size(), 20); // the first will do
        for (std::size_t i = 0; i < looked; ++i) {
            const ProgramMessage &message = client.messages[i];
            if (moveOf(message))
                return ProgramKind::Game;
            received += message.isReceived ? 1 : 0;
            prices += message.isReceived && priceOf(message) ? 1 : 0;
        }
    }
    return prices > 0 && prices == received ? ProgramKind::Prices : ProgramKind::Chat;
}

} // namespace core
