// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explanation/termcard.h"

#include "core/record/filter.h"
#include "ui/selection.h"

#include <algorithm>

namespace ui {

namespace {

constexpr std::size_t mostUnits = 4096; // looked at for a link

} // namespace

QString linkTo(const SeenPlace &place)
{
    return QStringLiteral("unit:%1:%2:%3").arg(place.unit).arg(place.span.bit).arg(place.span.bits);
}

std::optional<SeenPlace> placeOfTerm(const Catalogue::Term &term, const core::Conversation &conversation,
                                     quint32 from)
{
    core::FilterProblem problem;
    const auto filter = core::Filter::parse(term.filter, &problem);
    if (!filter || filter->isEmpty())
        return std::nullopt;
    const std::size_t count = conversation.units().size();
    const std::string field = term.field.toStdString();
    for (std::size_t i = 0; i < std::min(count, mostUnits); ++i) {
        const auto unit = static_cast<quint32>((from + i) % count);
        if (!filter->matches(conversation, unit))
            continue;
        const core::Field tree = conversation.fieldsOf(unit);
        if (field.empty())
            return SeenPlace{unit, tree.span};
        if (const core::Field *found = core::findField(tree, field))
            return SeenPlace{unit, found->span};
    }
    return std::nullopt;
}

std::optional<SeenPlace> placeOfField(std::string_view id, const core::Conversation &conversation,
                                      quint32 from, int direction)
{
    constexpr int mostFields = 256; // units taken apart for it
    const auto count = static_cast<qint64>(conversation.units().size());
    qint64 unit = qint64{from} + direction;
    for (int i = 0; i < mostFields && unit >= 0 && unit < count; ++i, unit += direction) {
        const core::Field tree = conversation.fieldsOf(static_cast<quint32>(unit));
        if (const core::Field *found = core::findField(tree, id))
            return SeenPlace{static_cast<quint32>(unit), found->span};
    }
    return std::nullopt;
}

void writeTerm(TextWriter &out, const QString &english, const Narrator &say,
               const core::Conversation *conversation, std::optional<quint32> unit)
{
    const auto term = say.catalogue().term(english, say.language());
    if (!term)
        return;
    out.heading(term->term, term->otherTerm);
    out.markdown(term->sentence);
    if (!term->where.isEmpty()) {
        out.label(say.phrase("heading.where"));
        out.markdown(term->where);
    }
    if (!term->rfc.isEmpty())
        out.secondary(term->rfc);
    if (conversation == nullptr || term->filter.isEmpty())
        return;
    out.label(say.phrase("term.seen"));
    if (const auto place = placeOfTerm(*term, *conversation, unit.value_or(0)))
        out.link(linkTo(*place), say.unitTitle(*conversation, place->unit),
                 say.phrase("seen.unit", {{QStringLiteral("number"), QString::number(place->unit)}}), {});
    else
        out.markdown(say.phrase("term.seen.none"));
}

bool followLink(const QUrl &link, Selection &selection)
{
    const QStringList parts = link.path().split(QLatin1Char(':'));
    if (link.scheme() == QLatin1StringView("bits") && parts.size() == 2) {
        selection.selectBits({parts[0].toULongLong(), parts[1].toULongLong()});
        return true;
    }
    if (link.scheme() != QLatin1StringView("unit") || parts.size() != 3)
        return false;
    if (selection.selectUnit(parts[0].toUInt()))
        selection.selectBits({parts[1].toULongLong(), parts[2].toULongLong()});
    return true;
}

} // namespace ui
