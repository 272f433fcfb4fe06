// SPDX-License-Identifier: GPL-3.0-or-later
// The walk-through: steps in an order of one's own, captions, three forms of export, and nothing lost.
#include "fixture.h"
#include "tests/idlelab.h"

#include "ui/bytesview.h"
#include "ui/mainwindow.h"
#include "ui/views/walkpage.h"

#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <array>

using namespace ui;

namespace {

constexpr std::array<quint32, 3> units{0, 2, 4}; // of hello: request, “Hello”, Close

struct Fixture
{
    explicit Fixture(Language language = Language::English)
        : window(programTexts(), {}, lab, Look{language, Theme::Kind::Light, 100})
    {
        window.resize(1280, 720);
        window.showRecording(helloRecording());
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not show");
    }

    WalkPage &page() { return window.walkPage(); }
    void press(int key, Qt::KeyboardModifiers with = Qt::NoModifier) const
    {
        QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(key), with);
    }
    void add(quint32 unit)
    {
        QVERIFY(window.selection().selectUnit(unit));
        page().add();
    }
    /// A step of each of the units, with captions "alpha", "beta" and "gamma".
    void fill()
    {
        for (const quint32 unit : units)
            add(unit);
        const std::array captions{QStringLiteral("alpha"), QStringLiteral("beta"), QStringLiteral("gamma")};
        for (std::size_t i = 0; i < captions.size(); ++i) {
            page().list().setCurrentRow(static_cast<int>(i));
            page().caption().setPlainText(captions[i]);
        }
    }
    std::vector<quint32> order()
    {
        std::vector<quint32> all;
        for (const WalkStep &step : page().walk().steps)
            all.push_back(step.step.unit.value());
        return all;
    }
    QByteArray bytes(quint32 unit) const { return window.session().conversation()->index().bytes(unit); }

    IdleLab lab;
    MainWindow window;
};

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// In this order, each once or more.
bool areInOrder(const QString &text, const QStringList &parts)
{
    qsizetype at = 0;
    for (const QString &part : parts) {
        at = text.indexOf(part, at);
        if (at < 0)
            return false;
        at += part.size();
    }
    return true;
}

/// Presses the button with that text in the question that is asked next.
void answerNext(const char *phrase, bool *wasAsked)
{
    QTimer::singleShot(0, qApp, [phrase, wasAsked] {
        auto *const box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        *wasAsked = box != nullptr;
        if (box == nullptr)
            return;
        const QString text = Narrator(programTexts(), Language::English).phrase(phrase);
        for (QAbstractButton *each : box->buttons())
            if (each->text() == text)
                each->click();
    });
}

} // namespace

class TestWalk : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString path(const char *name) const { return m_folder.filePath(QLatin1StringView(name)); }

private slots:
    void stepsAreAddedByAKey()
    {
        Fixture f;
        QVERIFY(f.window.selection().selectUnit(2));
        f.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(f.page().isVisible());
        QCOMPARE(f.order(), std::vector<quint32>{2});
        f.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier); // twice the same
        QCOMPARE(f.order(), (std::vector<quint32>{2, 2}));
    }

    void orderedAndRemovedByKeys()
    {
        Fixture f;
        f.window.showView(QStringLiteral("walk"));
        f.fill();
        f.page().list().setFocus();
        QTRY_VERIFY(f.page().list().hasFocus());
        f.press(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(f.order(), (std::vector<quint32>{0, 4, 2}));
        f.press(Qt::Key_Up, Qt::AltModifier);
        f.press(Qt::Key_Up, Qt::AltModifier); // it is the first
        QCOMPARE(f.order(), (std::vector<quint32>{4, 0, 2}));
        QCOMPARE(f.page().list().currentRow(), 0);
        QCOMPARE(f.page().caption().toPlainText(), QStringLiteral("gamma"));
        f.press(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(f.order(), (std::vector<quint32>{0, 4, 2}));
        QVERIFY(f.page().list().item(1)->text().startsWith(QStringLiteral("2. ")));

        f.press(Qt::Key_Delete);
        QCOMPARE(f.order(), (std::vector<quint32>{0, 2}));
        f.press(Qt::Key_Delete);
        QCOMPARE(f.order().size(), std::size_t(1));
        QPushButton *putBack = nullptr;
        for (QPushButton *each : f.page().findChildren<QPushButton *>())
            if (each->text() == QStringLiteral("Put back"))
                putBack = each;
        QVERIFY(putBack != nullptr);
        putBack->click();
        putBack->click();
        QCOMPARE(f.order(), (std::vector<quint32>{0, 4, 2}));
        QCOMPARE(f.page().caption().toPlainText(), QStringLiteral("gamma"));
        QVERIFY(!putBack->isEnabled());
    }

    // A drag moves a row of the model, forward or back.
    void orderedAsByDragging()
    {
        Fixture f;
        f.fill();
        QAbstractItemModel *const rows = f.page().list().model();
        QVERIFY(rows->moveRow({}, 0, {}, 3));
        QCOMPARE(f.order(), (std::vector<quint32>{2, 4, 0}));
        QVERIFY(rows->moveRow({}, 2, {}, 1));
        QCOMPARE(f.order(), (std::vector<quint32>{2, 0, 4}));
        QVERIFY(f.page().list().item(1)->text().contains(QStringLiteral("alpha")));
    }

    void choosingGoesToTheStep()
    {
        Fixture f;
        f.window.showView(QStringLiteral("walk"));
        QVERIFY(f.window.selection().selectUnit(2));
        const core::BitSpan key{16, 32};
        f.window.selection().selectBits(key);
        f.page().add();
        f.add(4);
        f.page().list().setCurrentRow(0);
        QCOMPARE(f.window.selection().unit(), std::optional<quint32>(2));
        QCOMPARE(f.window.selection().bits(), key);
        // The same again, after the learner has been elsewhere.
        f.window.selection().setNumber(1);
        emit f.page().list().itemActivated(f.page().list().item(0));
        QCOMPARE(f.window.selection().unit(), std::optional<quint32>(2));
    }

    void stepsOfSeveralConnections()
    {
        Fixture f;
        f.window.showRecording(severalRecording(2));
        f.window.selection().setConversation(1);
        f.add(2);
        f.window.selection().setConversation(0);
        f.add(2);
        f.page().list().setCurrentRow(0);
        QCOMPARE(f.window.session().shown(), std::size_t(1));
        QVERIFY(f.page().exportTo(WalkPage::Form::Html, path("several.html")));
        QVERIFY(areInOrder(read(path("several.html")),
                           {QStringLiteral("Connection 2 · 민지"), QStringLiteral("Connection 1")}));
    }

    void exportsHtml_data()
    {
        QTest::addColumn<int>("language");
        QTest::newRow("ko") << static_cast<int>(Language::Korean);
        QTest::newRow("en") << static_cast<int>(Language::English);
    }
    void exportsHtml()
    {
        QFETCH(const int, language);
        Fixture f(static_cast<Language>(language));
        f.fill();
        f.page().caption().setPlainText(QStringLiteral("<script>alert(1)</script> & %1\nnext line"));
        f.page().title().setFocus();
        QTest::keyClicks(&f.page().title(), QStringLiteral("<b>Masks"));
        QVERIFY(f.page().exportTo(WalkPage::Form::Html, path("walk.html")));
        QVERIFY(!f.page().isUnsaved());
        const QString html = read(path("walk.html"));
        const Narrator say(programTexts(), static_cast<Language>(language));
        QStringList parts{QStringLiteral("<h1>&lt;b&gt;Masks</h1>")};
        const QStringList captions{
            QStringLiteral("alpha"), QStringLiteral("beta"),
            QStringLiteral("&lt;script&gt;alert(1)&lt;/script&gt; &amp; %1<br/>next line")};
        for (std::size_t i = 0; i < units.size(); ++i)
            parts << QStringLiteral("%1. ").arg(i + 1) +
                         say.stepTitle(f.page().walk().steps[i].step).toHtmlEscaped()
                  << captions[static_cast<qsizetype>(i)] << QStringLiteral("<svg")
                  << QString::fromLatin1(f.bytes(units[i]).left(48).toHex(' '));
        QVERIFY2(areInOrder(html, parts), qPrintable(html.left(4000)));
        QVERIFY(!html.contains(QStringLiteral("<script")));
        QVERIFY(!html.contains(QStringLiteral("⟦")));
        // Nothing is fetched.
        static const QRegularExpression fetched(QStringLiteral("(?:src|href|url\\()[=\"']*(?:https?:)?//"));
        QVERIFY(!fetched.match(html).hasMatch());
        static const QRegularExpression names(QStringLiteral("xmlns(:\\w+)?=\"[^\"]*\""));
        QVERIFY(!QString(html).remove(names).contains(QStringLiteral("://www")));
    }

    // What was said on the wire is text too.
    void wireTextIsEscaped()
    {
        Fixture f;
        auto recording = std::make_unique<core::Recording>();
        core::ConnectionInfo info;
        info.handshake = false;
        recording->addConnection(info);
        core::WireRecord record;
        record.bytes = QByteArray::fromHex("8108") + "<script>";
        record.entry.direction = core::Direction::Server;
        record.entry.by = core::actorOf(core::Direction::Server);
        QVERIFY(recording->append(record));
        f.window.showRecording(std::move(recording));
        f.add(0);
        QVERIFY(f.page().exportTo(WalkPage::Form::Html, path("escaped.html")));
        const QString html = read(path("escaped.html"));
        QVERIFY(html.contains(QStringLiteral("&lt;script&gt;")));
        QVERIFY(!html.contains(QStringLiteral("<script")));
    }

    void exportsPdf()
    {
        Fixture f(Language::Korean);
        f.fill();
        f.page().caption().setPlainText(QStringLiteral("세 번째 해설입니다"));
        QVERIFY(f.page().exportTo(WalkPage::Form::Pdf, path("walk.pdf")));
        QVERIFY(!f.page().isUnsaved());
        if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty())
            QSKIP("pdftotext is not installed");
        QProcess reader;
        reader.start(QStringLiteral("pdftotext"), {path("walk.pdf"), QStringLiteral("-")});
        QVERIFY(reader.waitForFinished());
        const QString text = QString::fromUtf8(reader.readAllStandardOutput()).simplified();
        QVERIFY2(areInOrder(text, {QStringLiteral("단계 모음"), QStringLiteral("alpha"),
                                   QStringLiteral("beta"), QStringLiteral("세 번째 해설입니다")}),
                 qPrintable(text));
        reader.start(QStringLiteral("pdffonts"), {path("walk.pdf")});
        QVERIFY(reader.waitForFinished());
        const QList<QByteArray> fonts = reader.readAllStandardOutput().trimmed().split('\n');
        QVERIFY(fonts.size() > 2);
        for (qsizetype line = 2; line < fonts.size(); ++line) { // "… emb sub uni object ID"
            const QList<QByteArray> cells = fonts[line].simplified().split(' ');
            QVERIFY2(cells.value(cells.size() - 5) == "yes", fonts[line].constData());
        }
    }

    void exportsImages()
    {
        Fixture f;
        f.fill();
        f.window.selection().setNumber(1); // TCP: a step without bytes
        f.page().add();
        QDir folder(m_folder.filePath(QStringLiteral("images")));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        QVERIFY(f.page().exportTo(WalkPage::Form::Images, folder.path()));
        QVERIFY(!f.page().isUnsaved());
        const QStringList names = folder.entryList(QDir::Files, QDir::Name);
        QCOMPARE(names, QStringList({QStringLiteral("01.png"), QStringLiteral("02.png"),
                                     QStringLiteral("03.png"), QStringLiteral("04.png")}));
        for (const QString &name : names) {
            const QImage image(folder.filePath(name));
            QVERIFY(!image.isNull());
            int dark = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    dark += qGray(image.pixel(x, y)) < 128 ? 1 : 0;
            QVERIFY2(dark > 500, qPrintable(name));
        }
    }

    void outlivesItsRecording()
    {
        Fixture f;
        f.window.showView(QStringLiteral("walk"));
        f.fill();
        QVERIFY(f.page().exportTo(WalkPage::Form::Html, path("before.html")));
        f.window.showRecording(longFrameRecording(300));
        QVERIFY(f.page().exportTo(WalkPage::Form::Html, path("after.html")));
        QCOMPARE(read(path("after.html")), read(path("before.html")));
        // It cannot be gone to, and says so.
        const int step = f.window.selection().step();
        f.page().list().setCurrentRow(0);
        QCOMPARE(f.window.selection().step(), step);
        QVERIFY(f.page().list().item(0)->text().contains(QStringLiteral("another recording")));
        // Steps of both can stand beside each other.
        f.window.selection().setNumber(1);
        f.page().add();
        QCOMPARE(f.page().walk().steps.size(), units.size() + 1);
        QVERIFY(!f.page().list().item(3)->text().contains(QStringLiteral("another recording")));
    }

    void whatCannotBeWrittenIsSaid()
    {
        Fixture f;
        f.fill();
        for (const WalkPage::Form form :
             {WalkPage::Form::Html, WalkPage::Form::Pdf, WalkPage::Form::Images}) {
            QVERIFY(!f.page().exportTo(form, path("no/such/folder")));
            QVERIFY2(f.page().message().contains(QStringLiteral("cannot be written")),
                     qPrintable(f.page().message()));
            QVERIFY(f.page().isUnsaved());
        }
    }

    void closingAsks()
    {
        Fixture f;
        QVERIFY(f.window.close()); // nothing to lose
        f.window.show();
        f.lab.stopped = false;
        f.fill();
        bool wasAsked = false;
        answerNext("walk.leave.cancel", &wasAsked);
        QVERIFY(!f.window.close());
        QVERIFY(wasAsked && f.window.isVisible() && !f.lab.stopped);
        QCOMPARE(f.page().walk().steps.size(), units.size());
        answerNext("walk.leave.close", &wasAsked);
        QVERIFY(f.window.close());
        QVERIFY(wasAsked);

        f.window.show();
        QVERIFY(f.page().exportTo(WalkPage::Form::Html, path("closing.html")));
        answerNext("walk.leave.cancel", &wasAsked);
        QVERIFY(f.window.close());
        QTRY_VERIFY(!wasAsked); // it is exported
        // A change since then counts.
        f.window.show();
        f.page().caption().setPlainText(QStringLiteral("other"));
        answerNext("walk.leave.cancel", &wasAsked);
        QVERIFY(!f.window.close());
        QVERIFY(wasAsked);
    }

    void closingExports()
    {
        Fixture f;
        f.fill();
        const QString wanted = path("leaving");
        QTimer::singleShot(0, qApp, [&wanted] {
            auto *const box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            QVERIFY(box != nullptr);
            QTimer::singleShot(0, qApp, [&wanted] {
                auto *const dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
                QVERIFY(dialog != nullptr);
                dialog->selectFile(wanted);
                QMetaObject::invokeMethod(dialog, "accept");
            });
            box->defaultButton()->click();
        });
        QVERIFY(f.window.close());
        QVERIFY(areInOrder(read(wanted + QStringLiteral(".html")),
                           {QStringLiteral("alpha"), QStringLiteral("beta"), QStringLiteral("gamma")}));
    }
};

QTEST_MAIN(TestWalk)
#include "tst_walk.moc"
