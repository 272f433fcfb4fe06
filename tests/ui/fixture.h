// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/recording.h"
#include "ui/text/catalogue.h"

#include <memory>

/// The conversation of lesson L01 with its reference bytes, put together by hand: 324 bytes.
std::unique_ptr<core::Recording> helloRecording();

/// The same on `count` connections at once, entry by entry in turn; the second client is called 민지.
std::unique_ptr<core::Recording> severalRecording(int count);

/// A masked text frame of `size` bytes after a handshake-less start.
std::unique_ptr<core::Recording> longFrameRecording(int size);

/// The program's own texts.
const ui::Catalogue &programTexts();
