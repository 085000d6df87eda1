// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/Capture.h"

#include "app/commands/ConsoleProgress.h"
#include "app/commands/OutputFile.h"
#include "app/commands/RunRequest.h"
#include "app/commands/StopOnSignal.h"
#include "core/run/Capture.h"

#include <fmt/format.h>

namespace bathyscope::app {

namespace {

/// The bar, or a line for every tenth of the way.
class CaptureReporter
{
public:
    explicit CaptureReporter(ConsoleProgress& console)
        : m_console(console)
    {
    }

    void operator()(double fraction)
    {
        m_console.showBar(fraction, "capturing");
        const int tenths = static_cast<int>(fraction * 10);
        if (tenths > m_tenthsReported) {
            m_tenthsReported = tenths;
            m_console.showStep(fmt::format("{} % captured", 10 * tenths));
        }
    }

private:
    ConsoleProgress& m_console;
    int m_tenthsReported = 0;
};

} // namespace

ExitStatus capture(const CaptureOptions& options)
{
    ConsoleProgress console(options.run.isQuiet);
    OutputFile out(options.out);
    const CaptureRequest request {.run = makeRunRequest(options.run, console),
                                  .layers = options.layers,
                                  .halfPrecision = options.halfPrecision};
    const StopOnSignal interrupt;
    if (!captureActivations(request, out.path(), interrupt.token(), CaptureReporter(console))) {
        console.showResult("stopped; nothing was written.");
        return Interrupted;
    }
    out.finish();
    console.showResult("written to " + out.displayName() + ".");
    return Done;
}

} // namespace bathyscope::app
