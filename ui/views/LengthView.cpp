// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/LengthView.h"

#include "ui/figures/LengthPlotData.h"
#include "ui/plots/LinePlot.h"
#include "ui/runs/SelectionState.h"
#include "ui/widgets/ControlBar.h"
#include "ui/widgets/FillingLayout.h"
#include "ui/widgets/ReadOut.h"
#include "ui/widgets/ViewPages.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QComboBox>
#include <QPushButton>

#include <cmath>

namespace bathyscope::ui {

LengthView::LengthView(SelectionState& selection, QWidget* parent)
    : SnapshotView(selection, parent)
    , m_pages(new ViewPages(this))
    , m_lines(new QComboBox)
    , m_plot(new LinePlot)
    , m_readOut(new ReadOut)
{
    makeControls();
    m_plot->setAccessibleName(tr("Mean activation for each token length: one line a layer"));
    m_pages->setPlots(stacked({m_plot, m_readOut}, m_plot));
    connect(m_plot, &LinePlot::seriesClicked, this, [this](int layer) { this->selection().setLayer(layer); });
    connect(m_plot, &LinePlot::hovered, this, [this](int layer, double length) { readOut(layer, length); });
    makeLayerShortcuts();
    m_pages->setEmptyText(emptyText());
}

LengthView::~LengthView() = default;

void LengthView::makeControls()
{
    ControlBar& controls = m_pages->controls();
    m_lines->addItem(tr("All layers"), false);
    m_lines->addItem(tr("Selected layer"), true);
    controls.addControl(tr("&Lines:"), *m_lines,
                        tr("Whether the selected layer stands alone. Its band is one standard error on "
                           "either side."));
    auto* reset = new QPushButton(tr("Reset &zoom"));
    reset->setObjectName(QStringLiteral("resetZoom"));
    controls.addButton(*reset, tr("Shows all lengths again. In the plot: double click or Home."));
    connect(reset, &QPushButton::clicked, m_plot, &PlotWidget::resetZoom);
    connect(m_lines, &QComboBox::currentIndexChanged, this, &LengthView::scheduleRender);
}

PlotWidget* LengthView::currentPlot() const
{
    return m_plot;
}

QString LengthView::exportName() const
{
    return QStringLiteral("length-tuning");
}

void LengthView::render()
{
    LinePlotData plot = snapshot()
        ? lengthPlotData(*snapshot(), selection().layer(), m_lines->currentData().toBool())
        : LinePlotData {};
    m_pages->setEmptyText(emptyText());
    m_pages->showPlots(!plot.series.empty());
    if (plot != m_shown) {
        m_plot->setData(plot);
        m_shown = std::move(plot);
    }
    m_plot->setHighlighted(selection().layer());
    readOut(-1, 0);
}

QString LengthView::emptyText() const
{
    if (snapshot() && snapshot()->numFinished() > 0) {
        return tr("All tokens are equally long, or nothing varies with them: there is nothing to compare. "
                  "Choose another text.");
    }
    return waitingText(tr("Press Run to see the mean activation of each layer for short and long tokens."));
}

/// Of a point; −1 for none.
void LengthView::readOut(int layer, double length)
{
    const auto reading = snapshot() && layer >= 0
        ? readTuning(*snapshot(), static_cast<std::size_t>(layer), length)
        : std::nullopt;
    if (!reading) {
        m_readOut->setReading(
            m_shown.series.empty()
                ? QString()
                : worded(*snapshot(),
                         tr("z: activation less the {neuron|dimension}'s mean, divided by its standard "
                            "deviation. The band of the selected layer is the spread of its "
                            "{neurons|dimensions}, not uncertainty about the text.")));
        return;
    }
    const QString lengthText = std::lround(length) >= longestTunedLength
        //: a token length or more
        ? tr("%1 or more").arg(numberText(longestTunedLength))
        : numberText(std::lround(length));
    QString text =
        //: %1 a layer, %2 a token length, %3 a number of tokens, %4 a mean
        tr("%1 · length %2: %3 tokens, mean z %4")
            .arg(layerName(*snapshot(), static_cast<std::size_t>(layer)), lengthText,
                 numberText(reading->numTokens), fixedText(reading->mean, 3));
    if (std::isfinite(reading->standardError)) {
        text += worded(*snapshot(),
                       //: follows the mean: its standard error over neurons
                       tr(" ± %1 over {neurons|dimensions}"))
                    .arg(fixedText(reading->standardError, 3));
    }
    m_readOut->setReading(text);
}

} // namespace bathyscope::ui
