// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace bathyscope::bench {

/// Writes a checkpoint of a published model's true size ("125m", "1.3b", "2.7b") with random weights
/// (uniform, of standard deviation 0.02, as GPT-Neo is initialised) and GPT-2's vocabulary: what time and
/// memory depend on. Throws Error; std::invalid_argument for another size.
void writeRandomCheckpoint(const std::filesystem::path& folder, const std::string& size);

} // namespace bathyscope::bench
