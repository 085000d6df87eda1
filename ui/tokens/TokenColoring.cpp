// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokens/TokenColoring.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr double strongestQuantile = 0.995;

/// Of at least one value.
double quantile(std::vector<float>& values, double share)
{
    const double rank = std::ceil(share * static_cast<double>(values.size()));
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(std::max(rank, 1.0)) - 1;
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

} // namespace

TokenFills::TokenFills(std::vector<float> values, const TokenColoring& coloring)
    : m_values(std::move(values))
    , m_coloring(coloring)
{
    const bool isSigned = coloring.scale == TokenColoring::Scale::Signed;
    std::vector<float> strengths;
    strengths.reserve(m_values.size());
    for (const float value : m_values) {
        if (std::isfinite(value)) {
            strengths.push_back(isSigned ? static_cast<float>(std::abs(value - coloring.centre)) : value);
        }
    }
    if (strengths.empty()) {
        return;
    }
    const double least = isSigned ? 0 : *std::ranges::min_element(strengths);
    double most = quantile(strengths, strongestQuantile);
    if (!(most > least)) { // all alike
        most = least + 1;
    }
    m_low = isSigned ? coloring.centre - most : least;
    m_high = isSigned ? coloring.centre + most : most;
}

void TokenFills::setStyle(const PlotStyle& style)
{
    for (std::size_t i = 0; i < numColors; ++i) {
        const double share = static_cast<double>(i) / (numColors - 1);
        m_colors.at(i) = m_coloring.scale == TokenColoring::Scale::Signed ? style.signedFill(2 * share - 1)
                                                                          : style.amountFill(share);
    }
    m_missing = style.missing;
}

bool TokenFills::isEmpty() const
{
    return m_values.empty();
}

const std::vector<float>& TokenFills::values() const
{
    return m_values;
}

const TokenColoring& TokenFills::coloring() const
{
    return m_coloring;
}

double TokenFills::low() const
{
    return m_low;
}

double TokenFills::high() const
{
    return m_high;
}

QColor TokenFills::at(double share) const
{
    const double place = std::clamp(share, 0.0, 1.0) * (numColors - 1);
    return m_colors.at(static_cast<std::size_t>(std::lround(place)));
}

QColor TokenFills::ofToken(std::size_t token) const
{
    const double value = m_values[token];
    return std::isnan(value) ? m_missing : at((value - m_low) / (m_high - m_low));
}

} // namespace bathyscope::ui
