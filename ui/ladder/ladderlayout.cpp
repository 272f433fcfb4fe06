// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladderlayout.h"

#include <algorithm>

namespace ui {

namespace {

constexpr qreal lineInset = 62; // of the life lines from the edges
constexpr qreal headHeight = 28;
constexpr qreal arrowRow = 52;
constexpr qreal smallRow = 17;
constexpr qreal pillRow = 30;
constexpr qreal pillHeight = 19;

constexpr qreal slope = 5; // of an arrow that takes no time worth speaking of
constexpr qreal steepest = 60;
constexpr qreal pixelsPerMs = 60; // where the ladder is drawn by time

constexpr std::size_t partSize = 40;   // turns that share a part
constexpr std::size_t partMargin = 60; // turns before and after these
constexpr qreal badge = 16;            // a client's number
constexpr qreal linePitch = 20;
constexpr qreal firstLine = 30;
constexpr std::size_t linesAtMost = 6; // clients beyond these share the last one

/// Whether each client has a number and a line of its own.
bool isNumbered(const LadderInput &input) { return !input.only && input.conversations.size() > 1; }

qreal clientLine(const LadderInput &input, std::size_t conversation)
{
    if (!isNumbered(input))
        return lineInset;
    return firstLine + linePitch * static_cast<qreal>(std::min(conversation, linesAtMost - 1));
}

std::size_t lineCount(const LadderInput &input)
{
    return isNumbered(input) ? std::min(input.conversations.size(), linesAtMost) : 1;
}

class Layout
{
public:
    explicit Layout(const LadderInput &input)
        : m_input(input)
        , m_held(input.held)
        , m_step(input.number)
        , m_say(input.narrator)
        , m_metrics(input.metrics)
        , m_width(input.width)
        , m_left(lineInset)
        , m_inner(clientLine(input, lineCount(input) - 1) + (isNumbered(input) ? badge / 2 : 0))
        , m_right(input.width - lineInset)
    {}

    LadderDrawing make()
    {
        const core::Conversations &all = m_input.conversations;
        m_states.resize(all.size());
        const LadderPart part = ladderPart(m_input);
        for (std::size_t i = 0; i < all.size(); ++i)
            m_states[i] = statesBefore(i, part.from);
        if (part.from > 0)
            further("arrow.earlier", place(part.from - 1));
        for (std::size_t i = part.from; i < part.to; ++i) {
            addWait(place(i).conversation, place(i).turn);
            addRow(place(i).conversation, place(i).turn);
        }
        if (part.to < part.all)
            further("arrow.later", place(part.to));
        m_out.drawing.size = QSizeF(m_width, m_y + 12);
        std::vector<qreal> lines{m_right};
        for (std::size_t i = 0; i < lineCount(m_input); ++i)
            lines.push_back(clientLine(m_input, i));
        for (const qreal x : lines)
            lifeLine(x);
        return std::move(m_out);
    }

private:
    /// From top to bottom, open where a wait is folded.
    void lifeLine(qreal x)
    {
        constexpr qreal gap = 5;
        qreal from = 0;
        const auto add = [&](qreal top, qreal bottom) {
            m_out.drawing.strokes.insert(m_out.drawing.strokes.begin(),
                                         {QLineF(x, top, x, bottom), Ink::Line, 2, false, false});
        };
        for (const qreal fold : m_folds) {
            add(from, fold - gap);
            from = fold + gap;
            for (const qreal tick : {fold - gap, fold + gap})
                m_out.drawing.strokes.push_back(
                    {QLineF(x - 5, tick + 2, x + 5, tick - 2), Ink::Boundary, 1.4, false, false});
        }
        add(from, m_y + 12);
    }

    struct States
    {
        core::ConnectionState client = core::ConnectionState::Connecting;
        core::ConnectionState server = core::ConnectionState::Connecting;
    };

    core::Conversations::TurnPlace place(std::size_t row) const
    {
        const core::Conversations &all = m_input.conversations;
        if (!m_input.only)
            return all.turn(row);
        const int own = static_cast<int>(all[*m_input.only].turns()[row].firstStep);
        return {*m_input.only, row, all.numberOf({*m_input.only, own})};
    }

    /// In which states a connection was before that row.
    States statesBefore(std::size_t conversation, std::size_t row) const
    {
        const core::Conversations &all = m_input.conversations;
        const auto before = m_input.only ? (row > 0 ? std::optional(row - 1) : std::nullopt)
                                         : all.turnBefore(conversation, row);
        if (!before || (m_input.only && *m_input.only != conversation))
            return {};
        const core::Turn turn = all[conversation].turns()[*before];
        return {turn.client, turn.server};
    }

    // Leads to what is not drawn.
    void further(const char *phrase, const core::Conversations::TurnPlace &there)
    {
        m_first = there.firstStep;
        const QRectF row(6, m_y, m_width - 12, pillRow);
        text(row.adjusted(6, 0, -6, 0), m_say.phrase(phrase), FontRole::Small, ink(Ink::Secondary),
             Qt::AlignHCenter);
        m_out.drawing.targets.push_back({row, {}, m_first, {}, false});
        m_y += pillRow;
    }

    /// When a turn began and ended on the wire; nothing for one that no bytes made.
    static std::optional<std::pair<qint64, qint64>> timesOf(const core::Conversation &conversation,
                                                            const core::Turn &turn)
    {
        const auto &entries = conversation.recording().entries();
        switch (turn.kind) {
        case core::TurnKind::Request:
        case core::TurnKind::Response:
        case core::TurnKind::Frame:
        case core::TurnKind::Unknown:
            return std::pair(entries[conversation.index().firstEntry(turn.source)].timeNs,
                             entries[conversation.index().lastEntry(turn.source)].timeNs);
        case core::TurnKind::TcpConnect:
        case core::TurnKind::TcpFin:
        case core::TurnKind::TcpRst:
        case core::TurnKind::TcpClosed:
            return std::pair(entries[turn.source].timeNs, entries[turn.source].timeNs);
        default:
            return std::nullopt;
        }
    }

    /// The time since the turn before: as height where it is short, in words where it is long.
    void addWait(std::size_t conversation, std::size_t at)
    {
        const core::Conversation &shown = m_input.conversations[conversation];
        const core::Turn turn = shown.turns()[at];
        const auto times = timesOf(shown, turn);
        if (!times || times->first < 0) // raw streams have no times
            return;
        const qint64 wait = m_time ? times->first - *m_time : 0;
        m_time = std::max(times->second, m_time.value_or(times->second));
        if (wait >= (m_input.byTime ? foldedWaitByTimeNs : foldedWaitNs)) {
            const int first =
                m_input.conversations.numberOf({conversation, static_cast<int>(turn.firstStep)});
            text(QRectF(m_inner + 6, m_y + 5, m_right - m_inner - 12, smallRow),
                 m_say.phrase("ladder.wait", {{QStringLiteral("time"), durationText(m_say, wait)}}),
                 FontRole::Small, first > m_step ? Ink::Faint : Ink::Secondary, Qt::AlignHCenter);
            m_folds.push_back(m_y + 5 + smallRow / 2);
            m_y += smallRow + 10;
        } else if (m_input.byTime && wait > 0) {
            m_y += static_cast<qreal>(wait) / 1e6 * pixelsPerMs;
        }
    }

    /// How far an arrow sinks on its way.
    qreal slopeOf(quint32 number) const
    {
        if (!m_input.byTime)
            return slope;
        const core::Unit &unit = m_conversation->units()[number];
        const core::Recording &recording = m_conversation->recording();
        const quint16 id = m_conversation->connection().id;
        const quint64 last = unit.offset + m_conversation->index().length(number) - 1;
        if (recording.streamLength(id, unit.direction, core::Leg::Delivered) <= last)
            return slope;
        const auto &entries = recording.entries();
        const qint64 took =
            entries[recording.entryAt(id, unit.direction, core::Leg::Delivered, last)].timeNs -
            entries[m_conversation->index().firstEntry(number)].timeNs;
        return std::clamp(static_cast<qreal>(took) / 1e6 * pixelsPerMs, 1.0, steepest);
    }

    void addRow(std::size_t conversation, std::size_t at)
    {
        const core::Conversations &all = m_input.conversations;
        m_conversation = &all[conversation];
        m_number = conversation;
        m_left = clientLine(m_input, conversation);
        const core::Turn turn = m_conversation->turns()[at];
        const bool isLast = at + 1 == m_conversation->turns().size();
        const int steps = (isLast ? m_conversation->stepCount() + 1
                                  : static_cast<int>(m_conversation->turns()[at + 1].firstStep)) -
                          static_cast<int>(turn.firstStep);
        m_first = all.numberOf({conversation, static_cast<int>(turn.firstStep)});
        m_last = m_first + steps - 1;
        const qreal top = m_y;
        addTurn(turn);
        const QRectF row(6, top, m_width - 12, m_y - top);
        m_out.drawing.targets.push_back({row, {}, m_first, {}, false});
        if (m_step >= m_first && m_step <= m_last) {
            m_out.current = row;
            m_out.drawing.boxes.insert(
                m_out.drawing.boxes.begin(),
                {row.adjusted(0, 1, 0, -1), Box::Style::Current, Tone::Plain, Ink::Line});
        }
        States &before = m_states[conversation];
        const bool first = turn.kind == core::TurnKind::TcpConnect;
        states(turn, first || before.client != turn.client, !first && before.server != turn.server);
        before = {turn.client, turn.server};
    }

    /// Where arrows begin and end at the client's line.
    qreal edge() const { return isNumbered(m_input) ? m_left + badge / 2 : m_left; }
    bool isToCome() const { return m_first > m_step; }
    bool isCurrent() const { return m_step >= m_first && m_step <= m_last; }
    Ink ink(Ink there) const { return isToCome() ? Ink::Faint : there; }

    void text(const QRectF &rect, const QString &words, FontRole font, Ink colour, Qt::Alignment align)
    {
        m_out.drawing.texts.push_back(
            {rect, m_metrics.elided(words, font, rect.width()), font, colour, align | Qt::AlignVCenter});
    }

    void addTurn(const core::Turn &turn)
    {
        switch (turn.kind) {
        case core::TurnKind::TcpConnect:
            tcpLine(m_say.phrase("arrow.connect"));
            break;
        case core::TurnKind::TcpClosed:
            tcpLine(m_say.phrase("arrow.closed"));
            break;
        case core::TurnKind::TcpCut:
            note(m_say.phrase("arrow.wirecut"), Qt::AlignHCenter, Ink::Broken);
            break;
        case core::TurnKind::Response:
            unitArrow(turn.source);
            if (turn.server == core::ConnectionState::Open) // with its 101 the server has switched
                border(m_say.phrase("arrow.httpends"), m_say.phrase("arrow.framesbegin"));
            break;
        case core::TurnKind::Request:
        case core::TurnKind::Frame:
        case core::TurnKind::Unknown:
            unitArrow(turn.source);
            break;
        case core::TurnKind::ServerChecks:
            checks(turn.source, true);
            break;
        case core::TurnKind::ClientChecks:
            checks(turn.source, false);
            break;
        case core::TurnKind::Accept:
            note(m_say.phrase("arrow.accept"), Qt::AlignRight, Ink::Secondary);
            break;
        case core::TurnKind::Finding:
            finding(m_conversation->findings()[turn.source]);
            break;
        case core::TurnKind::Edit:
            for (const core::Step &step : core::stepsOf(*m_conversation, turn))
                note(m_say.phrase(("arrow." + std::string(step.id.substr(5))).c_str()), Qt::AlignHCenter,
                     Ink::Selection);
            break;
        case core::TurnKind::Open:
        case core::TurnKind::HandshakeFailed:
            m_y += 2;
            break;
        case core::TurnKind::TcpFin:
        case core::TurnKind::TcpRst: {
            const core::Direction who = m_conversation->recording().entries()[turn.source].direction;
            eventArrow(who, m_say.phrase(turn.kind == core::TurnKind::TcpFin ? "arrow.fin" : "arrow.rst"));
            break;
        }
        case core::TurnKind::CloseUndelivered: {
            const core::Direction who = m_conversation->recording().entries()[turn.source].direction;
            note(QStringLiteral("✗ ") + m_say.phrase("arrow.undelivered"),
                 who == core::Direction::Client ? Qt::AlignLeft : Qt::AlignRight, Ink::Broken);
            break;
        }
        }
    }

    void tcpLine(const QString &words)
    {
        m_y += 4;
        text(QRectF(m_inner + 4, m_y, m_right - m_inner - 8, 18), words, FontRole::Small,
             ink(isCurrent() ? Ink::Selection : Ink::Secondary), Qt::AlignHCenter);
        m_out.drawing.strokes.push_back(
            {QLineF(edge(), m_y + 21, m_right, m_y + 21), ink(Ink::Secondary), 1.2, true, false});
        addBadge(m_y + 21, ink(Ink::Secondary));
        m_y += 28;
    }

    // Where one protocol ends and the other begins, from edge to edge.
    void border(const QString &above, const QString &below)
    {
        const Ink colour = ink(isCurrent() ? Ink::Selection : Ink::Secondary);
        const qreal line = m_y + 20;
        text(QRectF(m_inner + 4, m_y + 2, m_right - m_inner - 8, smallRow), above, FontRole::SmallBold,
             colour, Qt::AlignHCenter);
        m_out.drawing.strokes.push_back({QLineF(10, line, m_width - 10, line), colour, 1.2, false, false});
        text(QRectF(m_inner + 4, line + 2, m_right - m_inner - 8, smallRow), below, FontRole::SmallBold,
             colour, Qt::AlignHCenter);
        m_y += 42;
    }

    bool isHeld(const core::Unit &unit) const
    {
        return std::any_of(m_held.begin(), m_held.end(), [&](const core::HeldUnit &held) {
            return held.connection == m_conversation->connection().id && held.direction == unit.direction &&
                   held.offset >= unit.offset && held.offset < unit.offset + unit.announced();
        });
    }

    // It stands where it is: between the two life lines.
    void heldUnit(quint32 number)
    {
        const bool fromClient = m_conversation->units()[number].direction == core::Direction::Client;
        const QString words = m_say.unitLabel(*m_conversation, number);
        const qreal room = m_right - m_inner - 52;
        const qreal width = std::min(room, m_metrics.width(words, FontRole::SmallBold) + 20);
        const qreal middle = (m_inner + m_right) / 2;
        const QRectF box(middle - width / 2, m_y + 6, width, 26);
        const Ink colour = isCurrent() ? Ink::Selection : Ink::Normal;
        m_out.drawing.strokes.push_back(
            {fromClient ? QLineF(edge(), box.center().y(), box.left(), box.center().y())
                        : QLineF(m_right, box.center().y(), box.right(), box.center().y()),
             colour, isCurrent() ? 2.4 : 1.4, false, true});
        if (fromClient)
            addBadge(box.center().y(), colour);
        m_out.drawing.boxes.push_back({box, Box::Style::Dashed, Tone::Opcode, colour});
        text(box.adjusted(6, 0, -6, 0), words, FontRole::SmallBold, colour, Qt::AlignHCenter);
        text(QRectF(m_inner + 6, box.bottom() + 2, m_right - m_inner - 12, smallRow),
             m_say.phrase("arrow.held"), FontRole::Small, Ink::Secondary, Qt::AlignHCenter);
        m_y += arrowRow + 4;
    }

    void unitArrow(quint32 number)
    {
        const core::Unit &unit = m_conversation->units()[number];
        if (isHeld(unit)) {
            heldUnit(number);
            return;
        }
        const bool fromClient = unit.direction == core::Direction::Client;
        const std::vector<const core::Finding *> findings = m_conversation->findingsOf(number);
        const bool broken = std::any_of(findings.begin(), findings.end(), [](const core::Finding *f) {
            return f->check.rule->severity != core::Severity::Hint;
        });
        const Ink colour = isToCome()    ? Ink::Faint
                           : isCurrent() ? Ink::Selection
                           : broken      ? Ink::Broken
                                         : Ink::Normal;
        const QRectF above(m_inner + 6, m_y + 5, m_right - m_inner - 12, 20);
        const QString mark = broken && !isToCome() ? QStringLiteral("✗ ") : QString();
        text(above, mark + m_say.unitLabel(*m_conversation, number),
             isCurrent() ? FontRole::SmallBold : FontRole::Small, colour, Qt::AlignHCenter);
        const qreal y = m_y + 27;
        const bool cut = !unit.complete && unit.kind != core::UnitKind::Unknown;
        const qreal reach = cut ? 0.6 : 1.0; // what was cut does not arrive
        const qreal sunk = slopeOf(number);
        const qreal from = fromClient ? edge() : m_right;
        const qreal to = from + (fromClient ? 1 : -1) * (m_right - edge()) * reach;
        m_out.drawing.strokes.push_back(
            {QLineF(from, y, to, y + sunk * reach), colour, isCurrent() ? 2.4 : 1.4, cut, true});
        addBadge(fromClient ? y : y + sunk * reach, colour);
        const QString size = m_say.phrase(
            "arrow.bytes",
            {{QStringLiteral("bytes"), QString::number(m_conversation->index().length(number))}});
        const qreal below = y + std::max(6.0, sunk / 2 + 8);
        text(QRectF(m_inner + 6, below, m_right - m_inner - 12, 15), size, FontRole::MonoSmall,
             ink(Ink::Secondary), Qt::AlignHCenter);
        m_y += std::max(arrowRow, below - m_y + 17);
    }

    // Whose arrow it is, where there are several.
    void addBadge(qreal y, Ink colour)
    {
        if (!isNumbered(m_input))
            return;
        const QRectF box(m_left - badge / 2, y - badge / 2, badge, badge);
        m_out.drawing.boxes.push_back({box, Box::Style::Pill, Tone::Plain, colour});
        m_out.drawing.texts.push_back(
            {box, QString::number(m_number + 1), FontRole::MonoSmall, colour, Qt::AlignCenter});
    }

    void eventArrow(core::Direction who, const QString &words)
    {
        const bool fromClient = who == core::Direction::Client;
        const Ink colour = ink(isCurrent() ? Ink::Selection : Ink::Secondary);
        text(QRectF(m_inner + 6, m_y + 2, m_right - m_inner - 12, 16), words, FontRole::MonoSmall, colour,
             Qt::AlignHCenter);
        const qreal y = m_y + 20;
        m_out.drawing.strokes.push_back(
            {fromClient ? QLineF(edge(), y, m_right, y + 3) : QLineF(m_right, y, edge(), y + 3), colour, 1.2,
             true, true});
        addBadge(fromClient ? y : y + 3, colour);
        m_y += 28;
    }

    void note(const QString &words, Qt::Alignment align, Ink colour)
    {
        text(QRectF(m_inner + 8, m_y + 2, m_right - m_inner - 16, smallRow), words, FontRole::Small,
             ink(colour), align);
        m_y += smallRow + 4;
    }

    // At the side of the one who did not keep the rule.
    void finding(const core::Finding &finding)
    {
        const bool isHint = finding.check.rule->severity == core::Severity::Hint;
        note((isHint ? QStringLiteral("ⓘ ") : QStringLiteral("✗ ")) + Catalogue::key(finding.check.rule->id),
             finding.who == core::Direction::Client ? Qt::AlignLeft : Qt::AlignRight,
             isHint ? Ink::Secondary : Ink::Broken);
    }

    // Short names side by side while they fit; a broken one stands alone.
    void checks(quint32 unit, bool atServer)
    {
        const std::vector<core::Check> all = m_conversation->checksOf(unit);
        const qreal room = m_right - m_inner - 34;
        QString line;
        bool any = false;
        const auto flush = [&](bool kept, bool reached) {
            if (line.isEmpty())
                return;
            checkLine(line, kept, reached, atServer);
            line.clear();
        };
        m_y += 3;
        bool lineReached = true;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const QString id = QStringLiteral("rule.") + Catalogue::key(all[i].rule->id);
            const QString name = m_say.catalogue().has(id, "short", m_say.language())
                                     ? m_say.catalogue().text(id, "short", m_say.language())
                                     : Catalogue::key(all[i].rule->id);
            const bool reached = m_step >= m_first + static_cast<int>(i);
            const QString joined = line.isEmpty() ? name : line + QStringLiteral(" · ") + name;
            if (!all[i].kept || reached != lineReached || m_metrics.width(joined, FontRole::Small) > room) {
                flush(true, lineReached);
                line = name;
            } else {
                line = joined;
            }
            lineReached = reached;
            if (!all[i].kept)
                flush(false, reached);
            any = true;
        }
        flush(true, lineReached);
        m_y += any ? 4 : 0;
    }

    void checkLine(const QString &words, bool kept, bool reached, bool atServer)
    {
        const QString mark = kept ? QStringLiteral("✓") : QStringLiteral("✗");
        const Ink markInk = !reached ? Ink::Faint : kept ? Ink::Kept : Ink::Broken;
        const Ink wordInk = !reached ? Ink::Faint : kept ? Ink::Secondary : Ink::Broken;
        const qreal markLeft = atServer ? m_right - 22 : m_inner + 6;
        text(QRectF(markLeft, m_y, 16, smallRow), reached ? mark : QStringLiteral("·"), FontRole::SmallBold,
             markInk, Qt::AlignHCenter);
        const QRectF place = atServer ? QRectF(m_inner + 8, m_y, m_right - m_inner - 32, smallRow)
                                      : QRectF(m_inner + 24, m_y, m_right - m_inner - 32, smallRow);
        text(place, words, FontRole::Small, wordInk, atServer ? Qt::AlignRight : Qt::AlignLeft);
        m_y += smallRow;
    }

    // States change with the last step of a turn.
    void states(const core::Turn &turn, bool client, bool server)
    {
        // TLS and plain HTTP have no states of this protocol.
        const core::Layer layer = m_conversation->index().layer();
        if ((!client && !server) || layer == core::Layer::Tls || layer == core::Layer::Http)
            return;
        const bool reached = m_step >= m_last;
        if (client)
            pill(m_left, turn.client, reached);
        if (server)
            pill(m_right, turn.server, reached);
        m_y += pillRow;
    }

    void pill(qreal x, core::ConnectionState state, bool reached)
    {
        const QString label = m_say.stateLabel(state);
        const QString words =
            isNumbered(m_input) ? QStringLiteral("%1 %2").arg(m_number + 1).arg(label) : label;
        const Ink colour = !reached                               ? Ink::Faint
                           : state == core::ConnectionState::Open ? Ink::Kept
                                                                  : Ink::Secondary;
        const qreal width = m_metrics.width(words, FontRole::MonoSmall) + 16;
        const qreal left = std::max(4.0, x - width / 2); // the first clients stand near the edge
        const QRectF rect(left, m_y + (pillRow - pillHeight) / 2, width, pillHeight);
        m_out.drawing.boxes.push_back({rect, Box::Style::Pill, Tone::Plain, colour});
        text(rect.adjusted(2, 0, -2, 0), words, FontRole::MonoSmall, colour, Qt::AlignHCenter);
    }

    const LadderInput &m_input;
    const core::Conversation *m_conversation = nullptr; // of the turn at hand
    std::size_t m_number = 0;                           // its place
    std::vector<States> m_states;                       // by connection, after the turns so far
    const QVector<core::HeldUnit> &m_held;
    int m_step;
    const Narrator &m_say;
    const Metrics &m_metrics;
    qreal m_width;
    qreal m_left;  // the line of the client at hand
    qreal m_inner; // right of all clients' lines: words begin there
    qreal m_right;
    qreal m_y = 4;
    int m_first = 1; // steps of the turn at hand
    int m_last = 1;
    std::optional<qint64> m_time; // when the last turn ended, ns
    std::vector<qreal> m_folds;   // where waits are folded
    LadderDrawing m_out;
};

} // namespace

LadderPart ladderPart(const LadderInput &input)
{
    const core::Conversations &all = input.conversations;
    LadderPart part{0, 0, input.only ? all[*input.only].turns().size() : all.turnCount()};
    if (part.all == 0)
        return part;
    std::size_t current = 0;
    if (input.number > 0 && !input.only) {
        current = all.turnOf(input.number);
    } else if (input.number > 0) {
        const core::Conversations::Place place = all.at(input.number);
        current = place.conversation == *input.only ? all[*input.only].turnOf(place.step) : 0;
    }
    const std::size_t begin = current - current % partSize;
    part.from = begin - std::min(begin, partMargin);
    part.to = std::min(part.all, begin + partSize + partMargin);
    return part;
}

LadderDrawing layoutLadder(const LadderInput &input) { return Layout(input).make(); }

Drawing layoutLadderHeads(const LadderInput &input)
{
    Drawing out;
    const auto box = [&](qreal x, qreal boxWidth, const QString &name) {
        const QRectF rect(std::max(4.0, x - boxWidth / 2), 4, boxWidth, headHeight);
        out.boxes.push_back({rect, Box::Style::Frame, Tone::Plain, Ink::Line});
        out.texts.push_back({rect, name, FontRole::Bold, Ink::Normal, Qt::AlignCenter});
        return rect.bottom();
    };
    const auto head = [&](core::Direction side, qreal x) {
        const QString name = input.narrator.sideCapital(side);
        return box(x, std::max(80.0, input.metrics.width(name, FontRole::Bold) + 20), name);
    };
    const std::size_t lines = lineCount(input);
    const qreal bottom = head(core::Direction::Server, input.width - lineInset);
    head(core::Direction::Client,
         isNumbered(input) ? (clientLine(input, 0) + clientLine(input, lines - 1)) / 2 : lineInset);
    out.strokes.push_back({QLineF(input.width - lineInset, bottom, input.width - lineInset, bottom + 6),
                           Ink::Line, 2, false, false});
    for (std::size_t i = 0; i < lines; ++i) {
        const qreal x = clientLine(input, i);
        out.strokes.push_back({QLineF(x, bottom, x, bottom + 6), Ink::Line, 2, false, false});
    }
    out.size = QSizeF(input.width, headHeight + 10);
    return out;
}

} // namespace ui
