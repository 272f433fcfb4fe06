// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/certificate.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace live {

namespace {

constexpr long earlier = -3600; // seconds: clocks differ
constexpr long lifetime = 24L * 3600;
constexpr int serialBits = 63; // positive, and unlike any other (RFC 5280 §4.1.2.2)

bool addExtension(X509 *certificate, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *const extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
    if (extension == nullptr)
        return false;
    const bool added = X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

bool setSerial(X509 *certificate)
{
    BIGNUM *const number = BN_new();
    const bool ok = number != nullptr &&
                    BN_rand(number, serialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
                    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
    BN_free(number);
    return ok;
}

bool setName(X509 *certificate)
{
    X509_NAME *const name = X509_get_subject_name(certificate);
    const auto add = [name](const char *field, const char *value) {
        return X509_NAME_add_entry_by_txt(name, field, MBSTRING_ASC,
                                          reinterpret_cast<const unsigned char *>(value), -1, -1, 0) == 1;
    };
    return add("O", "Framescope") && add("CN", "localhost") && X509_set_issuer_name(certificate, name) == 1;
}

} // namespace

std::shared_ptr<const Certificate> Certificate::make()
{
    std::shared_ptr<Certificate> made(new Certificate);
    made->m_key.reset(EVP_EC_gen("P-256"), EVP_PKEY_free);
    made->m_certificate.reset(X509_new(), X509_free);
    X509 *const certificate = made->m_certificate.get();
    EVP_PKEY *const key = made->m_key.get();
    const bool ok = key != nullptr && certificate != nullptr &&
                    X509_set_version(certificate, X509_VERSION_3) == 1 && setSerial(certificate) &&
                    X509_gmtime_adj(X509_getm_notBefore(certificate), earlier) != nullptr &&
                    X509_gmtime_adj(X509_getm_notAfter(certificate), lifetime) != nullptr &&
                    X509_set_pubkey(certificate, key) == 1 && setName(certificate) &&
                    addExtension(certificate, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1") &&
                    addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
                    addExtension(certificate, NID_ext_key_usage, "serverAuth") &&
                    X509_sign(certificate, key, EVP_sha256()) != 0;
    return ok ? made : nullptr;
}

QByteArray Certificate::pem() const
{
    BIO *const memory = BIO_new(BIO_s_mem());
    QByteArray text;
    if (memory != nullptr && PEM_write_bio_X509(memory, m_certificate.get()) == 1) {
        char *data = nullptr;
        const long size = BIO_get_mem_data(memory, &data);
        text = QByteArray(data, size);
    }
    BIO_free(memory);
    return text;
}

} // namespace live
