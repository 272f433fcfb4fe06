// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lesson/runvalues.h"

#include "core/lab/hold.h"
#include "core/record/messages.h"

#include <algorithm>
#include <map>

namespace core {

namespace {

bool fits(const Unit &unit, const LessonPlace &place)
{
    if (place.who && unit.direction != *place.who)
        return false;
    if (place.what.isEmpty())
        return true;
    return place.what == QLatin1StringView("frame") ? unit.isFrame()
                                                    : place.what == nameOf(unit.kind, unit.opcode());
}

std::vector<quint32> unitsAt(const Conversation &conversation, const LessonPlace &place)
{
    std::vector<quint32> all;
    for (quint32 i = 0; i < conversation.units().size(); ++i)
        if (fits(conversation.units()[i], place))
            all.push_back(i);
    return all;
}

/// What the arguments of a function say about a run.
class RunArgs
{
public:
    RunArgs(const LessonValue &value, const LessonNumbers &numbers, const Conversations &run, QString *error)
        : m_value(value)
        , m_numbers(numbers)
        , m_run(run)
        , m_error(error)
    {}

    QString text(const char *name) const { return textOf(m_value.args.value(QLatin1StringView(name))); }
    int integer(const char *name) const { return text(name).toInt(); }
    bool has(const char *name) const { return m_value.args.contains(QLatin1StringView(name)); }

    LessonPlace place() const { return place(m_value.args); }
    LessonPlace place(const QJsonObject &args) const
    {
        LessonPlace place;
        const QString who = textOf(args.value(QLatin1StringView("who")));
        if (!who.isEmpty())
            place.who = who == QLatin1StringView("server") ? Direction::Server : Direction::Client;
        place.what = textOf(args.value(QLatin1StringView("what")));
        if (args.contains(QLatin1StringView("nth")))
            place.nth = textOf(args.value(QLatin1StringView("nth"))).toInt();
        if (args.contains(QLatin1StringView("connection")))
            place.connection = textOf(args.value(QLatin1StringView("connection"))).toUShort();
        return place;
    }
    QJsonObject object(const char *name) const
    {
        return m_value.args.value(QLatin1StringView(name)).toObject();
    }

    const Conversations &run() const { return m_run; }
    const Conversation *conversation(const LessonPlace &place) const
    {
        const auto at = m_run.indexOf(place.connection);
        if (!at)
            fail(QStringLiteral("finds no connection %1").arg(place.connection));
        return at ? &m_run[*at] : nullptr;
    }
    const Conversation *conversation() const { return conversation(place()); }

    /// One unit; where it is not there that is an error.
    std::optional<quint32> unit(const LessonPlace &place) const
    {
        const Conversation *const where = conversation(place);
        if (where == nullptr)
            return std::nullopt;
        const std::vector<quint32> all = unitsAt(*where, place);
        if (place.nth < 1 || static_cast<std::size_t>(place.nth) > all.size()) {
            fail(QStringLiteral("finds no %1 number %2").arg(place.what).arg(place.nth));
            return std::nullopt;
        }
        return all[static_cast<std::size_t>(place.nth) - 1];
    }

    void fail(const QString &why) const
    {
        if (m_error->isEmpty())
            *m_error = m_value.function + QLatin1Char(' ') + why;
    }

private:
    QString textOf(const QJsonValue &json) const
    {
        return json.isDouble() ? QString::number(json.toInteger()) : filledIn(json.toString(), m_numbers);
    }

    const LessonValue &m_value;
    const LessonNumbers &m_numbers;
    const Conversations &m_run;
    QString *m_error;
};

QString joined(const std::vector<qint64> &numbers)
{
    QStringList texts;
    for (const qint64 each : numbers)
        texts += QString::number(each);
    return texts.join(QStringLiteral(", "));
}

/// Something of all units that fit, added up; of all connections where none is named.
QString total(const RunArgs &args, quint64 (*of)(const Conversation &, quint32))
{
    quint64 sum = 0;
    for (std::size_t i = 0; i < args.run().size(); ++i) {
        const Conversation &conversation = args.run()[i];
        LessonPlace place = args.place();
        if (args.has("connection") && conversation.connection().id != place.connection)
            continue;
        for (const quint32 unit : unitsAt(conversation, place))
            sum += of(conversation, unit);
    }
    return QString::number(sum);
}

QString valueOf(const Field &field, ByteSpan bytes)
{
    switch (field.kind) {
    case ValueKind::Flag:
    case ValueKind::Integer:
        return QString::number(integerValue(field, bytes));
    case ValueKind::Literal:
        return QString::fromLatin1(valueBytes(field, bytes));
    default:
        return QString::fromLatin1(valueBytes(field, bytes).toHex());
    }
}

QString fieldOf(const RunArgs &args)
{
    const LessonPlace place = args.place();
    const auto unit = args.unit(place);
    if (!unit)
        return {};
    const Conversation &conversation = *args.conversation();
    const Field tree = conversation.fieldsOf(*unit);
    const Field *const field = findField(tree, args.text("field").toStdString());
    if (field == nullptr) {
        args.fail(QStringLiteral("finds no field %1").arg(args.text("field")));
        return {};
    }
    const QByteArray bytes = conversation.index().bytes(*unit);
    return valueOf(*field, spanOf(bytes));
}

QString firstEnd(const RunArgs &args)
{
    const Conversation *const conversation = args.conversation();
    if (conversation == nullptr)
        return {};
    const quint16 id = conversation->connection().id;
    for (const Entry &entry : conversation->recording().entries()) {
        const bool isEnd = entry.kind == EntryKind::Fin || entry.kind == EntryKind::Rst;
        if (entry.connection != id || !isEnd)
            continue;
        return entry.by == Actor::Wire     ? QStringLiteral("wire")
               : entry.by == Actor::Client ? QStringLiteral("client")
                                           : QStringLiteral("server");
    }
    return {};
}

QString failedCheck(const RunArgs &args)
{
    const Conversation *const conversation = args.conversation();
    if (conversation == nullptr)
        return {};
    for (const Finding &finding : conversation->findings())
        if (finding.check.rule->severity == Severity::Violation)
            return QString::fromLatin1(finding.check.rule->id.data(),
                                       static_cast<qsizetype>(finding.check.rule->id.size()));
    return {};
}

/// The last line that was told before a side was open.
QString openLine(const RunArgs &args)
{
    const Conversation *const conversation = args.conversation();
    if (conversation == nullptr)
        return {};
    QString line;
    for (int number = 1; number <= conversation->stepCount(); ++number) {
        const Step step = conversation->step(number);
        if (step.id.rfind("step.response.", 0) == 0 && step.unit && step.focus.bits > 0)
            line = QString::fromLatin1(conversation->index()
                                           .bytes(*step.unit)
                                           .sliced(static_cast<qsizetype>(step.focus.bit / 8),
                                                   static_cast<qsizetype>(step.focus.bits / 8)))
                       .trimmed();
        if (step.client == ConnectionState::Open)
            return line;
    }
    return {};
}

QString sameBytes(const RunArgs &args)
{
    LessonPlace place = args.place();
    place.what = QStringLiteral("frame");
    place.nth = args.integer("first");
    const auto first = args.unit(place);
    place.nth = args.integer("second");
    const auto second = args.unit(place);
    if (!first || !second)
        return {};
    const UnitIndex &index = args.conversation()->index();
    const QByteArray a = index.bytes(*first);
    const QByteArray b = index.bytes(*second);
    std::vector<qint64> same;
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i)
        if (a[i] == b[i])
            same.push_back(i + 1);
    return joined(same);
}

QString withRsv1(const RunArgs &args)
{
    LessonPlace place = args.place();
    place.what = QStringLiteral("frame");
    const Conversation *const conversation = args.conversation();
    std::vector<qint64> numbers;
    if (conversation != nullptr) {
        const std::vector<quint32> frames = unitsAt(*conversation, place);
        for (std::size_t i = 0; i < frames.size(); ++i)
            if (conversation->units()[frames[i]].rsv1())
                numbers.push_back(static_cast<qint64>(i) + 1);
    }
    return joined(numbers);
}

QString position(const RunArgs &args)
{
    LessonPlace place = args.place();
    const auto unit = args.unit(place);
    place.what = QStringLiteral("frame");
    if (!unit)
        return {};
    const std::vector<quint32> frames = unitsAt(*args.conversation(), place);
    return QString::number(std::find(frames.begin(), frames.end(), *unit) - frames.begin() + 1);
}

QString messages(const RunArgs &args)
{
    qint64 count = 0;
    const LessonPlace place = args.place();
    for (std::size_t i = 0; i < args.run().size(); ++i)
        for (const Message &each : assembleMessages(args.run()[i].index()))
            count += !place.who || each.direction == *place.who ? 1 : 0;
    return QString::number(count);
}

QString firstFrame(const RunArgs &args)
{
    const Conversation *const conversation = args.conversation();
    if (conversation == nullptr)
        return {};
    LessonPlace place;
    place.what = QStringLiteral("frame");
    const std::vector<quint32> frames = unitsAt(*conversation, place);
    if (frames.empty())
        return {};
    return conversation->units()[frames.front()].direction == Direction::Client ? QStringLiteral("client")
                                                                                : QStringLiteral("server");
}

QString opened(const RunArgs &args)
{
    const Conversation *const conversation = args.conversation();
    for (int i = 1; conversation != nullptr && i <= conversation->stepCount(); ++i)
        if (conversation->step(i).client == ConnectionState::Open)
            return QStringLiteral("yes");
    return QStringLiteral("no");
}

QString milliseconds(const RunArgs &args)
{
    const auto at = [&args](const char *name) -> std::optional<qint64> {
        const LessonPlace place = args.place(args.object(name));
        const auto unit = args.unit(place);
        if (!unit)
            return std::nullopt;
        const Conversation &conversation = *args.conversation(place);
        return conversation.recording().entries()[conversation.index().firstEntry(*unit)].timeNs;
    };
    const auto from = at("from");
    const auto to = at("to");
    return from && to ? QString::number((*to - *from) / 1'000'000) : QString();
}

/// When the byte at `offset` was delivered by the server.
qint64 deliveredNs(const Recording &recording, quint16 connection, quint64 offset)
{
    return recording.entries()[recording.entryAt(connection, Direction::Server, Leg::Delivered, offset)]
        .timeNs;
}

/// News that the server has at `first`, and `count` of it each `every` ms after a unit was sent: how long
/// each was on its way to the client, on average. What has not come is not counted.
QString meanDelay(const RunArgs &args)
{
    constexpr double nsPerMs = 1e6;
    LessonPlace since = args.place(args.object("since"));
    const auto begin = args.unit(since);
    const QByteArray news = args.text("text").toUtf8();
    if (!begin || news.isEmpty())
        return {};
    const Conversation &conversation = *args.conversation(since);
    const Recording &recording = conversation.recording();
    const quint16 id = conversation.connection().id;
    const double beginNs =
        static_cast<double>(recording.entries()[conversation.index().firstEntry(*begin)].timeNs);
    const QByteArray told = recording.bytes(id, Direction::Server, Leg::Delivered, 0,
                                            recording.streamLength(id, Direction::Server, Leg::Delivered));
    double sum = 0;
    int came = 0;
    for (qsizetype at = told.indexOf(news); at >= 0 && came < args.integer("count");
         at = told.indexOf(news, at + news.size())) {
        const double hadMs = args.integer("first") + came * static_cast<double>(args.integer("every"));
        const auto last = static_cast<quint64>(at + news.size() - 1);
        sum += (static_cast<double>(deliveredNs(recording, id, last)) - beginNs) / nsPerMs - hadMs;
        ++came;
    }
    return came == 0 ? QString() : QString::number(std::max(0.0, sum / came), 'f', 1);
}

using Function = QString (*)(const RunArgs &);

const std::map<QString, Function> &functions()
{
    static const std::map<QString, Function> all = {
        {QStringLiteral("run-count"),
         [](const RunArgs &a) {
             return total(a, [](const Conversation &, quint32) -> quint64 { return 1; });
         }},
        {QStringLiteral("run-bytes"),
         [](const RunArgs &a) {
             return total(a, [](const Conversation &c, quint32 unit) { return c.index().length(unit); });
         }},
        {QStringLiteral("run-payload"),
         [](const RunArgs &a) {
             return total(a, [](const Conversation &c, quint32 unit) -> quint64 {
                 return c.units()[unit].isFrame() ? c.units()[unit].payloadLength : 0;
             });
         }},
        {QStringLiteral("run-messages"), &messages},
        {QStringLiteral("run-length"),
         [](const RunArgs &a) {
             const auto unit = a.unit(a.place());
             return unit ? QString::number(a.conversation()->index().length(*unit)) : QString();
         }},
        {QStringLiteral("run-hex"),
         [](const RunArgs &a) {
             const auto unit = a.unit(a.place());
             return unit ? QString::fromLatin1(a.conversation()->index().bytes(*unit).toHex()) : QString();
         }},
        {QStringLiteral("run-field"), &fieldOf},
        {QStringLiteral("run-header"),
         [](const RunArgs &a) {
             const auto unit = a.unit(a.place());
             return unit ? QString::fromLatin1(a.conversation()->index().head(*unit).joined(
                               a.text("name").toLatin1().constData()))
                         : QString();
         }},
        {QStringLiteral("run-connections"), [](const RunArgs &a) { return QString::number(a.run().size()); }},
        {QStringLiteral("run-opened"), &opened},
        {QStringLiteral("run-first-frame"), &firstFrame},
        {QStringLiteral("run-first-end"), &firstEnd},
        {QStringLiteral("run-position"), &position},
        {QStringLiteral("run-failed"), &failedCheck},
        {QStringLiteral("run-open-line"), &openLine},
        {QStringLiteral("run-rsv1"), &withRsv1},
        {QStringLiteral("run-same"), &sameBytes},
        {QStringLiteral("run-close"),
         [](const RunArgs &a) {
             const Conversation *const c = a.conversation();
             return c == nullptr ? QString() : QString::number(c->closeInfo().code);
         }},
        {QStringLiteral("run-close-wire"),
         [](const RunArgs &a) {
             const Conversation *const c = a.conversation();
             return c == nullptr || !c->closeInfo().onWire ? QString()
                                                           : QString::number(*c->closeInfo().onWire);
         }},
        {QStringLiteral("run-ms"), &milliseconds},
        {QStringLiteral("run-delay"), &meanDelay},
    };
    return all;
}

bool holds(const QString &op, const QString &found, const QString &wanted)
{
    if (op == QLatin1Char('='))
        return found == wanted;
    const qint64 a = found.toLongLong();
    const qint64 b = wanted.toLongLong();
    return op == QLatin1StringView("<")    ? a < b
           : op == QLatin1StringView(">")  ? a > b
           : op == QLatin1StringView("<=") ? a <= b
                                           : a >= b;
}

} // namespace

bool isRunFunction(const QString &name) { return functions().contains(name); }

std::optional<QString> evaluate(const LessonValue &value, const LessonNumbers &numbers,
                                const Conversations &run, QString *error)
{
    error->clear();
    const auto found = functions().find(value.function);
    if (found == functions().end())
        return evaluate(value, numbers, error);
    QString result = found->second(RunArgs(value, numbers, run, error));
    return error->isEmpty() ? std::optional(std::move(result)) : std::nullopt;
}

std::optional<FoundPlace> findPlace(const LessonPlace &place, const Conversations &run)
{
    const auto at = run.indexOf(place.connection);
    if (!at)
        return std::nullopt;
    const Conversation &conversation = run[*at];
    std::optional<quint32> unit;
    if (!place.what.isEmpty()) {
        const std::vector<quint32> all = unitsAt(conversation, place);
        if (place.nth < 1 || static_cast<std::size_t>(place.nth) > all.size())
            return std::nullopt;
        unit = all[static_cast<std::size_t>(place.nth) - 1];
    }
    const std::string wanted = "step." + place.step.toStdString();
    int left = unit ? 1 : place.nth;
    for (int number = 1; number <= conversation.stepCount(); ++number) {
        const Step step = conversation.step(number);
        const bool isHere = (!unit || step.unit == unit) && step.id.rfind(wanted, 0) == 0 &&
                            (unit || !place.who || step.who == place.who);
        if (!isHere || --left > 0)
            continue;
        FoundPlace found{*at, number, step.unit, {}};
        if (!place.focus.isEmpty() && step.unit) {
            const Field tree = conversation.fieldsOf(*step.unit);
            const Field *const field = findField(tree, place.focus.toStdString());
            if (field == nullptr)
                return std::nullopt;
            found.bits = field->span;
        }
        return found;
    }
    return std::nullopt;
}

QString brokenPromise(const LessonStep &step, const LessonNumbers &numbers, const Conversations &run)
{
    const auto found = findPlace(step.place, run);
    if (!found)
        return QStringLiteral("the recording has no such place");
    const Conversation &conversation = run[found->conversation];
    const Step there = conversation.step(found->step);
    QString error;
    for (const auto &[wanted, state] :
         {std::pair{step.expect.client, there.client}, {step.expect.server, there.server}})
        if (!wanted.isEmpty() && wanted != QLatin1StringView(name(state)))
            return QStringLiteral("state %1 instead of %2").arg(QLatin1StringView(name(state)), wanted);
    if (!there.unit)
        return step.expect.bytes || step.expect.hex ? QStringLiteral("the step has no bytes") : QString();
    const QByteArray bytes = conversation.index().bytes(*there.unit);
    if (step.expect.bytes) {
        const auto wanted = evaluate(*step.expect.bytes, numbers, &error);
        if (!wanted || *wanted != QString::number(bytes.size()))
            return QStringLiteral("%1 bytes instead of %2").arg(bytes.size()).arg(wanted.value_or(error));
    }
    if (step.expect.hex) {
        const auto wanted = evaluate(*step.expect.hex, numbers, &error);
        const QString hex = QString::fromLatin1(bytes.toHex());
        if (!wanted || !hex.startsWith(QString(*wanted).remove(QLatin1Char(' '))))
            return QStringLiteral("%1 instead of %2").arg(hex.left(80), wanted.value_or(error));
    }
    return {};
}

QString brokenPromise(const LessonCheck &check, const LessonNumbers &numbers, const Conversations &run)
{
    QString error;
    const auto found = evaluate(check.counter, numbers, run, &error);
    if (!found)
        return error;
    const auto wanted = evaluate(check.value, numbers, run, &error);
    if (!wanted)
        return error;
    return holds(check.op, *found, *wanted)
               ? QString()
               : QStringLiteral("%1: %2, not %3 %4").arg(check.counter.function, *found, check.op, *wanted);
}

} // namespace core
