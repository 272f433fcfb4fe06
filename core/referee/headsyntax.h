// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/referee/handshakebench.h"

namespace core {

/// REQ-26 to REQ-29: how the lines of a request are written.
void judgeRequestSyntax(HandshakeBench &bench);

/// RSP-20: the same faults in a response, one for each line.
void judgeResponseSyntax(HandshakeBench &bench);

/// REQ-32.
void judgeRequestLine(HandshakeBench &bench);

/// RSP-02, of a 101.
void judgeStatusLine(HandshakeBench &bench);

/// REQ-30 and REQ-31.
void judgeBodyLength(HandshakeBench &bench);

/// RSP-21.
void judgeInterpretedText(HandshakeBench &bench);

} // namespace core
