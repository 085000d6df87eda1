// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/GaussianMixture.h"

#include "core/statistics/StreamingMoments.h"

#include <Eigen/Core>

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

/// Every four neighbours as one, where bins are many.
std::vector<Bin> joinedBins(std::span<const Bin> bins)
{
    const std::size_t numJoined = bins.size() > maxMixtureBins / 4 ? 4 : 1;
    std::vector<Bin> joined;
    joined.reserve(bins.size() / numJoined + 1);
    for (std::size_t b = 0; b < bins.size(); ++b) {
        if (b % numJoined == 0) {
            joined.emplace_back();
        }
        Bin& into = joined.back();
        const double weight = into.weight + bins[b].weight;
        const double shift = bins[b].mean - into.mean;
        into.m2 += bins[b].m2 + shift * shift * into.weight * bins[b].weight / weight;
        into.mean += shift * bins[b].weight / weight;
        into.weight = weight;
    }
    return joined;
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

/// The free parameters of a mixture, each on the whole line: the log odds of the first weight, two means, two
/// logarithms of a standard deviation.
using Parameters = Eigen::Array<double, 5, 1>;

Parameters parametersOf(const Components& components)
{
    Parameters p;
    p << std::log(components[0].weight / components[1].weight), components[0].mean, components[1].mean,
        std::log(components[0].sd), std::log(components[1].sd);
    return p;
}

Components componentsOf(const Parameters& p)
{
    const double first = 1 / (1 + std::exp(-p[0]));
    return {GaussianComponent {.weight = first, .mean = p[1], .sd = std::exp(p[3])},
            GaussianComponent {.weight = 1 - first, .mean = p[2], .sd = std::exp(p[4])}};
}

/// EM on the bins of one sample, in units of its standard deviation about its mean.
class Maximization
{
public:
    Maximization(std::span<const Bin> bins, double numValues, double mean, double sd)
        : m_numValues(numValues)
        , m_origin(mean)
        , m_unit(sd)
    {
        const double leastRatio = std::max(1e-3, 0.5 / m_numValues);
        m_leastVariance = leastRatio * leastRatio;
        for (const Bin& bin : bins) {
            const double x = (bin.mean - mean) / sd;
            m_weight.push_back(bin.weight);
            m_x.push_back(x);
            m_squares.push_back(x * x + bin.m2 / bin.weight / (sd * sd));
        }
    }

    /// Components from a first guess: the share of a bin in the middle of rank 0 … 1 that belongs to the
    /// first one.
    template <typename Guess>
    [[nodiscard]] Components start(Guess&& guess) const
    {
        Sums first;
        double before = 0;
        for (std::size_t b = 0; b < m_x.size(); ++b) {
            first.add(guess((before + m_weight[b] / 2) / m_numValues) * m_weight[b], m_x[b], m_squares[b]);
            before += m_weight[b];
        }
        return maximize(first);
    }

    /// Climbs until the log-likelihood of a value grows by less than `tolerance` in a cycle, or cycles run
    /// out; returns the log-likelihood of the bins. Each cycle is two steps of EM and one far step along the
    /// way they went (SQUAREM, scheme S3; Varadhan & Roland 2008), taken back where it leads down.
    double climb(Components& components, int maxCycles, double tolerance) const
    {
        Step last = step(components);
        for (int cycle = 0; cycle < maxCycles && last.isSound; ++cycle) {
            const Step one = step(last.next);
            if (!one.isSound) {
                components = last.next;
                return one.logLikelihood;
            }
            const Parameters from = parametersOf(components);
            const Parameters along = parametersOf(last.next) - from;
            const Parameters bend = parametersOf(one.next) - parametersOf(last.next) - along;
            const double length = std::max(1.0, std::sqrt(along.square().sum() / bend.square().sum()));
            const Components far = componentsOf(from + 2 * length * along + length * length * bend);
            Step found = isAllowed(far) ? step(far) : Step {};
            if (found.isSound && found.logLikelihood >= one.logLikelihood) {
                components = far;
            } else {
                components = one.next;
                found = step(components);
            }
            const bool hasConverged = found.logLikelihood - last.logLikelihood < tolerance * m_numValues;
            last = found;
            if (hasConverged) {
                break;
            }
        }
        return last.logLikelihood;
    }

    [[nodiscard]] bool isDegenerate(const Components& components) const
    {
        const double least = std::min(components[0].sd, components[1].sd);
        return least * least <= m_leastVariance * (1 + 1e-9);
    }

    /// In the unit of the values.
    [[nodiscard]] Components inUnits(Components components) const
    {
        for (GaussianComponent& component : components) {
            component.mean = m_origin + m_unit * component.mean;
            component.sd *= m_unit;
        }
        return components;
    }

private:
    /// Values that carry a component, at least.
    static constexpr double leastCount = 1;

    /// Of the values that belong to a component.
    struct Sums
    {
        double weight = 0;
        double x = 0;
        double squares = 0;

        void add(double part, double partX, double partSquares)
        {
            weight += part;
            x += part * partX;
            squares += part * partSquares;
        }
    };

    /// One step of EM.
    struct Step
    {
        Components next;
        double logLikelihood = 0; ///< before the step
        bool isSound = false; ///< both components carry a value and are numbers
    };

    [[nodiscard]] Step step(const Components& components) const
    {
        const LogDensity first(components[0]);
        const LogDensity second(components[1]);
        Sums sums;
        Step result;
        for (std::size_t b = 0; b < m_x.size(); ++b) {
            const double variance = m_squares[b] - m_x[b] * m_x[b];
            const double one = first(m_x[b], variance);
            const double other = second(m_x[b], variance);
            const double ratio = std::exp(-std::abs(one - other));
            const double share = (one >= other ? 1 : ratio) / (1 + ratio);
            sums.add(share * m_weight[b], m_x[b], m_squares[b]);
            result.logLikelihood += m_weight[b] * (std::max(one, other) + std::log(1 + ratio));
        }
        result.isSound = sums.weight >= leastCount && m_numValues - sums.weight >= leastCount;
        if (result.isSound) {
            result.next = maximize(sums);
        }
        return result;
    }

    [[nodiscard]] Components maximize(const Sums& first) const
    {
        const Sums second {
            .weight = m_numValues - first.weight, .x = -first.x, .squares = m_numValues - first.squares};
        return {component(first), component(second)};
    }

    [[nodiscard]] GaussianComponent component(const Sums& sums) const
    {
        const double mean = sums.x / sums.weight;
        const double variance = sums.squares / sums.weight - mean * mean;
        return {.weight = sums.weight / m_numValues,
                .mean = mean,
                .sd = std::sqrt(std::max(variance, m_leastVariance))};
    }

    /// A far step may lead out of what EM allows.
    [[nodiscard]] bool isAllowed(const Components& components) const
    {
        return std::ranges::all_of(components, [this](const GaussianComponent& of) {
            return of.weight * m_numValues >= leastCount && std::isfinite(of.mean)
                && of.sd * of.sd >= m_leastVariance && std::isfinite(of.sd);
        });
    }

    double m_numValues;
    double m_origin; ///< mean of the sample
    double m_unit; ///< its standard deviation
    double m_leastVariance = 0;
    std::vector<double> m_weight; ///< [bins]
    std::vector<double> m_x; ///< [bins], means
    std::vector<double> m_squares; ///< [bins], means of squares
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

/// Short runs on coarse bins from every start choose where a long one is worth its time (Biernacki, Celeux &
/// Govaert 2003).
Components searchComponents(const Maximization& coarse, const Maximization& em)
{
    constexpr int shortCycles = 6;
    constexpr int longCycles = 60;
    constexpr double tolerance = 1e-8;
    constexpr std::size_t numContinued = 2;
    std::vector<Candidate> candidates;
    for (const double cut : {0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95}) { // two halves, one beside the other
        candidates.push_back(
            {.components = coarse.start([cut](double rank) { return rank < cut ? 0.99 : 0.01; })});
    }
    for (const double inner : {0.5, 0.9}) { // a narrow one within a wide one
        candidates.push_back({.components = coarse.start([inner](double rank) {
            return std::abs(2 * rank - 1) < inner ? 0.99 : 0.01;
        })});
    }
    for (Candidate& candidate : candidates) {
        candidate.logLikelihood = coarse.climb(candidate.components, shortCycles, tolerance);
    }
    std::ranges::stable_sort(candidates, isBetter);
    candidates.resize(numContinued);
    for (Candidate& candidate : candidates) {
        candidate.logLikelihood = em.climb(candidate.components, longCycles, tolerance);
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
    const double sd = std::sqrt(moments.m2 / moments.count);
    const std::vector<Bin> bins = binValues(sortedValues);
    const Maximization em(bins, moments.count, moments.mean, sd);
    const Maximization coarse(joinedBins(bins), moments.count, moments.mean, sd);
    GaussianMixtureFit fit;
    const Components found = searchComponents(coarse, em);
    fit.isDegenerate = em.isDegenerate(found);
    fit.components = em.inUnits(found);
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
