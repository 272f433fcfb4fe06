// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/referee/headsyntax.h"

#include "core/protocol/utf8.h"
#include "core/referee/headvalues.h"

#include <algorithm>
#include <optional>
#include <set>

namespace core {

namespace {

constexpr qsizetype shownBytes = 16; // of a line that is not text

struct SyntaxFault
{
    std::string_view rule;
    HeadRange at;
    QByteArray expected;
    QByteArray observed;
};

bool isControlByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

std::optional<SyntaxFault> blankBeforeColon(const HttpHead &head, const HeadLine &line)
{
    const QByteArray name = head.text(line.name);
    qsizetype end = name.size();
    while (end > 0 && (name[end - 1] == ' ' || name[end - 1] == '\t'))
        --end;
    if (end == name.size())
        return std::nullopt;
    const auto length = static_cast<quint32>(end);
    return SyntaxFault{
        "REQ-26", {line.name.offset + length, line.name.length - length}, name.first(end), name};
}

std::optional<SyntaxFault> forbiddenByte(const HttpHead &head, HeadRange range)
{
    const QByteArray text = head.text(range);
    const auto *const found =
        std::find_if(text.begin(), text.end(), [](char c) { return c == '\0' || c == '\r'; });
    // At the end of an unfinished head its LF may yet come.
    if (found == text.end() || (found + 1 == text.end() && range.end() == head.bytes.size()))
        return std::nullopt;
    const auto at = static_cast<quint32>(found - text.begin());
    return SyntaxFault{"REQ-27", {range.offset + at, 1}, {}, toHex(spanOf(text).subspan(at, 1))};
}

/// In the order of the lines. A bare LF once: it is one habit of one sender.
std::vector<SyntaxFault> syntaxFaults(const HttpHead &head)
{
    std::vector<SyntaxFault> faults;
    const auto add = [&faults](std::optional<SyntaxFault> fault) {
        if (fault)
            faults.push_back(std::move(*fault));
    };
    bool bareSaid = false;
    for (const HeadLine &line : head.lines) {
        if (line.form == HeadLine::Form::Field) {
            add(blankBeforeColon(head, line));
            add(forbiddenByte(head, line.value));
        } else if (line.form == HeadLine::Form::Fold) {
            add(forbiddenByte(head, line.text));
            add(SyntaxFault{"REQ-28", line.text, {}, head.text(line.text)});
        }
        if (!bareSaid && head.text(line.lineEnd) == "\n") {
            add(SyntaxFault{"REQ-29", line.lineEnd, "0d 0a", "0a"});
            bareSaid = true;
        }
    }
    return faults;
}

QByteArray shown(const QByteArray &line)
{
    const bool isText = std::none_of(line.begin(), line.end(), [](char c) {
        return isControlByte(c) || static_cast<unsigned char>(c) > 0x7f;
    });
    return isText ? line : toHex(spanOf(line.left(shownBytes)), ' ');
}

bool isInterpreted(const QByteArray &name)
{
    const QByteArray lower = name.trimmed().toLower();
    return lower == "upgrade" || lower == "connection" || lower.startsWith("sec-websocket-");
}

} // namespace

void judgeRequestSyntax(HandshakeBench &bench)
{
    for (SyntaxFault &fault : syntaxFaults(bench.head()))
        bench.brokenInLine(fault.rule, bitsOf(fault.at), std::move(fault.expected),
                           std::move(fault.observed));
}

void judgeResponseSyntax(HandshakeBench &bench)
{
    quint32 saidUpTo = 0; // the end of the line that the last finding is about
    auto line = bench.head().lines.begin();
    for (SyntaxFault &fault : syntaxFaults(bench.head())) {
        if (fault.at.offset < saidUpTo)
            continue;
        while (line->all().end() <= fault.at.offset)
            ++line;
        saidUpTo = line->all().end();
        bench.brokenInLine("RSP-20", bitsOf(fault.at), {}, std::move(fault.observed));
    }
}

void judgeRequestLine(HandshakeBench &bench)
{
    const HttpHead &head = bench.head();
    if (head.lines.empty())
        return;
    const HeadLine &line = head.lines.front();
    const QByteArray text = head.text(line.text);
    const QByteArray target = head.startPart(1);
    const QByteArray version = head.startPart(2);
    const bool isSpaced = head.text(line.spaces[0]) == " " && head.text(line.spaces[1]) == " ";
    const bool hasParts = line.parts[0].length > 0 && !target.isEmpty() && !version.isEmpty();
    // HTTP-name is case-sensitive (RFC 9112 §2.3); another version than 1.1 is REQ-02.
    const bool isLowered = version.toUpper().startsWith("HTTP/") && !version.startsWith("HTTP/");
    if (hasParts && isSpaced && !isLowered && !target.contains(' ') &&
        std::none_of(text.begin(), text.end(), isControlByte))
        return;
    bench.brokenAt("REQ-32", "http.request.line", bitsOf(text.isEmpty() ? line.all() : line.text), {},
                   shown(text));
}

void judgeStatusLine(HandshakeBench &bench)
{
    const HttpHead &head = bench.head();
    const HeadLine &line = head.lines.front();
    const QByteArray version = head.startPart(0);
    if (version != "HTTP/1.1") {
        bench.check("RSP-02", false, "http.response.http-version", "HTTP/1.1", version);
        return;
    }
    const QByteArray text = head.text(line.text);
    // Before an empty reason many a server leaves out the space; every client reads that.
    const bool isSpaced = head.text(line.spaces[0]) == " " &&
                          (head.text(line.spaces[1]) == " " || line.parts[1].end() == line.text.end());
    const bool isText =
        std::none_of(text.begin(), text.end(), [](char c) { return isControlByte(c) && c != '\t'; });
    if (!isSpaced || !isText)
        bench.brokenAt("RSP-02", "http.response.line", bitsOf(line.text), "HTTP/1.1 101", shown(text));
}

void judgeBodyLength(HandshakeBench &bench)
{
    const std::vector<HeadValue> lengths = valuesOf(bench.head(), "Content-Length");
    std::set<QByteArray> different;
    QByteArray all;
    const HeadLine *differing = nullptr;
    for (const HeadValue &value : lengths)
        for (const ListElement &element : elementsOf(value.text)) {
            const qsizetype zeros =
                std::find_if(element.text.begin(), element.text.end(), [](char c) { return c != '0'; }) -
                element.text.begin();
            different.insert(element.text.mid(zeros));
            all += (all.isEmpty() ? "" : ", ") + element.text;
            if (different.size() > 1 && differing == nullptr)
                differing = value.line;
        }
    if (differing != nullptr)
        bench.brokenInLine("REQ-30", bitsOf(placeOf(*differing)), {}, all);
    if (!lengths.empty() && bench.count("Transfer-Encoding") > 0)
        bench.brokenAt("REQ-31", "http.header", bitsOf(lengths.front().line->all()), {}, {});
}

void judgeInterpretedText(HandshakeBench &bench)
{
    const HttpHead &head = bench.head();
    for (const HeadLine &line : head.lines) {
        if (line.form != HeadLine::Form::Field || !isInterpreted(head.text(line.name)))
            continue;
        const QByteArray value = head.text(line.value);
        Utf8Checker checker;
        if (checker.feed(spanOf(value)) && checker.end())
            continue;
        const QByteArray bytes = checker.faultBytes();
        const quint64 end = checker.faultOffset() + (checker.fault() == Utf8Fault::Truncated ? 0 : 1);
        const auto size = static_cast<quint64>(bytes.size());
        bench.brokenInLine("RSP-21", byteRange(line.value.offset + end - size, size), "UTF-8",
                           toHex(spanOf(bytes), ' '));
    }
}

} // namespace core
