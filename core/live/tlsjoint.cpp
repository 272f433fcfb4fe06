// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/tlsjoint.h"

#include <cerrno>
#include <utility>

namespace live {

TlsJoint::TlsJoint(Role role, std::unique_ptr<TlsSession> session, quint16 target, QObject *parent)
    : QObject(parent)
    , m_role(role)
    , m_session(std::move(session))
    , m_target(target)
{
    connect(&m_listener, &Listener::accepted, this, &TlsJoint::accept);
    connect(&m_cipher, &TcpEnd::connected, this, [this] {
        m_session->start();
        pump();
    });
    connect(&m_cipher, &TcpEnd::received, this, [this](const QByteArray &bytes) {
        m_session->receive(bytes);
        pump();
    });
    connect(&m_cipher, &TcpEnd::endReceived, this, [this] { cipherEnded(false); });
    connect(&m_cipher, &TcpEnd::resetReceived, this, [this] { cipherEnded(true); });
    connect(&m_cipher, &TcpEnd::failed, this, &TlsJoint::fail);
    connect(&m_plain, &TcpEnd::received, this, [this](const QByteArray &bytes) {
        m_session->write(bytes);
        pump();
    });
    connect(&m_plain, &TcpEnd::endReceived, this, [this] {
        m_session->end();
        pump();
        m_cipher.end();
    });
    connect(&m_plain, &TcpEnd::resetReceived, &m_cipher, &TcpEnd::reset);
    connect(&m_plain, &TcpEnd::failed, &m_cipher, &TcpEnd::reset);
    for (TcpEnd *end : {&m_cipher, &m_plain})
        connect(end, &TcpEnd::written, this, &TlsJoint::updateReading);
}

void TlsJoint::accept(int descriptor)
{
    m_plain.setReading(false); // until there is TLS
    if (m_role == Role::Terminator) {
        m_cipher.adopt(descriptor);
        return;
    }
    m_plain.adopt(descriptor);
    m_cipher.connectTo(m_target);
}

void TlsJoint::pump()
{
    m_cipher.write(m_session->takeCipher());
    if (m_session->isOpen() && !std::exchange(m_opened, m_session->isOpen()))
        becameOpen();
    m_plain.write(m_session->takePlain());
    if (m_session->hasEnded() && !std::exchange(m_endPassed, true))
        m_plain.end();
    if (m_session->hasFailed())
        fail(m_session->problem());
    updateReading();
}

void TlsJoint::becameOpen()
{
    if (m_role == Role::Terminator)
        m_plain.connectTo(m_target);
    emit opened();
}

// The alert goes out before the FIN. Who spoke in clear hears of the accident by an RST.
void TlsJoint::fail(const QString &reason)
{
    if (std::exchange(m_failed, true))
        return;
    m_cipher.end();
    m_plain.reset();
    if (!m_opened)
        emit failed(reason);
}

// A peer that ends TCP without close_notify is taken as having ended.
void TlsJoint::cipherEnded(bool byReset)
{
    if (!m_opened) {
        fail(qt_error_string(byReset ? ECONNRESET : ENOTCONN));
        return;
    }
    if (byReset)
        m_plain.reset();
    else if (!std::exchange(m_endPassed, true))
        m_plain.end();
}

void TlsJoint::updateReading()
{
    m_cipher.setReading(m_plain.queued() <= queueLimit);
    m_plain.setReading(m_opened && m_cipher.queued() <= queueLimit);
}

} // namespace live
