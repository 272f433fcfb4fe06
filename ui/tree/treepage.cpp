// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tree/treepage.h"

#include "ui/pagekeys.h"

#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace ui {

namespace {

enum Column : quint8 { Name, Value, Meaning, Place, Broken, columns };
constexpr const char *heads[] = {"tree.field", "tree.value", "tree.meaning", "tree.place", "table.findings"};
constexpr int widths[] = {260, 240, 260, 150, 80};
constexpr int firstBitRole = Qt::UserRole;
constexpr int bitsRole = Qt::UserRole + 1;

/// Byte 2, or byte 0 bit 4–7, as a reader counts them.
QString placeOf(const Narrator &narrator, core::BitSpan span)
{
    const bool isBytes = span.bit % 8 == 0 && span.bits % 8 == 0;
    const quint64 last = isBytes ? (span.end() - 1) / 8 : span.bit % 8 + span.bits - 1;
    const quint64 first = isBytes ? span.bit / 8 : span.bit % 8;
    const QString range =
        first == last ? QString::number(first) : QStringLiteral("%1–%2").arg(first).arg(last);
    return isBytes ? narrator.phrase("tree.bytes", {{QStringLiteral("range"), range}})
                   : narrator.phrase("tree.bits", {{QStringLiteral("byte"), QString::number(span.bit / 8)},
                                                   {QStringLiteral("range"), range}});
}

} // namespace

TreePage::TreePage(const Session &session, Selection &selection, QWidget *parent)
    : DockPage(parent)
    , m_session(session)
    , m_selection(selection)
    , m_tree(new QTreeWidget(this))
{
    m_tree->setColumnCount(columns);
    keepPageKeys(m_tree);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    for (int column = 0; column < columns; ++column)
        m_tree->setColumnWidth(column, widths[column]);
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_tree);
    connect(m_tree, &QTreeWidget::currentItemChanged, this,
            [this](const QTreeWidgetItem *current) { choose(current); });
    connect(&selection, &Selection::changed, this, &TreePage::follow);
    connect(&session, &Session::cleared, this, [this] { m_built.reset(); });
}

core::BitSpan TreePage::spanOf(const QTreeWidgetItem &item)
{
    return {item.data(Name, firstBitRole).toULongLong(), item.data(Name, bitsRole).toULongLong()};
}

void TreePage::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    m_tree->setAccessibleName(narrator.phrase("view.tree"));
    QStringList texts;
    for (const char *head : heads)
        texts += narrator.phrase(head);
    m_tree->setHeaderLabels(texts);
    m_built.reset();
    follow();
}

void TreePage::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_tree->setFont(theme.zoomedFont(FontRole::Body));
    m_tree->header()->setFont(theme.zoomedFont(FontRole::SmallBold));
    for (int column = 0; column < columns; ++column)
        m_tree->setColumnWidth(column, qRound(widths[column] * theme.zoom()));
    m_built.reset();
    follow();
}

void TreePage::showEvent(QShowEvent *event)
{
    DockPage::showEvent(event);
    follow();
}

void TreePage::follow()
{
    if (!m_narrator || !isVisibleTo(window()))
        return;
    m_isFollowing = true;
    if (!m_selection.unit()) {
        m_tree->clear();
        m_built.reset();
    } else {
        const std::pair here(m_session.shown(), *m_selection.unit());
        const quint64 length = m_session.conversation()->index().length(here.second);
        if (m_built != here || m_length != length) {
            m_tree->clear();
            m_built = here;
            m_length = length;
            build(here.second);
        }
        QTreeWidgetItem *const item = itemFor(m_selection.bits());
        m_tree->setCurrentItem(item);
        if (item != nullptr)
            m_tree->scrollToItem(item);
    }
    m_isFollowing = false;
}

void TreePage::build(quint32 unit)
{
    const core::Conversation &conversation = *m_session.conversation();
    const QByteArray bytes = conversation.index().bytes(unit);
    const core::Field tree = conversation.fieldsOf(unit);
    add(m_tree->invisibleRootItem(), tree, unit, core::spanOf(bytes));
    m_tree->expandAll();
}

void TreePage::add(QTreeWidgetItem *parent, const core::Field &field, quint32 unit, core::ByteSpan bytes)
{
    const core::Conversation &conversation = *m_session.conversation();
    auto *const item = new QTreeWidgetItem(parent);
    item->setText(Name, m_narrator->fieldLabel(field.id));
    item->setText(Value, oneLine(Narrator::valueLiteral(field, bytes)));
    item->setText(Meaning, m_narrator->valueMeaning(field, bytes));
    item->setText(Place, placeOf(*m_narrator, field.span));
    item->setFont(Value, m_theme.zoomedFont(FontRole::Mono));
    item->setForeground(Broken, m_theme.ink(Ink::Broken));
    item->setData(Name, firstBitRole, QVariant::fromValue(field.span.bit));
    item->setData(Name, bitsRole, QVariant::fromValue(field.span.bits));
    QStringList broken;
    for (const core::Finding *finding : conversation.findingsOf(unit))
        if (field.children.empty() && finding->check.span.overlaps(field.span))
            broken += QStringLiteral("✗ %1").arg(QLatin1StringView(finding->check.rule->id));
    item->setText(Broken, broken.join(QLatin1Char(' ')));
    for (const core::Field &child : field.children)
        add(item, child, unit, bytes);
}

/// The smallest field that covers the bits.
QTreeWidgetItem *TreePage::itemFor(core::BitSpan bits) const
{
    QTreeWidgetItem *found = nullptr;
    if (bits.bits == 0)
        return found;
    QTreeWidgetItem *parent = m_tree->invisibleRootItem();
    for (bool isDeeper = true; isDeeper;) {
        isDeeper = false;
        for (int i = 0; i < parent->childCount() && !isDeeper; ++i)
            if (spanOf(*parent->child(i)).contains(bits)) {
                found = parent = parent->child(i);
                isDeeper = true;
            }
    }
    return found;
}

void TreePage::choose(const QTreeWidgetItem *item)
{
    if (!m_isFollowing && item != nullptr)
        m_selection.selectBits(spanOf(*item));
}

} // namespace ui
