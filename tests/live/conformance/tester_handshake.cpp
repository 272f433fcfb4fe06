// SPDX-License-Identifier: GPL-3.0-or-later
#include "tester.h"

#include <algorithm>

namespace conformance {

namespace {

// As a client: what the peer is asked for in the first place, with both hints that it may use in its answer.
QByteArray offerOf(const DeflateWish &wish)
{
    QByteArray offer = "permessage-deflate; client_no_context_takeover; client_max_window_bits";
    if (wish.noTakeover)
        offer += "; server_no_context_takeover";
    if (wish.windowBits)
        offer += "; server_max_window_bits=" + QByteArray::number(wish.windowBits);
    return offer;
}

} // namespace

std::optional<Head> readHead(Socket &socket, const QDeadlineTimer &deadline, QByteArray &rest)
{
    QByteArray bytes;
    while (!bytes.contains("\r\n\r\n")) {
        if (bytes.size() > 65'536 || !socket.wait(deadline))
            return {};
        const QByteArray more = socket.take();
        if (more.isEmpty() && socket.hasEnded())
            return {};
        bytes += more;
    }
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    rest = bytes.mid(end + 4);
    return parseHead(bytes.left(end));
}

bool Tester::shakeHands(quint16 port, const QByteArray &target)
{
    const QByteArray key = QByteArray("conformance key!").toBase64();
    QByteArray request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) +
                         "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key +
                         "\r\nSec-WebSocket-Version: 13\r\n";
    QList<QByteArray> offers;
    for (const DeflateWish &wish : m_case.deflate)
        offers.append(offerOf(wish));
    if (!offers.isEmpty())
        request += "Sec-WebSocket-Extensions: " + offers.join(", ") + "\r\n";
    m_socket.write(request + "\r\n", m_deadline);

    QByteArray rest;
    const std::optional<Head> read = readHead(m_socket, m_deadline, rest);
    if (!read) {
        m_fault = "no answer to the request";
        return false;
    }
    const Head &head = *read;
    m_reader.feed(rest);
    if (!head.start.startsWith("HTTP/1.1 101") || head.value("Sec-WebSocket-Accept") != acceptFor(key)) {
        m_fault = "the handshake was not accepted: " + head.start;
        return false;
    }
    const QList<Extension> chosen = parseExtensions(head.value("Sec-WebSocket-Extensions"));
    if (chosen.isEmpty()) {
        m_unimplemented = !m_case.deflate.empty();
    } else if (const QByteArray broken = brokenTerm(chosen); !broken.isEmpty()) {
        m_fault = "the answer to the offer has " + broken;
    } else {
        if (!grantsAnOffer(chosen.front()))
            m_loose = "the answer to the offer does not grant what it asks for";
        agree(chosen.front());
    }
    return m_fault.isEmpty();
}

QByteArray Tester::brokenTerm(const QList<Extension> &answer) const
{
    if (m_case.deflate.empty() || answer.size() != 1 || answer.front().name != "permessage-deflate")
        return "an extension that was not offered";
    const Extension &one = answer.front();
    for (const auto &[name, text] : one.parameters) {
        const bool bits = name.endsWith("_max_window_bits");
        if (!bits && name != "server_no_context_takeover" && name != "client_no_context_takeover")
            return "the parameter " + name;
        const int number = text.toInt();
        if (bits ? (number < 8 || number > 15) : !text.isEmpty())
            return "the value '" + text + "' of " + name;
    }
    return {};
}

// RFC 7692 §7.1.1.1 and §7.1.2.1: an offer that asks for something is accepted by an answer that grants it.
// The original suite does not look; Beast answers window 8 with 9 and leaves 15 out.
bool Tester::grantsAnOffer(const Extension &answer) const
{
    return std::ranges::any_of(m_case.deflate, [&](const DeflateWish &wish) {
        return (!wish.noTakeover || answer.has("server_no_context_takeover")) &&
               (wish.windowBits == 0 || (answer.has("server_max_window_bits") &&
                                         answer.number("server_max_window_bits", 15) <= wish.windowBits));
    });
}

void Tester::agree(const Extension &answer)
{
    const DeflateTerms client = {answer.number("client_max_window_bits", 15),
                                 answer.has("client_no_context_takeover")};
    const DeflateTerms server = {answer.number("server_max_window_bits", 15),
                                 answer.has("server_no_context_takeover")};
    m_deflater = std::make_unique<MessageDeflater>(m_role == Role::Client ? client : server);
    m_inflater = std::make_unique<MessageInflater>(m_role == Role::Client ? server : client);
}

// As a server: the first wish that an offer allows. A window for the client needs the client's word that it
// understands one (RFC 7692 §7.1.2.2); to give up takeover it may be told unasked (§7.1.1.2), and the
// original suite does so too.
QByteArray Tester::answerTo(const Head &request)
{
    QByteArray answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Accept: " +
                        acceptFor(request.value("Sec-WebSocket-Key")) + "\r\n";
    m_unimplemented = !m_case.deflate.empty();
    for (const DeflateWish &wish : m_case.deflate) {
        for (const Extension &offer : parseExtensions(request.value("Sec-WebSocket-Extensions"))) {
            if (!m_unimplemented || offer.name != "permessage-deflate" ||
                (wish.windowBits && !offer.has("client_max_window_bits")))
                continue;
            QByteArray terms = "permessage-deflate";
            if (offer.has("server_no_context_takeover"))
                terms += "; server_no_context_takeover";
            if (offer.has("server_max_window_bits"))
                terms += "; server_max_window_bits=" +
                         QByteArray::number(offer.number("server_max_window_bits", 15));
            if (wish.noTakeover)
                terms += "; client_no_context_takeover";
            if (wish.windowBits)
                terms += "; client_max_window_bits=" + QByteArray::number(wish.windowBits);
            answer += "Sec-WebSocket-Extensions: " + terms + "\r\n";
            agree(parseExtensions(terms).front());
            m_unimplemented = false;
        }
    }
    return answer + "\r\n";
}

} // namespace conformance
