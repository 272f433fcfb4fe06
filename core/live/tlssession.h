// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/labcontrol.h"
#include "core/live/certificate.h"

#include <memory>
#include <optional>

struct ssl_st;
struct ssl_ctx_st;
struct x509_store_ctx_st;

namespace live {

/// One end of TLS without a socket: bytes of the peer go in, what is inside them and bytes for the peer come
/// out. TLS 1.2 and later; OpenSSL does the work.
class TlsSession
{
public:
    /// Whom a client believes.
    struct Trust
    {
        QString host;                                   // a name, which is sent as SNI, or an address
        std::shared_ptr<const Certificate> certificate; // this one alone; none: what the system trusts
        bool goesOn = false; // where the certificate cannot be verified; unverified() says so then
    };

    explicit TlsSession(std::shared_ptr<const Certificate> own); // a server
    explicit TlsSession(const Trust &trust);                     // a client
    TlsSession(const TlsSession &) = delete;
    TlsSession &operator=(const TlsSession &) = delete;

    /// A client's hello.
    void start() { advance(); }
    void receive(const QByteArray &cipher);
    /// Once it is open.
    void write(const QByteArray &plain);
    /// close_notify. The other direction stays open (RFC 8446 §6.1).
    void end();

    QByteArray takeCipher(); // for the peer
    QByteArray takePlain();  // from the peer

    bool isOpen() const { return m_open; }
    bool hasEnded() const { return m_ended; } // the peer has sent close_notify
    bool hasFailed() const { return m_failed; }
    QString problem() const { return m_problem; } // then OpenSSL's words
    /// What the certificate lacks. Its host is the trust's.
    const std::optional<core::Unverified> &unverified() const { return m_unverified; }

private:
    void build(const void *method);
    void advance();
    void read();
    void check(int result);
    void setHost(const QString &host);
    static int verified(int isFine, x509_store_ctx_st *context);
    void noteError(x509_store_ctx_st *context);

    Trust m_trust;
    std::shared_ptr<const Certificate> m_own;
    std::shared_ptr<ssl_ctx_st> m_context;
    std::shared_ptr<ssl_st> m_ssl;
    QByteArray m_plain;
    QString m_problem;
    std::optional<core::Unverified> m_unverified;
    bool m_open = false;
    bool m_ended = false;
    bool m_failed = false;
};

} // namespace live
