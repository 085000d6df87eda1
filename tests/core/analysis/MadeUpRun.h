// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/FunctionalZones.h"
#include "core/support/RandomGenerator.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace bathyscope::test {

/// Nearly normal, mean 0, variance 1: twelve uniform numbers added, the same on every platform.
inline double roughlyNormal(RandomGenerator& generator)
{
    double sum = -6;
    for (int i = 0; i < 12; ++i) {
        sum += generator.uniform();
    }
    return sum;
}

/// Layers of a made-up run. Neuron j of layer l has r = tanh(location[l] + scale[l] · x_j), x_j normal.
struct MadeUpRun
{
    std::vector<double> location; ///< [layers]
    std::vector<double> scale; ///< [layers]

    explicit MadeUpRun(std::size_t numLayers)
        : location(numLayers)
        , scale(numLayers, 0.1)
    {
    }

    /// Adds to each layer what is its own: location by `ofLocation`, scale by the factor exp(`ofScale`),
    /// times a normal number.
    void scatter(double ofLocation, double ofScale, RandomGenerator& generator)
    {
        for (std::size_t layer = 0; layer < location.size(); ++layer) {
            location[layer] += ofLocation * roughlyNormal(generator);
            scale[layer] *= std::exp(ofScale * roughlyNormal(generator));
        }
    }

    /// r of the neurons: [layers][numNeurons].
    [[nodiscard]] std::vector<std::vector<double>> correlations(std::size_t numNeurons,
                                                                RandomGenerator& generator) const
    {
        std::vector<std::vector<double>> layers(location.size(), std::vector<double>(numNeurons));
        for (std::size_t layer = 0; layer < layers.size(); ++layer) {
            for (double& r : layers[layer]) {
                r = std::tanh(location[layer] + scale[layer] * roughlyNormal(generator));
            }
        }
        return layers;
    }
};

/// A run whose locations change at the boundaries: zone i lies at zoneLocations[i].
inline MadeUpRun plantedRun(std::size_t numLayers, const std::vector<std::size_t>& boundaries,
                            const std::vector<double>& zoneLocations)
{
    MadeUpRun run(numLayers);
    for (std::size_t layer = 0; layer < numLayers; ++layer) {
        const auto zone = std::ranges::upper_bound(boundaries, layer) - boundaries.begin();
        run.location[layer] = zoneLocations[static_cast<std::size_t>(zone)];
    }
    return run;
}

/// A run whose locations move evenly from 0 to `change`.
inline MadeUpRun driftingRun(std::size_t numLayers, double change)
{
    MadeUpRun run(numLayers);
    for (std::size_t layer = 0; layer < numLayers; ++layer) {
        run.location[layer] = change * static_cast<double>(layer) / static_cast<double>(numLayers - 1);
    }
    return run;
}

} // namespace bathyscope::test
