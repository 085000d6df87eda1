// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/Export.h"

#include "app/commands/ConsoleProgress.h"
#include "app/commands/OutputFile.h"
#include "app/commands/ReadRun.h"
#include "core/support/AtomicFile.h"
#include "core/support/Error.h"
#include "ui/figures/RunPlots.h"
#include "ui/report/WriteReport.h"

namespace bathyscope::app {

namespace {

std::shared_ptr<const AnalysisSnapshot> readRunWith(const std::string& name, std::optional<std::size_t> layer)
{
    std::shared_ptr<const AnalysisSnapshot> run = readRun(name);
    const std::size_t numLayers = run->layers.size();
    if (layer && *layer >= numLayers) {
        throw Error(ErrorKind::InvalidRequest,
                    "The run " + name + " has no layer " + std::to_string(*layer) + ": its layers are 0 to "
                        + std::to_string(numLayers - 1) + ".");
    }
    if (layer && !run->layers[*layer]) {
        throw Error(ErrorKind::InvalidRequest,
                    "Layer " + std::to_string(*layer) + " of the run " + name
                        + " was not finished when the run was stopped; choose another.");
    }
    return run;
}

} // namespace

ExitStatus exportPlot(const ExportPlotOptions& options)
{
    const ConsoleProgress warnings(options.isQuiet);
    OutputFile out(options.out);
    const std::shared_ptr<const AnalysisSnapshot> run = readRunWith(options.run, options.layer);
    ui::exportRunPlot({.run = *run,
                       .plot = options.plot,
                       .layer = options.layer,
                       .out = out.path(),
                       .format = options.format,
                       .size = options.size});
    out.finish();
    return Done;
}

ExitStatus exportTable(const ExportTableOptions& options)
{
    const ConsoleProgress warnings(options.isQuiet);
    OutputFile out(options.out);
    const std::shared_ptr<const AnalysisSnapshot> run = readRunWith(options.run, options.layer);
    AtomicFile file(out.path());
    file.write(runTableCsv(*run, options.table, options.layer));
    file.commit();
    out.finish();
    return Done;
}

ExitStatus exportFigures(const ExportFiguresOptions& options)
{
    const ConsoleProgress warnings(options.isQuiet);
    ui::writeFigures(readRuns(options.runs), options.out, options.format, options.size);
    return Done;
}

} // namespace bathyscope::app
