// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/annotate/field.h"
#include "core/engine/deviation.h"
#include "core/lab/scenario.h"
#include "core/referee/rule.h"
#include "resources/resources.h"
#include "ui/text/catalogue.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace ui;

namespace {

bool hasHangul(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Hangul; });
}

QStringList idsInSources(const QString &pattern)
{
    QSet<QString> ids;
    const QRegularExpression expression(pattern);
    for (const char *room : {"core", "ui", "app"}) {
        QDirIterator files(QStringLiteral(SOURCE_FOLDER "/") + QLatin1StringView(room),
                           {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QString text = QString::fromUtf8(file.readAll());
            for (auto it = expression.globalMatch(text); it.hasNext();)
                ids.insert(it.next().captured(1));
        }
    }
    return ids.values();
}

} // namespace

class TestTexts : public QObject
{
    Q_OBJECT

private:
    std::optional<Catalogue> m_catalogue;
    QHash<QString, QJsonObject> m_raw; // every entry as written

    void has(const QString &id, std::initializer_list<const char *> keys)
    {
        for (const Language language : {Language::Korean, Language::English})
            for (const char *key : keys)
                QVERIFY2(m_catalogue->has(id, key, language),
                         qPrintable(QStringLiteral("%1.%2 in %3")
                                        .arg(id, QLatin1StringView(key), QLatin1StringView(code(language)))));
    }

    template<typename Visit>
    static void visitTexts(const QJsonObject &object, const QString &path, Visit visit)
    {
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString here = path + QLatin1Char('.') + it.key();
            if (it->isObject())
                visitTexts(it->toObject(), here, visit);
            else
                visit(here, it->toString());
        }
    }

    /// Each text of each lesson in that language.
    template<typename Visit>
    static void visitLessons(Language language, Visit visit)
    {
        const QDir folder(resources::lessonFolder);
        const QStringList files = folder.entryList({QStringLiteral("*.json")});
        QVERIFY(files.size() == 14);
        for (const QString &name : files) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            visitPairs(QJsonDocument::fromJson(file.readAll()).object(), name, language, visit);
        }
    }

    template<typename Visit>
    static void visitPairs(const QJsonValue &value, const QString &path, Language language, Visit visit)
    {
        const QJsonObject object = value.toObject();
        if (object.contains(QLatin1StringView("ko")) && object.contains(QLatin1StringView("en"))) {
            visit(path, object.value(QLatin1StringView(code(language))).toString());
            return;
        }
        for (auto it = object.begin(); it != object.end(); ++it)
            visitPairs(*it, path + QLatin1Char('.') + it.key(), language, visit);
        const QJsonArray list = value.toArray();
        for (qsizetype i = 0; i < list.size(); ++i)
            visitPairs(list[i], QStringLiteral("%1[%2]").arg(path).arg(i), language, visit);
    }

private slots:
    void initTestCase()
    {
        resources::init();
        m_catalogue.emplace(resources::catalogueFolder);
        QCOMPARE(m_catalogue->problem(), QString());
        const QDir folder(resources::catalogueFolder);
        for (const QString &name : folder.entryList({QStringLiteral("*.json")})) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
            for (auto it = object.begin(); it != object.end(); ++it)
                m_raw.insert((name == QLatin1StringView("terms.json") ? QStringLiteral("term:") : QString()) +
                                 it.key(),
                             it->toObject());
        }
    }

    void everyFieldHasItsTexts()
    {
        for (const std::string_view id : core::allFieldIds())
            has(Catalogue::key(id), {"label", "what", "why"});
    }

    void everyRuleHasItsTexts()
    {
        for (const core::Rule &rule : core::allRules()) {
            const QString id = QStringLiteral("rule.") + Catalogue::key(rule.id);
            has(id, {"kept", "why", "peer"});
            if (rule.canBeBroken())
                has(id, {"broken"});
            else // nothing can show it
                QVERIFY2(!m_catalogue->has(id, "broken", Language::English), qPrintable(id));
        }
    }

    void everyDeviationHasItsTexts()
    {
        for (const core::Deviation &each : core::allDeviations()) {
            const QString id = QStringLiteral("deviation.") + Catalogue::key(each.name);
            has(id, {"title", "text", "question", "outcome"});
            QVERIFY2(m_catalogue->text(id, "question", Language::Korean).endsWith(QLatin1Char('?')),
                     qPrintable(id));
        }
        for (const QString &id : m_catalogue->ids())
            if (id.startsWith(QStringLiteral("deviation.")))
                QVERIFY2(core::deviation(id.section(QLatin1Char('.'), 1).toStdString()) != nullptr,
                         qPrintable(id));
    }

    void everyStepInTheSourcesHasItsTexts()
    {
        const QStringList ids = idsInSources(QStringLiteral("\"(step\\.[a-z0-9.-]*[a-z0-9])\""));
        QVERIFY(ids.size() > 40);
        for (const QString &id : ids) {
            const bool isPrefix = std::any_of(ids.begin(), ids.end(), [&](const QString &o) {
                return o != id && o.startsWith(id + QLatin1Char('.'));
            });
            if (!m_catalogue->has(id) && isPrefix)
                continue; // a comparison with the beginning of others
            if (id == QLatin1StringView("step.server") || id == QLatin1StringView("step.accept") ||
                id == QLatin1StringView("step.frame.length"))
                if (!m_catalogue->has(id))
                    continue;
            has(id, {"title", "text"});
        }
    }

    void everyPhraseInTheSourcesHasItsTexts()
    {
        const QStringList ids = idsInSources(
            QStringLiteral("\"((?:unit|arrow|subtitle|panel|heading|note|row|accept|diagram|hex|"
                           "where|status|empty|problem|side|hint|outcome)\\.[a-z0-9.-]*[a-z0-9])\""));
        QVERIFY(ids.size() > 60);
        for (const QString &id : ids)
            if (id != QLatin1StringView("unit.http")) // a family, its members are below
                has(id, {"text"});
        for (const char *family : {"unit", "arrow"})
            for (const char *kind :
                 {"request", "response", "text", "text.invalid", "text.first", "binary", "binary.first",
                  "continuation", "continuation.last", "ping", "ping.empty", "pong", "pong.empty", "close",
                  "close.empty", "reserved", "unknown"})
                has(QStringLiteral("%1.%2").arg(QLatin1StringView(family), QLatin1StringView(kind)),
                    {"text"});
        for (const char *kind : {"request", "response"})
            has(QStringLiteral("unit.http.") + QLatin1StringView(kind), {"text"});
    }

    void everyStateHasItsTexts()
    {
        for (const char *state : {"connecting", "open", "closing", "closed"})
            has(QStringLiteral("state.") + QLatin1StringView(state), {"label", "text"});
    }

    // Two originals of the same thing.
    void bothLanguagesHaveTheSameKeys()
    {
        for (auto it = m_raw.begin(); it != m_raw.end(); ++it) {
            const auto keysOf = [&](const char *language) {
                QSet<QString> keys;
                visitTexts(it->value(QLatin1StringView(language)).toObject(), {},
                           [&](const QString &path, const QString &) { keys.insert(path); });
                keys.remove(QStringLiteral(".capital")); // English only: Hangul has no capitals
                return keys;
            };
            QVERIFY2(!keysOf("ko").isEmpty(), qPrintable(it.key()));
            QVERIFY2(keysOf("ko") == keysOf("en"), qPrintable(it.key()));
        }
    }

    // Whatever is said in the catalogue and in the lessons: each term of the dictionary that it uses can be
    // looked up from there. Those that are everyday words as well are left to whoever writes.
    void everyTermIsLinked_data()
    {
        QTest::addColumn<int>("language");
        QTest::newRow("ko") << static_cast<int>(Language::Korean);
        QTest::newRow("en") << static_cast<int>(Language::English);
    }

    void everyTermIsLinked()
    {
        QFETCH(const int, language);
        const auto spoken = static_cast<Language>(language);
        QHash<QString, QString> names; // by what a text writes, small
        QStringList patterns;
        for (const QString &english : m_catalogue->terms()) {
            if (m_raw.value(QStringLiteral("term:") + english).value(QStringLiteral("everyday")).toBool())
                continue;
            const QString written = m_catalogue->term(english, spoken)->term;
            names.insert(written.toLower(), english);
            patterns += QRegularExpression::escape(written);
        }
        std::sort(patterns.begin(), patterns.end(),
                  [](const QString &a, const QString &b) { return a.size() > b.size(); });
        // A Korean word goes on with its particle; which letters may follow is not asked here, but that these
        // are other words.
        static const QSet<QString> others = {QStringLiteral("프레임스코"), QStringLiteral("프레임워크"),
                                             QStringLiteral("확장자와")};
        const QRegularExpression word(
            QStringLiteral("(?<![\\w-])(%1)(?:s|)(?![a-zA-Z0-9_%2])")
                .arg(patterns.join(QLatin1Char('|')),
                     spoken == Language::English ? QStringLiteral("가-힣") : QString()),
            QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
        static const QRegularExpression code(QStringLiteral("`[^`]*`"));
        static const QRegularExpression link(
            QStringLiteral("\\[[^\\]]*\\]\\(term:((?:[^()]|\\([^()]*\\))*)\\)"));
        qsizetype found = 0;
        QStringList missing;
        const auto scan = [&](const QString &path, const QString &text) {
            QString left = m_catalogue->markdownOf(text, spoken, {});
            QSet<QString> linked;
            for (auto it = link.globalMatch(left); it.hasNext();)
                linked += it.next().captured(1).replace(QLatin1StringView("%20"), QLatin1StringView(" "));
            found += linked.size();
            left.remove(code).replace(link, QStringLiteral("¤"));
            for (auto it = word.globalMatch(left); it.hasNext();) {
                const QRegularExpressionMatch match = it.next();
                const QString written = match.captured(1);
                const QString english = names.value(written.toLower());
                const QString name = m_catalogue->term(english, spoken)->term;
                const bool isAnother = name.size() > 1 && name[1].isUpper() && written != name; // open, OPEN
                const QString after = left.mid(match.capturedEnd(), 2);
                if (!isAnother && !linked.contains(english) && !others.contains(written + after))
                    missing += path + QStringLiteral(": ") + match.captured(0) + after;
            }
        };
        for (auto it = m_raw.begin(); it != m_raw.end(); ++it)
            if (!it.key().startsWith(QStringLiteral("term:")) &&
                !it.key().startsWith(QStringLiteral("phrase")))
                visitTexts(it->value(QLatin1StringView(ui::code(spoken))).toObject(), it.key(), scan);
        visitLessons(spoken, scan);
        QVERIFY(found > 2000);
        missing.removeDuplicates();
        QVERIFY2(missing.isEmpty(), qPrintable(QString::number(missing.size()) + QLatin1Char('\n') +
                                               missing.mid(0, 60).join(QLatin1Char('\n'))));
    }

    void eachLanguageKeepsToItself()
    {
        // What is the same in both: literals, symbols and names.
        static const QRegularExpression doubled(
            QStringLiteral("을\\(를\\)|를\\(을\\)|은\\(는\\)|는\\(은\\)|이\\(가\\)|가\\(이\\)|와\\(과\\)|"
                           "과\\(와\\)|\\(으\\)로"));
        for (auto it = m_raw.begin(); it != m_raw.end(); ++it) {
            visitTexts(it->value(QStringLiteral("en")).toObject(), it.key(),
                       [](const QString &path, const QString &text) {
                           QVERIFY2(!text.trimmed().isEmpty(), qPrintable(path));
                           QVERIFY2(!hasHangul(text), qPrintable(path + QStringLiteral(": ") + text));
                       });
            visitTexts(
                it->value(QStringLiteral("ko")).toObject(), it.key(),
                [](const QString &path, const QString &text) {
                    QVERIFY2(!text.trimmed().isEmpty(), qPrintable(path));
                    QVERIFY2(!doubled.match(text).hasMatch(), qPrintable(path + QStringLiteral(": ") + text));
                    const bool isSentence = text.endsWith(QLatin1Char('.'));
                    QVERIFY2(!isSentence || hasHangul(text), qPrintable(path + QStringLiteral(": ") + text));
                    for (const char *wrong : {"핸드쉐이크", "메세지", "캡쳐", "십시오"})
                        QVERIFY2(!text.contains(QString::fromUtf8(wrong)),
                                 qPrintable(path + QStringLiteral(": ") + text));
                });
        }
    }

    // Lessons speak in one register, 합니다체; goals are in the plain form of a curriculum. Korean in an
    // English text is quoted: it was on the wire.
    void lessonsSpeakOneRegister()
    {
        static const QRegularExpression quoted(QStringLiteral("‘[^’]*’|“[^”]*”|`[^`]*`|\\{[^}]*\\}"));
        static const QRegularExpression plain(
            QStringLiteral("(?<!니)다[.!]|(?<![세까나가])요[.!?]|[야어해]\\."));
        static const QRegularExpression doubled(
            QStringLiteral("[을를은는이가와과로]\\([을를은는이가와과으]\\)|\\(으\\)로"));
        visitLessons(Language::Korean, [](const QString &path, QString text) {
            text.remove(quoted);
            QVERIFY2(hasHangul(text) || text.size() < 40, qPrintable(path));
            QVERIFY2(!doubled.match(text).hasMatch(), qPrintable(path + QStringLiteral(": ") + text));
            if (path.endsWith(QStringLiteral(".goal")))
                QVERIFY2(text.endsWith(QStringLiteral("다.")), qPrintable(path));
            else
                QVERIFY2(!plain.match(text).hasMatch(), qPrintable(path + QStringLiteral(": ") + text));
            for (const char *wrong : {"핸드쉐이크", "메세지", "캡쳐", "십시오", "악수"})
                QVERIFY2(!text.contains(QString::fromUtf8(wrong)),
                         qPrintable(path + QStringLiteral(": ") + text));
        });
        visitLessons(Language::English, [](const QString &path, QString text) {
            text.remove(quoted);
            QVERIFY2(!hasHangul(text), qPrintable(path + QStringLiteral(": ") + text));
        });
    }

    // A number that one language tells the other tells, too.
    void lessonsTellTheSameNumbers()
    {
        static const QRegularExpression slot(QStringLiteral("\\{([A-Za-z]+)"));
        QHash<QString, QSet<QString>> korean;
        const auto slotsOf = [](const QString &text) {
            QSet<QString> all;
            for (auto it = slot.globalMatch(text); it.hasNext();)
                all += it.next().captured(1);
            return all - QSet<QString>{QStringLiteral("value")}; // in one it may be a word: "the 2nd"
        };
        visitLessons(Language::Korean,
                     [&](const QString &path, const QString &text) { korean[path] = slotsOf(text); });
        visitLessons(Language::English, [&](const QString &path, const QString &text) {
            QVERIFY2(korean.value(path) == slotsOf(text), qPrintable(path));
        });
    }

    void everyTermIsInTheDictionary()
    {
        static const QRegularExpression term(QStringLiteral("\\[\\[([^\\]|]+)"));
        QSet<QString> used;
        for (auto it = m_raw.begin(); it != m_raw.end(); ++it)
            visitTexts(*it, it.key(), [&](const QString &path, const QString &text) {
                for (auto match = term.globalMatch(text); match.hasNext();) {
                    const QString name = match.next().captured(1);
                    used.insert(name);
                    for (const Language language : {Language::Korean, Language::English}) {
                        const auto found = m_catalogue->term(name, language);
                        QVERIFY2(found && !found->term.isEmpty() && !found->sentence.isEmpty(),
                                 qPrintable(path + QStringLiteral(": ") + name));
                    }
                }
            });
        QVERIFY(used.size() > 40);
    }

    void placeholdersAreTheSameInBothLanguages()
    {
        static const QRegularExpression placeholder(QStringLiteral("\\{([A-Za-z]+)"));
        const QSet<QString> spoken{QStringLiteral("who"), QStringLiteral("peer"), QStringLiteral("from"),
                                   QStringLiteral("to")};
        for (auto it = m_raw.begin(); it != m_raw.end(); ++it) {
            const auto namesOf = [&](const char *language) {
                QSet<QString> names;
                visitTexts(it->value(QLatin1StringView(language)).toObject(), {},
                           [&](const QString &, const QString &text) {
                               for (auto match = placeholder.globalMatch(text); match.hasNext();) {
                                   const QString name = match.next().captured(1).toLower();
                                   if (!spoken.contains(
                                           name)) // a language may name who acts or leave it to the verb
                                       names.insert(name);
                               }
                           });
                return names;
            };
            QVERIFY2(namesOf("ko") == namesOf("en"), qPrintable(it.key()));
        }
    }

    void everyMenuTextIsTranslated()
    {
        static const QRegularExpression pair(
            QStringLiteral("<source>(.*?)</source>\\s*<translation>(.*?)</translation>"),
            QRegularExpression::DotMatchesEverythingOption);
        for (const char *language : {"ko", "en"}) {
            QFile file(QStringLiteral(SOURCE_FOLDER "/translations/framescope_%1.ts")
                           .arg(QLatin1StringView(language)));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            QVERIFY(!text.contains(QStringLiteral("unfinished")));
            qsizetype count = 0;
            for (auto it = pair.globalMatch(text); it.hasNext(); ++count) {
                const QRegularExpressionMatch match = it.next();
                QVERIFY2(!match.captured(2).isEmpty(), qPrintable(match.captured(1)));
                QCOMPARE(hasHangul(match.captured(2)), qstrcmp(language, "ko") == 0);
            }
            QCOMPARE(count, text.count(QStringLiteral("<source>")));
            QVERIFY(count > 30);
        }
    }

    void scenariosAreReadable()
    {
        const QDir folder(resources::scenarioFolder);
        const QStringList names = folder.entryList({QStringLiteral("*.json")});
        QVERIFY(names.size() >= 6);
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QString error;
            const auto scenario = core::readScenario(file.readAll(), &error);
            QVERIFY2(scenario, qPrintable(name + QStringLiteral(": ") + error));
            QCOMPARE(scenario->id + QStringLiteral(".json"), name);
            QVERIFY(hasHangul(scenario->title.ko) && hasHangul(scenario->summary.ko));
            QVERIFY(!hasHangul(scenario->title.en));
            QVERIFY2(scenario->expect.empty() == scenario->experiment.has_value(), qPrintable(name));
            if (!scenario->experiment)
                continue;
            const core::Experiment &experiment = *scenario->experiment;
            QVERIFY2(hasHangul(experiment.question.ko) && !hasHangul(experiment.question.en),
                     qPrintable(name));
            QVERIFY2(experiment.story && hasHangul(experiment.story->ko), qPrintable(name));
        }
    }
};

QTEST_GUILESS_MAIN(TestTexts)
#include "tst_texts.moc"
