// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"
#include "ui/text/steptext.h"

#include <QAbstractListModel>

#include <optional>

namespace ui {

/// What people would call a message: its text or bytes, and the Close at the end. A row each, of both sides
/// or of one. Four bytes a row; what is shown of one is made when it is asked for.
class ChatModel : public QAbstractListModel
{
    Q_OBJECT

public:
    struct Message
    {
        quint32 first = 0; // unit
        core::Direction direction = core::Direction::Client;
        qint64 timeNs = 0;
        bool isText = false;
        bool isClose = false;
        bool isWhole = false;
        int frames = 1;
        quint64 size = 0; // bytes of its payloads, on the wire
        int findings = 0;
        QString text; // the first of it, on one line; of binary the bytes in hex
    };

    explicit ChatModel(const Session &session, QObject *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    /// Both sides where nothing is given.
    void setSide(std::optional<core::Direction> side);
    /// Forgets what is shown: another recording, another connection.
    void reset();
    /// Takes in what the recording has gained.
    void grow();

    Message at(int row) const;
    /// “The client · text, 6 bytes in 2 frames”.
    QString heading(const Message &message) const;
    /// The row of the message that a unit belongs to, where it is shown.
    std::optional<int> rowOf(quint32 unit) const;
    quint32 unitAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    const core::Conversation *conversation() const { return m_session.conversation(); }
    bool isShown(const core::Unit &unit) const;

    const Session &m_session;
    std::optional<Narrator> m_narrator;
    std::optional<core::Direction> m_side;
    std::vector<quint32> m_rows; // first units
    std::size_t m_looked = 0;
    int m_count = 0; // of rows that views know
};

} // namespace ui
