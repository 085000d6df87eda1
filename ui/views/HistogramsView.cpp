// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/HistogramsView.h"

#include "core/analysis/RunInfo.h"
#include "ui/plots/HistogramPlot.h"
#include "ui/runs/SelectionState.h"
#include "ui/views/ModalityPanel.h"
#include "ui/views/SmallMultiples.h"
#include "ui/widgets/ControlBar.h"
#include "ui/widgets/FillingLayout.h"
#include "ui/widgets/ReadOut.h"
#include "ui/widgets/ViewPages.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSplitter>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace bathyscope::ui {

namespace {

constexpr std::size_t maxBinsOfSmallMultiple = 100;

constexpr int edgeDigits = 6; // powers of two need more than other numbers

// Heights of the large plot and of the grid to each other, until the user moves the border: of what the facts
// between them leave.
constexpr int largeShare = 620;
constexpr int smallShare = 380;

/// Decimals that tell values apart by a tenth of a bin.
int decimalsOf(const HistogramData& histogram)
{
    constexpr int most = 6;
    const double width = histogram.edges[1] - histogram.edges[0];
    return std::clamp(static_cast<int>(std::ceil(-std::log10(width))) + 1, 0, most);
}

/// Joins translated parts; the separator is no sentence.
QString joined(const QStringList& parts)
{
    return parts.join(QStringLiteral(" · "));
}

} // namespace

HistogramsView::HistogramsView(SelectionState& selection, QWidget* parent)
    : SnapshotView(selection, parent)
    , m_pages(new ViewPages(this))
    , m_unit(new QComboBox)
    , m_normalization(new QComboBox)
    , m_logarithmic(new QCheckBox)
    , m_wholeRange(new QCheckBox)
    , m_plot(new HistogramPlot)
    , m_readOut(new ReadOut)
    , m_modality(new ModalityPanel)
    , m_multiples(new SmallMultiples)
{
    makeControls();

    constexpr int leastHeight = 140; // pixels: there is much else above each other
    m_plot->setMinimumHeight(leastHeight);
    m_plot->setObjectName(QStringLiteral("histogram"));
    m_plot->setAccessibleName(tr("Activation of shorter, equal and longer tokens in the selected layer"));
    m_multiples->setAccessibleName(tr("Histograms of all layers"));

    QWidget* facts = stacked({m_readOut, m_modality});
    facts->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_plot);
    splitter->addWidget(facts);
    splitter->addWidget(m_multiples);
    splitter->setSizes({largeShare, 1, smallShare}); // 0 would hide the facts
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0); // always as high as they need
    splitter->setStretchFactor(2, 1);
    splitter->setChildrenCollapsible(false);
    splitter->handle(1)->setEnabled(false);
    m_pages->setPlots(splitter);

    connect(m_plot, &HistogramPlot::hovered, this, &HistogramsView::readOut);
    connect(m_multiples, &SmallMultiples::layerChosen, this,
            [this](int layer) { this->selection().setLayer(layer); });
    m_pages->setEmptyText(emptyText());
}

HistogramsView::~HistogramsView() = default;

void HistogramsView::makeControls()
{
    ControlBar& controls = m_pages->controls();
    for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
        m_unit->addItem({}, QVariant::fromValue(static_cast<ObservationUnit>(unit)));
    }
    nameUnits();
    controls.addControl(
        tr("&Observation:"), *m_unit,
        tr("What is counted once. At a token: every activation; z: less its mean over the tokens and divided "
           "by its standard deviation, of a sample of tokens. Token: the mean over the layer. Neuron, or "
           "dimension elsewhere than in the MLP: the mean over the tokens of the group."));

    m_normalization->addItem(tr("Density"), QVariant::fromValue(HistogramNormalization::Density));
    m_normalization->addItem(tr("Count"), QVariant::fromValue(HistogramNormalization::Count));
    controls.addControl(
        tr("&Scale:"), *m_normalization,
        tr("Density: each group integrates to 1, so that groups of different size compare. Count: how "
           "many values fall into each bin."));

    m_logarithmic->setText(tr("&Logarithmic"));
    controls.addButton(*m_logarithmic, tr("Logarithmic y axis: shows thin tails and small second peaks."));
    m_wholeRange->setText(tr("&Whole range"));
    controls.addButton(
        *m_wholeRange,
        tr("Shows every value. Otherwise long thin tails are left out; a CSV export always has them."));

    for (QCheckBox* box : {m_logarithmic, m_wholeRange}) {
        connect(box, &QCheckBox::toggled, this, &HistogramsView::scheduleRender);
    }
    for (QComboBox* box : {m_unit, m_normalization}) {
        connect(box, &QComboBox::currentIndexChanged, this, &HistogramsView::scheduleRender);
    }
    // Another unit has another axis: a zoom of the old one would show nothing.
    connect(m_unit, &QComboBox::currentIndexChanged, m_plot, &PlotWidget::resetZoom);
}

/// By what the run looked at.
void HistogramsView::nameUnits()
{
    const RunInfo* info = snapshot() ? snapshot()->info.get() : nullptr;
    const HookElement element = info ? hookElement(info->hook) : HookElement::Neuron;
    for (int unit = 0; unit < m_unit->count(); ++unit) {
        m_unit->setItemText(unit,
                            observationUnitName(m_unit->itemData(unit).value<ObservationUnit>(), element));
    }
}

PlotWidget* HistogramsView::currentPlot() const
{
    return m_plot;
}

QString HistogramsView::exportName() const
{
    return m_layer ? QStringLiteral("histogram-layer-%1").arg(*m_layer) : QStringLiteral("histogram");
}

QString HistogramsView::csv() const
{
    if (!snapshot() || !m_layer) {
        return m_plot->csv();
    }
    HistogramOptions whole = options();
    whole.wholeRange = true;
    HistogramPlot plot; // formats as every plot does; never shown
    plot.setData(groupHistogramPlotData(*snapshot(), *m_layer, whole).histogram);
    return plot.csv();
}

HistogramOptions HistogramsView::options() const
{
    return {.unit = m_unit->currentData().value<ObservationUnit>(),
            .normalization = m_normalization->currentData().value<HistogramNormalization>(),
            .logarithmic = m_logarithmic->isChecked(),
            .wholeRange = m_wholeRange->isChecked()};
}

void HistogramsView::render()
{
    nameUnits();
    m_layer = snapshot() ? layerInView(*snapshot(), selection().layer()) : std::nullopt;
    auto shown =
        m_layer ? groupHistogramPlotData(*snapshot(), *m_layer, options()) : GroupHistogramPlotData {};
    // With any layer finished, the small ones stay in sight, and only the large plot says what it lacks.
    const bool hasLayers = snapshot() && layerInView(*snapshot(), std::nullopt);
    m_pages->showPlots(hasLayers);
    m_pages->setEmptyText(emptyText());
    m_plot->setEmptyText(emptyText());
    if (shown.histogram != m_shown.histogram) {
        m_plot->setData(shown.histogram);
    }
    m_shown = std::move(shown);
    readOut(-1);
    const ObservationUnit unit = options().unit;
    m_modality->setData(m_layer ? modalityRows(*snapshot(), *m_layer, unit) : std::vector<ModalityRow> {},
                        m_layer ? modalityNote(*snapshot(), *m_layer, unit) : QString());

    HistogramOptions small = options();
    small.maxBins = maxBinsOfSmallMultiple;
    m_multiples->setData(snapshot() ? smallMultiplesPlotData(*snapshot(), small)
                                    : std::vector<HistogramData> {});
    m_multiples->setSelected(m_layer);
}

QString HistogramsView::emptyText() const
{
    if (!snapshot()) {
        return tr("Press Run to compare the activation of short and long tokens in each layer.");
    }
    if (snapshot()->outcome != RunOutcome::Running && snapshot()->numFinished() == 0) {
        return tr("The run ended before its first layer: press Run to start again.");
    }
    const bool isFinished = m_layer && snapshot()->layers[*m_layer];
    if (isFinished) {
        return tr("This layer has no finite activation: choose another layer.");
    }
    if (snapshot()->outcome != RunOutcome::Running) {
        return tr("This layer was not finished: choose another layer, or press Run to start again.");
    }
    if (!snapshot()->info) {
        return tr("Reading the model and the text…");
    }
    //: %1 a layer
    return m_layer ? tr("%1 appears here as soon as it is finished…").arg(layerName(*snapshot(), *m_layer))
                   : tr("The first layer appears here as soon as it is finished…");
}

void HistogramsView::readOut(int bin)
{
    const HistogramData& histogram = m_shown.histogram;
    if (bin < 0 || static_cast<std::size_t>(bin) + 1 >= histogram.edges.size()) {
        m_readOut->setReading(summaryText());
        return;
    }
    const auto index = static_cast<std::size_t>(bin);
    //: %1 and %2 are the edges of a bin
    QStringList parts {tr("Activation %1 to %2")
                           .arg(shortText(histogram.edges[index], edgeDigits),
                                shortText(histogram.edges[index + 1], edgeDigits))};
    const auto names = lengthGroupNames(*snapshot());
    for (std::size_t group = 0; group < histogram.series.size(); ++group) {
        //: %1 is a group such as "shorter than 4", %2 its density or count in the bin
        parts += tr("%1: %2").arg(names[group], shortText(histogram.series[group].values[index], 4));
    }
    m_readOut->setReading(joined(parts));
}

/// Medians of the groups, and what the picture leaves out.
QString HistogramsView::summaryText() const
{
    if (m_shown.histogram.edges.empty()) {
        return {};
    }
    QStringList medians;
    const auto names = lengthGroupNames(*snapshot());
    for (std::size_t group = 0; group < m_shown.histogram.series.size(); ++group) {
        if (const auto median = m_shown.histogram.series[group].marker) {
            //: %1 is a group such as "shorter than 4", %2 the median of its activations
            medians += tr("%1 %2").arg(names[group], fixedText(*median, decimalsOf(m_shown.histogram)));
        }
    }
    QStringList parts;
    if (!medians.isEmpty()) {
        parts += tr("Medians: %1").arg(medians.join(QStringLiteral(", ")));
    }
    if (m_shown.numOutside > 0) {
        const double share =
            100 * static_cast<double>(m_shown.numOutside) / static_cast<double>(m_shown.numValues);
        parts += tr("%1 % of the values lie outside this range").arg(shortText(share, 2));
    }
    return joined(parts);
}

} // namespace bathyscope::ui
