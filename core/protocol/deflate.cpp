// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/deflate.h"

#include <algorithm>

namespace core {

namespace {

constexpr char serverTakeoverName[] = "server_no_context_takeover";
constexpr char clientTakeoverName[] = "client_no_context_takeover";
constexpr char serverBitsName[] = "server_max_window_bits";
constexpr char clientBitsName[] = "client_max_window_bits";
constexpr int largestBits = 15;

struct Bits
{
    std::optional<int> value;
    std::optional<DeflateFault> fault;
};

// RFC 7692 §7.1.2: a decimal integer without leading zeroes, from 8 to 15.
Bits readBits(const QByteArray &text, DeflateFault outOfRange)
{
    const bool isDecimal =
        !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!isDecimal || (text.size() > 1 && text.front() == '0'))
        return {std::nullopt, DeflateFault::LeadingZero};
    const int value = text.size() <= 2 ? text.toInt() : 0;
    if (value < 8 || value > largestBits)
        return {std::nullopt, outOfRange};
    return {value, std::nullopt};
}

// What an offer and an answer have in common.
struct Parameters
{
    bool serverTakeover = false; // server_no_context_takeover is there
    bool clientTakeover = false;
    std::optional<int> serverBits;
    bool clientBitsGiven = false;
    std::optional<int> clientBits;
    std::vector<FaultyParameter> faults;
};

std::optional<DeflateFault> readFlag(const ExtensionParameter &parameter, bool &flag)
{
    flag = true;
    return parameter.value ? std::optional(DeflateFault::UnexpectedValue) : std::nullopt;
}

std::optional<DeflateFault> readParameter(const ExtensionParameter &parameter, bool needsClientBits,
                                          Parameters &out)
{
    if (parameter.name == serverTakeoverName)
        return readFlag(parameter, out.serverTakeover);
    if (parameter.name == clientTakeoverName)
        return readFlag(parameter, out.clientTakeover);
    if (parameter.name == serverBitsName) {
        if (!parameter.value)
            return DeflateFault::ServerBits;
        const Bits bits = readBits(*parameter.value, DeflateFault::ServerBits);
        out.serverBits = bits.value;
        return bits.fault;
    }
    if (parameter.name == clientBitsName) {
        out.clientBitsGiven = true;
        if (!parameter.value)
            return needsClientBits ? std::optional(DeflateFault::ClientBits) : std::nullopt;
        const Bits bits = readBits(*parameter.value, DeflateFault::ClientBits);
        out.clientBits = bits.value;
        return bits.fault;
    }
    return DeflateFault::UnknownParameter;
}

Parameters readParameters(const Extension &extension, bool needsClientBits)
{
    Parameters out;
    const auto begin = extension.parameters.begin();
    for (auto it = begin; it != extension.parameters.end(); ++it) {
        const bool isDuplicate = std::any_of(
            begin, it, [&](const ExtensionParameter &earlier) { return earlier.name == it->name; });
        if (isDuplicate)
            out.faults.push_back({DeflateFault::Duplicate, *it});
        if (const std::optional<DeflateFault> fault = readParameter(*it, needsClientBits, out))
            out.faults.push_back({*fault, *it});
    }
    return out;
}

void add(Extension &extension, const char *name) { extension.parameters.push_back({name, std::nullopt}); }

void add(Extension &extension, const char *name, int bits)
{
    extension.parameters.push_back({name, QByteArray::number(bits)});
}

Extension answerTo(const DeflateOffer &offer, const DeflatePolicy &policy)
{
    Extension answer{deflateName, {}};
    if (offer.serverNoContextTakeover || policy.serverNoContextTakeover)
        add(answer, serverTakeoverName);
    if (offer.clientNoContextTakeover || policy.clientNoContextTakeover)
        add(answer, clientTakeoverName);
    if (offer.serverMaxWindowBits || policy.serverMaxWindowBits < largestBits)
        add(answer, serverBitsName,
            std::min(offer.serverMaxWindowBits.value_or(largestBits), policy.serverMaxWindowBits));
    const int clientBits =
        std::min(offer.clientMaxWindowBitsValue.value_or(largestBits), policy.clientMaxWindowBits);
    if (offer.clientMaxWindowBits && clientBits < largestBits)
        add(answer, clientBitsName, clientBits);
    return answer;
}

} // namespace

ReadOffer readDeflateOffer(const Extension &extension)
{
    const Parameters read = readParameters(extension, false);
    ReadOffer out;
    out.offer.serverNoContextTakeover = read.serverTakeover;
    out.offer.clientNoContextTakeover = read.clientTakeover;
    out.offer.serverMaxWindowBits = read.serverBits;
    out.offer.clientMaxWindowBits = read.clientBitsGiven;
    out.offer.clientMaxWindowBitsValue = read.clientBits;
    out.faults = read.faults;
    return out;
}

ReadAnswer readDeflateAnswer(const Extension &extension)
{
    const Parameters read = readParameters(extension, true);
    ReadAnswer out;
    out.agreement.serverNoContextTakeover = read.serverTakeover;
    out.agreement.clientNoContextTakeover = read.clientTakeover;
    out.agreement.serverMaxWindowBits = read.serverBits.value_or(largestBits);
    out.agreement.clientMaxWindowBits = read.clientBits.value_or(largestBits);
    out.serverBitsAnswered = read.serverBits.has_value();
    out.clientBitsAnswered = read.clientBitsGiven;
    out.faults = read.faults;
    return out;
}

Extension writeDeflateOffer(const DeflatePolicy &policy)
{
    Extension offer{deflateName, {}};
    if (policy.serverNoContextTakeover)
        add(offer, serverTakeoverName);
    if (policy.clientNoContextTakeover)
        add(offer, clientTakeoverName);
    if (policy.serverMaxWindowBits < largestBits)
        add(offer, serverBitsName, policy.serverMaxWindowBits);
    if (policy.offerClientMaxWindowBits) {
        if (policy.clientMaxWindowBits < largestBits)
            add(offer, clientBitsName, policy.clientMaxWindowBits);
        else
            add(offer, clientBitsName);
    }
    return offer;
}

std::optional<DeflateChoice> chooseDeflate(const std::vector<Extension> &offers, const DeflatePolicy &policy)
{
    if (!policy.enabled)
        return std::nullopt;
    for (const Extension &extension : offers) {
        if (extension.name != deflateName)
            continue;
        const ReadOffer read = readDeflateOffer(extension);
        if (!read.faults.empty())
            continue;
        const Extension answer = answerTo(read.offer, policy);
        return DeflateChoice{answer, readDeflateAnswer(answer).agreement};
    }
    return std::nullopt;
}

std::vector<AnswerFault> judgeAnswer(const ReadAnswer &answer, const DeflateOffer &offer)
{
    std::vector<AnswerFault> faults;
    const DeflateAgreement &agreement = answer.agreement;
    if (answer.clientBitsAnswered && !offer.clientMaxWindowBits)
        faults.push_back(AnswerFault::ClientBitsNotOffered);
    if (answer.clientBitsAnswered &&
        agreement.clientMaxWindowBits > offer.clientMaxWindowBitsValue.value_or(largestBits))
        faults.push_back(AnswerFault::ClientBitsTooLarge);
    if (offer.serverMaxWindowBits &&
        (!answer.serverBitsAnswered || agreement.serverMaxWindowBits > *offer.serverMaxWindowBits))
        faults.push_back(AnswerFault::ServerBitsTooLarge);
    if (offer.serverNoContextTakeover && !agreement.serverNoContextTakeover)
        faults.push_back(AnswerFault::TakeoverNotEchoed);
    return faults;
}

} // namespace core
