// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/endpoint.h"

namespace live {

/// A program that is not ours, and that nobody here starts: a server elsewhere, or whatever connects to the
/// wire. It does nothing that it is told.
class Outsider : public Endpoint
{
    Q_OBJECT

public:
    /// A client's: the URL that it is awaited at.
    explicit Outsider(QString awaitedUrl = {})
        : m_awaitedUrl(std::move(awaitedUrl))
    {}

    bool start() override { return true; }
    bool act(const core::ActionSpec &) override { return false; }
    QString awaitedUrl() const override { return m_awaitedUrl; }

private:
    QString m_awaitedUrl;
};

} // namespace live
