// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "tests/support/SafetensorsParts.h"
#include "ui/plots/FigureSize.h"

#include <QString>
#include <QTemporaryDir>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace bathyscope::test {

/// A number that a tensor is overwritten with: as double where it holds doubles, as integer where integers.
struct OddNumber
{
    const char* name;
    double asDouble;
    std::int64_t asInteger;
};
[[nodiscard]] const std::vector<OddNumber>& oddNumbers(); ///< the most telling first

/// Which elements of a tensor are overwritten.
enum class Extent
{
    Whole,
    First,
    Middle,
    Last,
};

/// A small run file whose numbers are changed, one tensor at a time, and everything that is made of such a
/// file.
class MutatedRun
{
public:
    MutatedRun();

    /// Of the first layer and of the tokens: other layers are read by the same code.
    [[nodiscard]] std::vector<std::string> tensors() const;

    /// Writes the file with the number in place of the tensor's elements.
    void write(const std::string& tensor, const OddNumber& number, Extent extent) const;

    /// Reads it and, unless it is refused, makes every table, figure and report of the run, and every figure
    /// of its comparison with the run as it was. Returns what is wrong with the outcome; empty where it is a
    /// refusal in a sentence that names the file and the tensor, or complete.
    [[nodiscard]] QString outcome(const std::string& tensor, const ui::FigureSize& size) const;

    /// Draws all of that in every format, and the report of both runs; empty, too, where the file is refused.
    [[nodiscard]] QString outcomeInEveryFormat(const ui::FigureSize& size) const;

    /// Shows every view of the window; nothing where the file is refused.
    void showViews() const;

    /// How many files were not refused so far.
    [[nodiscard]] std::size_t numDrawn() const;

private:
    QTemporaryDir m_folder;
    std::filesystem::path m_path;
    std::shared_ptr<const AnalysisSnapshot> m_sound;
    SafetensorsParts m_parts;
    mutable std::size_t m_numDrawn = 0;
};

} // namespace bathyscope::test
