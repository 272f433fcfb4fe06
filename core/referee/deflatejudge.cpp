// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/referee/deflatejudge.h"

#include "core/protocol/deflate.h"
#include "core/referee/extensionjudge.h"
#include "core/referee/headvalues.h"

#include <algorithm>
#include <set>

namespace core {

namespace {

constexpr char headerName[] = "Sec-WebSocket-Extensions";
constexpr char clientBits[] = "client_max_window_bits";
constexpr char serverBits[] = "server_max_window_bits";

struct FaultAt
{
    std::size_t parameter; // which one, from 0
    DeflateFault fault;
};

using ReadFaults = std::vector<FaultyParameter> (*)(const Extension &);

std::vector<FaultyParameter> faultsOfOffer(const Extension &extension)
{
    return readDeflateOffer(extension).faults;
}

std::vector<FaultyParameter> faultsOfAnswer(const Extension &extension)
{
    return readDeflateAnswer(extension).faults;
}

/// Each parameter is read alone, which tells its place.
std::vector<FaultAt> faultsOf(const Extension &extension, ReadFaults read)
{
    std::vector<FaultAt> faults;
    std::set<QByteArray> names;
    for (std::size_t i = 0; i < extension.parameters.size(); ++i) {
        const ExtensionParameter &parameter = extension.parameters[i];
        if (!names.insert(parameter.name).second)
            faults.push_back({i, DeflateFault::Duplicate});
        for (const FaultyParameter &faulty : read({extension.name, {parameter}}))
            faults.push_back({i, faulty.fault});
    }
    return faults;
}

std::string_view ruleOf(DeflateFault fault)
{
    static constexpr std::string_view rules[] = {"PMD-01", "PMD-02", "PMD-03", "PMD-04", "PMD-05", "PMD-06"};
    return rules[static_cast<std::size_t>(fault)];
}

bool isAboutName(DeflateFault fault)
{
    return fault == DeflateFault::UnknownParameter || fault == DeflateFault::Duplicate ||
           fault == DeflateFault::UnexpectedValue;
}

struct Offers
{
    std::vector<DeflateOffer> valid;
    bool validAfterFaulty = false;
};

Offers offersOf(const HttpHead &request)
{
    Offers offers;
    bool faulty = false;
    for (const Extension &extension : readExtensions(joinedValues(request, headerName)).extensions) {
        if (extension.name != deflateName)
            continue;
        if (faultsOf(extension, faultsOfOffer).empty()) {
            offers.valid.push_back(readDeflateOffer(extension).offer);
            offers.validAfterFaulty = offers.validAfterFaulty || faulty;
        } else {
            faulty = true;
        }
    }
    return offers;
}

/// One answer of permessage-deflate in a 101.
class AnswerJudge
{
public:
    AnswerJudge(HandshakeBench &bench, const ExtensionPlaces &places, const Extension &extension,
                std::size_t index)
        : m_bench(bench)
        , m_places(places)
        , m_extension(extension)
        , m_index(index)
    {}

    /// By itself. False where it is faulty: to hold it against an offer would say the same twice.
    bool judgeAlone();
    void judgeAgainst(const std::vector<DeflateOffer> &offers);

private:
    void report(AnswerFault fault, const ReadAnswer &answer, const DeflateOffer &offer);
    void broken(std::string_view id, const char *parameter, QByteArray expected, QByteArray observed);

    HandshakeBench &m_bench;
    const ExtensionPlaces &m_places;
    const Extension &m_extension;
    std::size_t m_index;
};

bool AnswerJudge::judgeAlone()
{
    std::set<std::size_t> said;
    for (const FaultAt &fault : faultsOf(m_extension, faultsOfAnswer)) {
        if (!said.insert(fault.parameter).second)
            continue;
        const BitSpan place = m_places.parameter(m_index, fault.parameter);
        const ExtensionParameter &parameter = m_extension.parameters[fault.parameter];
        if (fault.fault == DeflateFault::ClientBits && !parameter.value)
            m_bench.brokenAt("PMD-09", "http.extension.parameter", place, {}, {});
        else
            m_bench.brokenAt("PMD-08", "http.extension.parameter", place, {}, m_bench.text(place));
    }
    return said.empty();
}

void AnswerJudge::judgeAgainst(const std::vector<DeflateOffer> &offers)
{
    const ReadAnswer answer = readDeflateAnswer(m_extension);
    const bool isAllowed = std::any_of(offers.begin(), offers.end(), [&answer](const DeflateOffer &offer) {
        return judgeAnswer(answer, offer).empty();
    });
    if (isAllowed || offers.empty())
        return;
    for (const AnswerFault fault : judgeAnswer(answer, offers.front()))
        report(fault, answer, offers.front());
}

void AnswerJudge::report(AnswerFault fault, const ReadAnswer &answer, const DeflateOffer &offer)
{
    const auto atMost = [](const std::optional<int> &bits) {
        return "<= " + QByteArray::number(bits.value_or(15));
    };
    const QByteArray clientValue = QByteArray::number(answer.agreement.clientMaxWindowBits);
    switch (fault) {
    case AnswerFault::ClientBitsNotOffered:
        broken("PMD-09", clientBits, {}, clientValue);
        break;
    case AnswerFault::ClientBitsTooLarge:
        broken("PMD-10", clientBits, atMost(offer.clientMaxWindowBitsValue), clientValue);
        break;
    case AnswerFault::ServerBitsTooLarge:
        broken("PMD-11", serverBits, atMost(offer.serverMaxWindowBits),
               answer.serverBitsAnswered ? QByteArray::number(answer.agreement.serverMaxWindowBits)
                                         : QByteArray());
        break;
    case AnswerFault::TakeoverNotEchoed:
        broken("PMD-12", "server_no_context_takeover", {}, {});
        break;
    }
}

/// About that parameter; about the extension where it is missing.
void AnswerJudge::broken(std::string_view id, const char *parameter, QByteArray expected, QByteArray observed)
{
    const auto &parameters = m_extension.parameters;
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [parameter](const ExtensionParameter &p) { return p.name == parameter; });
    const bool isThere = found != parameters.end();
    const auto number = static_cast<std::size_t>(found - parameters.begin());
    m_bench.brokenAt(id, isThere ? "http.extension.parameter" : "http.extension",
                     isThere ? m_places.parameter(m_index, number) : m_places.extension(m_index),
                     std::move(expected), std::move(observed));
}

} // namespace

void judgeDeflateOffers(HandshakeBench &bench)
{
    const QByteArray value = joinedValues(bench.head(), headerName);
    if (value.isNull())
        return;
    const ExtensionPlaces places(bench);
    const std::vector<Extension> extensions = readExtensions(value).extensions;
    for (std::size_t i = 0; i < extensions.size(); ++i) {
        if (extensions[i].name != deflateName)
            continue;
        for (const FaultAt &fault : faultsOf(extensions[i], faultsOfOffer)) {
            const ExtensionParameter &parameter = extensions[i].parameters[fault.parameter];
            bench.brokenAt(
                ruleOf(fault.fault), "http.extension.parameter", places.parameter(i, fault.parameter), {},
                isAboutName(fault.fault) ? parameter.name : parameter.value.value_or(QByteArray()));
        }
    }
}

void judgeDeflateAnswer(HandshakeBench &bench, const HttpHead &request)
{
    const QByteArray value = joinedValues(bench.head(), headerName);
    if (value.isNull())
        return;
    const ExtensionPlaces places(bench);
    const std::vector<Extension> extensions = readExtensions(value).extensions;
    bool isFirst = true;
    for (std::size_t i = 0; i < extensions.size(); ++i) {
        if (extensions[i].name != deflateName)
            continue;
        AnswerJudge judge(bench, places, extensions[i], i);
        if (!isFirst)
            bench.brokenAt("PMD-13", "http.extension.name", places.name(i), {}, extensions[i].name);
        if (judge.judgeAlone() && isFirst)
            judge.judgeAgainst(offersOf(request).valid);
        isFirst = false;
    }
}

void judgeDeflateRefusal(HandshakeBench &bench, const HttpHead &request, const std::vector<Check> &checks)
{
    if (bench.head().status() != 400 || !offersOf(request).validAfterFaulty)
        return;
    const bool isElsewhereInOrder = std::all_of(checks.begin(), checks.end(), [](const Check &check) {
        return !check.isFinding() || check.rule->id.starts_with("PMD-");
    });
    if (isElsewhereInOrder)
        bench.check("PMD-07", false, "http.response.status", "101", bench.head().startPart(1));
}

} // namespace core
