// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/recording.h"

#include <QStringList>

/// The events of TCP in order, as "client fin", "client fin>" (passed on), "server rst by wire>".
inline QStringList tcpEvents(const core::Recording &recording)
{
    static const char *const kinds[] = {"chunk", "connect", "fin", "rst"};
    static const char *const actors[] = {"client", "server", "wire"};
    QStringList events;
    for (const core::Entry &entry : recording.entries()) {
        if (entry.isChunk() || entry.kind == core::EntryKind::Edit)
            continue;
        QString text = QLatin1StringView(actors[static_cast<int>(entry.direction)]) + QLatin1Char(' ') +
                       QLatin1StringView(kinds[static_cast<int>(entry.kind)]);
        if (entry.by != core::actorOf(entry.direction))
            text += QStringLiteral(" by ") + QLatin1StringView(actors[static_cast<int>(entry.by)]);
        events.append(entry.leg == core::Leg::Delivered ? text + QLatin1Char('>') : text);
    }
    return events;
}
