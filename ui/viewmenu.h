// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/framelayout.h"
#include "ui/look.h"

#include <QObject>

class QAction;
class QActionGroup;
class QMenu;

namespace ui {

/// What the View menu holds: language, theme, zoom, how bytes are written, which panels are there. It only
/// asks; the window decides.
class ViewMenu : public QObject
{
    Q_OBJECT

public:
    explicit ViewMenu(QMenu &menu);

    /// Texts in the language of the translators, marks where they belong.
    void refresh(const Look &look, const DiagramOptions &options);
    void markPanels(bool conversation, bool explanation);
    /// The switches of a panel that can be hidden; before what resets them.
    void addPanel(QAction *toggle);
    /// All that it holds, those of the panels too.
    QList<QAction *> actions() const;

signals:
    void lookRequested(const ui::Look &look);
    void optionsRequested(const ui::DiagramOptions &options);
    void conversationRequested(); // or away with it
    void explanationRequested();
    void byTimeRequested(bool byTime);
    void presentationRequested();
    void resetRequested();

private:
    struct Item
    {
        QAction *action;
        const char *text; // for tr()
    };

    QMenu *addMenu(const char *text);
    QAction *addItem(QMenu &menu, const char *text, const QList<QKeySequence> &keys = {});
    void buildLanguages();
    void buildPanelLanguages();
    void buildThemes();
    void buildZoom();
    void buildBytes();
    void buildPanels();
    void zoomBy(int steps);

    QMenu &m_menu;
    Look m_look;
    DiagramOptions m_options;
    std::vector<Item> m_items;
    std::vector<std::pair<QMenu *, const char *>> m_menus;
    QActionGroup *m_languages = nullptr;
    QActionGroup *m_panelLanguages = nullptr;
    QActionGroup *m_themes = nullptr;
    QActionGroup *m_rows = nullptr;
    QActionGroup *m_formats = nullptr;
    QAction *m_conversation = nullptr;
    QAction *m_explanation = nullptr;
    QAction *m_byTime = nullptr;
    QList<QAction *> m_panels;
};

/// The zooms there are, percent.
inline constexpr int zooms[] = {100, 125, 150, 175, 200, 250, 300, 400};

} // namespace ui
