// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace core {

/// What a receiver is ready to take (RFC 6455 §10.4). The referee says where one is met; the engine refuses,
/// before memory is taken. A policy may set them lower.
struct Limits
{
    quint32 headerBlock = 64 * 1024;           // bytes of an HTTP head, the empty line included: REQ-33
    quint64 message = 64ULL * 1024 * 1024;     // bytes, inflated: FRM-11, MSG-07, PMD-24
    quint32 fragments = 2'000'000;             // frames of one message: MSG-08
    quint32 inflateRatio = 1000;               // inflated bytes for one compressed byte: PMD-24 ...
    quint64 inflateRatioFrom = 1024ULL * 1024; // ... once a message has this many inflated bytes

    bool operator==(const Limits &) const = default;
};

} // namespace core
