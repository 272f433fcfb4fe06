// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explanation/explanationtext.h"

#include "core/annotate/annotate.h"
#include "ui/explanation/termcard.h"

namespace ui {

namespace {

/// A header's line and its name are explained by what its value means.
const core::Field &explainedField(const core::Field &tree, const core::Field &field)
{
    if (field.id != "http.header.name" && field.id != "http.header")
        return field;
    for (const core::Field *at : core::pathTo(tree, field.span.bit)) {
        if (at->id != "http.header")
            continue;
        for (const core::Field &part : at->children)
            if (part.id.starts_with("http.request.") || part.id.starts_with("http.response.") ||
                part.id == "http.header.value")
                return part;
    }
    return field;
}

constexpr quint64 rowBits = 32; // as RFC 6455 §5.2 counts

// Bytes by their offset as the hex view counts them, bits as the diagram's ruler does.
TextValues whereValues(core::BitSpan span, const QByteArray &bytes)
{
    const quint64 byte = span.bit / 8;
    const quint64 last = (span.end() - 1) / 8;
    return {{QStringLiteral("byte"), QString::number(byte)},
            {QStringLiteral("last"), QString::number(span.bits % 8 == 0 ? last : (span.end() - 1) % rowBits)},
            {QStringLiteral("first"), QString::number(span.bit % rowBits)},
            {QStringLiteral("count"), QString::number(last - byte + 1)},
            {QStringLiteral("hex"), QString::fromLatin1(bytes.mid(static_cast<qsizetype>(byte), 1).toHex())}};
}

const char *whereId(core::BitSpan span)
{
    if (span.bits == 1)
        return "where.bit";
    if (span.bits % 8 != 0)
        return "where.bits";
    return span.bits == 8 ? "where.byte" : "where.bytes";
}

// Where the same field stands before and after.
void writeElsewhere(TextWriter &out, const core::Conversation &conversation, quint32 unit,
                    std::string_view field, const Narrator &say)
{
    const std::optional<SeenPlace> places[] = {placeOfField(field, conversation, unit, -1),
                                               placeOfField(field, conversation, unit, 1)};
    if (!places[0] && !places[1])
        return;
    out.label(say.phrase("seen.heading"));
    for (const auto &place : places)
        if (place)
            out.link(linkTo(*place),
                     say.phrase(place->unit < unit ? "seen.before" : "seen.after",
                                {{QStringLiteral("number"), QString::number(place->unit)}}),
                     {}, say.unitTitle(conversation, place->unit));
}

void writeField(TextWriter &out, const core::Conversation &conversation, const core::Step &step,
                const core::Field &tree, const core::Field &selected, const QByteArray &bytes,
                const Narrator &say)
{
    const Catalogue &texts = say.catalogue();
    const Language language = say.language();
    const core::Field &field = explainedField(tree, selected);
    const QString id = Catalogue::key(field.id);
    const auto has = [&](const char *key) { return texts.has(id, key, language); };
    out.heading(texts.text(id, "label", language),
                has("gloss") ? texts.text(id, "gloss", language) : QString());
    const QString literal = Narrator::valueLiteral(field, core::spanOf(bytes));
    if (!literal.isEmpty())
        out.value(literal, say.valueMeaning(field, core::spanOf(bytes)));
    out.label(say.phrase("heading.what"));
    out.markdown(texts.markdown(id, "what", language));
    out.label(say.phrase("heading.why"));
    out.markdown(texts.markdown(id, "why", language));
    const bool isKey = id == QLatin1StringView("http.request.key") || id == QLatin1StringView("ws.frame.key");
    if (isKey && conversation.connection().keysFixed)
        out.markdown(say.phrase("note.fixed"), 6);
    bool ruleHeading = false;
    for (const core::Check &check : conversation.checksOf(*step.unit)) {
        if (check.field != field.id || check.span.bits == 0)
            continue;
        if (!ruleHeading)
            out.label(say.phrase("heading.rule"));
        ruleHeading = true;
        out.rule(check);
    }
    if (has("mistake")) {
        out.label(say.phrase("heading.mistake"));
        out.markdown(texts.markdown(id, "mistake", language));
    }
    if (has("library")) {
        out.label(say.phrase("heading.library"));
        out.markdown(texts.markdown(id, "library", language));
    }
    out.label(say.phrase("heading.where"));
    out.markdown(texts.markdown(QString::fromLatin1(whereId(selected.span)), "text", language,
                                whereValues(selected.span, bytes)));
    if (!texts.rfc(id).isEmpty())
        out.secondary(texts.rfc(id));
    writeElsewhere(out, conversation, *step.unit, field.id, say);
}

// What each side may do now; said once where both are in the same state.
void writeStates(TextWriter &out, const core::Conversation &conversation, const core::Step &step,
                 const Narrator &say)
{
    if (conversation.index().layer() == core::Layer::Http) // it has none
        return;
    out.label(say.phrase("heading.states"));
    const auto write = [&](core::Direction who, core::ConnectionState state) {
        const QString id = QStringLiteral("state.") + QLatin1StringView(core::name(state));
        const QString label = say.catalogue().text(id, "label", say.language());
        out.value(step.client == step.server ? label : say.sideCapital(who) + QStringLiteral(": ") + label,
                  {});
        out.markdown(say.catalogue().markdown(id, "text", say.language()));
    };
    write(core::Direction::Client, step.client);
    if (step.server != step.client)
        write(core::Direction::Server, step.server);
}

void writeCheck(TextWriter &out, const core::Check &check, const Narrator &say)
{
    const QString id = QStringLiteral("rule.") + Catalogue::key(check.rule->id);
    out.label(say.phrase("heading.rule"));
    out.rule(check);
    out.label(say.phrase("heading.why"));
    out.markdown(say.ruleText(check.rule->id, "why", check));
    out.label(say.phrase("heading.peer"));
    out.markdown(say.ruleText(check.rule->id, "peer", check));
}

} // namespace

void writeExplanation(TextWriter &out, const core::Conversation &conversation, const core::Step &step,
                      core::BitSpan selected, const Narrator &say)
{
    out.heading(say.stepTitle(step));
    out.markdown(say.stepMarkdown(step), 4);
    const QString stepRfc = say.catalogue().rfc(Catalogue::key(step.id));

    if (step.id.starts_with("step.finding") && selected == step.focus) {
        writeCheck(out, conversation.findings()[static_cast<std::size_t>(step.part)].check, say);
        return;
    }
    if (!step.unit) {
        if (!stepRfc.isEmpty())
            out.secondary(stepRfc);
        writeStates(out, conversation, step, say);
        return;
    }
    const QByteArray bytes = conversation.index().bytes(*step.unit);
    const core::Field tree = core::annotate(conversation.units()[*step.unit], core::spanOf(bytes));
    const bool ownFocus = selected == step.focus;
    if (ownFocus && (step.id == "step.open" || step.id == "step.handshake.failed"))
        writeStates(out, conversation, step, say);
    if (ownFocus && !step.rule.empty()) {
        const std::vector<core::Check> checks = conversation.checksOf(*step.unit);
        if (step.part >= 0 && static_cast<std::size_t>(step.part) < checks.size())
            writeCheck(out, checks[static_cast<std::size_t>(step.part)], say);
        return;
    }
    if (selected.bits == 0)
        return;
    const core::Field &covering = core::smallestCovering(tree, selected);
    const bool several = covering.span != selected && !covering.isLeaf();
    if (!several) {
        writeField(out, conversation, step, tree, covering, bytes, say);
        return;
    }
    if (!stepRfc.isEmpty())
        out.secondary(stepRfc);
    out.label(say.phrase("heading.fields"));
    for (const core::Field *leaf : core::leavesOf(tree)) {
        if (!selected.overlaps(leaf->span))
            continue;
        const QString meaning = say.valueMeaning(*leaf, core::spanOf(bytes));
        out.link(QStringLiteral("bits:%1:%2").arg(leaf->span.bit).arg(leaf->span.bits),
                 say.fieldLabel(leaf->id), Narrator::valueLiteral(*leaf, core::spanOf(bytes)), meaning);
    }
}

} // namespace ui
