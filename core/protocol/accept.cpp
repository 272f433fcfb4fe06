// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/accept.h"

#include <QCryptographicHash>

namespace core {

AcceptDerivation deriveAccept(const QByteArray &key)
{
    AcceptDerivation derivation;
    derivation.key = key;
    derivation.concatenated = key + handshakeGuid;
    derivation.sha1 = QCryptographicHash::hash(derivation.concatenated, QCryptographicHash::Sha1);
    derivation.accept = derivation.sha1.toBase64();
    return derivation;
}

} // namespace core
