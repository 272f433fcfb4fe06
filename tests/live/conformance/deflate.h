// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <zlib.h>

// permessage-deflate by plain zlib (RFC 7692 §7.2), one object for each direction.
namespace conformance {

struct DeflateTerms
{
    int windowBits = 15;
    bool noTakeover = false;
};

class MessageDeflater
{
public:
    explicit MessageDeflater(DeflateTerms terms);
    ~MessageDeflater();
    Q_DISABLE_COPY_MOVE(MessageDeflater)

    QByteArray deflated(const QByteArray &message);

private:
    z_stream m_stream = {};
    DeflateTerms m_terms;
};

class MessageInflater
{
public:
    explicit MessageInflater(DeflateTerms terms);
    ~MessageInflater();
    Q_DISABLE_COPY_MOVE(MessageInflater)

    // False where the octets are no DEFLATE, reach back further than the terms allow, or exceed `limit`.
    bool inflate(QByteArray payload, QByteArray &message, qsizetype limit);

private:
    void restart();

    z_stream m_stream = {};
    DeflateTerms m_terms;
};

} // namespace conformance
