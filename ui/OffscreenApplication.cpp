// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/OffscreenApplication.h"

#include "core/support/Logging.h"
#include "core/support/Version.h"

#include <QApplication>

namespace bathyscope::ui {

namespace {

/// What Qt says of its surroundings, a missing XDG_RUNTIME_DIR for instance, is not for the user's eyes.
void logQtMessage(QtMsgType type, const QMessageLogContext& /*context*/, const QString& message)
{
    const bool isSerious = type == QtCriticalMsg || type == QtFatalMsg;
    logger("qt")->log(isSerious ? spdlog::level::err : spdlog::level::debug, "{}", message.toStdString());
}

} // namespace

OffscreenApplication::OffscreenApplication(const QLocale& locale)
{
    if (QCoreApplication::instance() == nullptr) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qInstallMessageHandler(logQtMessage);
        QLocale::setDefault(locale);
        m_application = std::make_unique<QApplication>(m_numArguments, m_arguments.data());
        QApplication::setApplicationDisplayName(QStringLiteral("Bathyscope")); // into the files' metadata
        QApplication::setApplicationVersion(QString::fromLatin1(programVersion));
    }
}

OffscreenApplication::~OffscreenApplication() = default;

} // namespace bathyscope::ui
