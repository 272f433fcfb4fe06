// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/maskkeys.h"

#include <QRandomGenerator>
#include <QtEndian>

namespace live {

namespace {

constexpr int keySize = 16; // bytes, RFC 6455 §4.1

QByteArray keyBytes(const core::ConnectionSpec &spec, std::optional<quint64> seed)
{
    if (!seed && !spec.fixedKey.isEmpty())
        return QByteArray::fromBase64(spec.fixedKey).leftJustified(keySize, '\0', true);
    QByteArray key(keySize, Qt::Uninitialized);
    std::optional<core::RandomStream> stream;
    if (seed)
        stream.emplace(*seed, spec.id, "key");
    for (int at = 0; at < keySize; at += 4)
        qToBigEndian(stream ? stream->next32() : QRandomGenerator::system()->generate(), key.data() + at);
    return key;
}

} // namespace

bool MaskKeys::isFixed(const core::ConnectionSpec &spec, std::optional<quint64> seed)
{
    return !seed && (!spec.fixedKey.isEmpty() || !spec.fixedMasks.empty());
}

// QWebSocket writes a mask most significant byte first, but copies the words of the key as they lie in
// memory.
MaskKeys::MaskKeys(const core::ConnectionSpec &spec, quint64 scenarioSeed, std::optional<quint64> seed)
{
    const QByteArray key = keyBytes(spec, seed);
    for (int at = 0; at < keySize; at += 4)
        m_key.push_back(qFromUnaligned<quint32>(key.constData() + at));
    if (!seed)
        for (const QByteArray &mask : spec.fixedMasks)
            m_fixed.push_back(qFromBigEndian<quint32>(mask.constData()));
    if (seed || isFixed(spec, seed))
        m_masks.emplace(seed.value_or(scenarioSeed), spec.id, "mask");
}

quint32 MaskKeys::nextMask() noexcept
{
    for (auto *words : {&m_key, &m_fixed}) {
        if (words->empty())
            continue;
        const quint32 word = words->front();
        words->pop_front();
        return word;
    }
    // QWebSocket takes a mask of 0 as "not masked".
    quint32 mask = 0;
    while (mask == 0)
        mask = m_masks ? m_masks->next32() : QRandomGenerator::system()->generate();
    return mask;
}

core::Randomness randomnessOf(const core::ConnectionSpec &spec, quint64 scenarioSeed,
                              std::optional<quint64> seed)
{
    struct Source
    {
        std::deque<QByteArray> fixed;
        std::optional<core::RandomStream> stream;
    };
    const auto source = std::make_shared<Source>();
    if (!seed)
        source->fixed.assign(spec.fixedMasks.begin(), spec.fixedMasks.end());
    if (seed || MaskKeys::isFixed(spec, seed))
        source->stream.emplace(seed.value_or(scenarioSeed), spec.id, "mask");
    const auto nextKey = [source] {
        core::MaskingKey key{};
        if (!source->fixed.empty()) {
            std::copy_n(source->fixed.front().begin(), key.size(), key.begin());
            source->fixed.pop_front();
        } else {
            qToBigEndian(source->stream ? source->stream->next32() : QRandomGenerator::system()->generate(),
                         key.data());
        }
        return key;
    };
    return {nextKey, [nonce = keyBytes(spec, seed)] { return nonce; }};
}

core::Randomness strongRandomness() { return randomnessOf({}, 0, std::nullopt); }

} // namespace live
