// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/Export.h"

#include "app/commands/ConsoleProgress.h"
#include "app/commands/InputFile.h"
#include "app/commands/OutputFile.h"
#include "core/analysis/RunFile.h"
#include "core/support/AtomicFile.h"
#include "core/support/Error.h"
#include "ui/views/RunPlots.h"

namespace bathyscope::app {

namespace {

std::shared_ptr<const AnalysisSnapshot> readRun(const std::string& name, std::optional<std::size_t> layer)
{
    const InputFile file(name);
    std::shared_ptr<const AnalysisSnapshot> run = readRunFile(file.path());
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
    const ConsoleProgress warnings(false);
    const OutputFile out(options.out);
    const std::shared_ptr<const AnalysisSnapshot> run = readRun(options.run, options.layer);
    ui::exportRunPlot({.run = *run,
                       .plot = options.plot,
                       .layer = options.layer,
                       .out = out.path(),
                       .width = options.width,
                       .height = options.height});
    return Done;
}

ExitStatus exportTable(const ExportTableOptions& options)
{
    OutputFile out(options.out);
    const std::shared_ptr<const AnalysisSnapshot> run = readRun(options.run, options.layer);
    AtomicFile file(out.path());
    file.write(runTableCsv(*run, options.table, options.layer));
    file.commit();
    out.finish();
    return Done;
}

} // namespace bathyscope::app
