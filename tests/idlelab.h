// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/labcontrol.h"

/// A lab in which nothing happens: it keeps what it was asked for, and a test emits its signals.
class IdleLab : public core::LabControl
{
public:
    struct Act
    {
        quint16 connection;
        core::ActionSpec action;
    };

    void run(const core::Scenario &scenario, const core::RunOptions &options) override
    {
        ran = scenario;
        with = options;
    }
    void stop() override { stopped = true; }
    void act(quint16 connection, const core::ActionSpec &action) override
    {
        acts.push_back({connection, action});
    }
    void setHold(const core::HoldSettings &settings) override { hold = settings; }
    void setPath(core::Direction direction, const core::PathConditions &conditions) override
    {
        path[direction == core::Direction::Server ? 1 : 0] = conditions;
    }
    void setDelivery(quint64 held, const core::Delivery &delivery) override
    {
        deliveries.emplace_back(held, delivery);
    }
    void swapWithNext(quint64 held) override { swapped.push_back(held); }
    void letGo(quint64 held) override { gone.push_back(held); }
    void letAllGo() override { allGone = true; }

    core::Scenario ran;
    core::RunOptions with;
    bool stopped = false;
    std::vector<Act> acts;
    core::HoldSettings hold;
    core::PathConditions path[2];
    std::vector<std::pair<quint64, core::Delivery>> deliveries;
    std::vector<quint64> swapped;
    std::vector<quint64> gone;
    bool allGone = false;
};
