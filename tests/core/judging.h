// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/annotate.h"
#include "core/referee/judge.h"

#include <QStringList>

#include <algorithm>

/// Heads written down byte by byte and judged alone, without a recording. Braces in a head mark the places
/// that findings must point to; they are taken out before it is read.
namespace judging {

using Places = std::vector<core::BitSpan>;

struct Marked
{
    QByteArray bytes;
    Places places;
};

inline Marked unmark(const QByteArray &text)
{
    Marked marked;
    std::vector<qsizetype> open;
    for (const char c : text) {
        if (c == '{') {
            open.push_back(marked.bytes.size());
        } else if (c == '}') {
            const auto from = static_cast<quint64>(open.back());
            marked.places.push_back(core::byteRange(from, static_cast<quint64>(marked.bytes.size()) - from));
            open.pop_back();
        } else {
            marked.bytes += c;
        }
    }
    return marked;
}

inline core::HttpHead read(const QByteArray &bytes, bool isResponse)
{
    return bytes.isEmpty() ? core::HttpHead() : core::readHttpHead(bytes, isResponse);
}

inline core::Field treeOf(const core::HttpHead &head)
{
    return core::annotateHttp(core::spanOf(head.bytes), static_cast<quint32>(head.bytes.size()),
                              head.isResponse);
}

inline std::vector<core::Check> checksOfRequest(const QByteArray &request)
{
    const core::HttpHead head = read(request, false);
    return core::judgeRequest(head, treeOf(head));
}

/// An empty request is an unknown one.
inline std::vector<core::Check> checksOfResponse(const QByteArray &response, const QByteArray &request)
{
    const core::HttpHead head = read(response, true);
    return core::judgeResponse(head, treeOf(head), read(request, false));
}

inline QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

/// The lines of such a text, which bars part.
inline QStringList list(const char *text)
{
    const QString all = QString::fromLatin1(text);
    return all.isEmpty() ? QStringList() : all.split(QLatin1Char('|'));
}

/// "rule field [expected] [observed]"
inline QStringList findings(const std::vector<core::Check> &checks)
{
    QStringList lines;
    for (const core::Check &check : checks)
        if (check.isFinding())
            lines.append(QStringLiteral("%1 %2 [%3] [%4]")
                             .arg(latin(check.rule->id), latin(check.field),
                                  QString::fromLatin1(check.expected), QString::fromLatin1(check.observed)));
    return lines;
}

/// What is wrong with the places that the checks name, or nothing: each must lie in a field of its name, and
/// the findings must be where the marks are.
inline QByteArray misplaced(const std::vector<core::Check> &checks, const core::Field &tree,
                            const Places &marks)
{
    Places pointed;
    for (const core::Check &check : checks) {
        bool isCovered = false;
        for (const core::Field *field : core::findFields(tree, check.field))
            isCovered = isCovered || (check.span.bits > 0 && field->span.contains(check.span));
        if (!isCovered)
            return "not in its field: " + latin(check.rule->id).toLatin1();
        if (check.isFinding())
            pointed.push_back(check.span);
    }
    if (marks.empty())
        return {};
    const auto lacks = [](const Places &places, const core::BitSpan &place) {
        return std::find(places.begin(), places.end(), place) == places.end();
    };
    for (const core::BitSpan &place : pointed)
        if (lacks(marks, place))
            return "no mark at " + QByteArray::number(place.bit / 8) + '+' +
                   QByteArray::number(place.bits / 8);
    for (const core::BitSpan &place : marks)
        if (lacks(pointed, place))
            return "no finding at " + QByteArray::number(place.bit / 8) + '+' +
                   QByteArray::number(place.bits / 8);
    return {};
}

/// A good request or response with more lines, each with its line end.
inline QByteArray asking(const QByteArray &lines)
{
    return "GET /chat HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
           lines + "\r\n";
}

inline QByteArray answering(const QByteArray &lines)
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" +
           lines + "\r\n";
}

inline QByteArray replaced(const QByteArray &text, const char *from, const char *to)
{
    if (!text.contains(from)) // in a release build too: a row that changes nothing proves nothing
        qFatal("nothing to replace: %s", from);
    return QByteArray(text).replace(from, to);
}

} // namespace judging
