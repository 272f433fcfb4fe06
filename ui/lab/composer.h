// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"
#include "core/record/recording.h"
#include "ui/lab/composerpage.h"
#include "ui/text/steptext.h"

#include <array>

class QLabel;
class QPushButton;

namespace ui {

class SendingOptions;
class SentList;

/// Makes what one side is to send, checks it and asks for it. It knows no lab.
///
/// How to place it: in a dock at the bottom of the main window (about 1280 by 150 px; the frame by hand takes
/// some 20 px more, and asks for them by its size hint).
///
///     auto *dock = new QDockWidget(this);
///     dock->setWidget(composer);
///     addDockWidget(Qt::BottomDockWidgetArea, dock);
///     connect(composer, &Composer::actRequested, this,
///             [this](const core::ActionSpec &action) { m_lab.act(CONNECTION, action); });
///     connect(&m_lab, &core::LabControl::acted, composer, &Composer::noteActed);
///
/// Beyond that: setTheme() and setNarrator() with the window's; setKinds() with the connection shown,
/// setRunning() as runs begin and end, setDeflateAgreed() once the handshake is done. Texts follow
/// QEvent::LanguageChange.
class Composer : public QWidget
{
    Q_OBJECT

public:
    enum class What : quint8 { Text, Binary, Ping, Pong, Close, Frame, Bytes, Deviation };
    static constexpr std::size_t whatCount = 8;

    explicit Composer(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Deviations have titles in the catalogue.
    void setNarrator(const Narrator &narrator);
    void setSide(core::Direction side);
    core::Direction side() const { return m_side; }
    void setWhat(What what);
    What what() const { return m_what; }
    /// Only then is compressing offered.
    void setDeflateAgreed(bool agreed);
    /// As EndpointSpec::kind has them: what a side cannot do is not offered.
    void setKinds(const QString &client, const QString &server);
    /// While nothing runs nothing can be sent. True to begin with.
    void setRunning(bool running);

    /// What Send would ask for now.
    core::ActionSpec action() const;
    /// Whether it can be asked for.
    bool canSend() const;
    /// What is said about it: what is wrong, missing, or odd.
    QString message() const;
    ComposerPage *page(What what) const { return m_pages[static_cast<std::size_t>(what)]; }

public slots:
    void send();
    /// For the list of what has been sent; what the composer did not ask for stands there too, but not what
    /// the wire does.
    void noteActed(quint16 connection, const core::ActionSpec &action, bool done);

signals:
    void actRequested(const core::ActionSpec &action);
    void saveRequested(const std::vector<core::ActionSpec> &actions);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void refresh();
    /// The draft with the options' share in it.
    Draft draft() const;
    const QString &kind() const { return m_kinds[m_side == core::Direction::Server ? 1 : 0]; }
    bool can(What what) const;
    bool isOurEngine() const;

    core::Direction m_side = core::Direction::Client;
    What m_what = What::Text;
    bool m_isDeflateAgreed = false;
    bool m_isRunning = true;
    QString m_kinds[2];
    Theme m_theme;

    QPushButton *m_client;
    QPushButton *m_server;
    std::array<QPushButton *, whatCount> m_whats{};
    std::array<ComposerPage *, whatCount> m_pages{};
    SendingOptions *m_options;
    QPushButton *m_send;
    QLabel *m_message;
    SentList *m_sent;
};

} // namespace ui
