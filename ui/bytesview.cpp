// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bytesview.h"

#include "core/annotate/annotate.h"
#include "ui/diagram/httplayout.h"
#include "ui/explanation/fieldtext.h"
#include "ui/hex/hexlayout.h"
#include "ui/pipeline/pipelines.h"

#include "core/record/messages.h"

namespace ui {

namespace {

constexpr qreal margin = 20;
constexpr qreal sectionGap = 14;
constexpr qreal leastWidth = 340; // what becomes of the bytes needs it
constexpr quint64 rowsPerUnfolding = 32;

bool isFold(const Target &target) { return !target.step && target.span.bits == 0; }

} // namespace

BytesView::BytesView(const Session &session, Selection &selection, QWidget *parent)
    : DrawingView(parent)
    , m_session(session)
    , m_selection(selection)
{
    setObjectName(QStringLiteral("bytes"));
    connect(&selection, &Selection::changed, this, [this] { layOut(); });
    connect(this, &DrawingView::targetActivated, this, &BytesView::activate);
    connect(this, &DrawingView::moveRequested, &selection,
            [&selection](int direction, bool) { selection.move(direction); });
    connect(this, &DrawingView::depthRequested, &selection, &Selection::deepen);
    setLeastWidth(leastWidth);
}

void BytesView::setOptions(const DiagramOptions &options)
{
    m_options = options;
    layOut();
}

void BytesView::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    setAccessibleName(narrator.phrase("panel.bytes"));
    layOut();
}

void BytesView::layOut()
{
    Drawing out;
    m_selectedRect = {};
    if (!m_narrator)
        return;
    const Metrics metrics(theme());
    const qreal inner = layoutWidth() - 2 * margin;
    const Narrator &say = *m_narrator;
    const auto line = [&](const QString &text, FontRole font, Ink ink, qreal height) {
        for (const QString &part : metrics.wrapped(text, font, inner)) {
            out.texts.push_back({QRectF(margin, out.size.height(), inner, height), part, font, ink,
                                 Qt::AlignLeft | Qt::AlignVCenter});
            out.size.rheight() += height;
        }
    };
    out.size = QSizeF(layoutWidth(), 12);
    if (m_session.isEmpty() || m_selection.step() == 0) {
        line(say.phrase("empty.waiting"), FontRole::Title, Ink::Secondary, 32);
        setDrawing(std::move(out));
        return;
    }
    const core::Conversation &conversation = *m_session.conversation();
    const core::Step step = conversation.step(m_selection.step());
    if (step.unit != m_unit)
        m_options.rowsUnfolded = 0;
    m_unit = step.unit;
    line(step.unit ? say.unitTitle(conversation, *step.unit) : say.stepTitle(step), FontRole::Title,
         Ink::Normal, 32);
    const QString subtitle =
        step.unit ? say.unitSubtitle(conversation, *step.unit) : say.phrase("subtitle.event");
    const QString connection = say.connectionName(conversation.connection(), m_session.shown() + 1);
    line(m_session.hasSeveral() ? say.phrase("connection.unit", {{QStringLiteral("connection"), connection},
                                                                 {QStringLiteral("what"), subtitle}})
                                : subtitle,
         FontRole::Body, Ink::Secondary, 24);
    out.size.rheight() += 4;
    if (step.unit) {
        addUnit(out, step, metrics, inner);
    } else {
        out.size.rheight() += 8;
        out.place(layoutPath({conversation, step, say, metrics, inner}), margin, out.size.height());
    }
    out.size.rheight() += margin;
    for (const Box &box : out.boxes)
        if (box.style == Box::Style::Selection)
            m_selectedRect = m_selectedRect.isNull() ? box.rect : m_selectedRect;
    setDrawing(std::move(out));
}

void BytesView::addHeading(Drawing &out, const QString &text, qreal width) const
{
    out.size.rheight() += sectionGap;
    out.texts.push_back({QRectF(margin, out.size.height(), width, 22), text, FontRole::SmallBold,
                         Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
    out.size.rheight() += 24;
}

void BytesView::addUnit(Drawing &out, const core::Step &step, const Metrics &metrics, qreal width)
{
    const core::Conversation &conversation = *m_session.conversation();
    const core::Unit &unit = conversation.units()[*step.unit];
    const QByteArray bytes = conversation.index().bytes(*step.unit);
    const core::Field tree = core::annotate(unit, core::spanOf(bytes));
    BytesInput input{tree, bytes, m_selection.bits(), *m_narrator, metrics, width, m_options, {}};
    for (const core::Finding *finding : conversation.findingsOf(*step.unit))
        input.broken.push_back(finding->check.span);
    if (unit.isFrame())
        out.place(layoutFrame(input), margin, out.size.height());
    else if (unit.isHttp())
        out.place(layoutHttp(input), margin, out.size.height());
    addPipeline(out, step, metrics, width);
    addHeading(out, m_narrator->phrase("heading.hex"), width);
    out.place(layoutHex(input), margin, out.size.height());
}

void BytesView::addPipeline(Drawing &out, const core::Step &step, const Metrics &metrics, qreal width)
{
    const core::Conversation &conversation = *m_session.conversation();
    const PipelineInput input{conversation, step, *m_narrator, metrics, width};
    const core::Unit &unit = conversation.units()[*step.unit];
    const std::string_view id = step.id;
    Drawing pipeline;
    const char *heading = nullptr;
    if (id.substr(0, 10) == "step.wire.") {
        heading = "heading.effect";
        pipeline = layoutEffect(input, *m_session.delivered());
    } else if (id.substr(0, 17) == "step.server.check" || id.substr(0, 17) == "step.client.check") {
        heading = id.substr(0, 11) == "step.server" ? "heading.server.checks" : "heading.client.checks";
        pipeline = layoutChecks(input);
    } else if (id.substr(0, 12) == "step.accept.") {
        heading = "heading.accept";
        pipeline = layoutAccept(input, *step.unit);
    } else if (unit.isFrame()) {
        const QByteArray start = conversation.index().bytes(*step.unit, 2);
        const bool masked = start.size() > 1 && (start[1] & 0x80) != 0;
        heading = masked ? "heading.unmask" : "heading.payload";
        pipeline = layoutUnmasking(input, m_selection.bits());
    } else if (unit.kind == core::UnitKind::Response) {
        const core::Field tree = conversation.fieldsOf(*step.unit);
        const core::Field *accept = core::findField(tree, "http.response.accept");
        const auto request = conversation.requestBefore(*step.unit);
        if (accept != nullptr && request && m_selection.bits().overlaps(accept->span)) {
            heading = "heading.accept";
            pipeline = layoutAccept(input, *request);
        }
    }
    if (pipeline.size.isEmpty())
        return;
    addHeading(out, m_narrator->phrase(heading), width);
    out.place(pipeline, margin, out.size.height());
    if (unit.isFrame())
        addInflating(out, input, width);
}

void BytesView::addInflating(Drawing &out, const PipelineInput &input, qreal width)
{
    // Not before the bytes are unmasked.
    for (const std::string_view earlier :
         {"step.frame.first", "step.frame.length", "step.frame.key", "step.frame.unmask", "step.wire."})
        if (input.step.id.starts_with(earlier))
            return;
    const Drawing inflating = layoutInflating(input);
    if (inflating.size.isEmpty())
        return;
    const core::Conversation &conversation = input.conversation;
    const core::Message message = core::messageUpTo(conversation.index(), *input.step.unit);
    addHeading(
        out,
        m_narrator->phrase(
            "heading.inflate",
            {{QStringLiteral("wire"), QString::number(core::payloadOf(conversation.index(), message).size())},
             {QStringLiteral("plain"), QString::number(conversation.contentOf(message).size())}}),
        width);
    out.place(inflating, margin, out.size.height());
}

void BytesView::activate(int target)
{
    const Target activated = drawing().targets[static_cast<std::size_t>(target)];
    if (activated.step) {
        m_selection.setStep(*activated.step);
    } else if (isFold(activated)) {
        m_options.rowsUnfolded += rowsPerUnfolding;
        layOut();
    } else {
        m_selection.selectBits(activated.span);
    }
}

bool BytesView::isSelected(const Target &target) const
{
    return target.step ? *target.step == m_selection.step()
                       : target.span.bits > 0 && target.span.overlaps(m_selection.bits());
}

TargetText BytesView::textOf(const Target &target) const
{
    if (!m_narrator || !m_selection.unit())
        return {};
    const core::Conversation &conversation = *m_session.conversation();
    if (target.step)
        return {m_narrator->stepTitle(conversation.step(*target.step)), {}, {}};
    if (isFold(target))
        return {m_narrator->phrase("diagram.unfold"), {}, {}};
    return fieldText(*m_narrator, conversation, *m_selection.unit(), target.span);
}

} // namespace ui
