// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/FigureFile.h" // lupdate loses the class behind an enum that is only declared
#include "ui/plots/PlotData.h"
#include "ui/plots/PlotStyle.h"

#include <QFont>
#include <QSize>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QCPPainter;
class QCustomPlot;

namespace bathyscope::ui {

/// Owns a QCustomPlot and is the only class that sets palette, fonts, axes, grid, zoom and pan, the cursor
/// line and read-out, the empty-state text, export and the accessible name. Subclasses add data and nothing
/// about style. GUI thread.
///
/// Wheel zooms x around the cursor, drag pans, double click or Home resets; + and − zoom, left and right
/// move. Line plots and heatmaps keep the same room on both sides, so that their x axes agree where they
/// stand above each other.
///
/// Whatever the size, labels at ticks stand apart and titles are broken or elided. On paper, which is how
/// figures are exported, there is nothing of what the user points at or has selected, and what stands round
/// the axes goes by the size of the paper (FigureSize).
class PlotWidget : public QWidget
{
    Q_OBJECT

public:
    ~PlotWidget() override;

    /// Text in the middle while there is no data: what to do.
    void setEmptyText(const QString& text);

    /// Draws the whole plot on white with the light palette, `caption` in small print below; `provenance`
    /// goes into the file's metadata.
    [[nodiscard]] DrawnFigure draw(FigureFormat format, const FigureSize& size, const QString& caption = {},
                                   const QString& provenance = {});

    /// Draws two plots beside each other, or above each other where that is too narrow, with one caption
    /// below both.
    [[nodiscard]] static DrawnFigure drawBoth(PlotWidget& first, PlotWidget& second, FigureFormat format,
                                              const FigureSize& size, const QString& caption = {},
                                              const QString& provenance = {});

    /// As it is shown: as many of the screen's pixels, and text as large as the widget's.
    [[nodiscard]] FigureSize screenSize() const;

    /// The plot as it would be exported, at the widget's size, to the clipboard.
    void copyToClipboard();

    /// The numbers of what is shown (visible series, visible x range), as CSV with a header line.
    [[nodiscard]] virtual QString csv() const = 0;

    /// True once the user has zoomed or panned; then new data keeps the range.
    [[nodiscard]] bool isZoomed() const;

    /// Visible x range; settable to link plots that share an axis.
    [[nodiscard]] double xLower() const;
    [[nodiscard]] double xUpper() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    void setXRange(double lower,
                   double upper); ///< counts as the user's zoom; does not emit xRangeChanged back
    void resetZoom();
    void setCursorX(std::optional<double> x); ///< linked cursor line; does not emit cursorMoved back

signals:
    void xRangeChanged(double lower, double upper); ///< by the user's zoom, pan or reset
    void cursorMoved(std::optional<double> x); ///< nothing when the pointer leaves

protected:
    explicit PlotWidget(QWidget* parent);

    [[nodiscard]] QCustomPlot& plot() const;
    [[nodiscard]] const PlotStyle& plotStyle() const;

    /// Title (also the accessible name), axis labels, and the range that reset returns to. Keeps the user's
    /// zoom of x.
    void setFrame(const QString& title, const QString& xLabel, const QString& yLabel, AxisRange fullX);
    void setHasData(bool hasData); ///< shows or hides the empty text
    void setReadOut(const QStringList& lines); ///< in an upper corner of the plot; none hides it
    void setMarked(bool isMarked); ///< a strong frame, as with the keyboard's focus
    void setMostTicks(int x, int y); ///< about as many, where there is room; 5 at first
    void replotSoon(); ///< one queued replot, however often it is called

    [[nodiscard]] QFont plotFont() const; ///< the widget's; on paper of FigureSize::textUnits
    [[nodiscard]] QFont scaledFont(double share) const; ///< the same, never unreadably small
    [[nodiscard]] QString shownNumber(double value) const; ///< four digits, in the user's locale

    /// Room beside the axes, in pixels; the same in all plots of one font, so that x axes above each other
    /// agree: left for y labels, right for a legend or a colour scale.
    [[nodiscard]] int leftRoom() const;
    [[nodiscard]] int rightRoom() const;

    [[nodiscard]] bool isOnPaper() const; ///< it is being exported
    [[nodiscard]] QSize paperSize() const; ///< of this plot, without the caption; empty on screen

    /// Too narrow for equal room beside the axes: there is as much as it takes. Never on screen.
    [[nodiscard]] bool isNarrow() const;
    [[nodiscard]] int textLeft() const; ///< where title and legends begin, pixels

    /// Colours of what the subclass has added, from plotStyle(), and what depends on the paper's size.
    virtual void restyle() = 0;

    /// Fits what stands beside the axes to the layout as it is. Returns whether anything has changed, so that
    /// it must be laid out again.
    [[nodiscard]] virtual bool fitBesideAxes();
    virtual void pointerMoved(QPoint position); ///< inside the plot
    virtual void pointerLeft();
    virtual void pointerClicked(QPoint position); ///< pressed and released at the same place

    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Drag;
    struct Parts;

    void makeAxes();
    void applyStyle(const PlotStyle& style);
    void applyFrame();
    void wheelTurned(const QWheelEvent& wheel);
    void buttonPressed(const QMouseEvent& mouse);
    void mouseMoved(const QMouseEvent& mouse);
    void buttonReleased(const QMouseEvent& mouse);
    void loseCursor();
    void applyRange();
    void tellRange(bool hasChanged); ///< by the user
    void fitLayout();
    [[nodiscard]] QFont captionFont() const;
    [[nodiscard]] int captionHeight(const QString& lines) const;
    [[nodiscard]] Figure figure(const FigureSize& size, double usualHeight, const QString& caption,
                                const QString& provenance) const;
    void paintCaption(QCPPainter& painter, QSize size, const QString& lines) const;
    void paintPlot(QCPPainter& painter, QSize size);
    void onPaper(const std::function<void()>& draw); ///< with the light palette, without cursor and read-out
    [[nodiscard]] Figure figureOfOne(const FigureSize& size, const QString& caption,
                                     const QString& provenance);

    std::unique_ptr<Parts> m_parts;
};

} // namespace bathyscope::ui
