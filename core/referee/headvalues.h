// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/httphead.h"

namespace core {

/// A field line's value with the lines that continue it, joined by a space (RFC 9112 §5.2), so that a fold
/// is one finding and does not make the value look cut.
struct HeadValue
{
    const HeadLine *line = nullptr;
    QByteArray text;
};
std::vector<HeadValue> valuesOf(const HttpHead &head, const char *name);

/// Those values joined by commas; null where there is none.
QByteArray joinedValues(const HttpHead &head, const char *name);

/// The bytes of a value; of the whole line where the value is empty.
HeadRange placeOf(const HeadLine &line);

/// An element of a comma-separated list, be it empty.
struct ListElement
{
    QByteArray text;  // without the white space around it
    qsizetype at = 0; // bytes from the value's start
};
std::vector<ListElement> elementsOf(const QByteArray &value);

bool isToken(const QByteArray &text);

/// "null", or one origin as RFC 6454 §6.2 writes it: in lower case, no path, no default port.
bool isSerialisedOrigin(const QByteArray &text);

} // namespace core
