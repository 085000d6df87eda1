// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace bathyscope {

inline constexpr std::size_t numHistogramBins = 4096;

/// Bins of width 2^k with edges at multiples of it: bin i is [i · 2^k, (i + 1) · 2^k). k is the smallest with
/// which all values included so far fall into at most numHistogramBins neighbouring bins, so it depends on
/// the lowest and the highest value only. For (nearly) constant values k stops at −40, and at 29 below the
/// binary exponent of the largest magnitude (1/64 of the distance of neighbouring floats there), so that a
/// float's bin number is a 32-bit integer.
class BinScale
{
public:
    /// Widens to values from low to high; nothing where low > high. Finite.
    void include(double low, double high);

    [[nodiscard]] bool isEmpty() const noexcept;
    [[nodiscard]] bool contains(double low, double high) const noexcept;
    [[nodiscard]] int exponent() const noexcept; ///< k
    [[nodiscard]] double low() const noexcept;
    [[nodiscard]] double high() const noexcept;
    [[nodiscard]] std::int64_t bin(double value) const;
    [[nodiscard]] std::int64_t firstBin() const; ///< of the lowest value
    [[nodiscard]] std::int64_t lastBin() const; ///< of the highest value

private:
    double m_low = std::numeric_limits<double>::infinity();
    double m_high = -std::numeric_limits<double>::infinity();
    int m_exponent = 0;
};

/// Histograms of several series of values on shared bins, whose width doubles by joining neighbours as the
/// range grows: nothing is lost or clipped, and the result does not depend on the order of values.
class StreamingHistogram
{
public:
    explicit StreamingHistogram(std::size_t numSeries);

    /// Makes room for values from low to high, which must be values that are then counted.
    void include(double low, double high);

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

private:
    BinScale m_scale;
    std::size_t m_numSeries;
    std::vector<std::int64_t> m_counts; ///< [numSeries, numHistogramBins]
};

} // namespace bathyscope
