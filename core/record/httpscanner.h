// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/httphead.h"
#include "core/protocol/limits.h"

namespace core {

/// Finds where one HTTP/1.1 message ends: head, then body by Content-Length, chunked, or to the end of TCP
/// (RFC 9112 §6.3). Needs more, is done, or says that this is not HTTP; it never looks back over the stream.
class HttpScanner
{
public:
    enum class Status : quint8 { NeedMore, Done, NotHttp, HeadLimit };

    explicit HttpScanner(bool isResponse, quint32 headLimit = Limits().headerBlock)
        : m_headLimit(headLimit)
        , m_isResponse(isResponse)
    {}

    /// Consumes bytes up to the end of the message; returns how many.
    std::size_t feed(ByteSpan bytes);
    /// The same up to the end of the head.
    std::size_t feedHead(ByteSpan bytes);

    Status status() const { return m_status; }
    quint32 headLength() const { return static_cast<quint32>(m_head.size()); }
    quint64 bodyLength() const { return m_bodyLength; }

    /// The head, once the body has begun or the message is done.
    HttpHead head() const { return readHttpHead(m_head, m_isResponse); }
    bool hasHead() const { return m_part != Part::Head || m_status == Status::Done; }
    bool endsWithTcp() const { return m_part == Part::ToEnd; }

private:
    enum class Part : quint8 { Head, Counted, ChunkSize, ChunkData, Trailer, ToEnd };

    void headByte(char c);
    void headDone();
    void bodyLine(char c);

    QByteArray m_head;
    QByteArray m_line; // of the chunked coding
    quint64 m_bodyLength = 0;
    quint64 m_left = 0;  // bytes of the body or of the chunk still to come
    quint32 m_headLimit; // bytes
    bool m_isResponse;
    bool m_sawBlank = false;   // in the request line, after the method
    qsizetype m_lineStart = 0; // of the head's current line
    bool m_firstLine = true;
    Part m_part = Part::Head;
    Status m_status = Status::NeedMore;
};

} // namespace core
