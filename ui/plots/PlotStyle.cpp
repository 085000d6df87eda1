// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/PlotStyle.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace bathyscope::ui {

namespace {

constexpr std::array<QRgb, 10> viridisAnchors {0xff440154, 0xff482878, 0xff3e4989, 0xff31688e, 0xff26828e,
                                               0xff1f9e89, 0xff35b779, 0xff6ece58, 0xffb5de2b, 0xfffde725};
constexpr std::array<QRgb, 9> divergingAnchors {0xff2166ac, 0xff4393c3, 0xff92c5de, 0xffd1e5f0, 0xfff7f7f7,
                                                0xfffddbc7, 0xfff4a582, 0xffd6604d, 0xffb2182b};
constexpr std::array<QRgb, 3> categories {0xff0072b2, 0xffe69f00, 0xff009e73};
constexpr std::array<QRgb, 3> categoriesOnDark {0xff3f92dc, 0xfff0b53c, 0xff45cf9f};

QColor mix(const QColor& a, const QColor& b, double share)
{
    const auto blend = [share](int from, int to) {
        return static_cast<int>(std::lround(from + share * (to - from)));
    };
    return {blend(a.red(), b.red()), blend(a.green(), b.green()), blend(a.blue(), b.blue())};
}

/// Between the two anchors on either side of `share`, 0 … 1.
QColor between(std::span<const QRgb> anchors, double share)
{
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(anchors.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), anchors.size() - 2);
    return mix(QColor(anchors[below]), QColor(anchors[below + 1]), place - static_cast<double>(below));
}

/// Relative luminance of WCAG 2.1.
double luminance(const QColor& color)
{
    const auto linear = [](double share) {
        return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

/// `color`, mixed with as little white or black as makes it stand out from the background.
QColor readable(const QColor& color, const QColor& background, bool isDark)
{
    constexpr double leastContrast = 3; // WCAG 2.1, success criterion 1.4.11, for graphics
    constexpr int numSteps = 64;
    const QColor away = isDark ? Qt::white : Qt::black;
    QColor mixed = color;
    for (int step = 1; step <= numSteps && contrast(mixed, background) < leastContrast; ++step) {
        mixed = mix(color, away, static_cast<double>(step) / numSteps);
    }
    return mixed;
}

/// `color`, mixed with as little of the background as lets text stand on it.
QColor behindText(const QColor& color, const PlotStyle& style)
{
    constexpr double leastContrast = 4.5; // WCAG 2.1, success criterion 1.4.3, for text
    constexpr int numHalvings = 7;
    if (contrast(color, style.text) >= leastContrast) {
        return color;
    }
    double tooLittle = 0;
    double enough = 1;
    for (int i = 0; i < numHalvings; ++i) {
        const double share = (tooLittle + enough) / 2;
        const bool isReadable = contrast(mix(color, style.background, share), style.text) >= leastContrast;
        (isReadable ? enough : tooLittle) = share;
    }
    return mix(color, style.background, enough);
}

} // namespace

QColor viridis(double share)
{
    return between(viridisAnchors, share);
}

QColor diverging(double share)
{
    return between(divergingAnchors, share);
}

PlotStyle PlotStyle::screen(const QPalette& palette)
{
    const QColor base = palette.color(QPalette::Base);
    const QColor text = palette.color(QPalette::Text);
    return {.background = base,
            .text = text,
            .axis = mix(text, base, 0.45),
            .grid = mix(text, base, 0.88),
            .zeroLine = mix(text, base, 0.55),
            .cursor = mix(text, base, 0.3),
            .highlight = palette.color(QPalette::Highlight),
            .missing = mix(text, base, 0.92),
            .isDark = base.lightness() < 128};
}

PlotStyle PlotStyle::paper()
{
    return {.background = Qt::white,
            .text = Qt::black,
            .axis = QColor(0xff505050),
            .grid = QColor(0xffe4e4e4),
            .zeroLine = QColor(0xff909090),
            .cursor = QColor(0xff505050),
            .highlight = QColor(0xffd55e00),
            .missing = QColor(0xffededed),
            .isDark = false};
}

QColor PlotStyle::veil() const
{
    QColor color = background;
    color.setAlpha(220);
    return color;
}

QColor PlotStyle::depth(double relativeDepth) const
{
    const double share = isDark ? 0.25 + 0.75 * relativeDepth : 0.85 * relativeDepth;
    return readable(viridis(share), background, isDark);
}

QColor PlotStyle::pale(const QColor& color) const
{
    return mix(color, background, isDark ? 0.55 : 0.68);
}

QColor PlotStyle::band(const QColor& lineColor)
{
    QColor color = lineColor;
    color.setAlpha(72);
    return color;
}

QColor PlotStyle::tint(const QColor& lineColor)
{
    QColor color = lineColor;
    color.setAlpha(32);
    return color;
}

QColor PlotStyle::amountFill(double share) const
{
    constexpr double calm = 0.4; // a page of viridis on white would be louder than its words
    return behindText(isDark ? viridis(share) : mix(viridis(share), background, calm), *this);
}

QColor PlotStyle::signedFill(double value) const
{
    const double strength = std::min(std::abs(value), 1.0);
    return behindText(mix(background, diverging(value < 0 ? 0 : 1), strength), *this);
}

QColor PlotStyle::category(std::size_t index) const
{
    const auto& table = isDark ? categoriesOnDark : categories;
    return {table.at(index % table.size())};
}

} // namespace bathyscope::ui
