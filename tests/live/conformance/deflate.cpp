// SPDX-License-Identifier: GPL-3.0-or-later
#include "deflate.h"

#include <algorithm>

namespace conformance {

namespace {

const char tail[] = {0, 0, '\xff', '\xff'};

// zlib's header has no const for the input pointer and never writes through it.
void setInput(z_stream &stream, QByteArray &bytes)
{
    stream.next_in = reinterpret_cast<Bytef *>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
}

} // namespace

MessageDeflater::MessageDeflater(DeflateTerms terms)
    : m_terms(terms)
{
    // zlib refuses 8 for raw deflate; with 9 it never reaches back further than 250 octets, which is within 8
    // bits. The fastest level: the peer is measured here, not the tester.
    deflateInit2(&m_stream, 1, Z_DEFLATED, -std::max(9, terms.windowBits), 8, Z_DEFAULT_STRATEGY);
}

MessageDeflater::~MessageDeflater() { deflateEnd(&m_stream); }

QByteArray MessageDeflater::deflated(const QByteArray &message)
{
    QByteArray input = message;
    QByteArray output(static_cast<qsizetype>(deflateBound(&m_stream, static_cast<uLong>(input.size()))) + 16,
                      Qt::Uninitialized);
    setInput(m_stream, input);
    qsizetype size = 0;
    do {
        if (size == output.size())
            output.resize(size + 1024);
        m_stream.next_out = reinterpret_cast<Bytef *>(output.data() + size);
        m_stream.avail_out = static_cast<uInt>(output.size() - size);
        deflate(&m_stream, Z_SYNC_FLUSH);
        size = output.size() - static_cast<qsizetype>(m_stream.avail_out);
    } while (m_stream.avail_out == 0);
    output.truncate(size - static_cast<qsizetype>(sizeof tail));
    if (m_terms.noTakeover)
        deflateReset(&m_stream);
    return output.isEmpty() ? QByteArray(1, '\0') : output;
}

MessageInflater::MessageInflater(DeflateTerms terms)
    : m_terms(terms)
{
    inflateInit2(&m_stream, -terms.windowBits);
}

MessageInflater::~MessageInflater() { inflateEnd(&m_stream); }

void MessageInflater::restart()
{
    uInt size = 32'768;
    QByteArray window(static_cast<qsizetype>(size), Qt::Uninitialized);
    auto *data = reinterpret_cast<Bytef *>(window.data());
    inflateGetDictionary(&m_stream, data, &size);
    inflateReset(&m_stream);
    inflateSetDictionary(&m_stream, data, size);
}

bool MessageInflater::inflate(QByteArray payload, QByteArray &message, qsizetype limit)
{
    payload.append(tail, sizeof tail);
    setInput(m_stream, payload);
    message.clear();
    // zlib does not look at the window inside one piece of output, so a small window needs small pieces.
    const qsizetype piece = m_terms.windowBits < 15 ? qsizetype(1) << (m_terms.windowBits - 2) : 65'536;
    QByteArray output(piece, Qt::Uninitialized);
    bool final = false;
    for (;;) {
        m_stream.next_out = reinterpret_cast<Bytef *>(output.data());
        m_stream.avail_out = static_cast<uInt>(piece);
        const int result = ::inflate(&m_stream, Z_SYNC_FLUSH);
        message.append(output.constData(), piece - static_cast<qsizetype>(m_stream.avail_out));
        if (message.size() > limit || (result != Z_OK && result != Z_BUF_ERROR && result != Z_STREAM_END))
            return false;
        if (result == Z_STREAM_END) {
            restart(); // a block with BFINAL: another may follow, with the same window (RFC 7692 §7.2.3.4)
            final = true;
        }
        if (m_stream.avail_in == 0 && m_stream.avail_out != 0)
            break;
        if (result == Z_BUF_ERROR)
            return false;
    }
    if (m_terms.noTakeover)
        inflateReset(&m_stream);
    else if (final)
        restart(); // the tail after a last block is the beginning of a header that nobody finishes
    return true;
}

} // namespace conformance
