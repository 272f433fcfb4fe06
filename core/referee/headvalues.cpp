// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/referee/headvalues.h"

#include <algorithm>

namespace core {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isLower(char c) { return c >= 'a' && c <= 'z'; }

bool isAmong(const char *set, char c) { return std::string_view(set).find(c) != std::string_view::npos; }

// Not QByteArray::trimmed(), which takes other control characters for space too.
QByteArray withoutBlanks(const QByteArray &text)
{
    qsizetype from = 0;
    qsizetype to = text.size();
    while (from < to && isAmong(" \t", text[from]))
        ++from;
    while (to > from && isAmong(" \t", text[to - 1]))
        --to;
    return text.mid(from, to - from);
}

bool isScheme(const QByteArray &text)
{
    return !text.isEmpty() && isLower(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
        return isLower(c) || isDigit(c) || isAmong("+-.", c);
    });
}

// RFC 3986 §3.2.2, in lower case. file:// and the like have none.
bool isHost(const QByteArray &host, const QByteArray &scheme)
{
    if (host.isEmpty())
        return scheme != "http" && scheme != "https";
    if (host.startsWith('['))
        return host.size() > 2 && host.endsWith(']') &&
               std::all_of(host.begin() + 1, host.end() - 1,
                           [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || isAmong(":.", c); });
    return std::all_of(host.begin(), host.end(),
                       [](char c) { return isLower(c) || isDigit(c) || isAmong("-._~!$&'()*+,;=%", c); });
}

bool isPort(const QByteArray &port, const QByteArray &scheme)
{
    const bool isNumber = !port.isEmpty() && port.size() <= 5 && port.front() != '0' &&
                          std::all_of(port.begin(), port.end(), isDigit) && port.toInt() <= 65535;
    const bool isDefault = (scheme == "http" && port == "80") || (scheme == "https" && port == "443");
    return isNumber && !isDefault;
}

} // namespace

std::vector<HeadValue> valuesOf(const HttpHead &head, const char *name)
{
    std::vector<HeadValue> values;
    for (const HeadLine *line : head.fields(name)) {
        HeadValue value{line, head.text(line->value)};
        const HeadLine *const end = head.lines.data() + head.lines.size();
        for (const HeadLine *next = line + 1; next != end && next->form == HeadLine::Form::Fold; ++next)
            value.text += ' ' + withoutBlanks(head.text(next->text));
        value.text = withoutBlanks(value.text);
        values.push_back(std::move(value));
    }
    return values;
}

QByteArray joinedValues(const HttpHead &head, const char *name)
{
    const std::vector<HeadValue> values = valuesOf(head, name);
    if (values.empty())
        return {};
    QByteArray all(""); // there, be it empty
    for (std::size_t i = 0; i < values.size(); ++i)
        all += (i == 0 ? QByteArray() : QByteArray(", ")) + values[i].text;
    return all;
}

HeadRange placeOf(const HeadLine &line) { return line.value.length > 0 ? line.value : line.all(); }

std::vector<ListElement> elementsOf(const QByteArray &value)
{
    std::vector<ListElement> elements;
    qsizetype from = 0;
    while (from <= value.size()) {
        const qsizetype comma = value.indexOf(',', from);
        const qsizetype to = comma < 0 ? value.size() : comma;
        qsizetype at = from;
        while (at < to && isAmong(" \t", value[at]))
            ++at;
        elements.push_back({withoutBlanks(value.mid(from, to - from)), at});
        from = to + 1;
    }
    return elements;
}

bool isToken(const QByteArray &text) // RFC 9110 §5.6.2; the same set as in RFC 2616 §2.2
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return isLower(c) || isDigit(c) || (c >= 'A' && c <= 'Z') || isAmong("!#$%&'*+-.^_`|~", c);
    });
}

bool isSerialisedOrigin(const QByteArray &text)
{
    if (text == "null")
        return true;
    const qsizetype mark = text.indexOf("://");
    if (mark < 0)
        return false;
    const QByteArray scheme = text.first(mark);
    const QByteArray rest = text.mid(mark + 3);
    const qsizetype colon = rest.indexOf(':', std::max<qsizetype>(0, rest.lastIndexOf(']')));
    const QByteArray host = colon < 0 ? rest : rest.first(colon);
    return isScheme(scheme) && isHost(host, scheme) &&
           (colon < 0 || (!host.isEmpty() && isPort(rest.mid(colon + 1), scheme)));
}

} // namespace core
