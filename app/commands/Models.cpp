// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/Models.h"

#include "app/commands/ConsoleProgress.h"
#include "app/commands/StandardStreams.h"
#include "core/checkpoint/ModelCatalog.h"
#include "core/support/Resources.h"
#include "core/support/VisibleText.h"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

namespace bathyscope::app {

namespace {

std::string row(const std::string& name, std::size_t numLayers, std::size_t numNeurons,
                std::uint64_t numBytes, const std::string& state, const std::string& where)
{
    return fmt::format("{:<14}{:>7}{:>9}{:>10.1f}  {:<15}{}\n", visibleText(name), numLayers, numNeurons,
                       static_cast<double>(numBytes) / 1e6, state, visibleText(where));
}

std::string stateText(const CatalogStatus& status)
{
    switch (status.state) {
    case ModelState::Shipped:
        return "shipped";
    case ModelState::Cached:
        return "in the cache";
    case ModelState::Partial:
        return fmt::format("{:.0f} % is here",
                           std::floor(100 * static_cast<double>(status.bytesHere)
                                      / static_cast<double>(status.entry->weightBytes)));
    case ModelState::Absent:
        break;
    }
    return "can be fetched";
}

} // namespace

ExitStatus listModels(const ModelsOptions& options)
{
    const ConsoleProgress warnings(options.isQuiet);
    std::string text = fmt::format("{:<14}{:>7}{:>9}{:>10}  {:<15}{}\n", "name", "layers", "neurons", "MB",
                                   "state", "where");
    for (const CatalogStatus& status : locateModels(resourcesFolder())) {
        const CatalogEntry& entry = *status.entry;
        text += row(entry.name, entry.numLayers, entry.numNeurons, entry.weightBytes, stateText(status),
                    status.isHere() ? visibleText(status.folder.native()) : entry.repository);
    }
    for (const CachedModel& model : otherCachedModels()) {
        text += row(model.repository, model.numLayers, model.numNeurons, model.weightBytes, "in the cache",
                    visibleText(model.folder.native()));
    }
    text +=
        "Neurons are counted a layer. 'bathyscope fetch NAME' downloads what can be fetched, and any other "
        "GPT-Neo of\nthe hub by its owner and name. Any folder in Hugging Face's layout can be named instead "
        "of a model.\n";
    writeStandardOutput(text);
    return Done;
}

} // namespace bathyscope::app
