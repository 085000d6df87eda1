// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandLine.h"
#include "app/UncheckedAllocation.h"
#include "app/commands/Analyze.h"
#include "app/commands/Capture.h"
#include "app/commands/Compare.h"
#include "app/commands/Export.h"
#include "app/commands/Fetch.h"
#include "app/commands/Info.h"
#include "app/commands/Models.h"
#include "app/commands/Report.h"
#include "app/commands/StandardStreams.h"
#include "app/commands/Tokenize.h"
#include "core/checkpoint/ModelCatalog.h"
#include "core/files/JournalFolder.h"
#include "core/run/AnalysisRun.h"
#include "core/run/ForecastMeasurement.h"
#include "core/support/CurrentError.h"
#include "core/support/Environment.h"
#include "core/support/Error.h"
#include "core/support/Logging.h"
#include "core/support/Resources.h"
#include "core/support/Version.h"
#include "ui/look/Language.h"
#include "ui/window/MainWindow.h"

#include <QApplication>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>

namespace bathyscope::app {

namespace {

/// Qt takes "/" for the home of a user without HOME.
void makeHomeKnown()
{
    if (const std::filesystem::path home = homeFolder(); !home.empty()) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): no thread has been started yet
        setenv("HOME", home.c_str(), 1);
    }
}
/// An exception that a slot lets through ends in the log, and not the program: nothing is thrown through Qt.
class Application final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        try {
            return QApplication::notify(receiver, event);
        } catch (...) {
            logger("ui")->error("{}", currentError().what());
        }
        return true;
    }
};

bool hasValue(const char* variable)
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): no thread has been started yet
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

ExitStatus openWindow(int& argc, char** argv)
{
    if (!hasValue("DISPLAY") && !hasValue("WAYLAND_DISPLAY") && !hasValue("QT_QPA_PLATFORM")) {
        complain(
            "there is no display to open a window on; without one, use the command line: bathyscope analyze "
            "--model sample-12 --out run.safetensors (see bathyscope --help).");
        return Failed;
    }
    const Application application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("bathyscope"));
    QApplication::setApplicationDisplayName(QStringLiteral("Bathyscope"));
    QApplication::setOrganizationName(QStringLiteral("bathyscope"));
    QApplication::setApplicationVersion(QString::fromLatin1(programVersion));
    QApplication::setDesktopFileName(QStringLiteral("bathyscope"));
    ui::installLanguage();
    const std::filesystem::path resources = resourcesFolder();
    ui::MainWindow window(&runAnalysis, locateModels(resources), resources);
    window.setForecastFunction(&forecastRequest);
    window.setJournalFolder(defaultJournalFolder());
    window.lookForOtherModels();
    window.show();
    return QApplication::exec() == 0 ? Done : Failed;
}

/// Runs what the arguments ask for.
struct Execute
{
    int& argc;
    char** argv;

    ExitStatus operator()(const WindowOptions& /*options*/) const
    {
        return openWindow(argc, argv);
    }
    ExitStatus operator()(const PrintOptions& options) const
    {
        writeStandardOutput(options.text);
        return Done;
    }
    ExitStatus operator()(const AnalyzeOptions& options) const
    {
        return analyze(options);
    }
    ExitStatus operator()(const ExportPlotOptions& options) const
    {
        return exportPlot(options);
    }
    ExitStatus operator()(const ExportTableOptions& options) const
    {
        return exportTable(options);
    }
    ExitStatus operator()(const ExportFiguresOptions& options) const
    {
        return exportFigures(options);
    }
    ExitStatus operator()(const ReportOptions& options) const
    {
        return report(options);
    }
    ExitStatus operator()(const CompareOptions& options) const
    {
        return compare(options);
    }
    ExitStatus operator()(const CaptureOptions& options) const
    {
        return capture(options);
    }
    ExitStatus operator()(const TokenizeOptions& options) const
    {
        return tokenize(options);
    }
    ExitStatus operator()(const ModelsOptions& options) const
    {
        return listModels(options);
    }
    ExitStatus operator()(const FetchOptions& options) const
    {
        return fetch(options);
    }
    ExitStatus operator()(const InfoOptions& options) const
    {
        return describe(options);
    }
};

ExitStatus run(int& argc, char** argv)
{
    makeHomeKnown();
    try {
        const std::vector<std::string> arguments(argv + 1, argv + argc);
        const ExitStatus status = std::visit(Execute {argc, argv}, parseCommandLine(arguments));
        closeStandardOutput();
        return status;
    } catch (const UsageError& error) {
        complain(error.what());
        return WrongUsage;
    } catch (...) {
        complain(currentError().what());
    }
    return Failed;
}

/// Where memory is so short that even what gives it back fails (Qt does, in destructors), nothing can be
/// handled any more; that is still no crash.
void endWithoutMemory()
{
    if (std::current_exception()) {
        const Error error = currentError();
        complain(error.what());
        if (error.kind() == ErrorKind::OutOfMemory) {
            std::_Exit(Failed);
        }
    }
    std::abort();
}

} // namespace

} // namespace bathyscope::app

int main(int argc, char** argv)
{
    bathyscope::app::openMissingStandardStreams();
    // A reader that has gone away is an error like a full disk, not the silent end of the program.
    std::signal(SIGPIPE, SIG_IGN);
    std::set_terminate(bathyscope::app::endWithoutMemory);
    bathyscope::app::endWithoutMemoryWhereItIsUnchecked();
    return bathyscope::app::run(argc, argv);
}
