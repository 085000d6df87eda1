// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/ScratchFile.h"
#include "core/text/TokenWindows.h"

#include <ATen/ATen.h>

#include <cstddef>
#include <optional>

namespace bathyscope {

/// The residual stream of all tokens of a run, [tokens, d_model] float32, between the layers: in memory, or
/// in a scratch file, batch by batch. Threads may load and store different batches at the same time. Both
/// ways give the same numbers.
class HiddenStates
{
public:
    /// In memory of the device.
    HiddenStates(std::size_t numTokens, std::size_t hiddenSize, at::Device device);

    /// In a scratch file of the user's cache folder. Throws FileUnwritable where there is no room for it.
    static HiddenStates inScratchFile(std::size_t numTokens, std::size_t hiddenSize, at::Device device);

    /// Rows of a batch, [tokens, d_model]: the stored ones themselves, or a copy in `buffer`, which is
    /// reused.
    [[nodiscard]] at::Tensor load(const TokenBatch& batch, at::Tensor& buffer) const;

    /// Keeps rows from `firstToken` on: what load() gave, changed in place, or others.
    void store(std::size_t firstToken, const at::Tensor& rows);

private:
    HiddenStates(std::size_t hiddenSize, at::Device device, ScratchFile file);

    std::size_t m_hiddenSize;
    at::Device m_device;
    at::Tensor m_rows; ///< [tokens, d_model]; undefined where the file holds them
    std::optional<ScratchFile> m_file;
};

} // namespace bathyscope
