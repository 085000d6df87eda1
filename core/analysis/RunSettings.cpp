// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunSettings.h"

#include "core/support/Translatable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

namespace bathyscope {

namespace {

constexpr std::uint64_t mostTokens = 1'000'000'000;
constexpr std::uint64_t mostThreads = 1024;
constexpr std::uint64_t mostPermutations = 10'000;
constexpr std::uint64_t mostBytes = 1'000'000'000'000'000;

constexpr std::string_view yes = "true";
constexpr std::string_view no = "false";

template <class Number>
std::optional<Number> parsed(std::string_view text)
{
    Number number {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// "800M" -> 800,000,000. A letter stands for powers of 1000, as in what the program prints.
std::optional<std::uint64_t> parsedBytes(std::string_view text)
{
    static constexpr std::string_view letters = "KMGT";
    std::uint64_t factor = 1;
    if (const std::size_t letter = text.empty() ? std::string_view::npos : letters.find(text.back());
        letter != std::string_view::npos) {
        for (std::size_t i = 0; i <= letter; ++i) {
            factor *= 1000;
        }
        text.remove_suffix(1);
    }
    const auto number = parsed<std::uint64_t>(text);
    return number && *number <= mostBytes / factor ? std::optional(*number * factor) : std::nullopt;
}

// Each of these completes a row with how its member is written and read; `member` is a function that finds it
// in constant and in other settings.

template <class Member>
RunSetting switchRow(RunSetting row, Member member)
{
    row.kind = SettingKind::Switch;
    row.write = [member](const RunSettings& settings) { return std::string(member(settings) ? yes : no); };
    row.read = [member](RunSettings& settings, std::string_view value) {
        member(settings) = value == yes;
        return value == yes || value == no;
    };
    row.isAllowed = [](const RunSettings&) { return true; };
    return row;
}

template <class Member>
RunSetting numberRow(RunSetting row, std::uint64_t least, std::uint64_t most, Member member)
{
    row.kind = SettingKind::Number;
    row.write = [member](const RunSettings& settings) { return std::to_string(member(settings)); };
    row.read = [member](RunSettings& settings, std::string_view value) {
        const auto number = parsed<std::uint64_t>(value);
        member(settings) = number.value_or(0);
        return number.has_value();
    };
    row.isAllowed = [member, least, most](const RunSettings& settings) {
        return member(settings) >= least && member(settings) <= most;
    };
    row.needs = fmt::format("a whole number from {} to {}", least, most);
    return row;
}

/// `nameOf(value)` is its name in files, `valueOf(name)` the value of one that there is.
template <class Member, class NameOf, class ValueOf>
RunSetting nameRow(RunSetting row, Member member, NameOf nameOf, ValueOf valueOf)
{
    row.kind = SettingKind::Name;
    row.write = [member, nameOf](const RunSettings& settings) {
        return std::string(nameOf(member(settings)));
    };
    row.read = [member, valueOf](RunSettings& settings, std::string_view name) {
        const auto value = valueOf(name);
        member(settings) = value.value_or(member(settings));
        return value.has_value();
    };
    row.isAllowed = [](const RunSettings&) { return true; };
    return row;
}

/// Of an enum whose names stand in its order.
template <class Member, std::size_t numNames>
RunSetting enumRow(RunSetting row, const std::array<std::string_view, numNames>& names, Member member)
{
    using Enum = std::remove_cvref_t<decltype(member(std::declval<RunSettings&>()))>;
    row.choices.assign(names.begin(), names.end());
    return nameRow(
        std::move(row), member, [&names](Enum value) { return names.at(static_cast<std::size_t>(value)); },
        [&names](std::string_view name) {
            const auto* const found = std::ranges::find(names, name);
            return found != names.end() ? std::optional(static_cast<Enum>(found - names.begin()))
                                        : std::nullopt;
        });
}

RunSetting hookRow(RunSetting row)
{
    for (const HookPointInfo& info : hookPoints()) {
        row.choices.push_back(info.name);
    }
    return nameRow(
        std::move(row), [](auto& settings) -> auto& { return settings.hook; },
        [](HookPoint point) { return hookPointInfo(point).name; }, parseHookPoint);
}

RunSetting memoryRow(RunSetting row)
{
    const auto member = [](auto& settings) -> auto&
    {
        return settings.memoryBytes;
    };
    row = numberRow(std::move(row), 1, mostBytes, member);
    row.read = [](RunSettings& settings, std::string_view value) {
        const auto bytes = parsedBytes(value);
        settings.memoryBytes = bytes.value_or(0);
        return bytes.has_value();
    };
    row.needs = "bytes, or a number with K, M, G or T such as 800M";
    return row;
}

RunSetting permutationsRow(RunSetting row)
{
    row = numberRow(
        std::move(row), 0, mostPermutations,
        [](auto& settings) -> auto& { return settings.numPermutations; });
    row.isAllowed = [](const RunSettings& settings) {
        return settings.numPermutations != 1 && settings.numPermutations <= mostPermutations;
    };
    row.needs = fmt::format("at least 2 and at most {}, or 0 for no tests", mostPermutations);
    return row;
}

RunSetting rateRow(RunSetting row)
{
    row.kind = SettingKind::Rate;
    row.write = [](const RunSettings& settings) { return fmt::format("{}", settings.falseDiscoveryRate); };
    row.read = [](RunSettings& settings, std::string_view value) {
        const auto rate = parsed<double>(value);
        settings.falseDiscoveryRate = rate.value_or(0);
        return rate && std::isfinite(*rate);
    };
    row.isAllowed = [](const RunSettings& settings) {
        return settings.falseDiscoveryRate >= leastDiscoveryRate
            && settings.falseDiscoveryRate <= mostDiscoveryRate;
    };
    row.needs = fmt::format("a number from {} to {}", leastDiscoveryRate, mostDiscoveryRate);
    return row;
}

/// A name that is no source is a table's, by its ending: a misspelt source is not taken for one.
RunSetting frequencyRow(RunSetting row)
{
    row = nameRow(
        std::move(row), [](auto& settings) -> auto& { return settings.frequency.source; },
        frequencySourceName, parseFrequencySource);
    row.read = [readSource = row.read](RunSettings& settings, std::string_view value) {
        if (value.ends_with(".csv")) {
            settings.frequency = {.source = FrequencySource::Table, .table = value};
            return true;
        }
        return readSource(settings, value);
    };
    row.isAllowed = [](const RunSettings& settings) {
        return settings.frequency.source != FrequencySource::Table || !settings.frequency.table.empty();
    };
    row.choices = {frequencySourceName(FrequencySource::Corpus),
                   frequencySourceName(FrequencySource::BpeRank)};
    row.needs = fmt::format("{}, {} or a table FILE.csv", row.choices[0], row.choices[1]);
    return row;
}

RunSetting tableRow(RunSetting row)
{
    return nameRow(
        std::move(row), [](auto& settings) -> auto& { return settings.frequency.table; },
        [](const std::filesystem::path& table) { return table.string(); },
        [](std::string_view name) { return std::optional<std::filesystem::path>(name); });
}

constexpr const char* frequencyDifference = "frequency";
constexpr const char* frequencyWarning =
    BATHYSCOPE_TRANSLATE_NOOP("CompareText", "Frequencies of tokens come from different sources.");
constexpr const char* tokenOptionsDifference = "token_options";
constexpr const char* tokenOptionsWarning = BATHYSCOPE_TRANSLATE_NOOP(
    "CompareText",
    "Different tokens count, or their lengths are counted differently: spaces before "
    "words, first tokens or line breaks.");
constexpr const char* testsDifference = "tests";
constexpr const char* testsWarning = BATHYSCOPE_TRANSLATE_NOOP(
    "CompareText", "Length was tested differently, which discoveries depend on: %1; %2.");

std::vector<RunSetting> makeTable()
{
    return {
        numberRow(
            {.id = "tokens",
             .option = "tokens",
             .placeholder = "N",
             .help = "tokens read at most (default 8192)",
             .preference = "run/tokens",
             .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Tokens")},
            2, mostTokens, [](auto& settings) -> auto& { return settings.maxTokens; }),
        numberRow(
            {.id = "window",
             .option = "window",
             .placeholder = "L",
             .help = "tokens a window; each starts a fresh context (default 512, or the model's "
                     "positions where they are fewer)",
             .preference = "run/window",
             .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Window"),
             .difference = "window",
             .warning = BATHYSCOPE_TRANSLATE_NOOP("CompareText",
                                                  "The windows are differently long: %1 and %2 tokens.")},
            1, mostTokens, [](auto& settings) -> auto& { return settings.windowLength; }),
        switchRow(
            {.id = "split_documents",
             .isYounger = true,
             .option = "split-documents",
             .help = "windows end with documents: at every <|endoftext|>, which is then no token, and "
                     "after every JSON line",
             .preference = "run/splitDocuments",
             .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Windows end with documents"),
             .caption = BATHYSCOPE_TRANSLATE_NOOP("RunCaption", "windows end with documents"),
             .difference = "split_documents",
             .warning = BATHYSCOPE_TRANSLATE_NOOP(
                 "CompareText",
                 "Windows end with documents in one of the runs only; in the other, "
                 "some have words of two documents.")},
            [](auto& settings) -> auto& { return settings.splitsDocuments; }),
        hookRow({.id = "hook",
                 .option = "hook",
                 .placeholder = "POINT",
                 .help = "where to look in each block (default mlp.hook_pre)",
                 .preference = "run/hook",
                 .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Hook point"),
                 .difference = "hook",
                 .warning = BATHYSCOPE_TRANSLATE_NOOP(
                     "CompareText", "Activations were read at different places: %1 and %2.")}),
        enumRow(
            {.id = "device",
             .part = SettingPart::Machine,
             .option = "device",
             .placeholder = "D",
             .help =
                 fmt::format("{0}, {1} or {2} (default {0})", deviceNames[0], deviceNames[1], deviceNames[2]),
             .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Device")},
            deviceNames, [](auto& settings) -> auto& { return settings.device; }),
        enumRow(
            {.id = "precision",
             .part = SettingPart::Machine,
             .option = "precision",
             .placeholder = "P",
             .help = fmt::format("of the matrix products: {0}, {1} or {2}; auto is bfloat16 where that is "
                                 "faster (default {0})",
                                 precisionNames[0], precisionNames[1], precisionNames[2]),
             .preference = "run/precision",
             .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Precision"),
             .difference = "precision",
             .warning = BATHYSCOPE_TRANSLATE_NOOP("CompareText",
                                                  "The models computed in different precisions: %1 and %2.")},
            precisionNames, [](auto& settings) -> auto& { return settings.precision; }),
        memoryRow({.id = "memory",
                   .part = SettingPart::Machine,
                   .changesResult = false,
                   .isKept = false,
                   .option = "memory",
                   .placeholder = "BYTES",
                   .help = "such as 800M: hidden states that do not fit go to a scratch file (default: no "
                           "limit)",
                   .preference = "run/memoryBytes"}),
        numberRow(
            {.id = "threads",
             .part = SettingPart::Machine,
             .changesResult = false,
             .option = "threads",
             .placeholder = "N",
             .help = "threads to compute with (default: all physical cores)",
             .preference = "run/threads",
             .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Threads")},
            1, mostThreads, [](auto& settings) -> auto& { return settings.numThreads; }),
        switchRow(
            {.id = "random_weights",
             .part = SettingPart::Statistics,
             .option = "random-weights",
             .help = "the control: the model's shape with weights drawn anew",
             .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Random weights"),
             .caption = BATHYSCOPE_TRANSLATE_NOOP("RunCaption", "random weights"),
             .difference = "random_weights",
             .warning = BATHYSCOPE_TRANSLATE_NOOP("CompareText",
                                                  "One of the models has random weights: it is a control.")},
            [](auto& settings) -> auto& { return settings.hasRandomWeights; }),
        permutationsRow({.id = "permutations",
                         .part = SettingPart::Statistics,
                         .option = "permutations",
                         .placeholder = "K",
                         .help = "permutations that every correlation is tested with; 0 = no tests (default "
                                 "200)",
                         .preference = "statistics/permutations",
                         .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Tests"),
                         .difference = testsDifference,
                         .warning = testsWarning}),
        rateRow({.id = "fdr",
                 .part = SettingPart::Statistics,
                 .option = "fdr",
                 .placeholder = "Q",
                 .help = fmt::format("neurons with q below it are discoveries, {} to {} (default {})",
                                     leastDiscoveryRate, mostDiscoveryRate, defaultFalseDiscoveryRate),
                 .preference = "statistics/fdr",
                 .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Rate of false discoveries"),
                 .difference = testsDifference,
                 .warning = testsWarning}),
        numberRow(
            {.id = "seed",
             .part = SettingPart::Statistics,
             .option = "seed",
             .placeholder = "N",
             .help = "of permutations, samples, bootstraps and random weights (default 1)",
             .preference = "statistics/seed",
             .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Seed")},
            0, std::numeric_limits<std::uint64_t>::max(),
            [](auto& settings) -> auto& { return settings.seed; }),
        tableRow({.id = "frequency_table",
                  .part = SettingPart::Statistics,
                  .preference = "statistics/table",
                  .difference = frequencyDifference,
                  .warning = frequencyWarning}),
        frequencyRow(
            {.id = "frequency",
             .part = SettingPart::Statistics,
             .option = "frequency",
             .placeholder = "F",
             .help = fmt::format(
                 "what is held constant to tell length from frequency: {0} (counts in the text), "
                 "{1}, or a table FILE.csv of token_id,count (default {0})",
                 frequencySourceName(FrequencySource::Corpus), frequencySourceName(FrequencySource::BpeRank)),
             .preference = "statistics/frequency",
             .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Token frequency"),
             .difference = frequencyDifference,
             .warning = frequencyWarning}),
        switchRow(
            {.id = "leading_space",
             .part = SettingPart::Statistics,
             .option = "no-leading-space",
             .help = "a token's leading space is no part of its length",
             .preference = "statistics/leadingSpace",
             .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Leading space counts as length"),
             .caption = BATHYSCOPE_TRANSLATE_NOOP("RunCaption", "leading space not counted"),
             .difference = tokenOptionsDifference,
             .warning = tokenOptionsWarning},
            [](auto& settings) -> auto& { return settings.tokenOptions.countsLeadingSpace; }),
        switchRow(
            {.id = "skip_first",
             .part = SettingPart::Statistics,
             .option = "skip-first",
             .help = "leave the first token of each window out of the statistics",
             .preference = "statistics/skipFirst",
             .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "First token of each window left out"),
             .caption = BATHYSCOPE_TRANSLATE_NOOP("RunCaption", "without the first token of each window"),
             .difference = tokenOptionsDifference,
             .warning = tokenOptionsWarning},
            [](auto& settings) -> auto& { return settings.tokenOptions.skipsFirst; }),
        switchRow(
            {.id = "skip_newlines",
             .part = SettingPart::Statistics,
             .option = "skip-newlines",
             .help = "leave tokens with a line feed or carriage return out of the statistics",
             .preference = "statistics/skipNewlines",
             .name = BATHYSCOPE_TRANSLATE_NOOP("RunProvenance", "Tokens with a line break left out"),
             .caption = BATHYSCOPE_TRANSLATE_NOOP("RunCaption", "without newlines"),
             .difference = tokenOptionsDifference,
             .warning = tokenOptionsWarning},
            [](auto& settings) -> auto& { return settings.tokenOptions.skipsNewlines; }),
    };
}

} // namespace

std::string RunSetting::opposite() const
{
    return std::string(write({}) == yes ? no : yes);
}

std::span<const RunSetting> runSettings()
{
    static const std::vector<RunSetting> table = makeTable();
    return table;
}

bool ask(const RunSetting& setting, RunSettings& settings, std::string_view value)
{
    RunSettings changed = settings;
    if (!setting.read(changed, value) || !setting.isAllowed(changed)) {
        return false;
    }
    settings = std::move(changed);
    return true;
}

bool isSame(const RunSetting& setting, const RunSettings& a, const RunSettings& b)
{
    return setting.write(a) == setting.write(b);
}

bool isDefault(const RunSetting& setting, const RunSettings& settings)
{
    return isSame(setting, settings, {});
}

} // namespace bathyscope
