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
