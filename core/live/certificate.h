// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

struct evp_pkey_st;
struct x509_st;

namespace live {

/// A certificate for this computer alone, made in the process: P-256, signed by itself, for localhost,
/// 127.0.0.1 and ::1, valid for a day. Its private key is never written anywhere.
class Certificate
{
public:
    /// Nothing where OpenSSL cannot make one.
    static std::shared_ptr<const Certificate> make();

    /// What a client has to trust. Without the key.
    QByteArray pem() const;

    x509_st *handle() const { return m_certificate.get(); }
    evp_pkey_st *key() const { return m_key.get(); }

private:
    Certificate() = default;

    std::shared_ptr<x509_st> m_certificate;
    std::shared_ptr<evp_pkey_st> m_key;
};

} // namespace live
