// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/holding.h"

#include "ui/lab/heldpanel.h"
#include "ui/lab/heldview.h"

#include <QStackedWidget>

#include <algorithm>

namespace ui {

Holding::Holding(const Session &session, Selection &selection, HeldPanel &panel, QStackedWidget &pages,
                 QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_selection(selection)
    , m_panel(panel)
    , m_pages(pages)
{
    connect(&selection, &Selection::changed, this, &Holding::follow);
    connect(&panel.view(), &HeldView::cursorMoved, this, &Holding::point);
    connect(&session, &Session::grown, this, &Holding::take);
    connect(&session, &Session::heldChanged, this, &Holding::take);
}

std::optional<quint64> Holding::heldOf(quint32 number) const
{
    const core::Conversation &conversation = *m_session.conversation();
    const core::Unit &unit = conversation.units()[number];
    const QVector<core::HeldUnit> &held = m_session.held();
    const auto found = std::find_if(held.begin(), held.end(), [&](const core::HeldUnit &each) {
        return each.connection == conversation.connection().id && each.direction == unit.direction &&
               each.offset >= unit.offset && each.offset < unit.offset + unit.announced();
    });
    return found == held.end() ? std::nullopt : std::optional(found->id);
}

void Holding::follow()
{
    const auto unit = m_session.isEmpty() ? std::nullopt : m_selection.unit();
    const auto held = unit ? heldOf(*unit) : std::nullopt;
    if (held && m_panel.current() != held)
        m_panel.show(*held);
    const int page = held ? m_pages.indexOf(&m_panel) : 0;
    if (page == m_pages.currentIndex())
        return;
    m_pages.setCurrentIndex(page);
    if (held)
        m_panel.view().setFocus();
}

/// The explanation follows the cursor, where the bytes are those that were sent.
void Holding::point()
{
    const auto unit = m_session.isEmpty() ? std::nullopt : m_selection.unit();
    const core::Field *const field = m_panel.view().field();
    if (m_panel.view().hasFocus() && field != nullptr && unit && heldOf(*unit) == m_panel.current() &&
        field->span.end() <= m_session.conversation()->index().length(*unit) * 8)
        m_selection.selectBits(field->span);
}

bool Holding::select(const core::HeldUnit &held)
{
    const auto conversation = m_session.conversations().indexOf(held.connection);
    if (!conversation)
        return false;
    const auto number = m_session.conversations()[*conversation].unitAt(held.direction, held.offset);
    if (!number)
        return false;
    m_selection.setConversation(*conversation);
    return m_session.shown() == *conversation && heldOf(*number) && m_selection.selectUnit(*number);
}

void Holding::take()
{
    const QVector<core::HeldUnit> &held = m_session.held();
    const bool isNew = !held.isEmpty() && !std::exchange(m_wasHeld, !held.isEmpty());
    m_wasHeld = !held.isEmpty();
    const auto selected = m_session.isEmpty() ? std::nullopt : m_selection.unit();
    const bool looksAtHeld = selected && heldOf(*selected);
    const bool wasShown = m_pages.currentWidget() == &m_panel; // and has gone on
    if (!held.isEmpty() && !m_session.isEmpty() && !looksAtHeld && (isNew || wasShown)) {
        // That of the connection shown before others.
        const quint16 shown = m_session.conversation()->connection().id;
        const auto own = std::find_if(held.begin(), held.end(), [shown](const core::HeldUnit &unit) {
            return unit.connection == shown;
        });
        // The records of a held unit may be a batch behind: then it is taken with them.
        if (!select(own == held.end() ? held.front() : *own))
            m_wasHeld = false;
    }
    follow();
}

} // namespace ui
