// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/scenarios.h"

#include <algorithm>

namespace core {

struct Scenarios::Shelf
{
    ReadOne one;
    ReadAll all;
    std::map<QString, Scenario> single; // read before the others were
    std::optional<std::vector<Scenario>> read;
};

Scenarios::Scenarios(ReadOne one, ReadAll all)
    : m_shelf(std::make_shared<Shelf>(Shelf{std::move(one), std::move(all), {}, {}}))
{}

Scenarios::Scenarios(std::initializer_list<Scenario> all)
    : m_shelf(std::make_shared<Shelf>(Shelf{{}, {}, {}, std::vector<Scenario>(all)}))
{}

const std::vector<Scenario> &Scenarios::all() const
{
    if (!m_shelf->read)
        m_shelf->read = m_shelf->all();
    return *m_shelf->read;
}

const Scenario *Scenarios::find(const QString &id) const
{
    if (id.isEmpty())
        return nullptr;
    if (!m_shelf->read) {
        const auto known = m_shelf->single.find(id);
        if (known != m_shelf->single.end())
            return &known->second;
        if (auto scenario = m_shelf->one(id))
            return &m_shelf->single.emplace(id, std::move(*scenario)).first->second;
    }
    const std::vector<Scenario> &list = all();
    const auto found =
        std::find_if(list.begin(), list.end(), [&id](const Scenario &each) { return each.id == id; });
    return found == list.end() ? nullptr : &*found;
}

} // namespace core
