// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tester.h"

#include <functional>
#include <map>

namespace conformance {

using Results = std::vector<Result>;
using Progress = std::function<void(const Result &)>;

Results testServer(quint16 port, const QByteArray &target, const std::vector<Case> &cases,
                   const Progress &progress = {});

// What a client asks for: /getCaseCount, /runCase?case=I&agent=NAME (I from 1), /getCaseStatus,
// /updateReports.
class FuzzingServer
{
public:
    explicit FuzzingServer(std::vector<Case> cases);

    quint16 listen(quint16 port = 0) { return m_listener.listen(port); }
    // Until the client asks for the reports, or until nobody has come for `idleMs`. A case that was never
    // asked for is a failed one. `goesOn` is asked now and then whether there is still a client to wait for.
    Results run(int idleMs, const Progress &progress = {}, const std::function<bool()> &goesOn = {});

private:
    bool serve(Socket socket, const Progress &progress);

    std::vector<Case> m_cases;
    Listener m_listener;
    std::map<qsizetype, Result> m_results;
};

QByteArray groupOf(const QByteArray &id);

struct Count
{
    std::map<Verdict, int> behaviour;
    std::map<Verdict, int> closing;
    qint64 milliseconds = 0;
};

// By group, in order of numbers.
std::vector<std::pair<QByteArray, Count>> countedByGroup(const Results &results);
Count counted(const Results &results);
QByteArray describe(const Result &result);
QByteArray table(const Results &results);

} // namespace conformance
