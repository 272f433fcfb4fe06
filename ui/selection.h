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
    /// The same, and looks at other bits of its unit than it is about; none: at its own.
    void setStep(int step, core::BitSpan bits);
    /// Goes to the first step of a unit's own turn. False where it has none.
    bool selectUnit(quint32 unit);
    /// Selects bits of the unit shown. The step moves to the one that brings these bits, if the current one
    /// does not.
    void selectBits(core::BitSpan bits);
    /// Selects what lies before or after: the next leaf, or the next byte or bit where one of a leaf's is
    /// selected. Bytes and bits go on over the ends of leaves.
    void move(int direction);
    /// A smaller part of what is selected (leaf, byte, bit): +1; the larger one: -1. False where there is
    /// none.
    bool deepen(int deeper);
    enum class Grain : quint8 { Leaf, Byte, Bit };
    Grain grain() const { return m_grain; }

    /// Where one was before, and back again; each step or field that was rested on.
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_history.size(); }
    void goBack();
    void goForward();

signals:
    void changed();

private:
    struct Place
    {
        std::size_t conversation = 0;
        int step = 0;
        core::BitSpan bits;
        Grain grain = Grain::Leaf;

        bool operator==(const Place &) const = default;
    };
    void tell();
    void goTo(const Place &place);
    core::BitSpan partAt(quint64 bit, Grain grain) const;

    Session &m_session;
    std::vector<int> m_left; // the step at which each connection was left
    int m_step = 0;
    std::optional<quint32> m_unit;
    core::BitSpan m_bits;
    Grain m_grain = Grain::Leaf;
    std::vector<Place> m_history;
    std::size_t m_at = 0; // in the history
    bool m_isTravelling = false;
};

} // namespace ui
