// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>
#include <QWidget>

#include <optional>

class QCustomPlot;

namespace bathyscope::ui {

/// Owns a QCustomPlot and is the only class that sets palette, fonts, axes, grid, zoom and pan, the cursor
/// line and read-out, the empty-state text, export and the accessible name. Subclasses add data and nothing
/// about style. GUI thread.
///
/// Wheel zooms x around the cursor, drag pans, double click or Home resets; + and − zoom, arrow keys move.
class PlotWidget : public QWidget
{
    Q_OBJECT

public:
    ~PlotWidget() override;

    /// Text in the middle while there is no data: what to do.
    void setEmptyText(const QString& text);

    /// Draws the whole plot to a file by its suffix (png, svg, pdf), on white with the light palette, `size`
    /// in device-independent pixels, `caption` in small print below. Whole or not at all. Returns an error
    /// sentence, or an empty string on success.
    [[nodiscard]] QString exportImage(const QString& path, QSize size, const QString& caption = {}) const;

    /// PNG to the clipboard at the widget's size.
    void copyToClipboard() const;

    /// The numbers of what is shown (visible series, visible x range), as CSV with a header line.
    [[nodiscard]] virtual QString csv() const = 0;

    /// True once the user has zoomed or panned; then new data keeps the range.
    [[nodiscard]] bool isZoomed() const;

    /// Visible x range; settable to link plots that share an axis.
    [[nodiscard]] double xLower() const;
    [[nodiscard]] double xUpper() const;

public slots:
    void setXRange(double lower, double upper); ///< does not emit xRangeChanged back
    void resetZoom();
    void setCursorX(std::optional<double> x); ///< linked cursor line; does not emit cursorMoved back

signals:
    void xRangeChanged(double lower, double upper); ///< by the user's zoom, pan or reset
    void cursorMoved(std::optional<double> x); ///< nothing when the pointer leaves

protected:
    explicit PlotWidget(QWidget* parent);
};

} // namespace bathyscope::ui
