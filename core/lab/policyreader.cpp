// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/policyreader.h"

#include "core/engine/deviation.h"

#include <limits>

namespace core {

namespace {

constexpr int most = std::numeric_limits<int>::max();

std::vector<QByteArray> texts(JsonReader &reader, const char *name)
{
    std::vector<QByteArray> all;
    for (const QJsonValue &value : reader.array(name)) {
        if (!value.isString() || value.toString().isEmpty())
            reader.fail(name, "must hold texts");
        all.push_back(value.toString().toUtf8());
    }
    return all;
}

template<typename T>
void readNumber(JsonReader &reader, const char *name, int least, T &number)
{
    if (const auto value = reader.integer(name, least, most))
        number = static_cast<T>(*value);
}

void readDeflate(JsonReader reader, DeflatePolicy &policy)
{
    policy.enabled = true;
    policy.serverNoContextTakeover = reader.flag("server_no_context_takeover", false);
    policy.clientNoContextTakeover = reader.flag("client_no_context_takeover", false);
    policy.serverMaxWindowBits = reader.integer("server_max_window_bits", 8, 15).value_or(15);
    policy.clientMaxWindowBits = reader.integer("client_max_window_bits", 8, 15).value_or(15);
    reader.finish();
}

void readCommon(JsonReader &reader, EndpointPolicy &policy, Direction side)
{
    if (reader.has("deflate"))
        readDeflate(reader.inside("deflate"), policy.deflate);
    readNumber(reader, "deflate_from", 0, policy.deflateFrom);
    readNumber(reader, "max_message", 1, policy.limits.message);
    readNumber(reader, "max_head", 64, policy.limits.headerBlock);
    readNumber(reader, "max_fragments", 1, policy.limits.fragments);
    readNumber(reader, "frame_size", 0, policy.frameSize);
    readNumber(reader, "handshake_timeout", 0, policy.handshakeTimeout);
    readNumber(reader, "ping_interval", 0, policy.pingInterval);
    readNumber(reader, "pong_timeout", 0, policy.pongTimeout);
    readNumber(reader, "close_timeout", 1, policy.closeTimeout);
    policy.acceptText = reader.flag("accept_text", true);
    policy.acceptBinary = reader.flag("accept_binary", true);
    policy.autoPong = reader.flag("auto_pong", true);
    policy.deviation = reader.text("deviation").toUtf8();
    if (policy.deviation.isEmpty())
        return;
    const Deviation *const known = deviation(
        std::string_view(policy.deviation.constData(), static_cast<std::size_t>(policy.deviation.size())));
    if (known == nullptr)
        reader.fail("deviation", "is not one that the engine knows");
    else if (known->side.value_or(side) != side)
        reader.fail("deviation", "is one of the other side's");
}

} // namespace

void readClientPolicy(JsonReader reader, ClientPolicy &policy)
{
    readCommon(reader, policy, Direction::Client);
    policy.origin = reader.text("origin").toUtf8();
    policy.subprotocols = texts(reader, "subprotocols");
    const QJsonObject headers = reader.object("headers");
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        if (!it->isString())
            reader.fail("headers", "must hold texts");
        policy.headers.emplace_back(it.key().toUtf8(), it->toString().toUtf8());
    }
    reader.finish();
}

void readServerPolicy(JsonReader reader, ServerPolicy &policy)
{
    readCommon(reader, policy, Direction::Server);
    policy.paths = texts(reader, "paths");
    policy.origins = texts(reader, "origins");
    policy.subprotocols = texts(reader, "subprotocols");
    policy.refuseWith = reader.integer("refuse_with", 300, 599);
    reader.finish();
}

} // namespace core
