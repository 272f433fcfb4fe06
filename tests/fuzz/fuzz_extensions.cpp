// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as Sec-WebSocket-Extensions: what is read can be written and read again, and what is chosen of an
// offer is an answer that the offer allows. The input: three bytes of policy, then the text.
#include "core/protocol/deflate.h"
#include "tests/fuzz/fuzzing.h"

#include <algorithm>

using namespace core;

namespace {

bool isInRange(int bits) { return bits >= 8 && bits <= 15; }

DeflatePolicy policyOf(FuzzInput &input)
{
    const std::uint8_t flags = input.byte();
    DeflatePolicy policy;
    policy.enabled = (flags & 1) == 0;
    policy.serverNoContextTakeover = (flags & 2) != 0;
    policy.clientNoContextTakeover = (flags & 4) != 0;
    policy.offerClientMaxWindowBits = (flags & 8) == 0;
    policy.serverMaxWindowBits = 15 - input.byte() % 8;
    policy.clientMaxWindowBits = 15 - input.byte() % 8;
    return policy;
}

Extension readAgain(const Extension &extension)
{
    const ExtensionList list = readExtensions(writeExtension(extension));
    require(!list.fault && list.extensions.size() == 1);
    return list.extensions.front();
}

void checkOffer(const DeflatePolicy &policy)
{
    const Extension offer = readAgain(writeDeflateOffer(policy));
    const ReadOffer read = readDeflateOffer(offer);
    require(read.faults.empty());
    require(read.offer.serverNoContextTakeover == policy.serverNoContextTakeover);
    require(read.offer.clientNoContextTakeover == policy.clientNoContextTakeover);
    require(read.offer.serverMaxWindowBits.value_or(15) == policy.serverMaxWindowBits);
    require(read.offer.clientMaxWindowBits == policy.offerClientMaxWindowBits);
}

void checkChoice(const std::vector<Extension> &offers, const DeflatePolicy &policy)
{
    const auto choice = chooseDeflate(offers, policy);
    const auto acceptable = std::find_if(offers.begin(), offers.end(), [](const Extension &extension) {
        return extension.name == deflateName && readDeflateOffer(extension).faults.empty();
    });
    require(choice.has_value() == (policy.enabled && acceptable != offers.end()));
    if (!choice)
        return;
    const ReadAnswer answer = readDeflateAnswer(readAgain(choice->answer));
    const DeflateOffer offer = readDeflateOffer(*acceptable).offer;
    require(answer.faults.empty() && answer.agreement == choice->agreement);
    require(judgeAnswer(answer, offer).empty());
    const DeflateAgreement &agreed = choice->agreement;
    require(isInRange(agreed.serverMaxWindowBits) && isInRange(agreed.clientMaxWindowBits));
    require(agreed.serverMaxWindowBits <= policy.serverMaxWindowBits);
    require(!offer.clientMaxWindowBits || agreed.clientMaxWindowBits <= policy.clientMaxWindowBits);
    require(agreed.serverNoContextTakeover || !policy.serverNoContextTakeover);
    require(agreed.clientNoContextTakeover || !policy.clientNoContextTakeover);
}

void checkRead(const Extension &extension)
{
    require(!extension.name.isEmpty() && readAgain(extension) == extension);
    const ReadOffer offer = readDeflateOffer(extension);
    const ReadAnswer answer = readDeflateAnswer(extension);
    (void)judgeAnswer(answer, offer.offer);
    require(answer.faults.size() >= offer.faults.size()); // an answer needs what an offer may leave open
    require(isInRange(offer.offer.serverMaxWindowBits.value_or(15)));
    require(isInRange(offer.offer.clientMaxWindowBitsValue.value_or(15)));
    require(isInRange(answer.agreement.serverMaxWindowBits) &&
            isInRange(answer.agreement.clientMaxWindowBits));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput input({data, size});
    const DeflatePolicy policy = policyOf(input);
    const QByteArray text = toByteArray(input.rest());
    const ExtensionList list = readExtensions(text);
    require(list.fault ? *list.fault >= 0 && *list.fault <= text.size() : !list.extensions.empty());
    QByteArray written;
    for (const Extension &extension : list.extensions) {
        checkRead(extension);
        written += (written.isEmpty() ? "" : ", ") + writeExtension(extension);
    }
    if (!list.extensions.empty())
        require(readExtensions(written).extensions == list.extensions);
    checkOffer(policy);
    checkChoice(list.extensions, policy);
    return 0;
}
