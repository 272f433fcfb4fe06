// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/extension.h"

namespace core {

inline constexpr char deflateName[] = "permessage-deflate";

/// What both sides agreed on (RFC 7692 §7.1).
struct DeflateAgreement
{
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    int serverMaxWindowBits = 15; // 8..15
    int clientMaxWindowBits = 15;

    bool operator==(const DeflateAgreement &) const = default;
};

/// What one offer of a client asks for.
struct DeflateOffer
{
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    std::optional<int> serverMaxWindowBits;
    bool clientMaxWindowBits = false; // offered, with or without a value
    std::optional<int> clientMaxWindowBitsValue;
};

/// Why the parameters of an offer or an answer are not in order.
enum class DeflateFault : quint8 {
    UnknownParameter, // PMD-01
    Duplicate,        // PMD-02
    UnexpectedValue,  // PMD-03
    ServerBits,       // PMD-04: no value, or not 8..15
    LeadingZero,      // PMD-05: or not decimal
    ClientBits,       // PMD-06: not 8..15
};

struct FaultyParameter
{
    DeflateFault fault;
    ExtensionParameter parameter;
};

/// Reads one permessage-deflate offer; all its faults in order. The offer counts only where there are none.
struct ReadOffer
{
    DeflateOffer offer;
    std::vector<FaultyParameter> faults;
};
ReadOffer readDeflateOffer(const Extension &extension);

/// Reads a server's answer on its own, not held against the offer. client_max_window_bits must have a value.
struct ReadAnswer
{
    DeflateAgreement agreement;
    bool serverBitsAnswered = false;
    bool clientBitsAnswered = false;
    std::vector<FaultyParameter> faults;
};
ReadAnswer readDeflateAnswer(const Extension &extension);

/// What a side of ours wants of permessage-deflate.
struct DeflatePolicy
{
    bool enabled = false;
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    int serverMaxWindowBits = 15;
    int clientMaxWindowBits = 15;
    bool offerClientMaxWindowBits = true; // client: offer it, without a value where clientMaxWindowBits is 15

    bool operator==(const DeflatePolicy &) const = default;
};

/// The offer of a client with that policy.
Extension writeDeflateOffer(const DeflatePolicy &policy);

struct DeflateChoice
{
    Extension answer;
    DeflateAgreement agreement;
};

/// What a server with that policy answers: the first offer that it can take (RFC 7692 §5, §7.1), or nothing.
std::optional<DeflateChoice> chooseDeflate(const std::vector<Extension> &offers, const DeflatePolicy &policy);

/// Whether the answer is one that this offer allows (RFC 7692 §7.1): the rules that it breaks are
/// PMD-09 to PMD-12 by name.
enum class AnswerFault : quint8 {
    ClientBitsNotOffered, // PMD-09
    ClientBitsTooLarge,   // PMD-10
    ServerBitsTooLarge,   // PMD-11: or not answered though offered
    TakeoverNotEchoed,    // PMD-12
};
std::vector<AnswerFault> judgeAnswer(const ReadAnswer &answer, const DeflateOffer &offer);

} // namespace core
