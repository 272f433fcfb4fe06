// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fixtures.h"

namespace fixtures {

/// A whole TLS 1.3 connection to "localhost" with ALPN http/1.1: the client says "hello", the server "there",
/// both end with close_notify.
Script tls13();

/// The same with TLS 1.2, without a server name and without ALPN.
Script tls12();

} // namespace fixtures
