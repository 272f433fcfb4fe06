// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/labcontrol.h"
#include "core/live/certificate.h"
#include "core/live/endpoint.h"

namespace live {

inline constexpr QLatin1StringView engineKind("engine");
inline constexpr QLatin1StringView qtKind("qt");
inline constexpr QLatin1StringView rawKind("raw");
inline constexpr QLatin1StringView programKind("program");
inline constexpr QLatin1StringView browserKind("browser");
inline constexpr QLatin1StringView urlKind("url");
inline constexpr QLatin1StringView httpKind("http");

/// Whether nobody here starts such a client: it comes when it likes, and as often as it likes.
bool isAwaited(const core::EndpointSpec &client);

/// Nothing where there is no such kind.
std::unique_ptr<Endpoint> makeServer(const core::ConnectionSpec &spec);
/// The same; `seed` is the scenario's. A client that speaks TLS itself trusts `certificate` where the
/// connection is secure; the others speak to `wirePort` in clear.
std::unique_ptr<Endpoint> makeClient(const core::ConnectionSpec &spec, quint64 seed,
                                     const core::RunOptions &options, quint16 wirePort,
                                     const std::shared_ptr<const Certificate> &certificate);

} // namespace live
