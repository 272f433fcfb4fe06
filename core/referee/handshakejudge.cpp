// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/referee/judge.h"

#include "core/annotate/annotate.h"
#include "core/protocol/accept.h"
#include "core/referee/deflatejudge.h"
#include "core/referee/extensionjudge.h"
#include "core/referee/headsyntax.h"
#include "core/referee/headvalues.h"

#include <algorithm>
#include <set>

namespace core {

namespace {

bool isBase64Text(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' ||
               c == '/';
    });
}

// Lower case is a fault of form, which REQ-32 says.
bool isAtLeastHttp11(const QByteArray &written)
{
    const QByteArray version = written.toUpper();
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return version.size() == 8 && version.startsWith("HTTP/") && isDigit(version[5]) && version[6] == '.' &&
           isDigit(version[7]) && (version[5] > '1' || (version[5] == '1' && version[7] >= '1'));
}

// RFC 6455 §4.1, item 3: a path, or an absolute http(s) address that names the same host.
bool isResourceName(const QByteArray &target, const QByteArray &host)
{
    if (target.startsWith('/'))
        return true;
    const auto names = [&target, &host](const QByteArray &scheme, const QByteArray &defaultPort) {
        if (!target.toLower().startsWith(scheme))
            return false;
        qsizetype end = scheme.size();
        while (end < target.size() && !QByteArrayView("/?#").contains(target[end]))
            ++end;
        const auto bare = [&defaultPort](const QByteArray &authority) {
            return (authority.endsWith(defaultPort) ? authority.chopped(defaultPort.size()) : authority)
                .toLower();
        };
        return bare(target.mid(scheme.size(), end - scheme.size())) == bare(host);
    };
    return names("http://", ":80") || names("https://", ":443");
}

void judgeKey(HandshakeBench &bench)
{
    const QByteArray key = bench.firstValue("Sec-WebSocket-Key");
    if (bench.count("Sec-WebSocket-Key") == 0) {
        bench.check("REQ-09", false, "http.request.key", "Sec-WebSocket-Key", {});
        return;
    }
    const bool once = bench.count("Sec-WebSocket-Key") == 1;
    bench.besides("REQ-10", once, "http.request.key", "1",
                  QByteArray::number(bench.count("Sec-WebSocket-Key")));
    const bool wellFormed = key.size() == 24 && key.endsWith("==") && isBase64Text(key.first(22));
    bench.besides("REQ-11", wellFormed, "http.request.key", "24", key);
    const auto decoded = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    const qsizetype bytes = decoded ? decoded.decoded.size() : 0;
    bench.check("REQ-12", bytes == 16, "http.request.key", "16", QByteArray::number(bytes));
    bench.besides("REQ-13", !wellFormed || QByteArray("AQgw").contains(key[21]), "http.request.key.text",
                  "A Q g w", wellFormed ? key.mid(21, 1) : QByteArray());
}

void judgeVersion(HandshakeBench &bench)
{
    const QByteArray version = bench.firstValue("Sec-WebSocket-Version");
    const qsizetype count = bench.count("Sec-WebSocket-Version");
    if (count == 0) {
        bench.check("REQ-15", false, "http.request.version", "13", {});
        return;
    }
    bench.besides("REQ-16", count == 1, "http.request.version", "1", QByteArray::number(count));
    bool isNumber = false;
    const int number = version.toInt(&isNumber);
    const bool formed = isNumber && number >= 0 && number <= 255 && QByteArray::number(number) == version;
    bench.besides("REQ-17", formed, "http.request.version", "0-255", version);
    bench.check("REQ-18", version == "13", "http.request.version", "13", version);
}

// RFC 6455 §4.1, item 8. Only browsers must send one; RFC 6454 §7.3 allows one at most.
void judgeOrigin(HandshakeBench &bench)
{
    static constexpr char form[] = "scheme://host:port";
    const std::vector<HeadValue> origins = valuesOf(bench.head(), "Origin");
    const std::vector<HeadValue> agents = valuesOf(bench.head(), "User-Agent");
    const bool isBrowser = std::any_of(agents.begin(), agents.end(), [](const HeadValue &agent) {
        return agent.text.startsWith("Mozilla/");
    });
    bench.besides("REQ-19", !isBrowser || !origins.empty(), "http.request.origin", form, {});
    for (const HeadValue &origin : origins)
        if (origin.line != origins.front().line || !isSerialisedOrigin(origin.text))
            bench.brokenAt("REQ-19", "http.request.origin", bitsOf(placeOf(*origin.line)), form, origin.text);
}

BitSpan placeOfElement(const HeadLine &line, const ListElement &element)
{
    const auto at = static_cast<quint32>(element.at);
    const auto size = static_cast<quint32>(element.text.size());
    const bool isSeen = size > 0 && at + size <= line.value.length; // neither empty nor on a folded line
    return bitsOf(isSeen ? HeadRange{line.value.offset + at, size} : placeOf(line));
}

// One finding of a rule for each line.
void judgeSubprotocols(HandshakeBench &bench)
{
    std::set<QByteArray> names;
    for (const HeadValue &value : valuesOf(bench.head(), "Sec-WebSocket-Protocol")) {
        bool formSaid = false;
        bool twiceSaid = false;
        for (const ListElement &element : elementsOf(value.text)) {
            const bool formed = isToken(element.text);
            const bool twice = formed && !names.insert(element.text).second;
            const BitSpan place = placeOfElement(*value.line, element);
            if (!formed && !formSaid)
                bench.brokenAt("REQ-20", "http.request.protocol", place, "token", element.text);
            if (twice && !twiceSaid)
                bench.brokenAt("REQ-21", "http.request.protocol", place, {}, element.text);
            formSaid = formSaid || !formed;
            twiceSaid = twiceSaid || twice;
        }
    }
}

bool isViolation(const Check &check)
{
    return check.isFinding() && check.rule->severity == Severity::Violation;
}

std::vector<Check> checksOfRequest(const HttpHead &request)
{
    if (request.lines.empty())
        return {};
    return judgeRequest(
        request, annotateHttp(spanOf(request.bytes), static_cast<quint32>(request.bytes.size()), false));
}

// RFC 6455 §4.4. A 400 may be about something else where something else is wrong.
void judgeVersionRefusal(HandshakeBench &bench, const HttpHead &request, const std::vector<Check> &checks)
{
    const auto versions = request.fields("Sec-WebSocket-Version");
    const int status = bench.head().status();
    if (versions.empty() || request.text(versions.front()->value) == "13" || (status != 426 && status != 400))
        return;
    const bool isOnlyFault = std::all_of(checks.begin(), checks.end(), [](const Check &check) {
        return !isViolation(check) || check.rule->field == "http.request.version";
    });
    if (status == 426 || isOnlyFault)
        bench.besides("RSP-13", !bench.value("Sec-WebSocket-Version").isEmpty(), "http.response.version",
                      "Sec-WebSocket-Version", QByteArray::number(status));
}

// RFC 6455 §4.1: the client goes on with HTTP. One that sends Accept did not mean to refuse.
void judgeRefusal(HandshakeBench &bench, const HttpHead &request)
{
    const QByteArray status = bench.head().startPart(1);
    if (bench.head().status() != 0 && bench.count("Sec-WebSocket-Accept") == 0)
        bench.lawful("RSP-01", "http.response.status", "101", status);
    else
        bench.check("RSP-01", false, "http.response.status", "101", status);
    const std::vector<Check> checks = checksOfRequest(request);
    judgeVersionRefusal(bench, request, checks);
    if (bench.head().status() == 426)
        bench.besides("RSP-14", bench.count("Upgrade") > 0, "http.response.upgrade", "Upgrade", {});
    judgeResponseSyntax(bench);
    judgeDeflateRefusal(bench, request, checks);
}

void judgeAccept(HandshakeBench &bench, const HttpHead &request)
{
    const qsizetype accepts = bench.count("Sec-WebSocket-Accept");
    const QByteArray key = request.joined("Sec-WebSocket-Key");
    const QByteArray wanted = deriveAccept(key).accept;
    if (accepts == 0)
        bench.check("RSP-05", false, "http.response.accept", key.isNull() ? QByteArray() : wanted, {});
    else if (accepts > 1)
        bench.check("RSP-07", false, "http.response.accept", "1", QByteArray::number(accepts));
    else if (!key.isNull())
        bench.check("RSP-06", bench.value("Sec-WebSocket-Accept") == wanted, "http.response.accept", wanted,
                    bench.value("Sec-WebSocket-Accept"));
}

// RSP-08 asks for what was offered; RSP-09 for one name. A value that is no name was not offered either:
// that alone is RSP-09.
void judgeChosenProtocol(HandshakeBench &bench, const HttpHead &request)
{
    const std::vector<HeadValue> lines = valuesOf(bench.head(), "Sec-WebSocket-Protocol");
    if (lines.empty())
        return;
    const QByteArray chosen = joinedValues(bench.head(), "Sec-WebSocket-Protocol");
    const bool isOneName = lines.size() == 1 && isToken(chosen);
    const QByteArray wanted = request.joined("Sec-WebSocket-Protocol");
    const std::vector<QByteArray> offered = splitList(joinedValues(request, "Sec-WebSocket-Protocol"));
    const std::vector<ListElement> names = elementsOf(chosen);
    const bool isOffered = std::all_of(names.begin(), names.end(), [&](const ListElement &name) {
        return (!isOneName && !isToken(name.text)) ||
               std::find(offered.begin(), offered.end(), name.text) != offered.end();
    });
    if (!request.lines.empty() && (isOneName || !isOffered))
        bench.check("RSP-08", isOffered, "http.response.protocol", wanted, chosen);
    if (!isOneName)
        bench.brokenAt("RSP-09", "http.response.protocol", bitsOf(placeOf(*lines.back().line)), "1", chosen);
}

// Rules about a 101 that are said only where they are broken.
// RFC 6455 §4.2.1 is a server's list. What stands elsewhere it may overlook: an Origin that is odd (item 7),
// a syntax that recipients may mend (RFC 9112 §3, §5.2, §6.1; RFC 9110 §5.5).
bool mustBeRefused(const Check &check)
{
    static constexpr std::string_view mayBeOverlooked[] = {"REQ-19", "REQ-27", "REQ-28", "REQ-31", "REQ-32"};
    return isViolation(check) && std::find(std::begin(mayBeOverlooked), std::end(mayBeOverlooked),
                                           check.rule->id) == std::end(mayBeOverlooked);
}

void judgeSwitchBesides(HandshakeBench &bench, const HttpHead &request)
{
    for (const char *name : {"Content-Length", "Transfer-Encoding"})
        for (const HeadLine *line : bench.head().fields(name))
            bench.brokenAt("RSP-15", "http.header", bitsOf(line->all()), {}, bench.head().text(line->name));
    const std::vector<Check> checks = checksOfRequest(request);
    const auto fault = std::find_if(checks.begin(), checks.end(), mustBeRefused);
    if (fault != checks.end())
        bench.check("RSP-16", false, "http.response.status", QByteArray::number(fault->rule->status), "101");
    judgeResponseSyntax(bench);
    judgeInterpretedText(bench);
    judgeDeflateAnswer(bench, request);
}

} // namespace

bool failsHandshake(const Check &check)
{
    return !check.kept && check.rule->severity == Severity::Violation && check.rule->id != "RSP-16" &&
           check.rule->id != "RSP-20";
}

std::vector<Check> judgeRequest(const HttpHead &request, const Field &tree)
{
    HandshakeBench bench(request, tree);
    const QByteArray target = request.startPart(1);
    const QByteArray version = request.startPart(2);
    bench.check("REQ-01", request.startPart(0) == "GET", "http.request.method", "GET", request.startPart(0));
    bench.check("REQ-02", isAtLeastHttp11(version), "http.request.http-version", "HTTP/1.1", version);
    bench.check("REQ-03", isResourceName(target, bench.value("Host")), "http.request.target", "/", target);
    bench.besides("REQ-04", !target.contains('#'), "http.request.target", target.left(target.indexOf('#')),
                  target);
    bench.check("REQ-05", bench.count("Host") > 0, "http.request.host", "Host", bench.value("Host"));
    bench.besides("REQ-06", bench.count("Host") < 2, "http.request.host", "1",
                  QByteArray::number(bench.count("Host")));
    bench.check("REQ-07", request.lists("Upgrade", "websocket"), "http.request.upgrade", "websocket",
                bench.value("Upgrade"));
    bench.check("REQ-08", request.lists("Connection", "Upgrade"), "http.request.connection", "Upgrade",
                bench.value("Connection"));
    judgeKey(bench);
    judgeVersion(bench);
    judgeOrigin(bench);
    judgeSubprotocols(bench);
    judgeOfferedExtensions(bench);
    judgeRequestSyntax(bench);
    judgeBodyLength(bench);
    judgeRequestLine(bench);
    for (const HeadLine *line : request.fields("Sec-WebSocket-Accept"))
        bench.brokenAt("REQ-34", "http.header", bitsOf(line->all()), {}, request.text(line->value));
    judgeDeflateOffers(bench);
    return bench.take();
}

std::vector<Check> judgeResponse(const HttpHead &response, const Field &tree, const HttpHead &request)
{
    HandshakeBench bench(response, tree);
    if (response.status() != 101) {
        judgeRefusal(bench, request);
        return bench.take(); // plain HTTP from here on: the other rules speak of a 101
    }
    bench.check("RSP-01", true, "http.response.status", "101", response.startPart(1));
    judgeStatusLine(bench);
    const QByteArray upgrade = bench.value("Upgrade");
    bench.check("RSP-03", upgrade.compare("websocket", Qt::CaseInsensitive) == 0, "http.response.upgrade",
                "websocket", upgrade);
    bench.check("RSP-04", response.lists("Connection", "Upgrade"), "http.response.connection", "Upgrade",
                bench.value("Connection"));
    judgeAccept(bench, request);
    judgeChosenProtocol(bench, request);
    judgeAnsweredExtensions(bench, request);
    judgeSwitchBesides(bench, request);
    return bench.take();
}

} // namespace core
