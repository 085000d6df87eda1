// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/RunEvidence.h"

#include "core/analysis/RunInfo.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace bathyscope {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

std::size_t groupSize(const TokenFeatures& features, LengthGroup group)
{
    return features.groupSizes.at(static_cast<std::size_t>(group));
}

} // namespace

double shareOf(std::size_t part, std::size_t all)
{
    return all > 0 ? static_cast<double>(part) / static_cast<double>(all) : undefined;
}

RunEvidence::RunEvidence(const AnalysisSnapshot& run)
    : m_run(run)
{
    for (std::size_t layer = 0; layer < run.layers.size(); ++layer) {
        if (const LayerSummary* summary = run.finished(layer)) {
            const bool isNonFinite =
                summary->numNonFinite > 0 && summary->numNonFinite >= summary->numNeurons;
            (isNonFinite ? m_nonFinite : m_finished).push_back({.index = layer, .summary = summary});
        }
    }
}

const AnalysisSnapshot& RunEvidence::run() const
{
    return m_run;
}

HookElement RunEvidence::element() const
{
    return m_run.info ? hookElement(m_run.info->hook) : HookElement::Neuron;
}

const std::vector<FinishedLayer>& RunEvidence::finished() const
{
    return m_finished;
}

const std::vector<FinishedLayer>& RunEvidence::nonFinite() const
{
    return m_nonFinite;
}

bool RunEvidence::hasLast() const
{
    return !m_finished.empty() && m_finished.back().index + 1 == m_run.layers.size();
}

bool RunEvidence::isLastNonFinite() const
{
    return !m_nonFinite.empty() && m_nonFinite.back().index + 1 == m_run.layers.size();
}

bool RunEvidence::isEquallyLong() const
{
    const TokenFeatures* features = m_run.info ? m_run.info->features.get() : nullptr;
    return features && groupSize(*features, LengthGroup::Shorter) == 0
        && groupSize(*features, LengthGroup::Longer) == 0;
}

double RunEvidence::rate() const
{
    return m_run.info ? m_run.info->falseDiscoveryRate : defaultFalseDiscoveryRate;
}

double RunEvidence::firstMedian() const
{
    const bool hasFirst = !m_finished.empty() && m_finished.front().index == 0;
    return hasFirst ? m_finished.front().summary->rMedian : undefined;
}

double RunEvidence::medianSize(std::string_view id) const
{
    std::vector<double> sizes;
    for (const FinishedLayer& layer : m_finished) {
        for (const double value : layer.summary->column(id)) {
            if (!std::isnan(value)) {
                sizes.push_back(std::abs(value));
            }
        }
    }
    if (sizes.empty()) {
        return undefined;
    }
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::ranges::nth_element(sizes, middle);
    return sizes.size() % 2 == 1 ? *middle : (*middle + *std::max_element(sizes.begin(), middle)) / 2;
}

FrequencyControl RunEvidence::discoveries() const
{
    FrequencyControl sum;
    for (const FinishedLayer& layer : m_finished) {
        const FrequencyControl control = frequencyControl(*layer.summary, rate());
        sum.numTested += control.numTested;
        sum.numDiscoveries += control.numDiscoveries;
        sum.numBeyondTested += control.numBeyondTested;
        sum.numBeyond += control.numBeyond;
        sum.numDiscoveriesBeyond += control.numDiscoveriesBeyond;
    }
    return sum;
}

std::optional<double> RunEvidence::permutedDiscoveries() const
{
    std::optional<PermutedDiscoveries> merged;
    for (const FinishedLayer& layer : m_finished) {
        if (!layer.summary->significance || !layer.summary->significance->permuted) {
            return std::nullopt;
        }
        const PermutedDiscoveries& ofLayer = *layer.summary->significance->permuted;
        if (merged) {
            merged->merge(ofLayer);
        } else {
            merged = ofLayer;
        }
    }
    if (!merged) {
        return std::nullopt;
    }
    const std::vector<std::size_t> found = merged->discoveries(rate());
    return shareOf(std::accumulate(found.begin(), found.end(), std::size_t {0}), found.size());
}

} // namespace bathyscope
