// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/ScratchFile.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace bathyscope {

/// How a value lies in the store. Float16 halves the file; it costs a conversion of every value, a relative
/// error of up to 2^-11, and what exceeds 65,504 becomes infinite.
enum class StoredPrecision : std::uint8_t
{
    Float32,
    Float16,
};

/// What a store has room for.
struct ActivationStorePlan
{
    std::size_t numLayers = 0;
    std::size_t numTokens = 0;
    std::size_t width = 0; ///< values a token
    StoredPrecision precision = StoredPrecision::Float32;

    [[nodiscard]] std::uint64_t numBytes() const noexcept; ///< of disk space
};

/// One row of values for every token and layer of a run, [layers, tokens, width], in a scratch file: enough
/// to look at single neurons when the run is over. It needs no memory beyond 64 KiB a call and a counter a
/// layer (the kernel caches the file as long as there is room). Several threads may use it at once, each for
/// tokens of its own; a layer is read once it is complete.
class ActivationStore
{
public:
    /// Reserves the disk space. Throws FileUnwritable where it is not there.
    explicit ActivationStore(const ActivationStorePlan& plan,
                             std::filesystem::path folder = ScratchFile::defaultFolder());

    [[nodiscard]] const ActivationStorePlan& plan() const noexcept;

    /// Keeps rows [n, width] of the tokens from firstToken on; every token of a layer once. Throws
    /// FileUnwritable; Internal for rows that the plan has no room for.
    void keep(std::size_t layer, std::size_t firstToken, std::span<const float> rows);

    /// Tokens of a layer that have been kept so far; 0 where the plan does not have the layer.
    [[nodiscard]] std::size_t numKept(std::size_t layer) const noexcept;

    /// Every token of the layer has been kept.
    [[nodiscard]] bool isComplete(std::size_t layer) const noexcept;

    /// Fills rows [n, width] with those of the tokens from firstToken on. Throws FileUnreadable; Internal for
    /// rows that the plan has no room for.
    void read(std::size_t layer, std::size_t firstToken, std::span<float> rows) const;

private:
    [[nodiscard]] std::uint64_t offsetOf(std::size_t layer, std::size_t firstToken,
                                         std::size_t numValues) const;

    ActivationStorePlan m_plan;
    ScratchFile m_file;
    std::vector<std::atomic<std::size_t>> m_numKept; ///< tokens, by layer
};

} // namespace bathyscope
