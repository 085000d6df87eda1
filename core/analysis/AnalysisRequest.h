// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/RunSettings.h"
#include "core/text/Corpus.h"
#include "core/text/TokenId.h"

#include <cstddef>
#include <filesystem>
#include <memory>
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
struct AnalysisRequest : RunSettings
{
    std::string modelName; ///< as the user named it: "sample-12" or a folder's last part
    std::filesystem::path modelFolder;
    std::variant<Document, TokenIdLists> text;
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
