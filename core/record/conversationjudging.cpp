// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/conversation.h"

#include "core/annotate/annotate.h"
#include "core/record/otherconnections.h"

#include <algorithm>

namespace core {

namespace {

constexpr quint64 quotedBytes = 8; // of bytes that are not HTTP

// A name of digits and dots alone is none (RFC 3986 §3.2.2); a colon is one of IPv6.
bool isAddress(const QString &host)
{
    return host.contains(QLatin1Char(':')) || std::all_of(host.begin(), host.end(), [](QChar c) {
               return c == QLatin1Char('.') || (c >= QLatin1Char('0') && c <= QLatin1Char('9'));
           });
}

constexpr std::size_t sideIndex(Direction d) { return static_cast<std::size_t>(d); }

} // namespace

// A server that ends TCP owes an HTTP answer to the last request (RFC 6455 §4.2.1, §4.2.2).
void Conversation::judgeSilence(Direction who, bool byReset)
{
    const bool isAnswered = !m_responses.empty() && m_responses.back().requests == m_requests.size();
    if (who != Direction::Server || now() < 0 || m_requests.empty() || isAnswered ||
        m_finSeen[sideIndex(Direction::Client)])
        return;
    const quint32 request = m_requests.back();
    const std::vector<Check> checks = checksOf(request);
    const auto broken = std::find_if(checks.begin(), checks.end(), [](const Check &check) {
        return check.isFinding() && check.rule->severity == Severity::Violation;
    });
    const QByteArray how = byReset ? "RST" : "FIN";
    if (broken != checks.end())
        m_referee.add({Finding::noUnit,
                       brokenBy("RSP-16", {}, {}, QByteArray::number(broken->rule->status), how), who});
    else if (!m_index.head(request).fields("Origin").empty())
        m_referee.add({Finding::noUnit, brokenBy("RSP-17", {}, {}, "403", how), who});
    else
        m_referee.add({Finding::noUnit, brokenBy("RSP-01", {}, {}, "101", how), who});
}

// RFC 6455 §4.1: after its request the client sends nothing until the server has answered.
void Conversation::unitBegan(quint32 number)
{
    const Unit &unit = units()[number];
    const bool isAnswered = !m_responses.empty() && m_responses.back().requests == m_requests.size();
    if (unit.direction != Direction::Client || m_early || m_requests.empty() || isAnswered ||
        m_index.layer() != Layer::WebSocket || m_accepted)
        return;
    m_early = true;
    // One byte: how many there are at this moment is a matter of chunks.
    m_referee.add({number,
                   brokenBy("REQ-25", unit.isFrame() ? "ws.frame" : "bytes.unknown", byteRange(0, 1), {},
                            toHex(spanOf(m_index.bytes(number, 1)))),
                   Direction::Client});
}

// What only the other connections of the recording show.
void Conversation::judgeBesideOthers(quint32 request)
{
    const Field tree = fieldsOf(request);
    const QByteArray key = m_index.head(request).joined("Sec-WebSocket-Key");
    const Field *const place = findField(tree, "http.request.key");
    if (!connection().keysFixed && place != nullptr && earlierUseOf(key, m_recording, m_id, m_entry))
        m_referee.add({request, brokenBy("REQ-14", place->id, place->span, {}, key), Direction::Client});
    const int connecting = connectingAt(m_recording, m_id, m_index.firstEntry(request));
    if (connecting > 1)
        m_referee.add({request, brokenBy("REQ-35", tree.id, tree.span, "1", QByteArray::number(connecting)),
                       Direction::Client});
}

void Conversation::takeAgreement(const QByteArray &extensions)
{
    for (const Extension &extension : readExtensions(extensions).extensions) {
        if (extension.name != deflateName) {
            m_referee.agreeUnknownExtension();
            continue;
        }
        m_deflate = readDeflateAnswer(extension).agreement;
        m_referee.agreeDeflate(*m_deflate);
    }
}

void Conversation::takeUnknown(quint32 number)
{
    const Unit &unit = units()[number];
    const bool fromClient = unit.direction == Direction::Client;
    if (unit.reason() == UnknownReason::HeadLimit) {
        m_referee.add({number,
                       brokenBy("REQ-33", "bytes.unknown", byteRange(0, m_limits.headerBlock),
                                "<= " + QByteArray::number(m_limits.headerBlock),
                                "> " + QByteArray::number(m_limits.headerBlock)),
                       unit.direction});
    } else if (unit.reason() == UnknownReason::NotHttp && m_index.layer() != Layer::Http &&
               unit.offset == 0) {
        const QByteArray seen = m_index.bytes(number, quotedBytes);
        m_referee.add({number,
                       brokenBy(fromClient ? "REQ-32" : "RSP-18", "bytes.unknown",
                                byteRange(0, static_cast<quint64>(seen.size())),
                                fromClient ? QByteArray() : "HTTP/1.1", toHex(spanOf(seen), ' ')),
                       unit.direction});
    }
    if (unit.reason() == UnknownReason::NotTls && fromClient && unit.offset == 0) {
        const QByteArray seen = m_index.bytes(number, quotedBytes);
        m_referee.add({number,
                       brokenBy("REQ-36", "bytes.unknown", byteRange(0, static_cast<quint64>(seen.size())),
                                "16 03", toHex(spanOf(seen), ' ')),
                       unit.direction});
    }
    addTurn(TurnKind::Unknown, number);
}

void Conversation::takeTls(quint32 number)
{
    addTurn(TurnKind::Frame, number);
    const Unit &unit = units()[number];
    if (unit.complete && unit.direction == Direction::Client && unit.offset == 0)
        judgeServerName(number);
}

// RFC 6455 §4.1 (first list, 5), RFC 6066 §3: an address is not sent as a name.
void Conversation::judgeServerName(quint32 number)
{
    const QString &host = connection().host;
    const QByteArray bytes = m_index.bytes(number);
    const Field tree = annotateTls(spanOf(bytes), false);
    if (host.isEmpty() || isAddress(host) || tlsContentOf(tree, spanOf(bytes)) != "client-hello" ||
        findField(tree, "tls.sni.name") != nullptr)
        return;
    const Field *const list = findField(tree, "tls.extensions");
    const Field &place = list != nullptr ? *list : *findField(tree, "tls.handshake");
    m_referee.add({number, brokenBy("REQ-36", place.id, place.span, host.toLatin1(), {}), Direction::Client});
}

bool Conversation::wasDelivered(quint32 unit) const
{
    const Unit &u = units()[unit];
    const std::optional<quint64> &delivered = m_delivered[sideIndex(u.direction)];
    if (m_leg == Leg::Delivered || !delivered)
        return true;
    const quint64 end = u.offset + m_index.length(unit);
    const auto &dropped = m_dropped[sideIndex(u.direction)];
    const bool wasDropped = std::any_of(dropped.begin(), dropped.end(), [&](const auto &gap) {
        return gap.first < end && gap.second > u.offset;
    });
    return !wasDropped && end <= *delivered;
}

} // namespace core
