// SPDX-License-Identifier: GPL-3.0-or-later
#include "composerfixture.h"

#include "windowchecks.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <QTranslator>

using namespace ui;

namespace {

bool isControl(const QWidget &widget)
{
    const bool isPart = qobject_cast<const QAbstractSpinBox *>(widget.parentWidget()) != nullptr ||
                        qobject_cast<const QComboBox *>(widget.parentWidget()) != nullptr;
    return !isPart && (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget.isVisible();
}

QString textOf(const QWidget &widget)
{
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return button->text();
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        return label->text();
    if (const auto *box = qobject_cast<const QComboBox *>(&widget))
        return box->currentText();
    if (const auto *line = qobject_cast<const QLineEdit *>(&widget))
        return line->text().isEmpty() ? line->placeholderText() : QString();
    return {};
}

bool isClipped(const QWidget &widget)
{
    const QString text = textOf(widget);
    if (text.isEmpty())
        return false;
    if (const auto *label = qobject_cast<const QLabel *>(&widget)) {
        if (label->wordWrap())
            return label->heightForWidth(label->width()) > label->height();
        return label->sizeHint().width() > label->width() ||
               label->fontMetrics().height() > label->height() + 2;
    }
    if (qobject_cast<const QLineEdit *>(&widget) != nullptr) // a frame of 1 and 8 px of padding at each side
        return widget.fontMetrics().horizontalAdvance(text) > widget.width() - 18;
    if (const auto *box = qobject_cast<const QComboBox *>(&widget))
        return box->sizeHint().width() > box->width();
    return widget.minimumSizeHint().width() > widget.width() ||
           widget.fontMetrics().height() > widget.height() - 4;
}

/// Whether it stands in something that scrolls, so that it can be brought into view.
bool isScrolled(const QWidget &child, const QWidget &inside)
{
    for (const QWidget *above = child.parentWidget(); above != nullptr && above != &inside;
         above = above->parentWidget())
        if (qobject_cast<const QAbstractScrollArea *>(above) != nullptr)
            return true;
    return false;
}

} // namespace

void speak(Language language)
{
    static QTranslator translator;
    QCoreApplication::removeTranslator(&translator);
    if (!translator.load(QStringLiteral(TRANSLATIONS "/framescope_") + QString::fromLatin1(code(language))))
        qFatal("no translation");
    QCoreApplication::installTranslator(&translator);
    QCoreApplication::sendPostedEvents();
}

void dress(QWidget &widget, const Theme &theme)
{
    QApplication::setPalette(theme.palette());
    QApplication::setFont(theme.font(FontRole::Body));
    widget.setPalette(theme.palette());
    widget.setFont(theme.font(FontRole::Body));
    widget.setStyleSheet(theme.styleSheet());
}

QString faultsOf(const QWidget &widget, Language language)
{
    QStringList faults;
    const QList<QWidget *> children = widget.findChildren<QWidget *>();
    for (const QWidget *child : children) {
        if (!child->isVisibleTo(&widget))
            continue;
        const QString text = textOf(*child);
        if (isClipped(*child))
            faults += QStringLiteral("clipped: %1 (%2 × %3 of %4 × %5)")
                          .arg(text)
                          .arg(child->width())
                          .arg(child->height())
                          .arg(child->sizeHint().width())
                          .arg(child->sizeHint().height());
        if (language == Language::English && hasHangul(text))
            faults += QStringLiteral("Korean: ") + text;
        if (isControl(*child) && child->accessibleName().isEmpty() && text.isEmpty())
            faults += QStringLiteral("without a name: ") + child->objectName();
        if (!isScrolled(*child, widget) &&
            !widget.rect().contains(QRect(child->mapTo(&widget, QPoint()), child->size())) &&
            !text.isEmpty() && child->visibleRegion().boundingRect() != child->rect())
            faults += QStringLiteral("outside: ") + text;
    }
    return faults.join(QStringLiteral("\n"));
}

void picture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("FRAMESCOPE_PICTURES");
    if (!folder.isEmpty())
        widget.grab().save(QStringLiteral("%1/%2.png").arg(folder, name));
}
