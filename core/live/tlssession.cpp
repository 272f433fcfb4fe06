// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/tlssession.h"

#include <QHostAddress>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

namespace live {

namespace {

constexpr int readSize = 16 * 1024; // what one record holds at most
constexpr unsigned char protocols[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'}; // RFC 7301 §3.1

int chooseProtocol(SSL *, const unsigned char **chosen, unsigned char *length, const unsigned char *offered,
                   unsigned int offeredLength, void *)
{
    unsigned char *found = nullptr;
    const int outcome =
        SSL_select_next_proto(&found, length, protocols, sizeof protocols, offered, offeredLength);
    *chosen = found;
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

const char *kindOf(int error)
{
    struct Row
    {
        int error;
        const char *kind;
    };
    static constexpr Row rows[] = {
        {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, "self-signed"},
        {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, "issuer"},
        {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, "issuer"},
        {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, "issuer"},
        {X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, "issuer"},
        {X509_V_ERR_CERT_UNTRUSTED, "issuer"},
        {X509_V_ERR_CERT_HAS_EXPIRED, "expired"},
        {X509_V_ERR_CERT_NOT_YET_VALID, "early"},
        {X509_V_ERR_HOSTNAME_MISMATCH, "host"},
        {X509_V_ERR_IP_ADDRESS_MISMATCH, "host"},
    };
    const auto *const row =
        std::find_if(std::begin(rows), std::end(rows), [error](const Row &r) { return r.error == error; });
    return row == std::end(rows) ? "other" : row->kind;
}

QString subjectOf(X509 *certificate)
{
    if (certificate == nullptr)
        return {};
    BIO *const memory = BIO_new(BIO_s_mem());
    X509_NAME_print_ex(memory, X509_get_subject_name(certificate), 0,
                       XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    const QString name = QString::fromUtf8(data, size).simplified();
    BIO_free(memory);
    return name;
}

} // namespace

TlsSession::TlsSession(std::shared_ptr<const Certificate> own)
    : m_own(std::move(own))
{
    build(TLS_server_method());
    SSL_CTX_set_num_tickets(m_context.get(), 0); // nothing is resumed here
    SSL_CTX_set_alpn_select_cb(m_context.get(), chooseProtocol, nullptr);
    SSL_use_certificate(m_ssl.get(), m_own->handle());
    SSL_use_PrivateKey(m_ssl.get(), m_own->key());
    SSL_set_accept_state(m_ssl.get());
}

TlsSession::TlsSession(const Trust &trust)
    : m_trust(trust)
{
    build(TLS_client_method());
    if (trust.certificate)
        X509_STORE_add_cert(SSL_CTX_get_cert_store(m_context.get()), trust.certificate->handle());
    else
        SSL_CTX_set_default_verify_paths(m_context.get());
    SSL_set_verify(m_ssl.get(), SSL_VERIFY_PEER, &TlsSession::verified);
    SSL_set_alpn_protos(m_ssl.get(), protocols, sizeof protocols);
    setHost(trust.host);
    SSL_set_connect_state(m_ssl.get());
}

void TlsSession::build(const void *method)
{
    m_context.reset(SSL_CTX_new(static_cast<const SSL_METHOD *>(method)), SSL_CTX_free);
    SSL_CTX_set_min_proto_version(m_context.get(), TLS1_2_VERSION);
    m_ssl.reset(SSL_new(m_context.get()), SSL_free);
    SSL_set_bio(m_ssl.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_app_data(m_ssl.get(), this);
}

// RFC 6066 §3: an address is not sent as a name.
void TlsSession::setHost(const QString &host)
{
    const QByteArray name = host.toLatin1();
    X509_VERIFY_PARAM *const wanted = SSL_get0_param(m_ssl.get());
    if (!QHostAddress(host).isNull()) {
        X509_VERIFY_PARAM_set1_ip_asc(wanted, name.constData());
        return;
    }
    X509_VERIFY_PARAM_set1_host(wanted, name.constData(), static_cast<std::size_t>(name.size()));
    // The macro for it casts constness away in the old style.
    SSL_ctrl(m_ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, QByteArray(name).data());
}

int TlsSession::verified(int isFine, x509_store_ctx_st *context)
{
    const auto *const ssl =
        static_cast<const SSL *>(X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto *const session = static_cast<TlsSession *>(SSL_get_app_data(ssl));
    if (isFine == 1)
        return 1;
    session->noteError(context);
    return session->m_trust.goesOn ? 1 : 0;
}

void TlsSession::noteError(x509_store_ctx_st *context)
{
    if (m_unverified)
        return; // the first one says it
    const int error = X509_STORE_CTX_get_error(context);
    m_unverified = core::Unverified{m_trust.host, QString::fromLatin1(kindOf(error)),
                                    QString::fromLatin1(X509_verify_cert_error_string(error)),
                                    subjectOf(X509_STORE_CTX_get_current_cert(context))};
}

void TlsSession::receive(const QByteArray &cipher)
{
    BIO_write(SSL_get_rbio(m_ssl.get()), cipher.constData(), static_cast<int>(cipher.size()));
    if (!m_open)
        advance();
    if (m_open)
        read();
}

void TlsSession::advance()
{
    if (m_failed)
        return;
    ERR_clear_error();
    const int result = SSL_do_handshake(m_ssl.get());
    m_open = result == 1;
    check(result);
}

void TlsSession::read()
{
    while (!m_failed && !m_ended) {
        const qsizetype before = m_plain.size();
        m_plain.resize(before + readSize);
        ERR_clear_error();
        const int got = SSL_read(m_ssl.get(), m_plain.data() + before, readSize);
        m_plain.truncate(before + std::max(got, 0));
        check(got);
        if (got <= 0)
            return;
    }
}

void TlsSession::check(int result)
{
    if (result > 0)
        return;
    const int error = SSL_get_error(m_ssl.get(), result);
    if (error == SSL_ERROR_ZERO_RETURN) {
        m_ended = true;
    } else if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) {
        m_failed = true;
        const char *const reason = ERR_reason_error_string(ERR_peek_error());
        m_problem = reason == nullptr ? QStringLiteral("TLS") : QString::fromLatin1(reason);
    }
}

// Into memory all of it is written at once.
void TlsSession::write(const QByteArray &plain)
{
    if (!m_open || m_failed || plain.isEmpty())
        return;
    ERR_clear_error();
    check(SSL_write(m_ssl.get(), plain.constData(), static_cast<int>(plain.size())));
}

void TlsSession::end()
{
    if (m_open && !m_failed)
        SSL_shutdown(m_ssl.get());
}

QByteArray TlsSession::takeCipher()
{
    BIO *const out = SSL_get_wbio(m_ssl.get());
    QByteArray bytes(static_cast<qsizetype>(BIO_ctrl_pending(out)), Qt::Uninitialized);
    if (!bytes.isEmpty())
        BIO_read(out, bytes.data(), static_cast<int>(bytes.size()));
    return bytes;
}

QByteArray TlsSession::takePlain() { return std::exchange(m_plain, {}); }

} // namespace live
