// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/pagerequest.h"

#include <QUrlQuery>

namespace live {

namespace {

struct Field
{
    QByteArray name; // lower case
    QByteArray value;
};

std::optional<Field> readField(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || line.first(colon).contains(' ') || line.first(colon).contains('\t'))
        return std::nullopt;
    return Field{line.first(colon).toLower(), line.mid(colon + 1).trimmed()};
}

// Of one element of Accept-Language (RFC 9110 §12.5.4): "ko-KR;q=0.9".
double weightOf(const QByteArray &element)
{
    const qsizetype at = element.indexOf("q=");
    return at < 0 ? 1.0 : element.mid(at + 2).trimmed().toDouble();
}

} // namespace

std::optional<PageRequest> readPageRequest(const QByteArray &head)
{
    QByteArrayList lines = head.split('\n');
    for (QByteArray &line : lines)
        if (line.endsWith('\r'))
            line.chop(1);
    const QByteArrayList parts = lines.takeFirst().split(' ');
    if (parts.size() != 3 || !parts[1].startsWith('/') || !parts[2].startsWith("HTTP/1."))
        return std::nullopt;
    PageRequest request;
    request.method = parts[0];
    const qsizetype mark = parts[1].indexOf('?');
    request.path = mark < 0 ? parts[1] : parts[1].first(mark);
    request.query = mark < 0 ? QByteArray() : parts[1].mid(mark + 1);
    int hosts = 0;
    for (const QByteArray &line : lines) {
        if (line.isEmpty())
            break;
        const auto field = readField(line);
        if (!field)
            return std::nullopt;
        if (field->name == "host" && ++hosts == 1)
            request.host = field->value;
        else if (field->name == "origin")
            request.origin = field->value;
        else if (field->name == "accept-language")
            request.acceptLanguage = field->value;
    }
    return hosts == 1 ? std::optional(request) : std::nullopt;
}

QByteArray languageOf(const PageRequest &request)
{
    const QString asked =
        QUrlQuery(QString::fromLatin1(request.query)).queryItemValue(QStringLiteral("lang"));
    if (asked == QLatin1StringView("ko") || asked == QLatin1StringView("en"))
        return asked.toLatin1();
    double best = 0;
    QByteArray language = "en";
    for (const QByteArray &element : request.acceptLanguage.toLower().split(',')) {
        const QByteArray tag = element.trimmed().first(std::min<qsizetype>(2, element.trimmed().size()));
        if ((tag == "ko" || tag == "en") && weightOf(element) > best) {
            best = weightOf(element);
            language = tag;
        }
    }
    return language;
}

} // namespace live
