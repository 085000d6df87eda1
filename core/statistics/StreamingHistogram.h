// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <vector>

namespace bathyscope {

inline constexpr std::size_t numHistogramBins = 4096;

/// Bins of width 2^k with edges at multiples of it: bin i is [i · 2^k, (i + 1) · 2^k). k is the smallest with
/// which all values included so far fall into at most numHistogramBins neighbouring bins, so it depends on
/// the lowest and the highest value only. For (nearly) constant values k stops at −40, and at 29 below the
/// binary exponent of the largest magnitude (1/64 of the distance of neighbouring floats there), so that a
/// float's bin number is a 32-bit integer.
///
/// A limit keeps k from following a few huge values: where k would be larger, the bins are those of the limit
/// from −numHistogramBins / 2 to numHistogramBins / 2 − 1, and values beyond them have no bin.
class BinScale
{
public:
    static constexpr int noLimit = std::numeric_limits<int>::max();

    /// Widens to values from low to high; nothing where low > high. Finite.
    void include(double low, double high);

    /// Widens to what another has seen, with the higher limit of both.
    void include(const BinScale& other);

    /// Keeps k at `exponent` or below, or at an earlier limit that is higher.
    void limit(int exponent);

    [[nodiscard]] bool isEmpty() const noexcept;
    [[nodiscard]] bool contains(double low, double high) const noexcept;
    [[nodiscard]] bool isLimited() const noexcept; ///< the limit keeps k smaller than it would be
    [[nodiscard]] bool holds(double value) const; ///< of the included ones; all but for a limit
    [[nodiscard]] bool hasSameBins(const BinScale& other) const noexcept;
    [[nodiscard]] int exponent() const noexcept; ///< k
    [[nodiscard]] int limit() const noexcept; ///< of k
    [[nodiscard]] double low() const noexcept;
    [[nodiscard]] double high() const noexcept;
    [[nodiscard]] std::int64_t bin(double value) const;
    [[nodiscard]] std::int64_t firstBin() const; ///< of the lowest value that a bin holds
    [[nodiscard]] std::int64_t lastBin() const; ///< of the highest

private:
    void fit();

    double m_low = std::numeric_limits<double>::infinity();
    double m_high = -std::numeric_limits<double>::infinity();
    int m_unlimited = 0; ///< k without a limit
    int m_exponent = 0;
    int m_limit = noLimit;
};

/// Histograms of several series of values on shared bins, whose width doubles by joining neighbours as the
/// range grows: nothing is lost or clipped, and the result does not depend on the order of values. With a
/// limit, values beyond the bins are counted in a tail, in bins of 2,048 an octave.
class StreamingHistogram
{
public:
    explicit StreamingHistogram(std::size_t numSeries);

    /// Keeps the width of bins from following a few huge values. A limit from histogramLimit() for some of
    /// the values is right for all.
    void limit(int exponent);

    /// Makes room for values from low to high, which must be values that are then counted.
    void include(double low, double high);
    void include(const BinScale& scale);

    /// Counts one finite value.
    void add(std::size_t series, double value);

    /// Adds to a bin of another scale that this one includes.
    void addCount(const BinScale& scale, std::int64_t bin, std::size_t series, std::int64_t count);

    /// Adds what another object has counted of the same series.
    void merge(const StreamingHistogram& other);

    [[nodiscard]] const BinScale& scale() const noexcept;
    [[nodiscard]] std::size_t numSeries() const noexcept;

    /// Values of a series in a bin from scale().firstBin() to lastBin().
    [[nodiscard]] std::int64_t count(std::size_t series, std::int64_t bin) const;

    /// The same counts under the limit that the rule of histogramLimit() gives for all values: bins depend on
    /// the values alone, not on the limit under which they came, unless that was too high.
    [[nodiscard]] StreamingHistogram settled() const;

    /// Edges of bins that hold all values: those of the scale and, beyond a limit, 128 an octave, whose edges
    /// are multiples of their widths, too. Empty where there is no value.
    [[nodiscard]] std::vector<double> edges() const;

    /// Values of a series between these edges, [edges − 1].
    [[nodiscard]] std::vector<std::int64_t> counts(std::size_t series,
                                                   const std::vector<double>& edges) const;

private:
    void rescale(const BinScale& scale);
    void addAt(double lower, std::size_t series, std::int64_t count);
    [[nodiscard]] int bulkExponent() const;

    BinScale m_scale;
    std::size_t m_numSeries;
    std::vector<std::int64_t> m_counts; ///< [numSeries, numHistogramBins]
    std::map<double, std::vector<std::int64_t>> m_tail; ///< by lower edge: [numSeries]
};

/// A limit for a histogram of many values, from the sizes of some of them in any order: fifteen of sixteen
/// values shall lie in the innermost sixteenth of the bins, or nearly so. No limit where there are none.
[[nodiscard]] int histogramLimit(std::vector<double> sizes);

} // namespace bathyscope
