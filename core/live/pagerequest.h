// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace live {

/// What the page's server wants to know of a request.
struct PageRequest
{
    QByteArray method;
    QByteArray path;
    QByteArray query;
    QByteArray host;
    std::optional<QByteArray> origin;
    QByteArray acceptLanguage;
};

/// Nothing where the head is not in order: request line, one Host, no folded lines.
std::optional<PageRequest> readPageRequest(const QByteArray &head);

/// "ko" or "en": the query's lang, else the one of the two that Accept-Language likes better, else "en".
QByteArray languageOf(const PageRequest &request);

} // namespace live
