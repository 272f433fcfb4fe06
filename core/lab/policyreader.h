// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/policy.h"
#include "core/lab/jsonreader.h"

namespace core {

// The "policy" of an endpoint of the engine; docs/scenarios.md has the form.

void readClientPolicy(JsonReader reader, ClientPolicy &policy);
void readServerPolicy(JsonReader reader, ServerPolicy &policy);

} // namespace core
