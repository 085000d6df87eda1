// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of CompareView and what steers them.
#include "ui/figures/CompareText.h"
#include "ui/figures/HistogramPlotData.h"
#include "ui/plots/GridPoint.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/runs/SelectionState.h"
#include "ui/views/CompareView.h"
#include "ui/views/MeasuresTable.h"
#include "ui/widgets/CompactTable.h"
#include "ui/widgets/ControlBar.h"
#include "ui/widgets/FillingLayout.h"
#include "ui/widgets/LinePlotPair.h"
#include "ui/widgets/ReadOut.h"
#include "ui/widgets/ViewPages.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bathyscope::ui {

void CompareView::makeControls()
{
    ControlBar& controls = m_pages->controls();
    controls.addControl(
        tr("Sho&w:"), *m_show,
        tr("What is shown of both runs: the density of r in every layer, the difference of the densities, "
           "both densities at the chosen depth, how far they are apart over depth, median and interquartile "
           "range over depth, zones, peaks, what frequency leaves of r, or all measures."));
    for (const LengthGroup group : {LengthGroup::Shorter, LengthGroup::Equal, LengthGroup::Longer}) {
        m_group->addItem(tokenGroupName(group), QVariant::fromValue(group));
    }
    controls.addControl(tr("Gro&up:"), *m_group, tr("Whose activations are looked at."));
    for (const ObservationUnit unit : {ObservationUnit::Pooled, ObservationUnit::PooledZ,
                                       ObservationUnit::TokenMean, ObservationUnit::NeuronMean}) {
        m_unit->addItem(observationUnitName(unit, HookElement::Neuron), QVariant::fromValue(unit));
    }
    controls.addControl(tr("&Observation:"), *m_unit, tr("What is counted once, as in the histograms."));
    for (const LengthCorrelation control :
         {LengthCorrelation::GivenFrequency, LengthCorrelation::GivenFrequencyPosition,
          LengthCorrelation::Stratified}) {
        m_control->addItem(lengthCorrelationName(control), QVariant::fromValue(control));
    }
    controls.addControl(tr("Hel&d constant:"), *m_control,
                        tr("How frequency is held constant in the dashed lines."));
    for (QComboBox* box : {m_group, m_unit, m_control}) {
        connect(box, &QComboBox::currentIndexChanged, this, &CompareView::scheduleRender);
    }
    m_reset->setObjectName(QStringLiteral("resetZoom"));
    controls.addButton(*m_reset,
                       tr("Shows the whole axis of the plots again. In a plot: double click or Home."));
    connect(m_reset, &QPushButton::clicked, this, [this] { page().resetZoom(); });
    m_copy->setObjectName(QStringLiteral("copyTable"));
    m_copy->setEnabled(false); // until there are measures
    controls.addButton(*m_copy, tr("Copies all measures, for a spreadsheet."));
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_measures->text()); });
}

void CompareView::makePages()
{
    m_words->setAccessibleName(tr("What the comparison says"));
    m_words->setToolTip(
        tr("Wasserstein-1 distance: how far r would have to be moved, on average, to turn one "
           "distribution into the other. Noise floor: how far two texts of this length would be apart on "
           "one model, from odd against even windows. Two models do not make a law."));
    m_warnings->setAccessibleName(tr("What else differs between the runs"));
    m_warnings->setForegroundRole(QPalette::PlaceholderText);
    addHeatmapPages();
    addDistancePages();
    addZonesPage();
    addPeaksPage();
    addFrequencyPage();
    addMeasuresPage();

    m_pages->setPlots(stacked({m_words, m_warnings, m_plots, m_readOut}, m_plots));
}

/// What a page leaves out is as most pages have it.
void CompareView::addPage(const QString& title, QWidget& content, Page page)
{
    if (!page.words) {
        page.words = [this] { return compareFinding(*comparison()); };
    }
    m_show->addItem(title);
    m_plots->addWidget(&content);
    m_pageList.push_back(std::move(page));
}

void CompareView::addHeatmapPages()
{
    constexpr int leastHeight = 90; // pixels: there is much else above each other
    m_first->setObjectName(QStringLiteral("heatmap-first"));
    m_second->setObjectName(QStringLiteral("heatmap-second"));
    m_difference->setObjectName(QStringLiteral("difference"));
    m_density->setObjectName(QStringLiteral("density"));
    m_difference->setEmptyText(tr("Appears when both runs have finished a layer."));
    m_density->setEmptyText(tr("Choose a depth: click a row of a heatmap or a point over depth."));
    m_sides = new QSplitter(Qt::Vertical);
    for (HeatmapPlot* plot : {m_first, m_second}) {
        plot->setMinimumHeight(leastHeight);
        m_sides->addWidget(plot);
        m_sides->setStretchFactor(m_sides->indexOf(plot), 1);
    }
    m_sides->setChildrenCollapsible(false);
    for (HeatmapPlot* plot : {m_first, m_second, m_difference}) {
        connectHeatmap(*plot);
    }
    addPage(tr("Heatmaps"), *m_sides,
            {.controls = {m_reset},
             .show = [this] { showHeatmaps(); },
             .plot = [this] { return m_linkedHeatmaps.current(); },
             .words = {},
             .resetZoom = [this] { m_linkedHeatmaps.resetZoom(); }});
    addPage(tr("Difference"), *m_difference,
            {.controls = {m_reset},
             .show = [this] { showHeatmaps(); },
             .plot = [this] { return m_difference; },
             .words = {},
             .resetZoom = [this] { m_difference->resetZoom(); }});
    addPage(tr("Density at a depth"), *m_density,
            {.controls = {m_reset},
             .show = [this] { showDensities(); },
             .plot = [this] { return m_density; },
             .words = {},
             .resetZoom = [this] { m_density->resetZoom(); }});
}

void CompareView::addDistancePages()
{
    m_distance->setObjectName(QStringLiteral("distance"));
    for (LinePlot* plot : {m_distance, &m_profiles->upper(), &m_profiles->lower()}) {
        connectLines(*plot);
    }
    addPage(tr("Distance"), *m_distance,
            {.controls = {m_reset},
             .show = [this] { showDistance(); },
             .plot = [this] { return m_distance; },
             .words = {},
             .resetZoom = [this] { m_distance->resetZoom(); }});
    addPage(tr("Profiles"), *m_profiles,
            {.controls = {m_reset},
             .show =
                 [this] {
                     const CompareProfiles profiles = compareProfiles(*m_runs, comparison(), m_depth);
                     m_profiles->setData(profiles.median, profiles.range);
                 },
             .plot = [this] { return m_profiles->current(); },
             .words = {},
             .resetZoom = [this] { m_profiles->resetZoom(); }});
}

void CompareView::addZonesPage()
{
    for (LinePlot* plot : {&m_zones->upper(), &m_zones->lower()}) {
        connectLines(*plot);
    }
    addPage(tr("Zones"), *m_zones,
            {.controls = {m_reset},
             .show =
                 [this] {
                     const std::array<LinePlotData, 2> zones = compareZones(*m_runs, m_depth);
                     m_zones->setData(zones[0], zones[1]);
                 },
             .plot = [this] { return m_zones->current(); },
             .words =
                 [this] {
                     const std::array<QString, 2> names = comparedNames(m_result->runs);
                     QStringList sentences;
                     for (std::size_t run = 0; run < names.size(); ++run) {
                         sentences += comparedZones(*m_result->runs.at(run), comparison()->runs.at(run),
                                                    names.at(run));
                     }
                     return sentences.join(QLatin1Char('\n'));
                 },
             .resetZoom = [this] { m_zones->resetZoom(); }});
}

void CompareView::addPeaksPage()
{
    m_peaks->setObjectName(QStringLiteral("peaks"));
    connectLines(*m_peaks);
    m_peakShares->setAccessibleName(tr("Share of layers that reject a single peak, in the first and the "
                                       "second run"));
    m_peakShares->setToolTip(tr("Share of layers that reject a single peak, in the first and the second run. "
                                "A click shows it over depth."));
    m_peakShares->setColumnCount(m_group->count());
    m_peakShares->setRowCount(m_unit->count());
    //: heads of narrow columns: tokens that are shorter than the median, of median length, longer
    m_peakShares->setHorizontalHeaderLabels({tr("Shorter"), tr("Median length"), tr("Longer")});
    m_peakShares->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_peakShares->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(m_peakShares, &QTableWidget::cellClicked, this, [this](int unit, int group) {
        m_unit->setCurrentIndex(unit);
        m_group->setCurrentIndex(group);
    });
    QWidget* content = stacked({m_peaks, m_peakShares}, m_peaks);
    addPage(
        tr("Peaks"), *content,
        {.controls = {m_group, m_unit, m_reset},
         .show = [this] { showPeaks(); },
         .plot = [this] { return m_peaks; },
         .words =
             [this] { return comparedPeaks(*comparison(), peaksChoice(), comparedNames(m_result->runs)); },
         .resetZoom = [this] { m_peaks->resetZoom(); }});
}

void CompareView::addFrequencyPage()
{
    for (LinePlot* plot : {&m_frequency->upper(), &m_frequency->lower()}) {
        plot->setEmptyText(tr("Comparing…"));
        connectLines(*plot);
    }
    addPage(tr("Length or frequency"), *m_frequency,
            {.controls = {m_control, m_reset},
             .show =
                 [this] {
                     if (!comparison()) {
                         m_frequency->setData({}, {});
                         return;
                     }
                     m_frequency->lower().setEmptyText(
                         tr("Without permutations there are no tests: choose 200 in Statistics."));
                     const CompareFrequency plots =
                         compareFrequency(*comparison(), m_result->runs,
                                          m_control->currentData().value<LengthCorrelation>(), m_depth);
                     m_frequency->setData(plots.median, plots.beyond);
                 },
             .plot = [this] { return m_frequency->current(); },
             .words = [this] { return comparedFrequency(*comparison(), comparedNames(m_result->runs)); },
             .resetZoom = [this] { m_frequency->resetZoom(); }});
}

void CompareView::addMeasuresPage()
{
    addPage(tr("All measures"), *m_measures,
            {.controls = {m_copy},
             .show = [this] { showMeasures(); },
             .plot = []() -> PlotWidget* { return nullptr; },
             .words = {},
             .resetZoom = [] {}});
}

void CompareView::connectHeatmap(HeatmapPlot& plot)
{
    const auto depthOf = [&plot](int row) { return relativeDepth(row, plot.data().rowNames.size()); };
    connect(&plot, &HeatmapPlot::cellClicked, this,
            [this, depthOf](int row, int) { chooseDepth(depthOf(row)); });
    connect(&plot, &HeatmapPlot::hovered, this, [this, depthOf, &plot](int row, int column) {
        if (row < 0) {
            readOutChosen();
        } else {
            readOutCell(depthOf(row), gridPoint(plot.data().xRange, plot.data().numColumns, column + 0.5));
        }
    });
}

void CompareView::connectLines(LinePlot& plot)
{
    plot.setPointing(LinePlot::Pointing::Places);
    connect(&plot, &LinePlot::pointClicked, this, [this](int, double x) { chooseDepth(x); });
    connect(&plot, &LinePlot::hovered, this, [this](int id, double x, double) {
        if (id < 0) {
            readOutChosen();
        } else {
            readOutDepth(x);
        }
    });
}

} // namespace bathyscope::ui
