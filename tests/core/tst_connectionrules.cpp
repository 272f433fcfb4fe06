// SPDX-License-Identifier: GPL-3.0-or-later
#include "rulebench.h"

using namespace core;
using namespace rulebench;
using fixtures::client;
using fixtures::fin;
using fixtures::hex;
using fixtures::request;
using fixtures::requestWith;
using fixtures::response;
using fixtures::rst;
using fixtures::server;

/// The rules of the handshake that need more than one head: what comes when, and what does not come at all.
class TestConnectionRules : public QObject
{
    Q_OBJECT

private slots:
    void handshakes_data();
    void handshakes() { check(); }
};

void TestConnectionRules::handshakes_data()
{
    columns();
    const Setup opened{true, true, {}};
    const auto c = Direction::Client;
    const auto s = Direction::Server;
    const QByteArray text = hex("81 82 37 fa 21 3d 5f 93");
    const QByteArray post = request().replace("GET", "POST");
    row("REQ-25 broken: a frame", opened, {client(request() + text), server(response())},
        {"REQ-25 client 1 ws.frame 0+8 [] [81]"});
    row("REQ-25 broken: said once", opened, {client(request() + text + text), server(response())},
        {"REQ-25 client 1 ws.frame 0+8 [] [81]"});
    row("REQ-25 kept: after the answer", opened, {client(request()), server(response()), client(text)});
    row("REQ-33 broken: a byte too many", opened,
        {client("GET / HTTP/1.1\r\nX: " + QByteArray(65536, 'y') + "\r\n\r\n")},
        {"REQ-33 client 0 bytes.unknown 0+524288 [<= 65536] [> 65536]"});
    row("REQ-33 kept: 64 KiB", opened,
        {client(requestWith("X: " + QByteArray(65536 - 157 - 5, 'y') + "\r\n")), server(response())});
    row("RSP-01 broken: TCP ends instead", opened, {client(request()), fin(s), fin(c)},
        {"RSP-01 server - [101] [FIN]"});
    row("RSP-01 kept: the client went first", opened, {client(request()), fin(c), fin(s)});
    row("RSP-16 broken: TCP ends instead of 400", opened, {client(post), fin(s), fin(c)},
        {"REQ-01 client 0 http.request.method 0+32 [GET] [POST]", "RSP-16 server - [400] [FIN]"});
    row("RSP-17 broken: TCP ends instead of 403", opened,
        {client(requestWith("Origin: http://example.com\r\n")), rst(s)}, {"RSP-17 server - [403] [RST]"});
    row("RSP-17 kept: 403", opened,
        {client(requestWith("Origin: http://example.com\r\n")),
         server(fixtures::head({"HTTP/1.1 403 Forbidden", "Content-Length: 0"})), fin(s), fin(c)});
    row("RSP-17 kept: the client went first", opened,
        {client(requestWith("Origin: http://example.com\r\n")), fin(c), fin(s)});
    row("RSP-18 broken: a frame instead of an answer", opened,
        {client(request()), server(hex("81 02 68 69"))},
        {"RSP-18 server 1 bytes.unknown 0+8 [HTTP/1.1] [81]"});
    row("RSP-18 kept: a frame behind the answer", opened,
        {client(request()), server(response() + hex("81 02 68 69"))});
    row("RSP-19 kept: frames in the same segment", opened,
        {client(request()), server(response() + hex("81 02 68 69 89 00")), client(hex("8a 80 00 00 00 00"))});
}

QTEST_GUILESS_MAIN(TestConnectionRules)
#include "tst_connectionrules.moc"
