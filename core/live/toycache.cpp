// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/toycache.h"

namespace live {

namespace {

QByteArray urlOf(const QByteArray &line)
{
    const QByteArray words = line.trimmed();
    const bool isRequest = words.startsWith("GET http://") && words.endsWith(" HTTP/1.1");
    return isRequest ? words.split(' ').at(1) : QByteArray();
}

/// The bytes of the first response in `bytes` that is there to its end; else nothing.
QByteArray responseIn(const QByteArray &bytes)
{
    const qsizetype start = bytes.indexOf("HTTP/1.1 ");
    const qsizetype empty = bytes.indexOf("\r\n\r\n", start);
    if (start < 0 || empty < 0)
        return {};
    const QByteArray head = bytes.mid(start, empty - start).toLower();
    const qsizetype field = head.indexOf("\r\ncontent-length:");
    const qsizetype length = field < 0 ? 0 : head.mid(field + 17).split('\r').front().trimmed().toLongLong();
    const qsizetype end = empty + 4 + length;
    return length < 0 || length > ToyCache::answerLimit || end > bytes.size() ? QByteArray()
                                                                              : bytes.mid(start, end - start);
}

} // namespace

ToyCache::ToyCache(ToyStore &store, quint16 serverPort)
    : m_store(store)
    , m_serverPort(serverPort)
{
    connect(&m_listener, &Listener::accepted, this, [this](int descriptor) {
        m_client.adopt(descriptor);
        m_server.connectTo(m_serverPort);
    });
    connect(&m_client, &TcpEnd::received, this, &ToyCache::fromClient);
    connect(&m_server, &TcpEnd::received, this, &ToyCache::fromServer);
    connect(&m_server, &TcpEnd::failed, this, [this] { m_client.reset(); });
    join(m_client, m_server);
    join(m_server, m_client);
}

bool ToyCache::listen() { return m_listener.listen(QHostAddress::LocalHost); }

void ToyCache::join(TcpEnd &from, TcpEnd &to)
{
    connect(&from, &TcpEnd::endReceived, this, [&to] { to.end(); });
    connect(&from, &TcpEnd::resetReceived, this, [&to] { to.reset(); });
}

void ToyCache::fromClient(const QByteArray &bytes)
{
    const QByteArray stored = takeLines(bytes);
    if (stored.isEmpty())
        m_server.write(bytes);
    else
        m_client.write(m_store.value(stored));
}

QByteArray ToyCache::takeLines(const QByteArray &bytes)
{
    for (const char byte : bytes) {
        if (m_line.size() < lineLimit)
            m_line += byte;
        if (byte != '\n')
            continue;
        const QByteArray url = urlOf(std::exchange(m_line, {}));
        if (m_store.contains(url))
            return url;
        if (!url.isEmpty()) {
            m_asked = url;
            m_answer.clear();
        }
    }
    return {};
}

void ToyCache::fromServer(const QByteArray &bytes)
{
    m_client.write(bytes);
    if (!m_asked.isEmpty() && m_answer.size() < answerLimit)
        takeAnswer(bytes);
}

void ToyCache::takeAnswer(const QByteArray &bytes)
{
    m_answer += bytes;
    const QByteArray response = responseIn(m_answer);
    if (!response.isEmpty())
        m_store.insert(std::exchange(m_asked, {}), response);
}

} // namespace live
