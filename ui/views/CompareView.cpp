// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/CompareView.h"

#include "ui/SelectionState.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/views/CompactTable.h"
#include "ui/views/CompareText.h"
#include "ui/views/ControlBar.h"
#include "ui/views/HistogramPlotData.h"
#include "ui/views/HookText.h"
#include "ui/views/LinePlotPair.h"
#include "ui/views/MeasuresTable.h"
#include "ui/views/NumberText.h"
#include "ui/views/ReadOut.h"
#include "ui/views/RunCaption.h"
#include "ui/views/RunProvenance.h"
#include "ui/views/ViewPages.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr std::chrono::seconds pause {1}; // a comparison takes up to two, on all cores
constexpr int roomForTwo = 840; // pixels: below it heatmaps stand above each other

/// Both are the same runs, however far they have come.
bool areSameRuns(const ComparedRuns& a, const ComparedRuns& b)
{
    return a[0]->info == b[0]->info && a[1]->info == b[1]->info;
}

/// Nothing that is compared has changed between two pictures of a run.
bool isAsFar(const AnalysisSnapshot& a, const AnalysisSnapshot& b)
{
    return a.numFinished() == b.numFinished() && a.outcome == b.outcome && a.zones == b.zones;
}

bool areAsFar(const ComparedRuns& a, const ComparedRuns& b)
{
    return areSameRuns(a, b) && isAsFar(*a[0], *b[0]) && isAsFar(*a[1], *b[1]);
}

QLabel* makeWords(const char* name)
{
    constexpr int margin = 12; // pixels
    auto* words = new QLabel;
    words->setObjectName(QString::fromLatin1(name));
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    words->setTextFormat(Qt::PlainText);
    words->setContentsMargins(margin, margin / 2, margin, margin / 2);
    return words;
}

template <class Plot, class Data>
void showData(Plot& plot, const Data& data)
{
    if (data != plot.data()) {
        plot.setData(data);
    }
}

} // namespace

CompareView::CompareView(SelectionState& selection, QWidget* parent)
    : SnapshotView(selection, parent)
    , m_pages(new ViewPages(this))
    , m_show(new QComboBox)
    , m_group(new QComboBox)
    , m_unit(new QComboBox)
    , m_control(new QComboBox)
    , m_reset(new QPushButton(tr("Reset &zoom")))
    , m_copy(new QPushButton(tr("&Copy table")))
    , m_words(makeWords("words"))
    , m_warnings(makeWords("warnings"))
    , m_plots(new QStackedWidget)
    , m_first(new HeatmapPlot)
    , m_second(new HeatmapPlot)
    , m_difference(new HeatmapPlot)
    , m_density(new LinePlot)
    , m_distance(new LinePlot)
    , m_profiles(new LinePlotPair("median", "interquartile-range"))
    , m_zones(new LinePlotPair("zones-first", "zones-second"))
    , m_peaks(new LinePlot)
    , m_peakShares(new CompactTable)
    , m_frequency(new LinePlotPair("frequency", "beyond-frequency"))
    , m_measures(new MeasuresTable)
    , m_readOut(new ReadOut)
    , m_linkedHeatmaps(*m_first, *m_second)
    , m_job(
          [this](Result result) {
              m_failure = std::nullopt;
              m_result = std::move(result);
              m_pause.start(pause);
              scheduleRender();
          },
          [this](const RunFailure& failure) {
              m_failure = failure;
              scheduleRender();
          })
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &CompareView::scheduleRender);
    makeControls();
    makePages();
    connect(m_show, &QComboBox::currentIndexChanged, this, &CompareView::turnPage);
    turnPage();
    m_pages->setEmptyText(emptyText());
}

CompareView::~CompareView() = default;

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
    controls.addControl(tr("&Group:"), *m_group, tr("Whose activations are looked at."));
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
    m_readOut->setAccessibleName(tr("Values under the pointer"));
    addHeatmapPages();
    addDistancePages();
    addZonesPage();
    addPeaksPage();
    addFrequencyPage();
    addMeasuresPage();

    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_words);
    layout->addWidget(m_warnings);
    layout->addWidget(m_plots, 1);
    layout->addWidget(m_readOut);
    m_pages->setPlots(content);
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
    addPage(
        tr("Distance"), *m_distance,
        {.controls = {m_reset},
         .show =
             [this] {
                 m_distance->setEmptyText(comparison() ? compareFinding(*comparison()) : tr("Comparing…"));
                 showData(*m_distance,
                          comparison() ? compareDistance(*comparison(), *m_runs, m_depth) : LinePlotData {});
             },
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
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_peaks, 1);
    layout->addWidget(m_peakShares);
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
            const AxisRange& range = plot.data().xRange;
            const double width = (range.upper - range.lower) / static_cast<double>(plot.data().numColumns);
            readOutCell(depthOf(row), range.lower + (column + 0.5) * width);
        }
    });
}

void CompareView::connectLines(LinePlot& plot)
{
    connect(&plot, &LinePlot::pointClicked, this, [this](int, double x) { chooseDepth(x); });
    connect(&plot, &LinePlot::hovered, this, [this](int id, double x, double) {
        if (id < 0) {
            readOutChosen();
        } else {
            readOutDepth(x);
        }
    });
}

void CompareView::setCompared(std::optional<ComparedRuns> runs)
{
    m_runs = std::move(runs);
    scheduleRender();
}

const CompareView::Page& CompareView::page() const
{
    return m_pageList[static_cast<std::size_t>(m_show->currentIndex())];
}

void CompareView::turnPage()
{
    m_plots->setCurrentIndex(m_show->currentIndex());
    for (QWidget* control : std::initializer_list<QWidget*> {m_group, m_unit, m_control, m_reset, m_copy}) {
        ControlBar::setShown(*control, page().controls.contains(control));
    }
    scheduleRender();
}

PlotWidget* CompareView::currentPlot() const
{
    return m_runs ? page().plot() : nullptr;
}

QString CompareView::exportName() const
{
    const PlotWidget* plot = page().plot();
    return plot ? QStringLiteral("compare-") + plot->objectName() : QString();
}

QString CompareView::caption() const
{
    return m_runs ? runCaption(*m_runs->front()) + QLatin1Char('\n') + runCaption(*m_runs->back())
                  : QString();
}

QString CompareView::provenance() const
{
    return m_runs ? runProvenance(*m_runs->front()) + QLatin1String("\n\n") + runProvenance(*m_runs->back())
                  : QString();
}

const RunComparison* CompareView::comparison() const
{
    return m_runs && m_result && areSameRuns(m_result->runs, *m_runs) ? &m_result->comparison : nullptr;
}

/// Other runs are compared at once; the same ones, as they come on, when the last comparison is done.
void CompareView::compareIfNeeded()
{
    if (!m_runs) {
        m_job.cancel();
        m_asked = std::nullopt;
        m_result = std::nullopt;
        m_mapped = std::nullopt;
        m_failure = std::nullopt;
        return;
    }
    if (m_asked && areAsFar(*m_asked, *m_runs)) {
        return;
    }
    const bool areOthers = !m_asked || !areSameRuns(*m_asked, *m_runs);
    if (!areOthers && (m_job.isRunning() || m_pause.isActive())) {
        return; // when that is over, this is rendered again
    }
    m_asked = m_runs;
    m_failure = std::nullopt;
    m_job.start([runs = *m_runs](const std::stop_token& /*stop*/) {
        return Result {.runs = runs, .comparison = compareRuns(*runs[0], *runs[1])};
    });
}

void CompareView::render()
{
    compareIfNeeded();
    followSelection();
    const bool hasLayers =
        m_runs && std::ranges::any_of(*m_runs, [](const auto& run) { return run->numFinished() > 0; });
    m_pages->setEmptyText(emptyText());
    m_pages->showPlots(hasLayers);
    if (hasLayers) {
        if (!m_mapped || !areAsFar(*m_mapped, *m_runs)) {
            m_heatmaps = compareHeatmaps(*m_runs);
            m_mapped = m_runs;
            nameUnits();
        }
        page().show();
        showWords();
        readOutChosen();
    }
}

/// By what both runs looked at.
void CompareView::nameUnits()
{
    for (int unit = 0; unit < m_unit->count(); ++unit) {
        m_unit->setItemText(
            unit, observationUnitName(m_unit->itemData(unit).value<ObservationUnit>(), elementOf(*m_runs)));
        m_peakShares->setVerticalHeaderItem(unit, new QTableWidgetItem(m_unit->itemText(unit)));
    }
}

void CompareView::showHeatmaps()
{
    const auto show = [this](HeatmapPlot& plot, const HeatmapData& heatmap) {
        showData(plot, heatmap);
        plot.setHighlightedRow(m_depth ? std::optional(rowAt(*m_depth, heatmap.rowNames.size()))
                                       : std::nullopt);
    };
    show(*m_first, m_heatmaps.runs[0]);
    show(*m_second, m_heatmaps.runs[1]);
    show(*m_difference, m_heatmaps.difference);
}

void CompareView::showDensities()
{
    const std::optional<double> depth = densityDepth();
    showData(*m_density, depth ? compareDensities(m_heatmaps, *depth) : LinePlotData {});
}

std::optional<double> CompareView::densityDepth() const
{
    const DepthComparison* furthest = comparison() ? furthestApart(*comparison()) : nullptr;
    return m_depth || !furthest ? m_depth : std::optional(furthest->depth);
}

PeaksChoice CompareView::peaksChoice() const
{
    return {.unit = m_unit->currentData().value<ObservationUnit>(),
            .group = m_group->currentData().value<LengthGroup>()};
}

void CompareView::showPeaks()
{
    const PeaksChoice choice = peaksChoice();
    showData(*m_peaks, comparePeaks(*m_runs, choice, m_depth));
    m_peakShares->setVisible(comparison() != nullptr);
    if (!comparison()) {
        return;
    }
    for (int unit = 0; unit < m_unit->count(); ++unit) {
        for (int group = 0; group < m_group->count(); ++group) {
            const auto share = [this, unit, group](std::size_t run) {
                return shareText(comparison()
                                     ->runs.at(run)
                                     .rejectingShares.at(static_cast<std::size_t>(unit))
                                     .at(static_cast<std::size_t>(group)));
            };
            const bool isChosen = unit == m_unit->currentIndex() && group == m_group->currentIndex();
            //: shares of layers in the first and the second run
            m_peakShares->setCell(unit, group, tr("%1 · %2").arg(share(0), share(1)), isChosen);
        }
    }
    m_peakShares->fitHeight();
}

void CompareView::showMeasures()
{
    m_copy->setEnabled(comparison() != nullptr);
    m_measures->setEnabled(comparison() != nullptr);
    if (comparison()) {
        m_measures->setMeasures(comparisonMeasures(*comparison()), comparedNames(m_result->runs));
    }
}

void CompareView::showWords()
{
    const RunComparison* compared = comparison();
    if (m_failure) {
        //: %1 is what went wrong
        m_words->setText(tr("The runs cannot be compared: %1.").arg(m_failure->headline()));
    } else {
        m_words->setText(compared ? page().words() : tr("Comparing…"));
    }
    const QStringList warnings = compared ? compareWarnings(*compared, m_result->runs) : QStringList();
    m_warnings->setVisible(!warnings.isEmpty());
    //: before sentences that say what else is different
    m_warnings->setText(tr("Mind what else differs. %1").arg(warnings.join(QLatin1Char(' '))));
}

QString CompareView::emptyText() const
{
    return m_runs
        ? tr("Each layer appears here as soon as it is finished…")
        : tr("Tick two runs in the list of runs to see them side by side. One that has just been started "
             "appears as soon as its model and text are read.");
}

/// To the layer too, where one of the runs is the one that all views show.
void CompareView::chooseDepth(double depth)
{
    m_depth = depth;
    if (m_runs && snapshot()) {
        const auto* const shown =
            std::ranges::find_if(*m_runs, [this](const auto& run) { return run->info == snapshot()->info; });
        if (shown != m_runs->end()) {
            selection().setLayer(rowAt(depth, (*shown)->layers.size()));
        }
    }
    scheduleRender();
}

/// The depth of the selected layer, unless that layer is already the nearest to the chosen depth.
void CompareView::followSelection()
{
    const auto layer = selection().layer();
    if (!m_runs || !snapshot() || !layer) {
        return;
    }
    for (const auto& run : *m_runs) {
        const bool isShown = run->info == snapshot()->info;
        if (isShown && (!m_depth || rowAt(*m_depth, run->layers.size()) != *layer)) {
            m_depth = std::min(relativeDepth(*layer, run->layers.size()), 1.0);
        }
    }
}

/// The compared depth next to this one.
void CompareView::readOutDepth(double depth)
{
    if (!comparison() || comparison()->depths.empty()) {
        return;
    }
    const auto& depths = comparison()->depths;
    const DepthComparison& nearest = *std::ranges::min_element(
        depths, {}, [depth](const DepthComparison& at) { return std::abs(at.depth - depth); });
    m_readOut->setReading(depthReading(nearest, *m_runs));
}

void CompareView::readOutCell(double depth, double r)
{
    const std::array<double, 2> densities = densitiesAt(m_heatmaps, depth, r);
    const std::array<QString, 2> names = comparedNames(*m_runs);
    //: %1 a relative depth, %2 a value of r
    QStringList parts {tr("Relative depth %1, r = %2").arg(fixedText(depth, 2), fixedText(r, 3))};
    for (std::size_t run = 0; run < names.size(); ++run) {
        //: of a run whose layer is not finished; %1 its name
        parts += std::isnan(densities.at(run))
            ? tr("%1: not finished").arg(names.at(run))
            //: %1 name of a run, %2 density of neurons
            : tr("%1: density %2").arg(names.at(run), fixedText(densities.at(run), 2));
    }
    m_readOut->setReading(parts.join(QStringLiteral(" · ")));
}

void CompareView::readOutChosen()
{
    if (!page().plot()) {
        m_readOut->setReading(tr("Point at a measure to read what it is."));
    } else if (m_depth && comparison() && !comparison()->depths.empty()) {
        readOutDepth(*m_depth);
    } else {
        m_readOut->setReading(
            m_runs ? tr("Point at a row or a point to read its values; click it to choose its depth.")
                   : QString());
    }
}

/// Side by side where there is room, else above each other: on one r axis either way.
void CompareView::resizeEvent(QResizeEvent* event)
{
    SnapshotView::resizeEvent(event);
    m_sides->setOrientation(event->size().width() >= roomForTwo ? Qt::Horizontal : Qt::Vertical);
}

} // namespace bathyscope::ui
