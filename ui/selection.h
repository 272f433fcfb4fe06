// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"

namespace ui {

/// What is selected: a connection, one step of it, and bits of the unit that it is about. Every view follows
/// it and nothing else.
class Selection : public QObject
{
    Q_OBJECT

public:
    explicit Selection(Session &session, QObject *parent = nullptr);

    /// Number of the current step in the connection shown; 0 while there is none.
    int step() const { return m_step; }
    /// Its number among the steps of all connections.
    int number() const;
    std::optional<quint32> unit() const { return m_unit; }
    /// Bits of the unit; empty where the step is about no bits.
    core::BitSpan bits() const { return m_bits; }

    /// Goes to a step of all connections, and shows its connection; numbers outside are cut to the nearest.
    void setNumber(int number);
    /// Shows another connection where it was left last.
    void setConversation(std::size_t conversation);
    /// Goes to a step of the connection shown; numbers outside are cut to the nearest there is.
    void setStep(int step);
    /// Goes to the first step of a unit's own turn. False where it has none.
    bool selectUnit(quint32 unit);
    /// Selects bits of the unit shown. The step moves to the one that brings these bits, if the current one
    /// does not.
    void selectBits(core::BitSpan bits);
    /// Selects the leaf before or after.
    void moveByLeaf(int direction);

signals:
    void changed();

private:
    Session &m_session;
    std::vector<int> m_left; // the step at which each connection was left
    int m_step = 0;
    std::optional<quint32> m_unit;
    core::BitSpan m_bits;
};

} // namespace ui
