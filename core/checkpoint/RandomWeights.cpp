// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/RandomWeights.h"

#include "core/support/RandomGenerator.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>

namespace bathyscope {

namespace {

constexpr std::size_t numQuantiles = 65'536;
constexpr std::uint64_t elementsPerDraw = 4; // of 16 bits each

/// Normal quantiles above the median, each by Newton's method from the one before.
std::vector<float> normalQuantiles(double standardDeviation)
{
    std::vector<float> quantiles(numQuantiles);
    double z = 0;
    for (std::size_t i = numQuantiles / 2; i < numQuantiles; ++i) {
        const double above = (static_cast<double>(numQuantiles - i) - 0.5) / numQuantiles;
        for (int step = 0; step < 4; ++step) {
            const double tail = std::erfc(z / std::numbers::sqrt2) / 2;
            const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
            z += (tail - above) / density;
        }
        quantiles[i] = static_cast<float>(z * standardDeviation);
        quantiles[numQuantiles - 1 - i] = -quantiles[i];
    }
    return quantiles;
}

/// FNV-1a (Fowler, Noll & Vo): the same for a name on every platform.
std::uint64_t hashOf(std::string_view name)
{
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char letter : name) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
    }
    return hash;
}

} // namespace

RandomWeights::RandomWeights(std::uint64_t seed, double standardDeviation)
    : m_seed(seed)
    , m_quantiles(normalQuantiles(standardDeviation))
{
}

void RandomWeights::draw(const TensorView& tensor, InitialValues initial, std::uint64_t firstElement,
                         std::span<float> out) const
{
    if (initial != InitialValues::Normal) {
        std::ranges::fill(out, initial == InitialValues::Zero ? 0.0F : 1.0F);
        return;
    }
    std::uint64_t state = m_seed;
    const std::uint64_t key = RandomGenerator::splitMix(state) ^ hashOf(tensor.name);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::uint64_t element = firstElement + i;
        if (i == 0 || element % elementsPerDraw == 0) {
            std::uint64_t counter = key + element / elementsPerDraw * 0x9e3779b97f4a7c15;
            bits = RandomGenerator::splitMix(counter) >> (16 * (element % elementsPerDraw));
        }
        out[i] = m_quantiles[bits & 0xffff];
        bits >>= 16;
    }
}

} // namespace bathyscope
