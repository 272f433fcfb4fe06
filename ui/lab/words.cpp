// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/words.h"

#include "ui/lab/inputs.h"

namespace ui {

namespace {

constexpr qsizetype quoteLimit = 24; // characters of what was sent

QString shortened(const QString &text)
{
    return text.size() <= quoteLimit ? text : text.left(quoteLimit - 1) + QStringLiteral("…");
}

QString contentOf(const QJsonObject &args)
{
    if (args.contains(QLatin1StringView("text")))
        return QStringLiteral("“%1”").arg(shortened(args.value(QLatin1StringView("text")).toString()));
    const QString hex = args.value(QLatin1StringView("hex")).toString();
    QString spaced;
    for (qsizetype i = 0; i < hex.size() && i < quoteLimit; i += 2)
        spaced += (i > 0 ? QStringLiteral(" ") : QString()) + hex.mid(i, 2);
    return hex.size() > quoteLimit ? spaced + QStringLiteral(" …") : spaced;
}

} // namespace

QString Words::bytes(qsizetype count) { return count == 1 ? tr("1 byte") : tr("%1 bytes").arg(count); }

QString Words::characters(qsizetype count)
{
    return count == 1 ? tr("1 character") : tr("%1 characters").arg(count);
}

QString Words::badHex(const QString &text)
{
    QString offender;
    return hexFault(text, &offender) == HexFault::NotADigit
               ? tr("“%1” is no hex digit: a byte is two digits from 0 to f.").arg(offender)
               : QString();
}

QString Words::unfinishedHex(const QString &text)
{
    return hexFault(text, nullptr) == HexFault::HalfAByte ? tr("The last byte lacks its second digit.")
                                                          : QString();
}

QString Words::badKey() { return tr("The masking key is four bytes: eight hex digits."); }

QString Words::deed(const core::ActionSpec &action)
{
    const std::pair<const char *, QString> names[] = {{"send-text", tr("Text")},
                                                      {"send-binary", tr("Binary")},
                                                      {"ping", tr("Ping")},
                                                      {"pong", tr("Pong")},
                                                      {"close", tr("Close")},
                                                      {"send-frame", tr("Frame by hand")},
                                                      {"send-bytes", tr("Raw bytes")},
                                                      {"deviate", tr("Deviation")}};
    QString name = action.what;
    for (const auto &[deed, word] : names)
        if (action.what == QLatin1StringView(deed))
            name = word;
    const QJsonObject &args = action.args;
    QString content = contentOf(args);
    if (args.contains(QLatin1StringView("code")))
        content = QString::number(args.value(QLatin1StringView("code")).toInt());
    else if (args.contains(QLatin1StringView("name")))
        content = args.value(QLatin1StringView("name")).toString();
    const QString arrow =
        action.who == QLatin1StringView("server") ? QStringLiteral("←") : QStringLiteral("→");
    return QStringLiteral("%1 %2 %3").arg(arrow, name, content).trimmed();
}

} // namespace ui
