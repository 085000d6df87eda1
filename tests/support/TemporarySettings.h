// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QSettings>
#include <QString>
#include <QTemporaryDir>

namespace bathyscope::test {

/// QSettings of the whole process in an empty folder of its own, so that tests neither see nor change the
/// user's. One in a process, made before anything reads settings.
class TemporarySettings
{
public:
    TemporarySettings()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("bathyscope"));
        QCoreApplication::setApplicationName(QStringLiteral("bathyscope-test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }

    void clear()
    {
        QSettings().clear();
    }

private:
    QTemporaryDir m_folder;
};

} // namespace bathyscope::test
