// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/policy.h"
#include "core/engine/reception.h"
#include "core/protocol/httphead.h"

namespace core {

/// A head on its way out: start line and fields, in order.
struct HeadDraft
{
    QByteArray start;
    std::vector<std::pair<QByteArray, QByteArray>> fields;
    QByteArray key; // Sec-WebSocket-Key of the request that it is, or that it answers

    void add(const QByteArray &name, const QByteArray &value) { fields.emplace_back(name, value); }
    void set(const QByteArray &name, const QByteArray &value); // in its place, or at the end
    void remove(const QByteArray &name);
    /// All lines with their CRLF, and the empty one.
    QByteArray bytes() const;
};

/// The opening request (RFC 6455 §4.1). `key` is 24 characters of Base64.
HeadDraft makeRequest(const ClientPolicy &policy, const QByteArray &key);

/// What a server decides about a request (RFC 6455 §4.2.1, §4.2.2).
struct ServerDecision
{
    int status = 101;
    HeadDraft response;
    QByteArray subprotocol; // empty: none
    std::optional<DeflateAgreement> deflate;
    std::string_view rule; // that the request breaks, where that is the reason of the refusal

    bool accepts() const { return status == 101; }
};
ServerDecision answerRequest(const HttpHead &request, const ServerPolicy &policy);

/// A refusal with that status, as this server sends it; `broken` is the rule that the request breaks, if any.
HeadDraft makeRefusal(int status, std::string_view broken = {});

/// What a client decides about a response (RFC 6455 §4.1). `request` is what it had sent; a `reception` may
/// overlook rules.
struct ClientDecision
{
    bool accepted = false;
    QByteArray subprotocol;
    std::optional<DeflateAgreement> deflate;
    std::string_view rule; // that the response breaks; RSP-01 for a refusal
};
ClientDecision judgeAnswer(const HttpHead &response, const HttpHead &request,
                           const Reception &reception = {});

} // namespace core
