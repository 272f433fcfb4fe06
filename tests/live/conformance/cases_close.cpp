// SPDX-License-Identifier: GPL-3.0-or-later
#include "cases.h"

namespace conformance {

namespace {

const QByteArray hello = "Hello World!";

Expectation cleanClose(std::vector<int> codes = {1000}) { return {.ok = {{}}, .codes = std::move(codes)}; }

// The tester closes, but with a frame that breaks a rule: a Close with the fitting code or a dropped TCP
// connection.
Expectation refusedClose(std::vector<int> codes = {1002})
{
    return {.ok = {{}}, .codes = std::move(codes), .clean = false};
}

Expectation informational() { return {.ok = {{}}, .clean = false, .informational = true}; }

} // namespace

void appendCloseCases(std::vector<Case> &cases)
{
    const Step close = closeStep(closeBody(1000));
    cases.push_back(
        {"7.1.1", "a message, then Close", {frameStep(1, hello)}, {.ok = {{{EventKind::Text, hello}}}}});
    cases.push_back({"7.1.2", "two Close frames", {close, frameStep(8)}, cleanClose()});
    cases.push_back({"7.1.3", "a Ping after Close", {close, frameStep(9)}, cleanClose()});
    cases.push_back({"7.1.4", "a message after Close", {close, frameStep(1, hello)}, cleanClose()});
    cases.push_back({"7.1.5",
                     "Close between two fragments",
                     {frameStep(1, "fragment1", false), close, frameStep(0, "fragment2")},
                     cleanClose()});
    cases.push_back({"7.1.6",
                     "a message of 256 KiB, a message, Close and a Ping at once",
                     {frameStep(1, Payload("Framescope", 262'144)), frameStep(1, hello), close, frameStep(9)},
                     informational()});

    cases.push_back({"7.3.1", "Close without a body", {closeStep({})}, cleanClose()});
    cases.push_back({"7.3.2", "Close with a body of one octet", {closeStep("a")}, refusedClose()});
    cases.push_back({"7.3.3", "Close with a code", {close}, cleanClose()});
    cases.push_back(
        {"7.3.4", "Close with code and reason", {closeStep(closeBody(1000, hello))}, cleanClose()});
    cases.push_back({"7.3.5",
                     "Close with the longest reason, 123 octets",
                     {closeStep(closeBody(1000, QByteArray(123, '*')))},
                     cleanClose()});
    cases.push_back({"7.3.6",
                     "Close with a reason of 124 octets",
                     {closeStep(closeBody(1000, QByteArray(124, '*')))},
                     refusedClose()});

    cases.push_back(
        {"7.5.1",
         "Close with a reason that is not UTF-8",
         {closeStep(closeBody(1000, QByteArray::fromHex("cebae1bdb9cf83cebcceb5eda080656469746564")))},
         refusedClose({1002, 1007})});

    int number = 0;
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
        cases.push_back({"7.7." + QByteArray::number(++number),
                         "Close with valid code " + QByteArray::number(code),
                         {closeStep(closeBody(code))},
                         cleanClose({1000, code})});
    number = 0;
    for (const int code : {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999})
        cases.push_back({"7.9." + QByteArray::number(++number),
                         "Close with invalid code " + QByteArray::number(code),
                         {closeStep(closeBody(code))},
                         refusedClose()});
    number = 0;
    for (const int code : {5000, 65535})
        cases.push_back({"7.13." + QByteArray::number(++number),
                         "Close with code " + QByteArray::number(code),
                         {closeStep(closeBody(code))},
                         informational()});
}

} // namespace conformance
