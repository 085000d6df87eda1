// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/FigureSize.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(FigureSize)
};

constexpr double pointsPerInch = 72;
constexpr int smallestSide = 64; // pixels
constexpr int largestSide = 16384;
constexpr int fewestUnits = 120; // of a side: below it there is no room for axes beside their text

/// A picture of pixels is looked at as a whole, however many pixels it has: text is a share of it, as in a
/// figure of 768 × 432 with text of 12, and no smaller than 12 pixels where there is room for such text.
double textOfPixels(QSize pixels)
{
    constexpr double smallestReadable = 12; // pixels
    const int height = pixels.height() > 0 ? pixels.height() : pixels.width();
    const double share = std::min(pixels.width() / 64.0, height / 36.0);
    const double most = std::min(pixels.width() / 20.0, height / 13.0);
    return std::max(std::min(smallestReadable, most), share);
}

/// What journals ask for, and less where that would fill the figure.
double textOfPage(QSizeF inches)
{
    constexpr double wide = 120 / millimetresPerInch;
    constexpr double inColumn = 7; // points
    constexpr double acrossPage = 8;
    double most = inches.width() * pointsPerInch / 20;
    if (inches.height() > 0) {
        most = std::min(most, inches.height() * pointsPerInch / 13);
    }
    return std::min(inches.width() < wide ? inColumn : acrossPage, most);
}

} // namespace

FigureSize FigureSize::ofPixels(QSize pixels, std::optional<double> textPoints, double dotsPerInch)
{
    return {.inches = QSizeF(pixels) / dotsPerInch,
            .dotsPerInch = dotsPerInch,
            .textPoints = textPoints.value_or(textOfPixels(pixels) * pointsPerInch / dotsPerInch)};
}

FigureSize FigureSize::ofInches(QSizeF inches, std::optional<double> textPoints, double dotsPerInch)
{
    return {
        .inches = inches, .dotsPerInch = dotsPerInch, .textPoints = textPoints.value_or(textOfPage(inches))};
}

FigureSize FigureSize::singleColumn()
{
    return ofInches(QSizeF(85, 0) / millimetresPerInch);
}

FigureSize FigureSize::doubleColumn()
{
    return ofInches(QSizeF(180, 0) / millimetresPerInch);
}

FigureSize FigureSize::slide()
{
    constexpr double dots = 144; // an inch, of a slide of 13⅓ × 7½ inches
    constexpr double text = 18; // points
    return ofPixels({1920, 1080}, text, dots);
}

bool FigureSize::hasHeight() const
{
    return inches.height() > 0;
}

FigureSize FigureSize::withHeight(double units) const
{
    FigureSize size = *this;
    size.inches.setHeight(units / unitsPerInch());
    return size;
}

double FigureSize::unitsPerInch() const
{
    return textUnits * pointsPerInch / textPoints;
}

QSize FigureSize::units() const
{
    constexpr double rounding = 1e-6; // of sizes that are meant to be whole
    const QSizeF exact = inches * unitsPerInch();
    return {static_cast<int>(std::floor(exact.width() + rounding)),
            static_cast<int>(std::floor(exact.height() + rounding))};
}

QSize FigureSize::pixels() const
{
    return (inches * dotsPerInch).toSize();
}

QSizeF FigureSize::millimetres() const
{
    return inches * millimetresPerInch;
}

QString FigureSize::problem() const
{
    const QSize asked = pixels();
    const int height = hasHeight() ? asked.height() : asked.width();
    if (asked.height() < 0 || std::min(asked.width(), height) < smallestSide
        || std::max(asked.width(), height) > largestSide) {
        return Text::tr("A picture of %1 × %2 pixels cannot be made; choose sizes from %3 to %4.")
            .arg(asked.width())
            .arg(asked.height())
            .arg(smallestSide)
            .arg(largestSide);
    }
    const QSize room = units();
    const int narrower = hasHeight() ? std::min(room.width(), room.height()) : room.width();
    if (narrower < fewestUnits) {
        const double most = textPoints * narrower / fewestUnits;
        //: sizes of letters in points
        return Text::tr("Text of %1 points leaves no room for the figure itself; choose %2 points or less, "
                        "or a larger figure.")
            .arg(textPoints, 0, 'g', 3)
            .arg(std::floor(10 * most) / 10, 0, 'g', 3);
    }
    return {};
}

} // namespace bathyscope::ui
