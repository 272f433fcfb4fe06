// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/referee/extensionjudge.h"

#include "core/referee/headvalues.h"

#include <QList>

#include <algorithm>
#include <array>
#include <set>

namespace core {

namespace {

constexpr char headerName[] = "Sec-WebSocket-Extensions";

// RFC 6455 §11.4, the registry as of 2026-01-12.
constexpr std::array<const char *, 2> registered = {"permessage-deflate", "bbf-usp-protocol"};

std::string_view headerField(const HandshakeBench &bench)
{
    return bench.head().isResponse ? "http.response.extensions" : "http.request.extensions";
}

QByteArray unescaped(const QByteArray &quoted) // RFC 9110 §5.6.4
{
    QByteArray out("");
    for (qsizetype i = 1; i + 1 < quoted.size(); ++i) {
        if (quoted[i] == '\\' && i + 2 < quoted.size())
            ++i;
        out += quoted[i];
    }
    return out;
}

} // namespace

ExtensionPlaces::ExtensionPlaces(const HandshakeBench &bench)
    : m_bench(bench)
{
    for (const Field *field : findFields(bench.tree(), "http.extension"))
        m_extensions.push_back({field, findFields(*field, "http.extension.parameter")});
    const auto lines = bench.head().fields(headerName);
    if (!lines.empty())
        m_value = bitsOf(placeOf(*lines.front()));
}

BitSpan ExtensionPlaces::extension(std::size_t index) const
{
    return index < m_extensions.size() ? m_extensions[index].extension->span : m_value;
}

BitSpan ExtensionPlaces::name(std::size_t index) const
{
    const Field *const field = index < m_extensions.size()
                                   ? findField(*m_extensions[index].extension, "http.extension.name")
                                   : nullptr;
    return field != nullptr ? field->span : extension(index);
}

BitSpan ExtensionPlaces::parameter(std::size_t index, std::size_t number) const
{
    if (index < m_extensions.size() && number < m_extensions[index].parameters.size())
        return m_extensions[index].parameters[number]->span;
    return extension(index);
}

BitSpan ExtensionPlaces::quoted(const QByteArray &value) const
{
    for (const Field *field : findFields(m_bench.tree(), "http.extension.parameter.value")) {
        const QByteArray text = m_bench.text(field->span);
        if (text.startsWith('"') && unescaped(text) == value)
            return field->span;
    }
    return m_value;
}

BitSpan ExtensionPlaces::lineOf(qsizetype offset) const
{
    for (const HeadValue &value : valuesOf(m_bench.head(), headerName)) {
        if (offset <= value.text.size())
            return bitsOf(placeOf(*value.line));
        offset -= value.text.size() + 2; // ", "
    }
    return m_value;
}

void judgeOfferedExtensions(HandshakeBench &bench)
{
    const QByteArray value = joinedValues(bench.head(), headerName);
    if (value.isNull())
        return;
    const ExtensionPlaces places(bench);
    const ExtensionList list = readExtensions(value);
    if (list.fault)
        bench.brokenAt("REQ-22", headerField(bench), places.lineOf(*list.fault), {}, value);
    if (list.badQuotedValue)
        bench.brokenAt("REQ-23", "http.extension.parameter.value", places.quoted(*list.badQuotedValue), {},
                       *list.badQuotedValue);
    std::set<QByteArray> said;
    for (std::size_t i = 0; i < list.extensions.size(); ++i) {
        const QByteArray &name = list.extensions[i].name;
        const bool isRegistered = std::find(registered.begin(), registered.end(), name) != registered.end();
        if (!isRegistered && said.insert(name).second)
            bench.brokenAt("REQ-24", "http.extension.name", places.name(i), {}, name);
    }
}

// RSP-12: several lines are legal here as they are in a request (erratum 3433).
void judgeAnsweredExtensions(HandshakeBench &bench, const HttpHead &request)
{
    const QByteArray value = joinedValues(bench.head(), headerName);
    if (value.isNull())
        return;
    const ExtensionPlaces places(bench);
    const ExtensionList list = readExtensions(value);
    if (!request.lines.empty()) {
        std::set<QByteArray> offered; // read without the grammar: a fault in it is the client's alone
        for (const QByteArray &item : splitList(joinedValues(request, headerName)))
            offered.insert(item.split(';').constFirst().trimmed());
        for (std::size_t i = 0; i < list.extensions.size(); ++i)
            bench.checkAt("RSP-10", offered.contains(list.extensions[i].name), headerField(bench),
                          places.extension(i), request.joined(headerName), bench.text(places.extension(i)));
    }
    if (!list.isValid())
        bench.brokenAt("RSP-11", headerField(bench),
                       list.fault ? places.lineOf(*list.fault) : places.quoted(*list.badQuotedValue), {},
                       value);
}

} // namespace core
