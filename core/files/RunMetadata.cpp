// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/RunMetadata.h"

#include "core/checkpoint/JsonFile.h"
#include "core/checkpoint/JsonText.h"
#include "core/files/ConclusionsJson.h"
#include "core/support/Error.h"
#include "core/support/Excerpt.h"
#include "core/support/VisibleText.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <climits>
#include <cmath>
#include <limits>

namespace bathyscope {

namespace {

constexpr int formatVersion = 1;
constexpr const char* formatName = "bathyscope-run";

using nlohmann::json;

/// As the kind of the setting asks: what is no name reads as JSON itself.
json settingJson(const RunSetting& setting, const RunInfo& info)
{
    const std::string value = setting.write(info);
    return setting.kind == SettingKind::Name ? json(value) : json::parse(value);
}

json settings(const RunInfo& info)
{
    json object {{"blas", info.blas},
                 {"length_shifted", info.isLengthShifted},
                 {"effective_types", info.effectiveNumTypes}};
    for (const RunSetting& setting : runSettings()) {
        if (setting.isKept) {
            object[setting.id] = settingJson(setting, info);
        }
    }
    return object;
}

json model(const AnalysisSnapshot& run)
{
    json object {{"name", run.info->modelName},
                 {"path", run.info->modelFolderName},
                 {"config", json::parse(run.info->config.json)}};
    if (!run.weightsSha256.empty()) {
        object["weights_sha256"] = run.weightsSha256;
    }
    if (run.outcome != RunOutcome::Completed) {
        object["folder"] = run.info->modelFolder.string();
    }
    return object;
}

json source(const RunInfo& info)
{
    json object {{"name", info.textName},
                 {"sha256", info.textSha256},
                 {"characters", info.textCodePoints},
                 {"replaced", info.numReplaced}};
    if (!info.textOrigin.empty()) {
        object["origin"] = info.textOrigin;
    }
    return object;
}

json timing(const RunTiming& seconds)
{
    return {{"prepare", seconds.prepareSeconds},
            {"wait_for_weights", seconds.sweep.waitForWeightsSeconds},
            {"layer_norm", seconds.sweep.stages.layerNorm},
            {"projections", seconds.sweep.stages.projections},
            {"attention", seconds.sweep.stages.attention},
            {"mlp", seconds.sweep.stages.mlp},
            {"statistics", seconds.sweep.stages.hooks},
            {"idle", seconds.sweep.idleSeconds},
            {"summaries", seconds.summarySeconds},
            {"digest", seconds.digestSeconds},
            {"total", seconds.totalSeconds}};
}

json numberOrNull(double value)
{
    return std::isfinite(value) ? json(value) : json(nullptr);
}

double numberOrNaN(const json& value)
{
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

json layers(const AnalysisSnapshot& run)
{
    json list = json::array();
    for (const auto& layer : run.layers) {
        if (layer) {
            list.push_back({{"layer", layer->hook.layer},
                            {"constant", layer->numConstant},
                            {"non_finite", layer->numNonFinite},
                            {"jackknife_units", layer->jackknife.numUnits},
                            {"r_length_median_low", numberOrNull(layer->jackknife.medianLow)},
                            {"r_length_median_high", numberOrNull(layer->jackknife.medianHigh)}});
        }
    }
    return list;
}

const std::string& required(const std::map<std::string, std::string>& metadata, const std::string& key,
                            const std::string& where)
{
    const auto found = metadata.find(key);
    if (found == metadata.end()) {
        throw Error(ErrorKind::BadFormat,
                    fmt::format("{} is not a complete run file: its metadata has no \"{}\".", where, key));
    }
    return found->second;
}

/// A name or a sentence of the file as it will be shown, by whatever shows it. One that is too long is cut,
/// not refused: the numbers are as good, and a picture needs no megabyte of a name.
std::string shownText(const std::string& text)
{
    return visibleText(text, maxNameBytes);
}

std::string shownText(const json& value)
{
    return shownText(value.get_ref<const std::string&>());
}

/// A path that may be opened, as it is; none where it is longer than paths can be.
std::filesystem::path storedPath(const std::string& path)
{
    return path.size() < PATH_MAX ? std::filesystem::path(path) : std::filesystem::path();
}

/// One of the JSON objects. Throws BadFormat naming the file and the key.
json part(const std::map<std::string, std::string>& metadata, const std::string& key,
          const std::string& where)
{
    return parseJsonObject(required(metadata, key, where), fmt::format("{} (metadata \"{}\")", where, key));
}

void checkVersion(const std::map<std::string, std::string>& metadata, const std::string& where)
{
    const auto format = metadata.find("format");
    if (format == metadata.end() || format->second != formatName) {
        throw Error(ErrorKind::BadFormat,
                    fmt::format("{} is a safetensors file but not a Bathyscope run; open a file that "
                                "\"analyze\" or Save wrote.",
                                where));
    }
    const std::string& version = required(metadata, "format_version", where);
    int number = 0;
    const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), number);
    if (error != std::errc() || end != version.data() + version.size() || number < 1) {
        throw Error(ErrorKind::BadFormat,
                    fmt::format("{} has a format version that is no number ({}).", where, excerpt(version)));
    }
    if (number > formatVersion) {
        throw Error(
            ErrorKind::BadFormat,
            fmt::format(
                "{} was written in format version {}, but this program reads up to {}; update Bathyscope.",
                where, number, formatVersion));
    }
}

/// Throws BadFormat where a setting is none that there can be.
void parseSettings(const json& options, RunInfo& info, const std::string& where)
{
    for (const RunSetting& setting : runSettings()) {
        if (!setting.isKept || (setting.isYounger && !options.contains(setting.id))) {
            continue;
        }
        const json& value = options.at(setting.id);
        const std::string text = value.is_string() ? shownText(value) : value.dump();
        if (value.is_string() != (setting.kind == SettingKind::Name) || !setting.read(info, text)) {
            throw Error(ErrorKind::BadFormat,
                        fmt::format("{} has the setting \"{}\" as {}, which is not known.", where, setting.id,
                                    excerpt(text)));
        }
    }
    info.blas = shownText(options.at("blas"));
    info.isLengthShifted = options.at("length_shifted").get<bool>();
    info.effectiveNumTypes = options.at("effective_types").get<double>();
}

RunInfo parseInfo(const std::map<std::string, std::string>& metadata, const std::string& where)
{
    RunInfo info;
    info.programVersion = shownText(required(metadata, "program_version", where));
    info.created = shownText(required(metadata, "created", where));

    const json model = part(metadata, "model", where);
    info.modelName = shownText(model.at("name"));
    info.modelFolderName = shownText(model.at("path"));
    info.modelFolder = storedPath(model.value("folder", std::string()));
    info.config = ModelConfig::parse(model.at("config").dump(), where);

    const json source = part(metadata, "text", where);
    info.textName = shownText(source.at("name"));
    info.textOrigin = shownText(source.value("origin", std::string())); // younger than the format
    info.textSha256 = shownText(source.at("sha256"));
    info.textCodePoints = source.at("characters").get<std::size_t>();
    info.numReplaced = source.at("replaced").get<std::size_t>();

    parseSettings(part(metadata, "settings", where), info, where);
    return info;
}

std::vector<LayerEntry> parseLayers(const std::string& list, std::size_t numLayers, const std::string& where)
{
    std::vector<LayerEntry> entries;
    for (const json& element : json::parse(list)) {
        const LayerEntry entry {.layer = element.at("layer").get<std::size_t>(),
                                .numConstant = element.at("constant").get<std::size_t>(),
                                .numNonFinite = element.at("non_finite").get<std::size_t>(),
                                .numUnits = element.at("jackknife_units").get<std::size_t>(),
                                .medianLow = numberOrNaN(element.at("r_length_median_low")),
                                .medianHigh = numberOrNaN(element.at("r_length_median_high"))};
        if (entry.layer >= numLayers || (!entries.empty() && entry.layer <= entries.back().layer)) {
            throw Error(ErrorKind::BadFormat,
                        fmt::format("{} lists layer {} out of order or beyond the run's {} layers.", where,
                                    entry.layer, numLayers));
        }
        entries.push_back(entry);
    }
    return entries;
}

RunTiming parseTiming(const json& seconds)
{
    const auto stage = [&seconds](const char* name) { return seconds.value(name, 0.0); };
    return {.prepareSeconds = stage("prepare"),
            .sweep = {.waitForWeightsSeconds = stage("wait_for_weights"),
                      .stages = {.layerNorm = stage("layer_norm"),
                                 .projections = stage("projections"),
                                 .attention = stage("attention"),
                                 .mlp = stage("mlp"),
                                 .hooks = stage("statistics")},
                      .idleSeconds = stage("idle")},
            .summarySeconds = stage("summaries"),
            .digestSeconds = stage("digest"),
            .totalSeconds = stage("total")};
}

} // namespace

std::map<std::string, std::string> runMetadata(const AnalysisSnapshot& run)
{
    const RunInfo& info = *run.info;
    std::map<std::string, std::string> metadata {
        {"format", formatName},
        {"format_version", std::to_string(formatVersion)},
        {"status", run.outcome == RunOutcome::Completed ? "complete" : "stopped"},
        {"program_version", info.programVersion},
        {"created", info.created},
        {"settings", jsonText(settings(info))},
        {"model", jsonText(model(run))},
        {"text", jsonText(source(info))},
        {"timing", jsonText(timing(run.timing))},
        {"layers", jsonText(layers(run))},
        {"modality", jsonText(modalityJson(run))},
        {"findings", jsonText(findingsJson(run))}};
    if (!run.name.empty()) {
        metadata["name"] = run.name;
    }
    if (run.zones) {
        metadata["zones"] = jsonText(zonesJson(*run.zones));
    }
    return metadata;
}

ParsedRunMetadata parseRunMetadata(const std::map<std::string, std::string>& metadata,
                                   const std::string& where)
{
    checkVersion(metadata, where);
    try {
        ParsedRunMetadata parsed;
        parsed.outcome =
            required(metadata, "status", where) == "complete" ? RunOutcome::Completed : RunOutcome::Stopped;
        if (const auto name = metadata.find("name"); name != metadata.end()) {
            parsed.name = shownText(name->second); // younger than the format
        }
        parsed.info = parseInfo(metadata, where);
        parsed.timing = parseTiming(part(metadata, "timing", where));
        parsed.weightsSha256 =
            shownText(part(metadata, "model", where).value("weights_sha256", std::string()));
        parsed.layers = parseLayers(required(metadata, "layers", where), parsed.info.numRunLayers(), where);
        parsed.modality = std::make_shared<const json>(json::parse(required(metadata, "modality", where)));
        if (metadata.contains("zones")) {
            parsed.zones = std::make_shared<const FunctionalZones>(
                parseZones(part(metadata, "zones", where), parsed.info.numRunLayers(), where));
        }
        return parsed;
    } catch (const json::exception& problem) {
        throw Error(ErrorKind::BadFormat,
                    fmt::format("{} is not a readable run file: its metadata is damaged ({}).", where,
                                problem.what()));
    }
}

} // namespace bathyscope
