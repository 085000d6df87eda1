// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/BlockWeights.h"

#include "core/support/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace bathyscope {

namespace {

/// Where a tensor of a role goes.
struct Member
{
    TensorRole role;
    at::Tensor BlockWeights::*tensor;
};

const std::array<Member, 13> members {{
    {TensorRole::AttentionNormWeight, &BlockWeights::ln1Weight},
    {TensorRole::AttentionNormBias, &BlockWeights::ln1Bias},
    {TensorRole::Query, &BlockWeights::query},
    {TensorRole::Key, &BlockWeights::key},
    {TensorRole::Value, &BlockWeights::value},
    {TensorRole::AttentionOut, &BlockWeights::attentionOut},
    {TensorRole::AttentionOutBias, &BlockWeights::attentionOutBias},
    {TensorRole::MlpNormWeight, &BlockWeights::ln2Weight},
    {TensorRole::MlpNormBias, &BlockWeights::ln2Bias},
    {TensorRole::MlpUp, &BlockWeights::mlpUp},
    {TensorRole::MlpUpBias, &BlockWeights::mlpUpBias},
    {TensorRole::MlpDown, &BlockWeights::mlpDown},
    {TensorRole::MlpDownBias, &BlockWeights::mlpDownBias},
}};

} // namespace

BlockWeights layerWeights(const ModelConfig& config, const TensorGroup& group, at::Device device,
                          Precision precision)
{
    BlockWeights weights;
    std::size_t i = 0; // in the group
    for (const TensorRow& row : config.family->tensors) {
        if (!row.isInBlock()) {
            continue;
        }
        const std::vector<std::int64_t> shape = tensorSpec(row, config).shape; // the same in all layers
        // from_blob takes a mutable pointer; nothing in the engine writes to weights.
        auto* data =
            const_cast<float*>(group.tensor(i).data()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
        ++i;
        const auto member = std::ranges::find(members, row.role, &Member::role);
        if (member == members.end()) {
            throw Error(ErrorKind::Internal,
                        fmt::format("A block has no place for the tensor {}.", row.pattern));
        }
        const bool isRounded = precision == Precision::Bfloat16 && row.isMatrix();
        weights.*(member->tensor) =
            at::from_blob(data, shape, at::kFloat).to(device, isRounded ? at::kBFloat16 : at::kFloat);
    }
    return weights;
}

} // namespace bathyscope
