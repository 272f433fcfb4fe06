// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/annotate/httpvalues.h"

namespace core {

namespace {

enum class Shape : quint8 { Plain, Tokens, Subprotocols, Extensions, Base64 };

struct KnownHeader
{
    const char *name;
    std::string_view id;
    std::string_view text;    // Base64 only: the id of the characters that carry the bytes
    std::string_view padding; // Base64 only
    bool inResponse;
    Shape shape;
};

constexpr KnownHeader known[] = {
    {"Host", "http.request.host", {}, {}, false, Shape::Plain},
    {"Upgrade", "http.request.upgrade", {}, {}, false, Shape::Tokens},
    {"Connection", "http.request.connection", {}, {}, false, Shape::Tokens},
    {"Sec-WebSocket-Key", "http.request.key", "http.request.key.text", "http.request.key.padding", false,
     Shape::Base64},
    {"Sec-WebSocket-Version", "http.request.version", {}, {}, false, Shape::Plain},
    {"Origin", "http.request.origin", {}, {}, false, Shape::Plain},
    {"Sec-WebSocket-Protocol", "http.request.protocol", {}, {}, false, Shape::Subprotocols},
    {"Sec-WebSocket-Extensions", "http.request.extensions", {}, {}, false, Shape::Extensions},
    {"Upgrade", "http.response.upgrade", {}, {}, true, Shape::Tokens},
    {"Connection", "http.response.connection", {}, {}, true, Shape::Tokens},
    {"Sec-WebSocket-Accept", "http.response.accept", "http.response.accept.text",
     "http.response.accept.padding", true, Shape::Base64},
    {"Sec-WebSocket-Protocol", "http.response.protocol", {}, {}, true, Shape::Subprotocols},
    {"Sec-WebSocket-Extensions", "http.response.extensions", {}, {}, true, Shape::Extensions},
    {"Sec-WebSocket-Version", "http.response.version", {}, {}, true, Shape::Tokens},
    {"Server", "http.response.server", {}, {}, true, Shape::Plain},
    {"Date", "http.response.date", {}, {}, true, Shape::Plain},
};

Field leaf(std::string_view id, quint64 firstByte, quint64 bytes)
{
    return {.id = id,
            .span = byteRange(firstByte, bytes),
            .kind = ValueKind::Literal,
            .source = {},
            .children = {}};
}

bool isBlank(char c) { return c == ' ' || c == '\t'; }

/// Cuts text into separators and words. In double quotes separators count as text, and a backslash takes the
/// next character as it is (RFC 9110 §5.6.4).
class Words
{
public:
    Words(const QByteArray &text, quint64 firstByte)
        : m_text(text)
        , m_first(firstByte)
    {}

    struct Word
    {
        char separator; // ',' ';' '=' ' ' or 0 for text
        quint64 firstByte;
        quint64 bytes;
    };

    std::vector<Word> cut(const char *separators) const
    {
        std::vector<Word> words;
        bool quoted = false;
        bool escaped = false;
        for (qsizetype i = 0; i < m_text.size(); ++i) {
            const char c = m_text[i];
            const bool isSeparator =
                !quoted && (isBlank(c) || std::string_view(separators).find(c) != std::string_view::npos);
            const char separator = !isSeparator ? '\0' : isBlank(c) ? ' ' : c;
            const bool joins =
                !words.empty() && words.back().separator == separator && (separator == 0 || separator == ' ');
            if (joins)
                ++words.back().bytes;
            else
                words.push_back({separator, m_first + static_cast<quint64>(i), 1});
            if (c == '"' && !escaped)
                quoted = !quoted;
            escaped = quoted && c == '\\' && !escaped;
        }
        return words;
    }

private:
    const QByteArray &m_text;
    quint64 m_first;
};

std::string_view separatorId(char separator)
{
    return separator == ','   ? "http.comma"
           : separator == ';' ? "http.semicolon"
           : separator == '=' ? "http.equals"
                              : "http.ows";
}

std::vector<Field> listOf(std::string_view itemId, const QByteArray &value, quint64 firstByte)
{
    std::vector<Field> children;
    for (const auto &word : Words(value, firstByte).cut(","))
        children.push_back(
            leaf(word.separator == 0 ? itemId : separatorId(word.separator), word.firstByte, word.bytes));
    return children;
}

void extend(Field &parent, Field child)
{
    if (parent.children.empty())
        parent.span.bit = child.span.bit;
    parent.span.bits = child.span.end() - parent.span.bit;
    parent.children.push_back(std::move(child));
}

Field group(std::string_view id)
{
    return {.id = id, .span = {}, .kind = ValueKind::None, .source = {}, .children = {}};
}

// RFC 6455 §9.1: extension *( ";" parameter ), parameters name[=value], several extensions with commas.
// White space at the end of an extension or a parameter belongs to what surrounds it.
std::vector<Field> extensionsOf(const QByteArray &value, quint64 firstByte)
{
    Field list = group({});
    Field extension = group("http.extension");
    Field parameter = group("http.extension.parameter");
    std::vector<Field> blanks; // not yet known to whom they belong
    const auto flushTo = [&blanks](Field &owner) {
        for (Field &blank : blanks)
            extend(owner, std::move(blank));
        blanks.clear();
    };
    const auto closeParameter = [&] {
        if (!parameter.children.empty())
            extend(extension, std::move(parameter));
        parameter = group("http.extension.parameter");
    };
    const auto closeExtension = [&] {
        closeParameter();
        if (!extension.children.empty())
            extend(list, std::move(extension));
        extension = group("http.extension");
        flushTo(list);
    };

    for (const auto &word : Words(value, firstByte).cut(",;=")) {
        const Field piece = leaf(separatorId(word.separator), word.firstByte, word.bytes);
        if (word.separator == ' ') {
            blanks.push_back(piece);
        } else if (word.separator == ',') {
            closeExtension();
            extend(list, piece);
        } else if (word.separator == ';') {
            closeParameter();
            flushTo(extension);
            extend(extension, piece);
        } else if (word.separator == '=') {
            flushTo(parameter.children.empty() ? extension : parameter);
            extend(parameter.children.empty() ? extension : parameter, piece);
        } else if (extension.children.empty()) {
            flushTo(list);
            extend(extension, leaf("http.extension.name", word.firstByte, word.bytes));
        } else if (parameter.children.empty()) {
            flushTo(extension);
            extend(parameter, leaf("http.extension.parameter.name", word.firstByte, word.bytes));
        } else {
            flushTo(parameter);
            extend(parameter, leaf("http.extension.parameter.value", word.firstByte, word.bytes));
        }
    }
    closeExtension();
    return std::move(list.children);
}

std::vector<Field> base64Of(const KnownHeader &header, const QByteArray &value, quint64 firstByte)
{
    qsizetype text = value.size();
    while (text > 0 && value[text - 1] == '=')
        --text;
    if (text == 0 || text == value.size())
        return {};
    return {leaf(header.text, firstByte, static_cast<quint64>(text)),
            leaf(header.padding, firstByte + static_cast<quint64>(text),
                 static_cast<quint64>(value.size() - text))};
}

} // namespace

Field headerValue(const QByteArray &name, const QByteArray &value, quint64 firstByte, bool isResponse)
{
    Field field = leaf("http.header.value", firstByte, static_cast<quint64>(value.size()));
    for (const KnownHeader &header : known) {
        if (header.inResponse != isResponse || name.compare(header.name, Qt::CaseInsensitive) != 0)
            continue;
        field.id = header.id;
        switch (header.shape) {
        case Shape::Plain:
            break;
        case Shape::Tokens:
            field.children = listOf("http.token", value, firstByte);
            break;
        case Shape::Subprotocols:
            field.children = listOf("http.subprotocol", value, firstByte);
            break;
        case Shape::Extensions:
            field.children = extensionsOf(value, firstByte);
            break;
        case Shape::Base64:
            field.children = base64Of(header, value, firstByte);
            break;
        }
        // One token alone is the value itself; a level more would say nothing.
        if (field.children.size() == 1 && field.children.front().isLeaf())
            field.children.clear();
    }
    return field;
}

} // namespace core
