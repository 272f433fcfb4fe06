// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/pairdialog.h"

#include "core/lab/serverurl.h"
#include "ui/lab/choicebox.h"
#include "ui/lab/policypage.h"
#include "ui/lab/tickbox.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>

namespace ui {

namespace {

using core::Direction;

bool isServerUrl(const QString &text) { return core::readServerUrl(text).has_value(); }

bool hasBlank(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
}

} // namespace

PairDialog::PairDialog(const core::Scenario &scenario, QWidget *parent)
    : QDialog(parent)
    , m_scenario(scenario)
    , m_urlLabel(new QLabel(this))
    , m_url(new QLineEdit(this))
    , m_pathLabel(new QLabel(this))
    , m_path(new QLineEdit(this))
    , m_hostLabel(new QLabel(this))
    , m_host(new QLineEdit(this))
    , m_hold(new TickBox(this))
    , m_recentLabel(new QLabel(this))
    , m_recent(new ChoiceBox(this))
    , m_secure(new TickBox(this))
    , m_unverified(new TickBox(this))
    , m_listen(new TickBox(this))
    , m_addresses(new ChoiceBox(this))
    , m_listenAbout(new QLabel(this))
    , m_message(new QLabel(this))
    , m_cancel(new QPushButton(this))
    , m_run(new QPushButton(this))
{
    setObjectName(QStringLiteral("pairDialog"));
    build();
    retranslate();
    take(scenario);
    for (const Side *side : {&m_client, &m_server}) {
        connect(side->kind, &QComboBox::currentIndexChanged, this, &PairDialog::refresh);
        connect(side->policy, &PolicyPage::changed, this, &PairDialog::refresh);
    }
    for (QLineEdit *line : {m_url, m_path, m_host})
        connect(line, &QLineEdit::textChanged, this, &PairDialog::refresh);
    connect(m_listen, &QCheckBox::toggled, this, &PairDialog::refresh);
    connect(m_recent, &QComboBox::activated, this,
            [this](int row) { take(m_pairs[static_cast<std::size_t>(row)]); });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_run, &QPushButton::clicked, this, &QDialog::accept);
    m_run->setDefault(true);
    refresh();
    resize(900, 640);
    m_client.kind->setFocus();
}

QWidget *PairDialog::buildSide(Side &side, Direction direction)
{
    const bool isClient = direction == Direction::Client;
    auto *const column = new QWidget(this);
    auto *const rows = new QVBoxLayout(column);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    side.title = new QLabel(column);
    side.kind = new ChoiceBox(column);
    side.kind->setObjectName(isClient ? QStringLiteral("clientKind") : QStringLiteral("serverKind"));
    const auto kinds =
        isClient ? QStringList{QStringLiteral("engine"), QStringLiteral("qt"), QStringLiteral("browser"),
                               QStringLiteral("program"), QStringLiteral("raw")}
                 : QStringList{QStringLiteral("engine"), QStringLiteral("qt"), QStringLiteral("url")};
    for (const QString &kind : kinds)
        side.kind->addItem(kind, kind);
    side.about = new QLabel(column);
    side.about->setWordWrap(true);
    side.about->setTextFormat(Qt::PlainText);
    side.about->setMinimumHeight(40);
    side.about->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    side.area = new QScrollArea(column);
    side.area->setObjectName(isClient ? QStringLiteral("clientPolicy") : QStringLiteral("serverPolicy"));
    side.policy = new PolicyPage(direction);
    side.area->setWidget(side.policy);
    side.area->setWidgetResizable(true);
    side.area->setFrameShape(QFrame::NoFrame);
    side.area->setFocusPolicy(Qt::NoFocus); // the fields in it are reached, and shown as they are
    side.area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    rows->addWidget(side.title);
    rows->addWidget(side.kind);
    rows->addWidget(side.about);
    rows->addWidget(side.area, 1);
    return column;
}

void PairDialog::build()
{
    m_url->setObjectName(QStringLiteral("url"));
    m_path->setObjectName(QStringLiteral("path"));
    m_host->setObjectName(QStringLiteral("host"));
    m_hold->setObjectName(QStringLiteral("hold"));
    m_run->setObjectName(QStringLiteral("primary"));
    m_message->setObjectName(QStringLiteral("pairMessage"));
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 16, 20, 16);
    rows->setSpacing(12);
    m_recent->setObjectName(QStringLiteral("recent"));
    m_listen->setObjectName(QStringLiteral("listen"));
    m_addresses->setObjectName(QStringLiteral("addresses"));
    auto *const recent = new QHBoxLayout;
    recent->setSpacing(12);
    recent->addWidget(m_recentLabel);
    recent->addWidget(m_recent, 1);
    rows->addLayout(recent);
    m_recentLabel->setBuddy(m_recent);
    for (QWidget *widget : {static_cast<QWidget *>(m_recentLabel), static_cast<QWidget *>(m_recent)})
        widget->hide();
    auto *const sides = new QGridLayout;
    sides->setHorizontalSpacing(24);
    sides->addWidget(buildSide(m_client, Direction::Client), 0, 0);
    sides->addWidget(buildSide(m_server, Direction::Server), 0, 1);
    sides->setColumnStretch(0, 1);
    sides->setColumnStretch(1, 1);
    rows->addLayout(sides, 1);

    auto *const address = new QGridLayout;
    address->setHorizontalSpacing(12);
    address->setVerticalSpacing(8);
    address->addWidget(m_urlLabel, 0, 0);
    address->addWidget(m_url, 0, 1, 1, 3);
    address->addWidget(m_pathLabel, 1, 0);
    address->addWidget(m_path, 1, 1);
    address->addWidget(m_hostLabel, 1, 2);
    address->addWidget(m_host, 1, 3);
    m_secure->setObjectName(QStringLiteral("secure"));
    m_unverified->setObjectName(QStringLiteral("unverified"));
    address->addWidget(m_hold, 2, 0, 1, 2);
    address->addWidget(m_secure, 2, 2, 1, 2);
    address->addWidget(m_unverified, 2, 2, 1, 2);
    address->addWidget(m_listen, 3, 0, 1, 2);
    address->addWidget(m_addresses, 3, 2, 1, 2);
    address->addWidget(m_listenAbout, 4, 0, 1, 4);
    m_listenAbout->setWordWrap(true);
    m_listenAbout->setTextFormat(Qt::PlainText);
    address->setColumnStretch(1, 1);
    address->setColumnStretch(3, 1);
    rows->addLayout(address);
    m_urlLabel->setBuddy(m_url);
    m_pathLabel->setBuddy(m_path);
    m_hostLabel->setBuddy(m_host);

    auto *const foot = new QHBoxLayout;
    foot->setSpacing(8);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    foot->addWidget(m_message, 1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_run);
    rows->addLayout(foot);
}

void PairDialog::take(const core::Scenario &scenario)
{
    m_scenario = scenario;
    core::ConnectionSpec fresh;
    fresh.client.kind = fresh.server.kind = QStringLiteral("engine");
    fresh.host = QStringLiteral("127.0.0.1:8080");
    fresh.path = QStringLiteral("/");
    fill(scenario.connections.empty() ? fresh : scenario.connections.front());
    refresh();
}

void PairDialog::setRecent(std::vector<core::Scenario> recent)
{
    m_pairs = std::move(recent);
    m_recent->clear();
    for (const core::Scenario &each : m_pairs)
        m_recent->addItem(nameOf(each.connections.front()));
    m_recent->setCurrentIndex(-1);
    for (QWidget *widget : {static_cast<QWidget *>(m_recentLabel), static_cast<QWidget *>(m_recent)})
        widget->setVisible(!m_pairs.empty());
}

void PairDialog::setAddresses(const QStringList &addresses)
{
    m_addresses->clear();
    m_addresses->addItems(addresses);
    refresh();
}

QString PairDialog::nameOf(const QString &kind)
{
    if (kind == QLatin1StringView("engine"))
        return tr("Framescope's engine");
    if (kind == QLatin1StringView("browser"))
        return tr("Browser on this computer");
    if (kind == QLatin1StringView("program"))
        return tr("Any program");
    if (kind == QLatin1StringView("raw"))
        return tr("TCP socket, raw bytes");
    if (kind == QLatin1StringView("url"))
        return tr("Server at an address");
    return QStringLiteral("Qt WebSockets");
}

QString PairDialog::nameOf(const core::ConnectionSpec &spec) const
{
    const bool isAway = spec.server.kind == QLatin1StringView("url");
    return QStringLiteral("%1  →  %2 · %3")
        .arg(nameOf(spec.client.kind), nameOf(spec.server.kind), isAway ? spec.server.url : spec.path);
}

void PairDialog::fill(const core::ConnectionSpec &spec)
{
    m_client.kind->setCurrentIndex(std::max(0, m_client.kind->findData(spec.client.kind)));
    m_server.kind->setCurrentIndex(std::max(0, m_server.kind->findData(spec.server.kind)));
    m_client.policy->fill(spec.client);
    m_server.policy->fill(spec.server);
    m_url->setText(spec.server.url);
    m_secure->setChecked(spec.secure);
    m_unverified->setChecked(spec.server.unverified);
    m_path->setText(spec.path);
    m_host->setText(spec.host);
}

QString PairDialog::kindOf(const Side &side) { return side.kind->currentData().toString(); }

core::ConnectionSpec PairDialog::connection() const
{
    core::ConnectionSpec spec =
        m_scenario.connections.empty() ? core::ConnectionSpec() : m_scenario.connections.front();
    spec.client.kind = kindOf(m_client);
    spec.server.kind = kindOf(m_server);
    if (spec.client.kind == QLatin1StringView("engine"))
        m_client.policy->write(spec.client);
    if (spec.server.kind == QLatin1StringView("engine"))
        m_server.policy->write(spec.server);
    spec.server.url = spec.server.kind == QLatin1StringView("url") ? m_url->text().trimmed() : QString();
    const auto url = core::readServerUrl(spec.server.url);
    spec.server.unverified = m_unverified->isChecked() && url && url->secure;
    spec.secure = m_secure->isChecked() && spec.server.url.isEmpty();
    spec.path = m_path->text();
    spec.host = m_host->text();
    core::followUrl(spec);
    return spec;
}

core::Scenario PairDialog::scenario() const
{
    core::Scenario scenario = m_scenario;
    scenario.connections = {connection()};
    return scenario;
}

core::RunOptions PairDialog::options() const
{
    core::RunOptions options;
    options.open = m_hold->isChecked();
    if (m_listen->isVisibleTo(this) && m_listen->isChecked())
        options.listenOn = m_addresses->currentText();
    return options;
}

void PairDialog::setHoldOpen(bool hold) { m_hold->setChecked(hold); }

QString PairDialog::problem() const
{
    if (kindOf(m_server) == QLatin1StringView("url")) {
        if (!isServerUrl(m_url->text().trimmed()))
            return tr("The address of a server looks like ws://host:port/path or wss://host/path.");
    } else if (!m_path->text().startsWith(QLatin1Char('/')) || hasBlank(m_path->text())) {
        return tr("The path begins with / and has no blanks.");
    } else if (m_host->text().isEmpty() || hasBlank(m_host->text())) {
        return tr("The host is a name or an address, with a port if need be, as 127.0.0.1:8080.");
    }
    for (const Side *side : {&m_client, &m_server})
        if (const QString wrong = side->policy->problem();
            !wrong.isEmpty() && kindOf(*side) == QLatin1StringView("engine"))
            return wrong;
    return {};
}

QString PairDialog::about(const QString &kind, Direction direction) const
{
    const bool isClient = direction == Direction::Client;
    if (kind == QLatin1StringView("engine"))
        return tr("Framescope's engine: it keeps to what is set here.");
    if (kind == QLatin1StringView("qt"))
        return isClient
                   ? tr("Qt's QWebSocket writes its request itself and knows no compression: nothing to set.")
                   : tr("Qt's QWebSocketServer lets in every path and knows no compression: nothing to set.");
    if (kind == QLatin1StringView("browser"))
        return tr("The browser on this computer, with a page of Framescope's. It sets all this itself.");
    if (kind == QLatin1StringView("program"))
        return tr("Whatever connects: the address is shown once it runs. That program sets all this itself.");
    if (kind == QLatin1StringView("raw"))
        return tr("A TCP socket that sends only the bytes it is told: nothing to set.");
    return tr("A server that runs elsewhere. It has settings of its own.");
}

void PairDialog::setTheme(const Theme &theme)
{
    m_theme = theme;
    const QString colour = QStringLiteral("color: %1;").arg(theme.ink(Ink::Secondary).name());
    for (const Side *side : {&m_client, &m_server}) {
        side->title->setFont(theme.font(FontRole::Bold));
        side->title->setStyleSheet(QStringLiteral("font-weight: bold;"));
        side->about->setStyleSheet(colour + QStringLiteral(" font-size: 12px;"));
        side->area->setStyleSheet(
            QStringLiteral("QScrollArea { background: %1; border: 1px solid %2; border-radius: 6px; } "
                           "#policyPage { background: %1; }")
                .arg(theme.panel().name(), theme.ink(Ink::Line).name()));
        side->policy->setTheme(theme);
    }
    for (QLabel *label : {m_urlLabel, m_pathLabel, m_hostLabel})
        label->setStyleSheet(colour);
    refresh();
}

void PairDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void PairDialog::retranslate()
{
    setWindowTitle(tr("Choose a pair"));
    m_client.title->setText(tr("Client"));
    m_server.title->setText(tr("Server"));
    for (const Side *side : {&m_client, &m_server})
        for (int row = 0; row < side->kind->count(); ++row)
            side->kind->setItemText(row, nameOf(side->kind->itemData(row).toString()));
    for (int row = 0; row < m_recent->count(); ++row)
        m_recent->setItemText(row, nameOf(m_pairs[static_cast<std::size_t>(row)].connections.front()));
    m_recentLabel->setText(tr("Chosen before"));
    m_recent->setPlaceholderText(tr("Choose one again"));
    m_recent->setAccessibleName(m_recentLabel->text());
    m_secure->setText(tr("wss: the client comes by TLS"));
    m_secure->setToolTip(tr("With a certificate made for this run. The wire shows the TLS records and, "
                            "beside them, the bytes inside"));
    m_secure->setAccessibleDescription(m_secure->toolTip());
    m_unverified->setText(tr("Go on with a certificate that cannot be verified"));
    m_unverified->setToolTip(
        tr("For a server of your own. What is wrong with its certificate is shown all the same"));
    m_unverified->setAccessibleDescription(m_unverified->toolTip());
    m_listen->setText(tr("Let programs on other computers connect"));
    m_addresses->setAccessibleName(tr("Address to listen on"));
    m_listenAbout->setText(tr("Whoever can reach this address can then connect to this run and send to the "
                              "server behind it, without a password; without wss everything crosses the "
                              "network unencrypted. It ends with the run."));
    m_client.kind->setAccessibleName(tr("Kind of client"));
    m_server.kind->setAccessibleName(tr("Kind of server"));
    m_urlLabel->setText(tr("Address"));
    m_url->setAccessibleName(tr("Address of the server"));
    m_url->setToolTip(tr("ws:// or wss://. Only this address is connected to. RFC 6455 §3"));
    m_url->setPlaceholderText(QStringLiteral("ws://192.168.0.10:8080/chat"));
    m_pathLabel->setText(tr("Path"));
    m_path->setAccessibleName(tr("Path of the request"));
    m_path->setToolTip(tr("Of the request line: GET /chat HTTP/1.1"));
    m_hostLabel->setText(tr("Host"));
    m_host->setAccessibleName(tr("Header Host"));
    m_host->setToolTip(tr("What the header Host says, whatever the port. Qt's client writes the real one"));
    m_hold->setText(tr("Hold the connection open"));
    m_hold->setToolTip(tr("It ends when a side ends it or it is stopped, however long that takes"));
    m_hold->setAccessibleDescription(m_hold->toolTip());
    m_cancel->setText(tr("Cancel"));
    m_run->setText(tr("Run"));
    refresh();
}

void PairDialog::refresh()
{
    const QString client = kindOf(m_client);
    const QString server = kindOf(m_server);
    const bool isAway = server == QLatin1StringView("url");
    m_client.about->setText(about(client, Direction::Client));
    m_server.about->setText(about(server, Direction::Server));
    m_client.policy->setEnabled(client == QLatin1StringView("engine"));
    m_server.policy->setEnabled(server == QLatin1StringView("engine"));
    m_urlLabel->setVisible(isAway);
    m_url->setVisible(isAway);
    for (QWidget *widget : {static_cast<QWidget *>(m_pathLabel), static_cast<QWidget *>(m_path),
                            static_cast<QWidget *>(m_hostLabel), static_cast<QWidget *>(m_host)})
        widget->setVisible(!isAway); // the address says both
    m_host->setEnabled(client == QLatin1StringView("engine"));
    const auto url = core::readServerUrl(m_url->text().trimmed());
    m_secure->setVisible(!isAway);
    m_unverified->setVisible(isAway && url && url->secure);
    const bool canListen = client == QLatin1StringView("program") && m_addresses->count() > 0;
    m_listen->setVisible(canListen);
    m_addresses->setVisible(canListen && m_listen->isChecked());
    m_listenAbout->setVisible(canListen && m_listen->isChecked());
    m_listenAbout->setStyleSheet(QStringLiteral("color: %1;").arg(m_theme.ink(Ink::Broken).name()));
    const QString wrong = problem();
    m_message->setText(wrong.isEmpty() ? QString() : QStringLiteral("✗ ") + wrong);
    m_message->setStyleSheet(QStringLiteral("color: %1;").arg(m_theme.ink(Ink::Broken).name()));
    m_run->setEnabled(wrong.isEmpty());
}

} // namespace ui
