// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explain.h"

#include "core/annotate/annotate.h"
#include "core/protocol/accept.h"

namespace app {

namespace {

constexpr qsizetype hexBytesShown = 96;

QString rule(QChar mark) { return QString(72, mark) + QLatin1Char('\n'); }

QString time(qint64 ns)
{
    return ns < 0 ? QString() : QStringLiteral("+%1 ms").arg(static_cast<double>(ns) / 1e6, 0, 'f', 3);
}

// Hangul and its like take two columns of a terminal.
qsizetype columns(const QString &text)
{
    qsizetype count = 0;
    for (const QChar c : text)
        count +=
            c.unicode() >= 0x1100 && (c.script() == QChar::Script_Hangul || c.script() == QChar::Script_Han)
                ? 2
                : 1;
    return count;
}

QString padded(const QString &text, qsizetype width)
{
    return text + QString(std::max<qsizetype>(1, width - columns(text)), QLatin1Char(' '));
}

class Printer
{
public:
    Printer(const core::Conversation &conversation, const ui::Narrator &say)
        : m_conversation(conversation)
        , m_say(say)
    {}

    QString print()
    {
        const core::ConnectionInfo &info = m_conversation.connection();
        if (!info.client.isEmpty())
            m_out += QStringLiteral("%1 %2  →  %3 %4\n")
                         .arg(m_say.sideCapital(core::Direction::Client), info.client,
                              m_say.sideCapital(core::Direction::Server), info.server);
        m_out += rule(QChar(0x2550));
        for (const core::Turn &turn : m_conversation.turns())
            printTurn(turn);
        m_out += rule(QChar(0x2550));
        const qsizetype findings = static_cast<qsizetype>(m_conversation.findings().size());
        m_out += findings == 0
                     ? m_say.phrase("status.kept")
                     : m_say.phrase("status.broken", {{QStringLiteral("count"), QString::number(findings)}});
        return m_out + QLatin1Char('\n');
    }

private:
    core::Step firstStep(const core::Turn &turn) const
    {
        return m_conversation.step(static_cast<int>(turn.firstStep));
    }

    void printTurn(const core::Turn &turn)
    {
        switch (turn.kind) {
        case core::TurnKind::Request:
        case core::TurnKind::Response:
        case core::TurnKind::Frame:
        case core::TurnKind::Unknown:
            printUnit(turn);
            break;
        case core::TurnKind::ServerChecks:
            heading(m_say.phrase("heading.server.checks"), QString());
            if (!m_conversation.connection().serverIsOurs)
                m_out += QStringLiteral("  ") + m_say.phrase("note.server.checks") + QLatin1Char('\n');
            printChecks(turn.source);
            break;
        case core::TurnKind::ClientChecks:
            heading(m_say.phrase("heading.client.checks"), QString());
            printChecks(turn.source);
            break;
        case core::TurnKind::Accept:
            printAccept(turn.source);
            break;
        case core::TurnKind::Finding: { // those of units stand with them
            const core::Finding &finding = m_conversation.findings()[turn.source];
            if (finding.unit == core::Finding::noUnit)
                printCheck(finding.check);
            break;
        }
        default:
            printEvent(turn);
        }
    }

    void heading(const QString &title, const QString &right)
    {
        m_out += QLatin1Char('\n') + title + (right.isEmpty() ? QString() : QStringLiteral("   ") + right) +
                 QLatin1Char('\n');
    }

    void printEvent(const core::Turn &turn)
    {
        const core::Step step = firstStep(turn);
        QString when;
        if (step.entry)
            when = time(m_conversation.recording().entries()[*step.entry].timeNs);
        heading(QStringLiteral("── ") + m_say.stepTitle(step), when);
        m_out += QStringLiteral("   ") +
                 m_say.catalogue().text(ui::Catalogue::key(step.id), "text", m_say.language(),
                                        m_say.valuesOf(step)) +
                 QLatin1Char('\n');
    }

    void printUnit(const core::Turn &turn)
    {
        const core::Unit &unit = m_conversation.units()[turn.source];
        m_out += QLatin1Char('\n') + rule(QChar(0x2500));
        m_out += QStringLiteral("#%1 %2\n   %3 · %4\n")
                     .arg(turn.source + 1)
                     .arg(m_say.unitTitle(m_conversation, turn.source),
                          m_say.unitSubtitle(m_conversation, turn.source),
                          time(m_conversation.recording()
                                   .entries()[m_conversation.index().firstEntry(turn.source)]
                                   .timeNs));
        const QByteArray bytes = m_conversation.index().bytes(turn.source);
        if (!unit.isHttp())
            printHex(bytes);
        const core::Field tree = core::annotate(unit, core::spanOf(bytes));
        for (const core::Field &field : tree.children)
            printField(field, bytes, 1);
        if (!unit.isHttp())
            for (const core::Finding *finding : m_conversation.findingsOf(turn.source))
                printCheck(finding->check);
        const int last = lastStepOf(turn);
        const core::Step meaning = m_conversation.step(last);
        m_out += QStringLiteral("   ⇒ ") +
                 m_say.catalogue().text(ui::Catalogue::key(meaning.id), "text", m_say.language(),
                                        m_say.valuesOf(meaning)) +
                 QLatin1Char('\n');
    }

    int lastStepOf(const core::Turn &turn) const
    {
        const std::size_t at = m_conversation.turnOf(static_cast<int>(turn.firstStep));
        return at + 1 < m_conversation.turns().size()
                   ? static_cast<int>(m_conversation.turns()[at + 1].firstStep) - 1
                   : m_conversation.stepCount();
    }

    void printHex(const QByteArray &bytes)
    {
        for (qsizetype i = 0; i < std::min(bytes.size(), hexBytesShown); i += 16)
            m_out += QStringLiteral("   %1  %2\n")
                         .arg(i, 4, 16, QLatin1Char('0'))
                         .arg(QString::fromLatin1(core::toHex(core::spanOf(bytes.mid(i, 16)), ' ')));
        if (bytes.size() > hexBytesShown)
            m_out +=
                QStringLiteral("   ") +
                m_say.phrase("hex.more",
                             {{QStringLiteral("bytes"), QString::number(bytes.size() - hexBytesShown)}}) +
                QLatin1Char('\n');
    }

    void printField(const core::Field &field, const QByteArray &bytes, int depth)
    {
        const bool isLine =
            field.id == "http.request.line" || field.id == "http.response.line" || field.id == "http.header";
        if (isLine) { // a line of the head reads best as it stands
            QString text = QString::fromLatin1(bytes.mid(static_cast<qsizetype>(field.span.bit / 8),
                                                         static_cast<qsizetype>(field.span.bits / 8)));
            m_out += QStringLiteral("   ") +
                     text.replace(QLatin1Char('\r'), QString()).replace(QLatin1Char('\n'), QString()) +
                     QStringLiteral(" ␍␊\n");
            return;
        }
        if (field.id == "http.end") {
            m_out += QStringLiteral("   ␍␊\n");
            return;
        }
        if (!field.isLeaf() && field.kind == core::ValueKind::None) {
            for (const core::Field &child : field.children)
                printField(child, bytes, depth);
            return;
        }
        const QString meaning = m_say.valueMeaning(field, core::spanOf(bytes));
        m_out += QString(qsizetype{3} * depth, QLatin1Char(' ')) + padded(m_say.fieldLabel(field.id), 24) +
                 padded(ui::Narrator::valueLiteral(field, core::spanOf(bytes)), meaning.isEmpty() ? 0 : 14) +
                 meaning;
        while (m_out.endsWith(QLatin1Char(' ')))
            m_out.chop(1);
        m_out += QLatin1Char('\n');
    }

    void printChecks(quint32 unit)
    {
        for (const core::Check &check : m_conversation.checksOf(unit))
            printCheck(check);
    }

    void printCheck(const core::Check &check)
    {
        const QString id = ui::Catalogue::key(check.rule->id);
        const ui::TextValues values{{QStringLiteral("expected"), QString::fromLatin1(check.expected)},
                                    {QStringLiteral("observed"), QString::fromLatin1(check.observed)}};
        m_out += QStringLiteral("   %1 %2  %3\n")
                     .arg(check.kept ? QStringLiteral("✓") : QStringLiteral("✗"), padded(id, 7),
                          m_say.catalogue().text(QStringLiteral("rule.") + id,
                                                 ui::Narrator::verdictKey(check), m_say.language(), values));
    }

    void printAccept(quint32 request)
    {
        const core::AcceptDerivation derivation =
            core::deriveAccept(m_conversation.index().head(request).joined("Sec-WebSocket-Key"));
        heading(m_say.phrase("heading.accept"), QString());
        const std::pair<const char *, QString> stages[] = {
            {"accept.key", QString::fromLatin1(derivation.key)},
            {"accept.concatenate", QString::fromLatin1(derivation.concatenated)},
            {"accept.hash", QString::fromLatin1(core::toHex(core::spanOf(derivation.sha1), ' '))},
            {"accept.encode", QString::fromLatin1(derivation.accept)}};
        for (const auto &[id, value] : stages)
            m_out += QStringLiteral("   %1%2\n").arg(padded(m_say.phrase(id), 28), value);
    }

    const core::Conversation &m_conversation;
    const ui::Narrator &m_say;
    QString m_out;
};

} // namespace

QString explain(const core::Conversation &conversation, const ui::Narrator &narrator)
{
    return Printer(conversation, narrator).print();
}

} // namespace app
