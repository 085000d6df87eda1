// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/KernelDensity.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

namespace bathyscope {

namespace {

constexpr double nodesPerBandwidth = 32;
constexpr double cutOff = 6; // bandwidths; the kernel is 1.5e-8 of its peak there
constexpr double largestCorrelation = 1 - 1e-6;

/// exp(−t² / 2), the kernel without its factor.
double gaussian(double t)
{
    return std::exp(-0.5 * t * t);
}

/// What the sum of gaussian() over n values is multiplied by.
double kernelFactor(std::size_t numValues, double bandwidth)
{
    return std::numbers::inv_sqrtpi / (std::numbers::sqrt2 * bandwidth * static_cast<double>(numValues));
}

/// Values shared out between the two nodes beside them, in proportion to nearness.
std::vector<double> linearlyBinned(std::span<const double> values, double smallest, double largest,
                                   double spacing)
{
    const auto numNodes = static_cast<std::size_t>((largest - smallest) / spacing) + 2;
    std::vector<double> weights(numNodes);
    for (const double value : values) {
        const double place = (value - smallest) / spacing;
        const auto below = static_cast<std::size_t>(place);
        const double share = place - static_cast<double>(below);
        weights[below] += 1 - share;
        weights[below + 1] += share;
    }
    return weights;
}

} // namespace

double kernelBandwidth(std::span<const double> values, BandwidthRule rule)
{
    if (values.size() < 2) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const auto [smallest, largest] = std::ranges::minmax(values);
    if (smallest == largest) {
        return 0; // rounding would give the mean, and so the deviations, a last bit
    }
    const auto n = static_cast<double>(values.size());
    double mean = 0;
    for (const double value : values) {
        mean += value / n;
    }
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    const double effectiveSize = rule == BandwidthRule::Scott ? n : 0.75 * n;
    return std::sqrt(squares / (n - 1)) * std::pow(effectiveSize, -0.2);
}

std::vector<double> kernelDensity(std::span<const double> values, std::span<const double> points,
                                  double bandwidth)
{
    const double factor = kernelFactor(values.size(), bandwidth);
    std::vector<double> density;
    density.reserve(points.size());
    for (const double point : points) {
        double sum = 0;
        for (const double value : values) {
            sum += gaussian((point - value) / bandwidth);
        }
        density.push_back(factor * sum);
    }
    return density;
}

std::vector<double> binnedKernelDensity(std::span<const double> values, std::span<const double> points,
                                        double bandwidth)
{
    const auto [smallest, largest] = std::ranges::minmax(values);
    const double spacing = bandwidth / nodesPerBandwidth;
    const std::vector<double> weights = linearlyBinned(values, smallest, largest, spacing);
    const double factor = kernelFactor(values.size(), bandwidth);
    const auto numNodes = static_cast<double>(weights.size());
    std::vector<double> density;
    density.reserve(points.size());
    for (const double point : points) {
        const double place = (point - smallest) / spacing;
        const double first = std::ceil(place - cutOff * nodesPerBandwidth);
        const double last = std::floor(place + cutOff * nodesPerBandwidth);
        const auto begin = static_cast<std::size_t>(std::clamp(first, 0.0, numNodes));
        const auto end = static_cast<std::size_t>(std::clamp(last + 1, 0.0, numNodes));
        double sum = 0;
        for (std::size_t node = begin; node < end; ++node) {
            const double distance = (place - static_cast<double>(node)) / nodesPerBandwidth;
            sum += weights[node] * gaussian(distance);
        }
        density.push_back(factor * sum);
    }
    return density;
}

std::vector<double> correlationKernelDensity(std::span<const double> correlations,
                                             std::span<const double> points, BandwidthRule rule)
{
    std::vector<double> z;
    z.reserve(correlations.size());
    for (const double r : correlations) {
        if (!std::isnan(r)) {
            z.push_back(std::atanh(std::clamp(r, -largestCorrelation, largestCorrelation)));
        }
    }
    const double bandwidth = kernelBandwidth(z, rule);
    std::vector<double> density(points.size(), std::numeric_limits<double>::quiet_NaN());
    if (!(bandwidth > 0)) {
        return density;
    }
    std::vector<double> zPoints(points.size());
    std::ranges::transform(points, zPoints.begin(), [](double r) { return std::atanh(r); });
    density = binnedKernelDensity(z, zPoints, bandwidth);
    for (std::size_t i = 0; i < points.size(); ++i) {
        density[i] /= (1 - points[i]) * (1 + points[i]); // dz / dr
    }
    return density;
}

} // namespace bathyscope
