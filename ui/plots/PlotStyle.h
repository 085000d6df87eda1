// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

#include <array>
#include <cstddef>
#include <vector>

namespace bathyscope::ui {

/// All colours of the plots: the one palette. Tables are perceptually even and safe for colour-blind readers.
struct PlotStyle
{
    QColor background;
    QColor text;
    QColor axis;
    QColor grid;
    QColor zeroLine;
    QColor cursor;
    QColor highlight; ///< frame of the plot that has the keyboard
    QColor missing; ///< heatmap cells without a value
    bool isDark = false;

    /// The background, translucent: behind text that stands over lines and colours.
    [[nodiscard]] QColor veil() const;

    [[nodiscard]] static PlotStyle screen(const QPalette& palette);
    [[nodiscard]] static PlotStyle paper(); ///< for exports: black on white, whatever the theme

    /// Colour of a line at relative depth 0 … 1, along viridis without the end that the background would
    /// swallow, and lighter or darker where that alone would not give a contrast of 3 to the background.
    [[nodiscard]] QColor depth(double relativeDepth) const;

    /// A line's colour when another line is the one to look at: opaque, near the background.
    [[nodiscard]] QColor pale(const QColor& color) const;

    /// Fill of the band behind a line of this colour: translucent, so that grid and other bands show through.
    [[nodiscard]] static QColor band(const QColor& lineColor);

    /// The same, fainter: of a stretch of an axis behind everything.
    [[nodiscard]] static QColor tint(const QColor& lineColor);

    /// Fills behind text, which keeps a contrast of 4.5 to them: of an amount at `share` 0 … 1, along
    /// viridis, and of a signed value −1 … 1, blue or red the stronger, the further it is from 0.
    [[nodiscard]] QColor amountFill(double share) const;
    [[nodiscard]] QColor signedFill(double value) const;

    /// Colour of a category: blue, orange, green (Okabe & Ito 2008; lighter ones on dark).
    [[nodiscard]] QColor category(std::size_t index) const;
};

/// Lines over a heatmap: a row's frame is `over` on a wider `under`, visible on every colour of the table.
inline constexpr QRgb overHeatmap = 0xffffffff;
inline constexpr QRgb underHeatmap = 0xff202020;

/// Viridis at `share` 0 … 1, interpolated between ten anchors.
[[nodiscard]] QColor viridis(double share);

/// Blue below 0.5, red above it, near white between them, at `share` 0 … 1 (ColorBrewer's RdBu, Harrower &
/// Brewer 2003).
[[nodiscard]] QColor diverging(double share);

} // namespace bathyscope::ui
