// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/LengthSeries.h"

#include "core/statistics/CircularShifts.h"
#include "core/statistics/WindowPermutation.h"

#include <algorithm>
#include <iterator>

namespace bathyscope {

namespace {

double meanLength(std::span<const std::int32_t> lengths, std::span<const TokenWindow> windows)
{
    double sum = 0;
    double count = 0;
    for (const TokenWindow& window : windows) {
        for (const std::int32_t length : lengths.subspan(window.firstToken, window.numTokens)) {
            sum += length;
        }
        count += static_cast<double>(window.numTokens);
    }
    return count > 0 ? sum / count : 0;
}

} // namespace

LengthSeries::LengthSeries(std::span<const std::int32_t> lengths, std::span<const TokenWindow> windows,
                           std::size_t numPermutations, std::uint64_t seed)
{
    std::size_t longest = 0;
    for (const TokenWindow& window : windows) {
        longest = std::max(longest, window.numTokens);
    }
    std::vector<TokenWindow> full;
    std::ranges::copy_if(windows, std::back_inserter(full),
                         [longest](const TokenWindow& window) { return window.numTokens == longest; });
    if (full.size() < minPermutedWindows) {
        makeShifts(lengths, windows, numPermutations, seed);
    } else {
        makeUnits(lengths, full);
        m_terms = windowPermutationTerms(m_numSeries, numPermutations, seed);
    }
    for (std::size_t i = 0; i < (m_isShifted ? 1 : m_numSeries) * m_seriesLength; ++i) {
        m_squares += static_cast<double>(m_series[i]) * static_cast<double>(m_series[i]);
    }
}

void LengthSeries::makeUnits(std::span<const std::int32_t> lengths, std::span<const TokenWindow> fullWindows)
{
    m_partsPerUnit = (fullWindows.size() + maxUnits - 1) / maxUnits;
    m_numSeries = fullWindows.size() / m_partsPerUnit;
    m_parts.assign(fullWindows.begin(),
                   fullWindows.begin() + static_cast<std::ptrdiff_t>(m_numSeries * m_partsPerUnit));
    m_seriesLength = m_partsPerUnit * m_parts.front().numTokens;
    m_numTokens = m_numSeries * m_seriesLength;
    const double mean = meanLength(lengths, m_parts);
    m_series.reserve(m_numTokens);
    for (const TokenWindow& window : m_parts) {
        for (const std::int32_t length : lengths.subspan(window.firstToken, window.numTokens)) {
            m_series.push_back(static_cast<float>(length - mean));
        }
    }
}

void LengthSeries::makeShifts(std::span<const std::int32_t> lengths, std::span<const TokenWindow> windows,
                              std::size_t numPermutations, std::uint64_t seed)
{
    m_isShifted = true;
    m_parts.assign(windows.begin(), windows.end());
    m_partsPerUnit = windows.size();
    m_numSeries = 1 + numPermutations;
    m_seriesLength = lengths.size();
    m_numTokens = lengths.size();
    const double mean = meanLength(lengths, windows);
    std::vector<float> centred(lengths.size());
    std::ranges::transform(lengths, centred.begin(),
                           [mean](std::int32_t length) { return static_cast<float>(length - mean); });
    m_series.resize(m_numSeries * m_seriesLength);
    const CircularShifts shifts(windows, numPermutations, seed);
    for (std::size_t k = 0; k < m_numSeries; ++k) {
        shifts.shift(k, centred, std::span(m_series).subspan(k * m_seriesLength, m_seriesLength));
    }
    m_terms = plainTerms(numPermutations);
}

const PermutationTerms& LengthSeries::terms() const noexcept
{
    return m_terms;
}

bool LengthSeries::isShifted() const noexcept
{
    return m_isShifted;
}

double LengthSeries::squares() const noexcept
{
    return m_squares;
}

std::size_t LengthSeries::numTokens() const noexcept
{
    return m_numTokens;
}

std::vector<LengthSeries::Stretch> LengthSeries::stretches(std::size_t firstToken,
                                                           std::size_t numTokens) const
{
    std::vector<Stretch> result;
    const std::size_t end = firstToken + numTokens;
    const auto endsBefore = [](const TokenWindow& window, std::size_t token) {
        return window.firstToken + window.numTokens <= token;
    };
    for (auto part = std::lower_bound(m_parts.begin(), m_parts.end(), firstToken, endsBefore);
         part != m_parts.end() && part->firstToken < end; ++part) {
        const auto index = static_cast<std::size_t>(part - m_parts.begin());
        const std::size_t from = std::max(part->firstToken, firstToken);
        const std::size_t to = std::min(part->firstToken + part->numTokens, end);
        // Tokens before this part in its unit; shifted series are as long as the run, in one unit.
        const std::size_t before =
            m_isShifted ? part->firstToken : index % m_partsPerUnit * m_parts.front().numTokens;
        const std::size_t unit = m_isShifted ? 0 : index / m_partsPerUnit;
        result.push_back({.firstToken = from,
                          .numTokens = to - from,
                          .firstRow = unit * m_numSeries,
                          .numSeries = m_numSeries,
                          .series = m_series.data() + before + (from - part->firstToken),
                          .stride = m_seriesLength});
    }
    return result;
}

} // namespace bathyscope
