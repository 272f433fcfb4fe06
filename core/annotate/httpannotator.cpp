// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/annotate/annotate.h"
#include "core/annotate/httpvalues.h"

#include "core/protocol/httphead.h"

namespace core {

namespace {

/// Adds fields for ranges of a head; empty ranges leave no field.
class Tiles
{
public:
    explicit Tiles(Field &parent)
        : m_parent(parent)
    {}

    void add(std::string_view id, HeadRange range)
    {
        if (range.length > 0)
            m_parent.children.push_back({.id = id,
                                         .span = byteRange(range.offset, range.length),
                                         .kind = ValueKind::Literal,
                                         .source = {},
                                         .children = {}});
    }
    void add(Field field)
    {
        if (field.span.bits > 0)
            m_parent.children.push_back(std::move(field));
    }

private:
    Field &m_parent;
};

Field groupOver(std::string_view id, HeadRange range)
{
    return {.id = id,
            .span = byteRange(range.offset, range.length),
            .kind = ValueKind::None,
            .source = {},
            .children = {}};
}

Field startLine(const HttpHead &head, const HeadLine &line)
{
    static constexpr std::string_view request[] = {"http.request.method", "http.request.target",
                                                   "http.request.http-version"};
    static constexpr std::string_view response[] = {"http.response.http-version", "http.response.status",
                                                    "http.response.reason"};
    const auto &ids = head.isResponse ? response : request;
    Field field = groupOver(head.isResponse ? "http.response.line" : "http.request.line", line.all());
    Tiles tiles(field);
    tiles.add(ids[0], line.parts[0]);
    tiles.add("http.space", line.spaces[0]);
    tiles.add(ids[1], line.parts[1]);
    tiles.add("http.space", line.spaces[1]);
    tiles.add(ids[2], line.parts[2]);
    tiles.add("http.crlf", line.lineEnd);
    return field;
}

Field headerLine(const HttpHead &head, const HeadLine &line)
{
    Field field = groupOver("http.header", line.all());
    Tiles tiles(field);
    if (line.form == HeadLine::Form::Field) {
        tiles.add("http.header.name", line.name);
        tiles.add("http.colon", {line.name.end(), 1});
        tiles.add("http.ows", line.leadingSpace);
        tiles.add(headerValue(head.text(line.name).trimmed(), head.text(line.value), line.value.offset,
                              head.isResponse));
        tiles.add("http.ows", line.trailingSpace);
    } else {
        tiles.add(line.form == HeadLine::Form::Fold ? "http.header.fold" : "http.header.malformed",
                  line.text);
    }
    tiles.add("http.crlf", line.lineEnd);
    return field;
}

} // namespace

Field annotateHttp(ByteSpan bytes, quint32 headLength, bool isResponse)
{
    const HttpHead head = readHttpHead(toByteArray(bytes.first(headLength)), isResponse);
    Field root{.id = isResponse ? "http.response" : "http.request",
               .span = byteRange(0, bytes.size()),
               .kind = ValueKind::None,
               .source = {},
               .children = {}};
    Field headers = groupOver("http.headers", {});
    for (const HeadLine &line : head.lines) {
        if (line.form == HeadLine::Form::Start) {
            root.children.push_back(startLine(head, line));
        } else if (line.form != HeadLine::Form::Empty) {
            if (headers.children.empty())
                headers.span = byteRange(line.text.offset, 0);
            headers.children.push_back(headerLine(head, line));
            headers.span.bits += headers.children.back().span.bits;
        }
    }
    Tiles tiles(root);
    tiles.add(std::move(headers));
    if (!head.lines.empty() && head.lines.back().form == HeadLine::Form::Empty)
        tiles.add("http.end", head.lines.back().all());
    if (bytes.size() > headLength)
        root.children.push_back({.id = "http.body",
                                 .span = byteRange(headLength, bytes.size() - headLength),
                                 .kind = ValueKind::Bytes,
                                 .source = {},
                                 .children = {}});
    return root;
}

} // namespace core
