// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

#include <QJsonObject>

#include <optional>

namespace core {

// What the args of an action ask for, by deed. Nothing where they are wrong: a field that the deed does not
// have, one that contradicts another, or more than the limits below. docs/scenarios.md has the form.

inline constexpr qint64 actionBytesLimit = 64LL * 1024 * 1024;
inline constexpr int actionFramesLimit = 1'000'000; // of one message

/// {"text" | "hex", "repeat"?}; other fields are left to the caller.
std::optional<QByteArray> bytesOf(const QJsonObject &args);

/// Of send-text and send-binary. `side` is who sends: a server has no keys.
struct MessageDeed
{
    QByteArray bytes;
    SendOptions options;
};
std::optional<MessageDeed> messageOf(const QJsonObject &args, Direction side);

/// Of ping and pong.
struct ControlDeed
{
    QByteArray payload;
    std::optional<MaskingKey> key; // else a new one
};
std::optional<ControlDeed> controlOf(const QJsonObject &args, Direction side);

struct CloseDeed
{
    std::optional<int> code;
    QByteArray reason;
    std::optional<MaskingKey> key; // else a new one
};
std::optional<CloseDeed> closeOf(const QJsonObject &args, Direction side);

/// Of send-frame: masked as `side` must, unless told otherwise.
struct FrameDeed
{
    OutFrame frame;
    bool needsKey = false; // the sender is to draw one
};
std::optional<FrameDeed> frameOf(const QJsonObject &args, Direction side);

} // namespace core
