// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/steps.h"

#include "core/annotate/annotate.h"
#include "core/protocol/tlsrecord.h"
#include "core/record/conversation.h"

#include <algorithm>
#include <iterator>

namespace core {

namespace {

struct Row
{
    std::string_view content;
    std::string_view step;
};

constexpr Row rows[] = {
    {"client-hello", "step.tls.client-hello"},
    {"server-hello", "step.tls.server-hello"},
    {"handshake", "step.tls.handshake"},
    {"cipher-change", "step.tls.cipher-change"},
    {"alert", "step.tls.alert"},
    {"encrypted", "step.tls.encrypted"},
    {"fragment", "step.tls.fragment"},
};

QString literal(const Field &tree, std::string_view id, ByteSpan bytes)
{
    const Field *const field = findField(tree, id);
    return field == nullptr ? QString() : QString::fromLatin1(valueBytes(*field, bytes));
}

QString integer(const Field &tree, std::string_view id, ByteSpan bytes)
{
    const Field *const field = findField(tree, id);
    const bool hasValue = field != nullptr && field->kind == ValueKind::Integer;
    return hasValue ? QString::number(integerValue(*field, bytes)) : QString();
}

} // namespace

Step tlsStep(const Conversation &conversation, quint32 number)
{
    const Unit &unit = conversation.units()[number];
    const QByteArray bytes = conversation.index().bytes(number);
    const Field tree = annotate(unit, spanOf(bytes));
    const auto content = tlsContentOf(tree, spanOf(bytes));
    const auto *const row =
        std::find_if(std::begin(rows), std::end(rows), [&](const Row &r) { return r.content == content; });
    Step step = stepAt(row->step, number, tree.span, unit.direction);
    if (!unit.complete)
        step.id = "step.tls.incomplete";
    if (const Field *const name = findField(tree, "tls.sni.name"))
        step.focus = name->span;
    else if (step.id == "step.tls.client-hello")
        step.id = "step.tls.client-hello.nameless";
    const bool hasHead = unit.headerLength == tlsHeadBytes;
    const QString announced = hasHead ? QString::number(unit.announced()) : QStringLiteral("?");
    step.values = {{QStringLiteral("present"), QString::number(bytes.size())},
                   {QStringLiteral("bytes"), unit.complete ? QString::number(bytes.size()) : announced},
                   {QStringLiteral("type"), integer(tree, "tls.record.type", spanOf(bytes))},
                   {QStringLiteral("name"), literal(tree, "tls.sni.name", spanOf(bytes))},
                   {QStringLiteral("cipher"), integer(tree, "tls.hello.cipher", spanOf(bytes))},
                   {QStringLiteral("message"), integer(tree, "tls.handshake.type", spanOf(bytes))},
                   {QStringLiteral("level"), integer(tree, "tls.alert.level", spanOf(bytes))},
                   {QStringLiteral("alert"), integer(tree, "tls.alert.description", spanOf(bytes))}};
    return step;
}

} // namespace core
