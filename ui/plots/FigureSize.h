// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QSizeF>
#include <QString>

#include <optional>

namespace bathyscope::ui {

/// How large an exported figure is, and its text. What a figure holds is laid out in units of a twelfth of
/// its text's height, so that lines, margins and marks grow with the text, and PNG, SVG and PDF of one size
/// show the same; only then is it scaled to what it is drawn on.
struct FigureSize
{
    QSizeF inches; ///< height 0: what suits the figure and its caption
    double dotsPerInch = 96; ///< of a PNG
    double textPoints = 9; ///< of axis titles, in points of 1/72 inch; other text goes by it

    static constexpr double textUnits = 12; ///< the text's height in the layout
    static constexpr double usualDotsPerInch = 300; ///< of a size in millimetres or inches
    static constexpr double screenDotsPerInch = 96; ///< of a size in pixels

    /// So many pixels, with text of a share of them unless `textPoints` says otherwise. Height 0: what suits
    /// the figure.
    [[nodiscard]] static FigureSize ofPixels(QSize pixels, std::optional<double> textPoints = {},
                                             double dotsPerInch = screenDotsPerInch);

    /// For a page: with text of the usual 7 or 8 points unless `textPoints` says otherwise; height likewise.
    [[nodiscard]] static FigureSize ofInches(QSizeF inches, std::optional<double> textPoints = {},
                                             double dotsPerInch = usualDotsPerInch);

    [[nodiscard]] static FigureSize singleColumn(); ///< of a journal: 85 mm
    [[nodiscard]] static FigureSize doubleColumn(); ///< 180 mm
    [[nodiscard]] static FigureSize
    slide(); ///< 1920 × 1080 pixels that are 13⅓ inches wide, text of 18 points

    [[nodiscard]] bool hasHeight() const; ///< one of its own
    [[nodiscard]] FigureSize withHeight(double units) const;

    [[nodiscard]] double unitsPerInch() const;
    [[nodiscard]] QSize units() const; ///< of the layout, whole ones
    [[nodiscard]] QSize pixels() const; ///< of a PNG
    [[nodiscard]] QSizeF millimetres() const;

    /// Why no figure of this size can be made, in one sentence; nothing where it can.
    [[nodiscard]] QString problem() const;

    bool operator==(const FigureSize&) const = default;
};

inline constexpr double millimetresPerInch = 25.4;

} // namespace bathyscope::ui
