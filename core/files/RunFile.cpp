// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/RunFile.h"

#include "core/files/ConclusionsJson.h"
#include "core/files/RunMetadata.h"
#include "core/files/RunTensors.h"
#include "core/findings/Findings.h"
#include "core/support/Error.h"

#include <chrono>
#include <utility>

namespace bathyscope {

void writeRunFile(const std::filesystem::path& path, const AnalysisSnapshot& run)
{
    if (!run.info || run.numFinished() == 0) {
        throw Error(ErrorKind::InvalidRequest,
                    "No layer of the run is finished yet, so there is nothing to save.");
    }
    RunTensorList tensors;
    for (const auto& layer : run.layers) {
        if (layer) {
            tensors.addLayer(*layer, run.outcome != RunOutcome::Completed);
        }
    }
    tensors.addTokens(*run.info);
    tensors.write(path, runMetadata(run));
}

std::shared_ptr<const AnalysisSnapshot> readRunFile(const std::filesystem::path& path)
{
    const SafetensorsFile file(path);
    ParsedRunMetadata parsed = parseRunMetadata(file.metadata(), path.string());
    const RunTensors tensors(file);

    auto info = std::make_shared<RunInfo>(std::move(parsed.info));
    tensors.readTokens(*info);

    auto run = std::make_shared<AnalysisSnapshot>();
    run->outcome = parsed.outcome;
    run->name = parsed.name;
    run->timing = parsed.timing;
    run->weightsSha256 = parsed.weightsSha256;
    run->layers.resize(info->numRunLayers());
    for (const LayerEntry& entry : parsed.layers) {
        auto layer = tensors.readLayer(entry, *info);
        readModality(*parsed.modality, *layer, path.string());
        run->layers[entry.layer] = std::move(layer);
    }
    run->zones = parsed.zones;
    run->progress.stage = RunStage::Finished;
    run->progress.layersDone = run->numFinished();
    run->progress.fraction = 1;
    run->progress.elapsed = std::chrono::duration<double>(run->timing.totalSeconds);
    run->info = std::move(info);
    run->findings = findFindings(*run);
    return run;
}

} // namespace bathyscope
