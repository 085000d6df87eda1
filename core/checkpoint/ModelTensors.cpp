// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelTensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace bathyscope {

namespace {

std::size_t size(Extent extent, const ModelConfig& config)
{
    switch (extent) {
    case Extent::Vocabulary:
        return config.vocabularySize;
    case Extent::Positions:
        return config.maxPositions;
    case Extent::Model:
        return config.hiddenSize;
    case Extent::Mlp:
        return config.intermediateSize;
    case Extent::None:
        break;
    }
    return 1;
}

} // namespace

TensorSpec tensorSpec(const TensorRow& row, const ModelConfig& config, std::size_t layer)
{
    TensorSpec spec {fmt::format(fmt::runtime(row.pattern), layer),
                     {static_cast<std::int64_t>(size(row.rows, config))}};
    if (row.isMatrix()) {
        spec.shape.push_back(static_cast<std::int64_t>(size(row.columns, config)));
    }
    return spec;
}

TensorSpec tensorSpec(TensorRole role, const ModelConfig& config, std::size_t layer)
{
    return tensorSpec(config.family->row(role), config, layer);
}

std::vector<TensorSpec> layerSpecs(const ModelConfig& config, std::size_t layer)
{
    std::vector<TensorSpec> specs;
    for (const TensorRow& row : config.family->tensors) {
        if (row.isInBlock()) {
            specs.push_back(tensorSpec(row, config, layer));
        }
    }
    return specs;
}

std::vector<TensorSpec> modelSpecs(const ModelConfig& config)
{
    std::vector<TensorSpec> specs;
    for (const TensorRow& row : config.family->tensors) {
        if (!row.isInBlock()) {
            specs.push_back(tensorSpec(row, config));
        }
    }
    for (std::size_t layer = 0; layer < config.numLayers; ++layer) {
        std::ranges::move(layerSpecs(config, layer), std::back_inserter(specs));
    }
    return specs;
}

double numElements(const TensorRow& row, const ModelConfig& config)
{
    return static_cast<double>(size(row.rows, config)) * static_cast<double>(size(row.columns, config));
}

} // namespace bathyscope
