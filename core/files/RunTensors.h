// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/RunInfo.h"
#include "core/checkpoint/SafetensorsFile.h"
#include "core/checkpoint/SafetensorsWriter.h"
#include "core/files/RunMetadata.h"
#include "core/statistics/NeuronStatistic.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace bathyscope {

// The tensors of a run file and of the files of a run journal, by the names that RunFile.h gives.

/// Tensors in the order of the file, gathered to be written. Refers to what is added to it.
class RunTensorList
{
public:
    /// With what only a continuation of the run needs, or without it.
    void addLayer(const LayerSummary& layer, bool isContinuable);
    void addTokens(const RunInfo& info);

    /// Whole or not at all. Throws FileUnwritable.
    void write(const std::filesystem::path& path, const std::map<std::string, std::string>& metadata) const;

private:
    void add(std::string name, std::vector<std::int64_t> shape, std::span<const double> values);
    void add(std::string name, std::vector<std::int64_t> shape, std::vector<std::int64_t> values);
    void add(std::string name, std::vector<std::int64_t> shape, std::vector<std::int32_t> values);
    void addHistogram(const std::string& name, const GroupHistogram& histogram);
    void addContinuation(const std::string& prefix, const LayerSummary& layer);

    std::vector<TensorPlan> m_plan;
    std::list<std::vector<std::int64_t>> m_integers; ///< their places do not change
    std::list<std::vector<std::int32_t>> m_smallIntegers;
    std::list<std::vector<double>> m_doubles;
    std::vector<std::span<const std::byte>> m_data;
};

/// Reads tensors of one file, each checked for type, size and sense. What the tables of statistics and of
/// units of observation name may be missing, as in a file that is older than a row of them: then it was not
/// computed. Everything throws BadFormat naming file and tensor, and FileUnreadable.
class RunTensors
{
public:
    explicit RunTensors(const SafetensorsFile& file); ///< which outlives this

    /// Windows and features of a run whose settings are known.
    void readTokens(RunInfo& info) const;

    /// A layer of a run whose tokens are known; without its modality, which is metadata.
    [[nodiscard]] std::shared_ptr<LayerSummary> readLayer(const LayerEntry& entry, const RunInfo& info) const;

private:
    [[nodiscard]] bool has(const std::string& name) const;
    [[nodiscard]] std::vector<double> doubles(const std::string& name,
                                              std::optional<std::size_t> size = std::nullopt) const;
    [[nodiscard]] std::vector<std::int64_t> integers(const std::string& name,
                                                     std::optional<std::size_t> size = std::nullopt) const;
    [[nodiscard]] std::vector<std::int32_t> smallIntegers(const std::string& name, std::size_t size,
                                                          std::int64_t limit) const;
    [[nodiscard]] GroupHistogram histogram(const std::string& name) const;
    [[nodiscard]] LengthTuning tuning(const std::string& prefix) const;
    [[nodiscard]] std::vector<std::uint8_t> exclusions(std::size_t numTokens) const;
    [[nodiscard]] TokenWindows windows(const RunInfo& info) const;
    void readColumns(const std::string& prefix, LayerSummary& layer) const;
    void readNonFinite(const std::string& prefix, LayerSummary& layer) const;
    void readContinuation(const std::string& prefix, LayerSummary& layer, std::size_t numPermutations) const;
    void checkColumn(const std::string& name, const NeuronStatistic& statistic,
                     const std::vector<double>& column) const;
    void checkEdges(const std::string& name, const std::vector<double>& edges) const;
    void checkCounts(const std::string& name, const std::vector<std::int64_t>& counts) const;

    [[nodiscard]] const TensorView& find(const std::string& name) const;
    [[nodiscard]] const TensorView& vector(const std::string& name, std::optional<std::size_t> size) const;
    [[nodiscard]] const TensorView& matrix(const std::string& name, std::size_t rows,
                                           std::size_t columns) const;
    [[noreturn]] void refuse(const std::string& name, const std::string& problem) const;
    [[noreturn]] void refuseShape(const TensorView& tensor, const std::string& expected) const;

    const SafetensorsFile& m_file;
};

} // namespace bathyscope
