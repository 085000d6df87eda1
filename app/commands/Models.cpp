// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/Models.h"

#include "app/commands/StandardStreams.h"
#include "core/checkpoint/ModelCatalog.h"
#include "core/support/Resources.h"

#include <fmt/format.h>

namespace bathyscope::app {

namespace {

const char* stateText(ModelState state)
{
    switch (state) {
    case ModelState::Shipped:
        return "shipped";
    case ModelState::Cached:
        return "in the cache";
    case ModelState::Absent:
        break;
    }
    return "not here";
}

} // namespace

ExitStatus listModels(const ModelsOptions& /*options*/)
{
    std::string text = fmt::format("{:<14}{:>7}{:>9}{:>10}  {:<14}{}\n", "name", "layers", "neurons", "MB",
                                   "state", "where");
    for (const CatalogStatus& status : locateModels(resourcesFolder())) {
        const CatalogEntry& entry = *status.entry;
        const std::string where =
            status.state == ModelState::Absent ? entry.repository : status.folder.string();
        text += fmt::format("{:<14}{:>7}{:>9}{:>10.1f}  {:<14}{}\n", entry.name, entry.numLayers,
                            entry.numNeurons, static_cast<double>(entry.weightBytes) / 1e6,
                            stateText(status.state), where);
    }
    text += "Neurons are counted a layer. Any folder in Hugging Face's layout can be named instead.\n";
    writeStandardOutput(text);
    return Done;
}

} // namespace bathyscope::app
