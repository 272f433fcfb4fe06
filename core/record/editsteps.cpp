// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/conversation.h"
#include "core/record/steps.h"

#include <algorithm>
#include <bit>

namespace core {

namespace {

constexpr quint64 shownBytes = 8; // of a difference, in the values of a step

constexpr std::pair<Change, std::string_view> changes[] = {
    {Change::Edited, "step.wire.edited"},   {Change::Dropped, "step.wire.dropped"},
    {Change::Doubled, "step.wire.doubled"}, {Change::Delayed, "step.wire.delayed"},
    {Change::Swapped, "step.wire.swapped"}, {Change::Split, "step.wire.split"},
    {Change::Glued, "step.wire.glued"},
};

QString shown(const QByteArray &bytes, quint64 from, quint64 length)
{
    const QByteArray piece =
        bytes.mid(static_cast<qsizetype>(from), static_cast<qsizetype>(std::min(length, shownBytes)));
    const QString text = QString::fromLatin1(piece.toHex(' '));
    return length > shownBytes ? text + QStringLiteral(" …") : text;
}

} // namespace

EditedBytes editedBytes(QByteArray sent, QByteArray delivered)
{
    const auto least = std::min(sent.size(), delivered.size());
    qsizetype first = 0;
    while (first < least && sent[first] == delivered[first])
        ++first;
    qsizetype last = 0; // equal bytes at the end
    while (last < least - first && sent[sent.size() - 1 - last] == delivered[delivered.size() - 1 - last])
        ++last;
    const auto sentCount = static_cast<quint64>(sent.size() - first - last);
    const auto deliveredCount = static_cast<quint64>(delivered.size() - first - last);
    return {std::move(sent), std::move(delivered), static_cast<quint64>(first), sentCount, deliveredCount};
}

EditedBytes editedBytes(const Recording &recording, const Entry &edit)
{
    const quint64 once = edit.length / (edit.has(Change::Doubled) ? 2 : 1);
    return editedBytes(
        recording.bytes(edit.connection, edit.direction, Leg::Sent, edit.sentOffset, edit.sentLength),
        recording.bytes(edit.connection, edit.direction, Leg::Delivered, edit.offset, once));
}

std::vector<Step> editSteps(const Conversation &conversation, quint32 number)
{
    const Recording &recording = conversation.recording();
    const Entry &edit = recording.entries()[number];
    const auto unit = conversation.unitAt(edit.direction, edit.sentOffset);
    std::vector<Step> steps;
    if (!unit)
        return steps;
    const EditedBytes bytes = editedBytes(recording, edit);
    const qint64 waited = edit.timeNs - recording.entries()[conversation.index().lastEntry(*unit)].timeNs;
    for (const auto &[change, id] : changes) {
        if (!edit.has(change))
            continue;
        Step step = stepAt(id, *unit, byteRange(0, conversation.index().length(*unit)), edit.direction);
        step.entry = number;
        if (change == Change::Edited) {
            if (bytes.sentCount > 0 && bytes.from + bytes.sentCount <= conversation.index().length(*unit))
                step.focus = byteRange(bytes.from, bytes.sentCount);
            step.values = {
                {QStringLiteral("sent"), shown(bytes.sent, bytes.from, bytes.sentCount)},
                {QStringLiteral("delivered"), shown(bytes.delivered, bytes.from, bytes.deliveredCount)},
                {QStringLiteral("at"), QString::number(bytes.from)}};
        }
        if (change == Change::Delayed)
            step.values = {{QStringLiteral("ms"), QString::number((waited + 500'000) / 1'000'000)}};
        steps.push_back(std::move(step));
    }
    return steps;
}

} // namespace core
