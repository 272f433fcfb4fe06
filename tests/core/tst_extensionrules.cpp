// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging.h"

#include <QTest>

using namespace core;
using namespace judging;

/// Rules about Sec-WebSocket-Extensions, REQ-22 to REQ-24, RSP-10 to RSP-12, and permessage-deflate in the
/// handshake, PMD-01 to PMD-13: each with what breaks it and a neighbour that does not.
class TestExtensionRules : public QObject
{
    Q_OBJECT

private slots:
    void offers_data();
    void offers();
    void answers_data();
    void answers();
    void refusals_data();
    void refusals();
    void findingsDoNotEchoInTheOffer();
    void manyParametersInTime();
    void anyByte();
};

namespace {

const QByteArray header = "Sec-WebSocket-Extensions: ";

} // namespace

void TestExtensionRules::offers_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QStringList>("expected");
    const auto lines = [](const char *name, const QByteArray &text, const char *expected) {
        QTest::newRow(name) << asking(text + "\r\n") << list(expected);
    };
    const auto row = [&lines](const char *name, const QByteArray &value, const char *expected) {
        lines(name, header + value, expected);
    };
    const auto deflate = [&row](const char *name, const QByteArray &parameters, const char *expected) {
        row(name, "permessage-deflate; " + parameters, expected);
    };
    row("REQ-22 semicolon at the end", "{permessage-deflate;}",
        "REQ-22 http.request.extensions [] [permessage-deflate;]");
    row("REQ-22 no name", "{; a=1}", "REQ-22 http.request.extensions [] [; a=1]");
    row("REQ-22 two words", "{permessage deflate}", "REQ-22 http.request.extensions [] [permessage deflate]");
    row("REQ-22 empty parameter value", "{permessage-deflate; server_max_window_bits=}",
        "REQ-22 http.request.extensions [] [permessage-deflate; server_max_window_bits=]");
    row("REQ-22 open quote", "{permessage-deflate; server_max_window_bits=\"10}",
        "REQ-22 http.request.extensions [] [permessage-deflate; server_max_window_bits=\"10]");
    row("REQ-22 commas alone", "{, ,}", "REQ-22 http.request.extensions [] [, ,]");
    lines("REQ-22 empty value", "{Sec-WebSocket-Extensions:\r\n}X-Next: 1", "REQ-22 http.header [] []");
    row("REQ-22 on the second line", "permessage-deflate\r\n" + header + "{bbf-usp-protocol;}",
        "REQ-22 http.request.extensions [] [permessage-deflate, bbf-usp-protocol;]");
    row("REQ-22 on the third line", "{x-a}\r\n" + header + "{x}\r\n" + header + "{z;}",
        "REQ-22 http.request.extensions [] [x-a, x, z;]|REQ-24 http.extension.name [] [x-a]|"
        "REQ-24 http.extension.name [] [x]");
    row("REQ-22 kept: two lines", "permessage-deflate\r\n" + header + "bbf-usp-protocol; eid=\"a\"", "");
    row("REQ-22 kept: blanks and empty elements", "permessage-deflate ;\tclient_max_window_bits = 10 ,, ",
        "");
    row("REQ-23", "bbf-usp-protocol; eid={\"a b\"}", "REQ-23 http.extension.parameter.value [] [a b]");
    row("REQ-23 empty", "bbf-usp-protocol; eid={\"\"}", "REQ-23 http.extension.parameter.value [] []");
    row("REQ-23 escaped", "bbf-usp-protocol; eid=\"a\"; b={\"a\\\"b\"}",
        "REQ-23 http.extension.parameter.value [] [a\"b]");
    row("REQ-23 kept", "bbf-usp-protocol; eid=\"a\\bc\"", "");
    row("REQ-24", "permessage-deflate, {x-mine}; a=1", "REQ-24 http.extension.name [] [x-mine]");
    row("REQ-24 each name once", "{x-a}, {x-b}, x-a; p\r\n" + header + "x-b",
        "REQ-24 http.extension.name [] [x-a]|REQ-24 http.extension.name [] [x-b]");
    row("REQ-24 an old browser", "{x-webkit-deflate-frame}",
        "REQ-24 http.extension.name [] [x-webkit-deflate-frame]");
    row("REQ-24 kept", "bbf-usp-protocol, permessage-deflate", "");

    deflate("PMD-01", "{window_bits=10}", "PMD-01 http.extension.parameter [] [window_bits]");
    deflate("PMD-01 other case", "{Client_Max_Window_Bits}",
            "PMD-01 http.extension.parameter [] [Client_Max_Window_Bits]");
    deflate("PMD-02", "client_max_window_bits; {client_max_window_bits=10}",
            "PMD-02 http.extension.parameter [] [client_max_window_bits]");
    deflate("PMD-02 the same three times",
            "server_no_context_takeover; {server_no_context_takeover}; {server_no_context_takeover}",
            "PMD-02 http.extension.parameter [] [server_no_context_takeover]|"
            "PMD-02 http.extension.parameter [] [server_no_context_takeover]");
    deflate("PMD-02 and what it is", "{x}; {x}",
            "PMD-01 http.extension.parameter [] [x]|PMD-02 http.extension.parameter [] [x]|"
            "PMD-01 http.extension.parameter [] [x]");
    deflate("PMD-03", "{server_no_context_takeover=1}; {client_no_context_takeover=\"x\"}",
            "PMD-03 http.extension.parameter [] [server_no_context_takeover]|"
            "PMD-03 http.extension.parameter [] [client_no_context_takeover]");
    deflate("PMD-04 no value", "{server_max_window_bits}", "PMD-04 http.extension.parameter [] []");
    deflate("PMD-04 7", "{server_max_window_bits=7}", "PMD-04 http.extension.parameter [] [7]");
    deflate("PMD-04 16", "{server_max_window_bits=16}", "PMD-04 http.extension.parameter [] [16]");
    deflate("PMD-05", "{server_max_window_bits=010}", "PMD-05 http.extension.parameter [] [010]");
    deflate("PMD-05 of the client", "{client_max_window_bits=+9}", "PMD-05 http.extension.parameter [] [+9]");
    deflate("PMD-06", "{client_max_window_bits = 16}", "PMD-06 http.extension.parameter [] [16]");
    deflate("PMD-06 in the second offer",
            "client_max_window_bits, permessage-deflate; {client_max_window_bits=7}",
            "PMD-06 http.extension.parameter [] [7]");
    row("PMD-06 on the second line",
        "permessage-deflate\r\n" + header + "permessage-deflate; {client_max_window_bits=0}",
        "PMD-06 http.extension.parameter [] [0]");
    deflate("PMD-01 to PMD-06 kept",
            "server_no_context_takeover; client_no_context_takeover; "
            "server_max_window_bits=8; client_max_window_bits=15",
            "");
    deflate("PMD-04 kept in quotes", "server_max_window_bits=\"10\"", "");
    deflate("PMD-06 kept without a value", "client_max_window_bits", "");
    row("PMD-02 kept: in two offers",
        "permessage-deflate; client_max_window_bits, permessage-deflate; client_max_window_bits", "");
    row("PMD-01 kept: another's parameter", "bbf-usp-protocol; eid=1", "");
}

void TestExtensionRules::offers()
{
    QFETCH(QByteArray, request);
    QFETCH(QStringList, expected);
    const Marked marked = unmark(request);
    const std::vector<Check> checks = checksOfRequest(marked.bytes);
    QStringList said = findings(checks);
    said.sort();
    expected.sort();
    QCOMPARE(said, expected);
    QCOMPARE(misplaced(checks, treeOf(read(marked.bytes, false)), marked.places), QByteArray());
}

void TestExtensionRules::answers_data()
{
    QTest::addColumn<QByteArray>("offer"); // empty: the request is not known; "-": none
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &offer, const QByteArray &answer,
                        const char *expected) {
        QTest::newRow(name) << offer << answering(header + answer + "\r\n") << list(expected);
    };
    const QByteArray d = "permessage-deflate";
    row("RSP-10 none offered", "-", "{permessage-deflate}",
        "RSP-10 http.response.extensions [] [permessage-deflate]");
    row("RSP-10 one of two", d, d + ", {x-mine; a=1}",
        "RSP-10 http.response.extensions [permessage-deflate] [x-mine; a=1]");
    row("RSP-10 on the second line", d, d + "\r\n" + header + "{x-mine}",
        "RSP-10 http.response.extensions [permessage-deflate] [x-mine]");
    row("RSP-10 kept: a value in quotes", "x-a", "x-a; b=\"c\"", "");
    row("RSP-10 kept: a fault in the offer is not the server's", d + ", x-a;", "x-a", "");
    row("RSP-11", d, "{permessage-deflate;}", "RSP-11 http.response.extensions [] [permessage-deflate;]");
    row("RSP-11 bad quotes", "x-a", "x-a; b={\"c d\"}",
        "RSP-11 http.response.extensions [] [x-a; b=\"c d\"]");
    row("RSP-11 without the request", {}, "{=}", "RSP-11 http.response.extensions [] [=]");
    row("RSP-12 two lines are legal", "x-a, x-b", "x-a\r\n" + header + "x-b; x=1", "");
    row("RSP-11 kept", d, d, "");

    row("PMD-08 unknown", d, "permessage-deflate; {window=10}",
        "PMD-08 http.extension.parameter [] [window=10]");
    row("PMD-08 twice", d, "permessage-deflate; server_no_context_takeover; {server_no_context_takeover}",
        "PMD-08 http.extension.parameter [] [server_no_context_takeover]");
    row("PMD-08 value too small", d + "; client_max_window_bits", d + "; {client_max_window_bits=7}",
        "PMD-08 http.extension.parameter [] [client_max_window_bits=7]");
    row("PMD-08 needless value", d, d + "; {server_no_context_takeover=1}",
        "PMD-08 http.extension.parameter [] [server_no_context_takeover=1]");
    row("PMD-08 one for a parameter", d, d + "; {x}; {x}",
        "PMD-08 http.extension.parameter [] [x]|PMD-08 http.extension.parameter [] [x]");
    row("PMD-08 silences PMD-11", d + "; server_max_window_bits=10", d + "; {server_max_window_bits=16}",
        "PMD-08 http.extension.parameter [] [server_max_window_bits=16]");
    row("PMD-08 without the request", {}, d + "; {x}", "PMD-08 http.extension.parameter [] [x]");
    row("PMD-08 kept: unasked limits of the server's own", d,
        d + "; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=9", "");
    row("PMD-09", d, d + "; {client_max_window_bits=10}", "PMD-09 http.extension.parameter [] [10]");
    row("PMD-09 no value", d + "; client_max_window_bits", d + "; {client_max_window_bits}",
        "PMD-09 http.extension.parameter [] []");
    row("PMD-09 no value without the request", {}, d + "; {client_max_window_bits}",
        "PMD-09 http.extension.parameter [] []");
    row("PMD-09 kept", d + "; client_max_window_bits", d + "; client_max_window_bits=10", "");
    row("PMD-09 kept: the request is not known", {}, d + "; client_max_window_bits=10", "");
    row("PMD-10", d + "; client_max_window_bits=10", d + "; {client_max_window_bits=12}",
        "PMD-10 http.extension.parameter [<= 10] [12]");
    row("PMD-10 kept", d + "; client_max_window_bits=10", d + "; client_max_window_bits=10", "");
    row("PMD-10 kept: hint ignored", d + "; client_max_window_bits=10", d, "");
    row("PMD-11 larger", d + "; server_max_window_bits=10", d + "; {server_max_window_bits=11}",
        "PMD-11 http.extension.parameter [<= 10] [11]");
    row("PMD-11 not answered", d + "; server_max_window_bits=10", "{permessage-deflate}",
        "PMD-11 http.extension [<= 10] []");
    row("PMD-11 kept", d + "; server_max_window_bits=10", d + "; server_max_window_bits=9", "");
    row("PMD-12", d + "; server_no_context_takeover", "{permessage-deflate; client_no_context_takeover}",
        "PMD-12 http.extension [] []");
    row("PMD-12 kept", d + "; server_no_context_takeover", d + "; server_no_context_takeover", "");
    row("PMD-12 kept: the client's is a hint", d + "; client_no_context_takeover", d, "");
    row("PMD-13", d, d + ", {permessage-deflate}", "PMD-13 http.extension.name [] [permessage-deflate]");
    row("PMD-13 on two lines", d, d + "\r\n" + header + "{permessage-deflate}; server_no_context_takeover",
        "PMD-13 http.extension.name [] [permessage-deflate]");
    row("PMD-13 alone: only the first is held against the offer", d,
        d + ", {permessage-deflate}; client_max_window_bits=10",
        "PMD-13 http.extension.name [] [permessage-deflate]");
    row("PMD-13 kept", d + ", bbf-usp-protocol", d + ", bbf-usp-protocol", "");

    row("any offer that allows it", d + "; server_max_window_bits=10, " + d, d, "");
    row("none allows it: the first one speaks",
        d + "; server_max_window_bits=10, " + d + "; " + "server_max_window_bits=12",
        d + "; {server_max_window_bits=13}", "PMD-11 http.extension.parameter [<= 10] [13]");
    row("a faulty offer is not meant", d + "; x, " + d, d, "");
    row("a faulty offer does not allow it", d + "; client_max_window_bits; x, " + d,
        d + "; {client_max_window_bits=10}", "PMD-09 http.extension.parameter [] [10]");
    row("declined", d + "; client_max_window_bits, bbf-usp-protocol", "bbf-usp-protocol", "");
}

void TestExtensionRules::answers()
{
    QFETCH(QByteArray, offer);
    QFETCH(QByteArray, response);
    QFETCH(QStringList, expected);
    const Marked marked = unmark(response);
    const QByteArray request = offer.isEmpty() ? QByteArray()
                               : offer == "-"  ? asking({})
                                               : asking(header + offer + "\r\n");
    const std::vector<Check> checks = checksOfResponse(marked.bytes, request);
    QStringList said; // RSP-16 is about the request
    for (const QString &finding : findings(checks))
        if (!finding.startsWith(QLatin1String("RSP-16")))
            said.append(finding);
    QCOMPARE(said, expected);
    const bool isAlone = said.size() == findings(checks).size();
    QCOMPARE(misplaced(checks, treeOf(read(marked.bytes, true)), isAlone ? marked.places : Places()),
             QByteArray());
}

void TestExtensionRules::refusals_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &lines, const QByteArray &response,
                        const char *expected) {
        QTest::newRow(name) << asking(lines) << response << list(expected);
    };
    // What ws of npm 8.11 answers to it.
    const QByteArray bad = "HTTP/1.1 {400} Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    const QByteArray quiet = QByteArray(bad).replace("{", "").replace("}", "");
    const QByteArray faulty = header + "permessage-deflate; foo";
    row("PMD-07", faulty + ", permessage-deflate\r\n", bad, "PMD-07 http.response.status [101] [400]");
    row("PMD-07 on two lines", faulty + "\r\n" + header + "permessage-deflate\r\n", bad,
        "PMD-07 http.response.status [101] [400]");
    row("PMD-07 kept: the good one came first", header + "permessage-deflate, permessage-deflate; foo\r\n",
        quiet, "");
    row("PMD-07 kept: no good one", faulty + "\r\n", quiet, "");
    row("PMD-07 kept: another fault", faulty + ", permessage-deflate\r\nOrigin: x\r\n", quiet, "");
    row("PMD-07 kept: another status", faulty + ", permessage-deflate\r\n", "HTTP/1.1 403 No\r\n\r\n", "");
    row("PMD-07 kept: a good offer", header + "permessage-deflate\r\n", quiet, "");
}

void TestExtensionRules::refusals()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, response);
    QFETCH(QStringList, expected);
    const Marked marked = unmark(response);
    const std::vector<Check> checks = checksOfResponse(marked.bytes, request);
    QCOMPARE(findings(checks), expected);
    QCOMPARE(misplaced(checks, treeOf(read(marked.bytes, true)), marked.places), QByteArray());
}

void TestExtensionRules::findingsDoNotEchoInTheOffer() // warnings: a server may still accept, by another
{
    const QByteArray request = asking(header + "permessage-deflate; foo, permessage-deflate\r\n");
    QCOMPARE(findings(checksOfResponse(answering(header + "permessage-deflate\r\n"), request)),
             QStringList());
    for (const Check &check : checksOfRequest(request))
        QVERIFY(check.kept || check.rule->severity == Severity::Warning);
}

void TestExtensionRules::manyParametersInTime() // as many as a head can hold
{
    QByteArray value = "permessage-deflate";
    for (int i = 0; value.size() < 65000; ++i)
        value += ";" + QByteArray::number(i, 36);
    QVERIFY(findings(checksOfRequest(asking(header + value + "\r\n"))).size() > 10000);
    QByteArray names = "a";
    for (int i = 0; names.size() < 65000; ++i)
        names += "," + QByteArray::number(i, 36);
    QVERIFY(findings(checksOfRequest(asking(header + names + "\r\n"))).size() > 10000);
    QVERIFY(checksOfResponse(answering(header + value + "\r\n"), asking(header + value + "\r\n")).size() >
            10000);
}

void TestExtensionRules::anyByte() // input is untrusted: no place lies outside its field
{
    const QByteArray offer =
        "permessage-deflate; a=\"b\\\"c\", x; y=1, permessage-deflate;client_max_window_bits";
    for (qsizetype i = 0; i < offer.size(); ++i)
        for (const char c : {'\0', '\r', '\n', ',', ';', '=', ' ', '"', '\\', '\xff'}) {
            QByteArray changed = offer;
            changed[i] = c;
            const QByteArray request = asking(header + changed + "\r\n");
            QCOMPARE(misplaced(checksOfRequest(request), treeOf(read(request, false)), {}), QByteArray());
            const QByteArray response = answering(header + changed + "\r\n");
            QCOMPARE(misplaced(checksOfResponse(response, request), treeOf(read(response, true)), {}),
                     QByteArray());
        }
}

QTEST_GUILESS_MAIN(TestExtensionRules)
#include "tst_extensionrules.moc"
