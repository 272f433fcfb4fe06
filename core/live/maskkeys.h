// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/lab/scenario.h"
#include "core/lab/seed.h"

#include <QMaskGenerator>

#include <deque>

namespace live {

/// Key and masks of a QWebSocket client: those that the scenario fixes, or from a seed, or truly random.
class MaskKeys : public QMaskGenerator
{
    Q_OBJECT

public:
    /// With a seed, what the scenario fixes is not used.
    MaskKeys(const core::ConnectionSpec &spec, quint64 scenarioSeed, std::optional<quint64> seed);

    /// Whether the scenario fixes anything that is used.
    static bool isFixed(const core::ConnectionSpec &spec, std::optional<quint64> seed);

    bool seed() noexcept override { return true; }
    quint32 nextMask() noexcept override;

private:
    std::deque<quint32> m_key;   // the four words that QWebSocket asks for first
    std::deque<quint32> m_fixed; // masks
    std::optional<core::RandomStream> m_masks;
};

/// The same for the engine.
core::Randomness randomnessOf(const core::ConnectionSpec &spec, quint64 scenarioSeed,
                              std::optional<quint64> seed);
/// Truly random.
core::Randomness strongRandomness();

} // namespace live
