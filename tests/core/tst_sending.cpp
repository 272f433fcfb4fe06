// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginebench.h"

#include <QTest>

using namespace core;
using namespace enginebench;
using fixtures::hex;

namespace {

constexpr auto client = Direction::Client;
constexpr auto server = Direction::Server;
constexpr quint64 all = ~0ULL;

ClientPolicy deflatingClient()
{
    ClientPolicy policy;
    policy.deflate.enabled = true;
    return policy;
}

ServerPolicy deflatingServer(quint64 from = 0)
{
    ServerPolicy policy;
    policy.deflate.enabled = true;
    policy.deflateFrom = from;
    return policy;
}

/// Header by header: "FIN opcode length".
QStringList frames(const QByteArray &bytes)
{
    QStringList found;
    for (qsizetype at = 0; at < bytes.size();) {
        const auto header = readFrameHeader(spanOf(bytes).subspan(static_cast<std::size_t>(at)));
        if (!header)
            return {};
        found.append(
            QStringLiteral("%1 %2 %3").arg(int{header->fin}).arg(header->opcode).arg(header->payloadLength));
        at += static_cast<qsizetype>(header->size + header->payloadLength);
    }
    return found;
}

} // namespace

class TestSending : public QObject
{
    Q_OBJECT

private slots:
    void cutting_data();
    void cutting();
    void cutsWhatIsCompressed();
    void compressesAsTold();
    void keys();
    void framesByHandAtAnyTime();
};

void TestSending::cutting_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("policy"); // frame size
    QTest::addColumn<quint64>("frameSize");
    QTest::addColumn<quint64>("fragments");
    QTest::addColumn<std::vector<quint64>>("sizes");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, int bytes, int policy, const SendOptions &options,
                        const char *expected) {
        QTest::newRow(name) << bytes << policy << options.frameSize << options.frames << options.sizes
                            << QString::fromLatin1(expected);
    };
    row("the policy", 5, 2, {}, "0 2 2|0 0 2|1 0 1");
    row("frame size before the policy", 5, 2, {.frameSize = 3}, "0 2 3|1 0 2");
    row("frame size that divides", 6, 0, {.frameSize = 3}, "0 2 3|1 0 3");
    row("frame size of nothing", 0, 0, {.frameSize = 3}, "1 2 0");
    row("frames of one size", 6, 0, {.frames = 3}, "0 2 2|0 0 2|1 0 2");
    row("frames of nearly one size", 8, 2, {.frames = 3}, "0 2 3|0 0 3|1 0 2");
    row("one frame before the policy", 8, 2, {.frames = 1}, "1 2 8");
    row("more frames than bytes", 2, 0, {.frames = 4}, "0 2 1|0 0 1|0 0 0|1 0 0");
    row("frames of nothing", 0, 0, {.frames = 2}, "0 2 0|1 0 0");
    row("sizes and the rest", 9, 2, {.sizes = {1, 3, all}}, "0 2 1|0 0 3|1 0 5");
    row("the rest is empty", 4, 0, {.sizes = {1, 3, all}}, "0 2 1|0 0 3|1 0 0");
    row("less than the sizes", 2, 0, {.sizes = {1, 3, all}}, "0 2 1|0 0 1|1 0 0");
}

void TestSending::cutting()
{
    QFETCH(int, bytes);
    QFETCH(int, policy);
    QFETCH(quint64, frameSize);
    QFETCH(quint64, fragments);
    QFETCH(std::vector<quint64>, sizes);
    QFETCH(QString, expected);
    ServerPolicy serverPolicy;
    serverPolicy.frameSize = static_cast<quint64>(policy);
    Opened engines({}, serverPolicy);
    const QByteArray message(bytes, 'm');
    QVERIFY(engines.server.send(Opcode::Binary, message,
                                {.sizes = sizes, .frames = fragments, .frameSize = frameSize}));
    const QByteArray sent = engines.server.takeOutput();
    QCOMPARE(frames(sent).join(u'|'), expected);
    const auto told = feed(engines.client, sent);
    QCOMPARE(told.size(), std::size_t{1});
    QCOMPARE(told[0].bytes, message);
}

// "Hello" is 7 bytes compressed (RFC 7692 §7.2.3.1), and these are what is cut.
void TestSending::cutsWhatIsCompressed()
{
    const auto sent = [](const SendOptions &options) {
        Opened engines(deflatingClient(), deflatingServer());
        engines.server.send(Opcode::Text, "Hello", options);
        return engines.server.takeOutput();
    };
    QCOMPARE(sent({}), hex("c1 07 f2 48 cd c9 c9 07 00"));
    QCOMPARE(sent({.frames = 2}), hex("41 04 f2 48 cd c9  80 03 c9 07 00"));
    QCOMPARE(sent({.frameSize = 3}), hex("41 03 f2 48 cd  00 03 c9 c9 07  80 01 00"));
    QCOMPARE(sent({.sizes = {3, all}}), hex("41 03 f2 48 cd  80 04 c9 c9 07 00"));
}

void TestSending::compressesAsTold()
{
    Opened worthIt(deflatingClient(), deflatingServer());
    worthIt.server.send(Opcode::Text, "Hello", {.compress = false});
    QCOMPARE(worthIt.server.takeOutput(), hex("81 05 48 65 6c 6c 6f"));
    Opened notWorthIt(deflatingClient(), deflatingServer(6));
    notWorthIt.server.send(Opcode::Text, "Hello");
    QCOMPARE(notWorthIt.server.takeOutput(), hex("81 05 48 65 6c 6c 6f"));
    notWorthIt.server.send(Opcode::Text, "Hello", {.compress = true});
    const QByteArray sent = notWorthIt.server.takeOutput();
    QCOMPARE(sent, hex("c1 07 f2 48 cd c9 c9 07 00"));
    QCOMPARE(lines(feed(notWorthIt.client, sent)), QStringList(QStringLiteral("text Hello")));
    Opened notAgreed;
    notAgreed.server.send(Opcode::Text, "Hello", {.compress = true});
    QCOMPARE(notAgreed.server.takeOutput(), hex("81 05 48 65 6c 6c 6f"));
}

void TestSending::keys()
{
    constexpr MaskingKey zero = {};
    constexpr MaskingKey fixed = {1, 2, 3, 4};
    Opened engines;
    Engine &c = engines.client;
    QVERIFY(c.send(Opcode::Text, "Hello", {.key = zero}));
    QCOMPARE(c.takeOutput(), hex("81 85 00 00 00 00 48 65 6c 6c 6f"));
    QVERIFY(c.send(Opcode::Text, "Hello", {.frames = 2, .key = fixed}));
    QCOMPARE(c.takeOutput(), hex("01 83 01 02 03 04 49 67 6f  80 82 01 02 03 04 6d 6d"));
    QVERIFY(c.ping("a", fixed));
    QCOMPARE(c.takeOutput(), hex("89 81 01 02 03 04 60"));
    QVERIFY(c.pong("a", zero));
    QCOMPARE(c.takeOutput(), hex("8a 81 00 00 00 00 61"));
    QVERIFY(c.ping("a")); // the next has one of its own again
    QCOMPARE(c.takeOutput(), hex("89 81 37 fa 21 3d 56"));
    QVERIFY(c.close(1000, {}, 0, fixed));
    QCOMPARE(c.takeOutput(), hex("88 82 01 02 03 04 02 ea"));
    QVERIFY(engines.server.send(Opcode::Text, "a", {.key = fixed})); // a server masks nothing
    QCOMPARE(engines.server.takeOutput(), hex("81 01 61"));
}

void TestSending::framesByHandAtAnyTime()
{
    const OutFrame byHand = frame(server, Opcode::Text, "a");
    Engine early(ServerPolicy(), ofLesson());
    early.start(0);
    early.sendRaw(byHand);
    QCOMPARE(early.takeOutput(), hex("81 01 61"));
    Opened engines;
    QVERIFY(engines.client.close(1000, {}, 0));
    engines.client.takeOutput();
    QVERIFY(!engines.client.send(Opcode::Text, "a"));
    engines.client.sendRaw(frame(client, Opcode::Text, "a"));
    QCOMPARE(engines.client.takeOutput(), hex("81 81 37 fa 21 3d 56"));
    QCOMPARE(engines.client.newMaskingKey(), (MaskingKey{0x37, 0xfa, 0x21, 0x3d}));
}

QTEST_GUILESS_MAIN(TestSending)
#include "tst_sending.moc"
