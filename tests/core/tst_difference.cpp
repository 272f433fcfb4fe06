// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/annotate/annotate.h"
#include "core/annotate/difference.h"

#include <QTest>

using namespace core;
using fixtures::hex;

namespace {

QStringList idsOf(const std::vector<FieldDifference> &all)
{
    QStringList ids;
    for (const FieldDifference &each : all)
        ids += QString::fromLatin1(each.id.data(), static_cast<qsizetype>(each.id.size()));
    return ids;
}

std::vector<FieldDifference> framesDiffer(const QByteArray &a, const QByteArray &b)
{
    return differences(annotateFrame(spanOf(a)), spanOf(a), annotateFrame(spanOf(b)), spanOf(b));
}

} // namespace

class TestDifference : public QObject
{
    Q_OBJECT

private slots:
    // RFC 6455 §5.7: “Hello” unmasked and masked.
    void maskedAndNot()
    {
        const QByteArray masked = hex("818537fa213d7f9f4d5158");
        const QByteArray plain = hex("810548656c6c6f");
        const auto all = framesDiffer(masked, plain);
        QCOMPARE(idsOf(all), QStringList({QStringLiteral("ws.frame.mask"), QStringLiteral("ws.frame.key")}));
        QCOMPARE(all[0].first, std::optional(BitSpan{8, 1}));
        QCOMPARE(all[0].second, std::optional(BitSpan{8, 1}));
        QCOMPARE(all[1].first, std::optional(byteRange(2, 4)));
        QVERIFY(!all[1].second);
        const auto back = framesDiffer(plain, masked);
        QCOMPARE(back[1].second, std::optional(byteRange(2, 4)));
        QVERIFY(!back[1].first);
    }

    // Close codes 1000 and 59395: the same two bytes the other way round, under the same key.
    void orderOfBytes()
    {
        const auto all = framesDiffer(hex("888237fa213d3412"), hex("888237fa213ddff9"));
        QCOMPARE(idsOf(all), QStringList({QStringLiteral("ws.frame.close.code")}));
        QCOMPARE(all[0].first, std::optional(byteRange(6, 2)));
    }

    void equalContentUnderAnotherKey()
    {
        const auto all = framesDiffer(hex("818537fa213d7f9f4d5158"), hex("81850000000048656c6c6f"));
        QCOMPARE(idsOf(all), QStringList({QStringLiteral("ws.frame.key")}));
    }

    void headersByTheirIds()
    {
        const QByteArray request = fixtures::request();
        QByteArray other = request;
        other.replace("dGhlIHNhbXBsZSBub25jZQ==", "AQIDBAUGBwgJCgsMDQ4PEA==");
        const auto tree = [](const QByteArray &head) {
            return annotateHttp(spanOf(head), static_cast<quint32>(head.size()), false);
        };
        const auto all = differences(tree(request), spanOf(request), tree(other), spanOf(other));
        QCOMPARE(idsOf(all), QStringList({QStringLiteral("http.request.key.text")}));
        QVERIFY(differences(tree(request), spanOf(request), tree(request), spanOf(request)).empty());
    }
};

QTEST_GUILESS_MAIN(TestDifference)
#include "tst_difference.moc"
