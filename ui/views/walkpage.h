// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/walkpaper.h"
#include "ui/selection.h"
#include "ui/views/dockpage.h"

#include <functional>

class QIODevice;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace ui {

/// Steps that somebody has put in an order of their own, with captions, to be exported. What is shown of a
/// step is kept with it, so it stays when the window turns to another recording; it can be gone to while its
/// recording is the one shown.
class WalkPage : public DockPage
{
    Q_OBJECT

public:
    enum class Form : quint8 { Html, Pdf, Images };

    WalkPage(const Session &session, Selection &selection, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator) override;
    void setTheme(const Theme &theme) override;

    /// The step selected now, at the end. Nothing where there is none.
    void add();
    const WalkThrough &walk() const { return m_walk; }
    /// There is something that no export holds.
    bool isUnsaved() const { return m_isChanged && !m_walk.steps.empty(); }
    /// Where something is unsaved, asks what is to become of it. False: the window is to stay.
    bool mayClose();

    /// False and a message on the page where that cannot be written.
    bool exportTo(Form form, const QString &path); // of a folder for Form::Images
    /// The same, where the user says. False too where they do not.
    bool exportAs(Form form);
    /// What exporting came to.
    QString message() const;

    QListWidget &list() { return *m_list; }
    QPlainTextEdit &caption() { return *m_caption; }
    QLineEdit &title() { return *m_title; }

private:
    void build();
    void insert(std::size_t at, WalkStep step);
    void move(int by);
    void moved(int from, int to);
    void remove();
    void putBack();
    void showCurrent();
    void changed();
    void refresh();
    void refreshItems();
    void tell(const QString &text, Ink ink);
    bool write(const QString &path, const std::function<bool(QIODevice &)> &contents);
    bool writeImages(const QString &folder);
    QStringList imageNames() const;
    bool mayOverwrite(const QString &folder);
    std::optional<std::size_t> current() const;

    const Session &m_session;
    Selection &m_selection;
    std::optional<Narrator> m_narrator;
    Theme m_theme;
    WalkThrough m_walk;
    std::vector<std::pair<std::size_t, WalkStep>> m_removed; // where it was; the last one last
    int m_recording = 0;                                     // counts those that the window has shown
    bool m_isChanged = false;
    bool m_isFilling = false; // the page changes its widgets itself
    QListWidget *m_list;
    QLabel *m_empty;
    QLabel *m_captionOf;
    QPlainTextEdit *m_caption;
    QLabel *m_elsewhere;
    QLineEdit *m_title;
    QLabel *m_said;
    QPushButton *m_add;
    QPushButton *m_up;
    QPushButton *m_down;
    QPushButton *m_remove;
    QPushButton *m_putBack;
    QPushButton *m_export;
};

} // namespace ui
