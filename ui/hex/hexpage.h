// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/hex/hexview.h"
#include "ui/views/dockpage.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace ui {

class ChoiceBox;

/// Hex with its source, a place to go to, and bookmarks: bytes of a unit to come back to.
class HexPage : public DockPage
{
    Q_OBJECT

public:
    HexPage(const Session &session, Selection &selection, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator) override;
    void setTheme(const Theme &theme) override;

    HexView &view() { return *m_view; }
    ChoiceBox &source() { return *m_source; }
    QLineEdit &offset() { return *m_offset; }
    QPushButton &mark() { return *m_mark; }
    ChoiceBox &marks() { return *m_marks; }
    QString problem() const;

private:
    struct Bookmark
    {
        std::size_t conversation = 0;
        quint32 unit = 0;
        core::BitSpan bits;

        bool operator==(const Bookmark &) const = default;
    };

    std::optional<Bookmark> here() const;
    void go();
    void toggleMark();
    void goToMark(int index);
    void refresh();
    void scrollToSelected();

    const Session &m_session;
    Selection &m_selection;
    HexView *m_view;
    ChoiceBox *m_source;
    QLineEdit *m_offset;
    QLabel *m_problem;
    QPushButton *m_mark;
    ChoiceBox *m_marks;
    QScrollArea *m_scroll;
    std::optional<Narrator> m_narrator;
    std::vector<Bookmark> m_bookmarks;
};

} // namespace ui
