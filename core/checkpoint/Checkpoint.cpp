// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/Checkpoint.h"

#include "core/checkpoint/FloatConversion.h"
#include "core/checkpoint/ModelFamily.h"
#include "core/checkpoint/ModelFiles.h"
#include "core/checkpoint/SafetensorsHeader.h"
#include "core/checkpoint/ShardIndex.h"
#include "core/support/Error.h"
#include "core/support/Excerpt.h"
#include "core/support/FileProblem.h"
#include "core/support/Logging.h"
#include "core/support/VisibleText.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

namespace bathyscope {

namespace {

namespace fs = std::filesystem;

constexpr const char* configName = "config.json";
constexpr const char* singleFileName = "model.safetensors";
constexpr const char* indexFileName = "model.safetensors.index.json";
constexpr std::size_t maxListedProblems = 12;
/// Elements read and checked at once: 256 KiB of float32, so that the check finds them in the cache.
constexpr std::size_t pieceElements = 65536;

void checkFolder(const fs::path& folder)
{
    std::error_code problem;
    const fs::file_status status = fs::status(folder, problem);
    if (status.type() == fs::file_type::not_found) {
        throw Error(ErrorKind::FileMissing, "The model folder " + folder.string() + " does not exist.");
    }
    if (!fs::exists(status)) {
        throw Error(ErrorKind::FileUnreadable,
                    "The model folder " + folder.string() + " cannot be read: " + problem.message() + ".");
    }
    if (!fs::is_directory(status)) {
        throw Error(ErrorKind::InvalidRequest,
                    "A model is a folder, but " + folder.string()
                        + " is a file; choose the folder that holds config.json and model.safetensors.");
    }
    if (!isThere(modelFile(folder, configName))) {
        throw Error(
            ErrorKind::FileMissing,
            "The folder " + folder.string()
                + " has no config.json; choose a model folder in Hugging Face's layout, with config.json "
                  "and model.safetensors.");
    }
}

/// Says what the folder has instead of weights that can be read.
[[noreturn]] void refuseWithoutWeights(const fs::path& folder)
{
    std::set<std::string> safetensors;
    std::set<std::string> pickles;
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        const std::string extension = entry->path().extension().string();
        if (extension == ".safetensors") {
            safetensors.insert(entry->path().filename().string());
        } else if (extension == ".bin" || extension == ".pt" || extension == ".pth") {
            pickles.insert(entry->path().filename().string());
        }
    }
    std::string reason = "; get model.safetensors of the same model.";
    if (!safetensors.empty()) {
        reason = ", only " + excerpt(*safetensors.begin())
            + "; give a single file the name model.safetensors, or get the index of the shards.";
    } else if (!pickles.empty()) {
        reason = ", only " + excerpt(*pickles.begin())
            + ", a pickle, which is never opened because it can run code; get model.safetensors of the same "
              "model "
              "from its Hugging Face repository instead.";
    }
    throw Error(ErrorKind::FileMissing,
                "The folder " + folder.string()
                    + " has neither model.safetensors nor model.safetensors.index.json" + reason);
}

bool isFloat(DType dtype)
{
    return dtype == DType::F32 || dtype == DType::F16 || dtype == DType::BF16 || dtype == DType::F64;
}

void checkFinite(std::span<const float> values, std::size_t firstIndex, const TensorView& tensor,
                 const fs::path& path)
{
    const std::optional<std::size_t> found = firstNonFinite(values);
    if (found) {
        const char* infinity =
            tensor.dtype == DType::F64 ? "infinity, or a number beyond those of float32," : "infinity";
        throw Error(ErrorKind::InconsistentModel,
                    "The tensor " + excerpt(tensor.name) + " in " + path.string() + " holds "
                        + (values[*found] != values[*found] ? "NaN" : infinity) + " at index "
                        + std::to_string(firstIndex + *found)
                        + "; every weight must be a finite number, get the file again.");
    }
}

} // namespace

std::shared_ptr<const Checkpoint> Checkpoint::open(const fs::path& folder,
                                                   std::optional<std::uint64_t> randomSeed)
{
    checkFolder(folder);
    std::shared_ptr<Checkpoint> checkpoint(new Checkpoint);
    checkpoint->m_folder = folder;
    checkpoint->m_config = ModelConfig::read(modelFile(folder, configName));
    if (randomSeed) {
        checkpoint->m_randomWeights.emplace(*randomSeed, checkpoint->m_config.initializerRange);
    }
    if (isOrdinaryFile(folder / singleFileName)) {
        checkpoint->openSingleFile();
    } else if (isOrdinaryFile(folder / indexFileName)) {
        checkpoint->openShards();
    } else {
        refuseWithoutWeights(folder);
    }
    logger("checkpoint")
        ->debug("{}: {} tensors in {} files", visibleText(folder.native()), checkpoint->m_locations.size(),
                checkpoint->m_files.size());
    return checkpoint;
}

void Checkpoint::openSingleFile()
{
    m_files.push_back(std::make_unique<const SafetensorsFile>(m_folder / singleFileName));
    for (const TensorView& tensor : m_files.front()->tensors()) {
        place(*m_files.front(), tensor);
    }
}

/// Indexes name tensors that nobody needs, also where the files do not have them: what is missing matters
/// only if it is in the family's table.
void Checkpoint::openShards()
{
    const std::map<std::string, std::string> shardOf = readShardIndex(m_folder / indexFileName);
    std::set<std::string> needed;
    for (const auto& [name, shard] : shardOf) {
        if (m_config.family->find(name) != nullptr) {
            needed.insert(shard);
        }
    }
    std::map<std::string, const SafetensorsFile*> opened; // null: it cannot be opened, and need not
    for (const auto& [name, shard] : shardOf) {
        const auto [entry, isNew] = opened.emplace(shard, nullptr);
        if (isNew) {
            entry->second = openShard(shard, needed.contains(shard));
        }
        const SafetensorsFile* file = entry->second;
        const TensorView* tensor = file == nullptr ? nullptr : file->find(name);
        if (tensor != nullptr) {
            place(*file, *tensor);
        } else if (m_config.family->find(name) != nullptr) {
            throw Error(ErrorKind::InconsistentModel,
                        "The tensor " + excerpt(name) + " is not in the shard " + file->path().string()
                            + ", where " + indexFileName + " places it; get the index and the shards again.");
        }
    }
}

const SafetensorsFile* Checkpoint::openShard(const std::string& name, bool isNeeded)
{
    const fs::path path = m_folder / name;
    if (isNeeded && !isOrdinaryFile(path)) {
        throw Error(ErrorKind::FileMissing,
                    "The shard " + path.string() + ", which " + indexFileName
                        + " names, is missing; get it from the model's repository.");
    }
    try {
        m_files.push_back(std::make_unique<const SafetensorsFile>(path));
        return m_files.back().get();
    } catch (const Error& error) {
        if (isNeeded) {
            throw;
        }
        logger("checkpoint")->info("A shard that holds nothing that is needed is left out: {}", error.what());
        return nullptr;
    }
}

void Checkpoint::place(const SafetensorsFile& file, const TensorView& tensor)
{
    const std::string_view name = m_config.family->withoutPrefix(tensor.name);
    const auto [found, isNew] = m_locations.emplace(name, Location {&file, &tensor});
    if (!isNew) {
        throw Error(ErrorKind::InconsistentModel,
                    "The checkpoint in " + m_folder.string() + " has the tensor " + excerpt(name)
                        + " both with and without the prefix \"" + std::string(m_config.family->tensorPrefix)
                        + "\".");
    }
}

const fs::path& Checkpoint::folder() const noexcept
{
    return m_folder;
}

const ModelConfig& Checkpoint::config() const noexcept
{
    return m_config;
}

std::vector<fs::path> Checkpoint::weightFiles() const
{
    std::vector<fs::path> files;
    for (const auto& file : m_files) {
        files.push_back(file->path());
    }
    std::ranges::sort(files);
    return files;
}

bool Checkpoint::hasTokenizer() const
{
    return hasTokenizerFiles(m_folder);
}

fs::path Checkpoint::vocabFile() const
{
    return tokenizerFiles(m_folder).vocabulary;
}

fs::path Checkpoint::mergesFile() const
{
    return tokenizerFiles(m_folder).merges;
}

bool Checkpoint::contains(std::string_view name) const noexcept
{
    return locate(name).tensor != nullptr;
}

void Checkpoint::require(std::span<const TensorSpec> specs) const
{
    std::vector<std::string> problems;
    for (const TensorSpec& spec : specs) {
        const Location location = locate(spec.name);
        if (location.tensor == nullptr) {
            problems.push_back(spec.name + " " + shapeText(spec.shape) + " is missing");
            continue;
        }
        const std::string place = spec.name + " in " + location.file->path().filename().string();
        if (location.tensor->shape != spec.shape) {
            problems.push_back(place + " has the shape " + shapeText(location.tensor->shape) + " instead of "
                               + shapeText(spec.shape));
        }
        if (!isFloat(location.tensor->dtype)) {
            problems.push_back(place + " has the type " + std::string(dtypeName(location.tensor->dtype))
                               + " instead of F32, F16, BF16 or F64; quantised weights are not read, get or "
                                 "save the model in one of these types");
        }
    }
    if (problems.empty()) {
        return;
    }
    std::string message = "The checkpoint in " + m_folder.string() + " does not fit its config.json: ";
    const std::size_t numListed = std::min(problems.size(), maxListedProblems);
    for (std::size_t i = 0; i < numListed; ++i) {
        message += (i == 0 ? "" : "; ") + problems[i];
    }
    if (problems.size() > numListed) {
        message += "; and " + std::to_string(problems.size() - numListed) + " more";
    }
    throw Error(ErrorKind::InconsistentModel, message + ".");
}

void Checkpoint::read(std::string_view name, std::span<float> out, const std::stop_token& stop) const
{
    const Location location = locateOrThrow(name);
    if (out.size() != location.tensor->numElements()) {
        throw Error(ErrorKind::InconsistentModel,
                    "The tensor " + excerpt(name) + " in " + location.file->path().string()
                        + " has the shape " + shapeText(location.tensor->shape) + ", but "
                        + std::to_string(out.size()) + " elements are expected.");
    }
    readChecked(location, 0, out, stop);
}

void Checkpoint::readRows(std::string_view name, std::span<const std::int64_t> rows,
                          std::span<float> out) const
{
    const Location location = locateOrThrow(name);
    const std::vector<std::int64_t>& shape = location.tensor->shape;
    if (shape.size() != 2) {
        throw Error(ErrorKind::InconsistentModel,
                    "The tensor " + excerpt(name) + " in " + location.file->path().string()
                        + " has the shape " + shapeText(shape) + " where a matrix is expected.");
    }
    const auto numColumns = static_cast<std::size_t>(shape[1]);
    if (numColumns != 0 && (out.size() % numColumns != 0 || out.size() / numColumns != rows.size())) {
        throw Error(ErrorKind::Internal,
                    "The buffer for rows of " + excerpt(name) + " has another size than the rows asked for.");
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] < 0 || rows[i] >= shape[0]) {
            throw Error(ErrorKind::InvalidRequest,
                        "Row " + std::to_string(rows[i]) + " of the tensor " + excerpt(name)
                            + " was asked for, which " + "has the rows 0 to " + std::to_string(shape[0] - 1)
                            + ".");
        }
        readChecked(location, static_cast<std::uint64_t>(rows[i]) * numColumns,
                    out.subspan(i * numColumns, numColumns));
    }
}

void Checkpoint::requireUnchanged() const
{
    for (const auto& file : m_files) {
        file->requireUnchanged();
    }
}

void Checkpoint::willNeed(std::string_view name) const noexcept
{
    const Location location = locate(name);
    if (location.tensor != nullptr) {
        location.file->willNeed(*location.tensor);
    }
}

void Checkpoint::doneWith(std::string_view name) const noexcept
{
    const Location location = locate(name);
    if (location.tensor != nullptr) {
        location.file->doneWith(*location.tensor);
    }
}

void Checkpoint::readChecked(const Location& location, std::uint64_t firstElement, std::span<float> out,
                             const std::stop_token& stop) const
{
    const TensorRow* row = m_config.family->find(location.tensor->name);
    const InitialValues initial = row == nullptr ? InitialValues::Normal : row->initial;
    while (!out.empty() && !stop.stop_requested()) {
        const std::span<float> piece = out.first(std::min(out.size(), pieceElements));
        if (m_randomWeights) {
            m_randomWeights->draw(*location.tensor, initial, firstElement, piece);
        } else {
            location.file->readFloats(*location.tensor, firstElement, piece);
            checkFinite(piece, firstElement, *location.tensor, location.file->path());
        }
        firstElement += piece.size();
        out = out.subspan(piece.size());
    }
}

Checkpoint::Location Checkpoint::locate(std::string_view name) const noexcept
{
    const auto found = m_locations.find(m_config.family->withoutPrefix(name));
    return found == m_locations.end() ? Location {} : found->second;
}

Checkpoint::Location Checkpoint::locateOrThrow(std::string_view name) const
{
    const Location location = locate(name);
    if (location.tensor == nullptr) {
        throw Error(ErrorKind::InconsistentModel,
                    "The checkpoint in " + m_folder.string() + " has no tensor " + excerpt(name) + ".");
    }
    return location;
}

} // namespace bathyscope
