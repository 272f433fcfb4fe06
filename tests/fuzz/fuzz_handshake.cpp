// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an opening handshake: the fields cover it, every check has its place, our server's answer
// pleases our client, and an engine that gets it in pieces does what it does with the whole. The input: one
// byte of policy, one that cuts into pieces, the request, a zero byte, the response to our own request.
#include "core/annotate/annotate.h"
#include "core/engine/engine.h"
#include "core/referee/judge.h"
#include "tests/fuzz/fuzzing.h"

#include <algorithm>

using namespace core;

namespace {

constexpr std::size_t longestInput = 2048;

Field checkedTree(const HttpHead &head)
{
    const Field tree =
        annotateHttp(spanOf(head.bytes), static_cast<quint32>(head.bytes.size()), head.isResponse);
    requireTiled(tree, byteRange(0, static_cast<quint64>(head.bytes.size())));
    return tree;
}

void checkPlaces(const std::vector<Check> &checks, const Field &tree)
{
    for (const Check &check : checks) {
        require(check.rule != nullptr && !check.field.empty());
        require(tree.span.contains(check.span));
    }
}

DeflatePolicy deflateOf(std::uint8_t flags)
{
    DeflatePolicy policy;
    policy.enabled = (flags & 1) != 0;
    policy.serverNoContextTakeover = (flags & 2) != 0;
    policy.clientMaxWindowBits = (flags & 4) != 0 ? 10 : 15;
    policy.serverMaxWindowBits = (flags & 8) != 0 ? 9 : 15;
    return policy;
}

ServerPolicy serverPolicy(std::uint8_t flags)
{
    ServerPolicy policy;
    policy.deflate = deflateOf(flags);
    policy.subprotocols = {"chat", "superchat"};
    if ((flags & 16) != 0)
        policy.paths = {"/chat"};
    if ((flags & 32) != 0)
        policy.origins = {"http://example.com"};
    return policy;
}

ClientPolicy clientPolicy(std::uint8_t flags)
{
    ClientPolicy policy;
    policy.deflate = deflateOf(flags);
    if ((flags & 16) != 0)
        policy.subprotocols = {"chat", "superchat"};
    return policy;
}

void checkAnswer(const HttpHead &request, const ServerPolicy &policy)
{
    const ServerDecision decision = answerRequest(request, policy);
    const QByteArray bytes = decision.response.bytes();
    const HttpHead response = readHttpHead(bytes, true);
    require(response.complete && response.bytes == bytes && response.status() == decision.status);
    checkPlaces(judgeResponse(response, checkedTree(response), request), checkedTree(response));
    if (!decision.accepts())
        return;
    const ClientDecision client = judgeAnswer(response, request);
    require(client.accepted && client.subprotocol == decision.subprotocol);
    require(client.deflate == decision.deflate);
    const std::vector<QByteArray> offered = splitList(request.joined("Sec-WebSocket-Protocol"));
    const auto lists = [&](const std::vector<QByteArray> &items) {
        return std::find(items.begin(), items.end(), client.subprotocol) != items.end();
    };
    require(client.subprotocol.isEmpty() || (lists(offered) && lists(policy.subprotocols)));
}

/// What an engine said and sent, one behind the other. A head is all that it waits for.
template<typename Policy>
QByteArray told(const Policy &policy, ByteSpan bytes, const HttpHead &head, std::uint8_t seed)
{
    Engine engine(policy, {[] {
                               return MaskingKey{1, 2, 3, 4};
                           },
                           [] { return QByteArray("the sample nonce"); }});
    engine.start(0);
    QByteArray log;
    std::size_t rounds = 0;
    const auto take = [&] {
        for (const EngineEvent &event : engine.takeEvents())
            log += QByteArray::number(static_cast<int>(event.kind)) + ' ' + QByteArray::number(event.status) +
                   ' ' + QByteArray::number(event.code) + ' ' + event.bytes + ' ' +
                   QByteArray(event.rule.data(), static_cast<qsizetype>(event.rule.size())) + '\n';
    };
    const auto feed = [&](ByteSpan piece) {
        engine.receive(piece, 0);
        for (take(); engine.hasWaiting(); take()) {
            require(++rounds <= longestInput);
            engine.resume(0);
        }
    };
    if (seed == 0)
        feed(bytes);
    else
        inPieces(bytes, seed, feed);
    const bool isInterim = head.isResponse && head.status() / 100 == 1 && head.status() != 101;
    require(!head.complete || isInterim || engine.state() != ConnectionState::Connecting);
    log += name(engine.state()) + engine.subprotocol() + engine.takeOutput();
    return log + (engine.wantsTcpEnd() ? "end" : "");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput input({data, std::min(size, longestInput)});
    const std::uint8_t flags = input.byte();
    const std::uint8_t seed = input.byte() | 1;
    const ByteSpan fromClient = input.until(0);
    const ByteSpan fromServer = input.rest();
    const HttpHead request = readHttpHead(toByteArray(fromClient), false);
    const HttpHead response = readHttpHead(toByteArray(fromServer), true);
    const Field requestTree = checkedTree(request);
    checkPlaces(judgeRequest(request, requestTree), requestTree);
    const Field responseTree = checkedTree(response);
    checkPlaces(judgeResponse(response, responseTree, request), responseTree);
    if (request.complete)
        checkAnswer(request, serverPolicy(flags));
    require(told(serverPolicy(flags), fromClient, request, 0) ==
            told(serverPolicy(flags), fromClient, request, seed));
    require(told(clientPolicy(flags), fromServer, response, 0) ==
            told(clientPolicy(flags), fromServer, response, seed));
    return 0;
}
