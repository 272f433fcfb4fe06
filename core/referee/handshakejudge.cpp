// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/referee/judge.h"

#include "core/protocol/accept.h"

#include <QList>

#include <algorithm>

namespace core {

namespace {

bool isBase64Text(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' ||
               c == '/';
    });
}

/// Checks on one head. Each names the field that it looks at; where that is missing, the field that should
/// hold it.
class Bench
{
public:
    Bench(const HttpHead &head, const Field &tree)
        : m_head(head)
        , m_tree(tree)
    {}

    void check(const char *id, bool kept, std::string_view field, QByteArray expected, QByteArray observed)
    {
        const Field *at = findField(m_tree, field);
        if (at == nullptr)
            at = findField(m_tree, "http.headers");
        if (at == nullptr)
            at = &m_tree;
        m_checks.push_back({&rule(id), kept, at->id, at->span, std::move(expected), std::move(observed)});
    }

    /// Says nothing where the rule is kept.
    void besides(const char *id, bool kept, std::string_view field, QByteArray expected, QByteArray observed)
    {
        if (!kept)
            check(id, false, field, std::move(expected), std::move(observed));
    }

    QByteArray value(const char *name) const { return m_head.joined(name); }
    /// Of the first line alone, where more than one is a finding of its own.
    QByteArray firstValue(const char *name) const
    {
        const auto lines = m_head.fields(name);
        return lines.empty() ? QByteArray() : m_head.text(lines.front()->value);
    }
    qsizetype count(const char *name) const { return static_cast<qsizetype>(m_head.fields(name).size()); }
    std::vector<Check> take() { return std::move(m_checks); }

private:
    const HttpHead &m_head;
    const Field &m_tree;
    std::vector<Check> m_checks;
};

bool isAtLeastHttp11(const QByteArray &version)
{
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

void judgeKey(Bench &bench)
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

void judgeVersion(Bench &bench)
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

} // namespace

std::vector<Check> judgeRequest(const HttpHead &request, const Field &tree)
{
    Bench bench(request, tree);
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
    return bench.take();
}

std::vector<Check> judgeResponse(const HttpHead &response, const Field &tree, const HttpHead &request)
{
    Bench bench(response, tree);
    const QByteArray httpVersion = response.startPart(0);
    bench.check("RSP-01", response.status() == 101, "http.response.status", "101", response.startPart(1));
    bench.besides("RSP-02", httpVersion == "HTTP/1.1", "http.response.http-version", "HTTP/1.1", httpVersion);
    if (response.status() != 101)
        return bench.take(); // plain HTTP from here on: the other rules speak of a 101

    const QByteArray upgrade = bench.value("Upgrade");
    bench.check("RSP-03", upgrade.compare("websocket", Qt::CaseInsensitive) == 0, "http.response.upgrade",
                "websocket", upgrade);
    bench.check("RSP-04", response.lists("Connection", "Upgrade"), "http.response.connection", "Upgrade",
                bench.value("Connection"));
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

    if (request.lines.empty())
        return bench.take(); // what was offered is not known
    const std::vector<QByteArray> offered = splitList(request.joined("Sec-WebSocket-Protocol"));
    const QByteArray chosen = bench.value("Sec-WebSocket-Protocol");
    if (!chosen.isNull())
        bench.check("RSP-08", std::find(offered.begin(), offered.end(), chosen) != offered.end(),
                    "http.response.protocol", request.joined("Sec-WebSocket-Protocol"), chosen);
    const auto extensionName = [](const QByteArray &item) { return item.split(';').constFirst().trimmed(); };
    const std::vector<QByteArray> offers = splitList(request.joined("Sec-WebSocket-Extensions"));
    for (const QByteArray &extension : splitList(bench.value("Sec-WebSocket-Extensions")))
        bench.check("RSP-10",
                    std::any_of(offers.begin(), offers.end(),
                                [&](const QByteArray &offer) {
                                    return extensionName(offer) == extensionName(extension);
                                }),
                    "http.response.extensions", request.joined("Sec-WebSocket-Extensions"), extension);
    return bench.take();
}

} // namespace core
