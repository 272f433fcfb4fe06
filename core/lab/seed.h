// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <random>

namespace core {

/// One stream of numbers that repeats: seeded by SHA-256 over seed, connection and purpose, so that one
/// purpose never takes numbers from another. Raw mt19937_64 output only: the standard's distributions differ
/// between libraries.
class RandomStream
{
public:
    RandomStream(quint64 seed, quint16 connection, const char *purpose);

    quint64 next() { return m_engine(); }
    quint32 next32() { return static_cast<quint32>(m_engine() >> 32); }

private:
    std::mt19937_64 m_engine;
};

} // namespace core
