// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/Report.h"

#include "app/commands/ConsoleProgress.h"
#include "app/commands/OutputFile.h"
#include "app/commands/ReadRun.h"
#include "ui/report/WriteReport.h"

namespace bathyscope::app {

ExitStatus report(const ReportOptions& options)
{
    const ConsoleProgress warnings(options.isQuiet);
    OutputFile out(options.out);
    ui::writeReport(readRuns(options.runs), out.path());
    out.finish();
    return Done;
}

} // namespace bathyscope::app
