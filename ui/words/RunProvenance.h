// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace bathyscope {
struct AnalysisSnapshot;
struct RunSetting;
struct RunSettings;
} // namespace bathyscope

/// Where a run's numbers come from, in full: pure functions, tested by value. Numbers follow the default
/// QLocale.
namespace bathyscope::ui {

struct ProvenanceRow
{
    QString name;
    QString value;
    bool isCode = false; ///< a digest or an identifier, to be read letter by letter
    bool operator==(const ProvenanceRow&) const = default;
};

/// A setting's value in words, as far as they are the same for all of its kind.
[[nodiscard]] QString settingValue(const RunSetting& setting, const RunSettings& settings);

/// Everything that the numbers depend on: text, tokens, hook point, tests, seed. The run has an info.
[[nodiscard]] std::vector<ProvenanceRow> settingRows(const AnalysisSnapshot& run);

/// Program, model, text and their digests, and how it was computed. The run has an info.
[[nodiscard]] std::vector<ProvenanceRow> originRows(const AnalysisSnapshot& run);

/// Both in plain text, a line a row: for the metadata of exported files. Without an info, the program alone.
[[nodiscard]] QString runProvenance(const AnalysisSnapshot& run);

/// The beginning of a digest, which names it well enough beside a figure.
[[nodiscard]] QString shortDigest(const std::string& sha256);

} // namespace bathyscope::ui
