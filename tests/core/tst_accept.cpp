// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/protocol/accept.h"

#include <QCryptographicHash>
#include <QTest>

using namespace core;

class TestAccept : public QObject
{
    Q_OBJECT

private slots:
    void rfcExample();
    void wrongRecipesDiffer();
    void theKeyIsTextNotBytes();
};

void TestAccept::rfcExample() // RFC 6455 §1.3
{
    const AcceptDerivation derivation = deriveAccept("dGhlIHNhbXBsZSBub25jZQ==");
    QCOMPARE(derivation.key, QByteArray("dGhlIHNhbXBsZSBub25jZQ=="));
    QCOMPARE(derivation.concatenated,
             QByteArray("dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
    QCOMPARE(derivation.sha1, fixtures::hex("b3 7a 4f 2c c0 62 4f 16 90 f6 46 06 cf 38 59 45 b2 be c4 ea"));
    QCOMPARE(derivation.accept, QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
}

void TestAccept::wrongRecipesDiffer() // mistakes that servers have made
{
    const QByteArray key = "dGhlIHNhbXBsZSBub25jZQ==";
    const auto sha1 = [](const QByteArray &bytes) {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
    };
    const QByteArray decodedFirst = deriveAccept(QByteArray::fromBase64(key)).accept;
    QCOMPARE(decodedFirst, QByteArray("BXhwxM0SZasKmCD9S4BfpPmCnEw="));
    const QByteArray hexEncoded = deriveAccept(key).sha1.toHex().toBase64();
    QCOMPARE(hexEncoded, QByteArray("YjM3YTRmMmNjMDYyNGYxNjkwZjY0NjA2Y2YzODU5NDViMmJlYzRlYQ=="));
    const QByteArray lowerGuid = sha1(key + QByteArray(handshakeGuid).toLower()).toBase64();
    QCOMPARE(lowerGuid, QByteArray("WJfwerbIozKsJXHxxI0JTO1SQgU="));
    for (const QByteArray &wrong : {decodedFirst, hexEncoded, lowerGuid})
        QVERIFY(wrong != deriveAccept(key).accept);
}

void TestAccept::theKeyIsTextNotBytes()
{
    QVERIFY(deriveAccept("dGhlIHNhbXBsZSBub25jZR==").accept !=
            deriveAccept("dGhlIHNhbXBsZSBub25jZQ==").accept);
    QCOMPARE(deriveAccept("x3JJHMbDL1EzLkh9GBhXDw==").accept,
             QByteArray("HSmrc0sMlYUkAGmm5OPpG2HaGWk=")); // known pair
    QCOMPARE(deriveAccept({}).concatenated, QByteArray(handshakeGuid));
    QCOMPARE(deriveAccept({}).accept.size(), 28);
}

QTEST_GUILESS_MAIN(TestAccept)
#include "tst_accept.moc"
