// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/Fetch.h"

#include "app/commands/ConsoleProgress.h"
#include "app/commands/StandardStreams.h"
#include "app/commands/StopOnSignal.h"
#include "ui/hub/HttpClient.h"
#include "ui/hub/ModelFetch.h"

#include <fmt/format.h>

#include <QCoreApplication>

#include <cstdint>
#include <string>

namespace bathyscope::app {

namespace {

double megabytes(std::uint64_t numBytes)
{
    return static_cast<double>(numBytes) / 1e6;
}

std::string detail(const ui::FetchProgress& progress)
{
    std::string text =
        fmt::format("{:.1f} of {:.1f} MB", megabytes(progress.bytesDone), megabytes(progress.bytesTotal));
    if (progress.bytesPerSecond > 0) {
        text += fmt::format(", {:.1f} MB/s", progress.bytesPerSecond / 1e6);
    }
    if (progress.timeLeft) {
        text += fmt::format(", {} s left", progress.timeLeft->count());
    }
    return text + ", " + progress.file;
}

/// The bar, or a line for every file and for every wait.
class FetchReporter
{
public:
    explicit FetchReporter(ConsoleProgress& console)
        : m_console(console)
    {
    }

    void operator()(const ui::FetchProgress& progress)
    {
        if (progress.stage == ui::FetchStage::Waiting) {
            if (progress.reason != m_reason) {
                m_console.showStep(progress.reason);
            }
            m_reason = progress.reason;
            m_console.showBar(fraction(progress), progress.reason);
            return;
        }
        m_reason.clear();
        if (progress.bytesTotal == 0) {
            m_console.showBar(0, "asking the hub");
            return;
        }
        if (progress.file != m_file) {
            m_file = progress.file;
            m_console.showStep(detail(progress));
        }
        m_console.showBar(fraction(progress),
                          (progress.stage == ui::FetchStage::Checking ? "checking what is here: " : "")
                              + detail(progress));
    }

private:
    static double fraction(const ui::FetchProgress& progress)
    {
        return progress.bytesTotal == 0
            ? 0
            : static_cast<double>(progress.bytesDone) / static_cast<double>(progress.bytesTotal);
    }

    ConsoleProgress& m_console;
    std::string m_file;
    std::string m_reason;
};

} // namespace

ExitStatus fetch(const FetchOptions& options)
{
    const ui::ModelOrder order = ui::modelOrder(options.model);
    // Qt Network wants an application object.
    int argc = 1;
    std::string name = "bathyscope";
    char* argv = name.data();
    const QCoreApplication application(argc, &argv);

    ConsoleProgress console(options.isQuiet);
    const StopOnSignal interrupt;
    try {
        const ui::FetchedModel fetched = ui::fetchModel(order, ui::HubSettings::fromEnvironment(),
                                                        FetchReporter(console), interrupt.token());
        console.showResult(fetched.bytesReceived == 0
                               ? fmt::format("{} is here already.", order.repository)
                               : fmt::format("{} is here and checked; {:.1f} MB were fetched.",
                                             order.repository, megabytes(fetched.bytesReceived)));
        writeStandardOutput(fetched.folder.string() + "\n");
        return Done;
    } catch (const ui::FetchStopped&) {
        console.showResult(fmt::format("stopped; 'bathyscope fetch {}' goes on from here.", options.model));
        return Interrupted;
    }
}

} // namespace bathyscope::app
