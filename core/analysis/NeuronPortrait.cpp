// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/NeuronPortrait.h"

#include "core/statistics/LengthTuning.h"
#include "core/statistics/MeanInterval.h"
#include "core/statistics/RandomSample.h"
#include "core/statistics/StreamingHistogram.h"
#include "core/support/ParallelFor.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

namespace bathyscope {

namespace {

constexpr std::size_t maxPositionGroups = 32; // besides the first position

/// Means of the values of each place, [places], where there are any.
ActivationProfile profileOf(const std::vector<RunningMean>& places, const std::vector<double>& x)
{
    ActivationProfile profile;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const RunningMean& place = places[i];
        if (place.count() > 0) {
            profile.x.push_back(x[i]);
            profile.mean.push_back(place.mean());
            profile.low.push_back(place.mean() - place.halfInterval());
            profile.high.push_back(place.mean() + place.halfInterval());
            profile.count.push_back(place.count());
        }
    }
    return profile;
}

/// Everything is of the tokens that are used.
class Portrayer
{
public:
    Portrayer(std::span<const float> values, const RunInfo& info)
        : m_values(values)
        , m_info(info)
        , m_features(*info.features)
    {
        m_used.reserve(values.size());
        for (std::size_t token = 0; token < values.size(); ++token) {
            if (m_features.isLeftOut(token)) {
                continue;
            }
            if (std::isfinite(values[token])) {
                m_used.push_back(token);
            } else {
                ++m_numNonFinite;
            }
        }
    }

    [[nodiscard]] std::size_t numUsed() const
    {
        return m_used.size();
    }

    [[nodiscard]] std::size_t numNonFinite() const
    {
        return m_numNonFinite;
    }

    [[nodiscard]] ActivationProfile byLength() const
    {
        std::vector<RunningMean> places(longestTunedLength + 1);
        for (const std::size_t token : m_used) {
            const std::int32_t length = std::clamp(m_features.length[token], 0, longestTunedLength);
            places[static_cast<std::size_t>(length)].add(m_values[token]);
        }
        std::vector<double> lengths(places.size());
        std::iota(lengths.begin(), lengths.end(), 0.0);
        return profileOf(places, lengths);
    }

    [[nodiscard]] ActivationProfile byPosition() const
    {
        const std::size_t numPositions = m_info.windows.longestWindow();
        const std::size_t numOthers = numPositions > 0 ? numPositions - 1 : 0;
        const std::size_t width =
            std::max<std::size_t>(1, (numOthers + maxPositionGroups - 1) / maxPositionGroups);
        std::vector<RunningMean> places(1 + (numOthers + width - 1) / width);
        std::vector<RunningMean> positions(places.size());
        for (const std::size_t token : m_used) {
            const auto position = static_cast<std::size_t>(m_features.position[token]);
            const std::size_t place = position == 0 ? 0 : 1 + (position - 1) / width;
            places[place].add(m_values[token]);
            positions[place].add(static_cast<double>(position));
        }
        std::vector<double> x;
        x.reserve(positions.size());
        for (const RunningMean& position : positions) {
            x.push_back(position.mean());
        }
        return profileOf(places, x);
    }

    [[nodiscard]] GroupHistogram histogram() const
    {
        StreamingHistogram counted(numLengthGroups);
        std::vector<double> sizes;
        for (const std::size_t token : m_used) {
            sizes.push_back(std::abs(static_cast<double>(m_values[token])));
        }
        counted.limit(histogramLimit(std::move(sizes)));
        for (const std::size_t token : m_used) {
            const double value = m_values[token];
            counted.include(value, value);
        }
        for (const std::size_t token : m_used) {
            counted.add(static_cast<std::size_t>(m_features.group[token]), m_values[token]);
        }
        return groupHistogramOf(counted);
    }

    /// Values of a group, or of all tokens.
    [[nodiscard]] std::vector<float> valuesOf(std::optional<LengthGroup> group) const
    {
        std::vector<float> values;
        for (const std::size_t token : m_used) {
            if (!group || m_features.group[token] == *group) {
                values.push_back(m_values[token]);
            }
        }
        return values;
    }

    [[nodiscard]] DipTest dip() const
    {
        const std::vector<float> values = valuesOf(std::nullopt);
        std::vector<double> sampled;
        for (const std::uint64_t index : sampleIndices(values.size(), maxModalityValues, m_info.seed)) {
            sampled.push_back(values[index]);
        }
        return dipTest(std::move(sampled));
    }

    /// The first tokens in the order of `isBefore(value, value)`, no more than a few of one type.
    template <typename IsBefore>
    [[nodiscard]] std::vector<std::size_t> extremes(const IsBefore& isBefore) const
    {
        const auto isAhead = [this, &isBefore](std::size_t a, std::size_t b) {
            return m_values[a] != m_values[b] ? isBefore(m_values[a], m_values[b]) : a < b;
        };
        std::vector<std::size_t> order = m_used;
        std::vector<std::size_t> found;
        std::unordered_map<TokenId, std::size_t> numOfType;
        // A little is put into order at a time: a few types may fill the head of the list.
        constexpr std::size_t step = 512;
        for (auto begin = order.begin(); begin != order.end() && found.size() < maxExtremeTokens;) {
            const auto end = begin + std::min<std::ptrdiff_t>(step, order.end() - begin);
            std::partial_sort(begin, end, order.end(), isAhead);
            for (; begin != end && found.size() < maxExtremeTokens; ++begin) {
                if (++numOfType[m_info.windows.ids()[*begin]] <= maxExtremesOfType) {
                    found.push_back(*begin);
                }
            }
        }
        return found;
    }

private:
    std::span<const float> m_values;
    const RunInfo& m_info;
    const TokenFeatures& m_features;
    std::vector<std::size_t> m_used; ///< tokens
    std::size_t m_numNonFinite = 0;
};

} // namespace

NeuronPortrait portrayNeuron(std::vector<float> values, const RunInfo& info)
{
    assert(values.size() == info.windows.numTokens());
    NeuronPortrait portrait;
    portrait.values = std::move(values);
    const Portrayer portrayer(portrait.values, info);
    portrait.numUsed = portrayer.numUsed();
    portrait.numNonFinite = portrayer.numNonFinite();
    // The mixtures of the groups take longest.
    parallelFor(numLengthGroups + 1, [&](std::size_t part) {
        if (part < numLengthGroups) {
            const std::vector<float> ofGroup = portrayer.valuesOf(static_cast<LengthGroup>(part));
            portrait.modality.at(part).measured = measureModality(std::span(ofGroup), info.seed);
            return;
        }
        portrait.byLength = portrayer.byLength();
        portrait.byPosition = portrayer.byPosition();
        portrait.histogram = portrayer.histogram();
        portrait.dip = portrayer.dip();
        portrait.highest = portrayer.extremes(std::greater<>());
        portrait.lowest = portrayer.extremes(std::less<>());
    });
    return portrait;
}

} // namespace bathyscope
