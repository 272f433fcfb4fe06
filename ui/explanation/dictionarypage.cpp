// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explanation/dictionarypage.h"

#include "ui/explanation/explanationtext.h"
#include "ui/explanation/termcard.h"
#include "ui/pagekeys.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QTextBrowser>
#include <QToolButton>

namespace ui {

namespace {

constexpr int listWidth = 300;

} // namespace

DictionaryPage::DictionaryPage(const Session &session, Selection &selection, QWidget *parent)
    : DockPage(parent)
    , m_session(session)
    , m_selection(selection)
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_entry(new QTextBrowser(this))
{
    m_search->setClearButtonEnabled(true);
    m_list->setMinimumWidth(listWidth / 2);
    m_entry->setOpenLinks(false);
    keepPageKeys(m_list);
    keepPageKeys(m_entry);
    m_entry->setFrameShape(QFrame::NoFrame);
    auto *const columns = new QHBoxLayout(this);
    columns->setContentsMargins(12, 4, 12, 6);
    auto *const left = new QVBoxLayout;
    left->addWidget(m_search);
    left->addWidget(m_list, 1);
    columns->addLayout(left, 1);
    columns->addWidget(m_entry, 2);
    connect(m_search, &QLineEdit::textChanged, this, &DictionaryPage::fill);
    connect(m_list, &QListWidget::currentRowChanged, this, &DictionaryPage::write);
    connect(m_entry, &QTextBrowser::anchorClicked, this,
            [this](const QUrl &link) { followLink(link, m_selection); });
    connect(&session, &Session::cleared, this, &DictionaryPage::write);
    connect(&selection, &Selection::changed, this, [this] {
        if (m_list->count() == 0 && m_search->text().isEmpty())
            fill(); // it can be seen now
        else
            write();
    });
}

void DictionaryPage::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    m_search->setPlaceholderText(narrator.phrase("dictionary.search"));
    m_search->setAccessibleName(narrator.phrase("dictionary.search"));
    m_search->findChild<QToolButton *>()->setAccessibleName(narrator.phrase("line.clear"));
    m_list->setAccessibleName(narrator.phrase("dictionary.title"));
    m_entry->setAccessibleName(narrator.phrase("dictionary.title"));
    fill();
}

void DictionaryPage::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_list->setFont(theme.zoomedFont(FontRole::Body));
    write();
}

void DictionaryPage::showEvent(QShowEvent *event)
{
    DockPage::showEvent(event);
    fill();
}

/// The terms that hold what is looked for, in either language; the same one stays chosen.
void DictionaryPage::fill()
{
    if (!m_narrator || !isVisibleTo(window()))
        return;
    const QString chosen =
        m_list->currentItem() == nullptr ? QString() : m_list->currentItem()->data(Qt::UserRole).toString();
    const QString sought = m_search->text().trimmed();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const QString &english : m_narrator->catalogue().terms()) {
        const auto term = m_narrator->catalogue().term(english, m_narrator->language());
        if (!term->term.contains(sought, Qt::CaseInsensitive) &&
            !term->otherTerm.contains(sought, Qt::CaseInsensitive) &&
            !english.contains(sought, Qt::CaseInsensitive))
            continue;
        auto *const item =
            new QListWidgetItem(QStringLiteral("%1 · %2").arg(term->term, term->otherTerm), m_list);
        item->setData(Qt::UserRole, english);
        if (english == chosen)
            m_list->setCurrentItem(item);
    }
    if (m_list->currentRow() < 0 && m_list->count() > 0)
        m_list->setCurrentRow(0);
    write();
}

void DictionaryPage::write()
{
    if (!m_narrator || !isVisibleTo(window()))
        return;
    TextWriter out(*m_entry->document(), *m_narrator, m_theme);
    if (m_list->currentItem() == nullptr)
        out.markdown(m_narrator->phrase("dictionary.none"));
    else
        writeTerm(out, m_list->currentItem()->data(Qt::UserRole).toString(), *m_narrator,
                  m_session.isEmpty() ? nullptr : m_session.conversation(), m_selection.unit());
    m_entry->moveCursor(QTextCursor::Start);
}

} // namespace ui
