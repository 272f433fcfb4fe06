// SPDX-License-Identifier: GPL-3.0-or-later
#include "peers.h"

#include "measure.h"

#include <boost/asio/io_context.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/version.hpp>

#include <wslay/wslay.h>

#include <cstring>

using namespace core;

namespace bench {

namespace {

/// Bytes in memory, handed out as a socket with chunkSize bytes waiting would.
class Source
{
public:
    explicit Source(ByteSpan all)
        : m_all(all)
    {}

    bool isAtEnd() const { return m_all.empty(); }
    bool isChunkRead() const { return m_chunk == 0; }
    void nextChunk() { m_chunk = std::min(chunkSize, m_all.size()); }
    /// At most the rest of this chunk.
    std::size_t read(void *to, std::size_t size)
    {
        size = std::min(size, m_chunk);
        if (size == 0)
            return 0;
        std::memcpy(to, m_all.data(), size);
        m_all = m_all.subspan(size);
        m_chunk -= size;
        return size;
    }

private:
    ByteSpan m_all;
    std::size_t m_chunk = 0;
};

// ---- wslay

struct WslayUser
{
    Source source;
    Tally *tally;
};

ssize_t wslayRecv(wslay_event_context_ptr context, std::uint8_t *buffer, std::size_t size, int, void *user)
{
    const std::size_t got = static_cast<WslayUser *>(user)->source.read(buffer, size);
    if (got > 0)
        return static_cast<ssize_t>(got);
    wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK);
    return -1;
}

void wslayMessage(wslay_event_context_ptr, const wslay_event_on_msg_recv_arg *message, void *user)
{
    Tally &tally = *static_cast<WslayUser *>(user)->tally;
    ++tally.messages;
    tally.takeBytes({message->msg, message->msg_length}); // none where wslay does not buffer
}

void wslayPiece(wslay_event_context_ptr, const wslay_event_on_frame_recv_chunk_arg *piece, void *user)
{
    static_cast<WslayUser *>(user)->tally->takeBytes({piece->data, piece->data_length});
}

// ---- Beast

/// What websocket::stream asks of the layer below it when it reads and writes synchronously.
class MemoryStream
{
public:
    using executor_type = boost::asio::io_context::executor_type;

    explicit MemoryStream(boost::asio::io_context &context)
        : m_context(context)
    {}

    executor_type get_executor() { return m_context.get_executor(); }
    void serve(ByteSpan bytes) { m_source = Source(bytes); }

    template<typename Buffers>
    std::size_t read_some(const Buffers &buffers, boost::beast::error_code &error)
    {
        if (m_source.isChunkRead())
            m_source.nextChunk();
        std::size_t got = 0;
        for (auto at = boost::asio::buffer_sequence_begin(buffers);
             at != boost::asio::buffer_sequence_end(buffers); ++at) {
            const boost::asio::mutable_buffer buffer = *at;
            got += m_source.read(buffer.data(), buffer.size());
        }
        error = {};
        if (got == 0)
            error = boost::asio::error::eof;
        return got;
    }
    template<typename Buffers>
    std::size_t read_some(const Buffers &buffers)
    {
        boost::beast::error_code error;
        const std::size_t got = read_some(buffers, error);
        if (error)
            throw boost::beast::system_error(error);
        return got;
    }
    template<typename Buffers>
    std::size_t write_some(const Buffers &buffers, boost::beast::error_code &error)
    {
        error = {};
        return boost::asio::buffer_size(buffers);
    }
    template<typename Buffers>
    std::size_t write_some(const Buffers &buffers)
    {
        return boost::asio::buffer_size(buffers);
    }

private:
    boost::asio::io_context &m_context;
    Source m_source{ByteSpan()};
};

void teardown(boost::beast::role_type, MemoryStream &, boost::beast::error_code &error) { error = {}; }

constexpr std::string_view upgradeRequest = "GET / HTTP/1.1\r\n"
                                            "Host: localhost\r\n"
                                            "Upgrade: websocket\r\n"
                                            "Connection: Upgrade\r\n"
                                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                            "Sec-WebSocket-Version: 13\r\n\r\n";

ByteSpan spanOfText(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

} // namespace

double runWslay(const Traffic &traffic, bool buffered, Tally &tally)
{
    wslay_event_callbacks callbacks{};
    callbacks.recv_callback = wslayRecv;
    callbacks.on_msg_recv_callback = wslayMessage;
    if (!buffered)
        callbacks.on_frame_recv_chunk_callback = wslayPiece;
    WslayUser user{Source(traffic.wire), &tally};
    wslay_event_context_ptr context = nullptr;
    if (wslay_event_context_server_init(&context, &callbacks, &user) != 0)
        return 0; // the tally shows it
    wslay_event_config_set_no_buffering(context, buffered ? 0 : 1);
    const double seconds = secondsOf([&] {
        while (!user.source.isAtEnd()) {
            user.source.nextChunk();
            if (wslay_event_recv(context) != 0 || wslay_event_get_read_enabled(context) == 0)
                break;
        }
    });
    wslay_event_context_free(context);
    return seconds;
}

double runBeast(const Traffic &traffic, Tally &tally)
{
    boost::asio::io_context context;
    boost::beast::websocket::stream<MemoryStream> stream(context);
    boost::beast::error_code error;
    stream.next_layer().serve(spanOfText(upgradeRequest));
    stream.accept(error);
    if (error)
        return 0; // the tally shows it
    stream.next_layer().serve(traffic.wire);
    return secondsOf([&] {
        boost::beast::flat_buffer buffer;
        while (true) {
            stream.read(buffer, error);
            if (error)
                break;
            ++tally.messages;
            const boost::asio::const_buffer payload = buffer.data();
            tally.takeBytes({static_cast<const std::uint8_t *>(payload.data()), payload.size()});
            buffer.consume(payload.size());
        }
    });
}

double runPlainLoop(const Traffic &traffic, Tally &tally)
{
    std::vector<std::uint8_t> payload(traffic.payloadLength);
    return secondsOf([&] {
        const std::uint8_t *at = traffic.wire.data();
        const std::uint8_t *const end = at + traffic.wire.size();
        while (at < end) {
            quint64 length = at[1] & 0x7f;
            const int extended = length == 126 ? 2 : length == 127 ? 8 : 0;
            if (extended != 0)
                length = 0;
            for (int i = 0; i < extended; ++i)
                length = length << 8 | at[2 + i];
            at += 2 + extended;
            std::uint8_t key[8];
            std::memcpy(key, at, 4);
            std::memcpy(key + 4, at, 4);
            at += 4;
            quint64 key8 = 0;
            std::memcpy(&key8, key, 8);
            quint64 i = 0;
            for (; i + 8 <= length; i += 8) {
                quint64 word = 0;
                std::memcpy(&word, at + i, 8);
                word ^= key8;
                std::memcpy(payload.data() + i, &word, 8);
            }
            for (; i < length; ++i)
                payload[i] = at[i] ^ key[i % 4];
            keep(payload.data());
            at += length;
            ++tally.messages;
            tally.takeBytes({payload.data(), length});
        }
    });
}

std::string peerVersions()
{
    return "wslay " FRAMESCOPE_WSLAY_VERSION " · Boost " + std::to_string(BOOST_VERSION / 100000) + "." +
           std::to_string(BOOST_VERSION / 100 % 1000) + "." + std::to_string(BOOST_VERSION % 100);
}

} // namespace bench
