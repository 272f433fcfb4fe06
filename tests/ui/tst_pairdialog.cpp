// SPDX-License-Identifier: GPL-3.0-or-later
#include "composerfixture.h"
#include "windowchecks.h"

#include "tests/idlelab.h"
#include "ui/lab/pairdialog.h"
#include "ui/lab/policypage.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>

using namespace ui;

namespace {

/// Every field set to something else than what is so anyway.
core::Scenario fullScenario()
{
    core::ConnectionSpec spec;
    spec.client.kind = spec.server.kind = QStringLiteral("engine");
    spec.host = QStringLiteral("example.test:9000");
    spec.path = QStringLiteral("/chat?room=2");
    spec.fixedKey = "dGhlIHNhbXBsZSBub25jZQ==";
    core::ClientPolicy &client = spec.client.clientPolicy;
    client.subprotocols = {"chat.v2", "chat.v1"};
    client.origin = "http://localhost:8000";
    client.headers = {{"X-Class", "3-2"}, {"X-Empty", ""}};
    client.deflate = {true, true, false, 12, 9, true};
    client.frameSize = 3; // not on the form
    core::ServerPolicy &server = spec.server.serverPolicy;
    server.subprotocols = {"chat.v1"};
    server.origins = {"http://localhost:8000", "http://127.0.0.1:8000"};
    server.paths = {"/chat", "/echo"};
    server.refuseWith = 503;
    server.limits.message = 1000;
    server.limits.headerBlock = 2000;
    server.limits.fragments = 30;
    server.autoPong = false;
    server.pingInterval = 4000;
    server.pongTimeout = 5000;
    server.closeTimeout = 600;
    server.deflate = {true, false, true, 15, 10, true};
    server.deviation = "masked-frame";
    core::Scenario scenario;
    scenario.id = QStringLiteral("mine");
    scenario.seed = 7;
    scenario.connections = {spec};
    scenario.actions = {
        {QStringLiteral("client.opened"), 1, QStringLiteral("client"), QStringLiteral("ping"), {}}};
    return scenario;
}

struct Desk
{
    explicit Desk(const core::Scenario &scenario = {}, Language language = Language::English,
                  Theme::Kind kind = Theme::Kind::Light)
        : dialog((speak(language), scenario))
    {
        dialog.setTheme(Theme(kind));
        dress(dialog, Theme(kind));
        dialog.show();
        if (!QTest::qWaitForWindowActive(&dialog))
            qFatal("the dialog does not show");
    }

    void choose(const char *name, const char *kind)
    {
        auto *const box = dialog.findChild<QComboBox *>(QString::fromLatin1(name));
        box->setCurrentIndex(box->findData(QString::fromLatin1(kind)));
    }
    /// A field of one side's policy.
    template<typename T>
    T &field(const char *side, const char *name)
    {
        auto *const area = dialog.findChild<QScrollArea *>(QString::fromLatin1(side));
        auto *const found = area->findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("no %s", name);
        return *found;
    }
    QLineEdit &line(const char *name) { return *dialog.findChild<QLineEdit *>(QString::fromLatin1(name)); }
    bool canRun() { return dialog.findChild<QPushButton *>(QStringLiteral("primary"))->isEnabled(); }

    PairDialog dialog;
};

} // namespace

class TestPairDialog : public QObject
{
    Q_OBJECT

private slots:
    void whatComesInGoesOut()
    {
        const core::Scenario scenario = fullScenario();
        const Desk desk(scenario);
        const core::Scenario out = desk.dialog.scenario();
        QVERIFY(out.connections == scenario.connections);
        QCOMPARE(out.id, scenario.id);
        QCOMPARE(out.seed, scenario.seed);
        QCOMPARE(out.actions.size(), scenario.actions.size());
        QVERIFY(!desk.dialog.options().open);
    }

    void aFreshPairIsTheEngineTwice()
    {
        Desk desk;
        const core::Scenario out = desk.dialog.scenario();
        QCOMPARE(out.connections.size(), static_cast<std::size_t>(1));
        QCOMPARE(out.connections[0].client.kind, QStringLiteral("engine"));
        QCOMPARE(out.connections[0].server.kind, QStringLiteral("engine"));
        QVERIFY(out.connections[0].client.clientPolicy == core::ClientPolicy());
        QVERIFY(out.connections[0].server.serverPolicy == core::ServerPolicy());
        QCOMPARE(out.connections[0].path, QStringLiteral("/"));
        QVERIFY(desk.canRun());
    }

    void aPairIsChosenAgain()
    {
        const core::Scenario before = fullScenario();
        core::Scenario qt = before;
        qt.connections[0].client = {};
        qt.connections[0].client.kind = QStringLiteral("qt");
        qt.connections[0].server = {};
        qt.connections[0].server.kind = QStringLiteral("url");
        qt.connections[0].server.url = QStringLiteral("ws://127.0.0.1:9000/x");
        Desk desk;
        auto *const recent = desk.dialog.findChild<QComboBox *>(QStringLiteral("recent"));
        QVERIFY(!recent->isVisible());
        desk.dialog.setRecent({before, qt});
        QVERIFY(recent->isVisible());
        QCOMPARE(recent->itemText(0),
                 QStringLiteral("Framescope's engine  →  Framescope's engine · /chat?room=2"));
        QCOMPARE(recent->itemText(1),
                 QStringLiteral("Qt WebSockets  →  Server at an address · ws://127.0.0.1:9000/x"));
        recent->setFocus();
        recent->setCurrentIndex(0);
        emit recent->activated(0);
        QVERIFY(desk.dialog.scenario().connections == before.connections);
        QCOMPARE(desk.dialog.scenario().seed, before.seed);
        emit recent->activated(1);
        QCOMPARE(desk.line("url").text(), QStringLiteral("ws://127.0.0.1:9000/x"));
    }

    void secureConnections()
    {
        Desk desk;
        auto *const secure = desk.dialog.findChild<QCheckBox *>(QStringLiteral("secure"));
        auto *const unverified = desk.dialog.findChild<QCheckBox *>(QStringLiteral("unverified"));
        QVERIFY(secure->isVisible() && !secure->isChecked() && !unverified->isVisible());
        secure->click();
        QVERIFY(desk.dialog.scenario().connections[0].secure);
        desk.choose("serverKind", "url");
        desk.line("url").setText(QStringLiteral("ws://127.0.0.1:9000/"));
        QVERIFY(!secure->isVisible() && !unverified->isVisible());
        QVERIFY(!desk.dialog.scenario().connections[0].secure); // what the address says counts
        desk.line("url").setText(QStringLiteral("wss://127.0.0.1:9000/"));
        QVERIFY(desk.canRun() && unverified->isVisible());
        unverified->click();
        QVERIFY(desk.dialog.scenario().connections[0].server.unverified);
        desk.line("url").setText(QStringLiteral("ws://127.0.0.1:9000/"));
        QVERIFY(!desk.dialog.scenario().connections[0].server.unverified);
    }

    void listeningElsewhereIsAskedFor()
    {
        Desk desk;
        auto *const listen = desk.dialog.findChild<QCheckBox *>(QStringLiteral("listen"));
        desk.dialog.setAddresses({QStringLiteral("192.0.2.7"), QStringLiteral("fd00::7")});
        QVERIFY(!listen->isVisible()); // only programs come from elsewhere
        desk.choose("clientKind", "program");
        QVERIFY(listen->isVisible());
        QVERIFY(!listen->isChecked());
        QCOMPARE(desk.dialog.options().listenOn, QString());
        listen->click();
        QCOMPARE(desk.dialog.options().listenOn, QStringLiteral("192.0.2.7"));
        desk.dialog.findChild<QComboBox *>(QStringLiteral("addresses"))->setCurrentIndex(1);
        QCOMPARE(desk.dialog.options().listenOn, QStringLiteral("fd00::7"));
        desk.choose("clientKind", "engine");
        QCOMPARE(desk.dialog.options().listenOn, QString());
    }

    void fieldsBecomeThePolicy()
    {
        Desk desk;
        desk.field<QLineEdit>("clientPolicy", "subprotocols").setText(QStringLiteral("chat.v2, chat.v1"));
        desk.field<QPlainTextEdit>("clientPolicy", "headers").setPlainText(QStringLiteral("X-Class: 3-2\n"));
        desk.field<QCheckBox>("clientPolicy", "deflate").setChecked(true);
        desk.field<QSpinBox>("clientPolicy", "clientBits").setValue(9);
        desk.field<QLineEdit>("serverPolicy", "origin").setText(QStringLiteral("http://localhost:8000"));
        desk.field<QCheckBox>("serverPolicy", "refuse").setChecked(true);
        desk.field<QSpinBox>("serverPolicy", "status").setValue(503);
        desk.field<QSpinBox>("serverPolicy", "maxMessage").setValue(1000);
        desk.field<QCheckBox>("serverPolicy", "autoPong").setChecked(false);
        desk.dialog.setHoldOpen(true);
        const core::ConnectionSpec spec = desk.dialog.scenario().connections[0];
        const core::ClientPolicy &client = spec.client.clientPolicy;
        QCOMPARE(client.subprotocols, (std::vector<QByteArray>{"chat.v2", "chat.v1"}));
        QCOMPARE(client.headers, (std::vector<std::pair<QByteArray, QByteArray>>{{"X-Class", "3-2"}}));
        QVERIFY(client.deflate.enabled);
        QCOMPARE(client.deflate.clientMaxWindowBits, 9);
        const core::ServerPolicy &server = spec.server.serverPolicy;
        QCOMPARE(server.origins, std::vector<QByteArray>{"http://localhost:8000"});
        QCOMPARE(server.refuseWith, std::optional(503));
        QCOMPARE(server.limits.message, static_cast<quint64>(1000));
        QVERIFY(!server.autoPong);
        QVERIFY(desk.dialog.options().open);
    }

    void aServerAtAnAddress()
    {
        Desk desk;
        QVERIFY(!desk.line("url").isVisible());
        desk.choose("serverKind", "url");
        QVERIFY(desk.line("url").isVisible() && !desk.line("path").isVisible());
        for (const char *wrong :
             {"", "http://localhost/", "ws://", "localhost:80", "ws://user@host/", "wss://host/#x"}) {
            desk.line("url").setText(QString::fromLatin1(wrong));
            QVERIFY2(!desk.canRun() && !desk.dialog.problem().isEmpty(), wrong);
        }
        for (const char *right : {"wss://example.org/chat", "ws://127.0.0.1:9001/chat?x=1"}) {
            desk.line("url").setText(QString::fromLatin1(right));
            QVERIFY2(desk.canRun(), right);
        }
        const core::ConnectionSpec spec = desk.dialog.scenario().connections[0];
        QCOMPARE(spec.server.kind, QStringLiteral("url"));
        QCOMPARE(spec.server.url, QStringLiteral("ws://127.0.0.1:9001/chat?x=1"));
        QCOMPARE(spec.host, QStringLiteral("127.0.0.1:9001"));
        QCOMPARE(spec.path, QStringLiteral("/chat?x=1"));
        desk.choose("serverKind", "engine");
        QCOMPARE(desk.dialog.scenario().connections[0].server.url, QString());
    }

    void aKindWithoutPolicySaysWhy()
    {
        Desk desk(fullScenario());
        for (const char *kind : {"qt", "browser", "program", "raw"}) {
            desk.choose("clientKind", kind);
            QVERIFY(!desk.field<QLineEdit>("clientPolicy", "subprotocols").isEnabled());
            QCOMPARE(desk.dialog.scenario().connections[0].client.kind, QString::fromLatin1(kind));
        }
        desk.choose("serverKind", "qt");
        QVERIFY(!desk.field<QLineEdit>("serverPolicy", "paths").isEnabled());
        // Come back: what was set is still there.
        desk.choose("clientKind", "engine");
        desk.choose("serverKind", "engine");
        QVERIFY(desk.dialog.scenario().connections == fullScenario().connections);
    }

    void wrongFieldsAreSaid()
    {
        Desk desk;
        desk.field<QPlainTextEdit>("clientPolicy", "headers").setPlainText(QStringLiteral("no colon"));
        QVERIFY(!desk.canRun());
        desk.choose("clientKind", "qt"); // whose headers they are not
        QVERIFY(desk.canRun());
        desk.choose("clientKind", "engine");
        desk.field<QPlainTextEdit>("clientPolicy", "headers").clear();
        QVERIFY(desk.canRun());
        desk.field<QLineEdit>("clientPolicy", "subprotocols").setText(QStringLiteral("two words"));
        QVERIFY(!desk.canRun());
        desk.field<QLineEdit>("clientPolicy", "subprotocols").clear();
        desk.field<QLineEdit>("serverPolicy", "paths").setText(QStringLiteral("chat"));
        QVERIFY(!desk.canRun());
        desk.field<QLineEdit>("serverPolicy", "paths").clear();
        desk.line("path").setText(QStringLiteral("chat"));
        QVERIFY(!desk.canRun());
        QVERIFY(!desk.dialog.problem().isEmpty());
    }

    // Every field is reached by the tab key and seen when it is, and Enter runs.
    void byKeyboardAlone()
    {
        Desk desk;
        QStringList reached;
        std::vector<const QWidget *> seen;
        for (int i = 0; i < 60; ++i) {
            QWidget *const focus = QApplication::focusWidget();
            if (std::find(seen.begin(), seen.end(), focus) != seen.end())
                break;
            seen.push_back(focus);
            reached += focus->objectName() + focus->accessibleName();
            QVERIFY2(focus->visibleRegion().boundingRect() == focus->rect(), qPrintable(focus->objectName()));
            QTest::keyClick(focus, Qt::Key_Tab);
        }
        for (const char *name : {"clientKind", "originOrigin", "headers", "serverKind", "paths", "autoPong",
                                 "closeTimeout", "path", "host", "hold", "primary"})
            QVERIFY2(!reached.filter(QString::fromLatin1(name)).isEmpty(), name);
        desk.line("path").setFocus();
        QTest::keyClick(&desk.line("path"), Qt::Key_Return);
        QCOMPARE(desk.dialog.result(), static_cast<int>(QDialog::Accepted));
    }

    void nothingIsClippedOrNameless_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<int>("theme");
        QTest::newRow("ko light") << 0 << 0;
        QTest::newRow("ko dark") << 0 << 1;
        QTest::newRow("en light") << 1 << 0;
        QTest::newRow("en dark") << 1 << 1;
    }

    void nothingIsClippedOrNameless()
    {
        QFETCH(const int, language);
        QFETCH(const int, theme);
        const auto spoken = static_cast<Language>(language);
        Desk desk(fullScenario(), spoken, static_cast<Theme::Kind>(theme));
        QVERIFY(desk.dialog.width() <= 1280 && desk.dialog.height() <= 680);
        for (const char *server : {"engine", "qt", "url"})
            for (const char *client : {"engine", "qt", "browser", "program", "raw"}) {
                desk.choose("serverKind", server);
                desk.choose("clientKind", client);
                QCoreApplication::processEvents();
                picture(desk.dialog, QStringLiteral("pair-%1-%2-%3")
                                         .arg(QString::fromUtf8(QTest::currentDataTag()),
                                              QString::fromLatin1(server), QString::fromLatin1(client)));
                QCOMPARE(faultsOf(desk.dialog, spoken), QString());
                for (const char *side : {"clientPolicy", "serverPolicy"}) {
                    auto *const area = desk.dialog.findChild<QScrollArea *>(QString::fromLatin1(side));
                    QVERIFY(area->widget()->minimumSizeHint().width() <= area->viewport()->width());
                    QCOMPARE(faultsOf(*area->widget(), spoken), QString());
                }
            }
    }

    void everyTipIsInTheLanguage()
    {
        Desk desk(fullScenario(), Language::Korean);
        for (const QWidget *widget : desk.dialog.findChildren<QWidget *>())
            if (!widget->toolTip().isEmpty())
                QVERIFY2(hasHangul(widget->toolTip()), qPrintable(widget->toolTip()));
        speak(Language::English);
        for (const QWidget *widget : desk.dialog.findChildren<QWidget *>())
            QVERIFY2(!hasHangul(widget->toolTip()), qPrintable(widget->toolTip()));
        QVERIFY(desk.dialog.scenario().connections == fullScenario().connections);
    }
};

QTEST_MAIN(TestPairDialog)
#include "tst_pairdialog.moc"
