// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bathyscope {

/// The tables that can be exported as CSV.
enum class RunTable : std::uint8_t
{
    Layers, ///< a row a layer: neurons, constant, r and its interval, what frequency leaves of it, zone
    Neurons, ///< a row a neuron of every finished layer, a column a statistic
    Density, ///< a row a layer and bin: edges, count and null band
    Histograms, ///< a row a layer, unit, group and bin
    Tuning, ///< a row a layer and token length
    Modality, ///< a row a layer, unit and group
};

/// Names on the command line: layers, neurons, density, histograms, tuning, modality.
[[nodiscard]] std::span<const std::string_view> runTableNames();
[[nodiscard]] std::optional<RunTable> parseRunTable(std::string_view name);

/// CSV with a header line, C locale, full double precision, NaN as an empty field. Lines end in LF alone,
/// which line-wise tools want, rather than in RFC 4180's CRLF; no field needs its quotes. `layer` restricts
/// it to one layer.
[[nodiscard]] std::string runTableCsv(const AnalysisSnapshot& run, RunTable table,
                                      std::optional<std::size_t> layer = std::nullopt);

} // namespace bathyscope
