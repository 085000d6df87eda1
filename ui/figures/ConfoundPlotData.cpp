// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/ConfoundPlotData.h"

#include "core/analysis/RunInfo.h"
#include "core/findings/RunEvidence.h"
#include "ui/figures/LayerPlot.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr std::array<std::string_view, numLengthCorrelations> columns {
    "r_length", "r_length_given_frequency", "r_length_given_frequency_position", "r_length_stratified"};
constexpr std::size_t numFrequencyBins = 48;
constexpr std::size_t narrowLayer = 1024; // neurons; for fewer, wider bins are less ragged

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ConfoundPlotData)
};

/// Half the width of the axis of r, in bins: what holds every correlation of all kinds.
std::size_t reachOf(const AnalysisSnapshot& snapshot, std::size_t binsPerUnit)
{
    double furthest = 0;
    for (const auto& layer : snapshot.layers) {
        if (!layer) {
            continue;
        }
        for (const std::string_view column : columns) {
            for (const double r : layer->column(column)) {
                furthest = std::isnan(r) ? furthest : std::max(furthest, std::abs(r));
            }
        }
    }
    const auto most = static_cast<double>(binsPerUnit);
    return static_cast<std::size_t>(std::clamp(std::ceil(furthest * most), 1.0, most));
}

double valueOf(const FrequencyControl& control, std::size_t correlation)
{
    const std::array values {control.raw, control.givenFrequency, control.givenFrequencyPosition,
                             control.stratified};
    return values.at(correlation);
}

/// Distinct tokens that are not left out and have a φ: their length and φ.
std::map<TokenId, std::pair<std::int32_t, double>> typesOf(const RunInfo& info)
{
    std::map<TokenId, std::pair<std::int32_t, double>> types;
    const TokenFeatures& features = *info.features;
    for (std::size_t token = 0; token < features.frequency.size(); ++token) {
        if (!features.isLeftOut(token) && std::isfinite(features.frequency[token])) {
            types.try_emplace(info.windows.ids()[token], features.length[token], features.frequency[token]);
        }
    }
    return types;
}

/// Sums over the finished layers.
struct Survival
{
    // Of layers that have an r given frequency: none has where frequency is constant.
    double raw = 0; ///< of the median sizes of r
    double givenFrequency = 0;
    std::size_t numLayers = 0;
    std::size_t numTurned = 0; ///< layers whose median r has the other sign given frequency
    // Of all.
    std::size_t numTested = 0;
    std::size_t numDiscoveries = 0;
    std::size_t numBeyondTested = 0;
    std::size_t numBeyond = 0;
    std::size_t numDiscoveriesBeyond = 0;
};

Survival survivalOf(const std::vector<std::optional<FrequencyControl>>& controls)
{
    Survival survival;
    for (const std::optional<FrequencyControl>& control : controls) {
        if (!control) {
            continue;
        }
        survival.numTested += control->numTested;
        survival.numDiscoveries += control->numDiscoveries;
        survival.numBeyondTested += control->numBeyondTested;
        survival.numBeyond += control->numBeyond;
        survival.numDiscoveriesBeyond += control->numDiscoveriesBeyond;
        if (!std::isnan(control->raw) && !std::isnan(control->givenFrequency)) {
            survival.raw += control->rawSize;
            survival.givenFrequency += control->givenFrequencySize;
            ++survival.numLayers;
            survival.numTurned += control->raw * control->givenFrequency < 0 ? 1 : 0;
        }
    }
    return survival;
}

/// What the tests say; nothing where there is nothing to test.
QString testNote(const AnalysisSnapshot& snapshot, const Survival& survival)
{
    if (snapshot.info->numPermutations == 0) {
        return Text::tr("Without permutations there are no tests: choose 200 in Statistics.");
    }
    if (survival.numDiscoveries > 0 && (survival.numLayers == 0 || survival.numBeyondTested == 0)) {
        // Without an r given frequency, beyond frequency says nothing more; without tests, nothing at all.
        return worded(snapshot,
                      //: a percentage
                      Text::tr("%1 of the {neurons|dimensions} respond to length."))
            .arg(shareText(shareOf(survival.numDiscoveries, survival.numTested)));
    }
    if (survival.numDiscoveries > 0) {
        return worded(snapshot,
                      //: percentages
                      Text::tr("%1 of the {neurons|dimensions} respond to length, and %2 beyond frequency, "
                               "where 5 % would by chance (of the former, %3)."))
            .arg(shareText(shareOf(survival.numDiscoveries, survival.numTested)),
                 shareText(shareOf(survival.numBeyond, survival.numTested)),
                 shareText(shareOf(survival.numDiscoveriesBeyond, survival.numDiscoveries)));
    }
    if (snapshot.outcome == RunOutcome::Running) {
        return Text::tr("Discoveries are counted when the run ends.");
    }
    return survival.numTested > 0 ? worded(
               snapshot,
               Text::tr("No {neuron|dimension} responds to length at the chosen rate of false discoveries."))
                                  : QString();
}

QString sourceNote(const RunInfo& info)
{
    return info.frequency.source == FrequencySource::Corpus
        ? Text::tr("Counts in a short text are rough: BPE rank or a table of counts from a large corpus are "
                   "firmer controls (Statistics, Frequency).")
        : QString();
}

} // namespace

QString lengthCorrelationName(LengthCorrelation correlation)
{
    switch (correlation) {
    case LengthCorrelation::Raw:
        //: correlation with token length, nothing held constant
        return Text::tr("r as it is");
    case LengthCorrelation::GivenFrequency:
        return Text::tr("Partial r given frequency");
    case LengthCorrelation::GivenFrequencyPosition:
        return Text::tr("Partial r given frequency and position");
    case LengthCorrelation::Stratified:
        return Text::tr("r within strata of frequency");
    }
    return {};
}

QString lengthCorrelationShortName(LengthCorrelation correlation)
{
    switch (correlation) {
    case LengthCorrelation::Raw:
        //: correlation with token length
        return Text::tr("r");
    case LengthCorrelation::GivenFrequency:
        //: partial correlation given frequency, as short as can be
        return Text::tr("r | freq.");
    case LengthCorrelation::GivenFrequencyPosition:
        //: partial correlation given frequency and position, as short as can be
        return Text::tr("r | f., pos.");
    case LengthCorrelation::Stratified:
        //: correlation within strata of frequency, as short as can be
        return Text::tr("r in strata");
    }
    return {};
}

std::vector<std::optional<FrequencyControl>> frequencyControls(const AnalysisSnapshot& snapshot)
{
    const double rate = snapshot.info ? snapshot.info->falseDiscoveryRate : defaultFalseDiscoveryRate;
    std::vector<std::optional<FrequencyControl>> controls;
    controls.reserve(snapshot.layers.size());
    for (const auto& layer : snapshot.layers) {
        controls.push_back(layer ? std::optional(frequencyControl(*layer, rate)) : std::nullopt);
    }
    return controls;
}

LinePlotData confoundLines(const AnalysisSnapshot& snapshot,
                           const std::vector<std::optional<FrequencyControl>>& controls,
                           std::optional<int> selected)
{
    if (snapshot.numFinished() == 0) {
        return {};
    }
    LinePlotData plot = layerPlot(snapshot);
    //: %1 is the name of a model
    plot.title = modelTitle(Text::tr("%1: r with frequency held constant"), snapshot);
    plot.yLabel = worded(snapshot, Text::tr("Median of r over {neurons|dimensions}"));
    for (std::size_t kind = 0; kind < numLengthCorrelations; ++kind) {
        LineSeries series {.id = static_cast<int>(kind),
                           .name = lengthCorrelationShortName(static_cast<LengthCorrelation>(kind)),
                           .depth = static_cast<double>(kind) / (numLengthCorrelations - 1),
                           .x = layerPlaces(snapshot),
                           .y = {}};
        for (const std::optional<FrequencyControl>& control : controls) {
            series.y.push_back(control ? valueOf(*control, kind) : notANumber);
        }
        plot.series.push_back(std::move(series));
    }
    markLayer(plot, snapshot, selected);
    return plot;
}

HeatmapData confoundHeatmap(const AnalysisSnapshot& snapshot, LengthCorrelation correlation, ColorScale scale)
{
    HeatmapData plot;
    if (snapshot.numFinished() == 0) {
        return plot;
    }
    const std::size_t numNeurons = snapshot.info ? snapshot.info->numNeurons() : 0;
    const std::size_t binsPerUnit = numNeurons < narrowLayer ? 50 : 100;
    const std::size_t reach = reachOf(snapshot, binsPerUnit);
    const double edge = static_cast<double>(reach) / static_cast<double>(binsPerUnit);
    //: %1 is the name of a model, %2 a kind of correlation
    plot.title = modelTitle(
        Text::tr("%1: %2, layer by layer").arg(QStringLiteral("%1"), lengthCorrelationName(correlation)),
        snapshot);
    plot.xLabel = lengthCorrelationName(correlation);
    plot.yLabel = layerAxis(snapshot);
    plot.valueLabel = worded(snapshot, Text::tr("{Neurons|Dimensions}"));
    plot.xRange = {.lower = -edge, .upper = edge};
    plot.numColumns = 2 * reach;
    plot.scale = scale;
    for (std::size_t layer = 0; layer < snapshot.layers.size(); ++layer) {
        plot.rowNames.push_back(layerTick(snapshot, layer));
        // Where no neuron has such an r, that is not the same as none in any bin.
        const std::vector<double> none;
        const LayerSummary* const summary = snapshot.finished(layer);
        const std::vector<double>& correlations =
            summary ? summary->column(columns.at(static_cast<std::size_t>(correlation))) : none;
        const bool hasAny = std::ranges::any_of(correlations, [](double r) { return !std::isnan(r); });
        std::vector<double> counts(plot.numColumns, hasAny ? 0 : notANumber);
        if (hasAny) {
            for (const double r : correlations) {
                if (!std::isnan(r)) {
                    const double place = (r + edge) * static_cast<double>(binsPerUnit);
                    const auto last = static_cast<double>(counts.size() - 1);
                    counts[static_cast<std::size_t>(std::clamp(place, 0.0, last))] += 1;
                }
            }
        }
        plot.values.insert(plot.values.end(), counts.begin(), counts.end());
    }
    return plot;
}

HeatmapData lengthAgainstFrequency(const AnalysisSnapshot& snapshot, ColorScale scale)
{
    HeatmapData plot;
    const auto types =
        snapshot.info ? typesOf(*snapshot.info) : std::map<TokenId, std::pair<std::int32_t, double>> {};
    if (types.empty()) {
        return plot;
    }
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    std::int32_t longest = 0;
    std::int32_t shortest = longestTunedLength;
    for (const auto& [id, type] : types) {
        low = std::min(low, type.second);
        high = std::max(high, type.second);
        const std::int32_t length = std::min(type.first, longestTunedLength);
        longest = std::max(longest, length);
        shortest = std::min(shortest, length);
    }
    if (high - low < 1e-9) { // one frequency: a single column about it
        low -= 0.5;
        high += 0.5;
    }
    plot.title = modelTitle(
        //: %1 is the name of a model
        Text::tr("%1: token types of the text by length and frequency"), snapshot);
    plot.xLabel = frequencyName(*snapshot.info);
    plot.yLabel = Text::tr("Token length");
    plot.valueLabel = Text::tr("Token types");
    plot.xRange = {.lower = low, .upper = high};
    plot.numColumns = numFrequencyBins;
    plot.scale = scale;
    const std::size_t numRows = static_cast<std::size_t>(longest - shortest) + 1;
    plot.values.assign(numRows * numFrequencyBins, 0);
    for (std::int32_t length = shortest; length <= longest; ++length) {
        plot.rowNames.push_back(length == longestTunedLength ? Text::tr("%1+").arg(numberText(length))
                                                             : numberText(length));
    }
    for (const auto& [id, type] : types) {
        const auto row = static_cast<std::size_t>(std::min(type.first, longestTunedLength) - shortest);
        // Halves, for frequencies may be as far apart as doubles go, or too large for half a step.
        const double share = high > low ? (type.second / 2 - low / 2) / (high / 2 - low / 2) : 0;
        const auto bin = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * numFrequencyBins);
        plot.values[row * numFrequencyBins + std::min(bin, numFrequencyBins - 1)] += 1;
    }
    return plot;
}

QString frequencyName(const RunInfo& info)
{
    switch (info.frequency.source) {
    case FrequencySource::Corpus:
        return Text::tr("Token frequency: ln(count in this text)");
    case FrequencySource::BpeRank:
        return Text::tr("Token frequency: ln(1 + BPE rank), larger is rarer");
    case FrequencySource::Table:
        //: %1 is the name of a file
        return Text::tr("Token frequency: ln(1 + count in %1)")
            .arg(QString::fromStdString(info.frequency.table.string()));
    }
    return {};
}

QString confoundText(const AnalysisSnapshot& snapshot,
                     const std::vector<std::optional<FrequencyControl>>& controls)
{
    if (!snapshot.info || snapshot.numFinished() == 0) {
        return {};
    }
    const RunInfo& info = *snapshot.info;
    const Survival survival = survivalOf(controls);
    QStringList sentences;
    if (const double r = lengthFrequencyCorrelation(*info.features); std::isnan(r)) {
        sentences +=
            Text::tr("All tokens are equally long or equally frequent: there is nothing to tell apart.");
    } else {
        sentences +=
            //: %1 a correlation, %2 a number
            Text::tr(
                "Over the tokens, length and frequency correlate with r = %1; about %2 token types are left "
                "to tell them apart.")
                .arg(fixedText(r, 2), fixedText(info.effectiveNumTypes, 0));
    }
    if (survival.raw > 0) {
        sentences +=
            //: %1 a percentage, %2 and %3 numbers of layers
            worded(snapshot,
                   Text::tr("With frequency held constant, r has %1 of its size (median |r| over "
                            "{neurons|dimensions}), and its median changes sign in %2 of %3 layers."))
                .arg(shareText(survival.givenFrequency / survival.raw), numberText(survival.numTurned),
                     numberText(survival.numLayers));
    }
    sentences += testNote(snapshot, survival);
    sentences += sourceNote(info);
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

} // namespace bathyscope::ui
