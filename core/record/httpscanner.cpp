// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/httpscanner.h"

#include <QList>

#include <algorithm>
#include <cstring>
#include <optional>

namespace core {

namespace {

bool isTokenChar(char c) // RFC 9110 §5.6.2
{
    const auto u = static_cast<unsigned char>(c);
    return (u >= '0' && u <= '9') || (u >= 'A' && u <= 'Z') || (u >= 'a' && u <= 'z') ||
           (u != 0 && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr);
}

bool isControlChar(char c)
{
    const auto u = static_cast<unsigned char>(c);
    return u < 0x20 || u == 0x7f;
}

// Digits alone; a list of equal numbers counts once (RFC 9112 §6.3).
std::optional<quint64> contentLength(const HttpHead &head)
{
    const std::vector<QByteArray> values = splitList(head.joined("Content-Length"));
    const bool isOne =
        !values.empty() && std::all_of(values.begin(), values.end(), [&](const QByteArray &value) {
            return value == values.front() &&
                   std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        });
    bool isNumber = false;
    const quint64 number = isOne ? values.front().toULongLong(&isNumber) : 0;
    return isNumber ? std::optional(number) : std::nullopt;
}

} // namespace

std::size_t HttpScanner::feedHead(ByteSpan bytes)
{
    std::size_t used = 0;
    while (used < bytes.size() && m_part == Part::Head && m_status == Status::NeedMore)
        headByte(static_cast<char>(bytes[used++]));
    return used;
}

std::size_t HttpScanner::feed(ByteSpan bytes)
{
    std::size_t used = feedHead(bytes);
    while (used < bytes.size() && m_status == Status::NeedMore) {
        switch (m_part) {
        case Part::Head:
            break; // fed above
        case Part::Counted:
        case Part::ChunkData:
        case Part::ToEnd: {
            const quint64 there = bytes.size() - used;
            const quint64 take = m_part == Part::ToEnd ? there : std::min(there, m_left);
            used += take;
            m_left -= m_part == Part::ToEnd ? 0 : take;
            m_bodyLength += take;
            if (m_left == 0 && m_part == Part::Counted)
                m_status = Status::Done;
            else if (m_left == 0 && m_part == Part::ChunkData)
                m_part = Part::ChunkSize;
            break;
        }
        case Part::ChunkSize:
        case Part::Trailer:
            ++m_bodyLength;
            bodyLine(static_cast<char>(bytes[used++]));
            break;
        }
    }
    return used;
}

void HttpScanner::headByte(char c)
{
    static constexpr char responseStart[] = "HTTP/";
    m_head.append(c);
    const auto at = static_cast<std::size_t>(m_head.size()) - 1;
    if (m_firstLine) {
        const bool wrong = m_isResponse ? at < sizeof responseStart - 1 && c != responseStart[at]
                           : m_sawBlank ? isControlChar(c) && c != '\t' && c != '\r' && c != '\n'
                                        : !isTokenChar(c) && (at == 0 || (c != ' ' && c != '\t'));
        if (wrong) {
            m_status = Status::NotHttp;
            return;
        }
        m_sawBlank = m_sawBlank || c == ' ' || c == '\t';
    }
    if (c == '\n') {
        const QByteArrayView line = QByteArrayView(m_head).sliced(m_lineStart).chopped(1);
        const bool headEnds = !m_firstLine && (line.isEmpty() || line == "\r");
        m_firstLine = false;
        m_lineStart = m_head.size();
        if (headEnds) {
            headDone();
            return;
        }
    }
    if (m_head.size() >= static_cast<qsizetype>(m_headLimit))
        m_status = Status::HeadLimit;
}

void HttpScanner::headDone()
{
    const HttpHead parsed = head();
    const int status = parsed.status();
    const bool bodiless = m_isResponse && (status / 100 == 1 || status == 204 || status == 304);
    const std::optional<quint64> length = contentLength(parsed);
    const bool chunked = parsed.lists("Transfer-Encoding", "chunked");
    m_left = length.value_or(0);
    // Without a length a request has no body, and a response runs to the end of TCP.
    if (bodiless || (length && *length == 0 && !chunked) || (!length && !chunked && !m_isResponse))
        m_status = Status::Done;
    else if (chunked)
        m_part = Part::ChunkSize;
    else
        m_part = length ? Part::Counted : Part::ToEnd;
}

void HttpScanner::bodyLine(char c) // RFC 9112 §7.1
{
    if (c != '\n') {
        if (c != '\r' && m_line.size() < 256)
            m_line.append(c);
        return;
    }
    if (m_part == Part::Trailer) {
        if (m_line.isEmpty())
            m_status = Status::Done;
    } else if (!m_line.isEmpty()) { // the CRLF after a chunk's data is an empty line
        m_left = m_line.split(';').constFirst().trimmed().toULongLong(nullptr, 16);
        m_part = m_left == 0 ? Part::Trailer : Part::ChunkData;
    }
    m_line.clear();
}

} // namespace core
