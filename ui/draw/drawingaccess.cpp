// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/draw/drawingaccess.h"

#include "ui/draw/drawingview.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <map>

namespace ui {

namespace {

/// One target. Qt keeps it by an id until the drawing changes.
class TargetAccess : public QAccessibleInterface
{
public:
    TargetAccess(DrawingView &view, std::size_t target)
        : m_view(view)
        , m_target(target)
    {}

    bool isValid() const override { return m_target < m_view.drawing().targets.size(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_view.window()->windowHandle(); }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(&m_view); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }

    QString text(QAccessible::Text which) const override
    {
        if (!isValid())
            return {};
        const TargetText text = m_view.textOf(target());
        switch (which) {
        case QAccessible::Name:
            // What reads a list item aloud reads its name.
            return text.value.isEmpty() ? text.name : text.name + QStringLiteral(": ") + text.value;
        case QAccessible::Value:
            return text.value;
        case QAccessible::Description:
            return text.description;
        default:
            return {};
        }
    }
    void setText(QAccessible::Text, const QString &) override {}

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect inView = m_view.onWidget(target().rect).toAlignedRect();
        return {m_view.mapToGlobal(inView.topLeft()), inView.size()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = true;
        state.selectable = true;
        state.readOnly = true;
        state.invalid = !isValid();
        state.selected = isValid() && m_view.isSelected(target());
        state.focused = state.selected && m_view.hasFocus();
        state.offscreen =
            isValid() &&
            m_view.visibleRegion().intersected(m_view.onWidget(target().rect).toAlignedRect()).isEmpty();
        return state;
    }

private:
    const Target &target() const { return m_view.drawing().targets[m_target]; }

    DrawingView &m_view;
    std::size_t m_target;
};

class DrawingAccess : public QAccessibleWidget
{
public:
    explicit DrawingAccess(DrawingView *view)
        : QAccessibleWidget(view, QAccessible::List)
        , m_view(*view)
    {}
    ~DrawingAccess() override { forget(); }

    int childCount() const override
    {
        const auto &targets = m_view.drawing().targets;
        return static_cast<int>(
            std::count_if(targets.begin(), targets.end(), [](const Target &t) { return !t.isEcho; }));
    }
    QAccessibleInterface *child(int index) const override
    {
        const auto &targets = m_view.drawing().targets;
        for (std::size_t i = 0; i < targets.size(); ++i)
            if (!targets[i].isEcho && index-- == 0)
                return target(i);
        return nullptr;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        const int at = m_view.targetAt(m_view.mapFromGlobal(QPoint(x, y)));
        return at < 0 ? nullptr : target(static_cast<std::size_t>(at));
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto &targets = m_view.drawing().targets;
        int index = 0;
        for (std::size_t i = 0; i < targets.size(); ++i) {
            if (targets[i].isEcho)
                continue;
            const auto found = m_targets.find(i);
            if (found != m_targets.end() && QAccessible::accessibleInterface(found->second) == child)
                return index;
            ++index;
        }
        return QAccessibleWidget::indexOfChild(child);
    }
    QAccessibleInterface *focusChild() const override
    {
        if (!m_view.hasFocus())
            return nullptr;
        const int index = selectedIndex();
        return index < 0 ? nullptr : child(index);
    }
    /// Among the children; -1 where none is selected.
    int selectedIndex() const
    {
        int index = 0;
        for (const Target &each : m_view.drawing().targets) {
            if (each.isEcho)
                continue;
            if (m_view.isSelected(each))
                return index;
            ++index;
        }
        return -1;
    }
    void forget()
    {
        for (const auto &[target, id] : m_targets)
            QAccessible::deleteAccessibleInterface(id);
        m_targets.clear();
    }

private:
    QAccessibleInterface *target(std::size_t at) const
    {
        const auto found = m_targets.find(at);
        if (found != m_targets.end())
            return QAccessible::accessibleInterface(found->second);
        auto *const made = new TargetAccess(m_view, at); // Qt deletes it with its id
        m_targets[at] = QAccessible::registerAccessibleInterface(made);
        return made;
    }

    DrawingView &m_view;
    mutable std::map<std::size_t, QAccessible::Id> m_targets; // those that somebody asked for
};

QAccessibleInterface *makeAccess(const QString &, QObject *object)
{
    auto *const view = qobject_cast<DrawingView *>(object);
    return view == nullptr ? nullptr : new DrawingAccess(view);
}

} // namespace

void installDrawingAccess()
{
    static const bool installed = [] {
        QAccessible::installFactory(&makeAccess);
        return true;
    }();
    Q_UNUSED(installed)
}

void tellDrawingChanged(DrawingView &view)
{
    if (!QAccessible::isActive())
        return;
    if (auto *const access = dynamic_cast<DrawingAccess *>(QAccessible::queryAccessibleInterface(&view)))
        access->forget();
    QAccessibleEvent reordered(&view, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&reordered);
    tellFocus(view);
}

void tellFocus(DrawingView &view)
{
    if (!QAccessible::isActive() || !view.hasFocus())
        return;
    const auto *const access = dynamic_cast<DrawingAccess *>(QAccessible::queryAccessibleInterface(&view));
    const int selected = access == nullptr ? -1 : access->selectedIndex();
    if (selected < 0)
        return;
    QAccessibleEvent focus(&view, QAccessible::Focus);
    focus.setChild(selected);
    QAccessible::updateAccessibility(&focus);
}

} // namespace ui
