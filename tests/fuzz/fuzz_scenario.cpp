// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a scenario: either a scenario or a message, never both, never neither.
#include "core/lab/scenario.h"

#include <cstdlib>
#include <set>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    QString error;
    const auto scenario = core::readScenario(core::toByteArray({data, size}), &error);
    if (scenario.has_value() != error.isEmpty())
        std::abort();
    if (!scenario)
        return 0;
    std::set<quint16> ids;
    for (const core::ConnectionSpec &connection : scenario->connections)
        if (!ids.insert(connection.id).second || connection.id == 0)
            std::abort();
    if (scenario->id.isEmpty() || scenario->title.ko.isEmpty() || scenario->connections.empty())
        std::abort();
    return 0;
}
