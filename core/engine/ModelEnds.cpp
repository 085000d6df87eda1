// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ModelEnds.h"

#include "core/checkpoint/ModelTensors.h"
#include "core/engine/RowOperations.h"
#include "core/support/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace bathyscope {

namespace {

std::span<float> elements(const at::Tensor& tensor)
{
    return {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

} // namespace

ModelEnds::ModelEnds(std::shared_ptr<const Checkpoint> checkpoint, at::Device device)
    : m_checkpoint(std::move(checkpoint))
    , m_device(device)
{
}

void ModelEnds::requireAll() const
{
    m_checkpoint->require(modelSpecs(m_checkpoint->config()));
}

void ModelEnds::embed(const TokenWindows& windows, HiddenStates& hidden) const
{
    const ModelConfig& config = m_checkpoint->config();
    std::vector<std::int64_t> present(windows.ids().begin(), windows.ids().end());
    std::ranges::sort(present);
    const auto repeated = std::ranges::unique(present);
    present.erase(repeated.begin(), repeated.end());
    if (!present.empty()
        && (present.front() < 0 || present.back() >= static_cast<std::int64_t>(config.vocabularySize))) {
        const std::int64_t outside = present.front() < 0 ? present.front() : present.back();
        throw Error(ErrorKind::InvalidRequest,
                    fmt::format("Token id {} (token {} of the text, counted from 0) is outside the model's "
                                "vocabulary of {}.",
                                outside, std::ranges::find(windows.ids(), outside) - windows.ids().begin(),
                                config.vocabularySize));
    }
    const std::size_t longest = windows.longestWindow();
    if (longest > config.maxPositions) {
        throw Error(ErrorKind::InvalidRequest,
                    fmt::format("A window of {} tokens is longer than the model's {} positions.", longest,
                                config.maxPositions));
    }

    const auto model = static_cast<std::int64_t>(config.hiddenSize);
    const at::Tensor tokens =
        at::empty({static_cast<std::int64_t>(present.size()), model}, at::kFloat); // [present, d_model]
    m_checkpoint->readRows(tensorSpec(TensorRole::TokenEmbedding, config).name, present, elements(tokens));
    std::vector<std::int64_t> positionRows(longest);
    for (std::size_t position = 0; position < longest; ++position) {
        positionRows[position] = static_cast<std::int64_t>(position);
    }
    const at::Tensor positions =
        at::empty({static_cast<std::int64_t>(longest), model}, at::kFloat); // [longest, d_model]
    m_checkpoint->readRows(tensorSpec(TensorRole::PositionEmbedding, config).name, positionRows,
                           elements(positions));

    for (const TokenWindow& window : windows.windows()) {
        std::vector<std::int64_t> rows(window.numTokens);
        std::ranges::transform(
            windows.ids().subspan(window.firstToken, window.numTokens), rows.begin(),
            [&present](TokenId id) { return std::ranges::lower_bound(present, id) - present.begin(); });
        const auto length = static_cast<std::int64_t>(window.numTokens);
        const at::Tensor index = at::from_blob(rows.data(), {length}, at::kLong); // [tokens of the window]
        const at::Tensor sum =
            tokens.index_select(0, index).add_(positions.narrow(0, 0, length)); // [tokens, d_model]
        hidden.store(window.firstToken, sum);
    }
}

at::Tensor ModelEnds::read(TensorRole role) const
{
    const TensorSpec spec = tensorSpec(role, m_checkpoint->config());
    const at::Tensor tensor = at::empty(spec.shape, at::kFloat);
    m_checkpoint->read(spec.name, elements(tensor));
    return tensor.to(m_device);
}

void ModelEnds::finalNorm(const at::Tensor& hidden, const TokenBatch& batch, std::span<HookSink* const> sinks,
                          StageSeconds& seconds)
{
    StageClock clock(seconds);
    std::call_once(m_finalNormRead, [this] {
        m_finalNormWeight = read(TensorRole::FinalNormWeight);
        m_finalNormBias = read(TensorRole::FinalNormBias);
    });
    hidden.copy_(layerNorm(hidden, m_finalNormWeight, m_finalNormBias,
                           m_checkpoint->config().layerNormEpsilon)); // [tokens, d_model]
    clock.lap(&StageSeconds::layerNorm);
    fireHook({HookPoint::FinalNormOut, 0}, hidden, batch, sinks);
    clock.lap(&StageSeconds::hooks);
}

} // namespace bathyscope
