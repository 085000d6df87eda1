// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/GaussianMixture.h"

#include "core/statistics/StreamingMoments.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace bathyscope {

namespace {

using Components = std::array<GaussianComponent, 2>;

/// Values close to each other, as their sufficient statistics.
struct Bin
{
    double weight = 0; ///< number of values
    double mean = 0;
    double m2 = 0; ///< Σ(x − mean)²
};

void addValue(Bin& bin, double value)
{
    bin.weight += 1;
    const double shift = value - bin.mean;
    bin.mean += shift / bin.weight;
    bin.m2 += shift * (value - bin.mean);
}

/// A bin for each distinct value; none where there are too many.
std::vector<Bin> distinctValues(std::span<const double> sorted)
{
    std::vector<Bin> bins;
    for (const double value : sorted) {
        if (bins.empty() || bins.back().mean < value) {
            if (bins.size() == maxMixtureBins) {
                return {};
            }
            bins.push_back({.weight = 0, .mean = value, .m2 = 0});
        }
        bins.back().weight += 1;
    }
    return bins;
}

/// Cuts at equal shares of the values and at equal steps of their range, so that neither the bulk beside far
/// values nor the tails are coarse.
std::vector<Bin> binValues(std::span<const double> sorted)
{
    if (auto bins = distinctValues(sorted); !bins.empty()) {
        return bins;
    }
    constexpr std::size_t numCuts = maxMixtureBins / 2;
    const double low = sorted.front();
    const double range = sorted.back() - low;
    std::vector<Bin> bins;
    std::pair<std::size_t, std::size_t> lastCell {numCuts, numCuts};
    for (std::size_t rank = 0; rank < sorted.size(); ++rank) {
        const std::pair cell {
            rank * numCuts / sorted.size(),
            std::min(numCuts - 1, static_cast<std::size_t>((sorted[rank] - low) / range * numCuts))};
        if (cell != lastCell) {
            bins.emplace_back();
            lastCell = cell;
        }
        addValue(bins.back(), sorted[rank]);
    }
    return bins;
}

/// What the bins say of one component whose share of bin b is share(b).
template <typename Share>
GaussianComponent estimate(std::span<const Bin> bins, double numValues, double leastVariance, Share&& share)
{
    double weight = 0;
    double sum = 0;
    for (std::size_t b = 0; b < bins.size(); ++b) {
        const double part = share(b) * bins[b].weight;
        weight += part;
        sum += part * bins[b].mean;
    }
    const double mean = sum / weight;
    double m2 = 0;
    for (std::size_t b = 0; b < bins.size(); ++b) {
        const double d = bins[b].mean - mean;
        m2 += share(b) * (bins[b].m2 + bins[b].weight * d * d);
    }
    return {
        .weight = weight / numValues, .mean = mean, .sd = std::sqrt(std::max(m2 / weight, leastVariance))};
}

/// Logarithm of weight times density, on average over a bin.
class LogDensity
{
public:
    explicit LogDensity(const GaussianComponent& component)
        : m_constant(std::log(component.weight / component.sd) - std::log(2 * std::numbers::pi) / 2)
        , m_mean(component.mean)
        , m_factor(-0.5 / (component.sd * component.sd))
    {
    }

    [[nodiscard]] double operator()(double x, double variance = 0) const
    {
        return m_constant + m_factor * ((x - m_mean) * (x - m_mean) + variance);
    }

private:
    double m_constant;
    double m_mean;
    double m_factor;
};

/// ln(exp(a) + exp(b))
double logSum(double a, double b)
{
    return std::max(a, b) + std::log1p(std::exp(-std::abs(a - b)));
}

/// EM on the bins of one sample.
class Maximization
{
public:
    Maximization(std::span<const double> sorted, double sampleVariance)
        : m_bins(binValues(sorted))
        , m_numValues(static_cast<double>(sorted.size()))
        , m_share(m_bins.size())
    {
        const double leastRatio = std::max(1e-3, 0.5 / m_numValues);
        m_leastVariance = leastRatio * leastRatio * sampleVariance;
    }

    /// Components from a first guess: the share of bin b that belongs to the first one.
    template <typename Guess>
    [[nodiscard]] Components start(Guess&& guess)
    {
        double before = 0;
        for (std::size_t b = 0; b < m_bins.size(); ++b) {
            m_share[b] = guess((before + m_bins[b].weight / 2) / m_numValues);
            before += m_bins[b].weight;
        }
        return maximize();
    }

    /// Iterates until the log-likelihood of a value grows by less than `tolerance` or steps run out; returns
    /// the log-likelihood of the bins.
    double iterate(Components& components, int maxSteps, double tolerance)
    {
        double last = expect(components);
        for (int step = 0; step < maxSteps; ++step) {
            const Components next = maximize();
            if (std::min(next[0].weight, next[1].weight) * m_numValues < leastCount) {
                break;
            }
            components = next;
            const double found = expect(components);
            const bool hasConverged = found - last < tolerance * m_numValues;
            last = found;
            if (hasConverged) {
                break;
            }
        }
        return last;
    }

    [[nodiscard]] bool isDegenerate(const Components& components) const
    {
        const double least = std::min(components[0].sd, components[1].sd);
        return least * least <= m_leastVariance * (1 + 1e-9);
    }

private:
    /// Values that carry a component, at least.
    static constexpr double leastCount = 1;

    /// Shares of the first component in every bin; returns the log-likelihood.
    double expect(const Components& components)
    {
        const LogDensity first(components[0]);
        const LogDensity second(components[1]);
        double logLikelihood = 0;
        for (std::size_t b = 0; b < m_bins.size(); ++b) {
            const Bin& bin = m_bins[b];
            const double variance = bin.m2 / bin.weight;
            const double a = first(bin.mean, variance);
            const double total = logSum(a, second(bin.mean, variance));
            m_share[b] = std::exp(a - total);
            logLikelihood += bin.weight * total;
        }
        return logLikelihood;
    }

    [[nodiscard]] Components maximize() const
    {
        return {
            estimate(m_bins, m_numValues, m_leastVariance, [this](std::size_t b) { return m_share[b]; }),
            estimate(m_bins, m_numValues, m_leastVariance, [this](std::size_t b) { return 1 - m_share[b]; })};
    }

    std::vector<Bin> m_bins;
    double m_numValues;
    double m_leastVariance = 0;
    std::vector<double> m_share;
};

struct Candidate
{
    Components components;
    double logLikelihood = 0; ///< of the bins
};

bool isBetter(const Candidate& one, const Candidate& other)
{
    return one.logLikelihood > other.logLikelihood;
}

/// Short runs from every start choose where a long one is worth its time (Biernacki, Celeux & Govaert 2003).
Components searchComponents(Maximization& em)
{
    constexpr int shortSteps = 50;
    constexpr int longSteps = 2000;
    constexpr std::size_t numContinued = 2;
    std::vector<Candidate> candidates;
    const auto run = [&em](Candidate& candidate, int maxSteps) {
        candidate.logLikelihood = em.iterate(candidate.components, maxSteps, 1e-9);
    };
    for (const double cut : {0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95}) { // two halves, one beside the other
        candidates.push_back(
            {.components = em.start([cut](double rank) { return rank < cut ? 0.99 : 0.01; })});
    }
    for (const double inner : {0.5, 0.9}) { // a narrow one within a wide one
        candidates.push_back({.components = em.start([inner](double rank) {
            return std::abs(2 * rank - 1) < inner ? 0.99 : 0.01;
        })});
    }
    for (Candidate& candidate : candidates) {
        run(candidate, shortSteps);
    }
    std::ranges::stable_sort(candidates, isBetter);
    candidates.resize(numContinued);
    for (Candidate& candidate : candidates) {
        run(candidate, longSteps);
    }
    return std::ranges::min_element(candidates, isBetter)->components;
}

double mixtureLogLikelihood(std::span<const double> values, const Components& components)
{
    const LogDensity first(components[0]);
    const LogDensity second(components[1]);
    double sum = 0;
    for (const double x : values) {
        sum += logSum(first(x), second(x));
    }
    return sum;
}

} // namespace

double bayesianInformationCriterion(double logLikelihood, std::size_t numParameters, std::size_t numValues)
{
    return static_cast<double>(numParameters) * std::log(static_cast<double>(numValues)) - 2 * logLikelihood;
}

GaussianFit fitGaussian(std::span<const double> sortedValues)
{
    assert(std::ranges::is_sorted(sortedValues));
    const NeuronMoments moments = computeMoments(sortedValues);
    if (isConstant(moments)) {
        return {};
    }
    const double variance = moments.m2 / moments.count;
    GaussianFit fit;
    fit.component = {.weight = 1, .mean = moments.mean, .sd = std::sqrt(variance)};
    fit.logLikelihood = -moments.count / 2 * (std::log(2 * std::numbers::pi * variance) + 1);
    fit.bic = bayesianInformationCriterion(fit.logLikelihood, 2, sortedValues.size());
    return fit;
}

GaussianMixtureFit fitGaussianMixture(std::span<const double> sortedValues)
{
    assert(std::ranges::is_sorted(sortedValues));
    const NeuronMoments moments = computeMoments(sortedValues);
    if (isConstant(moments)) {
        return {};
    }
    Maximization em(sortedValues, moments.m2 / moments.count);
    GaussianMixtureFit fit;
    fit.components = searchComponents(em);
    fit.isDegenerate = em.isDegenerate(fit.components);
    if (fit.components[0].mean > fit.components[1].mean) {
        std::swap(fit.components[0], fit.components[1]);
    }
    fit.logLikelihood = mixtureLogLikelihood(sortedValues, fit.components);
    fit.bic = bayesianInformationCriterion(fit.logLikelihood, 5, sortedValues.size());
    return fit;
}

double ashmanD(const GaussianComponent& first, const GaussianComponent& second)
{
    return std::numbers::sqrt2 * std::abs(first.mean - second.mean)
        / std::sqrt(first.sd * first.sd + second.sd * second.sd);
}

} // namespace bathyscope
