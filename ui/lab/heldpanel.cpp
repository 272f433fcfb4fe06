// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/heldpanel.h"

#include "core/protocol/frame.h"
#include "ui/lab/heldview.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>

#include <algorithm>

namespace ui {

namespace {

constexpr int longestDelayMs = 600'000;

bool isHttp(const core::HeldUnit &unit)
{
    return unit.kind == core::UnitKind::Request || unit.kind == core::UnitKind::Response;
}

} // namespace

/// One change to what becomes of a unit.
class HeldPanel::Change : public QUndoCommand
{
public:
    Change(HeldPanel &panel, quint64 held, core::Delivery before, core::Delivery after, const QString &what)
        : QUndoCommand(what)
        , m_panel(panel)
        , m_held(held)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {}

    void redo() override { set(m_after); }
    void undo() override { set(m_before); }

private:
    void set(const core::Delivery &delivery)
    {
        if (!m_panel.isHeld(m_held)) {
            setObsolete(true); // it has left the wire
            return;
        }
        m_panel.m_asked[m_held] = delivery;
        m_panel.m_lab.setDelivery(m_held, delivery);
        if (m_panel.m_current == m_held)
            m_panel.refresh();
        else
            m_panel.show(m_held);
    }

    HeldPanel &m_panel;
    quint64 m_held;
    core::Delivery m_before;
    core::Delivery m_after;
};

/// Two neighbours change places.
class HeldPanel::Swap : public QUndoCommand
{
public:
    Swap(HeldPanel &panel, quint64 first, quint64 second, const QString &what)
        : QUndoCommand(what)
        , m_panel(panel)
        , m_first(first)
        , m_second(second)
    {}

    void redo() override { swap(m_first); }
    void undo() override { swap(m_second); }

private:
    void swap(quint64 first)
    {
        if (m_panel.isHeld(m_first) && m_panel.isHeld(m_second))
            m_panel.m_lab.swapWithNext(first);
        else
            setObsolete(true);
    }

    HeldPanel &m_panel;
    quint64 m_first;
    quint64 m_second;
};

HeldPanel::HeldPanel(const Session &session, core::LabControl &lab, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_lab(lab)
    , m_title(new QLabel(this))
    , m_subtitle(new QLabel(this))
    , m_waiting(new QLabel(this))
    , m_scroll(new QScrollArea(this))
    , m_view(new HeldView)
    , m_fieldName(new QLabel(this))
    , m_value(new QLineEdit(this))
    , m_textName(new QLabel(this))
    , m_text(new QLineEdit(this))
    , m_consistent(new QCheckBox(this))
    , m_drop(new QPushButton(this))
    , m_double(new QPushButton(this))
    , m_glue(new QPushButton(this))
    , m_split(new QPushButton(this))
    , m_swap(new QPushButton(this))
    , m_delay(new QSpinBox(this))
    , m_undoButton(new QPushButton(this))
    , m_redoButton(new QPushButton(this))
    , m_revert(new QPushButton(this))
    , m_pass(new QPushButton(this))
    , m_summary(new QLabel(this))
{
    setObjectName(QStringLiteral("heldPanel"));
    setAttribute(Qt::WA_StyledBackground);
    build();
    connect(&session, &Session::heldChanged, this, &HeldPanel::heldChanged);
    connect(m_view, &HeldView::editRequested, this, &HeldPanel::edit);
    connect(m_view, &HeldView::cursorMoved, this, &HeldPanel::refreshField);
    connect(m_value, &QLineEdit::returnPressed, this, &HeldPanel::applyValue);
    connect(m_text, &QLineEdit::returnPressed, this, &HeldPanel::applyText);
    const auto set = [this](QPushButton *button, auto apply) {
        connect(button, &QPushButton::clicked, this, [this, button, apply](bool on) {
            core::Delivery wanted = delivery();
            apply(wanted, on);
            change(wanted, button->text());
        });
    };
    set(m_drop, [](core::Delivery &d, bool on) { d.copies = on ? 0 : 1; });
    set(m_double, [](core::Delivery &d, bool on) { d.copies = on ? 2 : 1; });
    set(m_glue, [](core::Delivery &d, bool on) { d.glue = on; });
    connect(m_split, &QPushButton::clicked, this, &HeldPanel::toggleSplit);
    connect(m_swap, &QPushButton::clicked, this, &HeldPanel::swap);
    connect(m_delay, &QSpinBox::editingFinished, this, [this] {
        core::Delivery wanted = delivery();
        wanted.delayMs = m_delay->value();
        if (wanted != delivery())
            change(wanted, tr("Delay"));
    });
    connect(m_undoButton, &QPushButton::clicked, &m_undo, &QUndoStack::undo);
    connect(m_redoButton, &QPushButton::clicked, &m_undo, &QUndoStack::redo);
    connect(&m_undo, &QUndoStack::canUndoChanged, m_undoButton, &QWidget::setEnabled);
    connect(&m_undo, &QUndoStack::canRedoChanged, m_redoButton, &QWidget::setEnabled);
    connect(m_revert, &QPushButton::clicked, this, &HeldPanel::revert);
    connect(m_pass, &QPushButton::clicked, this, &HeldPanel::passOn);
    retranslate();
    refresh();
}

void HeldPanel::build()
{
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 12, 0, 10);
    rows->setSpacing(6);
    const auto inset = [](QLayout *layout) { layout->setContentsMargins(20, 0, 20, 0); };
    auto *const head = new QVBoxLayout;
    inset(head);
    head->setSpacing(2);
    head->addWidget(m_title);
    head->addWidget(m_subtitle);
    m_waiting->setObjectName(QStringLiteral("waiting"));
    m_waiting->setWordWrap(true);
    head->addWidget(m_waiting);
    m_clock.start();
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &HeldPanel::refreshWaiting);
    rows->addLayout(head);
    m_scroll->setWidget(m_view);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    rows->addWidget(m_scroll, 1);

    auto *const field = new QHBoxLayout;
    inset(field);
    field->setSpacing(8);
    m_fieldName->setBuddy(m_value);
    m_textName->setBuddy(m_text);
    field->addWidget(m_fieldName);
    field->addWidget(m_value, 2);
    field->addWidget(m_textName);
    field->addWidget(m_text, 2);
    field->addWidget(m_consistent);
    rows->addLayout(field);

    auto *const deeds = new QHBoxLayout;
    inset(deeds);
    deeds->setSpacing(6);
    for (QPushButton *button : {m_drop, m_double, m_glue})
        button->setCheckable(true);
    for (QPushButton *button : {m_drop, m_double, m_split, m_glue, m_swap})
        deeds->addWidget(button);
    m_delay->setRange(0, longestDelayMs);
    m_delay->setSingleStep(100);
    m_delay->setButtonSymbols(QAbstractSpinBox::NoButtons);
    deeds->addWidget(m_delay);
    deeds->addStretch(1);
    rows->addLayout(deeds);

    auto *const last = new QHBoxLayout;
    inset(last);
    last->setSpacing(6);
    m_summary->setWordWrap(true);
    last->addWidget(m_summary, 1);
    for (QPushButton *button : {m_undoButton, m_redoButton, m_revert, m_pass})
        last->addWidget(button);
    m_undoButton->setEnabled(false);
    m_redoButton->setEnabled(false);
    m_pass->setObjectName(QStringLiteral("primary"));
    rows->addLayout(last);
}

void HeldPanel::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    m_view->setNarrator(narrator);
    refresh();
}

void HeldPanel::setTheme(const Theme &theme)
{
    m_view->setTheme(theme);
    m_title->setFont(theme.font(FontRole::Title));
    m_value->setFont(theme.font(FontRole::Mono));
    for (QLabel *label : {m_subtitle, m_waiting})
        label->setStyleSheet(QStringLiteral("color: %1;").arg(theme.ink(Ink::Secondary).name()));
    m_summary->setStyleSheet(QStringLiteral("color: %1;").arg(theme.ink(Ink::Selection).name()));
}

void HeldPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void HeldPanel::retranslate()
{
    m_consistent->setText(tr("Keep it consistent"));
    m_consistent->setToolTip(tr("Length, masking and Accept follow a change; else they are left broken"));
    m_drop->setText(tr("Drop"));
    m_drop->setToolTip(tr("Do not pass it on"));
    m_double->setText(tr("Twice"));
    m_double->setToolTip(tr("Pass it on twice"));
    m_glue->setText(tr("Join next"));
    m_glue->setToolTip(tr("Pass it on in one write with the unit after it"));
    m_split->setText(tr("Split here"));
    m_split->setToolTip(tr("Begin a new write at the byte under the cursor, or undo that"));
    m_swap->setText(tr("Swap next"));
    m_swap->setToolTip(tr("Let the unit after it go first"));
    m_delay->setPrefix(tr("Delay "));
    m_delay->setSuffix(QStringLiteral(" ms"));
    m_delay->setToolTip(tr("How long it waits on the wire after it is passed on"));
    m_delay->setAccessibleName(tr("Delay"));
    m_undoButton->setText(tr("Undo"));
    m_redoButton->setText(tr("Redo"));
    m_revert->setText(tr("As it came"));
    m_revert->setToolTip(tr("Take back all that was changed in this unit"));
    m_pass->setText(tr("Pass on"));
    m_pass->setToolTip(tr("Pass this unit on, and those before it in its direction (F10)"));
    m_textName->setText(tr("Text"));
    m_text->setAccessibleName(tr("Text"));
    refresh();
}

void HeldPanel::show(quint64 held)
{
    m_current = held;
    refresh();
    emit currentChanged();
}

const core::HeldUnit *HeldPanel::unit() const
{
    const QVector<core::HeldUnit> &held = m_session.held();
    const auto found =
        std::find_if(held.begin(), held.end(), [this](const auto &u) { return u.id == m_current; });
    return found == held.end() ? nullptr : &*found;
}

std::optional<quint64> HeldPanel::current() const
{
    return unit() != nullptr ? std::optional(m_current) : std::nullopt;
}

core::Delivery HeldPanel::delivery() const
{
    if (const auto asked = m_asked.find(m_current); asked != m_asked.end())
        return asked->second;
    const core::HeldUnit *const held = unit();
    return held != nullptr ? held->delivery : core::Delivery();
}

// What comes from the wire may be older than what was asked for last; that stays until the unit has gone.
void HeldPanel::heldChanged()
{
    const QVector<core::HeldUnit> &held = m_session.held();
    std::erase_if(m_asked, [&held](const auto &asked) {
        return std::none_of(held.begin(), held.end(), [&](const auto &u) { return u.id == asked.first; });
    });
    if (held.isEmpty())
        m_undo.clear();
    std::erase_if(m_since, [&held](const auto &since) {
        return std::none_of(held.begin(), held.end(), [&](const auto &u) { return u.id == since.first; });
    });
    for (const core::HeldUnit &each : held)
        m_since.emplace(each.id, m_clock.elapsed());
    const core::HeldUnit *const now = unit();
    if (now != nullptr && m_shown && m_shown->id == now->id && m_shown->bytes == now->bytes &&
        m_shown->isArriving == now->isArriving && m_shown->delivery == delivery()) {
        m_title->setText(titleOf(*m_shown));
        m_swap->setEnabled(next(m_current).has_value());
        return; // others have come or gone; what is being typed stays
    }
    if (now == nullptr) {
        m_current = held.isEmpty() ? 0 : held.front().id;
        emit currentChanged();
    }
    refresh();
}

void HeldPanel::change(const core::Delivery &wanted, const QString &what)
{
    if (unit() != nullptr && wanted != delivery())
        m_undo.push(new Change(*this, m_current, delivery(), wanted, what));
    refresh();
}

void HeldPanel::edit(const core::UnitEdit &edit)
{
    const core::HeldUnit *const held = unit();
    if (held == nullptr)
        return;
    core::UnitEdit wanted = edit;
    wanted.consistent = m_consistent->isChecked();
    core::Delivery now = delivery();
    const auto bytes = core::applyEdit(now.bytes.value_or(held->bytes), held->kind, wanted);
    if (!bytes) {
        m_summary->setText(m_narrator ? m_narrator->phrase("held.nofit") : QString());
        return;
    }
    now.bytes = *bytes == held->bytes ? std::nullopt : std::optional(*bytes);
    now.keepAccept = wanted.consistent && held->kind == core::UnitKind::Request && now.bytes.has_value();
    change(now, tr("Edit"));
}

void HeldPanel::passOn()
{
    if (unit() != nullptr)
        m_lab.letGo(m_current);
}

void HeldPanel::revert() { change({}, m_revert->text()); }

void HeldPanel::toggleSplit()
{
    core::Delivery wanted = delivery();
    const auto at = static_cast<quint32>(m_view->cursor() / 8);
    const auto place = std::lower_bound(wanted.splits.begin(), wanted.splits.end(), at);
    if (place != wanted.splits.end() && *place == at)
        wanted.splits.erase(place);
    else if (at > 0)
        wanted.splits.insert(place, at);
    change(wanted, m_split->text());
}

void HeldPanel::swap()
{
    if (const auto second = next(m_current))
        m_undo.push(new Swap(*this, m_current, *second, m_swap->text()));
}

bool HeldPanel::isHeld(quint64 held) const
{
    const QVector<core::HeldUnit> &all = m_session.held();
    return std::any_of(all.begin(), all.end(), [held](const auto &unit) { return unit.id == held; });
}

std::optional<quint64> HeldPanel::next(quint64 held) const
{
    const QVector<core::HeldUnit> &all = m_session.held();
    const auto one = std::find_if(all.begin(), all.end(), [held](const auto &u) { return u.id == held; });
    if (one == all.end())
        return std::nullopt;
    const auto other = std::find_if(one + 1, all.end(), [one](const auto &u) {
        return u.connection == one->connection && u.direction == one->direction;
    });
    return other == all.end() || !other->whole || !one->whole ? std::nullopt : std::optional(other->id);
}

void HeldPanel::refresh()
{
    const core::HeldUnit *const held = unit();
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_value, m_text, m_consistent, m_drop, m_double, m_glue, m_split,
                                          m_swap, m_delay, m_revert, m_pass})
        widget->setEnabled(held != nullptr && !held->isArriving);
    if (held == nullptr || !m_narrator) {
        m_shown.reset();
        m_view->setUnit(std::nullopt);
        m_title->clear();
        m_subtitle->clear();
        m_second.stop();
        m_waiting->clear();
        m_summary->clear();
        return;
    }
    core::HeldUnit shown = *held;
    shown.delivery = delivery();
    m_shown = shown;
    m_view->setUnit(shown);
    m_pass->setEnabled(true);
    m_title->setText(titleOf(shown));
    m_subtitle->setText(subtitleOf(shown));
    refreshWaiting();
    m_second.start();
    m_summary->setText(summaryOf(shown));
    m_drop->setChecked(shown.delivery.copies == 0);
    m_double->setChecked(shown.delivery.copies == 2);
    m_glue->setChecked(shown.delivery.glue);
    const QSignalBlocker quiet(m_delay);
    m_delay->setValue(shown.delivery.delayMs);
    m_swap->setEnabled(next(m_current).has_value());
    m_revert->setEnabled(shown.delivery != core::Delivery());
    refreshField();
}

QString HeldPanel::titleOf(const core::HeldUnit &held) const
{
    QString what;
    if (const core::Conversation *const conversation = m_session.conversation())
        if (const auto number = conversation->unitAt(held.direction, held.offset);
            number && conversation->connection().id == held.connection)
            what = m_narrator->unitLabel(*conversation, *number);
    return m_narrator->phrase(held.isArriving ? "held.arriving" : "held.title",
                              {{QStringLiteral("what"), what}});
}

void HeldPanel::refreshWaiting()
{
    if (const core::HeldUnit *const held = unit(); held != nullptr && m_narrator)
        m_waiting->setText(waitingText(*held));
}

/// How long it has been held, and what the clocks of the ends say to that.
QString HeldPanel::waitingText(const core::HeldUnit &held) const
{
    const auto since = m_since.find(held.id);
    const qint64 ms = since == m_since.end() ? 0 : m_clock.elapsed() - since->second;
    const QString line =
        m_narrator->phrase("held.since", {{QStringLiteral("seconds"), QString::number(ms / 1000)}});
    // Further clients of a run are as its first one.
    const auto own = std::find_if(m_connections.begin(), m_connections.end(),
                                  [&held](const auto &each) { return each.id == held.connection; });
    if (m_connections.empty())
        return line;
    const auto patience = core::patienceFor(held, own == m_connections.end() ? m_connections.front() : *own);
    if (!patience)
        return line + QLatin1Char(' ') + m_narrator->phrase("held.nobody");
    using Limit = core::Patience::Limit;
    const char *const what = patience->limit == Limit::Known     ? "held.patience"
                             : patience->limit == Limit::Unknown ? "held.patience.unknown"
                                                                 : "held.patience.none";
    return line + QLatin1Char(' ') +
           m_narrator->phrase(what, {{QStringLiteral("who"), m_narrator->side(patience->who)},
                                     {QStringLiteral("Who"), m_narrator->sideCapital(patience->who)},
                                     {QStringLiteral("seconds"),
                                      QString::number(static_cast<double>(patience->ms) / 1000)}});
}

QString HeldPanel::subtitleOf(const core::HeldUnit &held) const
{
    QStringList chunks;
    for (const quint32 chunk : held.chunks)
        chunks += QString::number(chunk);
    const TextValues values{{QStringLiteral("who"), m_narrator->sideCapital(held.direction)},
                            {QStringLiteral("peer"), m_narrator->side(core::opposite(held.direction))},
                            {QStringLiteral("bytes"), QString::number(held.bytes.size())},
                            {QStringLiteral("chunks"), chunks.join(QStringLiteral(" + "))}};
    const QString line = m_narrator->phrase("held.subtitle", values);
    return held.whole || held.isArriving ? line
                                         : line + QStringLiteral(" · ") + m_narrator->phrase("held.piece");
}

QString HeldPanel::summaryOf(const core::HeldUnit &held) const
{
    QStringList parts;
    const core::Delivery &now = held.delivery;
    if (now.copies == 0)
        return m_narrator->phrase("held.dropped");
    if (now.bytes) {
        const core::EditedBytes edited = core::editedBytes(held.bytes, *now.bytes);
        const auto hex = [&edited](const QByteArray &bytes, quint64 count) {
            constexpr quint64 shown = 6;
            const QByteArray piece = bytes.mid(static_cast<qsizetype>(edited.from),
                                               static_cast<qsizetype>(std::min(count, shown)));
            return count == 0 ? QStringLiteral("–")
                              : QString::fromLatin1(piece.toHex(' ')) +
                                    (count > shown ? QStringLiteral(" …") : QString());
        };
        parts += m_narrator->phrase(
            "held.edited", {{QStringLiteral("at"), QString::number(edited.from)},
                            {QStringLiteral("before"), hex(edited.sent, edited.sentCount)},
                            {QStringLiteral("after"), hex(edited.delivered, edited.deliveredCount)}});
    }
    if (now.copies > 1)
        parts += m_narrator->phrase("held.doubled");
    if (now.delayMs > 0)
        parts += m_narrator->phrase("held.delayed", {{QStringLiteral("ms"), QString::number(now.delayMs)}});
    if (!now.splits.empty())
        parts += m_narrator->phrase("held.split",
                                    {{QStringLiteral("count"), QString::number(now.splits.size() + 1)}});
    if (now.glue)
        parts += m_narrator->phrase("held.glued");
    return parts.isEmpty() ? m_narrator->phrase("held.unchanged") : parts.join(QStringLiteral(" · "));
}

void HeldPanel::refreshField()
{
    const core::HeldUnit *const held = unit();
    const core::Field *const field = m_view->field();
    const bool isWhole = field != nullptr && field->span.bit % 8 == 0 && field->span.bits % 8 == 0;
    m_fieldName->setText(field != nullptr && m_narrator ? m_narrator->fieldLabel(field->id) : QString());
    m_value->setEnabled(held != nullptr && !held->isArriving && isWhole);
    m_value->setAccessibleName(m_fieldName->text());
    const bool isText = held != nullptr && held->kind == core::UnitKind::Frame && field != nullptr &&
                        (field->id == "ws.frame.payload" || field->id == "ws.frame.close.reason");
    m_textName->setVisible(isText);
    m_text->setVisible(isText);
    if (field == nullptr || held == nullptr) {
        m_value->clear();
        return;
    }
    const QByteArray &bytes = m_view->bytes();
    const QByteArray value =
        bytes.mid(static_cast<qsizetype>(field->span.bit / 8), static_cast<qsizetype>(field->span.bits / 8));
    m_value->setText(isHttp(*held) ? QString::fromUtf8(value)
                     : isWhole     ? QString::fromLatin1(value.toHex(' '))
                                   : HeldView::tr("Space flips the bit"));
    if (!isText)
        return;
    const auto header = core::readFrameHeader(core::spanOf(bytes));
    const bool isMasked = header && header->masked;
    const quint64 phase = field->span.bit / 8 - (header ? header->size : 0);
    m_text->setText(
        QString::fromUtf8(isMasked ? core::applyMask(core::spanOf(value), header->key, phase) : value));
}

void HeldPanel::applyValue()
{
    const core::HeldUnit *const held = unit();
    const core::Field *const field = m_view->field();
    if (held == nullptr || field == nullptr)
        return;
    const QString typed = m_value->text();
    const auto bytes = isHttp(*held) ? std::optional(typed.toUtf8())
                                     : core::fromHex(typed.simplified().remove(u' ').toLatin1());
    if (!bytes) {
        m_summary->setText(m_narrator->phrase("held.nohex"));
        return;
    }
    core::UnitEdit wanted;
    wanted.kind = core::UnitEdit::Kind::Replace;
    wanted.at = field->span.bit / 8;
    wanted.removed = field->span.bits / 8;
    wanted.bytes = *bytes;
    edit(wanted);
}

void HeldPanel::applyText()
{
    const core::Field *const field = m_view->field();
    const auto header = core::readFrameHeader(core::spanOf(m_view->bytes()));
    if (unit() == nullptr || field == nullptr || !header)
        return;
    const QByteArray typed = m_text->text().toUtf8();
    const quint64 phase = field->span.bit / 8 - header->size;
    core::UnitEdit wanted;
    wanted.kind = core::UnitEdit::Kind::Replace;
    wanted.at = field->span.bit / 8;
    wanted.removed = field->span.bits / 8;
    wanted.bytes = header->masked ? core::applyMask(core::spanOf(typed), header->key, phase) : typed;
    edit(wanted);
}

} // namespace ui
