// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/UnitSums.h"

#include "core/statistics/Correlation.h"
#include "core/statistics/MeanInterval.h"
#include "core/support/ParallelFor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace bathyscope {

namespace {

/// What is left of squares below this share is rounding.
constexpr double nothingLeft = 1e-12;
constexpr std::size_t medianLevel = numQuantileLevels / 2;

/// Half the width of a 95 % interval from the values with one unit left out (Efron & Tibshirani 1993, chapter
/// 11); NaN where one of them is.
double jackknifeHalfWidth(std::span<const double> without)
{
    const auto numUnits = static_cast<double>(without.size());
    const double mean = std::accumulate(without.begin(), without.end(), 0.0) / numUnits;
    double squares = 0;
    for (const double value : without) {
        squares += (value - mean) * (value - mean);
    }
    return studentQuantile975(without.size() - 1) * std::sqrt(squares * (numUnits - 1) / numUnits);
}

} // namespace

UnitSums::Sums::Sums(std::size_t numNeurons)
    : mean(numNeurons)
    , m2(numNeurons)
    , product(numNeurons)
{
}

void UnitSums::Sums::merge(const Sums& other)
{
    if (other.count == 0) {
        return;
    }
    const double total = count + other.count;
    const double weight = count * other.count / total;
    const double lengthShift = other.lengthMean - lengthMean;
    for (std::size_t neuron = 0; neuron < mean.size(); ++neuron) {
        const double shift = other.mean[neuron] - mean[neuron];
        mean[neuron] += shift * other.count / total;
        m2[neuron] += other.m2[neuron] + shift * shift * weight;
        product[neuron] += other.product[neuron] + shift * lengthShift * weight;
    }
    lengthMean += lengthShift * other.count / total;
    lengthM2 += other.lengthM2 + lengthShift * lengthShift * weight;
    count = total;
}

std::vector<double> UnitSums::Sums::correlationsWithout(const Sums& part,
                                                        std::span<const double> correlations) const
{
    std::vector<double> result;
    const double left = count - part.count;
    if (left < 2) {
        return result;
    }
    // The part's means less those of what is left, and what the distance takes from the sums.
    const double toLeft = count / left;
    const double weight = part.count * left / count;
    const double lengthShift = (part.lengthMean - lengthMean) * toLeft;
    const double lengthLeft = lengthM2 - part.lengthM2 - lengthShift * lengthShift * weight;
    if (!(lengthLeft > nothingLeft * lengthM2)) {
        return result;
    }
    result.reserve(correlations.size());
    for (std::size_t neuron = 0; neuron < correlations.size(); ++neuron) {
        const double shift = (part.mean[neuron] - mean[neuron]) * toLeft;
        const double squares = m2[neuron] - part.m2[neuron] - shift * shift * weight;
        if (!std::isnan(correlations[neuron]) && squares > nothingLeft * m2[neuron]) {
            result.push_back(pearsonCorrelation(
                product[neuron] - part.product[neuron] - shift * lengthShift * weight, squares, lengthLeft));
        }
    }
    return result;
}

std::vector<double> UnitSums::Sums::correlations() const
{
    std::vector<double> result(mean.size());
    for (std::size_t neuron = 0; neuron < result.size(); ++neuron) {
        result[neuron] = pearsonCorrelation(product[neuron], m2[neuron], lengthM2);
    }
    return result;
}

UnitSums::UnitSums(std::size_t numUnits, std::size_t numNeurons)
    : m_numNeurons(numNeurons)
    , m_units(numUnits, Sums(numNeurons))
{
}

void UnitSums::clear()
{
    for (Sums& unit : m_units) {
        unit.count = 0;
        unit.lengthMean = 0;
        unit.lengthM2 = 0;
        for (std::vector<double>* column : {&unit.mean, &unit.m2, &unit.product}) {
            std::ranges::fill(*column, 0.0);
        }
    }
}

void UnitSums::merge(std::size_t unit, const StreamingMoments& moments, const FeatureProducts& products)
{
    const std::size_t numNeurons = moments.numNeurons();
    Sums piece(numNeurons);
    piece.count = products.count();
    piece.lengthMean = products.featureMean(lengthFeature);
    piece.lengthM2 = products.featureM2(lengthFeature);
    std::ranges::copy(moments.means(), piece.mean.begin());
    std::ranges::copy(moments.squares(), piece.m2.begin());
    for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
        piece.product[neuron] = products.product(lengthFeature, neuron);
    }
    m_units[unit].merge(piece);
}

NeuronHalves UnitSums::halves() const
{
    std::array<Sums, 2> half {Sums(m_numNeurons), Sums(m_numNeurons)};
    for (std::size_t unit = 0; unit < m_units.size(); ++unit) {
        half.at(unit % 2).merge(m_units[unit]);
    }
    return {.even = half[0].correlations(), .odd = half[1].correlations()};
}

WindowJackknife UnitSums::jackknife(std::span<const double> correlations) const
{
    WindowJackknife jackknife;
    jackknife.numUnits = m_units.size();
    if (m_units.size() < 2) {
        return jackknife;
    }
    Sums total = m_units.front();
    for (std::size_t unit = 1; unit < m_units.size(); ++unit) {
        total.merge(m_units[unit]);
    }
    jackknife.without.resize(m_units.size());
    std::vector<double> medians(m_units.size(), std::numeric_limits<double>::quiet_NaN());
    parallelFor(m_units.size(), [&](std::size_t unit) {
        std::vector<double> left = total.correlationsWithout(m_units[unit], correlations);
        std::ranges::sort(left);
        jackknife.without[unit] = quantileFunction(left);
        if (!jackknife.without[unit].empty()) {
            medians[unit] = jackknife.without[unit][medianLevel];
        }
    });
    const QuantileFunction all = quantileFunction(sortedWithoutNaN(correlations));
    const double half = jackknifeHalfWidth(medians);
    if (!all.empty() && !std::isnan(half)) {
        jackknife.medianLow = all[medianLevel] - half;
        jackknife.medianHigh = all[medianLevel] + half;
    }
    return jackknife;
}

} // namespace bathyscope
