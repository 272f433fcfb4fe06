// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/connectionstate.h"
#include "core/record/recording.h"

#include <QString>

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace core {

/// One step through a conversation: what happens, where to look, and the states of both sides after it.
/// Computed from the recording, never stored: the same recording gives the same steps.
struct Step
{
    std::string_view id;                             // of the text: "step.frame.first"
    int number = 0;                                  // from 1
    std::optional<quint32> unit;                     // the unit that it is about
    std::optional<quint32> entry;                    // the recording's entry, for events of TCP
    BitSpan focus;                                   // bits of the unit to look at; none where empty
    int part = -1;                                   // which check, stage of Accept, or byte of the payload
    std::string_view rule;                           // of a check
    std::optional<Direction> who;                    // who acts
    std::vector<std::pair<QString, QString>> values; // for the placeholders of the text: literals only
    ConnectionState client = ConnectionState::Connecting;
    ConnectionState server = ConnectionState::Connecting;
};

/// Which steps one turn of the conversation has; the turns are in the order in which they became known.
enum class TurnKind : quint8 {
    TcpConnect,
    Request,      // line by line
    ServerChecks, // RFC 6455 §4.2.1
    Accept,       // RFC 6455 §4.2.2, item 5.4
    Response,     // line by line
    ClientChecks, // RFC 6455 §4.1
    Open,
    HandshakeFailed,
    Frame, // header, length, key, unmasking, meaning; or a TLS record
    Unknown,
    TcpFin,
    TcpRst,
    TcpCut,           // by the wire itself
    CloseUndelivered, // the receiver had stopped reading
    TcpClosed,
    Finding, // of a frame or of the connection; source is its number among the findings
    Edit,    // what the wire did to a unit; one step for each change. source is the entry
};

struct Turn
{
    quint32 firstStep = 1; // number of its first step
    quint32 source = 0;    // unit, or entry for events of TCP
    TurnKind kind = TurnKind::TcpConnect;
    ConnectionState client = ConnectionState::Connecting; // after its last step
    ConnectionState server = ConnectionState::Connecting;
};

class Conversation;

/// The steps of one turn, without their numbers and states.
std::vector<Step> stepsOf(const Conversation &conversation, const Turn &turn);

/// How many those are; reads no payload.
quint32 stepCountOf(const Conversation &conversation, const Turn &turn);

} // namespace core
