// SPDX-License-Identifier: GPL-3.0-or-later
#include "capturewriter.h"

#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Outcome
{
    int status = -1;
    QByteArray out;
    QByteArray err;
};

Outcome run(const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("DISPLAY"));
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), QStringLiteral("/nonexistent"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(FRAMESCOPE_BINARY), arguments);
    if (!process.waitForFinished(60'000))
        process.kill();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

QStringList words(const char *line) { return QString::fromUtf8(line).split(QLatin1Char(' ')); }

QJsonObject connection(const Outcome &outcome)
{
    return QJsonDocument::fromJson(outcome.out)
        .object()[QStringLiteral("connections")]
        .toArray()
        .at(0)
        .toObject();
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QString write(const char *name, const QByteArray &bytes)
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write a test file");
        return file.fileName();
    }
    QString recorded(const char *scenario)
    {
        const QString file = path(scenario) + QStringLiteral(".fscope");
        const Outcome outcome =
            run({QStringLiteral("record"), QString::fromLatin1(scenario), QStringLiteral("-o"), file});
        if (outcome.status != 0)
            qFatal("record %s: %d %s", scenario, outcome.status, outcome.err.constData());
        return file;
    }

private slots:
    // The paper twin: all questions, Hangul embedded, the answers on a sheet of their own.
    void exportsALesson()
    {
        for (const char *language : {"ko", "en"})
            for (const bool answers : {false, true}) {
                QStringList arguments = words("export lesson L01 --to pdf --lang");
                arguments += {QString::fromLatin1(language), QStringLiteral("-o"), path("paper.pdf")};
                if (answers)
                    arguments += QStringLiteral("--answers");
                QCOMPARE(run(arguments).status, 0);
                QProcess reader;
                reader.start(QStringLiteral("pdftotext"), {path("paper.pdf"), QStringLiteral("-")});
                QVERIFY(reader.waitForFinished());
                const QString text = QString::fromUtf8(reader.readAllStandardOutput()).simplified();
                QVERIFY2(text.contains(*language == 'k' ? QStringLiteral("HTTP 텍스트는 몇 개일까요?")
                                                        : QStringLiteral("How many of them are HTTP text?")),
                         qPrintable(text));
                QCOMPARE(text.count(QStringLiteral("☑")), answers ? 3 : 0);
                // Feedback. Qt's PDF loses digits of this face where text is taken out of it, not where it is
                // seen.
                QCOMPARE(text.contains(*language == 'k'
                                           ? QStringLiteral("핸드셰이크에만 HTTP를")
                                           : QStringLiteral("Both request and response are HTTP.")),
                         answers);
                reader.start(QStringLiteral("pdffonts"), {path("paper.pdf")});
                QVERIFY(reader.waitForFinished());
                const QList<QByteArray> fonts = reader.readAllStandardOutput().trimmed().split('\n');
                QVERIFY(fonts.size() > 2);
                for (qsizetype line = 2; line < fonts.size(); ++line) // "… emb sub uni object ID"
                    QVERIFY2(fonts[line].simplified().split(' ').value(
                                 fonts[line].simplified().split(' ').size() - 5) == "yes",
                             fonts[line].constData());
            }
        Outcome done =
            run(words("export lesson L01 --to html --lang ko -o") + QStringList{path("paper.html")});
        QCOMPARE(done.status, 0);
        QFile file(path("paper.html"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray html = file.readAll();
        QCOMPARE(html.count("<svg"), 6);                               // each step that has bytes
        QVERIFY(html.contains("81 86 37 fa 21 3d db 6f a9 d6 b2 6f")); // as they were recorded
        QVERIFY(!html.contains(" src=") && !html.contains("<link") && !html.contains("<script"));
        QVERIFY(!html.contains("class=\"right\""));
        QCOMPARE(run(words("export lesson L77 --to pdf -o /nonexistent/x")).status, 2);
        QCOMPARE(run(words("export lesson L01 --to pdf -o /nonexistent/x")).status, 2);
    }

    // Line, column and reason; one line a fault, exit status 2.
    void lessonCheck()
    {
        const QString good = QStringLiteral(LESSONS "/L01-first-connection.json");
        Outcome done = run({QStringLiteral("lesson"), QStringLiteral("check"), good});
        QCOMPARE(done.status, 0);
        QCOMPARE(done.err, QByteArray());
        QFile file(good);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray json = file.readAll();
        const QByteArray broken = QByteArray(json).replace("\"minutes\": 15", "\"minuets\": 15");
        const QString wrong = write("wrong.json", broken);
        const qsizetype line = broken.first(broken.indexOf("minuets")).count('\n') + 1;
        done = run({QStringLiteral("lesson"), QStringLiteral("check"), good, wrong});
        QCOMPARE(done.status, 2);
        QCOMPARE(
            QString::fromUtf8(done.err),
            QStringLiteral("%1:%2:3: error: minuets is not a field of this form\n").arg(wrong).arg(line));
        done = run({QStringLiteral("lesson"), QStringLiteral("check"), path("nothing.json")});
        QCOMPARE(done.status, 2);
        // What is promised of the traffic is held against traffic.
        const QString untrue =
            write("untrue.json", QByteArray(json).replace("\"bytes\": 129", "\"bytes\": 130"));
        QCOMPARE(run({QStringLiteral("lesson"), QStringLiteral("check"), untrue}).status, 0);
        done = run({QStringLiteral("lesson"), QStringLiteral("check"), QStringLiteral("--run"), untrue});
        QCOMPARE(done.status, 2);
        QVERIFY2(done.err.contains("129 bytes instead of 130"), done.err.constData());
    }

    void answersWithoutADisplay()
    {
        QCOMPARE(run({QStringLiteral("--version")}).status, 0);
        QVERIFY(run({QStringLiteral("--version")}).out.startsWith("framescope "));
        const Outcome help = run({QStringLiteral("--help")});
        QCOMPARE(help.status, 0);
        for (const char *command : {"record", "explain", "decode", "render"})
            QVERIFY(help.out.contains(command));
    }

    void listsScenarios()
    {
        const Outcome ko = run(words("record --list --lang ko"));
        QCOMPARE(ko.status, 0);
        const QList<QByteArray> lines = ko.out.trimmed().split('\n');
        QVERIFY2(lines.front().startsWith("hello\t클라이언트가 연결하여"), lines.front().constData());
        QStringList ids;
        for (const QByteArray &line : lines)
            ids += QString::fromUtf8(line.split('\t').front());
        for (const char *id : {"hello", "ping", "fragments", "server-speaks-first", "refused", "cut"})
            QVERIFY2(ids.contains(QString::fromLatin1(id)), id);
    }

    void everyScenarioEndsAsItSays_data()
    {
        QTest::addColumn<QString>("id");
        for (const char *id : {"hello", "ping", "fragments", "server-speaks-first", "refused", "cut"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }

    // Recorded with real sockets; each bit of each unit in exactly one leaf.
    void everyScenarioEndsAsItSays()
    {
        QFETCH(const QString, id);
        const QString file = recorded(qPrintable(id));
        const Outcome decoded = run({QStringLiteral("decode"), file, QStringLiteral("--json")});
        QCOMPARE(decoded.status, 0);
        const QJsonObject json = connection(decoded);
        QVERIFY(json[QStringLiteral("steps")].toInt() > 10);
        const QJsonArray units = json[QStringLiteral("units")].toArray();
        QVERIFY(units.size() >= 2);
        for (const QJsonValue &unit : units) {
            double bits = 0;
            const std::function<void(const QJsonArray &)> sum = [&](const QJsonArray &fields) {
                for (const QJsonValue &field : fields) {
                    const QJsonArray children = field[QStringLiteral("children")].toArray();
                    if (children.isEmpty())
                        bits += field[QStringLiteral("bits")].toDouble();
                    else
                        sum(children);
                }
            };
            sum(unit[QStringLiteral("fields")].toArray());
            QCOMPARE(bits, 8 * unit[QStringLiteral("length")].toDouble());
            QCOMPARE(unit[QStringLiteral("bytes")].toString().size(),
                     2 * unit[QStringLiteral("length")].toInt());
        }
    }

    void helloSaysWhatLessonOneSays()
    {
        const QJsonObject json =
            connection(run({QStringLiteral("decode"), recorded("hello"), QStringLiteral("--json")}));
        const QJsonArray messages = json[QStringLiteral("messages")].toArray();
        QCOMPARE(messages.size(), 2);
        QCOMPARE(messages[0][QStringLiteral("text")].toString(), QStringLiteral("안녕"));
        QCOMPARE(messages[1][QStringLiteral("text")].toString(), QStringLiteral("반가워요"));
        const QJsonArray units = json[QStringLiteral("units")].toArray();
        QCOMPARE(units[2][QStringLiteral("bytes")].toString(), QStringLiteral("818637fa213ddb6fa9d6b26f"));
        QCOMPARE(units[4][QStringLiteral("bytes")].toString(), QStringLiteral("888237fa213d3412"));
        const QJsonObject close = json[QStringLiteral("close")].toObject();
        QCOMPARE(close[QStringLiteral("code")].toInt(), 1000);
        QCOMPARE(close[QStringLiteral("by")].toString(), QStringLiteral("client"));
        QCOMPARE(json[QStringLiteral("findings")].toArray().size(), 0);
    }

    void seedsRepeat()
    {
        const auto bytesOf = [this](const char *name, const char *seed) {
            const QString file = path(name);
            const Outcome outcome =
                run({QStringLiteral("record"), QStringLiteral("ping"), QStringLiteral("-o"), file,
                     QStringLiteral("--seed"), QString::fromLatin1(seed)});
            if (outcome.status != 0)
                qFatal("%s", outcome.err.constData());
            QStringList all;
            const QJsonArray units = connection(run({QStringLiteral("decode"), file, QStringLiteral("--json"),
                                                     QStringLiteral("--no-fields")}))[QStringLiteral("units")]
                                         .toArray();
            for (const QJsonValue &unit : units)
                if (unit[QStringLiteral("kind")].toString() == QStringLiteral("frame"))
                    all += unit[QStringLiteral("bytes")].toString();
            return all;
        };
        const QStringList one = bytesOf("a", "5");
        QCOMPARE(bytesOf("b", "5"), one);
        QVERIFY(bytesOf("c", "6") != one);
    }

    void explainsInBothLanguages()
    {
        const QString file = recorded("hello");
        for (const char *language : {"ko", "en"}) {
            const Outcome outcome = run(
                {QStringLiteral("explain"), file, QStringLiteral("--lang"), QString::fromLatin1(language)});
            QCOMPARE(outcome.status, 0);
            const QString text = QString::fromUtf8(outcome.out);
            for (const char *expected : {"b3 7a 4f 2c c0 62 4f 16 90 f6 46 06 cf 38 59 45 b2 be c4 ea",
                                         "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "안녕", "GET /chat HTTP/1.1",
                                         "81 86 37 fa 21 3d db 6f a9 d6 b2 6f"})
                QVERIFY2(text.contains(QString::fromUtf8(expected)), expected);
            QVERIFY2(!text.contains(QStringLiteral("⟦")), qPrintable(text));
            QCOMPARE(text.contains(QStringLiteral("합니다")), qstrcmp(language, "ko") == 0);
        }
    }

    void readsRawStreams()
    {
        const QString client =
            write("c.bin", "GET /chat HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUpgrade: websocket\r\nConnection: "
                           "Upgrade\r\nSec-WebSocket-Key: "
                           "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n" +
                               QByteArray::fromHex("818637fa213ddb6fa9d6b26f"));
        const QString server = write("s.bin", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: "
                                              "websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                                              "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n" +
                                                  QByteArray::fromHex("810cebb098eab080ec9b8cec9a94"));
        const Outcome outcome = run({QStringLiteral("decode"), QStringLiteral("--client"), client,
                                     QStringLiteral("--server"), server, QStringLiteral("--json")});
        QCOMPARE(outcome.status, 0);
        const QJsonArray units = connection(outcome)[QStringLiteral("units")].toArray();
        QCOMPARE(units.size(), 4);
        const int lengths[] = {157, 129, 12, 14};
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(units[i][QStringLiteral("length")].toInt(), lengths[i]);
            QVERIFY(units[i][QStringLiteral("time_ns")].isNull());
        }
        const Outcome frames = run({QStringLiteral("decode"), QStringLiteral("--server"),
                                    write("f.bin", QByteArray::fromHex("810548656c6c6f")),
                                    QStringLiteral("--no-handshake"), QStringLiteral("--json")});
        QCOMPARE(
            connection(frames)[QStringLiteral("messages")].toArray().at(0)[QStringLiteral("text")].toString(),
            QStringLiteral("Hello"));
    }

    // Rubbish, a header block without an end, a promise of 2^62 bytes: each ends in units and findings, at
    // once.
    void badStreamsEndWell()
    {
        const auto decode = [this](const QByteArray &bytes, bool handshake) {
            QStringList arguments{QStringLiteral("decode"), QStringLiteral("--client"),
                                  write("bad.bin", bytes), QStringLiteral("--json")};
            if (!handshake)
                arguments += QStringLiteral("--no-handshake");
            return run(arguments);
        };
        Outcome outcome = decode(QByteArray::fromHex("16030100ff0102"), true);
        QCOMPARE(outcome.status, 0);
        QCOMPARE(
            connection(outcome)[QStringLiteral("units")].toArray().at(0)[QStringLiteral("kind")].toString(),
            QStringLiteral("unknown"));

        outcome = decode("GET / HTTP/1.1\r\n" + QByteArray("X-Filler: yes\r\n").repeated(6000), true);
        QJsonArray units = connection(outcome)[QStringLiteral("units")].toArray();
        QCOMPARE(units.at(0)[QStringLiteral("kind")].toString(), QStringLiteral("unknown"));
        QCOMPARE(units.at(0)[QStringLiteral("findings")].toArray().at(0)[QStringLiteral("rule")].toString(),
                 QStringLiteral("REQ-33"));

        outcome = decode(QByteArray::fromHex("82ff4000000000000000"
                                             "37fa213d"
                                             "0102"),
                         false);
        units = connection(outcome)[QStringLiteral("units")].toArray();
        QCOMPARE(units.at(0)[QStringLiteral("complete")].toBool(), false);
        QCOMPARE(units.at(0)[QStringLiteral("frame")][QStringLiteral("payload_length")].toString(),
                 QStringLiteral("4611686018427387904"));
        QStringList rules;
        for (const QJsonValue &finding : units.at(0)[QStringLiteral("findings")].toArray())
            rules += finding[QStringLiteral("rule")].toString();
        QVERIFY(rules.contains(QStringLiteral("FRM-11")) && rules.contains(QStringLiteral("FRM-16")));
    }

    void rendersAPicture()
    {
        const QString file = recorded("hello");
        const QString picture = path("a.png");
        const Outcome outcome =
            run({QStringLiteral("render"), file, QStringLiteral("--step"), QStringLiteral("38"),
                 QStringLiteral("--lang"), QStringLiteral("ko"), QStringLiteral("--scale"),
                 QStringLiteral("2"), QStringLiteral("-o"), picture});
        QCOMPARE(outcome.status, 0);
        const QImage image(picture);
        QCOMPARE(image.size(), QSize(2560, 1440));
        const QString again = path("b.png");
        run({QStringLiteral("render"), file, QStringLiteral("--step"), QStringLiteral("38"),
             QStringLiteral("--lang"), QStringLiteral("ko"), QStringLiteral("--scale"), QStringLiteral("2"),
             QStringLiteral("-o"), again});
        QCOMPARE(QImage(again), image);
        QCOMPARE(run({QStringLiteral("render"), file, QStringLiteral("--step"), QStringLiteral("9999"),
                      QStringLiteral("-o"), picture})
                     .status,
                 2);
        QCOMPARE(run({QStringLiteral("render"), file, QStringLiteral("--select"),
                      QStringLiteral("0:ws.frame.mask"), QStringLiteral("-o"), picture})
                     .status,
                 2);
    }

    void wrongUseIsTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown scenario") << words("explain nosuch");
        QTest::newRow("unknown scenario to record") << words("record nosuch -o /dev/null");
        QTest::newRow("a file to record") << words("record /etc/passwd -o /dev/null");
        QTest::newRow("no such file") << words("decode /nonexistent/file --json");
        QTest::newRow("not a recording") << words("decode /etc/passwd --json");
        QTest::newRow("cannot write") << words("record hello -o /nonexistent/file");
        QTest::newRow("cannot write a picture") << words("render hello -o /nonexistent/file.png");
        QTest::newRow("unknown option") << words("explain hello --nonsense");
        QTest::newRow("unknown kind") << words("record hello --client nosuch -o /dev/null");
        QTest::newRow("window without a display") << QStringList();
    }

    void wrongUseIsTwo()
    {
        QFETCH(QStringList, arguments);
        for (const char *language : {"ko", "en"}) {
            const Outcome outcome =
                run(arguments + QStringList{QStringLiteral("--lang"), QString::fromLatin1(language)});
            QCOMPARE(outcome.status, 2);
            const QString said = QString::fromUtf8(outcome.err).trimmed();
            QVERIFY(!said.isEmpty() && outcome.out.isEmpty());
            QVERIFY2(!said.contains(QStringLiteral("⟦")), qPrintable(said));
        }
    }

    void aTakenPortIsSaid()
    {
        QTcpServer holder;
        QVERIFY(holder.listen(QHostAddress::LocalHost));
        const QString port = QString::number(holder.serverPort());
        const Outcome outcome =
            run({QStringLiteral("record"), QStringLiteral("hello"), QStringLiteral("-o"), path("p.fscope"),
                 QStringLiteral("--set"), QStringLiteral("port=") + port});
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.err.contains(port.toLatin1()), outcome.err.constData());
    }

    void aCutFileGivesWhatItHas()
    {
        QFile whole(recorded("hello"));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        const QString cut = write("cut.fscope", bytes.first(bytes.size() * 2 / 3));
        const Outcome outcome = run({QStringLiteral("decode"), cut, QStringLiteral("--json"),
                                     QStringLiteral("--lang"), QStringLiteral("en")});
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.err.contains("cut off"), outcome.err.constData());
        QVERIFY(!connection(outcome)[QStringLiteral("units")].toArray().isEmpty());
    }

    // A capture of another program is told apart by content, not by name.
    void captures()
    {
        captures::Connection talk;
        captures::Pcapng file;
        quint64 time = 0;
        const auto add = [&](const QByteArray &packet) { file.add(packet, time += 1000); };
        for (const QByteArray &packet : talk.open())
            add(packet);
        add(talk.say(false, captures::request));
        add(talk.say(true, captures::response));
        add(talk.say(false, QByteArray::fromHex("818537fa213d7f9f4d5158"))); // RFC 6455 §5.7
        const QString name = write("named.txt", file.bytes());
        const Outcome decoded = run({QStringLiteral("decode"), name, QStringLiteral("--json")});
        QCOMPARE(decoded.status, 0);
        const QJsonObject first = connection(decoded);
        QCOMPARE(first[QStringLiteral("client")].toString(), QStringLiteral("127.0.0.1:50000"));
        QCOMPARE(first[QStringLiteral("units")].toArray().size(), 3);
        QCOMPARE(first[QStringLiteral("messages")].toArray().at(0)[QStringLiteral("text")].toString(),
                 QStringLiteral("Hello"));

        const Outcome cut = run({QStringLiteral("decode"), write("cut.pcapng", file.bytes().chopped(5)),
                                 QStringLiteral("--json")});
        QCOMPARE(cut.status, 2);
        QVERIFY(cut.err.contains("cut off"));
        QCOMPARE(connection(cut)[QStringLiteral("units")].toArray().size(), 2);

        const Outcome empty =
            run({QStringLiteral("decode"), write("empty.pcapng", captures::Pcapng().bytes())});
        QCOMPARE(empty.status, 0);
        QVERIFY(empty.err.contains("No WebSocket connection"));

        const Outcome none = run({QStringLiteral("decode"), write("none.pcap", "hello")});
        QCOMPARE(none.status, 2);
        QVERIFY(none.err.contains("neither a Framescope recording nor a capture"));
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
