// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/PlotStyle.h"

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

namespace {

constexpr std::array<QRgb, 10> viridisAnchors {0xff440154, 0xff482878, 0xff3e4989, 0xff31688e, 0xff26828e,
                                               0xff1f9e89, 0xff35b779, 0xff6ece58, 0xffb5de2b, 0xfffde725};
constexpr std::array<QRgb, 3> categories {0xff0072b2, 0xffe69f00, 0xff009e73};
constexpr std::array<QRgb, 3> categoriesOnDark {0xff3f92dc, 0xfff0b53c, 0xff45cf9f};

QColor mix(const QColor& a, const QColor& b, double share)
{
    const auto blend = [share](int from, int to) {
        return static_cast<int>(std::lround(from + share * (to - from)));
    };
    return {blend(a.red(), b.red()), blend(a.green(), b.green()), blend(a.blue(), b.blue())};
}

} // namespace

QColor viridis(double share)
{
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(viridisAnchors.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), viridisAnchors.size() - 2);
    return mix(QColor(viridisAnchors.at(below)), QColor(viridisAnchors.at(below + 1)),
               place - static_cast<double>(below));
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
    return isDark ? viridis(0.25 + 0.75 * relativeDepth) : viridis(0.85 * relativeDepth);
}

QColor PlotStyle::pale(const QColor& color) const
{
    return mix(color, background, isDark ? 0.55 : 0.68);
}

QColor PlotStyle::category(std::size_t index) const
{
    const auto& table = isDark ? categoriesOnDark : categories;
    return {table.at(index % table.size())};
}

} // namespace bathyscope::ui
