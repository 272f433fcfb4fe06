// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"
#include "ui/text/steptext.h"

#include <QDockWidget>

#include <functional>
#include <optional>

namespace ui {

/// What a dock shows.
class DockPage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual void setNarrator(const Narrator &narrator) = 0;
    virtual void setTheme(const Theme &theme) = 0;
};

/// A dock below the columns. Its page is made when it is first shown or asked for: a window opens with none
/// of them, and recordings that grow are not followed by pages that nobody has seen.
class PageDock : public QDockWidget
{
    Q_OBJECT

public:
    using Make = std::function<DockPage *()>;

    /// `name` is the object's; `title` a phrase.
    PageDock(const char *name, const char *title, Make make, QWidget *parent);

    DockPage &page();
    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);
    void setVisible(bool visible) override;

private:
    const char *m_title;
    Make m_make;
    DockPage *m_page = nullptr;
    std::optional<Narrator> m_narrator;
    Theme m_theme;
};

} // namespace ui
