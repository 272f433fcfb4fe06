// SPDX-License-Identifier: GPL-3.0-or-later
// Lessons as data: what is read, what is said about what is wrong, values against literal bytes, and the way
// through.
#include "core/lesson/lessoncheck.h"
#include "core/lesson/lessonplay.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <random>

using namespace core;

namespace {

QByteArray lessonFile(const char *name)
{
    QFile file(QStringLiteral(LESSONS "/%1.json").arg(QLatin1StringView(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray firstLesson() { return lessonFile("L01-first-connection"); }

LessonWorld world()
{
    return {{},
            {QStringLiteral("M03"), QStringLiteral("M26")},
            {QStringLiteral("TCP connection"), QStringLiteral("request"), QStringLiteral("response"),
             QStringLiteral("text frame"), QStringLiteral("masking key"), QStringLiteral("payload"),
             QStringLiteral("close frame")}};
}

LessonValue function(const char *name, const QJsonObject &args)
{
    return {QString::fromLatin1(name), args, {}};
}

QString valueOf(const char *name, const QJsonObject &args, const LessonNumbers &numbers = {})
{
    QString error;
    const auto value = evaluate(function(name, args), numbers, &error);
    return value.value_or(QStringLiteral("error: ") + error);
}

} // namespace

class TestLesson : public QObject
{
    Q_OBJECT

private slots:
    void placesAreLinesAndColumns()
    {
        const QByteArray json = "{\n  \"a\": [1, {\"b\": \"x\"}],\n  \"c\": {\"d\": 2}\n}\n";
        const JsonPlaces places(json);
        QVERIFY(!places.fault());
        QCOMPARE(places.of(QStringLiteral("a")), (TextPlace{2, 3}));
        QCOMPARE(places.of(QStringLiteral("a[1]")), (TextPlace{2, 12}));
        QCOMPARE(places.of(QStringLiteral("a[1].b")), (TextPlace{2, 13}));
        QCOMPARE(places.of(QStringLiteral("c.d")), (TextPlace{3, 9}));
        QCOMPARE(places.of(QStringLiteral("c.nowhere.else")), (TextPlace{3, 3}));
    }

    void whatIsNoJson()
    {
        const JsonPlaces cut("{\n  \"a\": [1,\n");
        QVERIFY(cut.fault());
        QCOMPARE(cut.fault()->place.line, 3);
        const JsonPlaces twice("{\n \"a\": 1,\n \"a\": 2}");
        QVERIFY(twice.fault());
        QCOMPARE(twice.fault()->place, (TextPlace{3, 2}));
    }

    void theFirstLessonIsInOrder()
    {
        const std::vector<LessonFault> faults = checkLesson(firstLesson(), world());
        QVERIFY2(faults.empty(), faults.empty() ? "" : qPrintable(faults.front().why));
        const ReadLesson read = readLesson(firstLesson());
        QVERIFY(read.lesson);
        QCOMPARE(read.lesson->steps().size(), std::size_t(8));
        QCOMPARE(read.lesson->segments.size(), std::size_t(3));
    }

    // One thing made wrong at a time; the place is that of the line.
    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *name, const char *from, const char *to, const char *why) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QString::fromUtf8(why);
        };
        row("unknown field", "\"minutes\": 15", "\"minuets\": 15", "minuets is not a field of this form");
        row("missing language", "\"ko\": \"1개\", ", "", "options[0].text.ko is missing");
        row("misconception", "\"misconception\": \"M03\"", "\"misconception\": \"M99\"",
            "\"M99\" is no misconception");
        row("evidence", "\"step\": \"response\", \"focus\": \"http.response.status\"",
            "\"step\": \"nowhere\", \"focus\": \"http.response.status\"", "\"nowhere\" is no step");
        row("field", "\"focus\": \"http.response.status\"", "\"focus\": \"http.response.stotus\"",
            "is no field");
        row("term", "[[TCP connection|을/를]]", "[[TCP conection|을/를]]", "[[TCP conection]] is no term");
        row("particles", "[[TCP connection|을/를]]", "[[TCP connection|도/도]]", "is no pair of particles");
        row("same text", "\"en\": \"Saying goodbye\"", "\"en\": \"인사하고 끝내기\"", "");
        row("no observation", "\"kind\": \"observe\"", "\"kind\": \"transfer\"",
            "none is of kind \"observe\"");
        row("two right", "\"text\": { \"ko\": \"1개\", \"en\": \"1 group\" },",
            "\"text\": { \"ko\": \"1개\", \"en\": \"1 group\" }, \"correct\": true,",
            "must have one that is correct");
        row("run", "\"run\": \"hello\",\n          \"at\"", "\"run\": \"hallo\",\n          \"at\"",
            "\"hallo\" is no run");
        row("function", "\"fn\": \"run-first-frame\"", "\"fn\": \"run-last-frame\"",
            "\"run-last-frame\" is no function");
        row("value", "\"fn\": \"utf8-size\", \"text\": \"{hello}\"", "\"fn\": \"utf8-size\"",
            "needs \"text\"");
        row("scenario", "\"do\": \"close\"", "\"do\": \"closse\"", "is \"closse\"");
        row("elsewhere", "{ \"path\": \"/chat\", \"fixed\"",
            "{ \"server\": { \"kind\": \"url\", \"url\": \"ws://example.org/\" }, \"fixed\"",
            "stays on this computer");
        row("prediction late", "\"at\": \"tcp\",\n      \"reveal\"", "\"at\": \"request\",\n      \"reveal\"",
            "must be the first step of a run");
        row("lock", "[\"scenarios\"]", "[\"scenario\"]", "can be: scenarios");
        row("claim", "\"S02\"", "\"S25\"", "there are claims S01 to S24");
    }

    void saysWhatIsWrong()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QFETCH(const QString, why);
        QByteArray json = firstLesson();
        const qsizetype at = json.indexOf(from);
        QVERIFY(at >= 0);
        json.replace(at, from.size(), to);
        const std::vector<LessonFault> faults = checkLesson(json, world());
        if (why.isEmpty())
            return; // Hangul on both sides: no three Latin letters to compare
        QVERIFY(!faults.empty());
        QStringList all;
        for (const LessonFault &fault : faults)
            all += fault.why;
        QVERIFY2(all.join(QLatin1Char('\n')).contains(why), qPrintable(all.join(QLatin1Char('\n'))));
        QVERIFY(faults.front().place.line > 1);
    }

    // Literal bytes of RFC 6455 §1.3, §5.7 and of the course's reference values.
    void valuesAreRight()
    {
        const QJsonObject key{{QStringLiteral("key"), QStringLiteral("dGhlIHNhbXBsZSBub25jZQ==")}};
        QCOMPARE(valueOf("accept", key), QStringLiteral("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        QCOMPARE(valueOf("accept-decoded", key), QStringLiteral("BXhwxM0SZasKmCD9S4BfpPmCnEw="));
        QCOMPARE(valueOf("accept-hex", key),
                 QStringLiteral("YjM3YTRmMmNjMDYyNGYxNjkwZjY0NjA2Y2YzODU5NDViMmJlYzRlYQ=="));
        QCOMPARE(valueOf("accept-lower", key), QStringLiteral("WJfwerbIozKsJXHxxI0JTO1SQgU="));
        QJsonObject frame{{QStringLiteral("who"), QStringLiteral("server")},
                          {QStringLiteral("what"), QStringLiteral("text")},
                          {QStringLiteral("text"), QStringLiteral("{word}")}};
        const LessonNumbers hello{{QStringLiteral("word"), QStringLiteral("Hello")}};
        QCOMPARE(valueOf("frame", frame, hello), QStringLiteral("810548656c6c6f"));
        frame.insert(QStringLiteral("who"), QStringLiteral("client"));
        frame.insert(QStringLiteral("key"), QStringLiteral("37fa213d"));
        QCOMPARE(valueOf("frame", frame, hello), QStringLiteral("818537fa213d7f9f4d5158"));
        QCOMPARE(valueOf("header", frame, hello), QStringLiteral("818537fa213d"));
        const QJsonObject text{{QStringLiteral("text"), QStringLiteral("안녕하세요")}};
        QCOMPARE(valueOf("chars", text), QStringLiteral("5"));
        QCOMPARE(valueOf("utf8-size", text), QStringLiteral("15"));
        QCOMPARE(valueOf("nfd-size", {{QStringLiteral("text"), QStringLiteral("안녕")}}),
                 QStringLiteral("18"));
        for (const auto &[size, server, client] :
             {std::tuple{0, 2, 6}, {125, 2, 6}, {126, 4, 8}, {65535, 4, 8}, {65536, 10, 14}}) {
            QCOMPARE(valueOf("header-size", {{QStringLiteral("who"), QStringLiteral("server")},
                                             {QStringLiteral("size"), size}}),
                     QString::number(server));
            QCOMPARE(valueOf("header-size", {{QStringLiteral("who"), QStringLiteral("client")},
                                             {QStringLiteral("size"), size}}),
                     QString::number(client));
        }
        QCOMPARE(valueOf("frame", {{QStringLiteral("who"), QStringLiteral("server")},
                                   {QStringLiteral("what"), QStringLiteral("close")},
                                   {QStringLiteral("code"), 1000},
                                   {QStringLiteral("reason"), QStringLiteral("수업 끝")}}),
                 QStringLiteral("880c03e8ec8898ec978520eb819d"));
        // The slips of F10.
        frame = {{QStringLiteral("who"), QStringLiteral("server")},
                 {QStringLiteral("what"), QStringLiteral("text")},
                 {QStringLiteral("text"), QStringLiteral("안녕하세요")},
                 {QStringLiteral("slip"), QStringLiteral("characters")}};
        QVERIFY(valueOf("frame", frame).startsWith(QStringLiteral("8105ec95")));
        QVERIFY(valueOf("xor", {{QStringLiteral("hex"), QStringLiteral("48 65 6c 6c 6f")},
                                {QStringLiteral("key"), QStringLiteral("37fa213d")}}) ==
                QStringLiteral("7f9f4d5158"));
        QVERIFY(valueOf("nothing", {}).startsWith(QStringLiteral("error")));
        QVERIFY(valueOf("chars", {}).startsWith(QStringLiteral("error")));
        QVERIFY(valueOf("chars", {{QStringLiteral("text"), QStringLiteral("a")},
                                  {QStringLiteral("taxt"), QStringLiteral("a")}})
                    .startsWith(QStringLiteral("error")));
    }

    // A number alone is one in a scenario, but a text of digits stays a text.
    void numbersInAScenario()
    {
        Lesson lesson = *readLesson(firstLesson()).lesson;
        LessonRun &run = lesson.runs.front();
        run.own = QJsonDocument::fromJson(R"({"connections": [{"path": "/"}], "actions": [
            {"on": "client.opened", "who": "client", "do": "send-text", "args": {"hex": "{digits}", "repeat": "{digits}"}}]})")
                      .object();
        QString error;
        const auto scenario =
            scenarioOf(run, lesson, {{QStringLiteral("digits"), QStringLiteral("31")}}, {}, &error);
        QVERIFY2(scenario, qPrintable(error));
        QCOMPARE(scenario->actions[0].args.value(QLatin1StringView("hex")), QJsonValue(QStringLiteral("31")));
        QCOMPARE(scenario->actions[0].args.value(QLatin1StringView("repeat")), QJsonValue(31));
    }

    void aSeedRepeats()
    {
        const Lesson lesson = *readLesson(firstLesson()).lesson;
        QString error;
        const LessonNumbers course = *lessonNumbers(lesson, std::nullopt, &error);
        QCOMPARE(course.value(QStringLiteral("hello")), QStringLiteral("안녕"));
        QCOMPARE(course.value(QStringLiteral("total")), QStringLiteral("324"));
        bool differs = false;
        for (quint64 seed = 1; seed <= 200; ++seed) {
            const LessonNumbers drawn = *lessonNumbers(lesson, seed, &error);
            QCOMPARE(*lessonNumbers(lesson, seed, &error), drawn);
            differs = differs || drawn != course;
        }
        QVERIFY(differs);
    }

    void whatIsChosenIsNotDrawn()
    {
        const Lesson lesson = *readLesson(lessonFile("L08-overhead")).lesson;
        QString error;
        const LessonNumbers numbers =
            *lessonNumbers(lesson, std::nullopt, &error, {{QStringLiteral("times"), QStringLiteral("2")}});
        // Part 4 of the course: two exchanges.
        QCOMPARE(numbers.value(QStringLiteral("keepAll")), QStringLiteral("432"));
        QCOMPARE(numbers.value(QStringLiteral("closeAll")), QStringLiteral("508"));
        QCOMPARE(numbers.value(QStringLiteral("sockAll")), QStringLiteral("374"));
    }

    void comparisonsAreJudged_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("why");
        QTest::newRow("number") << QByteArray(R"("number": "times")") << QByteArray(R"("number": "word")")
                                << QStringLiteral("\"word\" is no param that is a number");
        QTest::newRow("range") << QByteArray(R"("times", "from": 1)") << QByteArray(R"("times", "from": 101)")
                               << QStringLiteral("does not reach 100");
        QTest::newRow("formula") << QByteArray(R"("formula": "{keepPair}·{times}", )") << QByteArray()
                                 << QStringLiteral("belong together");
        QTest::newRow("run") << QByteArray(R"("run": "keep", "name")")
                             << QByteArray(R"("run": "kept", "name")")
                             << QStringLiteral("\"kept\" is no run");
        // It would divide by nothing at the lower end of its slider.
        QTest::newRow("value")
            << QByteArray(R"("bytes": "{keepAll}")")
            << QByteArray(
                   R"("bytes": {"fn": "quotient", "of": 6, "by": {"fn": "sum", "of": ["{times}", -1]}})")
            << QStringLiteral("quotient");
    }

    void comparisonsAreJudged()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QFETCH(const QString, why);
        QByteArray json = lessonFile("L08-overhead");
        QVERIFY(json.contains(from));
        json.replace(from, to);
        LessonWorld all = world();
        for (const QString &name : {QStringLiteral("M16"), QStringLiteral("M17")})
            all.misconceptions += name;
        QStringList faults;
        for (const LessonFault &each : checkLesson(json, all))
            if (!each.why.contains(QStringLiteral("is no term"))) {
                QVERIFY(each.place.line > 1);
                faults += each.why;
            }
        QVERIFY2(!faults.filter(why).isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    }

    void valuesThatNeedThemselves()
    {
        QByteArray json = firstLesson();
        json.replace("\"fn\": \"utf8-size\", \"text\": \"{hello}\"",
                     "\"fn\": \"sum\", \"of\": [\"{total}\"]");
        json.replace("[157, 129, \"{textSize}\", \"{replySize}\", 8, 4]", "[157, \"{helloSize}\"]");
        const std::vector<LessonFault> faults = checkLesson(json, world());
        QVERIFY(!faults.empty());
        QVERIFY(faults.front().why.contains(QStringLiteral("needs itself")));
    }

    // Whatever keys are pressed: nothing behind a question is reached before it was answered, and going back
    // and forth leads to the same stops.
    void noWayAroundAQuestion()
    {
        const Lesson lesson = *readLesson(firstLesson()).lesson;
        const std::vector<LessonStop> stops = lessonStops(lesson);
        QCOMPARE(stops.front().kind, LessonStop::Kind::Question);
        std::mt19937_64 random(7);
        for (int walk = 0; walk < 300; ++walk) {
            LessonPlay play(lesson, random());
            for (int move = 0; move < 120; ++move) {
                switch (random() % 6) {
                case 0:
                case 1:
                    play.forward();
                    break;
                case 2:
                    play.back();
                    break;
                case 3:
                    play.goTo(random() % (stops.size() + 2));
                    break;
                case 4:
                    if (const LessonQuestion *const asked = play.question();
                        asked != nullptr && random() % 2 == 0)
                        play.answer(random() % 3 == 0
                                        ? std::nullopt
                                        : std::optional(static_cast<int>(random() % asked->options.size())),
                                    1);
                    break;
                default:
                    if (const LessonRun *const run = play.runWanted()) {
                        const Recording nothing;
                        const Conversations empty(nothing);
                        play.take(run->id, empty);
                    }
                }
                QCOMPARE(play.stop(), stops[play.at()]);
                for (std::size_t i = 0; i < play.reached(); ++i)
                    if (stops[i].kind == LessonStop::Kind::Question)
                        QVERIFY(play.answerTo(lesson.questions[stops[i].index].id) != nullptr);
            }
        }
    }

    // Nothing is run, nothing of a run is asked, and each question is there with its right answer.
    void aReviewAsksAgain()
    {
        for (const char *name : {"L01-first-connection", "L05-anatomy", "L08-overhead"}) {
            const Lesson lesson = *readLesson(lessonFile(name)).lesson;
            const Lesson review = reviewOf(lesson);
            LessonPlay play(review, 5);
            QVERIFY(play.stopCount() >= 2);
            for (;;) {
                QVERIFY(play.step() == nullptr && play.comparison() == nullptr);
                QVERIFY(play.runWanted() == nullptr);
                QVERIFY(!play.isDone() && !play.canGoForward());
                if (const LessonQuestion *const asked = play.question()) {
                    const auto options = play.options(*asked);
                    const auto right = std::find_if(options.begin(), options.end(),
                                                    [](const auto &each) { return each.right; });
                    QVERIFY(right != options.end());
                    QVERIFY(play.answer(static_cast<int>(right - options.begin()), 1));
                } else {
                    QVERIFY(play.attempt(play.answerOf(*play.exercise()), 1).right);
                }
                if (!play.forward())
                    break;
            }
            QVERIFY(play.isDone());
            QCOMPARE(play.answers().size(), play.stopCount());
        }
    }

    void aPredictionIsMadeOnce()
    {
        const Lesson lesson = *readLesson(firstLesson()).lesson;
        LessonPlay play(lesson, std::nullopt);
        QVERIFY(!play.canGoForward());
        QVERIFY(play.runWanted() == nullptr); // nothing runs before it
        QVERIFY(!play.answer(7, 0));
        QVERIFY(play.answer(3, 4200));
        QVERIFY(!play.answer(1, 1));
        QCOMPARE(play.answerTo(lesson.questions[0].id)->option, std::optional<int>(3));
        QVERIFY(!play.answerTo(lesson.questions[0].id)->right);
        QVERIFY(play.forward());
        QVERIFY(play.runWanted() != nullptr);
        QVERIFY(!play.forward()); // the run comes first
        const Recording nothing;
        const Conversations empty(nothing);
        play.take(play.runWanted()->id, empty);
        QVERIFY(play.forward());
    }

    void resumesNoFurtherThanTheAnswers()
    {
        const Lesson lesson = *readLesson(firstLesson()).lesson;
        LessonPlay play(lesson, std::nullopt);
        play.resume(8, {});
        QCOMPARE(play.at(), std::size_t(0));
        play.resume(8, {{lesson.questions[0].id, 1, {}, true, 1, 10}});
        QCOMPARE(play.at(), std::size_t(8));
        play.resume(1000, {{lesson.questions[0].id, 1, {}, true, 1, 10}});
        QCOMPARE(play.stop().kind, LessonStop::Kind::Question);
        QCOMPARE(lesson.questions[play.stop().index].id, QStringLiteral("L01-see"));
    }

    // Every single wrong bit is named by the field that holds it.
    void everyWrongBitIsNamed()
    {
        Lesson lesson = *readLesson(firstLesson()).lesson;
        LessonExercise exercise;
        exercise.id = QStringLiteral("frame");
        exercise.answer = {{}, {}, QStringLiteral("81 85 37 fa 21 3d 7f 9f 4d 51 58")};
        exercise.slips.push_back({{{}, {}, QStringLiteral("810548656c6c6f")}, QStringLiteral("M02"), {}});
        lesson.exercises.push_back(exercise);
        const LessonPlay play(lesson, std::nullopt);
        const QByteArray right = QByteArray::fromHex("818537fa213d7f9f4d5158");
        QVERIFY(play.judge(exercise, QStringLiteral("818537FA213D 7f9f4d5158")).right);
        const auto field = [](int bit) {
            return bit == 0   ? "ws.frame.fin"
                   : bit < 4  ? bit == 1   ? "ws.frame.rsv1"
                                : bit == 2 ? "ws.frame.rsv2"
                                           : "ws.frame.rsv3"
                   : bit < 8  ? "ws.frame.opcode"
                   : bit == 8 ? "ws.frame.mask"
                   : bit < 16 ? "ws.frame.length"
                   : bit < 48 ? "ws.frame.key"
                              : "ws.frame.payload";
        };
        for (int bit = 0; bit < 8 * right.size(); ++bit) {
            QByteArray wrong = right;
            wrong[bit / 8] = static_cast<char>(wrong[bit / 8] ^ (0x80 >> bit % 8));
            const LessonPlay::Verdict verdict = play.judge(exercise, QString::fromLatin1(wrong.toHex()));
            QVERIFY(!verdict.right);
            QCOMPARE(verdict.wrongBit, std::optional<quint64>(static_cast<quint64>(bit)));
            QCOMPARE(QByteArray(verdict.field.data(), static_cast<qsizetype>(verdict.field.size())),
                     QByteArray(field(bit)));
        }
        QVERIFY(!play.judge(exercise, QStringLiteral("8185 37")).right);
        QVERIFY(!play.judge(exercise, QStringLiteral("zz")).readable);
        QCOMPARE(play.judge(exercise, QStringLiteral("81 05 48 65 6c 6c 6f")).slip,
                 static_cast<const LessonSlip *>(&exercise.slips.front()));
    }
};

QTEST_GUILESS_MAIN(TestLesson)
#include "tst_lesson.moc"
