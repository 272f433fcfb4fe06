// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/referee/judge.h"

namespace core {

namespace {

QByteArray bit(bool value) { return value ? "1" : "0"; }

} // namespace

Check brokenBy(std::string_view ruleId, std::string_view field, BitSpan span, QByteArray expected,
               QByteArray observed)
{
    return {&rule(ruleId), false, field, span, std::move(expected), std::move(observed)};
}

std::vector<Check> judgeFrame(const FrameHeader &header, const FrameContext &context)
{
    const bool fromClient = context.direction == Direction::Client;
    const BitSpan opcodeBits{4, 4};
    const QByteArray opcode = QByteArray::number(header.opcode);
    std::vector<Check> checks;
    checks.reserve(8);
    const auto add = [&checks](const char *id, bool kept, std::string_view field, BitSpan span,
                               QByteArray expected, QByteArray observed) {
        checks.push_back({&rule(id), kept, field, span, std::move(expected), std::move(observed)});
    };

    if (!context.extensionsAgreed) {
        add("FRM-03", !header.rsv1, "ws.frame.rsv1", {1, 1}, "0", bit(header.rsv1));
        add("FRM-04", !header.rsv2, "ws.frame.rsv2", {2, 1}, "0", bit(header.rsv2));
        add("FRM-05", !header.rsv3, "ws.frame.rsv3", {3, 1}, "0", bit(header.rsv3));
    }
    const bool reserved = isReserved(header.opcode);
    if (isControl(header.opcode)) {
        add("FRM-07", !reserved, "ws.frame.opcode", opcodeBits, "8-10", opcode);
        add("FRM-13", header.fin, "ws.frame.fin", {0, 1}, "1", bit(header.fin));
        const char *const lengthField = header.length7 == 127   ? "ws.frame.length64"
                                        : header.length7 == 126 ? "ws.frame.length16"
                                                                : "ws.frame.length";
        const BitSpan span = header.length7 == 127   ? BitSpan{16, 64}
                             : header.length7 == 126 ? BitSpan{16, 16}
                                                     : BitSpan{9, 7};
        add("FRM-12", header.payloadLength <= 125, lengthField, span, "<= 125",
            QByteArray::number(header.payloadLength));
    } else {
        add("FRM-06", !reserved, "ws.frame.opcode", opcodeBits, "0-2", opcode);
        if (!reserved) {
            const bool continues = is(header.opcode, Opcode::Continuation);
            if (continues)
                add("MSG-01", context.messageOpen, "ws.frame.opcode", opcodeBits, "1-2", opcode);
            else
                add("MSG-02", !context.messageOpen, "ws.frame.opcode", opcodeBits, "0", opcode);
        }
    }
    add(fromClient ? "FRM-01" : "FRM-02", header.masked == fromClient, "ws.frame.mask", {8, 1},
        bit(fromClient), bit(header.masked));
    if (header.length7 == 127)
        add("FRM-10", header.hasValidLength(), "ws.frame.length64", {16, 64}, "< 2^63",
            QByteArray::number(header.payloadLength));
    if (header.hasValidLength() && header.payloadLength > payloadLimit)
        add("FRM-11", false, "ws.frame.length64", {16, 64}, "<= " + QByteArray::number(payloadLimit),
            QByteArray::number(header.payloadLength));
    return checks;
}

} // namespace core
