// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotStyle.h"

#include <QColor>
#include <QString>

#include <array>
#include <cstddef>
#include <vector>

namespace bathyscope::ui {

/// What the colour of a token means.
struct TokenColoring
{
    enum class Scale
    {
        Amount, ///< from the least value on
        Signed, ///< two colours on either side of the centre, of which there is as much as of the other
    };

    Scale scale = Scale::Amount;
    double centre = 0; ///< Signed: the value between the colours
    QString valueName; ///< such as "activation"
    int decimals = 3; ///< of a value that is shown
    bool isReadOut = true; ///< with a token; false where that would say the same twice
    bool operator==(const TokenColoring&) const = default;
};

/// The fill of each token, from its value. So that one large value does not make the others pale, the
/// strongest colour begins at the 99.5 % quantile (type 1; Signed: of the distances from the centre).
class TokenFills
{
public:
    TokenFills() = default;
    TokenFills(std::vector<float> values, const TokenColoring& coloring);

    void setStyle(const PlotStyle& style);

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] const std::vector<float>& values() const; ///< [tokens]; NaN: none
    [[nodiscard]] const TokenColoring& coloring() const;
    [[nodiscard]] double low() const; ///< value of the scale's first colour
    [[nodiscard]] double high() const; ///< and of its last
    [[nodiscard]] QColor at(double share) const; ///< colour at 0 … 1 of the scale
    [[nodiscard]] QColor ofToken(std::size_t token) const;

private:
    static constexpr std::size_t numColors = 256;

    std::vector<float> m_values;
    TokenColoring m_coloring;
    double m_low = 0;
    double m_high = 1;
    std::array<QColor, numColors> m_colors;
    QColor m_missing;
};

} // namespace bathyscope::ui
