// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/httphead.h"

#include <QList>

#include <algorithm>

namespace core {

namespace {

bool isBlank(char c) { return c == ' ' || c == '\t'; }

HeadRange range(qsizetype from, qsizetype to)
{
    return {static_cast<quint32>(from), static_cast<quint32>(to - from)};
}

// Request: the target is all between the first and the last space. Response: the reason is all after the
// second.
void splitStart(const QByteArray &bytes, bool isResponse, HeadLine &line)
{
    const qsizetype begin = line.text.offset;
    const qsizetype end = line.text.end();
    const auto wordEnd = [&](qsizetype i) {
        while (i < end && !isBlank(bytes[i]))
            ++i;
        return i;
    };
    const auto blankEnd = [&](qsizetype i) {
        while (i < end && isBlank(bytes[i]))
            ++i;
        return i;
    };

    const qsizetype first = wordEnd(begin);
    const qsizetype second = blankEnd(first);
    qsizetype secondEnd = wordEnd(second);
    qsizetype third = isResponse ? std::min(secondEnd + 1, end) : blankEnd(secondEnd);
    if (!isResponse) {
        qsizetype last = end;
        while (last > third && !isBlank(bytes[last - 1]))
            --last;
        if (last > third) {
            third = last;
            secondEnd = last;
            while (isBlank(bytes[secondEnd - 1]))
                --secondEnd;
        }
    }
    line.parts[0] = range(begin, first);
    line.spaces[0] = range(first, second);
    line.parts[1] = range(second, secondEnd);
    line.spaces[1] = range(secondEnd, third);
    line.parts[2] = range(third, end);
}

void splitField(const QByteArray &bytes, HeadLine &line)
{
    const qsizetype begin = line.text.offset;
    const qsizetype end = line.text.end();
    if (isBlank(bytes[begin])) {
        line.form = HeadLine::Form::Fold;
        return;
    }
    const qsizetype colon = bytes.indexOf(':', begin);
    if (colon < 0 || colon >= end) {
        line.form = HeadLine::Form::Malformed;
        return;
    }
    qsizetype from = colon + 1;
    while (from < end && isBlank(bytes[from]))
        ++from;
    qsizetype to = end;
    while (to > from && isBlank(bytes[to - 1]))
        --to;
    line.name = range(begin, colon);
    line.leadingSpace = range(colon + 1, from);
    line.value = range(from, to);
    line.trailingSpace = range(to, end);
}

} // namespace

HttpHead readHttpHead(const QByteArray &bytes, bool isResponse)
{
    HttpHead head;
    head.isResponse = isResponse;
    qsizetype at = 0;
    while (at < bytes.size() && !head.complete) {
        const qsizetype lf = bytes.indexOf('\n', at);
        const qsizetype after = lf < 0 ? bytes.size() : lf + 1;
        qsizetype textEnd = lf < 0 ? bytes.size() : lf;
        if (lf > at && bytes[lf - 1] == '\r')
            --textEnd;
        HeadLine line;
        line.text = range(at, textEnd);
        line.lineEnd = range(textEnd, after);
        if (head.lines.empty()) {
            line.form = HeadLine::Form::Start;
            splitStart(bytes, isResponse, line);
        } else if (line.text.length == 0 || (lf < 0 && bytes.mid(at) == "\r")) {
            line.form = HeadLine::Form::Empty;
            line.text.length = 0;
            line.lineEnd = range(at, after);
            head.complete = lf >= 0;
        } else {
            splitField(bytes, line);
        }
        head.lines.push_back(line);
        at = after;
    }
    head.bytes = bytes.first(at);
    return head;
}

std::vector<const HeadLine *> HttpHead::fields(const char *name) const
{
    std::vector<const HeadLine *> found;
    for (const HeadLine &line : lines)
        if (line.form == HeadLine::Form::Field &&
            text(line.name).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            found.push_back(&line);
    return found;
}

QByteArray HttpHead::joined(const char *name) const
{
    const std::vector<const HeadLine *> found = fields(name);
    if (found.empty())
        return {};
    QByteArray all(""); // there, be it empty
    for (const HeadLine *line : found)
        all += (line == found.front() ? QByteArray() : QByteArray(", ")) + text(line->value);
    return all;
}

bool HttpHead::lists(const char *name, const char *token) const
{
    const std::vector<QByteArray> items = splitList(joined(name));
    return std::any_of(items.begin(), items.end(), [token](const QByteArray &item) {
        return item.compare(token, Qt::CaseInsensitive) == 0;
    });
}

int HttpHead::status() const
{
    const QByteArray digits = isResponse ? startPart(1) : QByteArray();
    const bool isStatus = digits.size() == 3 && std::all_of(digits.begin(), digits.end(),
                                                            [](char c) { return c >= '0' && c <= '9'; });
    return isStatus ? digits.toInt() : 0;
}

bool HttpHead::asksForWebSocket() const
{
    return lists("Upgrade", "websocket") ||
           std::any_of(lines.begin(), lines.end(), [this](const HeadLine &line) {
               return line.form == HeadLine::Form::Field &&
                      text(line.name).toLower().startsWith("sec-websocket-");
           });
}

std::vector<QByteArray> splitList(const QByteArray &value)
{
    std::vector<QByteArray> items;
    for (const QByteArray &item : value.split(','))
        if (!item.trimmed().isEmpty())
            items.push_back(item.trimmed());
    return items;
}

} // namespace core
