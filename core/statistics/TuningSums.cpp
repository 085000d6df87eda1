// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/TuningSums.h"

#include "core/support/TargetClones.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bathyscope {

namespace {

BATHYSCOPE_TARGET_CLONES
void addRows(const ActivationTile& tile, const std::uint8_t* classes, double* sums)
{
    for (std::size_t token = 0; token < tile.numTokens; ++token) {
        double* row = sums + std::size_t {classes[token]} * tileNeurons;
        for (std::size_t i = 0; i < tileNeurons; i += doubleLanes) {
            DoubleVector value;
            DoubleVector sum;
            loadAsDoubles(tile.row(token) + i, value);
            load(row + i, sum);
            store(sum + value, row + i);
        }
    }
}

/// What makes z of an activation; the factor is NaN where there is no z.
struct ZScale
{
    double mean = 0;
    double factor = std::numeric_limits<double>::quiet_NaN();
};

ZScale zScale(const NeuronMoments& moments)
{
    if (moments.numNonFinite > 0 || isConstant(moments)) {
        return {};
    }
    return {.mean = moments.mean, .factor = 1 / std::sqrt(moments.m2 / (moments.count - 1))};
}

} // namespace

std::uint8_t TuningSums::classOf(std::int32_t length)
{
    return static_cast<std::uint8_t>(std::min(length, longestTunedLength));
}

TuningSums::TuningSums(std::size_t numNeurons)
    : m_mutexes((numNeurons + tileNeurons - 1) / tileNeurons)
    , m_sums(m_mutexes.size() * numClasses * tileNeurons)
{
}

void TuningSums::clear()
{
    std::ranges::fill(m_sums, 0.0);
}

void TuningSums::add(std::size_t block, const ActivationTile& tile, std::span<const std::uint8_t> classes)
{
    const std::scoped_lock lock(m_mutexes[block]);
    addRows(tile, classes.data(), m_sums.data() + block * numClasses * tileNeurons);
}

LengthTuning TuningSums::tuning(std::span<const std::int64_t> counts, const StreamingMoments& moments) const
{
    LengthTuning tuning;
    for (std::size_t lengthClass = 0; lengthClass < numClasses; ++lengthClass) {
        const auto numTokens = static_cast<double>(counts[lengthClass]);
        if (numTokens == 0) {
            continue;
        }
        double count = 0;
        double mean = 0;
        double m2 = 0;
        for (std::size_t neuron = 0; neuron < moments.numNeurons(); ++neuron) {
            const ZScale scale = zScale(moments.moments(neuron));
            const std::size_t row = neuron / tileNeurons * numClasses + lengthClass;
            const double z =
                (m_sums[row * tileNeurons + neuron % tileNeurons] / numTokens - scale.mean) * scale.factor;
            if (!std::isnan(z)) {
                count += 1;
                const double shift = z - mean;
                mean += shift / count;
                m2 += shift * (z - mean);
            }
        }
        if (count > 0) {
            tuning.length.push_back(static_cast<std::int32_t>(lengthClass));
            tuning.mean.push_back(mean);
            tuning.standardError.push_back(count > 1 ? std::sqrt(m2 / (count - 1) / count)
                                                     : std::numeric_limits<double>::quiet_NaN());
            tuning.count.push_back(counts[lengthClass]);
        }
    }
    return tuning;
}

} // namespace bathyscope
