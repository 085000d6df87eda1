// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Device.h"
#include "core/engine/HookPoint.h"
#include "core/engine/Precision.h"
#include "core/statistics/FalseDiscovery.h"
#include "core/text/TokenFrequency.h"
#include "core/text/TokenOptions.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope {

/// What can be chosen of a run besides its model and its text: the command line's and the panel's choices
/// (RunOptions, Preferences), what is asked for (AnalysisRequest), and what a run was (RunInfo), where
/// nothing is left open.
struct RunSettings
{
    std::size_t maxTokens = 8192; ///< tokens read at most
    std::size_t windowLength = 0; ///< tokens a window; 0: the usual one that fits the model
    bool splitsDocuments = false; ///< no window has tokens of two documents: `<|endoftext|>` in the text ends
                                  ///< a window instead of being a token in it
    HookPoint hook = HookPoint::MlpPre;
    bool hasRandomWeights = false; ///< the control: the model's shape with weights drawn anew
    DeviceChoice device = DeviceChoice::Auto;
    PrecisionChoice precision = PrecisionChoice::Float32;
    std::uint64_t memoryBytes = 0; ///< what the process should need at most: hidden states that would not fit
                                   ///< go to a scratch file; 0 = no limit
    std::size_t numPermutations = 200; ///< K of both nulls; 0 = no tests
    double falseDiscoveryRate = defaultFalseDiscoveryRate; ///< neurons with a q below it are discoveries
    std::uint64_t seed = 1; ///< of permutations, samples, bootstraps and random weights
    FrequencyChoice frequency; ///< of a run: of a table, its name only
    TokenOptions tokenOptions;
    std::size_t numThreads = 0; ///< 0 = all physical cores

    [[nodiscard]] RunSettings& settings() noexcept
    {
        return *this;
    }
    [[nodiscard]] const RunSettings& settings() const noexcept
    {
        return *this;
    }

    bool operator==(const RunSettings&) const = default;
};

/// How files keep a setting.
enum class SettingKind : std::uint8_t
{
    Switch,
    Number, ///< whole
    Rate,
    Name,
};

/// What a setting is about.
enum class SettingPart : std::uint8_t
{
    Reading, ///< what the model reads, and where it is looked at: a capture has it, too
    Machine, ///< how it is computed: likewise
    Statistics,
};

/// One row of the table of settings, which the command line, its help, run files, Preferences, provenance,
/// captions, the comparison of two runs and the command that makes a run again walk through.
struct RunSetting
{
    const char* id; ///< in run files
    SettingKind kind = SettingKind::Switch;
    SettingPart part = SettingPart::Reading;
    bool changesResult = true; ///< else the command that makes a run again does without
    bool isKept = true; ///< in run files
    bool isYounger = false; ///< than run files: one without it has the default
    const char* option = ""; ///< of the command line; that of a switch turns its default around
    const char* placeholder = ""; ///< stands for the option's value in its help; empty for a switch
    std::string help = {}; ///< of the option
    const char* preference = ""; ///< key of what was chosen last in the panel; empty: it is not remembered
    const char* name = ""; ///< in tables of provenance, to be translated (RunProvenance); empty: not there
    const char* caption = ""; ///< what a caption says where it is not the default, to be translated
                              ///< (RunCaption); empty: nothing, or the ui knows more
    const char* difference = ""; ///< id of what a comparison says if two runs differ in it; empty: nothing
    const char* warning = ""; ///< that, to be translated (CompareText); %1 and %2 are the runs' values

    std::vector<std::string_view> choices = {}; ///< of a name, in the help's order
    std::string needs = {}; ///< completes "--option needs …" or, of a name, its choices
    std::function<std::string(const RunSettings&)> write = {}; ///< a switch: "true" or "false"
    std::function<bool(RunSettings&, std::string_view)> read =
        {}; ///< any value that there can be; false: none
    std::function<bool(const RunSettings&)> isAllowed = {}; ///< to be asked for; files may have more

    [[nodiscard]] std::string opposite() const; ///< of a switch: what its option chooses
};

/// All settings, in the order of the help.
[[nodiscard]] std::span<const RunSetting> runSettings();

/// Takes a value that somebody asks for. False, and nothing is changed, where it is none or not allowed.
[[nodiscard]] bool ask(const RunSetting& setting, RunSettings& settings, std::string_view value);

/// Whether two runs have the same value.
[[nodiscard]] bool isSame(const RunSetting& setting, const RunSettings& a, const RunSettings& b);

/// Whether it is what a run has where nothing is asked for.
[[nodiscard]] bool isDefault(const RunSetting& setting, const RunSettings& settings);

} // namespace bathyscope
