// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fixtures.h"

#include <QTest>

/// Tables of rules: each row a stream, written down byte by byte, and all that is found in it.
///
/// A row's name begins with the id of the rule that it is about, then "broken:" or "kept:" and words;
/// tst_referee reads these names.
namespace rulebench {

inline QString text(std::string_view view)
{
    return QString::fromLatin1(view.data(), static_cast<qsizetype>(view.size()));
}

/// A line a finding: rule, who did not keep it, unit ("-": the connection), field, span in bits, expected,
/// observed.
inline QStringList linesOf(const std::vector<core::Finding> &findings)
{
    QStringList lines;
    for (const core::Finding &finding : findings) {
        const core::Check &check = finding.check;
        const QString who =
            finding.who == core::Direction::Client ? QStringLiteral("client") : QStringLiteral("server");
        const QString place = finding.unit == core::Finding::noUnit ? QStringLiteral("-")
                                                                    : QStringLiteral("%1 %2 %3+%4")
                                                                          .arg(finding.unit)
                                                                          .arg(text(check.field))
                                                                          .arg(check.span.bit)
                                                                          .arg(check.span.bits);
        lines.append(QStringLiteral("%1 %2 %3 [%4] [%5]")
                         .arg(text(check.rule->id), who, place, QString::fromLatin1(check.expected),
                              QString::fromLatin1(check.observed)));
    }
    return lines;
}

inline QStringList list(const QList<QByteArray> &lines)
{
    QStringList all;
    for (const QByteArray &line : lines)
        all.append(QString::fromLatin1(line));
    return all;
}

struct Setup
{
    bool handshake = false; // false: the streams begin with frames
    bool keysFixed = true;
    core::Limits limits = {};
    core::Layer layer = core::Layer::Unstated;
    const char *host = "";
};

inline void columns()
{
    QTest::addColumn<fixtures::Script>("script");
    QTest::addColumn<Setup>("setup");
    QTest::addColumn<QStringList>("found");
}

inline void row(const char *name, const Setup &setup, const fixtures::Script &script,
                const QList<QByteArray> &found = {})
{
    QTest::newRow(name) << script << setup << list(found);
}

inline void row(const char *name, const fixtures::Script &script, const QList<QByteArray> &found = {})
{
    row(name, Setup(), script, found);
}

/// What the name says must hold: the rule is broken, or kept; of a legal rule nothing at all is found.
inline bool namesWhatIsFound(const QByteArray &name, const QStringList &found)
{
    const qsizetype blank = name.indexOf(' ');
    const QString id = QString::fromLatin1(name.first(blank)) + QLatin1Char(' ');
    const bool isNamed =
        std::any_of(found.begin(), found.end(), [&id](const QString &line) { return line.startsWith(id); });
    if (name.startsWith("echo:"))
        return true;
    if (name.sliced(blank).startsWith(" broken: "))
        return isNamed;
    const bool isLegal = core::rule(name.first(blank).constData()).kind == core::RuleKind::Legal;
    return name.sliced(blank).startsWith(" kept: ") && !isNamed && (!isLegal || found.isEmpty());
}

/// The named fields must be there, and the spans inside them.
inline bool pointsIntoTheTree(const core::Conversation &conversation, const core::Finding &finding)
{
    const core::Check &check = finding.check;
    if (finding.unit == core::Finding::noUnit)
        return check.field.empty() && check.span.bits == 0;
    const core::Field tree = conversation.fieldsOf(finding.unit);
    const auto named = core::findFields(tree, check.field);
    return check.span.bits > 0 && std::any_of(named.begin(), named.end(), [&](const core::Field *field) {
               return field->span.bit <= check.span.bit &&
                      field->span.bit + field->span.bits >= check.span.bit + check.span.bits;
           });
}

struct Reading
{
    std::unique_ptr<core::Recording> recording;
    std::unique_ptr<core::Conversation> conversation;
};

inline Reading read(const fixtures::Script &script, const Setup &setup, const fixtures::Chunking &chunking)
{
    core::ConnectionInfo info;
    info.handshake = setup.handshake;
    info.keysFixed = setup.keysFixed;
    info.layer = setup.layer;
    info.host = QLatin1StringView(setup.host);
    Reading reading;
    reading.recording = fixtures::record(script, chunking, info);
    reading.conversation =
        std::make_unique<core::Conversation>(*reading.recording, info.id, core::Leg::Sent, setup.limits);
    reading.conversation->finish();
    return reading;
}

/// The row, read whole and in pieces.
inline void check()
{
    QFETCH(fixtures::Script, script);
    QFETCH(Setup, setup);
    QFETCH(QStringList, found);
    QVERIFY(namesWhatIsFound(QTest::currentDataTag(), found));
    const Reading whole = read(script, setup, fixtures::whole());
    QCOMPARE(linesOf(whole.conversation->findings()).join(QLatin1Char('\n')), found.join(QLatin1Char('\n')));
    for (const core::Finding &finding : whole.conversation->findings())
        QVERIFY2(pointsIntoTheTree(*whole.conversation, finding), finding.check.rule->id.data());
    qsizetype bytes = 0;
    for (const fixtures::Play &play : script)
        bytes += play.bytes.size();
    const auto same = [&](const fixtures::Chunking &chunking) {
        return linesOf(read(script, setup, chunking).conversation->findings()) == found;
    };
    for (const qsizetype size : {1, 2, 3, 5})
        QVERIFY2(bytes > 20'000 || same(fixtures::every(size)), QByteArray::number(size).constData());
    for (quint64 seed = 1; seed <= (bytes > 20'000 ? 2 : 12); ++seed)
        QVERIFY2(same(fixtures::random(seed)), QByteArray::number(seed).constData());
}

} // namespace rulebench
