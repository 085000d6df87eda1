// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/NeuronStrip.h"

#include "core/support/TargetClones.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>

namespace bathyscope {

namespace {

// Vectors of GCC and Clang, of a size that AVX-512 has in hardware; other targets use several of theirs.
using Doubles = double __attribute__((vector_size(64)));
using Floats = float __attribute__((vector_size(32)));
using Longs = std::int64_t __attribute__((vector_size(64)));
constexpr std::size_t lanes = 8;

inline void load(Floats& vector, const float* from)
{
    std::memcpy(&vector, from, sizeof(vector));
}

inline void store(double* to, const Doubles& vector)
{
    std::memcpy(to, &vector, sizeof(vector));
}

/// Half a strip: 8 neurons from column `begin`.
BATHYSCOPE_TARGET_CLONES bool firstPassOf(NeuronStrip& strip, std::size_t begin, double* tokenSums)
{
    Doubles sum {};
    Doubles positive {};
    Doubles min = Doubles {} + std::numeric_limits<double>::infinity();
    Doubles max = Doubles {} - std::numeric_limits<double>::infinity();
    Doubles badness {}; // stays 0 while all is finite: x − x is NaN otherwise
    for (std::size_t t = 0; t < strip.numTokens; ++t) {
        Floats values;
        load(values, strip.values.data() + t * NeuronStrip::width + begin);
        const Doubles a = __builtin_convertvector(values, Doubles);
        sum += a;
        badness += a - a;
        min = a < min ? a : min;
        max = a > max ? a : max;
        const Longs isPositive = a > 0.0; // −1 where true
        positive -= __builtin_convertvector(isPositive, Doubles);
        tokenSums[t] += ((a[0] + a[1]) + (a[2] + a[3])) + ((a[4] + a[5]) + (a[6] + a[7]));
    }
    const auto n = static_cast<double>(strip.numTokens);
    store(strip.mean.data() + begin, sum / n);
    store(strip.min.data() + begin, min);
    store(strip.max.data() + begin, max);
    store(strip.positive.data() + begin, positive);
    bool finite = true;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        finite = finite && badness[lane] == 0.0;
    }
    return finite;
}

BATHYSCOPE_TARGET_CLONES void secondPassOf(NeuronStrip& strip, std::size_t begin, const double* feature,
                                           const LengthGroup* groups)
{
    Doubles mean;
    std::memcpy(&mean, strip.mean.data() + begin, sizeof(mean));
    Doubles residual {};
    Doubles m2 {};
    Doubles m3 {};
    Doubles m4 {};
    Doubles product {};
    std::array<Doubles, numLengthGroups> bySize {};
    for (std::size_t t = 0; t < strip.numTokens; ++t) {
        Floats values;
        load(values, strip.values.data() + t * NeuronStrip::width + begin);
        const Doubles d = __builtin_convertvector(values, Doubles) - mean;
        const Doubles square = d * d;
        residual += d;
        m2 += square;
        m3 += square * d;
        m4 += square * square;
        product += d * feature[t];
        bySize[static_cast<std::size_t>(groups[t])] += d;
    }
    // The mean is rounded; what it leaves is taken off the squares (Chan, Golub & LeVeque 1983, "corrected
    // two-pass").
    m2 -= residual * residual / static_cast<double>(strip.numTokens);
    store(strip.m2.data() + begin, m2);
    store(strip.m3.data() + begin, m3);
    store(strip.m4.data() + begin, m4);
    store(strip.lengthProduct.data() + begin, product);
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        store(strip.groupDeviations[group].data() + begin, bySize[group]);
    }
}

} // namespace

void NeuronStrip::load(const float* first, std::size_t stride, std::size_t numNeurons, std::size_t tokens)
{
    numTokens = tokens;
    if (numNeurons < width) {
        values.fill(0);
    }
    for (std::size_t t = 0; t < tokens; ++t) {
        if (numNeurons == width) { // a size known to the compiler: one vector
            std::memcpy(values.data() + t * width, first + t * stride, width * sizeof(float));
        } else {
            std::copy_n(first + t * stride, numNeurons, values.data() + t * width);
        }
    }
}

void NeuronStrip::firstPass(std::span<double> tokenSums)
{
    const bool low = firstPassOf(*this, 0, tokenSums.data());
    const bool high = firstPassOf(*this, lanes, tokenSums.data());
    allFinite = low && high;
}

void NeuronStrip::secondPass(std::span<const double> feature, std::span<const LengthGroup> groups)
{
    secondPassOf(*this, 0, feature.data(), groups.data());
    secondPassOf(*this, lanes, feature.data(), groups.data());
}

} // namespace bathyscope
