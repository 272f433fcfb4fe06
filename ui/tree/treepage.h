// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/field.h"
#include "ui/draw/theme.h"
#include "ui/selection.h"
#include "ui/text/steptext.h"
#include "ui/views/dockpage.h"

class QTreeWidget;
class QTreeWidgetItem;

namespace ui {

/// The fields of the unit selected as a tree: name, value, meaning, place, and whether a rule is broken
/// there. One selection with the other views.
class TreePage : public DockPage
{
    Q_OBJECT

public:
    TreePage(const Session &session, Selection &selection, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator) override;
    void setTheme(const Theme &theme) override;
    QTreeWidget &tree() { return *m_tree; }
    /// The bits that an item stands for.
    static core::BitSpan spanOf(const QTreeWidgetItem &item);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void follow();
    void build(quint32 unit);
    void add(QTreeWidgetItem *parent, const core::Field &field, quint32 unit, core::ByteSpan bytes);
    QTreeWidgetItem *itemFor(core::BitSpan bits) const;
    void choose(const QTreeWidgetItem *item);

    const Session &m_session;
    Selection &m_selection;
    QTreeWidget *m_tree;
    std::optional<Narrator> m_narrator;
    Theme m_theme;
    std::optional<std::pair<std::size_t, quint32>> m_built; // connection and unit
    quint64 m_length = 0;                                   // bytes that it had
    bool m_isFollowing = false;
};

} // namespace ui
