// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

/// What plots draw: plain vectors and labels, already translated. Comparable, so that the functions that map
/// a snapshot to them are tested by value. `ui/plots` knows nothing else of the program.
namespace bathyscope::ui {

struct AxisRange
{
    double lower = 0;
    double upper = 1;
    bool operator==(const AxisRange&) const = default;
};

/// One line; `depth` in 0 … 1 chooses its colour along the depth scale.
struct LineSeries
{
    int id = 0; ///< layer index; what signals report
    QString name;
    double depth = 0;
    std::vector<double> x; ///< ascending
    std::vector<double> y; ///< NaN leaves a gap
    std::vector<double> low {}; ///< a band behind the line, [x] like y; empty: none
    std::vector<double> high {};
    bool dashed = false;
    std::vector<bool> hollow {}; ///< [x] points drawn as rings rather than discs; empty: none
    bool operator==(const LineSeries&) const = default;
};

/// A stretch of the x axis, tinted along the depth scale and named.
struct AxisSpan
{
    AxisRange x;
    QString name; ///< its last word is a number, which stands alone where there is no room
    double depth = 0;
    bool operator==(const AxisSpan&) const = default;
};

/// A vertical line.
struct AxisMarker
{
    enum class Kind
    {
        Boundary, ///< dashed
        Selection, ///< strong
    };

    double x = 0;
    QString label {}; ///< may have several lines
    Kind kind = Kind::Boundary;
    bool operator==(const AxisMarker&) const = default;
};

struct LinePlotData
{
    QString title;
    QString xLabel;
    QString yLabel;
    AxisRange xRange {-1, 1}; ///< full range, what reset returns to
    bool xZeroLine = true; ///< a thin vertical line at x = 0
    bool steps = false; ///< draw as steps (counts in bins) rather than as a line through points
    std::vector<LineSeries> series;
    bool points = false; ///< mark every point, where there are few
    bool wholeX = false; ///< x counts something: ticks at whole numbers only
    bool numberedX = true; ///< ticks have numbers
    std::vector<AxisSpan> spans {};
    std::vector<AxisMarker> markers {};
    AxisRange yAtLeast {0, 0}; ///< what the y axis holds in any case, so that several plots can have one
    QString hollowMeaning {}; ///< of points drawn as rings, for read-out and CSV
    bool operator==(const LinePlotData&) const = default;
};

/// Points, and over them the means of those that stand at one place of x, each with an interval.
struct ScatterData
{
    QString title;
    QString xLabel;
    QString yLabel;
    AxisRange xRange {0, 1}; ///< full range, what reset returns to
    QString pointsName; ///< of the points, in the legend
    QString meansName;
    std::vector<double> x; ///< [points] in any order
    std::vector<double> y; ///< [points] finite
    std::vector<double> meanX; ///< [means] ascending
    std::vector<double> mean;
    std::vector<double> low; ///< NaN: no interval
    std::vector<double> high;
    bool operator==(const ScatterData&) const = default;
};

/// How values become colours in a heatmap.
enum class ColorScale
{
    Linear,
    Logarithmic, ///< log10(1 + value)
    PerRow, ///< each row relative to its own maximum
    Diverging, ///< two colours on either side of 0, of which there is as much as of the other
};

/// Rows are layers from top (first) to bottom (last); columns are equal bins of x. NaN has a colour of its
/// own.
struct HeatmapData
{
    QString title;
    QString xLabel;
    QString yLabel;
    QString valueLabel; ///< of the colour scale
    AxisRange xRange {-1, 1}; ///< outer edges of the first and last column
    std::size_t numColumns = 0;
    std::vector<QString> rowNames; ///< one a row
    std::vector<double> values; ///< [rows × columns], row-major
    ColorScale scale = ColorScale::Linear;
    double topValue = 0; ///< of the colour scale, so that several heatmaps have one; 0: the largest value's
    double outerRows = 0; ///< room above the first row and below the last, in rows
    bool operator==(const HeatmapData&) const = default;
};

struct HistogramSeries
{
    QString name;
    std::size_t colorIndex = 0; ///< into the categorical palette: 0 shorter, 1 equal, 2 longer
    std::vector<double> values; ///< [bins]
    std::optional<double> marker; ///< a vertical line, such as the median
    bool operator==(const HistogramSeries&) const = default;
};

struct HistogramData
{
    QString title;
    QString xLabel;
    QString yLabel;
    bool logarithmic = false; ///< y axis
    bool wholeX = false; ///< x counts something: ticks at whole numbers only
    std::vector<double> edges; ///< [bins + 1], ascending
    std::vector<HistogramSeries> series;
    bool operator==(const HistogramData&) const = default;
};

} // namespace bathyscope::ui
