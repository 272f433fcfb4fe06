// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/controlpages.h"

#include "core/bytes/bytes.h"
#include "core/engine/deviation.h"
#include "core/protocol/frame.h"
#include "ui/lab/choicebox.h"
#include "ui/lab/inputs.h"
#include "ui/lab/textline.h"
#include "ui/lab/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

namespace ui {

namespace {

constexpr int asHex = 1; // of PingPage::m_form
constexpr int noCode = -1;
constexpr int otherCode = -2;

QHBoxLayout *rowOf(QWidget *page)
{
    auto *const row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    return row;
}

QString secondary(const Theme &theme)
{
    return QStringLiteral("color: %1;").arg(theme.ink(Ink::Secondary).name());
}

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

/// RFC 6455 §7.4: what must not stand in a Close frame.
bool isForbidden(int code)
{
    return code < 1000 || code == 1004 || code == 1005 || code == 1006 || code == 1015 || code >= 5000;
}

} // namespace

PingPage::PingPage(Kind kind, QWidget *parent)
    : ComposerPage(parent)
    , m_kind(kind)
    , m_form(new ChoiceBox(this))
    , m_line(new TextLine(this))
    , m_count(new QLabel(this))
{
    const QString name = kind == Kind::Ping ? QStringLiteral("ping") : QStringLiteral("pong");
    m_line->setObjectName(name + QStringLiteral("Line"));
    m_form->setObjectName(name + QStringLiteral("Form"));
    QHBoxLayout *const row = rowOf(this);
    row->addWidget(m_form);
    row->addWidget(m_line, 1);
    row->addWidget(m_count);
    setFocusProxy(m_line);
    connect(m_form, &QComboBox::currentIndexChanged, this, &PingPage::refresh);
    connect(m_line, &QLineEdit::textChanged, this, &PingPage::refresh);
    connect(m_line, &TextLine::sendRequested, this, &PingPage::sendRequested);
    retranslate();
}

Draft PingPage::draft() const
{
    Draft draft;
    draft.deed = m_kind == Kind::Ping ? QStringLiteral("ping") : QStringLiteral("pong");
    const QString text = m_line->text();
    const bool isHex = m_form->currentIndex() == asHex;
    if (isHex) {
        draft.problem = Words::badHex(text);
        draft.missing = Words::unfinishedHex(text);
    }
    draft.bytes = isHex ? hexBytes(text).value_or(QByteArray()) : text.toUtf8();
    if (!draft.bytes.isEmpty() && isHex)
        draft.args.insert(QLatin1StringView("hex"),
                          QString::fromLatin1(core::toHex(core::spanOf(draft.bytes))));
    else if (!draft.bytes.isEmpty())
        draft.args.insert(QLatin1StringView("text"), text);
    if (static_cast<quint64>(draft.bytes.size()) > core::maxControlBytes)
        draft.problem = tr("A control frame carries 125 bytes at most; a longer one can be made by hand.");
    return draft;
}

void PingPage::accepted() { m_line->remember(m_line->text()); }

bool PingPage::isReadyToSend()
{
    const bool isComposing = m_line->isComposing();
    m_line->finishComposing();
    return !isComposing;
}

void PingPage::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_count->setStyleSheet(secondary(theme));
    refresh();
}

void PingPage::retranslate()
{
    const int form = std::max(0, m_form->currentIndex());
    const QSignalBlocker quiet(m_form);
    m_form->clear();
    m_form->addItems({tr("Text"), tr("Hex")});
    m_form->setCurrentIndex(form);
    m_form->setAccessibleName(tr("The payload is written as"));
    m_form->setToolTip(m_form->accessibleName());
    m_line->setAccessibleName(m_kind == Kind::Ping ? tr("Payload of the Ping") : tr("Payload of the Pong"));
    m_line->setPlaceholderText(m_kind == Kind::Ping
                                   ? tr("Nothing, or up to 125 bytes; the Pong brings them back")
                                   : tr("Nothing, or up to 125 bytes; no Ping is needed"));
    refresh();
}

void PingPage::refresh()
{
    m_line->setFont(m_theme.font(m_form->currentIndex() == asHex ? FontRole::Mono : FontRole::Body));
    m_count->setText(tr("%1 / %2 bytes").arg(draft().bytes.size()).arg(core::maxControlBytes));
    emit changed();
}

ClosePage::ClosePage(QWidget *parent)
    : ComposerPage(parent)
    , m_usual(new ChoiceBox(this))
    , m_code(new QSpinBox(this))
    , m_reason(new TextLine(this))
    , m_count(new QLabel(this))
{
    m_usual->setObjectName(QStringLiteral("closeUsual"));
    m_code->setObjectName(QStringLiteral("closeCode"));
    m_reason->setObjectName(QStringLiteral("closeReason"));
    m_code->setRange(0, 0xffff);
    m_code->setValue(1000);
    m_code->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_code->setFixedWidth(72);
    QHBoxLayout *const row = rowOf(this);
    row->addWidget(m_usual);
    row->addWidget(m_code);
    row->addWidget(m_reason, 1);
    row->addWidget(m_count);
    setFocusProxy(m_usual);
    connect(m_usual, &QComboBox::currentIndexChanged, this, &ClosePage::choose);
    connect(m_code, &QSpinBox::valueChanged, this, [this](int code) {
        const int known = m_usual->findData(code);
        const QSignalBlocker quiet(m_usual);
        m_usual->setCurrentIndex(known >= 0 ? known : m_usual->findData(otherCode));
        refresh();
    });
    connect(m_reason, &QLineEdit::textChanged, this, &ClosePage::refresh);
    connect(m_reason, &TextLine::sendRequested, this, &ClosePage::sendRequested);
    retranslate();
}

bool ClosePage::isWithoutCode() const { return m_usual->currentData().toInt() == noCode; }

void ClosePage::choose()
{
    const int code = m_usual->currentData().toInt();
    if (code >= 0)
        m_code->setValue(code);
    refresh();
    if (code == otherCode) {
        m_code->setFocus();
        m_code->selectAll();
    }
}

Draft ClosePage::draft() const
{
    Draft draft;
    draft.deed = QStringLiteral("close");
    const QByteArray reason = m_reason->text().toUtf8();
    if (isWithoutCode()) {
        if (!reason.isEmpty())
            draft.problem = tr("A reason stands behind a code: choose one, or leave the reason empty.");
        return draft;
    }
    const int code = m_code->value();
    draft.args.insert(QLatin1StringView("code"), code);
    if (!reason.isEmpty())
        draft.args.insert(QLatin1StringView("reason"), m_reason->text());
    if (static_cast<quint64>(reason.size()) > core::maxReasonBytes)
        draft.problem = tr("The reason has %1 bytes; 123 fit beside the code.").arg(reason.size());
    else if (isForbidden(code))
        draft.note =
            tr("%1 must not stand in a Close frame (RFC 6455 §7.4); it is sent all the same.").arg(code);
    return draft;
}

void ClosePage::accepted() { m_reason->remember(m_reason->text()); }

bool ClosePage::isReadyToSend()
{
    const bool isComposing = m_reason->isComposing();
    m_reason->finishComposing();
    return !isComposing;
}

void ClosePage::setTheme(const Theme &theme)
{
    m_code->setFont(theme.font(FontRole::Mono));
    m_count->setStyleSheet(secondary(theme));
}

void ClosePage::retranslate()
{
    const std::pair<int, QString> usual[] = {
        {1000, tr("Normal closure")},   {1001, tr("Going away")},          {1002, tr("Protocol error")},
        {1003, tr("Unsupported data")}, {1007, tr("Invalid payload")},     {1008, tr("Policy violation")},
        {1009, tr("Message too big")},  {1010, tr("Extension missing")},   {1011, tr("Internal error")},
        {3000, tr("A library's own")},  {4000, tr("An application's own")}};
    const int current = m_usual->count() > 0 ? m_usual->currentData().toInt() : 1000;
    const QSignalBlocker quiet(m_usual);
    m_usual->clear();
    for (const auto &[code, name] : usual)
        m_usual->addItem(QStringLiteral("%1 %2").arg(QString::number(code), name), code);
    m_usual->addItem(tr("Another code"), otherCode);
    m_usual->addItem(tr("No code"), noCode);
    m_usual->setCurrentIndex(m_usual->findData(current));
    m_usual->setAccessibleName(tr("Usual close codes"));
    m_usual->setToolTip(tr("RFC 6455 §7.4.1"));
    m_code->setAccessibleName(tr("Close code"));
    m_code->setToolTip(tr("Two bytes, 0 to 65535"));
    m_reason->setAccessibleName(tr("Reason of the Close"));
    m_reason->setPlaceholderText(tr("Reason, may be empty"));
    refresh();
}

void ClosePage::refresh()
{
    m_code->setEnabled(!isWithoutCode());
    m_count->setText(tr("%1 / %2 bytes").arg(m_reason->text().toUtf8().size()).arg(core::maxReasonBytes));
    emit changed();
}

DeviationPage::DeviationPage(QWidget *parent)
    : ComposerPage(parent)
    , m_names(new ChoiceBox(this))
    , m_what(new QLabel(this))
{
    m_names->setObjectName(QStringLiteral("deviation"));
    m_names->setMaxVisibleItems(16);
    QHBoxLayout *const row = rowOf(this);
    row->addWidget(m_names);
    row->addWidget(m_what, 1);
    setFocusProxy(m_names);
    connect(m_names, &QComboBox::currentIndexChanged, this, &DeviationPage::refresh);
    retranslate();
}

Draft DeviationPage::draft() const
{
    Draft draft;
    draft.deed = QStringLiteral("deviate");
    draft.args = {{QStringLiteral("name"), m_names->currentData().toString()}};
    return draft;
}

void DeviationPage::setTheme(const Theme &theme) { m_what->setStyleSheet(secondary(theme)); }

void DeviationPage::setSide(core::Direction side)
{
    m_side = side;
    retranslate();
}

void DeviationPage::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    retranslate();
}

void DeviationPage::retranslate()
{
    const QString current = m_names->currentData().toString();
    const QSignalBlocker quiet(m_names);
    m_names->clear();
    m_names->addItem(tr("None: behave"), QString());
    for (const core::Deviation &each : core::allDeviations()) {
        if (each.side.value_or(m_side) != m_side)
            continue;
        const QString name = latin(each.name);
        const QString title = m_narrator ? m_narrator->catalogue().text(QStringLiteral("deviation.") + name,
                                                                        "title", m_narrator->language())
                                         : name;
        const QString rule = each.rule.empty() ? QString() : QStringLiteral(" · %1").arg(latin(each.rule));
        m_names->addItem(title + rule, name);
    }
    m_names->setCurrentIndex(std::max(0, m_names->findData(current)));
    m_names->setAccessibleName(tr("Deviation of the engine"));
    m_names->setToolTip(tr("With the rule that it breaks"));
    refresh();
}

void DeviationPage::refresh()
{
    m_what->setText(m_names->currentIndex() > 0 ? tr("From now on this side misbehaves so.")
                                                : tr("From now on this side keeps to the rules."));
    emit changed();
}

} // namespace ui
