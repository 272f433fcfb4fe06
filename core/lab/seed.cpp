// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/seed.h"

#include "core/bytes/bytes.h"

#include <QCryptographicHash>

namespace core {

RandomStream::RandomStream(quint64 seed, quint16 connection, const char *purpose)
{
    const QByteArray text = QByteArray::number(seed) + '/' + QByteArray::number(connection) + '/' + purpose;
    const QByteArray digest = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    m_engine.seed(bitsValue(spanOf(digest), byteRange(0, 8)));
}

} // namespace core
