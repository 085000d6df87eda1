// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/Theme.h"

#include <QFont>

#include <cstddef>

class QPainter;
class QRect;
class QRectF;

/// What cards of models have in common: frame, drawing of the model's depth, fonts. Lengths are in
/// device-independent pixels.
namespace bathyscope::ui::card {

inline constexpr int padding = 11;
inline constexpr int lineGap = 2;
inline constexpr int depthWidth = 30;
inline constexpr int leastWidth = 200;

[[nodiscard]] QFont titleFont(const QFont& base);
[[nodiscard]] QFont smallFont(const QFont& base);

/// Rounded; in the accent where the card is the chosen one.
void paintFrame(QPainter& painter, const QRect& area, ThemeColor fill, bool isChosen);

/// A stripe a layer, fading with depth.
void paintDepth(QPainter& painter, const QRectF& area, std::size_t numLayers, ThemeColor color);

} // namespace bathyscope::ui::card
