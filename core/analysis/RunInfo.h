// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/RunSettings.h"
#include "core/checkpoint/ModelConfig.h"
#include "core/text/TokenFeatures.h"
#include "core/text/TokenWindows.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

namespace bathyscope {

/// What a run is about, its settings included: fixed when its first layer begins, shared by all its
/// snapshots. Enough to write its file.
struct RunInfo : RunSettings
{
    std::string programVersion;
    std::string created; ///< UTC, ISO 8601
    // model
    std::string modelName;
    std::string modelFolderName; ///< last part of the path
    std::filesystem::path modelFolder; ///< the whole path; empty in a complete run that was read from a file
    ModelConfig config;
    // text
    std::string textName;
    std::string textOrigin; ///< of a text by others: source and licence; else empty
    std::string textSha256;
    std::size_t textCodePoints = 0;
    std::size_t numReplaced = 0; ///< ill-formed sequences replaced when the text was read
    // machine
    std::string blas;
    std::string advice; ///< plain words where the BLAS is slow; else empty
    // tokens
    TokenWindows windows;
    std::shared_ptr<const TokenFeatures> features;
    double effectiveNumTypes = 0; ///< behind "beyond frequency": effectiveNumTypes()
    bool isLengthShifted = false; ///< too few windows to permute: p_length from circular shifts, which
                                  ///< mislead where the text drifts

    [[nodiscard]] std::size_t numNeurons() const; ///< width of the hook point
    [[nodiscard]] std::size_t
    numRunLayers() const; ///< layers of the run: the model's, or 1 for a point outside the blocks
};

} // namespace bathyscope
