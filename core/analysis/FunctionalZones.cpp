// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/FunctionalZones.h"

#include "core/support/ParallelFor.h"
#include "core/support/RandomGenerator.h"

#include <algorithm>

namespace bathyscope {

namespace {

bool hasSamePattern(const ZoneSelection& one, const ZoneSelection& other)
{
    return one.pattern == other.pattern && one.boundaries.size() == other.boundaries.size();
}

bool hasBoundary(const ZoneSelection& selection, std::size_t layer)
{
    return std::ranges::find(selection.boundaries, layer) != selection.boundaries.end();
}

void addBootstraps(FunctionalZones& zones, std::span<const std::vector<double>> sortedLayers,
                   std::uint64_t seed)
{
    const std::uint64_t base = RandomGenerator::splitMix(seed); // far from that of the next seed
    std::vector<ZoneSelection> selections(numZoneBootstraps);
    parallelFor(numZoneBootstraps, [&](std::size_t bootstrap) {
        std::uint64_t state = base + bootstrap; // a generator of its own, whichever thread it is
        RandomGenerator generator(RandomGenerator::splitMix(state));
        std::vector<QuantileFunction> resampled;
        resampled.reserve(sortedLayers.size());
        for (const std::vector<double>& layer : sortedLayers) {
            resampled.push_back(resampledQuantileFunction(layer, generator));
        }
        selections[bootstrap] = selectZones(resampled);
    });
    std::size_t numSamePattern = 0;
    std::vector<std::size_t> numAgreeing(zones.boundaries.size());
    for (const ZoneSelection& selection : selections) {
        numSamePattern += hasSamePattern(selection, zones.selection) ? 1 : 0;
        for (std::size_t i = 0; i < numAgreeing.size(); ++i) {
            numAgreeing[i] += hasBoundary(selection, zones.boundaries[i].layer) ? 1 : 0;
        }
    }
    const auto share = [](std::size_t count) {
        return static_cast<double>(count) / static_cast<double>(numZoneBootstraps);
    };
    zones.patternStability = share(numSamePattern);
    for (std::size_t i = 0; i < numAgreeing.size(); ++i) {
        zones.boundaries[i].stability = share(numAgreeing[i]);
    }
}

} // namespace

std::vector<QuantileFunction> layerQuantileFunctions(std::span<const std::vector<double>> layers)
{
    std::vector<QuantileFunction> functions;
    functions.reserve(layers.size());
    for (const std::vector<double>& layer : layers) {
        functions.push_back(quantileFunction(sortedWithoutNaN(layer)));
    }
    return functions;
}

FunctionalZones findFunctionalZones(std::span<const std::vector<double>> layers, std::uint64_t seed,
                                    std::span<const std::vector<QuantileFunction>> withoutWindow)
{
    std::vector<std::vector<double>> sortedLayers;
    std::vector<QuantileFunction> functions;
    sortedLayers.reserve(layers.size());
    functions.reserve(layers.size());
    for (const std::vector<double>& layer : layers) {
        sortedLayers.push_back(sortedWithoutNaN(layer));
        functions.push_back(quantileFunction(sortedLayers.back()));
    }
    FunctionalZones zones;
    zones.selection = selectZones(functions);
    if (zones.selection.pattern == DepthPattern::TooFewLayers) {
        return zones;
    }
    for (const std::size_t layer : zones.selection.boundaries) {
        zones.boundaries.emplace_back().layer = layer;
    }
    addBootstraps(zones, sortedLayers, seed);
    for (const std::vector<QuantileFunction>& run : withoutWindow) {
        const ZoneSelection selection = selectZones(run);
        zones.patternWithoutWindow.push_back(hasSamePattern(selection, zones.selection));
        for (ZoneBoundary& boundary : zones.boundaries) {
            boundary.agreesWithoutWindow.push_back(hasBoundary(selection, boundary.layer));
        }
    }
    return zones;
}

} // namespace bathyscope
