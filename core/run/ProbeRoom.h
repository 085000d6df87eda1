// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace bathyscope {

/// The scratch file behind a run's NeuronProbe is at most so large: enough for 2.7B on 12,000 tokens.
inline constexpr std::uint64_t maxProbeBytes = 4'000'000'000;

/// Free space that it leaves to others.
inline constexpr std::uint64_t spaceLeftToOthers = 500'000'000;

/// Room for the scratch file behind a NeuronProbe.
struct ProbeRoom
{
    std::uint64_t neededBytes = 0;
    std::optional<std::uint64_t> freeBytes; ///< in the scratch folder; nothing where it is not known

    /// Why the file is not written: one sentence with what to do; empty where it is.
    [[nodiscard]] std::string problem() const;
};

} // namespace bathyscope
