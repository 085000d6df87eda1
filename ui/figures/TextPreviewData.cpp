// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/TextPreviewData.h"

#include "core/statistics/LengthTuning.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <numeric>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TextPreviewData)
};

constexpr double halfBin = 0.5; // lengths are whole numbers, in the middle of their bins
constexpr double percent = 100;

QString partText(double share)
{
    constexpr double allButNothing = 0.9995;
    if (share > 0 && share < 0.001) {
        //: a share of a text
        return Text::tr("less than 0.1 %");
    }
    return shareText(share, share < 0.1 || share > allButNothing ? 1 : 0);
}

QString windowsText(std::size_t numWindows)
{
    //: %1 is a number of windows, at least two
    return numWindows == 1 ? Text::tr("one window") : Text::tr("%1 windows").arg(numberText(numWindows));
}

} // namespace

HistogramData lengthHistogram(const TokenFeatures& features)
{
    HistogramData data;
    data.xLabel = Text::tr("Token length in characters (%1: so many or more)").arg(longestTunedLength);
    data.yLabel = Text::tr("Tokens");
    data.wholeX = true;
    const std::int32_t shortest = // 0 where a leading space does not count
        features.length.empty() ? 1 : std::min(1, *std::ranges::min_element(features.length));
    HistogramSeries series;
    series.name = Text::tr("median %1").arg(numberText(features.medianLength));
    series.colorIndex = 0;
    series.marker = features.medianLength;
    series.values.resize(static_cast<std::size_t>(longestTunedLength - shortest) + 1);
    for (std::size_t token = 0; token < features.length.size(); ++token) {
        if (!features.isLeftOut(token)) {
            const std::int32_t length = std::min(features.length[token], longestTunedLength);
            series.values[static_cast<std::size_t>(length - shortest)] += 1;
        }
    }
    for (std::size_t edge = 0; edge <= series.values.size(); ++edge) {
        data.edges.push_back(static_cast<double>(edge) + shortest - halfBin);
    }
    data.series.push_back(std::move(series));
    return data;
}

QString lengthBinText(const HistogramData& histogram, int bin)
{
    const std::vector<double>& values = histogram.series.front().values;
    const auto index = static_cast<std::size_t>(bin);
    const auto length = static_cast<int>(histogram.edges[index] + halfBin);
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    const QString lengthText = length == longestTunedLength
        //: a token length or more
        ? Text::tr("%1 or more").arg(numberText(length))
        : numberText(length);
    //: %1 a token length, %2 how many tokens have it, %3 their share in per cent
    return Text::tr("Length %1: %2 tokens, %3 %")
        .arg(lengthText, numberText(static_cast<qlonglong>(values[index])),
             fixedText(sum > 0 ? percent * values[index] / sum : 0, 1));
}

QString textPreviewSummary(const TextPreview& preview, std::size_t numDocuments)
{
    const TokenTexts& tokens = *preview.tokens;
    QStringList parts {
        //: %1 is a number of tokens, %2 of those that differ
        Text::tr("%1 tokens, %2 of them distinct")
            .arg(numberText(tokens.size()), numberText(preview.numDistinct)),
        windowsText(tokens.windows().windows().size()),
    };
    if (numDocuments > 1) {
        //: in the whole text, %1 is their number
        parts += Text::tr("of %1 documents").arg(numberText(numDocuments));
    }
    //: of the text, %1 a share such as "37 %"
    parts += preview.shareOfText < 1 ? Text::tr("%1 of the text").arg(partText(preview.shareOfText))
                                     : Text::tr("the whole text");
    //: of token lengths
    parts += Text::tr("median length %1").arg(numberText(tokens.features().medianLength));
    return parts.join(QStringLiteral(" · "));
}

} // namespace bathyscope::ui
