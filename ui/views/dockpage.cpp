// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/dockpage.h"

namespace ui {

PageDock::PageDock(const char *name, const char *title, Make make, QWidget *parent)
    : QDockWidget(parent)
    , m_title(title)
    , m_make(std::move(make))
{
    setObjectName(QLatin1StringView(name));
}

DockPage &PageDock::page()
{
    if (m_page == nullptr) {
        m_page = m_make();
        m_page->setTheme(m_theme);
        if (m_narrator)
            m_page->setNarrator(*m_narrator);
        setWidget(m_page);
    }
    return *m_page;
}

void PageDock::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    setWindowTitle(narrator.phrase(m_title));
    if (m_page != nullptr)
        m_page->setNarrator(narrator);
}

void PageDock::setTheme(const Theme &theme)
{
    m_theme = theme;
    if (m_page != nullptr)
        m_page->setTheme(theme);
}

void PageDock::setVisible(bool visible)
{
    if (visible)
        page();
    QDockWidget::setVisible(visible);
}

} // namespace ui
