// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace core;
using fixtures::client;
using fixtures::hex;
using fixtures::server;

class TestReferee : public QObject
{
    Q_OBJECT

private slots:
    void frames_data();
    void frames();
    void conformingFixturesAreClean();
    void places();
    void cutShortSaysHowMuch_data();
    void cutShortSaysHowMuch();
    void agreedExtensionOwnsTheReservedBits();
    void catalogue();
    void everyRuleHasItsRows();
};

namespace {

QStringList list(const char *text)
{
    const QString all = QString::fromLatin1(text);
    return all.isEmpty() ? QStringList() : all.split(QLatin1Char(' '));
}

fixtures::Played playFrames(const fixtures::Script &script,
                            const fixtures::Chunking &chunking = fixtures::whole())
{
    ConnectionInfo info;
    info.handshake = false;
    info.keysFixed = true;
    return fixtures::play(script, chunking, info);
}

} // namespace

void TestReferee::frames_data()
{
    QTest::addColumn<bool>("fromClient");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("rules");
    const auto row = [](const char *name, bool fromClient, const QByteArray &bytes, const char *rules) {
        QTest::newRow(name) << fromClient << bytes << list(rules);
    };
    row("FRM-01 unmasked text", true, hex("81 02 68 69"), "FRM-01");
    row("FRM-01 unmasked ping", true, hex("89 00"), "FRM-01");
    row("FRM-01 kept", true, hex("81 82 37 fa 21 3d 5f 93"), "");
    row("FRM-15 zero key is legal", true, hex("81 82 00 00 00 00 68 69"), "");
    row("FRM-02 masked text", false, hex("81 82 37 fa 21 3d 5f 93"), "FRM-02");
    row("FRM-02 kept", false, hex("81 02 68 69"), "");
    row("FRM-03", false, hex("c1 00"), "FRM-03");
    row("FRM-03 on control", false, hex("c9 00"), "FRM-03");
    row("FRM-04", false, hex("a1 00"), "FRM-04");
    row("FRM-05", false, hex("91 00"), "FRM-05");
    row("all reserved bits", false, hex("f1 00"), "FRM-03 FRM-04 FRM-05");
    for (int opcode = 0; opcode < 16; ++opcode) {
        const bool reserved = (opcode > 2 && opcode < 8) || opcode > 10;
        row(qPrintable(QStringLiteral("opcode %1").arg(opcode)), false,
            QByteArray(1, static_cast<char>(0x80 | opcode)) + '\0',
            !reserved    ? (opcode == 0 ? "MSG-01" : "")
            : opcode < 8 ? "FRM-06"
                         : "FRM-07");
    }
    row("FRM-10 top bit", false, hex("82 7f 80 00 00 00 00 00 00 00"), "FRM-10");
    row("FRM-10 kept, FRM-11 not", false, hex("82 7f 00 00 00 00 04 00 00 01") + "x", "FRM-11 FRM-16");
    row("FRM-11 at the limit", false, hex("82 7f 00 00 00 00 04 00 00 00") + "x", "FRM-16");
    row("FRM-12 126 bytes", false, hex("89 7e 00 7e") + QByteArray(126, 'p'), "FRM-12");
    row("FRM-12 125 bytes", false, hex("89 7d") + QByteArray(125, 'p'), "");
    row("FRM-08 long form of a short length", false, hex("89 7e 00 05") + "12345", "FRM-08");
    row("CLS-12 and FRM-10", false, hex("88 7f ff ff ff ff ff ff ff ff"), "CLS-12 FRM-10");
    row("FRM-13", false, hex("09 00"), "FRM-13");
    row("FRM-13 kept", false, hex("89 00"), "");
    row("FRM-16 in the header", false, hex("81"), "FRM-16");
    row("FRM-16 in the payload", false, hex("81 02 68"), "FRM-16");
    row("FRM-16 kept", false, hex("81 02 68 69"), "");
    row("MSG-01 after a whole message", false, hex("81 00 80 00"), "MSG-01");
    row("MSG-01 twice", false, hex("00 00 80 00"), "MSG-01 MSG-01");
    row("MSG-01 kept", false, hex("01 00 00 00 80 00"), "");
    row("MSG-02", false, hex("01 00 81 00"), "MSG-02");
    row("MSG-02 other type", false, hex("02 00 01 00 80 00"), "MSG-02");
    row("MSG-02 kept", false, hex("01 00 80 00 81 00"), "");
    row("MSG-03 control frames between", false, hex("01 00 89 00 8a 00 80 00"), "");
    row("MSG-05 empty fragments", false, hex("01 00 00 00 80 00"), "");
    row("MSG-11 pong unasked", false, hex("8a 03 61 62 63"), "");
    row("two rules at once", true, hex("09 00"), "FRM-13 FRM-01");
}

void TestReferee::frames()
{
    QFETCH(bool, fromClient);
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, rules);
    const fixtures::Script script = {fromClient ? client(bytes) : server(bytes)};
    const auto once = playFrames(script);
    QCOMPARE(fixtures::rules(*once.conversation), rules);
    for (const qsizetype size : {1, 2, 3})
        QCOMPARE(fixtures::findings(*playFrames(script, fixtures::every(size)).conversation),
                 fixtures::findings(*once.conversation));
    // The fields that are named must be there, and where they are said to be.
    for (const Finding &finding : once.conversation->findings()) {
        const Field tree = once.conversation->fieldsOf(finding.unit);
        const Field *const field = findField(tree, finding.check.field);
        QVERIFY2(field != nullptr, finding.check.rule->id.data());
        QCOMPARE(field->span, finding.check.span);
    }
}

void TestReferee::conformingFixturesAreClean()
{
    int dirty = 0;
    for (const auto &[name, named] : fixtures::all()) {
        const auto played = fixtures::play(named.script, fixtures::whole(), fixtures::infoFor(named));
        const QByteArray said =
            name + ": " + fixtures::findings(*played.conversation).join(QLatin1Char('\n')).toLatin1();
        QVERIFY2(played.conversation->findings().empty() == named.conforms, said.constData());
        dirty += named.conforms ? 0 : 1;
    }
    QVERIFY(dirty >= 10);
}

void TestReferee::places()
{
    const auto played = playFrames({client(hex("81 05 48 65 6c 6c 6f"))});
    QCOMPARE(fixtures::findings(*played.conversation),
             QStringList{QStringLiteral("FRM-01 unit 0 ws.frame.mask 8+1 [1] [0]")});
    const auto large = playFrames({server(hex("89 7f 00 00 00 00 00 01 00 00"))});
    QCOMPARE(fixtures::findings(*large.conversation).first(),
             QStringLiteral("FRM-12 unit 0 ws.frame.length64 16+64 [<= 125] [65536]"));
    const auto top = playFrames({server(hex("82 7f 80 00 00 00 00 00 00 01"))});
    QCOMPARE(
        fixtures::findings(*top.conversation),
        QStringList{QStringLiteral("FRM-10 unit 0 ws.frame.length64 16+64 [< 2^63] [9223372036854775809]")});
}

void TestReferee::cutShortSaysHowMuch_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("finding");
    QTest::newRow("first byte") << hex("81") << QByteArray("[>= 2] [1]");
    QTest::newRow("16-bit length") << hex("82 7e 01") << QByteArray("[>= 4] [3]");
    QTest::newRow("key") << hex("82 85 01 02 03") << QByteArray("[>= 6] [5]");
    QTest::newRow("64-bit length") << hex("82 ff") << QByteArray("[>= 14] [2]");
    QTest::newRow("payload missing") << hex("82 05") << QByteArray("[7] [2]");
    QTest::newRow("payload") << hex("82 7e 01 00 01 02") << QByteArray("[260] [6]");
    QTest::newRow("2^63-1") << hex("82 7f 7f ff ff ff ff ff ff ff")
                            << QByteArray("[9223372036854775817] [10]");
}

void TestReferee::cutShortSaysHowMuch()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, finding);
    const auto played = playFrames({server(bytes)});
    QVERIFY2(fixtures::findings(*played.conversation).last().endsWith(QString::fromLatin1(finding)),
             qPrintable(fixtures::findings(*played.conversation).last()));
    QVERIFY(fixtures::findings(*played.conversation)
                .last()
                .startsWith(QStringLiteral("FRM-16 unit 0 ws.frame 0+")));
}

void TestReferee::agreedExtensionOwnsTheReservedBits() // FRM-03: unless a negotiated extension defines it
{
    const QByteArray offer = fixtures::requestWith("Sec-WebSocket-Extensions: permessage-deflate\r\n");
    const QByteArray agreed = fixtures::responseWith("Sec-WebSocket-Extensions: permessage-deflate\r\n");
    const QByteArray deflated = hex("c1 07 f2 48 cd c9 c9 07 00"); // RFC 7692 §7.2.3.1
    QCOMPARE(fixtures::rules(*fixtures::play({client(offer), server(agreed), server(deflated)}).conversation),
             QStringList());
    QCOMPARE(
        fixtures::rules(
            *fixtures::play({client(offer), server(fixtures::response()), server(deflated)}).conversation),
        list("FRM-03"));
    // Agreed by a 101 that the client must not take: nothing is agreed.
    QCOMPARE(
        fixtures::rules(
            *fixtures::play({client(fixtures::request()), server(agreed), server(deflated)}).conversation),
        list("RSP-10 FRM-03"));
}

void TestReferee::catalogue()
{
    std::vector<std::string_view> ids;
    for (const Rule &r : allRules()) {
        ids.push_back(r.id);
        QCOMPARE(&rule(r.id), &r);
        QVERIFY(r.section.starts_with("RFC "));
        QVERIFY(r.close == 0 || r.status == 0);
        QVERIFY(r.kind != RuleKind::Legal || !r.canBeBroken());
        QVERIFY(r.kind != RuleKind::Elsewhere || !r.canBeBroken());
        QVERIFY(r.kind != RuleKind::Wire || r.canBeBroken());
    }
    QCOMPARE(ids.size(), std::size_t(143 + 14)); // sections A to G, and H
    std::sort(ids.begin(), ids.end());
    QVERIFY(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
    QCOMPARE(name(Severity::Violation), "violation");
    QCOMPARE(name(Severity::Warning), "warning");
    QCOMPARE(name(Severity::Hint), "hint");
    QCOMPARE(rule("REQ-13").severity, Severity::Warning);
    QCOMPARE(rule("FRM-16").kind, RuleKind::Fact);
}

// Rows of the tests are named by their rule: "FRM-01 broken: words", "FRM-01 kept: words"; where no such word
// follows, the row breaks the rule.
void TestReferee::everyRuleHasItsRows()
{
    QSet<QString> rows; // "FRM-01 broken"
    const QString id = QStringLiteral("([A-Z]+[0-9]?-[0-9]{2})");
    const QRegularExpression told(QLatin1Char('"') + id + QStringLiteral(" (broken|kept): "));
    const QRegularExpression named(QStringLiteral("\\b(?!list\\(|rule\\(|brokenBy\\()\\w+\\(\\s*\"") + id +
                                   QStringLiteral("(?: to ([A-Z]+-[0-9]{2}))?(?: ([^\"]*))?\""));
    for (const char *folder : {"/..", "/../../live"}) {
        const QString path = QDir::cleanPath(QStringLiteral(TEST_DATA) + QString::fromLatin1(folder));
        QDirIterator files(path, {QStringLiteral("tst_*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString source = QString::fromUtf8(file.readAll());
            for (auto it = told.globalMatch(source); it.hasNext();) {
                const auto match = it.next();
                rows.insert(match.captured(1) + QLatin1Char(' ') + match.captured(2));
            }
            for (auto it = named.globalMatch(source); it.hasNext();) {
                const auto match = it.next();
                const bool kept = match.captured(3).contains(QStringLiteral("kept"));
                const QString last = match.captured(2).isEmpty() ? match.captured(1) : match.captured(2);
                for (int number = match.captured(1).right(2).toInt(); number <= last.right(2).toInt();
                     ++number)
                    rows.insert(QStringLiteral("%1%2 %3")
                                    .arg(last.chopped(2))
                                    .arg(number, 2, 10, QLatin1Char('0'))
                                    .arg(kept ? QStringLiteral("kept") : QStringLiteral("broken")));
            }
        }
    }
    QStringList missing;
    for (const Rule &r : allRules()) {
        const QString name = QString::fromLatin1(r.id.data(), static_cast<qsizetype>(r.id.size()));
        const bool broken = rows.contains(name + QStringLiteral(" broken"));
        const bool kept = rows.contains(name + QStringLiteral(" kept"));
        const bool enough = r.kind == RuleKind::Wire     ? broken && kept
                            : r.kind == RuleKind::Legal  ? broken || kept
                            : r.kind == RuleKind::Policy ? broken || kept
                                                         : true; // words alone
        if (!enough)
            missing.append(name + QLatin1Char(' ') + QLatin1StringView(core::name(r.kind)) +
                           (broken ? QStringLiteral(" broken") : QString()) +
                           (kept ? QStringLiteral(" kept") : QString()));
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QStringLiteral(", "))));
}

QTEST_GUILESS_MAIN(TestReferee)
#include "tst_referee.moc"
