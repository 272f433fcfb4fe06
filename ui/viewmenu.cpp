// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmenu.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>

namespace ui {

namespace {

using Format = DiagramOptions::Format;

void markChosen(QActionGroup *group, int value)
{
    for (QAction *action : group->actions())
        action->setChecked(action->data().toInt() == value);
}

} // namespace

ViewMenu::ViewMenu(QMenu &menu)
    : QObject(&menu)
    , m_menu(menu)
{
    buildLanguages();
    buildThemes();
    buildZoom();
    buildBytes();
    buildPanels();
}

QMenu *ViewMenu::addMenu(const char *text)
{
    QMenu *const menu = m_menu.addMenu(QString());
    m_menus.emplace_back(menu, text);
    return menu;
}

QAction *ViewMenu::addItem(QMenu &menu, const char *text, const QList<QKeySequence> &keys)
{
    QAction *const action = menu.addAction(QString());
    action->setShortcuts(keys);
    m_items.push_back({action, text});
    return action;
}

void ViewMenu::buildLanguages()
{
    m_languages = new QActionGroup(this);
    // Each language is named in itself, so that whoever reads only one finds it.
    for (const auto &[text, language] : {std::pair{QStringLiteral("한국어(&K)"), Language::Korean},
                                         {QStringLiteral("&English"), Language::English}}) {
        QAction *const action = m_menu.addAction(text);
        action->setCheckable(true);
        action->setData(static_cast<int>(language));
        m_languages->addAction(action);
        connect(action, &QAction::triggered, this, [this, language = language] {
            Look look = m_look;
            look.language = language;
            emit lookRequested(look);
        });
    }
    buildPanelLanguages();
    m_menu.addSeparator();
}

void ViewMenu::buildPanelLanguages()
{
    QMenu *const menu = addMenu(QT_TR_NOOP("Lan&guage of the explanation"));
    m_panelLanguages = new QActionGroup(this);
    for (const auto &[text, language] :
         {std::pair{QT_TR_NOOP("As the &menus"), PanelLanguage::AsMenus},
          {QT_TR_NOOP("&Korean"), PanelLanguage::Korean},
          {QT_TR_NOOP("&English"), PanelLanguage::English},
          {QT_TR_NOOP("Korean with English &terms"), PanelLanguage::EnglishTerms}}) {
        QAction *const action = addItem(*menu, text);
        action->setCheckable(true);
        action->setData(static_cast<int>(language));
        m_panelLanguages->addAction(action);
        connect(action, &QAction::triggered, this, [this, language = language] {
            Look look = m_look;
            look.panel = language;
            emit lookRequested(look);
        });
    }
}

void ViewMenu::buildThemes()
{
    m_themes = new QActionGroup(this);
    for (const auto &[text, kind] : {std::pair{QT_TR_NOOP("&Light"), Theme::Kind::Light},
                                     {QT_TR_NOOP("&Dark"), Theme::Kind::Dark},
                                     {QT_TR_NOOP("&High contrast"), Theme::Kind::HighContrast}}) {
        QAction *const action = addItem(m_menu, text);
        action->setCheckable(true);
        action->setData(static_cast<int>(kind));
        m_themes->addAction(action);
        connect(action, &QAction::triggered, this, [this, kind = kind] {
            Look look = m_look;
            look.theme = kind;
            emit lookRequested(look);
        });
    }
    m_menu.addSeparator();
}

void ViewMenu::buildZoom()
{
    connect(addItem(m_menu, QT_TR_NOOP("Zoom &in"),
                    {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)}),
            &QAction::triggered, this, [this] { zoomBy(1); });
    connect(addItem(m_menu, QT_TR_NOOP("Zoom &out"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)}),
            &QAction::triggered, this, [this] { zoomBy(-1); });
    connect(addItem(m_menu, QT_TR_NOOP("&Actual size"), {QKeySequence(Qt::CTRL | Qt::Key_0)}),
            &QAction::triggered, this, [this] { zoomBy(0); });
    m_menu.addSeparator();
}

/// Steps up or down among the zooms; 0: to 100 %.
void ViewMenu::zoomBy(int steps)
{
    const auto *const here = std::lower_bound(std::begin(zooms), std::end(zooms), m_look.zoom);
    const auto at = std::clamp<std::ptrdiff_t>(here - std::begin(zooms) + steps, 0,
                                               static_cast<std::ptrdiff_t>(std::size(zooms)) - 1);
    Look look = m_look;
    look.zoom = steps == 0 ? 100 : zooms[at];
    emit lookRequested(look);
}

void ViewMenu::buildBytes()
{
    QMenu *const rows = addMenu(QT_TR_NOOP("&Bits in a row"));
    m_rows = new QActionGroup(this);
    for (const auto &[text, count] : {std::pair{QT_TR_NOOP("As many as are &legible"), 0},
                                      {QT_TR_NOOP("&32, as RFC 6455 draws them"), 32},
                                      {QT_TR_NOOP("1&6"), 16},
                                      {QT_TR_NOOP("&8, a byte in each row"), 8}}) {
        QAction *const action = addItem(*rows, text);
        action->setCheckable(true);
        action->setData(count);
        m_rows->addAction(action);
        connect(action, &QAction::triggered, this, [this, count = count] {
            DiagramOptions options = m_options;
            options.bitsPerRow = count;
            emit optionsRequested(options);
        });
    }
    QMenu *const formats = addMenu(QT_TR_NOOP("B&ytes of the diagram"));
    m_formats = new QActionGroup(this);
    for (const auto &[text, format] : {std::pair{QT_TR_NOOP("&Hexadecimal"), Format::Hex},
                                       {QT_TR_NOOP("&Decimal"), Format::Decimal},
                                       {QT_TR_NOOP("&Binary"), Format::Binary},
                                       {QT_TR_NOOP("&Text"), Format::Text}}) {
        QAction *const action = addItem(*formats, text);
        action->setCheckable(true);
        action->setData(static_cast<int>(format));
        m_formats->addAction(action);
        connect(action, &QAction::triggered, this, [this, format = format] {
            DiagramOptions options = m_options;
            options.format = format;
            emit optionsRequested(options);
        });
    }
    m_menu.addSeparator();
}

void ViewMenu::buildPanels()
{
    m_conversation = addItem(m_menu, QT_TR_NOOP("&Conversation"), {QKeySequence(Qt::CTRL | Qt::Key_1)});
    m_explanation = addItem(m_menu, QT_TR_NOOP("E&xplanation"), {QKeySequence(Qt::CTRL | Qt::Key_3)});
    m_conversation->setCheckable(true);
    m_explanation->setCheckable(true);
    connect(m_conversation, &QAction::triggered, this, &ViewMenu::conversationRequested);
    connect(m_explanation, &QAction::triggered, this, &ViewMenu::explanationRequested);
    m_menu.addSeparator();
    m_byTime =
        addItem(m_menu, QT_TR_NOOP("Conversation drawn by &time"), {QKeySequence(Qt::CTRL | Qt::Key_T)});
    m_byTime->setCheckable(true);
    connect(m_byTime, &QAction::toggled, this, &ViewMenu::byTimeRequested);
    connect(addItem(m_menu, QT_TR_NOOP("&Presentation"), {QKeySequence(Qt::Key_F11)}), &QAction::triggered,
            this, &ViewMenu::presentationRequested);
    connect(addItem(m_menu, QT_TR_NOOP("&Reset layout")), &QAction::triggered, this,
            &ViewMenu::resetRequested);
}

void ViewMenu::addPanel(QAction *toggle)
{
    QAction *const last = m_panels.isEmpty() ? m_explanation : m_panels.back();
    const QList<QAction *> actions = m_menu.actions();
    m_menu.insertAction(actions[actions.indexOf(last) + 1], toggle);
    m_panels += toggle;
}

QList<QAction *> ViewMenu::actions() const
{
    QList<QAction *> all = m_panels;
    for (const Item &item : m_items)
        all += item.action;
    return all;
}

void ViewMenu::markPanels(bool conversation, bool explanation)
{
    m_conversation->setChecked(conversation);
    m_explanation->setChecked(explanation);
}

void ViewMenu::refresh(const Look &look, const DiagramOptions &options)
{
    m_look = look;
    m_options = options;
    for (const auto &[menu, text] : m_menus)
        menu->setTitle(tr(text));
    for (const Item &item : m_items)
        item.action->setText(tr(item.text));
    markChosen(m_languages, static_cast<int>(look.language));
    markChosen(m_panelLanguages, static_cast<int>(look.panel));
    markChosen(m_themes, static_cast<int>(look.theme));
    markChosen(m_rows, options.bitsPerRow);
    markChosen(m_formats, static_cast<int>(options.format));
}

} // namespace ui
