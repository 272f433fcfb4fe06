// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include "ui/selection.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace ui;

class TestSelection : public QObject
{
    Q_OBJECT

private:
    Session m_session;

private slots:
    void initTestCase() { m_session.setRecording(helloRecording()); }

    void stepsStayInside()
    {
        Selection selection(m_session);
        selection.setStep(-5);
        QCOMPARE(selection.step(), 1);
        selection.setStep(100'000);
        QCOMPARE(selection.step(), m_session.conversation()->stepCount());
    }

    void forwardAndBackIsWhereYouWere()
    {
        Selection selection(m_session);
        std::mt19937 random(7);
        struct Place
        {
            std::optional<quint32> unit;
            core::BitSpan bits;
            bool operator==(const Place &) const = default;
        };
        QMap<int, Place> seen;
        selection.setStep(1);
        for (int i = 0; i < 1000; ++i) {
            selection.setStep(1 + static_cast<int>(random() % static_cast<unsigned>(
                                                                  m_session.conversation()->stepCount())));
            const Place place{selection.unit(), selection.bits()};
            if (seen.contains(selection.step()))
                QVERIFY(seen.value(selection.step()) == place);
            seen.insert(selection.step(), place);
        }
    }

    // Stepping goes through all connections, and each is found again where it was left.
    void severalConnections()
    {
        Session session;
        session.setRecording(severalRecording(3));
        Selection selection(session);
        const int count = session.conversations().stepCount();
        QCOMPARE(count, 3 * session.conversation()->stepCount());
        QSet<std::pair<quint16, int>> seen;
        for (int number = 1; number <= count; ++number) {
            selection.setNumber(number);
            QCOMPARE(selection.number(), number);
            seen.insert({session.conversation()->connection().id, selection.step()});
        }
        QCOMPARE(seen.size(), count);
        selection.setNumber(count + 5);
        QCOMPARE(selection.number(), count);

        selection.setConversation(1);
        selection.setStep(12);
        selection.setConversation(2);
        selection.setStep(30);
        selection.setConversation(1);
        QCOMPARE(session.shown(), std::size_t(1));
        QCOMPARE(selection.step(), 12);
        QVERIFY(selection.selectUnit(2));
        QCOMPARE(session.shown(), std::size_t(1));
        selection.setConversation(7); // there is none
        QCOMPARE(session.shown(), std::size_t(1));
    }

    // Selecting a byte goes to the step that brings it; the unit stays.
    void bitsMoveTheStep()
    {
        Selection selection(m_session);
        for (quint32 unit = 0; unit < m_session.conversation()->units().size(); ++unit) {
            QVERIFY(selection.selectUnit(unit));
            const core::Field tree = m_session.conversation()->fieldsOf(unit);
            for (const core::Field *leaf : core::leavesOf(tree)) {
                selection.selectBits(leaf->span);
                QCOMPARE(selection.unit(), std::optional(unit));
                QCOMPARE(selection.bits(), leaf->span);
                const core::Step step = m_session.conversation()->step(selection.step());
                QVERIFY2(step.unit == unit && step.focus.overlaps(leaf->span), leaf->id.data());
            }
        }
    }

    void cursorKeysVisitEveryLeaf()
    {
        Selection selection(m_session);
        QVERIFY(selection.selectUnit(2));
        const core::Field tree = m_session.conversation()->fieldsOf(2);
        const auto leaves = core::leavesOf(tree);
        selection.selectBits(leaves.front()->span);
        for (std::size_t i = 1; i < leaves.size(); ++i) {
            selection.move(1);
            QCOMPARE(selection.bits(), leaves[i]->span);
        }
        selection.move(1);
        QCOMPARE(selection.bits(), leaves.back()->span);
        for (std::size_t i = leaves.size() - 1; i-- > 0;) {
            selection.move(-1);
            QCOMPARE(selection.bits(), leaves[i]->span);
        }
    }

    void aGrowingRecordingLeavesTheSelection()
    {
        const auto source = helloRecording();
        Session session;
        Selection selection(session);
        session.addConnection(source->connections().front());
        const auto take = [&](std::size_t entry) {
            const core::Entry &e = source->entries()[entry];
            session.append({{e, e.isChunk() ? source->bytesOf(e) : QByteArray()}});
        };
        for (std::size_t i = 0; i < 3; ++i)
            take(i);
        selection.setStep(4);
        const core::BitSpan bits = selection.bits();
        QSignalSpy changed(&selection, &Selection::changed);
        for (std::size_t i = 3; i < source->entries().size(); ++i)
            take(i);
        session.finish();
        QCOMPARE(selection.step(), 4);
        QCOMPARE(selection.bits(), bits);
        QCOMPARE(changed.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
