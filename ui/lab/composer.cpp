// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/composer.h"

#include "ui/lab/controlpages.h"
#include "ui/lab/framepage.h"
#include "ui/lab/messagepages.h"
#include "ui/lab/sendingoptions.h"
#include "ui/lab/sentlist.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace ui {

Composer::Composer(QWidget *parent)
    : QWidget(parent)
    , m_client(new QPushButton(this))
    , m_server(new QPushButton(this))
    , m_options(new SendingOptions(this))
    , m_send(new QPushButton(this))
    , m_message(new QLabel(this))
    , m_sent(new SentList(this))
{
    setObjectName(QStringLiteral("composer"));
    setAttribute(Qt::WA_StyledBackground);
    m_pages = {new TextPage(this),
               new BytesPage(BytesPage::Kind::Message, this),
               new PingPage(PingPage::Kind::Ping, this),
               new PingPage(PingPage::Kind::Pong, this),
               new ClosePage(this),
               new FramePage(this),
               new BytesPage(BytesPage::Kind::Raw, this),
               new DeviationPage(this)};
    build();
    for (ComposerPage *page : m_pages) {
        connect(page, &ComposerPage::changed, this, &Composer::refresh);
        connect(page, &ComposerPage::sendRequested, this, &Composer::send);
    }
    connect(m_options, &SendingOptions::changed, this, &Composer::refresh);
    connect(m_options, &SendingOptions::sendRequested, this, &Composer::send);
    connect(m_send, &QPushButton::clicked, this, &Composer::send);
    for (const QKeyCombination keys : {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}) {
        auto *const shortcut = new QShortcut(QKeySequence(keys), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &Composer::send);
    }
    connect(m_sent, &SentList::againRequested, this, &Composer::actRequested);
    connect(m_sent, &SentList::saveRequested, this, &Composer::saveRequested);
    retranslate();
}

void Composer::build()
{
    auto *const columns = new QHBoxLayout(this);
    columns->setContentsMargins(14, 8, 14, 8);
    columns->setSpacing(14);
    auto *const rows = new QVBoxLayout;
    rows->setSpacing(8);
    columns->addLayout(rows, 1);

    auto *const head = new QHBoxLayout;
    head->setSpacing(0);
    auto *const sides = new QButtonGroup(this);
    m_client->setObjectName(QStringLiteral("sideClient"));
    m_server->setObjectName(QStringLiteral("sideServer"));
    for (QPushButton *button : {m_client, m_server}) {
        button->setCheckable(true);
        sides->addButton(button);
        head->addWidget(button);
    }
    m_client->setChecked(true);
    connect(m_client, &QPushButton::clicked, this, [this] { setSide(core::Direction::Client); });
    connect(m_server, &QPushButton::clicked, this, [this] { setSide(core::Direction::Server); });
    head->addSpacing(16);
    auto *const whats = new QButtonGroup(this);
    for (std::size_t i = 0; i < whatCount; ++i) {
        auto *const button = new QPushButton(this);
        button->setObjectName(QStringLiteral("what%1").arg(i));
        button->setCheckable(true);
        whats->addButton(button);
        head->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, i] { setWhat(static_cast<What>(i)); });
        m_whats[i] = button;
    }
    m_whats[0]->setChecked(true);
    head->addStretch(1);
    rows->addLayout(head);

    auto *const foot = new QHBoxLayout;
    foot->setSpacing(8);
    for (ComposerPage *page : m_pages) {
        rows->addWidget(page);
        if (page->foot() != nullptr)
            foot->addWidget(page->foot(), 1);
    }
    foot->addWidget(m_options, 1);
    m_send->setObjectName(QStringLiteral("primary"));
    foot->addWidget(m_send);
    rows->addLayout(foot);
    m_message->setObjectName(QStringLiteral("composerMessage"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_message->setMinimumHeight(18);
    rows->addWidget(m_message, 1);

    auto *const line = new QWidget(this);
    line->setObjectName(QStringLiteral("hairline"));
    line->setFixedWidth(1);
    line->setAttribute(Qt::WA_StyledBackground);
    columns->addWidget(line);
    m_sent->setFixedWidth(272);
    columns->addWidget(m_sent);
}

void Composer::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (ComposerPage *page : m_pages)
        page->setTheme(theme);
    m_options->setTheme(theme);
    m_sent->setTheme(theme);
    refresh();
}

void Composer::setNarrator(const Narrator &narrator)
{
    qobject_cast<DeviationPage *>(page(What::Deviation))->setNarrator(narrator);
}

void Composer::setSide(core::Direction side)
{
    m_side = side;
    (side == core::Direction::Client ? m_client : m_server)->setChecked(true);
    for (ComposerPage *page : m_pages)
        page->setSide(side);
    refresh();
}

void Composer::setWhat(What what)
{
    m_what = what;
    m_whats[static_cast<std::size_t>(what)]->setChecked(true);
    refresh();
}

void Composer::setDeflateAgreed(bool agreed)
{
    m_isDeflateAgreed = agreed;
    refresh();
}

void Composer::setKinds(const QString &client, const QString &server)
{
    m_kinds[0] = client;
    m_kinds[1] = server;
    refresh();
}

void Composer::setRunning(bool running)
{
    m_isRunning = running;
    refresh();
}

bool Composer::isOurEngine() const { return kind().isEmpty() || kind() == QLatin1StringView("engine"); }

bool Composer::can(What what) const
{
    if (isOurEngine())
        return true;
    if (kind() == QLatin1StringView("raw"))
        return what == What::Bytes;
    return kind() == QLatin1StringView("qt") &&
           (what == What::Text || what == What::Binary || what == What::Ping || what == What::Close);
}

Draft Composer::draft() const
{
    const ComposerPage *const shown = page(m_what);
    Draft draft = shown->draft();
    if (!shown->isMessage() && !shown->hasKey())
        return draft;
    const QJsonObject options = m_options->args();
    for (auto it = options.begin(); it != options.end(); ++it)
        draft.args.insert(it.key(), it.value());
    if (draft.problem.isEmpty())
        draft.problem = m_options->problem(draft.bytes);
    if (draft.missing.isEmpty())
        draft.missing = m_options->missing();
    if (draft.note.isEmpty())
        draft.note = m_options->note(draft.bytes);
    return draft;
}

core::ActionSpec Composer::action() const
{
    const Draft made = draft();
    core::ActionSpec action;
    action.who = m_side == core::Direction::Client ? QStringLiteral("client") : QStringLiteral("server");
    action.what = made.deed;
    action.args = made.args;
    return action;
}

bool Composer::canSend() const { return m_isRunning && can(m_what) && draft().canBeSent(); }

QString Composer::message() const
{
    if (!m_isRunning)
        return tr("Nothing runs: start a scenario, or choose a pair.");
    if (!can(m_what)) {
        if (kind() == QLatin1StringView("qt"))
            return tr("Qt's WebSocket has no function for this; Framescope's engine can.");
        if (kind() == QLatin1StringView("raw"))
            return tr("A raw TCP end sends raw bytes only.");
        return tr("This side is a program of its own: it sends what is asked for over there.");
    }
    const Draft made = draft();
    if (!made.problem.isEmpty())
        return made.problem;
    return made.missing.isEmpty() ? made.note : made.missing;
}

void Composer::send()
{
    if (!page(m_what)->isReadyToSend() || !canSend())
        return;
    const core::ActionSpec asked = action();
    page(m_what)->accepted();
    emit actRequested(asked);
}

void Composer::noteActed(quint16 connection, const core::ActionSpec &action, bool done)
{
    if (action.who != QLatin1StringView("wire"))
        m_sent->add(connection, action, done);
}

void Composer::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void Composer::retranslate()
{
    m_client->setText(tr("Client →"));
    m_server->setText(tr("← Server"));
    m_client->setAccessibleName(tr("The client sends"));
    m_server->setAccessibleName(tr("The server sends"));
    m_client->setToolTip(m_client->accessibleName());
    m_server->setToolTip(m_server->accessibleName());
    const QString names[whatCount] = {tr("Text"),  tr("Binary"),        tr("Ping"),      tr("Pong"),
                                      tr("Close"), tr("Frame by hand"), tr("Raw bytes"), tr("Deviation")};
    const QString tips[whatCount] = {tr("A text message (opcode 1)"),
                                     tr("A binary message (opcode 2)"),
                                     tr("A Ping (opcode 9): the other side answers with a Pong"),
                                     tr("A Pong (opcode 10) that nobody asked for"),
                                     tr("A Close (opcode 8): begins or answers the closing handshake"),
                                     tr("A frame, bit by bit"),
                                     tr("Bytes into TCP, no frame around them"),
                                     tr("Have the engine break a rule from now on")};
    for (std::size_t i = 0; i < whatCount; ++i) {
        m_whats[i]->setText(names[i]);
        m_whats[i]->setToolTip(tips[i]);
        m_whats[i]->setAccessibleDescription(tips[i]);
    }
    m_send->setText(tr("Send"));
    m_send->setToolTip(tr("Send (Ctrl+Enter; in a text line Enter too)"));
    setAccessibleName(tr("Composer"));
    refresh();
}

void Composer::refresh()
{
    const ComposerPage *const shown = page(m_what);
    for (std::size_t i = 0; i < whatCount; ++i) {
        m_pages[i]->setVisible(m_pages[i] == shown);
        if (m_pages[i]->foot() != nullptr)
            m_pages[i]->foot()->setVisible(m_pages[i] == shown);
        m_whats[i]->setEnabled(can(static_cast<What>(i)));
    }
    const QSignalBlocker quiet(m_options);
    m_options->setOffered(shown->isMessage() && isOurEngine(),
                          shown->isMessage() && m_isDeflateAgreed && isOurEngine(),
                          shown->hasKey() && m_side == core::Direction::Client && isOurEngine());
    m_options->setVisible(page(m_what)->foot() == nullptr);
    page(m_what)->setEnabled(can(m_what));
    m_options->setEnabled(can(m_what));
    m_send->setEnabled(canSend());
    const bool isWrong = can(m_what) && m_isRunning && !draft().problem.isEmpty();
    const Ink ink = isWrong ? Ink::Broken : canSend() ? Ink::Normal : Ink::Secondary;
    const QString text = message();
    m_message->setText(isWrong ? QStringLiteral("✗ ") + text : text);
    m_message->setFont(m_theme.font(FontRole::Small));
    m_message->setStyleSheet(QStringLiteral("color: %1; font-size: 12px;").arg(m_theme.ink(ink).name()));
}

} // namespace ui
