// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/extension.h"

#include <algorithm>
#include <cstring>

namespace core {

namespace {

bool isTokenChar(char c) // RFC 9110 §5.6.2; the same set as in RFC 2616 §2.2
{
    const bool isAlphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return isAlphanumeric || (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr);
}

bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

bool isQuotable(char c) // RFC 9110 §5.6.4, obs-text included
{
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7f);
}

class ListReader
{
public:
    explicit ListReader(const QByteArray &text)
        : m_text(text)
    {}

    ExtensionList read();

private:
    bool readExtension(Extension &extension);
    bool readParameter(ExtensionParameter &parameter);
    std::optional<QByteArray> readToken();
    std::optional<QByteArray> readQuoted();

    bool isAtEnd() const { return m_at == m_text.size(); }
    void skipBlanks();
    bool take(char c); // with the white space around it

    const QByteArray &m_text;
    qsizetype m_at = 0;
    std::optional<QByteArray> m_badQuotedValue;
};

void ListReader::skipBlanks()
{
    while (!isAtEnd() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
        ++m_at;
}

bool ListReader::take(char c)
{
    skipBlanks();
    if (isAtEnd() || m_text[m_at] != c)
        return false;
    ++m_at;
    skipBlanks();
    return true;
}

std::optional<QByteArray> ListReader::readToken()
{
    const qsizetype from = m_at;
    while (!isAtEnd() && isTokenChar(m_text[m_at]))
        ++m_at;
    if (m_at == from)
        return std::nullopt;
    return m_text.mid(from, m_at - from);
}

std::optional<QByteArray> ListReader::readQuoted()
{
    QByteArray value("");
    for (++m_at; !isAtEnd() && isQuotable(m_text[m_at]); ++m_at) {
        if (m_text[m_at] == '"') {
            ++m_at;
            return value;
        }
        if (m_text[m_at] == '\\' && (++m_at == m_text.size() || !isQuotable(m_text[m_at])))
            return std::nullopt;
        value += m_text[m_at];
    }
    return std::nullopt;
}

bool ListReader::readParameter(ExtensionParameter &parameter)
{
    const std::optional<QByteArray> name = readToken();
    if (!name)
        return false;
    parameter.name = *name;
    if (!take('='))
        return true;
    const bool isQuoted = !isAtEnd() && m_text[m_at] == '"';
    parameter.value = isQuoted ? readQuoted() : readToken();
    if (isQuoted && parameter.value && !isToken(*parameter.value) && !m_badQuotedValue)
        m_badQuotedValue = parameter.value;
    return parameter.value.has_value();
}

bool ListReader::readExtension(Extension &extension)
{
    const std::optional<QByteArray> name = readToken();
    if (!name)
        return false;
    extension.name = *name;
    while (take(';')) {
        ExtensionParameter parameter;
        if (!readParameter(parameter))
            return false;
        extension.parameters.push_back(parameter);
    }
    return isAtEnd() || m_text[m_at] == ',';
}

// RFC 2616 §2.1: a list may have empty elements, but those of 1# must not all be empty.
ExtensionList ListReader::read()
{
    ExtensionList list;
    for (;;) {
        while (take(','))
            continue;
        if (isAtEnd() && !list.extensions.empty())
            break;
        Extension extension;
        if (!readExtension(extension)) {
            list.fault = m_at;
            break;
        }
        list.extensions.push_back(extension);
    }
    list.badQuotedValue = m_badQuotedValue;
    return list;
}

QByteArray quoted(const QByteArray &value)
{
    QByteArray out("\"");
    for (const char c : value) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

} // namespace

ExtensionList readExtensions(const QByteArray &value) { return ListReader(value).read(); }

QByteArray writeExtension(const Extension &extension)
{
    QByteArray out = extension.name;
    for (const ExtensionParameter &parameter : extension.parameters) {
        out += "; " + parameter.name;
        if (parameter.value)
            out += '=' + (isToken(*parameter.value) ? *parameter.value : quoted(*parameter.value));
    }
    return out;
}

} // namespace core
