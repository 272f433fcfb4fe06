// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/handshake.h"

#include "core/annotate/annotate.h"
#include "core/protocol/accept.h"
#include "core/referee/judge.h"

#include <QByteArrayList>

#include <algorithm>

namespace core {

namespace {

QByteArray joined(const std::vector<QByteArray> &items)
{
    return QByteArrayList(items.begin(), items.end()).join(", ");
}

bool contains(const std::vector<QByteArray> &items, const QByteArray &wanted)
{
    return std::find(items.begin(), items.end(), wanted) != items.end();
}

const char *reasonPhrase(int status) // RFC 9110 §15
{
    switch (status) {
    case 101:
        return "Switching Protocols";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 426:
        return "Upgrade Required";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    default:
        return "Refused";
    }
}

Field treeOf(const HttpHead &head)
{
    return annotateHttp(spanOf(head.bytes), static_cast<quint32>(head.bytes.size()), head.isResponse);
}

// The first rule that was broken, for which this server has a status.
const Rule *reasonToRefuse(const HttpHead &request)
{
    for (const Check &check : judgeRequest(request, treeOf(request)))
        if (check.isFinding() && check.rule->severity == Severity::Violation)
            return check.rule;
    return nullptr;
}

QByteArray pathOf(const HttpHead &request)
{
    QByteArray target = request.startPart(1);
    if (const qsizetype scheme = target.indexOf("://"); scheme > 0 && !target.startsWith('/')) {
        const qsizetype slash = target.indexOf('/', scheme + 3);
        target = slash < 0 ? QByteArray("/") : target.mid(slash);
    }
    const qsizetype query = target.indexOf('?');
    return query < 0 ? target : target.first(query);
}

// The rule leaves 400 and 405 open; RFC 9110 §15.5.6 has a status of its own for the method.
int statusFor(const Rule &broken) { return broken.id == "REQ-01" ? 405 : broken.status; }

QByteArray trimmedValue(const HttpHead &head, const char *name) { return head.joined(name).trimmed(); }

ServerDecision refusal(int status, std::string_view rule = {})
{
    ServerDecision decision;
    decision.status = status;
    decision.response = makeRefusal(status, rule);
    decision.rule = rule;
    return decision;
}

} // namespace

void HeadDraft::set(const QByteArray &name, const QByteArray &value)
{
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto &field) {
        return field.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (found == fields.end())
        add(name, value);
    else
        found->second = value;
}

void HeadDraft::remove(const QByteArray &name)
{
    std::erase_if(fields,
                  [&](const auto &field) { return field.first.compare(name, Qt::CaseInsensitive) == 0; });
}

QByteArray HeadDraft::bytes() const
{
    QByteArray out = start + "\r\n";
    for (const auto &[name, value] : fields)
        out += name + ": " + value + "\r\n";
    return out + "\r\n";
}

HeadDraft makeRequest(const ClientPolicy &policy, const QByteArray &key)
{
    HeadDraft draft;
    draft.key = key;
    draft.start = "GET " + policy.target + " HTTP/1.1";
    draft.add("Host", policy.host);
    draft.add("Upgrade", "websocket");
    draft.add("Connection", "Upgrade");
    draft.add("Sec-WebSocket-Key", key);
    draft.add("Sec-WebSocket-Version", "13");
    if (!policy.origin.isEmpty())
        draft.add("Origin", policy.origin);
    if (!policy.subprotocols.empty())
        draft.add("Sec-WebSocket-Protocol", joined(policy.subprotocols));
    if (policy.deflate.enabled)
        draft.add("Sec-WebSocket-Extensions", writeExtension(writeDeflateOffer(policy.deflate)));
    for (const auto &[name, value] : policy.headers)
        draft.add(name, value);
    return draft;
}

HeadDraft makeRefusal(int status, std::string_view broken)
{
    const bool isAboutVersion = !broken.empty() && rule(broken).field == "http.request.version";
    HeadDraft draft;
    draft.start = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status);
    if (status == 401)
        draft.add("WWW-Authenticate", "Basic realm=\"Framescope\"");
    if (status == 405)
        draft.add("Allow", "GET");
    if (status == 426) // RFC 9110 §15.5.22
        draft.add("Upgrade", "websocket");
    if (status == 426 || isAboutVersion) // RFC 6455 §4.2.2, §4.4
        draft.add("Sec-WebSocket-Version", "13");
    draft.add("Connection", status == 426 ? "Upgrade, close" : "close");
    draft.add("Content-Length", "0");
    return draft;
}

ServerDecision answerRequest(const HttpHead &request, const ServerPolicy &policy)
{
    if (const Rule *const broken = reasonToRefuse(request))
        return refusal(statusFor(*broken), broken->id);
    if (!policy.paths.empty() && !contains(policy.paths, pathOf(request)))
        return refusal(404);
    const QByteArray origin = trimmedValue(request, "Origin");
    if (!policy.origins.empty() && !origin.isEmpty() && !contains(policy.origins, origin))
        return refusal(403);
    if (policy.refuseWith)
        return refusal(*policy.refuseWith);

    ServerDecision decision;
    HeadDraft &response = decision.response;
    response.key = trimmedValue(request, "Sec-WebSocket-Key");
    response.start = "HTTP/1.1 101 Switching Protocols";
    response.add("Upgrade", "websocket");
    response.add("Connection", "Upgrade");
    response.add("Sec-WebSocket-Accept", deriveAccept(response.key).accept);
    for (const QByteArray &offered : splitList(request.joined("Sec-WebSocket-Protocol")))
        if (decision.subprotocol.isEmpty() && contains(policy.subprotocols, offered))
            decision.subprotocol = offered;
    if (!decision.subprotocol.isEmpty())
        response.add("Sec-WebSocket-Protocol", decision.subprotocol);
    const ExtensionList offers = readExtensions(request.joined("Sec-WebSocket-Extensions"));
    if (const auto choice = chooseDeflate(offers.extensions, policy.deflate)) {
        decision.deflate = choice->agreement;
        response.add("Sec-WebSocket-Extensions", writeExtension(choice->answer));
    }
    return decision;
}

ClientDecision judgeAnswer(const HttpHead &response, const HttpHead &request, const Reception &reception)
{
    ClientDecision decision;
    for (const Check &check : judgeResponse(response, treeOf(response), request)) {
        if (!failsHandshake(check) || reception.doesOverlook(check.rule->id))
            continue;
        decision.rule = check.rule->id;
        return decision;
    }
    decision.accepted = true;
    decision.subprotocol = trimmedValue(response, "Sec-WebSocket-Protocol");
    for (const Extension &extension : readExtensions(response.joined("Sec-WebSocket-Extensions")).extensions)
        if (extension.name == deflateName)
            decision.deflate = readDeflateAnswer(extension).agreement;
    return decision;
}

} // namespace core
