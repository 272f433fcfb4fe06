// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/deflate.h"

#include <QTest>

using namespace core;

class TestDeflate : public QObject
{
    Q_OBJECT

private slots:
    void faults_data();
    void faults();
    void offer();
    void answer();
    void writtenOffer_data();
    void writtenOffer();
    void choice_data();
    void choice();
    void judgement_data();
    void judgement();
    void everyChoiceIsAllowed();
};

namespace {

Extension extension(const QByteArray &parameters)
{
    const ExtensionList list = readExtensions(deflateName + parameters);
    Q_ASSERT(list.isValid() && list.extensions.size() == 1);
    return list.extensions.front();
}

QByteArray show(const std::vector<FaultyParameter> &faults)
{
    static const char *const names[] = {"unknown", "duplicate", "value", "server", "zero", "client"};
    QByteArray out;
    for (const FaultyParameter &faulty : faults)
        out += QByteArray(names[static_cast<int>(faulty.fault)]) + ":" + faulty.parameter.name + " ";
    return out.trimmed();
}

QByteArray show(const std::vector<AnswerFault> &faults)
{
    static const char *const names[] = {"not-offered", "client-large", "server-large", "takeover"};
    QByteArray out;
    for (const AnswerFault fault : faults)
        out += QByteArray(names[static_cast<int>(fault)]) + " ";
    return out.trimmed();
}

DeflatePolicy policy(int server = 15, int client = 15)
{
    DeflatePolicy out;
    out.enabled = true;
    out.serverMaxWindowBits = server;
    out.clientMaxWindowBits = client;
    return out;
}

} // namespace

void TestDeflate::faults_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("ofOffer");
    QTest::addColumn<QByteArray>("ofAnswer");
    const auto row = [](const char *parameters, const char *ofOffer, const char *ofAnswer) {
        QTest::newRow(parameters) << QByteArray(parameters) << QByteArray(ofOffer) << QByteArray(ofAnswer);
    };
    const auto both = [&row](const char *parameters, const char *faults) { row(parameters, faults, faults); };
    both("", "");
    both("; server_no_context_takeover; client_no_context_takeover", "");
    both("; server_max_window_bits=8; client_max_window_bits=15", "");
    both("; server_max_window_bits=\"9\"", "");
    row("; client_max_window_bits", "", "client:client_max_window_bits");
    both("; foo", "unknown:foo");
    both("; foo=1; bar", "unknown:foo unknown:bar");
    both("; Server_No_Context_Takeover", "unknown:Server_No_Context_Takeover");
    both("; server_no_context_takeover; server_no_context_takeover", "duplicate:server_no_context_takeover");
    both("; client_max_window_bits=9; client_max_window_bits=9", "duplicate:client_max_window_bits");
    both("; client_max_window_bits=9; client_max_window_bits=7",
         "duplicate:client_max_window_bits client:client_max_window_bits");
    both("; server_no_context_takeover=1", "value:server_no_context_takeover");
    both("; client_no_context_takeover=true", "value:client_no_context_takeover");
    both("; server_max_window_bits", "server:server_max_window_bits");
    for (const char *const value : {"0", "7", "16", "100", "4294967304", "18446744073709551624"}) {
        const QByteArray server = QByteArray("; server_max_window_bits=") + value;
        const QByteArray client = QByteArray("; client_max_window_bits=") + value;
        both(server.constData(), "server:server_max_window_bits");
        both(client.constData(), "client:client_max_window_bits");
    }
    for (const char *const value : {"08", "00", "015", "abc", "0x9", "+9", "-9", "9.0"}) {
        const QByteArray server = QByteArray("; server_max_window_bits=") + value;
        const QByteArray client = QByteArray("; client_max_window_bits=") + value;
        both(server.constData(), "zero:server_max_window_bits");
        both(client.constData(), "zero:client_max_window_bits");
    }
}

void TestDeflate::faults()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, ofOffer);
    QFETCH(QByteArray, ofAnswer);
    QCOMPARE(show(readDeflateOffer(extension(parameters)).faults), ofOffer);
    QCOMPARE(show(readDeflateAnswer(extension(parameters)).faults), ofAnswer);
}

void TestDeflate::offer()
{
    const DeflateOffer bare = readDeflateOffer(extension("")).offer;
    QVERIFY(!bare.serverNoContextTakeover && !bare.clientNoContextTakeover && !bare.clientMaxWindowBits);
    QVERIFY(!bare.serverMaxWindowBits && !bare.clientMaxWindowBitsValue);
    const DeflateOffer full = readDeflateOffer(extension("; server_no_context_takeover; "
                                                         "client_no_context_takeover; "
                                                         "server_max_window_bits=10; "
                                                         "client_max_window_bits=11"))
                                  .offer;
    QVERIFY(full.serverNoContextTakeover && full.clientNoContextTakeover && full.clientMaxWindowBits);
    QCOMPARE(full.serverMaxWindowBits, std::optional(10));
    QCOMPARE(full.clientMaxWindowBitsValue, std::optional(11));
    QVERIFY(readDeflateOffer(extension("; client_max_window_bits")).offer.clientMaxWindowBits);
}

void TestDeflate::answer()
{
    const ReadAnswer bare = readDeflateAnswer(extension(""));
    QCOMPARE(bare.agreement, DeflateAgreement());
    QVERIFY(!bare.serverBitsAnswered && !bare.clientBitsAnswered);
    const ReadAnswer full = readDeflateAnswer(
        extension("; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10; "
                  "client_max_window_bits=11"));
    QCOMPARE(full.agreement, (DeflateAgreement{true, true, 10, 11}));
    QVERIFY(full.serverBitsAnswered && full.clientBitsAnswered);
}

void TestDeflate::writtenOffer_data()
{
    QTest::addColumn<bool>("takeoversOff");
    QTest::addColumn<int>("server");
    QTest::addColumn<int>("client");
    QTest::addColumn<bool>("offerClientBits");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("browser") << false << 15 << 15 << true
                             << QByteArray("permessage-deflate; client_max_window_bits");
    QTest::newRow("bare") << false << 15 << 12 << false << QByteArray("permessage-deflate");
    QTest::newRow("all") << true << 9 << 10 << true
                         << QByteArray("permessage-deflate; server_no_context_takeover; "
                                       "client_no_context_takeover; server_max_window_bits=9; "
                                       "client_max_window_bits=10");
}

void TestDeflate::writtenOffer()
{
    QFETCH(bool, takeoversOff);
    QFETCH(bool, offerClientBits);
    QFETCH(int, server);
    QFETCH(int, client);
    DeflatePolicy wanted = policy(server, client);
    wanted.serverNoContextTakeover = takeoversOff;
    wanted.clientNoContextTakeover = takeoversOff;
    wanted.offerClientMaxWindowBits = offerClientBits;
    const Extension offer = writeDeflateOffer(wanted);
    QTEST(writeExtension(offer), "expected");
    QVERIFY(readDeflateOffer(offer).faults.empty());
}

void TestDeflate::choice_data()
{
    QTest::addColumn<QByteArray>("offers");
    QTest::addColumn<int>("server");
    QTest::addColumn<int>("client");
    QTest::addColumn<bool>("takeoversOff");
    QTest::addColumn<QByteArray>("expected"); // empty: declined
    const auto row = [](const char *name, const char *offers, int server, int client, bool takeoversOff,
                        const char *expected) {
        QTest::newRow(name) << QByteArray(offers) << server << client << takeoversOff << QByteArray(expected);
    };
    row("bare", "permessage-deflate", 15, 15, false, "permessage-deflate");
    row("other extension", "foo", 15, 15, false, "");
    row("after another", "foo, permessage-deflate", 15, 15, false, "permessage-deflate");
    row("by its exact name", "Permessage-Deflate", 15, 15, false, "");
    row("browser", "permessage-deflate; client_max_window_bits", 15, 15, false, "permessage-deflate");
    row("client bits", "permessage-deflate; client_max_window_bits", 15, 10, false,
        "permessage-deflate; client_max_window_bits=10");
    row("client hint", "permessage-deflate; client_max_window_bits=9", 15, 10, false,
        "permessage-deflate; client_max_window_bits=9");
    row("client hint above", "permessage-deflate; client_max_window_bits=12", 15, 10, false,
        "permessage-deflate; client_max_window_bits=10");
    row("client bits not offered", "permessage-deflate", 15, 10, false, "permessage-deflate");
    row("server bits", "permessage-deflate; server_max_window_bits=10", 15, 15, false,
        "permessage-deflate; server_max_window_bits=10");
    row("server bits 15", "permessage-deflate; server_max_window_bits=15", 15, 15, false,
        "permessage-deflate; server_max_window_bits=15");
    row("server bits of both", "permessage-deflate; server_max_window_bits=12", 11, 15, false,
        "permessage-deflate; server_max_window_bits=11");
    row("server bits unasked", "permessage-deflate", 11, 15, false,
        "permessage-deflate; server_max_window_bits=11");
    row("takeover asked", "permessage-deflate; client_no_context_takeover; server_no_context_takeover", 15,
        15, false, "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    row("takeover unasked", "permessage-deflate", 15, 15, true,
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    row("faulty, then good", "permessage-deflate; server_max_window_bits=16, permessage-deflate", 15, 15,
        false, "permessage-deflate");
    row("only faulty", "permessage-deflate; foo, permessage-deflate; server_max_window_bits", 15, 15, false,
        "");
    row("the first of two", "permessage-deflate; server_max_window_bits=10, permessage-deflate", 15, 15,
        false, "permessage-deflate; server_max_window_bits=10");
}

void TestDeflate::choice()
{
    QFETCH(QByteArray, offers);
    QFETCH(QByteArray, expected);
    QFETCH(int, server);
    QFETCH(int, client);
    QFETCH(bool, takeoversOff);
    DeflatePolicy wanted = policy(server, client);
    wanted.serverNoContextTakeover = takeoversOff;
    wanted.clientNoContextTakeover = takeoversOff;
    const std::vector<Extension> read = readExtensions(offers).extensions;
    const std::optional<DeflateChoice> chosen = chooseDeflate(read, wanted);
    QCOMPARE(chosen ? writeExtension(chosen->answer) : QByteArray(), expected);
    if (chosen)
        QCOMPARE(chosen->agreement, readDeflateAnswer(chosen->answer).agreement);
    wanted.enabled = false;
    QVERIFY(!chooseDeflate(read, wanted));
}

void TestDeflate::judgement_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *offer, const char *answer, const char *expected) {
        QTest::newRow(name) << QByteArray(offer) << QByteArray(answer) << QByteArray(expected);
    };
    row("bare", "", "", "");
    row("client bits not offered", "", "; client_max_window_bits=15", "not-offered");
    row("client bits", "; client_max_window_bits", "; client_max_window_bits=15", "");
    row("client bits equal", "; client_max_window_bits=10", "; client_max_window_bits=10", "");
    row("client bits too large", "; client_max_window_bits=10", "; client_max_window_bits=11",
        "client-large");
    row("client bits not answered", "; client_max_window_bits=10", "", "");
    row("server bits smaller", "; server_max_window_bits=10", "; server_max_window_bits=9", "");
    row("server bits too large", "; server_max_window_bits=10", "; server_max_window_bits=11",
        "server-large");
    row("server bits not answered", "; server_max_window_bits=15", "", "server-large");
    row("server bits unasked", "", "; server_max_window_bits=8", "");
    row("takeover", "; server_no_context_takeover", "; server_no_context_takeover", "");
    row("takeover not echoed", "; server_no_context_takeover", "", "takeover");
    row("client's takeover not echoed", "; client_no_context_takeover", "", "");
    row("takeovers unasked", "", "; server_no_context_takeover; client_no_context_takeover", "");
    row("all at once", "; server_no_context_takeover; server_max_window_bits=9", "; client_max_window_bits=9",
        "not-offered server-large takeover");
}

void TestDeflate::judgement()
{
    QFETCH(QByteArray, offer);
    QFETCH(QByteArray, answer);
    QTEST(show(judgeAnswer(readDeflateAnswer(extension(answer)), readDeflateOffer(extension(offer)).offer)),
          "expected");
}

void TestDeflate::everyChoiceIsAllowed()
{
    const auto every = [](const auto &take) {
        for (const int bits : {8, 11, 15})
            for (const int clientBits : {8, 11, 15})
                for (int flags = 0; flags < 8; ++flags) {
                    DeflatePolicy one = policy(bits, clientBits);
                    one.serverNoContextTakeover = (flags & 1) != 0;
                    one.clientNoContextTakeover = (flags & 2) != 0;
                    one.offerClientMaxWindowBits = (flags & 4) != 0;
                    take(one);
                }
    };
    int seen = 0;
    every([&](const DeflatePolicy &client) {
        const Extension offer = writeDeflateOffer(client);
        const DeflateOffer read = readDeflateOffer(offer).offer;
        every([&](const DeflatePolicy &server) {
            const std::optional<DeflateChoice> chosen = chooseDeflate({offer}, server);
            const bool isAllowed = chosen && readDeflateAnswer(chosen->answer).faults.empty() &&
                                   judgeAnswer(readDeflateAnswer(chosen->answer), read).empty();
            seen += isAllowed ? 1 : 0;
        });
    });
    QCOMPARE(seen, 72 * 72);
}

QTEST_GUILESS_MAIN(TestDeflate)
#include "tst_deflate.moc"
