// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/referee/handshakebench.h"

namespace core {

/// PMD-01 to PMD-06: what is wrong with the offers of permessage-deflate.
void judgeDeflateOffers(HandshakeBench &bench);

/// PMD-08 to PMD-13: a 101 by itself, and against the offers where the request is known.
void judgeDeflateAnswer(HandshakeBench &bench, const HttpHead &request);

/// PMD-07, of a refusal: `checks` are those of its request.
void judgeDeflateRefusal(HandshakeBench &bench, const HttpHead &request, const std::vector<Check> &checks);

} // namespace core
