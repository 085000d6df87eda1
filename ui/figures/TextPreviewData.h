// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TextPreview.h"
#include "ui/plots/PlotData.h"

#include <QString>

#include <cstddef>

namespace bathyscope::ui {

/// How many tokens have each length, from 1 to 16 or more, with their median; tokens that are left out of the
/// statistics do not count.
[[nodiscard]] HistogramData lengthHistogram(const TokenFeatures& features);

/// What a bin of it says: "length 4: 1,203 tokens, 14.7 %".
[[nodiscard]] QString lengthBinText(const HistogramData& histogram, int bin);

/// The text in numbers: tokens, distinct ones, windows, documents, the share of the text within the limit of
/// tokens, and the median length.
[[nodiscard]] QString textPreviewSummary(const TextPreview& preview, std::size_t numDocuments);

} // namespace bathyscope::ui
