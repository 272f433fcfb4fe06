// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/files/decodejson.h"
#include "core/record/messages.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace core;
using fixtures::hex;

/// Long recordings: what is done for each frame must not grow with how many there are. The limits are far
/// above what is needed (even under a sanitizer) and far below what looking back over all of it would take.
class TestScale : public QObject
{
    Q_OBJECT

private slots:
    void manyFrames_data();
    void manyFrames();
    void largePayloadIsNotReadToCount();
    void findingsOfManyFrames();
};

namespace {

constexpr qint64 milliseconds = 30'000;
constexpr int frames = 100'000;

std::unique_ptr<Recording> fromServer(const QByteArray &bytes)
{
    ConnectionInfo info;
    info.handshake = false;
    return fixtures::record({fixtures::server(bytes)}, fixtures::every(qsizetype{64} * 1024), info);
}

} // namespace

void TestScale::manyFrames_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("repeated");
    QTest::newRow("text") << QByteArray() << hex("81 02 68 69");
    QTest::newRow("one message in fragments") << hex("01 01 61") << hex("00 01 62");
    QTest::newRow("stray continuations") << hex("80 00") << hex("00 01 62");
    QTest::newRow("pings in an open message") << hex("01 01 61") << hex("89 00");
    QTest::newRow("closes") << QByteArray() << hex("88 02 03 e8");
    QTest::newRow("broken in three ways") << QByteArray() << hex("f1 80 01 02 03 04");
}

void TestScale::manyFrames()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, repeated);
    const auto recording = fromServer(first + repeated.repeated(frames));
    QElapsedTimer timer;
    timer.start();
    Conversation conversation(*recording, 1);
    conversation.finish();
    QCOMPARE(conversation.units().size(), static_cast<std::size_t>(frames + (first.isEmpty() ? 0 : 1)));
    const int count = conversation.stepCount();
    for (int i = 0; i < 20; ++i) // jumps
        QCOMPARE(conversation.step(1 + static_cast<int>(static_cast<qint64>(count - 1) * i / 19)).number,
                 1 + static_cast<int>(static_cast<qint64>(count - 1) * i / 19));
    QCOMPARE(conversation.closeInfo().onWire.value_or(0),
             first.isEmpty() && repeated.startsWith('\x88') ? 1000 : 0);
    QVERIFY(assembleMessages(conversation.index()).size() <= frames);
    QVERIFY2(timer.elapsed() < milliseconds, qPrintable(QString::number(timer.elapsed())));
}

void TestScale::largePayloadIsNotReadToCount()
{
    // A text of 1 MiB, then thousands of fragments: counting their steps reads headers alone.
    const auto recording = fromServer(hex("01 7f 00 00 00 00 00 10 00 00") + QByteArray(1 << 20, 'x') +
                                      hex("00 01 79").repeated(20'000));
    QElapsedTimer timer;
    timer.start();
    Conversation conversation(*recording, 1);
    conversation.finish();
    QVERIFY2(timer.elapsed() < milliseconds / 3, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(conversation.step(conversation.stepCount()).values[1].second ==
            QString::number((1 << 20) + 20'000));
}

void TestScale::findingsOfManyFrames()
{
    const auto recording = fromServer(hex("f1 00").repeated(30'000));
    std::vector<std::unique_ptr<Conversation>> conversations;
    conversations.push_back(std::make_unique<Conversation>(*recording, 1));
    conversations.front()->finish();
    DecodeOptions options;
    options.fields = false;
    QElapsedTimer timer;
    timer.start();
    qsizetype findings = 0;
    decodeLines(conversations, options, [&findings](const QJsonObject &line) {
        findings += line[QStringLiteral("unit")][QStringLiteral("findings")].toArray().size();
    });
    QCOMPARE(findings, 3 * static_cast<qsizetype>(DirectionJudge::findingsPerRule));
    QVERIFY2(timer.elapsed() < milliseconds, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestScale)
#include "tst_scale.moc"
