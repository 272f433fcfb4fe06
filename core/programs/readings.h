// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/programs/programlog.h"

#include <map>

namespace core {

// What small programs read in the messages that they send and are given.

enum class ProgramKind : quint8 { Chat, Game, Prices };

/// A player has moved to a square.
struct Move
{
    static constexpr int columns = 8;
    static constexpr int rows = 5;
    static constexpr int players = 3;

    int player = 1; // from 1
    int column = 0; // from 0, as in the message
    int row = 0;

    bool operator==(const Move &) const = default;
};

/// {"player":1,"x":3,"y":2}, or three bytes: player, column, row. Nothing where it is none, or leads off the
/// board.
std::optional<Move> moveOf(const ProgramMessage &message);
QString textOf(const Move &move);

/// Where a player stands, and the message that said so.
struct Placed
{
    Move move;
    std::size_t message = 0;
};
/// Of the first `count` messages, by player; nobody stands on it who has not been heard of.
std::map<int, Placed> boardOf(const std::vector<ProgramMessage> &messages, std::size_t count);

/// {"price":71200}, or a number with a unit after it: 71200원.
std::optional<double> priceOf(const ProgramMessage &message);

/// The program that these messages are made for: a chat unless they are moves or prices.
ProgramKind kindOf(const std::vector<ProgramLog::Client> &clients);

} // namespace core
