// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/walkpage.h"

#include "ui/draw/icons.h"
#include "ui/pagekeys.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

constexpr std::pair<WalkPage::Form, const char *> forms[] = {{WalkPage::Form::Html, "walk.html"},
                                                             {WalkPage::Form::Pdf, "walk.pdf"},
                                                             {WalkPage::Form::Images, "walk.images"}};

} // namespace

WalkPage::WalkPage(const Session &session, Selection &selection, QWidget *parent)
    : DockPage(parent)
    , m_session(session)
    , m_selection(selection)
    , m_list(new QListWidget(this))
    , m_empty(new QLabel(this))
    , m_captionOf(new QLabel(this))
    , m_caption(new QPlainTextEdit(this))
    , m_elsewhere(new QLabel(this))
    , m_title(new QLineEdit(this))
    , m_said(new QLabel(this))
    , m_add(new QPushButton(this))
    , m_up(new QPushButton(this))
    , m_down(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_putBack(new QPushButton(this))
    , m_export(new QPushButton(this))
{
    build();
    connect(m_add, &QPushButton::clicked, this, &WalkPage::add);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_remove, &QPushButton::clicked, this, &WalkPage::remove);
    connect(m_putBack, &QPushButton::clicked, this, &WalkPage::putBack);
    const auto addKey = [this](QWidget *on, Qt::ShortcutContext where, const QKeySequence &key, auto slot) {
        auto *const action = new QAction(on);
        action->setShortcut(key);
        action->setShortcutContext(where);
        connect(action, &QAction::triggered, this, slot);
        on->addAction(action);
    };
    addKey(this, Qt::WidgetWithChildrenShortcut, QKeySequence(Qt::ALT | Qt::Key_Up), [this] { move(-1); });
    addKey(this, Qt::WidgetWithChildrenShortcut, QKeySequence(Qt::ALT | Qt::Key_Down), [this] { move(1); });
    addKey(m_list, Qt::WidgetShortcut, QKeySequence(Qt::Key_Delete), [this] { remove(); });
    // A drag moves rows too.
    connect(m_list->model(), &QAbstractItemModel::rowsMoved, this,
            [this](const QModelIndex &, int from, int, const QModelIndex &, int to) { moved(from, to); });
    connect(m_list, &QListWidget::currentItemChanged, this, [this] {
        if (m_isFilling)
            return;
        refresh();
        showCurrent();
    });
    connect(m_list, &QListWidget::itemClicked, this, &WalkPage::showCurrent);
    connect(m_list, &QListWidget::itemActivated, this, &WalkPage::showCurrent);
    connect(m_caption, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isFilling || !current())
            return;
        m_walk.steps[*current()].caption = m_caption->toPlainText();
        changed();
    });
    connect(m_title, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_walk.title = text;
        changed();
    });
    connect(&selection, &Selection::changed, this, [this] { m_add->setEnabled(m_selection.step() > 0); });
    connect(&session, &Session::cleared, this, [this] {
        ++m_recording;
        refreshItems();
        refresh();
    });
}

void WalkPage::build()
{
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMinimumHeight(60);
    keepPageKeys(m_list);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setMargin(8);
    m_caption->setTabChangesFocus(true);
    m_caption->setMinimumHeight(44);
    m_elsewhere->setWordWrap(true);
    m_said->setWordWrap(true);
    m_said->setTextFormat(Qt::PlainText);
    m_said->hide();
    auto *const menu = new QMenu(m_export);
    for (const auto &[form, text] : forms)
        connect(menu->addAction(QString()), &QAction::triggered, this,
                [this, form = form] { exportAs(form); });
    m_export->setMenu(menu);

    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *each : {m_add, m_up, m_down, m_remove, m_putBack})
        buttons->addWidget(each);
    buttons->addStretch(1);
    buttons->addWidget(m_title, 2);
    buttons->addWidget(m_export);
    auto *const left = new QVBoxLayout;
    left->addWidget(m_empty, 1);
    left->addWidget(m_list, 1);
    auto *const right = new QVBoxLayout;
    right->setSpacing(4);
    right->addWidget(m_captionOf);
    right->addWidget(m_caption, 1);
    right->addWidget(m_elsewhere);
    auto *const columns = new QHBoxLayout;
    columns->setSpacing(12);
    columns->addLayout(left, 1);
    columns->addLayout(right, 1);
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 4, 12, 6);
    rows->setSpacing(6);
    rows->addLayout(buttons);
    rows->addLayout(columns, 1);
    rows->addWidget(m_said);
}

void WalkPage::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    for (const auto &[button, text] : {std::pair{m_add, "walk.add"},
                                       {m_up, "walk.up"},
                                       {m_down, "walk.down"},
                                       {m_remove, "walk.remove"},
                                       {m_putBack, "walk.putback"},
                                       {m_export, "walk.export"}})
        button->setText(narrator.phrase(text));
    const QList<QAction *> actions = m_export->menu()->actions();
    for (qsizetype i = 0; i < actions.size(); ++i)
        actions[i]->setText(narrator.phrase(forms[i].second));
    m_title->setPlaceholderText(narrator.phrase("walk.title"));
    m_title->setAccessibleName(narrator.phrase("walk.title"));
    m_list->setAccessibleName(narrator.phrase("walk.list"));
    m_empty->setText(narrator.phrase("walk.empty"));
    m_caption->setPlaceholderText(narrator.phrase("walk.caption.hint"));
    m_elsewhere->setText(narrator.phrase("walk.elsewhere"));
    tell({}, Ink::Normal);
    refreshItems();
    refresh();
}

void WalkPage::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_list->setFont(theme.zoomedFont(FontRole::Body));
    m_caption->setFont(theme.zoomedFont(FontRole::Body));
    const QString quiet = QStringLiteral("color: %1;").arg(theme.ink(Ink::Secondary).name());
    for (QLabel *each : {m_empty, m_captionOf, m_elsewhere})
        each->setStyleSheet(quiet);
    m_export->setIcon(icon(Glyph::Chevron, theme.ink(Ink::Normal)));
    tell({}, Ink::Normal);
    refreshItems();
}

std::optional<std::size_t> WalkPage::current() const
{
    const int row = m_list->currentRow();
    return row < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(row));
}

void WalkPage::add()
{
    if (!m_narrator || m_selection.step() == 0)
        return;
    const core::Conversation &conversation = *m_session.conversation();
    WalkStep step;
    step.step = conversation.step(m_selection.step());
    step.place = {m_session.shown(), m_selection.step()};
    step.bits = m_selection.bits();
    step.recording = m_recording;
    const Catalogue &catalogue = m_narrator->catalogue();
    if (step.step.unit)
        step.picture = pictureOf(conversation, *step.step.unit, step.bits, catalogue);
    if (m_session.hasSeveral())
        for (const Language language : {Language::Korean, Language::English})
            step.connection[static_cast<std::size_t>(language)] =
                Narrator(catalogue, language)
                    .connectionName(conversation.connection(), m_session.shown() + 1);
    insert(m_walk.steps.size(), std::move(step));
}

void WalkPage::insert(std::size_t at, WalkStep step)
{
    m_walk.steps.insert(m_walk.steps.begin() + static_cast<std::ptrdiff_t>(at), std::move(step));
    m_isFilling = true;
    m_list->insertItem(static_cast<int>(at), new QListWidgetItem);
    m_list->setCurrentRow(static_cast<int>(at));
    m_isFilling = false;
    changed();
    refresh();
    m_list->scrollToItem(m_list->currentItem());
}

/// Up or down by one place.
void WalkPage::move(int by)
{
    const int row = m_list->currentRow();
    if (row < 0 || row + by < 0 || row + by >= m_list->count())
        return;
    // The model counts before the row is taken out.
    m_list->model()->moveRow({}, row, {}, by > 0 ? row + by + 1 : row + by);
    m_list->scrollToItem(m_list->currentItem());
}

void WalkPage::moved(int from, int to)
{
    auto &steps = m_walk.steps;
    const auto first = steps.begin() + from;
    if (to > from)
        std::rotate(first, first + 1, steps.begin() + to);
    else
        std::rotate(steps.begin() + to, first, first + 1);
    changed();
    refresh();
}

void WalkPage::remove()
{
    const auto at = current();
    if (!at)
        return;
    m_removed.emplace_back(*at, std::move(m_walk.steps[*at]));
    m_walk.steps.erase(m_walk.steps.begin() + static_cast<std::ptrdiff_t>(*at));
    m_isFilling = true;
    delete m_list->takeItem(static_cast<int>(*at));
    m_isFilling = false;
    changed();
    refresh();
}

void WalkPage::putBack()
{
    if (m_removed.empty())
        return;
    auto [at, step] = std::move(m_removed.back());
    m_removed.pop_back();
    insert(std::min(at, m_walk.steps.size()), std::move(step));
}

/// In the window, while its recording is there.
void WalkPage::showCurrent()
{
    const auto at = current();
    if (!at || m_walk.steps[*at].recording != m_recording)
        return;
    const WalkStep &step = m_walk.steps[*at];
    if (m_session.shown() != step.place.conversation)
        m_selection.setConversation(step.place.conversation);
    m_selection.setStep(step.place.step, step.bits);
}

void WalkPage::changed()
{
    m_isChanged = true;
    tell({}, Ink::Normal);
    refreshItems();
}

/// What belongs to the chosen one.
void WalkPage::refresh()
{
    const auto at = current();
    const std::size_t count = m_walk.steps.size();
    m_empty->setVisible(count == 0);
    m_list->setVisible(count > 0);
    m_add->setEnabled(m_selection.step() > 0);
    m_up->setEnabled(at && *at > 0);
    m_down->setEnabled(at && *at + 1 < count);
    m_remove->setEnabled(at.has_value());
    m_putBack->setEnabled(!m_removed.empty());
    m_export->setEnabled(count > 0);
    m_caption->setEnabled(at.has_value());
    m_elsewhere->setVisible(at && m_walk.steps[*at].recording != m_recording);
    m_isFilling = true;
    const QString text = at ? m_walk.steps[*at].caption : QString();
    if (m_caption->toPlainText() != text)
        m_caption->setPlainText(text);
    m_isFilling = false;
    if (!m_narrator)
        return;
    const QString name =
        at ? m_narrator->phrase("walk.captionof", {{QStringLiteral("number"), QString::number(*at + 1)}})
           : m_narrator->phrase("walk.caption");
    m_captionOf->setText(name);
    m_caption->setAccessibleName(name);
}

void WalkPage::refreshItems()
{
    if (!m_narrator)
        return;
    m_isFilling = true;
    for (std::size_t i = 0; i < m_walk.steps.size(); ++i) {
        const WalkStep &step = m_walk.steps[i];
        const bool isElsewhere = step.recording != m_recording;
        QStringList below{step.connection[static_cast<std::size_t>(m_narrator->language())],
                          isElsewhere ? m_narrator->phrase("walk.elsewhere.short") : QString(),
                          step.caption.trimmed().isEmpty()
                              ? m_narrator->phrase("walk.nocaption")
                              : oneLine(step.caption.trimmed().section(QLatin1Char('\n'), 0, 0))};
        below.removeAll(QString());
        QListWidgetItem *const item = m_list->item(static_cast<int>(i));
        item->setText(QStringLiteral("%1. ").arg(i + 1) + m_narrator->stepTitle(step.step) +
                      QLatin1Char('\n') + below.join(QStringLiteral(" · ")));
        item->setForeground(m_theme.ink(isElsewhere ? Ink::Secondary : Ink::Normal));
    }
    m_isFilling = false;
}

QString WalkPage::message() const { return m_said->isHidden() ? QString() : m_said->text(); }

void WalkPage::tell(const QString &text, Ink ink)
{
    m_said->setText(text);
    m_said->setStyleSheet(QStringLiteral("color: %1;").arg(m_theme.ink(ink).name()));
    m_said->setVisible(!text.isEmpty());
}

bool WalkPage::exportTo(Form form, const QString &path)
{
    if (!m_narrator)
        return false;
    const Narrator &say = *m_narrator;
    bool isWritten = false;
    switch (form) {
    case Form::Html:
        isWritten =
            write(path, [&](QIODevice &file) { return file.write(walkHtml(m_walk, say).toUtf8()) >= 0; });
        break;
    case Form::Pdf:
        isWritten = write(path, [&](QIODevice &file) { return writeWalk(file, m_walk, say); });
        break;
    case Form::Images:
        isWritten = writeImages(path);
        break;
    }
    if (!isWritten)
        return false;
    m_isChanged = false;
    const TextValues values{{QStringLiteral("file"), QFileInfo(path).fileName()},
                            {QStringLiteral("folder"), QDir(path).dirName()},
                            {QStringLiteral("count"), QString::number(m_walk.steps.size())}};
    tell(say.phrase(form == Form::Images ? "walk.written.images" : "walk.written", values), Ink::Kept);
    return true;
}

bool WalkPage::write(const QString &path, const std::function<bool(QIODevice &)> &contents)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && contents(file) && file.commit())
        return true;
    tell(m_narrator->phrase("problem.nowrite", {{QStringLiteral("file"), QFileInfo(path).fileName()},
                                                {QStringLiteral("detail"), file.errorString()}}),
         Ink::Broken);
    return false;
}

/// 01.png and so on.
QStringList WalkPage::imageNames() const
{
    const qsizetype digits = std::max<qsizetype>(2, QString::number(m_walk.steps.size()).size());
    QStringList names;
    for (std::size_t i = 0; i < m_walk.steps.size(); ++i)
        names += QStringLiteral("%1.png").arg(i + 1, static_cast<int>(digits), 10, QLatin1Char('0'));
    return names;
}

bool WalkPage::writeImages(const QString &folder)
{
    const QStringList names = imageNames();
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QImage image = walkImage(m_walk, static_cast<std::size_t>(i), *m_narrator);
        if (!write(QDir(folder).filePath(names[i]),
                   [&image](QIODevice &file) { return image.save(&file, "PNG"); }))
            return false;
    }
    return true;
}

bool WalkPage::mayOverwrite(const QString &folder)
{
    const QStringList names = imageNames();
    const auto there = std::count_if(names.begin(), names.end(), [&folder](const QString &name) {
        return QFileInfo::exists(QDir(folder).filePath(name));
    });
    if (there == 0)
        return true;
    QMessageBox box(QMessageBox::Question, m_narrator->phrase("walk.export"),
                    m_narrator->phrase("walk.overwrite", {{QStringLiteral("count"), QString::number(there)}}),
                    QMessageBox::NoButton, this);
    const QAbstractButton *const over =
        box.addButton(m_narrator->phrase("walk.overwrite.yes"), QMessageBox::DestructiveRole);
    box.setDefaultButton(box.addButton(m_narrator->phrase("walk.leave.cancel"), QMessageBox::RejectRole));
    box.exec();
    return box.clickedButton() == over;
}

bool WalkPage::exportAs(Form form)
{
    if (!m_narrator || m_walk.steps.empty())
        return false;
    if (form == Form::Images) {
        const QString folder = QFileDialog::getExistingDirectory(this, m_narrator->phrase("walk.folder"));
        return !folder.isEmpty() && mayOverwrite(folder) && exportTo(form, folder);
    }
    const bool isHtml = form == Form::Html;
    // The dialog adds the suffix itself, so that it asks before it overwrites that file.
    QFileDialog dialog(this, m_narrator->phrase("walk.export"), QString(),
                       m_narrator->phrase(isHtml ? "walk.html.files" : "walk.pdf.files"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(isHtml ? QStringLiteral("html") : QStringLiteral("pdf"));
    dialog.selectFile(QStringLiteral("walk-through"));
    return dialog.exec() == QDialog::Accepted && exportTo(form, dialog.selectedFiles().value(0));
}

bool WalkPage::mayClose()
{
    if (!isUnsaved())
        return true;
    QMessageBox box(QMessageBox::Question, m_narrator->phrase("view.walk"), m_narrator->phrase("walk.leave"),
                    QMessageBox::NoButton, this);
    box.setInformativeText(m_narrator->phrase(
        "walk.leave.detail", {{QStringLiteral("count"), QString::number(m_walk.steps.size())}}));
    QPushButton *const save = box.addButton(m_narrator->phrase("walk.leave.export"), QMessageBox::AcceptRole);
    const QAbstractButton *const leave =
        box.addButton(m_narrator->phrase("walk.leave.close"), QMessageBox::DestructiveRole);
    QPushButton *const stay = box.addButton(m_narrator->phrase("walk.leave.cancel"), QMessageBox::RejectRole);
    box.setDefaultButton(save);
    box.setEscapeButton(stay);
    box.exec();
    return box.clickedButton() == leave || (box.clickedButton() == save && exportAs(Form::Html));
}

} // namespace ui
