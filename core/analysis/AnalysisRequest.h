// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Device.h"
#include "core/engine/HookPoint.h"
#include "core/engine/Precision.h"
#include "core/statistics/FalseDiscovery.h"
#include "core/text/Corpus.h"
#include "core/text/TokenFrequency.h"
#include "core/text/TokenId.h"
#include "core/text/TokenOptions.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bathyscope {

struct AnalysisSnapshot;

/// Token ids given by the user: one list that is cut into windows, or one list a window.
struct TokenIdLists
{
    std::string name; ///< where they came from
    bool oneListPerWindow = false;
    std::vector<std::vector<TokenId>> lists;
};

/// Tokens a window where nothing else is asked for, or the model's positions where they are fewer.
inline constexpr std::size_t usualWindowLength = 512;

/// Everything that a run needs, by value.
struct AnalysisRequest
{
    std::string modelName; ///< as the user named it: "sample-12" or a folder's last part
    std::filesystem::path modelFolder;
    std::variant<Document, TokenIdLists> text;
    std::size_t maxTokens = 8192; ///< tokens analysed at most
    std::optional<std::size_t> windowLength; ///< tokens a window; nothing: the usual one that fits the model
    bool splitsDocuments = false; ///< no window has tokens of two documents: `<|endoftext|>` in the text ends
                                  ///< a window instead of being a token in it
    TokenOptions tokenOptions;
    FrequencyChoice frequency;
    HookPoint hook = HookPoint::MlpPre;
    DeviceKind device = DeviceKind::Cpu;
    PrecisionChoice precision = PrecisionChoice::Float32;
    std::uint64_t memoryBytes = 0; ///< what the process should need at most: hidden states that would not fit
                                   ///< go to a scratch file; 0 = no limit
    std::size_t numThreads = 0; ///< 0 = all physical cores
    std::size_t numPermutations = 200; ///< K of both nulls; 0 = no tests
    double falseDiscoveryRate = defaultFalseDiscoveryRate; ///< neurons with a q below it are discoveries
    std::uint64_t seed = 1; ///< of permutations, samples, bootstraps and random weights
    bool hasRandomWeights = false; ///< the control: the model's shape with weights drawn anew
    bool isProbed = false; ///< keeps in a scratch file what NeuronProbe needs, as long as snapshots live;
                           ///< without room for it the run does without and says so
    bool isWatched = false; ///< a window draws it meanwhile, which takes processor time: for the forecast
    std::filesystem::path journal = {}; ///< folder where finished layers are kept while the run goes on, and
                                        ///< after it (RunJournal); empty: nowhere
    std::shared_ptr<const AnalysisSnapshot> continued = nullptr; ///< a run whose finished layers are taken
                                                                 ///< over; continuation() makes its request
    std::size_t batchTokens = 512; ///< whole windows pass through a layer together until they have so many
                                   ///< tokens; each batch is one thread's work; changes no result
};

} // namespace bathyscope
