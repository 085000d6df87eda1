// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/OffscreenApplication.h"

#include "core/support/Error.h"
#include "core/support/FileDescriptor.h"
#include "core/support/Logging.h"
#include "core/support/Version.h"

#include <QApplication>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <system_error>
#include <vector>

namespace bathyscope::ui {

namespace {

/// What Qt says of its surroundings, a missing XDG_RUNTIME_DIR for instance, is not for the user's eyes.
/// Where Qt gives up, it would end the program by a signal.
void logQtMessage(QtMsgType type, const QMessageLogContext& /*context*/, const QString& message)
{
    if (type == QtFatalMsg) {
        logger("qt")->error("Nothing can be drawn: {}", message.toStdString());
        std::_Exit(EXIT_FAILURE);
    }
    logger("qt")->log(type == QtCriticalMsg ? spdlog::level::err : spdlog::level::debug, "{}",
                      message.toStdString());
}

/// Throws where the process may not open the files that drawing needs: Qt would take its own plugins for
/// missing.
void requireFreeDescriptors()
{
    constexpr int numNeeded = 16; // platform plugin, fonts and the picture, and as many again
    std::vector<FileDescriptor> opened;
    for (int i = 0; i < numNeeded; ++i) {
        // NOLINTNEXTLINE(*-vararg): POSIX
        opened.emplace_back(open("/dev/null", O_RDONLY | O_CLOEXEC));
        if (!opened.back().isOpen()) {
            throw Error(ErrorKind::Internal,
                        "Nothing can be drawn: the program cannot open as many files as that needs ("
                            + std::generic_category().message(errno)
                            + "); close files or raise the limit with 'ulimit -n'.");
        }
    }
}

} // namespace

OffscreenApplication::OffscreenApplication(const QLocale& locale)
{
    if (QCoreApplication::instance() == nullptr) {
        requireFreeDescriptors();
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
