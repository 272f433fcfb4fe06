// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hex/hexpage.h"

#include "ui/lab/choicebox.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace ui {

namespace {

constexpr std::pair<HexSource, const char *> sources[] = {{HexSource::Wire, "hex.wire"},
                                                          {HexSource::Unmasked, "hex.unmasked"},
                                                          {HexSource::Inflated, "hex.inflated"}};

/// 0x1f, 1fh or a decimal number.
std::optional<qsizetype> offsetOf(QString text)
{
    text = text.trimmed().toLower();
    bool isNumber = false;
    qlonglong value = 0;
    if (text.startsWith(QLatin1StringView("0x")))
        value = text.mid(2).toLongLong(&isNumber, 16);
    else if (text.endsWith(QLatin1Char('h')))
        value = text.chopped(1).toLongLong(&isNumber, 16);
    else
        value = text.toLongLong(&isNumber, 10);
    return isNumber && value >= 0 ? std::optional(static_cast<qsizetype>(value)) : std::nullopt;
}

} // namespace

HexPage::HexPage(const Session &session, Selection &selection, QWidget *parent)
    : DockPage(parent)
    , m_session(session)
    , m_selection(selection)
    , m_view(new HexView(session, selection))
    , m_source(new ChoiceBox(this))
    , m_offset(new QLineEdit(this))
    , m_problem(new QLabel(this))
    , m_mark(new QPushButton(this))
    , m_marks(new ChoiceBox(this))
    , m_scroll(new QScrollArea(this))
{
    m_scroll->setWidget(m_view);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_mark->setCheckable(true);
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 4, 12, 6);
    rows->setSpacing(4);
    auto *const line = new QHBoxLayout;
    line->addWidget(m_source);
    line->addWidget(m_offset);
    line->addWidget(m_problem, 1);
    line->addWidget(m_mark);
    line->addWidget(m_marks);
    rows->addLayout(line);
    rows->addWidget(m_scroll, 1);
    connect(m_source, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_view->setSource(sources[static_cast<std::size_t>(std::max(0, index))].first);
        m_problem->clear();
        refresh();
    });
    connect(m_offset, &QLineEdit::returnPressed, this, &HexPage::go);
    connect(m_offset, &QLineEdit::textEdited, m_problem, &QLabel::clear);
    connect(m_mark, &QPushButton::clicked, this, &HexPage::toggleMark);
    connect(m_marks, &QComboBox::activated, this, &HexPage::goToMark);
    connect(&selection, &Selection::changed, this, [this] {
        refresh();
        scrollToSelected();
    });
    connect(&session, &Session::cleared, this, [this] {
        m_bookmarks.clear();
        refresh();
    });
}

QString HexPage::problem() const { return m_problem->text(); }

void HexPage::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    m_view->setAccessibleName(narrator.phrase("view.hex"));
    {
        const QSignalBlocker quiet(m_source);
        const int chosen = std::max(0, m_source->currentIndex());
        m_source->clear();
        for (const auto &[source, text] : sources)
            m_source->addItem(narrator.phrase(text));
        m_source->setCurrentIndex(chosen);
    }
    m_source->setAccessibleName(narrator.phrase("hex.source"));
    m_offset->setPlaceholderText(narrator.phrase("hex.goto"));
    m_offset->setMinimumWidth(m_offset->fontMetrics().horizontalAdvance(m_offset->placeholderText()) + 40);
    m_offset->setAccessibleName(narrator.phrase("hex.goto"));
    m_mark->setText(narrator.phrase("hex.mark"));
    m_marks->setAccessibleName(narrator.phrase("hex.marks"));
    m_view->setNarrator(narrator);
    refresh();
}

void HexPage::setTheme(const Theme &theme)
{
    m_view->setTheme(theme);
    m_problem->setStyleSheet(QStringLiteral("color: %1;").arg(theme.ink(Ink::Broken).name()));
}

void HexPage::go()
{
    const std::optional<qsizetype> offset = offsetOf(m_offset->text());
    const bool isThere = offset && m_view->goTo(*offset);
    m_problem->setText(isThere || !m_narrator
                           ? QString()
                           : m_narrator->phrase("hex.nooffset", {{QStringLiteral("count"),
                                                                  QString::number(m_view->byteCount())}}));
    if (isThere)
        scrollToSelected();
}

std::optional<HexPage::Bookmark> HexPage::here() const
{
    if (!m_selection.unit() || m_selection.bits().bits == 0)
        return std::nullopt;
    return Bookmark{m_session.shown(), *m_selection.unit(), m_selection.bits()};
}

void HexPage::toggleMark()
{
    if (const auto place = here()) {
        const auto known = std::find(m_bookmarks.begin(), m_bookmarks.end(), *place);
        if (known == m_bookmarks.end())
            m_bookmarks.push_back(*place);
        else
            m_bookmarks.erase(known);
    }
    refresh();
}

void HexPage::goToMark(int index)
{
    if (index < 1 || static_cast<std::size_t>(index) > m_bookmarks.size())
        return;
    const Bookmark mark = m_bookmarks[static_cast<std::size_t>(index) - 1];
    m_selection.setConversation(mark.conversation);
    if (m_selection.selectUnit(mark.unit))
        m_selection.selectBits(mark.bits);
}

/// Which bookmarks there are, and whether this place is one of them.
void HexPage::refresh()
{
    if (!m_narrator)
        return;
    const auto place = here();
    const auto known = place ? std::find(m_bookmarks.begin(), m_bookmarks.end(), *place) : m_bookmarks.end();
    m_mark->setEnabled(place.has_value());
    m_mark->setChecked(known != m_bookmarks.end());
    const QSignalBlocker quiet(m_marks);
    m_marks->clear();
    m_marks->addItem(m_narrator->phrase("hex.marks.count",
                                        {{QStringLiteral("count"), QString::number(m_bookmarks.size())}}));
    for (const Bookmark &mark : m_bookmarks) {
        const core::Conversation &conversation = m_session.conversations()[mark.conversation];
        m_marks->addItem(m_narrator->phrase(
            "hex.marks.item", {{QStringLiteral("number"), QString::number(mark.unit)},
                               {QStringLiteral("what"), m_narrator->unitTitle(conversation, mark.unit)},
                               {QStringLiteral("offset"), QString::number(mark.bits.bit / 8, 16)}}));
    }
    m_marks->setCurrentIndex(0);
    m_marks->setEnabled(!m_bookmarks.empty());
}

void HexPage::scrollToSelected()
{
    const QRectF rect = m_view->selectedRect();
    if (!rect.isNull() && isVisibleTo(window()))
        m_scroll->ensureVisible(qRound(rect.center().x()), qRound(rect.center().y()), 40, 40);
}

} // namespace ui
