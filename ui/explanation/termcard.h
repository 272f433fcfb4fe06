// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/explanation/textwriter.h"

#include <QUrl>

namespace ui {

class Selection;

/// A place that a link leads to: bits of a unit.
struct SeenPlace
{
    quint32 unit = 0;
    core::BitSpan span;
};

/// The nearest unit that shows a term: from `from` on, then from the start. Looks at no more units than a
/// reader waits for.
std::optional<SeenPlace> placeOfTerm(const Catalogue::Term &term, const core::Conversation &conversation,
                                     quint32 from);

/// The nearest unit with a field of that id: after (+1) or before (-1) unit `from`.
std::optional<SeenPlace> placeOfField(std::string_view id, const core::Conversation &conversation,
                                      quint32 from, int direction);

/// An entry of the dictionary: both names, one sentence, where in the bytes, section; with a conversation a
/// link to where it can be seen.
void writeTerm(TextWriter &out, const QString &english, const Narrator &say,
               const core::Conversation *conversation, std::optional<quint32> unit);

QString linkTo(const SeenPlace &place);

/// The links "unit:NUMBER:BIT:BITS" and "bits:BIT:BITS". False for any other.
bool followLink(const QUrl &link, Selection &selection);

} // namespace ui
