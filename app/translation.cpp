// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace app {

Translation::~Translation()
{
    QCoreApplication::removeTranslator(&m_program);
    QCoreApplication::removeTranslator(&m_qt);
}

void Translation::use(ui::Language language)
{
    const QString code = QString::fromLatin1(ui::code(language));
    QCoreApplication::removeTranslator(&m_qt);
    QCoreApplication::removeTranslator(&m_program);
    if (m_qt.load(QStringLiteral("qtbase_") + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_program.load(QStringLiteral(":/i18n/framescope_") + code))
        QCoreApplication::installTranslator(&m_program);
    QLocale::setDefault(language == ui::Language::Korean ? QLocale(QLocale::Korean)
                                                         : QLocale(QLocale::English));
}

} // namespace app
