// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/CompareView.h"

#include "ui/figures/CompareText.h"
#include "ui/figures/HistogramPlotData.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/runs/SelectionState.h"
#include "ui/views/MeasuresTable.h"
#include "ui/widgets/CompactTable.h"
#include "ui/widgets/ControlBar.h"
#include "ui/widgets/LinePlotPair.h"
#include "ui/widgets/ReadOut.h"
#include "ui/widgets/ViewPages.h"
#include "ui/widgets/WrappedLabel.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"
#include "ui/words/RunCaption.h"
#include "ui/words/RunProvenance.h"

#include <QComboBox>
#include <QPushButton>
#include <QResizeEvent>
#include <QSplitter>
#include <QStackedWidget>

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
    auto* words = new WrappedLabel;
    words->setObjectName(QString::fromLatin1(name));
    words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
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

void CompareView::showDistance()
{
    m_distance->setEmptyText(comparison() ? compareFinding(*comparison()) : tr("Comparing…"));
    showData(*m_distance, comparison() ? compareDistance(*comparison(), *m_runs, m_depth) : LinePlotData {});
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
