// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"

#include <vector>

namespace core {

/// A stretch of a head, in bytes from its start.
struct HeadRange
{
    quint32 offset = 0;
    quint32 length = 0;

    quint32 end() const { return offset + length; }
};

/// One line of a head, its parts side by side without a gap (RFC 9112 §2.1, §5).
struct HeadLine
{
    enum class Form : quint8 {
        Start,     // request line or status line: three parts
        Field,     // name: value
        Fold,      // begins with white space: an obsolete continuation (RFC 9112 §5.2)
        Malformed, // no colon
        Empty,     // ends the head
    };

    Form form = Form::Field;
    HeadRange text;          // without the line end
    HeadRange lineEnd;       // CRLF, a bare LF, or nothing where the bytes stop here
    HeadRange parts[3];      // Start only: method, target, version, or version, status, reason
    HeadRange spaces[2];     // Start only
    HeadRange name;          // Field only; white space before the colon belongs to it
    HeadRange leadingSpace;  // Field only, after the colon
    HeadRange value;         // Field only
    HeadRange trailingSpace; // Field only

    HeadRange all() const { return {text.offset, text.length + lineEnd.length}; }
};

/// The head of a request or a response, as it stands: nothing is mended and nothing is refused.
struct HttpHead
{
    QByteArray bytes;
    bool isResponse = false;
    bool complete = false; // the empty line has come
    std::vector<HeadLine> lines;

    QByteArray text(HeadRange range) const
    {
        return bytes.mid(static_cast<qsizetype>(range.offset), static_cast<qsizetype>(range.length));
    }
    QByteArray startPart(int part) const
    {
        return lines.empty() ? QByteArray() : text(lines.front().parts[part]);
    }

    /// The lines of a field, by name without regard to case.
    std::vector<const HeadLine *> fields(const char *name) const;

    /// The values of a field joined by commas (RFC 9110 §5.3); null where there is none.
    QByteArray joined(const char *name) const;

    /// Whether the comma-separated field lists `token`, without regard to case.
    bool lists(const char *name, const char *token) const;

    /// An HTTP status; 0 where there is none.
    int status() const;

    /// An opening handshake by its fields: Upgrade: websocket, or any Sec-WebSocket-* field.
    bool asksForWebSocket() const;
};

/// Reads the head at the start of `bytes`, up to its empty line or to where the bytes stop.
HttpHead readHttpHead(const QByteArray &bytes, bool isResponse);

/// The items of a comma-separated list, trimmed, empty ones left out.
std::vector<QByteArray> splitList(const QByteArray &value);

} // namespace core
