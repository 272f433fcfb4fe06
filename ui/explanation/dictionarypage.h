// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"
#include "ui/selection.h"
#include "ui/text/steptext.h"
#include "ui/views/dockpage.h"

class QLineEdit;
class QListWidget;
class QTextBrowser;

namespace ui {

/// All terms, looked up in either language, with a sentence each and where they can be seen.
class DictionaryPage : public DockPage
{
    Q_OBJECT

public:
    DictionaryPage(const Session &session, Selection &selection, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator) override;
    void setTheme(const Theme &theme) override;

    QLineEdit &search() { return *m_search; }
    QListWidget &list() { return *m_list; }
    QTextBrowser &entry() { return *m_entry; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fill();
    void write();

    const Session &m_session;
    Selection &m_selection;
    std::optional<Narrator> m_narrator;
    Theme m_theme;
    QLineEdit *m_search;
    QListWidget *m_list;
    QTextBrowser *m_entry;
};

} // namespace ui
