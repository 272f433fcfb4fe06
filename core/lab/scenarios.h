// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"

#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace core {

/// Scenarios by id, in the order in which a learner meets them. Each is read when it is first asked for.
/// Copies share what was read.
class Scenarios
{
public:
    using ReadOne = std::function<std::optional<Scenario>(const QString &id)>;
    using ReadAll = std::function<std::vector<Scenario>()>;

    /// `one` may know fewer than `all`, but nothing that `all` does not know.
    Scenarios(ReadOne one, ReadAll all);
    Scenarios(std::initializer_list<Scenario> all = {});

    const std::vector<Scenario> &all() const;
    /// Nothing where there is none. Stays where it is as long as a copy lives.
    const Scenario *find(const QString &id) const;

private:
    struct Shelf;
    std::shared_ptr<Shelf> m_shelf;
};

} // namespace core
