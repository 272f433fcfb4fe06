// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"

class QWebSocket;

namespace live {

class Endpoint;

/// Does a deed on a QWebSocket, whichever side it is: send-text, send-binary, ping, close.
bool actOn(QWebSocket &socket, const core::ActionSpec &action);

/// Tells what the socket tells as events of `endpoint`: text, binary, pong, closed.
void tellEvents(QWebSocket &socket, Endpoint &endpoint);

} // namespace live
