// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/recording.h"

#include <string>

namespace bench {

inline constexpr std::size_t chunkSize = 65536;
inline constexpr std::size_t mebi = 1048576;

enum class Content { Ascii, Korean, Binary };

/// The same bytes at every call.
std::vector<std::uint8_t> makeContent(Content content, std::size_t size);

/// What came out of one decoder: compared with what went in.
struct Tally
{
    quint64 messages = 0;
    quint64 bytes = 0;
    quint64 hash = 0;
    bool hashing = false; // costs time: in a run that is not measured

    void takeBytes(core::ByteSpan payload);
};

/// One direction's stream of masked frames from a client, each of them a message.
struct Traffic
{
    std::string name;
    Content content = Content::Ascii;
    quint64 frames = 0;
    quint64 payloadLength = 0; // of each frame
    std::vector<std::uint8_t> wire;
    quint64 hash = 0; // of all payloads, unmasked

    bool isText() const { return content != Content::Binary; }
    /// Fails the program where `tally` is not this traffic.
    void check(const Tally &tally, const std::string &who) const;
};

/// The frames are written here and not by the core, which is what is measured.
Traffic makeTraffic(const std::string &name, Content content, quint64 frames, quint64 payloadLength);

/// The traffic as the wire hands it on.
std::vector<core::WireRecord> chunksOf(const Traffic &traffic);

/// A pcap of the same frames, as a client sends them after its handshake, in segments of `length` bytes.
/// Bytes written.
qint64 writeCapture(const QString &path, const Traffic &traffic, std::size_t length);

} // namespace bench
