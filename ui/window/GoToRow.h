// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QString>

namespace bathyscope::ui {

/// Part of a text that must stay in sight where the rest is cut; nothing where it is empty.
struct KeptPart
{
    qsizetype begin = 0;
    qsizetype length = 0;
    bool operator==(const KeptPart&) const = default;
};

/// What a row of the Go to box shows: a title to the left, a preview to the right.
struct GoToRow
{
    QString title;
    QString preview;
    int titleWidth = 0; ///< pixels
    int previewWidth = 0;
};

/// Both whole where `width` pixels have room for them and `gap` between. Where not, the preview gives way
/// first, but keeps a third; what is kept of it is in sight, with as much on either side as there is room
/// for.
[[nodiscard]] GoToRow goToRow(const QString& title, const QString& preview, KeptPart kept,
                              const QFontMetrics& metrics, int width, int gap);

/// A text cut at both ends around what is kept of it; at its end where nothing is.
[[nodiscard]] QString elidedAround(const QString& text, KeptPart kept, const QFontMetrics& metrics,
                                   int width);

} // namespace bathyscope::ui
