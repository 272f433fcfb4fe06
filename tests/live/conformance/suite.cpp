// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace conformance {

namespace {

constexpr int requestLimitMs = 10'000;

// One message, then the tester's Close: how the questions of a client are answered.
Case answering(const QByteArray &text)
{
    Case one;
    if (!text.isEmpty())
        one.steps = {frameStep(1, text)};
    one.expect = {.ok = {{}}};
    one.limitMs = requestLimitMs;
    return one;
}

Result neverRun(const Case &one)
{
    Result result;
    result.id = one.id;
    result.title = one.title;
    result.reason = "the client never asked for this case";
    result.closingReason = result.reason;
    return result;
}

QByteArray cell(const QByteArray &text, int width) { return text.rightJustified(width, ' '); }

} // namespace

Results testServer(quint16 port, const QByteArray &target, const std::vector<Case> &cases,
                   const Progress &progress)
{
    Results results;
    for (const Case &one : cases) {
        results.push_back(Tester(Role::Client, one).runAgainstServer(port, target));
        if (progress)
            progress(results.back());
    }
    return results;
}

FuzzingServer::FuzzingServer(std::vector<Case> cases)
    : m_cases(std::move(cases))
{}

Results FuzzingServer::run(int idleMs, const Progress &progress, const std::function<bool()> &goesOn)
{
    QDeadlineTimer idle(idleMs);
    while (!idle.hasExpired()) {
        Socket socket = m_listener.accept(QDeadlineTimer(std::min<qint64>(200, idle.remainingTime())));
        if (!socket.isOpen()) {
            if (goesOn && !goesOn())
                break;
            continue;
        }
        if (!serve(std::move(socket), progress))
            break;
        idle.setRemainingTime(idleMs);
    }
    Results results;
    for (size_t i = 0; i < m_cases.size(); ++i) {
        const auto found = m_results.find(static_cast<qsizetype>(i) + 1);
        results.push_back(found == m_results.end() ? neverRun(m_cases[i]) : found->second);
    }
    return results;
}

bool FuzzingServer::serve(Socket socket, const Progress &progress)
{
    QByteArray rest;
    const std::optional<Head> head = readHead(socket, QDeadlineTimer(requestLimitMs), rest);
    if (!head)
        return true;
    const QUrl url = QUrl::fromEncoded(head->start.split(' ').value(1));
    const QString path = url.path();
    const qsizetype number = QUrlQuery(url).queryItemValue(QStringLiteral("case")).toInt();
    const bool known = number >= 1 && number <= static_cast<qsizetype>(m_cases.size());

    if (path == QLatin1String("/runCase") && known) {
        const Result result = Tester(Role::Server, m_cases[static_cast<size_t>(number) - 1])
                                  .runAgainstClient(std::move(socket), *head, rest);
        m_results[number] = result;
        if (progress)
            progress(result);
        return true;
    }
    QByteArray text;
    if (path == QLatin1String("/getCaseCount"))
        text = QByteArray::number(m_cases.size());
    else if (path == QLatin1String("/getCaseStatus") && m_results.contains(number))
        text = "{\"behavior\": \"" + QByteArray(nameOf(m_results.at(number).behaviour)) +
               "\", \"behaviorClose\": \"" + nameOf(m_results.at(number).closing) + "\"}";
    else if (path == QLatin1String("/getCaseInfo") && known)
        text = "{\"id\": \"" + m_cases[static_cast<size_t>(number) - 1].id + "\"}";
    const Case answer = answering(text);
    Tester(Role::Server, answer).runAgainstClient(std::move(socket), *head, rest);
    return path != QLatin1String("/updateReports");
}

QByteArray groupOf(const QByteArray &id) { return id.left(id.indexOf('.')); }

std::vector<std::pair<QByteArray, Count>> countedByGroup(const Results &results)
{
    std::vector<std::pair<QByteArray, Count>> groups;
    for (const Result &result : results) {
        const QByteArray group = groupOf(result.id);
        if (groups.empty() || groups.back().first != group)
            groups.push_back({group, {}});
        Count &count = groups.back().second;
        ++count.behaviour[result.behaviour];
        ++count.closing[result.closing];
        count.milliseconds += result.milliseconds;
    }
    return groups;
}

Count counted(const Results &results)
{
    Count all;
    for (const Result &result : results) {
        ++all.behaviour[result.behaviour];
        ++all.closing[result.closing];
        all.milliseconds += result.milliseconds;
    }
    return all;
}

QByteArray describe(const Result &result)
{
    QByteArray line =
        result.id + "  " + nameOf(result.behaviour) + " / " + nameOf(result.closing) + "  " + result.title;
    if (!result.reason.isEmpty())
        line += "\n    behaviour: " + result.reason;
    if (!result.closingReason.isEmpty())
        line += "\n    close: " + result.closingReason;
    return line;
}

QByteArray table(const Results &results)
{
    const Verdict verdicts[] = {Verdict::Ok, Verdict::NonStrict, Verdict::Informational,
                                Verdict::Unimplemented, Verdict::Failed};
    QByteArray text = "group            ";
    for (const Verdict verdict : verdicts)
        text += cell(nameOf(verdict), 15);
    text += "        seconds\n";
    const auto row = [&](const QByteArray &name, const std::map<Verdict, int> &counts, qint64 milliseconds) {
        text += name.leftJustified(17, ' ');
        for (const Verdict verdict : verdicts) {
            const auto found = counts.find(verdict);
            text += cell(found == counts.end() ? QByteArray("-") : QByteArray::number(found->second), 15);
        }
        text += milliseconds < 0
                    ? QByteArray()
                    : cell(QByteArray::number(static_cast<double>(milliseconds) / 1000, 'f', 2), 15);
        text += '\n';
    };
    auto groups = countedByGroup(results);
    groups.push_back({"all", counted(results)});
    for (const auto &[group, count] : groups) {
        row(group.leftJustified(6, ' ') + "behaviour", count.behaviour, count.milliseconds);
        row("      close", count.closing, -1);
    }
    return text;
}

} // namespace conformance
