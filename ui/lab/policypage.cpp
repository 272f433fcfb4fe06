// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/policypage.h"

#include "ui/lab/tickbox.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

#include <algorithm>
#include <limits>

namespace ui {

namespace {

constexpr int indent = 24;
constexpr int most = std::numeric_limits<int>::max();

/// RFC 9110 §5.6.2: what a header's name and a subprotocol are made of.
bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < '\x7f' && !QByteArrayView("()<>@,;:\\\"/[]?={}").contains(c);
    });
}

std::vector<QByteArray> listed(const QString &text)
{
    std::vector<QByteArray> items;
    const QStringList parts = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    items.reserve(static_cast<std::size_t>(parts.size()));
    for (const QString &part : parts)
        if (!part.trimmed().isEmpty())
            items.push_back(part.trimmed().toUtf8());
    return items;
}

QString joined(const std::vector<QByteArray> &items)
{
    QStringList parts;
    parts.reserve(static_cast<qsizetype>(items.size()));
    for (const QByteArray &item : items)
        parts += QString::fromUtf8(item);
    return parts.join(QStringLiteral(", "));
}

int shown(quint64 number) { return static_cast<int>(std::min<quint64>(number, most)); }

} // namespace

PolicyPage::PolicyPage(core::Direction side, QWidget *parent)
    : QWidget(parent)
    , m_side(side)
    , m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("policyPage"));
    m_grid->setContentsMargins(12, 8, 12, 8);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    side == core::Direction::Client ? buildClient() : buildServer();
    buildDeflate();
    m_grid->setRowStretch(m_grid->rowCount(), 1);
    retranslate();
    refresh();
}

template<typename Field>
Field *PolicyPage::add(const char *objectName, Field *field, Text name, Text tip)
{
    field->setObjectName(QString::fromLatin1(objectName));
    auto *const label = new QLabel(this);
    label->setBuddy(field);
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(field, row, 1);
    m_rows.push_back({label, field, std::move(name), std::move(tip)});
    if constexpr (requires { &Field::textChanged; })
        connect(field, &Field::textChanged, this, &PolicyPage::refresh);
    return field;
}

QSpinBox *PolicyPage::addNumber(const char *objectName, int least, int greatest, Text name, Text tip)
{
    auto *const field = new QSpinBox(this);
    field->setRange(least, greatest);
    field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    field->setMinimumHeight(30);
    return add(objectName, field, std::move(name), std::move(tip));
}

TickBox *PolicyPage::addTick(const char *objectName, Text name, Text tip, int left)
{
    auto *const field = new TickBox(this);
    field->setObjectName(QString::fromLatin1(objectName));
    auto *const line = new QHBoxLayout;
    line->setContentsMargins(left, 0, 0, 0);
    line->addWidget(field);
    line->addStretch(1);
    m_grid->addLayout(line, m_grid->rowCount(), 0, 1, 2);
    m_rows.push_back({nullptr, field, std::move(name), std::move(tip)});
    connect(field, &TickBox::toggled, this, &PolicyPage::refresh);
    return field;
}

void PolicyPage::buildClient()
{
    m_subprotocols = add(
        "subprotocols", new QLineEdit(this), [] { return tr("Subprotocols"); },
        [] { return tr("Offered, the preferred one first, with commas between: Sec-WebSocket-Protocol"); });
    m_origin = add(
        "origin", new QLineEdit(this), [] { return tr("Origin"); },
        [] { return tr("Header Origin, as a browser sends it. Empty: none"); });
    m_headers = add(
        "headers", new QPlainTextEdit(this), [] { return tr("Further headers"); },
        [] { return tr("One a line, as Name: value"); });
    m_grid->setAlignment(m_rows.back().label, Qt::AlignTop);
    m_rows.back().label->setContentsMargins(0, 6, 0, 0);
    m_headers->setTabChangesFocus(true);
    m_headers->setFixedHeight(76);
    m_headers->setPlaceholderText(QStringLiteral("X-Class: 3-2"));
}

void PolicyPage::buildServer()
{
    m_subprotocols = add(
        "subprotocols", new QLineEdit(this), [] { return tr("Subprotocols"); },
        [] { return tr("That it speaks, with commas between: Sec-WebSocket-Protocol"); });
    m_origin = add(
        "origin", new QLineEdit(this), [] { return tr("Allowed origins"); },
        [] { return tr("With commas between; others get 403. Empty: any. RFC 6455 §10.2"); });
    m_paths = add(
        "paths", new QLineEdit(this), [] { return tr("Paths"); },
        [] { return tr("With commas between; others get 404. Empty: any"); });
    m_refuse = addTick(
        "refuse", [] { return tr("Refuse every request"); },
        [] { return tr("Answer with a status instead of 101. RFC 6455 §4.2.2"); });
    m_status = addNumber(
        "status", 300, 599, [] { return tr("Status"); }, [] { return tr("HTTP status of the refusal"); });
    m_message = addNumber(
        "maxMessage", 1, most, [] { return tr("Largest message"); },
        [] { return tr("Bytes; a longer one is closed with 1009. RFC 6455 §10.4"); });
    m_head = addNumber(
        "maxHead", 64, most, [] { return tr("Largest request head"); },
        [] { return tr("Bytes; a longer one gets 431"); });
    m_fragments = addNumber(
        "maxFragments", 1, most, [] { return tr("Most fragments"); },
        [] { return tr("Frames of one message. RFC 6455 §5.4"); });
    m_autoPong = addTick(
        "autoPong", [] { return tr("Answers a Ping with a Pong"); },
        [] { return tr("RFC 6455 §5.5.2 asks for it"); });
    m_pingInterval = addNumber(
        "pingInterval", 0, most, [] { return tr("A Ping every"); }, [] { return tr("0: never"); });
    m_pongTimeout = addNumber(
        "pongTimeout", 0, most, [] { return tr("Waits for its Pong"); },
        [] { return tr("Then a silent client is closed with 1011. 0: for ever"); });
    m_closeTimeout = addNumber(
        "closeTimeout", 1, most, [] { return tr("Waits for the Close"); },
        [] { return tr("From its own Close until TCP is given up. RFC 6455 §7.1.1"); });
}

void PolicyPage::buildDeflate()
{
    const bool isClient = m_side == core::Direction::Client;
    m_deflate = addTick(
        "deflate", [isClient] { return isClient ? tr("Offers compression") : tr("Agrees to compression"); },
        [] { return tr("permessage-deflate in Sec-WebSocket-Extensions. RFC 7692"); });
    const auto literal = [](const char *name) { return [name] { return QString::fromLatin1(name); }; };
    const auto takeover = [] {
        return tr("Each message is compressed without the ones before. RFC 7692 §7.1.1");
    };
    const auto bits = [] { return tr("The window has 2 to the power of so many bytes. RFC 7692 §7.1.2"); };
    m_serverTakeover = addTick("serverTakeover", literal("server_no_context_takeover"), takeover, indent);
    m_clientTakeover = addTick("clientTakeover", literal("client_no_context_takeover"), takeover, indent);
    m_serverBits = addNumber("serverBits", 8, 15, literal("server_max_window_bits"), bits);
    m_clientBits = addNumber("clientBits", 8, 15, literal("client_max_window_bits"), bits);
    for (Row &row : m_rows)
        if (row.field == m_serverBits || row.field == m_clientBits)
            row.label->setIndent(indent);
}

void PolicyPage::fill(const core::EndpointSpec &spec)
{
    if (m_side == core::Direction::Client) {
        const core::ClientPolicy &policy = spec.clientPolicy;
        m_subprotocols->setText(joined(policy.subprotocols));
        m_origin->setText(QString::fromUtf8(policy.origin));
        QStringList lines;
        lines.reserve(static_cast<qsizetype>(policy.headers.size()));
        for (const auto &[name, value] : policy.headers)
            lines += QString::fromUtf8(name + ": " + value);
        m_headers->setPlainText(lines.join(QLatin1Char('\n')));
        fillCommon(policy);
        return;
    }
    const core::ServerPolicy &policy = spec.serverPolicy;
    m_subprotocols->setText(joined(policy.subprotocols));
    m_origin->setText(joined(policy.origins));
    m_paths->setText(joined(policy.paths));
    m_refuse->setChecked(policy.refuseWith.has_value());
    m_status->setValue(policy.refuseWith.value_or(403));
    m_message->setValue(shown(policy.limits.message));
    m_head->setValue(shown(policy.limits.headerBlock));
    m_fragments->setValue(shown(policy.limits.fragments));
    m_autoPong->setChecked(policy.autoPong);
    m_pingInterval->setValue(shown(static_cast<quint64>(policy.pingInterval)));
    m_pongTimeout->setValue(shown(static_cast<quint64>(policy.pongTimeout)));
    m_closeTimeout->setValue(shown(static_cast<quint64>(policy.closeTimeout)));
    fillCommon(policy);
}

void PolicyPage::fillCommon(const core::EndpointPolicy &policy)
{
    m_deflate->setChecked(policy.deflate.enabled);
    m_serverTakeover->setChecked(policy.deflate.serverNoContextTakeover);
    m_clientTakeover->setChecked(policy.deflate.clientNoContextTakeover);
    m_serverBits->setValue(policy.deflate.serverMaxWindowBits);
    m_clientBits->setValue(policy.deflate.clientMaxWindowBits);
    for (QLineEdit *line : {m_subprotocols, m_origin, m_paths})
        if (line != nullptr)
            line->setCursorPosition(0); // a long list is read from its beginning
    refresh();
}

void PolicyPage::write(core::EndpointSpec &spec) const
{
    if (m_side == core::Direction::Client) {
        core::ClientPolicy &policy = spec.clientPolicy;
        policy.subprotocols = listed(m_subprotocols->text());
        policy.origin = m_origin->text().trimmed().toUtf8();
        policy.headers = headers(nullptr);
        writeCommon(policy);
        return;
    }
    core::ServerPolicy &policy = spec.serverPolicy;
    policy.subprotocols = listed(m_subprotocols->text());
    policy.origins = listed(m_origin->text());
    policy.paths = listed(m_paths->text());
    policy.refuseWith = m_refuse->isChecked() ? std::optional(m_status->value()) : std::nullopt;
    policy.limits.message = static_cast<quint64>(m_message->value());
    policy.limits.headerBlock = static_cast<quint32>(m_head->value());
    policy.limits.fragments = static_cast<quint32>(m_fragments->value());
    policy.autoPong = m_autoPong->isChecked();
    policy.pingInterval = m_pingInterval->value();
    policy.pongTimeout = m_pongTimeout->value();
    policy.closeTimeout = m_closeTimeout->value();
    writeCommon(policy);
}

void PolicyPage::writeCommon(core::EndpointPolicy &policy) const
{
    policy.deflate.enabled = m_deflate->isChecked();
    policy.deflate.serverNoContextTakeover = m_serverTakeover->isChecked();
    policy.deflate.clientNoContextTakeover = m_clientTakeover->isChecked();
    policy.deflate.serverMaxWindowBits = m_serverBits->value();
    policy.deflate.clientMaxWindowBits = m_clientBits->value();
}

std::vector<std::pair<QByteArray, QByteArray>> PolicyPage::headers(bool *ok) const
{
    std::vector<std::pair<QByteArray, QByteArray>> found;
    const QStringList lines = m_headers->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    found.reserve(static_cast<std::size_t>(lines.size()));
    for (const QString &line : lines) {
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        const QByteArray name = line.left(std::max<qsizetype>(0, colon)).toUtf8();
        if (ok != nullptr && !isToken(name))
            *ok = false;
        found.emplace_back(name, line.mid(colon + 1).trimmed().toUtf8());
    }
    return found;
}

QString PolicyPage::problem() const
{
    const std::vector<QByteArray> subprotocols = listed(m_subprotocols->text());
    if (!std::all_of(subprotocols.begin(), subprotocols.end(), isToken))
        return tr("A subprotocol is a name without blanks and separators; commas stand between them.");
    if (m_headers != nullptr) {
        bool ok = true;
        headers(&ok);
        if (!ok)
            return tr("Further headers: one a line, as Name: value.");
        if (m_origin->text().trimmed().contains(QLatin1Char(' ')))
            return tr("An origin has no blanks, as http://localhost:8000.");
    }
    if (m_paths != nullptr) {
        const std::vector<QByteArray> paths = listed(m_paths->text());
        if (!std::all_of(paths.begin(), paths.end(), [](const QByteArray &p) { return p.startsWith('/'); }))
            return tr("A path begins with /.");
    }
    return {};
}

void PolicyPage::setTheme(const Theme &theme)
{
    for (const Row &row : m_rows)
        if (row.label != nullptr)
            row.label->setStyleSheet(
                QStringLiteral("QLabel { color: %1; } QLabel:disabled { color: %2; }")
                    .arg(theme.ink(Ink::Secondary).name(), theme.ink(Ink::Faint).name()));
}

void PolicyPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void PolicyPage::retranslate()
{
    for (const Row &row : m_rows) {
        row.field->setAccessibleName(row.name());
        row.field->setAccessibleDescription(row.tip());
        row.field->setToolTip(row.tip());
        if (row.label == nullptr) {
            static_cast<TickBox *>(row.field)->setText(row.name());
            continue;
        }
        row.label->setText(row.name());
        row.label->setToolTip(row.tip());
    }
    for (QSpinBox *field : {m_message, m_head})
        if (field != nullptr)
            field->setSuffix(tr(" bytes"));
    for (QSpinBox *field : {m_pingInterval, m_pongTimeout, m_closeTimeout})
        if (field != nullptr)
            field->setSuffix(QStringLiteral(" ms"));
}

void PolicyPage::refresh()
{
    if (m_clientBits == nullptr)
        return; // still being built
    if (m_refuse != nullptr)
        m_status->setEnabled(m_refuse->isChecked());
    for (QWidget *field : {static_cast<QWidget *>(m_serverTakeover), static_cast<QWidget *>(m_clientTakeover),
                           static_cast<QWidget *>(m_serverBits), static_cast<QWidget *>(m_clientBits)})
        field->setEnabled(m_deflate->isChecked());
    emit changed();
}

} // namespace ui
