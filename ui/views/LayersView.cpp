// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/LayersView.h"

#include "ui/plots/GridPoint.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/runs/SelectionState.h"
#include "ui/widgets/ControlBar.h"
#include "ui/widgets/FillingLayout.h"
#include "ui/widgets/ReadOut.h"
#include "ui/widgets/ViewPages.h"
#include "ui/words/HookText.h"
#include "ui/words/LayerText.h"
#include "ui/words/NumberText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bathyscope::ui {

namespace {

/// How a layer is drawn.
enum class LayerCurve : std::uint8_t
{
    Counts,
    KernelDensity,
};

QString reading(const AnalysisSnapshot& snapshot, const LayerBinReading& bin)
{
    if (bin.numNeurons == 0) {
        const LayerSummary& summary = *snapshot.finished(bin.layer);
        QStringList parts {layerName(snapshot, bin.layer), layerQuartilesText(summary),
                           nonFiniteText(summary)};
        parts.removeAll(QString());
        return parts.join(QStringLiteral(" · "));
    }
    return worded(
               snapshot,
               //: %1 a layer, %2 and %3 are the edges of a bin of r, %4 neurons in it, %5 a density, %6
               //: all neurons, %7 quartiles
               LayersView::tr(
                   "%1 · r %2 to %3: %4 {neurons|dimensions}, density %5 · of %6 {neurons|dimensions}: %7"))
        .arg(layerName(snapshot, bin.layer), fixedText(bin.bin.lower, 3), fixedText(bin.bin.upper, 3),
             numberText(bin.count), shortText(bin.density, 3), numberText(bin.numNeurons),
             quartilesText(bin.median, bin.lowerQuartile, bin.upperQuartile));
}

} // namespace

LayersView::LayersView(SelectionState& selection, QWidget* parent)
    : SnapshotView(selection, parent)
    , m_pages(new ViewPages(this))
    , m_curve(new QComboBox)
    , m_value(new QComboBox)
    , m_numBins(new QComboBox)
    , m_colorScale(new QComboBox)
    , m_firstLayer(new QSpinBox)
    , m_lastLayer(new QSpinBox)
    , m_range(new QComboBox)
    , m_nullBand(new QCheckBox)
    , m_lines(new LinePlot)
    , m_heatmap(new HeatmapPlot)
    , m_readOut(new ReadOut)
    , m_linked(*m_lines, *m_heatmap)
    , m_kernels([this] { scheduleRender(); })
{
    makeControls();

    m_lines->setObjectName(QStringLiteral("lines"));
    m_lines->setAccessibleName(tr("Correlation with token length: one density line a layer"));
    m_heatmap->setObjectName(QStringLiteral("heatmap"));
    m_heatmap->setAccessibleName(tr("Correlation with token length: one heatmap row a layer"));

    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_lines);
    splitter->addWidget(m_heatmap);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);

    m_pages->setPlots(stacked({splitter, m_readOut}, splitter));

    connectPlots();
    makeLayerShortcuts();
    m_pages->setEmptyText(emptyText());
    readOutSelection();
}

LayersView::~LayersView() = default;

void LayersView::makeControls()
{
    ControlBar& controls = m_pages->controls();
    m_curve->addItem(tr("Counts"), QVariant::fromValue(LayerCurve::Counts));
    m_curve->addItem(tr("Kernel density"), QVariant::fromValue(LayerCurve::KernelDensity));
    controls.addControl(tr("Curv&e:"), *m_curve,
                        tr("Counts: how many have their r in each of equal bins, exactly. Kernel density: a "
                           "smooth curve, by a "
                           "Gaussian kernel on atanh(r) with Silverman's bandwidth; it can hide a narrow "
                           "peak."));

    m_value->addItem(tr("Count"), QVariant::fromValue(DensityValue::Count));
    m_value->addItem(tr("Density"), QVariant::fromValue(DensityValue::Density));
    controls.addControl(
        tr("Val&ue:"), *m_value,
        tr("Count: how many fall into each bin of r. Density: the same, scaled so that each layer "
           "integrates to 1; for comparing models of different width."));

    m_numBins->addItem(tr("Automatic"), 0);
    for (const int numBins : {400, 200, 100, 50}) {
        m_numBins->addItem(numberText(numBins), numBins);
    }
    controls.addControl(tr("&Bins:"), *m_numBins,
                        tr("Bins of r from −1 to 1. Fewer bins are smoother; counts are added up exactly. "
                           "Automatic: 100 for narrow models, 200 for others."));

    m_colorScale->addItem(tr("Linear"), QVariant::fromValue(ColorScale::Linear));
    m_colorScale->addItem(tr("Logarithmic"), QVariant::fromValue(ColorScale::Logarithmic));
    m_colorScale->addItem(tr("Per row"), QVariant::fromValue(ColorScale::PerRow));
    controls.addControl(
        tr("&Colours:"), *m_colorScale,
        tr("Colour scale of the heatmap. Logarithmic shows thin tails; per row scales each layer to "
           "its own highest bin."));

    m_firstLayer->setRange(0, 0);
    m_lastLayer->setRange(0, 0);
    controls.addControl(tr("La&yers:"), *m_firstLayer, tr("First layer that is shown."));
    //: between two numbers: layers 3 to 7
    controls.addToLast(tr("t&o"), *m_lastLayer, tr("Last layer that is shown."));

    m_range->addItem(tr("Fit to data"), QVariant::fromValue(CorrelationRange::Fit));
    m_range->addItem(tr("−1 to 1"), QVariant::fromValue(CorrelationRange::Full));
    controls.addControl(
        tr("r a&xis:"), *m_range,
        tr("Fit to data: symmetric about 0 and wide enough for every r of the shown layers."));

    m_nullBand->setText(tr("&Null band"));
    controls.addButton(
        *m_nullBand,
        tr("Behind the selected layer's line: 95 % of the counts in each bin when the text's windows are "
           "permuted, so that activation and length no longer belong together. It is known for bins as they "
           "are stored, 400, and cannot be had for merged ones: this shows counts in 400 bins, and gives "
           "back what was shown before when it is switched off."));

    auto* reset = new QPushButton(tr("Reset &zoom"));
    reset->setObjectName(QStringLiteral("resetZoom"));
    controls.addButton(*reset,
                       tr("Shows the whole r axis of both plots again. In a plot: double click or Home."));
    connect(reset, &QPushButton::clicked, this, &LayersView::resetZoom);

    for (QComboBox* box : {m_curve, m_value, m_numBins, m_colorScale}) {
        connect(box, &QComboBox::currentIndexChanged, this, &LayersView::scheduleRender);
    }
    connect(m_nullBand, &QCheckBox::toggled, this, &LayersView::followNullBand);
    for (QComboBox* box : {m_curve, m_numBins}) {
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            if (m_curve->currentData().value<LayerCurve>() != LayerCurve::Counts
                || m_numBins->currentData().toInt() != static_cast<int>(numDensityBins)) {
                m_beforeBand.reset(); // the user wants it so
                m_nullBand->setChecked(false);
            }
        });
    }
    connect(m_range, &QComboBox::currentIndexChanged, this, [this] {
        resetZoom(); // who asks for a range wants to see it
        scheduleRender();
    });
    connect(m_firstLayer, &QSpinBox::valueChanged, this, [this](int first) {
        m_lastLayer->setMinimum(first);
        scheduleRender();
    });
    connect(m_lastLayer, &QSpinBox::valueChanged, this, [this](int last) {
        m_firstLayer->setMaximum(last);
        scheduleRender();
    });
}

/// Goes to the only curve and bins that have a null band, and back to what was chosen before.
void LayersView::followNullBand(bool isOn)
{
    if (isOn) {
        m_beforeBand = {m_curve->currentIndex(), m_numBins->currentIndex()};
        chooseCurve(m_curve->findData(QVariant::fromValue(LayerCurve::Counts)),
                    m_numBins->findData(static_cast<int>(numDensityBins)));
    } else if (const auto before = std::exchange(m_beforeBand, std::nullopt)) {
        chooseCurve(before->first, before->second);
    }
    scheduleRender();
}

/// By rows of their boxes, which would otherwise switch the band off.
void LayersView::chooseCurve(int curve, int numBins)
{
    const QSignalBlocker blockCurve(m_curve);
    const QSignalBlocker blockBins(m_numBins);
    m_curve->setCurrentIndex(curve);
    m_numBins->setCurrentIndex(numBins);
}

void LayersView::connectPlots()
{
    connect(m_lines, &LinePlot::seriesClicked, this, [this](int layer) { selection().setLayer(layer); });
    connect(m_heatmap, &HeatmapPlot::cellClicked, this, &LayersView::selectCell);
    connect(&selection(), &SelectionState::selectionChanged, this, [this] {
        if (selection().rRange() != m_shownRange) {
            scheduleRender();
        }
    });
    connect(m_lines, &LinePlot::hovered, this, [this](int layer, double x, double) { readOut(layer, x); });
    connect(m_heatmap, &HeatmapPlot::hovered, this, [this](int row, int column) {
        const HeatmapData& heatmap = m_shown.heatmap;
        readOut(row < 0 ? -1 : static_cast<int>(m_shown.firstLayer) + row,
                gridPoint(heatmap.xRange, heatmap.numColumns, column + 0.5));
    });
}

PlotWidget* LayersView::currentPlot() const
{
    return m_linked.current();
}

QString LayersView::exportName() const
{
    return m_linked.current() == m_heatmap ? QStringLiteral("layers-heatmap")
                                           : QStringLiteral("layers-density");
}

LayersOptions LayersView::options() const
{
    return {.value = m_value->currentData().value<DensityValue>(),
            .range = m_range->currentData().value<CorrelationRange>(),
            .colorScale = m_colorScale->currentData().value<ColorScale>(),
            .numBins = static_cast<std::size_t>(m_numBins->currentData().toInt()),
            .firstLayer = static_cast<std::size_t>(m_firstLayer->value()),
            .lastLayer = static_cast<std::size_t>(m_lastLayer->value()),
            .nullBand = m_nullBand->isChecked(),
            .selectedLayer = selection().layer()};
}

/// What the switches ask for; while its kernel densities are computed, what was shown before.
LayersPlotData LayersView::plotData()
{
    if (!snapshot()) {
        return {};
    }
    LayersOptions wanted = options();
    if (m_curve->currentData().value<LayerCurve>() == LayerCurve::KernelDensity
        && snapshot()->numFinished() > 0) {
        wanted.kernels = m_kernels.of(*snapshot());
        if (wanted.kernels.empty()) {
            return m_shown;
        }
    }
    return layersPlotData(*snapshot(), wanted);
}

void LayersView::render()
{
    adaptLayerRange(snapshot() ? snapshot()->layers.size() : 0);
    LayersPlotData plots = plotData();
    const bool isEmpty = plots.lines.series.empty();
    if (plots != m_shown) {
        m_lines->setData(plots.lines);
        m_heatmap->setData(plots.heatmap);
        m_shown = std::move(plots);
    }
    m_pages->setEmptyText(emptyText());
    m_pages->showPlots(!isEmpty);

    const auto layer = selection().layer();
    m_lines->setHighlighted(layer);
    std::optional<int> row;
    if (layer && *layer >= static_cast<int>(m_shown.firstLayer)
        && *layer < static_cast<int>(m_shown.firstLayer + m_shown.heatmap.rowNames.size())) {
        row = *layer - static_cast<int>(m_shown.firstLayer);
    }
    m_heatmap->setHighlightedRow(row);
    m_shownRange = selection().rRange();
    m_heatmap->setHighlightedRange(
        m_shownRange ? std::optional(AxisRange {.lower = m_shownRange->low, .upper = m_shownRange->high})
                     : std::nullopt);
    readOutSelection();
}

/// Spin boxes follow the depth of the run; a run of another depth shows all its layers.
void LayersView::adaptLayerRange(std::size_t numLayers)
{
    const int last = static_cast<int>(numLayers) - 1;
    if (last < 0 || m_lastLayer->maximum() == last) {
        return;
    }
    const QSignalBlocker blockFirst(m_firstLayer);
    const QSignalBlocker blockLast(m_lastLayer);
    m_firstLayer->setRange(0, last);
    m_lastLayer->setRange(0, last);
    m_firstLayer->setValue(0);
    m_lastLayer->setValue(last);
}

QString LayersView::emptyText() const
{
    const bool hasEnded = snapshot() && snapshot()->outcome != RunOutcome::Running;
    if (!m_shown.heatmap.rowNames.empty()) {
        return worded(*snapshot(),
                      tr("No {neuron|dimension} of these layers has an r: choose other layers."));
    }
    if (hasEnded && snapshot()->numFinished() > 0) {
        return tr("None of these layers was finished: choose other layers, or press Run to start again.");
    }
    return waitingText(tr("Press Run to see how each layer responds to token length."));
}

void LayersView::resetZoom()
{
    m_linked.resetZoom();
}

void LayersView::readOut(int layer, double r)
{
    const auto bin = snapshot() && layer >= 0
        ? readLayerBin(*snapshot(), options(), static_cast<std::size_t>(layer), r)
        : std::nullopt;
    if (bin) {
        m_readOut->setReading(reading(*snapshot(), *bin));
    } else {
        readOutSelection();
    }
}

void LayersView::readOutSelection()
{
    const auto selected = selection().layer();
    const auto layer = static_cast<std::size_t>(selected.value_or(-1));
    if (snapshot() && snapshot()->finished(layer)) {
        const LayerSummary& summary = *snapshot()->finished(layer);
        QStringList parts {//: %1 a layer, %2 how many neurons or dimensions, %3 quartiles
                           tr("%1, selected: %2, %3")
                               .arg(layerName(*snapshot(), layer),
                                    elementCount(hookElement(summary.hook.point), summary.numNeurons),
                                    layerQuartilesText(summary))};
        if (summary.numConstant > 0) {
            parts += tr("%1 constant").arg(numberText(summary.numConstant));
        }
        parts += nonFiniteText(summary);
        parts += rangeText(summary);
        parts += discoveriesText(summary, *snapshot());
        parts += nullBandText(summary);
        parts.removeAll(QString());
        m_readOut->setReading(parts.join(QStringLiteral(" · ")));
    } else if (m_nullBand->isChecked() && m_shown.lines.series.size() > 1) {
        m_readOut->setReading(tr("Select a layer to see its null band: click its line or its row."));
    } else if (!m_shown.lines.series.empty()) {
        m_readOut->setReading(
            tr("Point at a line or a row to read its values; click it to select its layer everywhere."));
    } else {
        m_readOut->setReading({});
    }
}

/// A layer and an interval of r; a second click on the same cell lets go of the interval. A cell without a
/// value has none: no neuron of the layer has an r.
void LayersView::selectCell(int row, int column)
{
    const std::size_t cell =
        static_cast<std::size_t>(row) * m_shown.heatmap.numColumns + static_cast<std::size_t>(column);
    const bool isEmpty = std::isnan(m_shown.heatmap.values.at(cell));
    const auto edge = [&heatmap = m_shown.heatmap](int place) {
        return gridPoint(heatmap.xRange, heatmap.numColumns, place);
    };
    const RRange range {.low = edge(column), .high = edge(column + 1)};
    const int layer = static_cast<int>(m_shown.firstLayer) + row;
    const bool isSelected = selection().layer() == layer && selection().rRange() == range;
    Selection chosen = selection().withLayer(layer);
    chosen.neuron = std::nullopt;
    chosen.rRange = isSelected || isEmpty ? std::nullopt : std::optional(range);
    selection().select(chosen);
}

/// How many are in the selected interval of r.
QString LayersView::rangeText(const LayerSummary& summary) const
{
    const std::optional<RRange> range = selection().rRange();
    if (!range) {
        return {};
    }
    const std::ptrdiff_t number = std::ranges::count_if(summary.column("r_length"), [&range](double r) {
        return r >= range->low && (r < range->high || (r == 1 && range->high >= 1));
    });
    //: an interval of r that is selected, and how many neurons or dimensions are in it
    return tr("r %1 to %2, selected: %3")
        .arg(fixedText(range->low, 3), fixedText(range->high, 3),
             elementCount(hookElement(summary.hook.point), static_cast<std::size_t>(number)));
}

/// Where the null band is wanted and there is none.
QString LayersView::nullBandText(const LayerSummary& summary) const
{
    const bool hasBand = summary.significance && !summary.significance->band.low.empty();
    return m_nullBand->isChecked() && !hasBand ? tr("no null band: the run made no permutations") : QString();
}

} // namespace bathyscope::ui
