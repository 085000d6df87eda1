// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"
#include "ui/plots/PlotWidget.h"

#include <memory>

namespace bathyscope::ui {

/// Many lines over one x axis, coloured along depth, each with a band behind it where it has one, and a
/// clickable legend that hides and shows lines with their bands; the space bar does so for the highlighted
/// one. Stretches of the axis can be tinted and named, and places on it marked. A click means what the
/// pointer reads out at the same place: one of the lines as they are drawn, or a place on the x axis.
class LinePlot final : public PlotWidget
{
    Q_OBJECT

public:
    explicit LinePlot(QWidget* parent = nullptr);
    ~LinePlot() override;

    enum class Pointing
    {
        Lines, ///< at a line within reach of the pointer; nowhere else
        Places, ///< at a place on the x axis, anywhere above it
    };
    void setPointing(Pointing pointing); ///< at first Lines

    /// Replaces everything shown; keeps hidden series (by id) hidden and the zoom of the user.
    void setData(const LinePlotData& data);
    [[nodiscard]] const LinePlotData& data() const;

    /// Draws one series strongly and the others pale; nothing for none.
    void setHighlighted(std::optional<int> seriesId);

    [[nodiscard]] bool isSeriesVisible(int seriesId) const;
    void setSeriesVisible(int seriesId, bool visible);

    [[nodiscard]] QString csv() const override;

signals:
    void seriesClicked(int seriesId);
    void pointClicked(int seriesId, double x); ///< which point of it was nearest
    void hovered(int seriesId, double x,
                 double y); ///< the point that a click would name; id −1 where it would name none

protected:
    void restyle() override;
    void pointerMoved(QPoint position) override;
    void pointerLeft() override;
    void pointerClicked(QPoint position) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Curve;
    struct Nearest;
    struct Parts;

    [[nodiscard]] std::optional<Nearest> pointedAt(QPoint position) const;
    [[nodiscard]] double distanceTo(const LineSeries& series, QPoint position) const;
    void fitCurves(std::size_t numSeries);
    void fitHeight();
    void makeRoom();
    void placeLegend();
    [[nodiscard]] std::optional<int> highlighted() const;
    [[nodiscard]] std::vector<AxisMarker> shownMarkers() const;

    std::unique_ptr<Parts> m_parts;
};

} // namespace bathyscope::ui
