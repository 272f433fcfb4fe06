// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/copyas.h"

#include "core/protocol/frame.h"

namespace ui {

namespace {

core::BitSpan wholeBytes(core::BitSpan bits, const QByteArray &unit)
{
    if (bits.bits == 0)
        return core::byteRange(0, static_cast<quint64>(unit.size()));
    const quint64 first = bits.bit / 8;
    return core::byteRange(first, (bits.end() + 7) / 8 - first);
}

QByteArray cut(const QByteArray &unit, core::BitSpan bits)
{
    return unit.mid(static_cast<qsizetype>(bits.bit / 8), static_cast<qsizetype>(bits.bits / 8));
}

QString cArray(const QByteArray &bytes)
{
    constexpr qsizetype perLine = 12;
    QString out = QStringLiteral("static const unsigned char bytes[%1] = {").arg(bytes.size());
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        out += i % perLine == 0 ? QStringLiteral("\n    ") : QStringLiteral(" ");
        out += QStringLiteral("0x%1,").arg(static_cast<quint8>(bytes[i]), 2, 16, QLatin1Char('0'));
    }
    return out + QStringLiteral("\n};\n");
}

QString inCell(QString text) { return text.replace(QLatin1Char('|'), QStringLiteral("\\|")); }

QString markdown(const core::Conversation &conversation, quint32 unit, const Narrator &say)
{
    const QByteArray bytes = conversation.index().bytes(unit);
    const core::Field tree = conversation.fieldsOf(unit);
    QString out = QStringLiteral("**%1**\n\n%2\n\n")
                      .arg(say.unitTitle(conversation, unit), say.unitSubtitle(conversation, unit));
    out += QStringLiteral("| %1 | %2 | %3 | %4 |\n| --- | --- | --- | --- |\n")
               .arg(say.phrase("copy.bits"), say.phrase("copy.field"), say.phrase("copy.value"),
                    say.phrase("copy.meaning"));
    for (const core::Field *leaf : core::leavesOf(tree)) {
        const QString range = leaf->span.bits == 1
                                  ? QString::number(leaf->span.bit)
                                  : QStringLiteral("%1–%2").arg(leaf->span.bit).arg(leaf->span.end() - 1);
        out += QStringLiteral("| %1 | %2 | `%3` | %4 |\n")
                   .arg(range, inCell(say.fieldLabel(leaf->id)),
                        inCell(Narrator::valueLiteral(*leaf, core::spanOf(bytes))),
                        inCell(say.valueMeaning(*leaf, core::spanOf(bytes))));
    }
    return out;
}

/// What the bytes say: a payload's are read after the key.
QByteArray meant(const QByteArray &unit, core::BitSpan bits, bool isFrame)
{
    QByteArray out = cut(unit, bits);
    const auto header = isFrame ? core::readFrameHeader(core::spanOf(unit)) : std::nullopt;
    if (!header || !header->masked || bits.bit / 8 < header->size)
        return out;
    const auto from = static_cast<std::size_t>(bits.bit / 8 - header->size);
    for (qsizetype i = 0; i < out.size(); ++i)
        out[i] = static_cast<char>(static_cast<quint8>(out[i]) ^
                                   header->key[(from + static_cast<std::size_t>(i)) % 4]);
    return out;
}

} // namespace

QByteArray selectedBytes(const core::Conversation &conversation, quint32 unit, core::BitSpan bits)
{
    const QByteArray bytes = conversation.index().bytes(unit);
    return cut(bytes, wholeBytes(bits, bytes));
}

QString copyAs(CopyForm form, const core::Conversation &conversation, quint32 unit, core::BitSpan bits,
               const Narrator &narrator)
{
    const QByteArray bytes = selectedBytes(conversation, unit, bits);
    switch (form) {
    case CopyForm::Hex:
        return QString::fromLatin1(core::toHex(core::spanOf(bytes), ' '));
    case CopyForm::CArray:
        return cArray(bytes);
    case CopyForm::Base64:
        return QString::fromLatin1(bytes.toBase64());
    case CopyForm::Text: {
        const QByteArray whole = conversation.index().bytes(unit);
        return QString::fromUtf8(meant(whole, wholeBytes(bits, whole), conversation.units()[unit].isFrame()));
    }
    case CopyForm::Markdown:
        return markdown(conversation, unit, narrator);
    }
    return {};
}

} // namespace ui
