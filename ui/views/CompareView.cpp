// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/CompareView.h"

#include "ui/SelectionState.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/views/CompactTable.h"
#include "ui/views/CompareText.h"
#include "ui/views/ControlBar.h"
#include "ui/views/NumberText.h"
#include "ui/views/ReadOut.h"
#include "ui/views/RunCaption.h"
#include "ui/views/RunProvenance.h"
#include "ui/views/ViewPages.h"

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

QSplitter* makeSplitter(Qt::Orientation orientation, QWidget& first, QWidget& second)
{
    auto* splitter = new QSplitter(orientation);
    splitter->addWidget(&first);
    splitter->addWidget(&second);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

template <class Plot, class Data>
void showData(Plot& plot, Data& shown, Data data)
{
    if (data != shown) {
        shown = std::move(data);
        plot.setData(shown);
    }
}

} // namespace

CompareView::CompareView(SelectionState& selection, QWidget* parent)
    : SnapshotView(selection, parent)
    , m_pages(new ViewPages(this))
    , m_show(new QComboBox)
    , m_finding(makeWords("finding"))
    , m_warnings(makeWords("warnings"))
    , m_plots(new QStackedWidget)
    , m_first(new HeatmapPlot)
    , m_second(new HeatmapPlot)
    , m_difference(new HeatmapPlot)
    , m_densityPlot(new LinePlot)
    , m_distancePlot(new LinePlot)
    , m_median(new LinePlot)
    , m_range(new LinePlot)
    , m_measures(new CompactTable)
    , m_readOut(new ReadOut)
    , m_linkedHeatmaps(*m_first, *m_second)
    , m_linkedProfiles(*m_median, *m_range)
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
    makePlots();
    connectPlots();
    m_pages->setEmptyText(emptyText());
}

CompareView::~CompareView() = default;

void CompareView::makeControls()
{
    const auto add = [this](const QString& text, Page page) {
        m_show->addItem(text, QVariant::fromValue(static_cast<int>(page)));
    };
    add(tr("Heatmaps"), Page::Heatmaps);
    add(tr("Difference"), Page::Difference);
    add(tr("Density at a depth"), Page::Density);
    add(tr("Distance"), Page::Distance);
    add(tr("Profiles"), Page::Profiles);
    m_pages->controls().addControl(
        tr("Sho&w:"), *m_show,
        tr("What is shown of both runs: the density of r in every layer, the difference of the densities, "
           "both densities at the chosen depth, how far they are apart over depth, or median and "
           "interquartile range over depth."));
    connect(m_show, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_plots->setCurrentIndex(index);
        readOutChosen();
    });
    auto* reset = new QPushButton(tr("Reset &zoom"));
    reset->setObjectName(QStringLiteral("resetZoom"));
    m_pages->controls().addButton(
        *reset, tr("Shows the whole axis of every plot again. In a plot: double click or Home."));
    connect(reset, &QPushButton::clicked, this, [this] {
        m_linkedHeatmaps.resetZoom();
        m_linkedProfiles.resetZoom();
        for (PlotWidget* plot :
             std::initializer_list<PlotWidget*> {m_difference, m_densityPlot, m_distancePlot}) {
            plot->resetZoom();
        }
    });
}

void CompareView::makePlots()
{
    m_finding->setAccessibleName(tr("What the comparison says"));
    m_finding->setToolTip(
        tr("Wasserstein-1 distance: how far r would have to be moved, on average over neurons, to turn one "
           "distribution into the other. Noise floor: how far two texts of this length would be apart on "
           "one model, from odd against even windows. Two models do not make a law."));
    m_warnings->setAccessibleName(tr("What else differs between the runs"));
    m_warnings->setForegroundRole(QPalette::PlaceholderText);
    m_first->setObjectName(QStringLiteral("first"));
    m_second->setObjectName(QStringLiteral("second"));
    m_difference->setObjectName(QStringLiteral("difference"));
    m_densityPlot->setObjectName(QStringLiteral("density"));
    m_distancePlot->setObjectName(QStringLiteral("distance"));
    m_median->setObjectName(QStringLiteral("median"));
    m_range->setObjectName(QStringLiteral("range"));
    m_difference->setEmptyText(tr("Appears when both runs have finished a layer."));
    m_densityPlot->setEmptyText(tr("Choose a depth: click a row of a heatmap or a point over depth."));
    m_readOut->setAccessibleName(tr("Values under the pointer"));
    m_measures->setAccessibleName(tr("Measures of both runs"));
    m_measures->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_measures->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_measures->setRowCount(2);

    constexpr int leastHeight = 90; // pixels: there is much else above each other
    for (PlotWidget* plot : std::initializer_list<PlotWidget*> {m_first, m_second, m_median, m_range}) {
        plot->setMinimumHeight(leastHeight);
    }
    m_sides = makeSplitter(Qt::Vertical, *m_first, *m_second);
    // In the order of Page.
    for (QWidget* page :
         std::initializer_list<QWidget*> {m_sides, m_difference, m_densityPlot, m_distancePlot,
                                          makeSplitter(Qt::Vertical, *m_median, *m_range)}) {
        m_plots->addWidget(page);
    }
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_finding);
    layout->addWidget(m_warnings);
    layout->addWidget(m_plots, 1);
    layout->addWidget(m_measures);
    layout->addWidget(m_readOut);
    m_pages->setPlots(content);
}

void CompareView::connectPlots()
{
    connectHeatmap(*m_first, m_heatmaps.runs[0]);
    connectHeatmap(*m_second, m_heatmaps.runs[1]);
    connectHeatmap(*m_difference, m_heatmaps.difference);
    connectLines(*m_distancePlot);
    connectLines(*m_median);
    connectLines(*m_range);
}

void CompareView::connectHeatmap(HeatmapPlot& plot, const HeatmapData& shown)
{
    connect(&plot, &HeatmapPlot::cellClicked, this,
            [this, &shown](int row, int) { chooseDepth(relativeDepth(row, shown.rowNames.size())); });
    connect(&plot, &HeatmapPlot::hovered, this, [this, &shown](int row, int column) {
        if (row < 0) {
            readOutChosen();
        } else {
            const double width =
                (shown.xRange.upper - shown.xRange.lower) / static_cast<double>(shown.numColumns);
            readOutCell(relativeDepth(row, shown.rowNames.size()),
                        shown.xRange.lower + (column + 0.5) * width);
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

CompareView::Page CompareView::page() const
{
    return static_cast<Page>(m_show->currentData().toInt());
}

PlotWidget* CompareView::currentPlot() const
{
    if (!m_runs) {
        return nullptr;
    }
    switch (page()) {
    case Page::Heatmaps:
        return m_linkedHeatmaps.current();
    case Page::Difference:
        return m_difference;
    case Page::Density:
        return m_densityPlot;
    case Page::Distance:
        return m_distancePlot;
    case Page::Profiles:
        return m_linkedProfiles.current();
    }
    return nullptr;
}

QString CompareView::exportName() const
{
    switch (page()) {
    case Page::Heatmaps:
        return currentPlot() == m_second ? QStringLiteral("compare-heatmap-second")
                                         : QStringLiteral("compare-heatmap-first");
    case Page::Difference:
        return QStringLiteral("compare-difference");
    case Page::Density:
        return QStringLiteral("compare-density");
    case Page::Distance:
        return QStringLiteral("compare-distance");
    case Page::Profiles:
        return currentPlot() == m_range ? QStringLiteral("compare-interquartile-range")
                                        : QStringLiteral("compare-median");
    }
    return {};
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
        showPlots();
        showWords();
        showMeasures();
        readOutChosen();
    }
}

void CompareView::showPlots()
{
    const ComparedRuns& runs = *m_runs;
    CompareHeatmaps heatmaps = compareHeatmaps(runs);
    showData(*m_first, m_heatmaps.runs[0], std::move(heatmaps.runs[0]));
    showData(*m_second, m_heatmaps.runs[1], std::move(heatmaps.runs[1]));
    showData(*m_difference, m_heatmaps.difference, std::move(heatmaps.difference));
    showData(*m_densityPlot, m_density, m_depth ? compareDensities(runs, *m_depth) : LinePlotData {});
    showData(*m_distancePlot, m_distance,
             comparison() ? compareDistance(*comparison(), runs, m_depth) : LinePlotData {});
    m_distancePlot->setEmptyText(comparison() ? compareFinding(*comparison()) : tr("Comparing…"));
    CompareProfiles profiles = compareProfiles(runs, comparison(), m_depth);
    showData(*m_median, m_profiles.median, std::move(profiles.median));
    showData(*m_range, m_profiles.range, std::move(profiles.range));

    const auto highlight = [this](HeatmapPlot& plot, const HeatmapData& shown) {
        plot.setHighlightedRow(m_depth ? std::optional(rowAt(*m_depth, shown.rowNames.size()))
                                       : std::nullopt);
    };
    highlight(*m_first, m_heatmaps.runs[0]);
    highlight(*m_second, m_heatmaps.runs[1]);
    highlight(*m_difference, m_heatmaps.difference);
}

void CompareView::showWords()
{
    const RunComparison* compared = comparison();
    if (m_failure) {
        //: %1 is what went wrong
        m_finding->setText(tr("The runs cannot be compared: %1.").arg(m_failure->headline()));
    } else if (!compared) {
        m_finding->setText(tr("Comparing…"));
    } else {
        const std::array<QString, 2> names = comparedNames(*m_runs);
        QStringList sentences {compareFinding(*compared)};
        for (std::size_t run = 0; run < names.size(); ++run) {
            sentences += comparedZones(*m_result->runs.at(run), compared->runs.at(run), names.at(run));
        }
        m_finding->setText(sentences.join(QLatin1Char('\n')));
    }
    const QStringList warnings = compared ? compareWarnings(*compared, m_result->runs) : QStringList();
    m_warnings->setVisible(!warnings.isEmpty());
    //: before sentences that say what else is different
    m_warnings->setText(tr("Mind what else differs. %1").arg(warnings.join(QLatin1Char(' '))));
}

void CompareView::showMeasures()
{
    m_measures->setVisible(comparison() != nullptr);
    if (!comparison()) {
        return;
    }
    const auto measures = compareMeasures(*comparison(), m_result->runs);
    const std::array<QString, 2> names = comparedNames(*m_runs);
    m_measures->setVerticalHeaderLabels({names[0], names[1]});
    m_measures->setColumnCount(static_cast<int>(measures.size()));
    for (std::size_t i = 0; i < measures.size(); ++i) {
        const CompareMeasure& measure = measures[i];
        const int column = static_cast<int>(i);
        auto* header = new QTableWidgetItem(measure.name);
        header->setToolTip(measure.toolTip);
        m_measures->setHorizontalHeaderItem(column, header);
        for (std::size_t run = 0; run < measure.values.size(); ++run) {
            m_measures->setCell(static_cast<int>(run), column, measure.values.at(run), false);
        }
    }
    m_measures->fitHeight();
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
    const std::array<double, 2> densities = densitiesAt(*m_runs, depth, r);
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
    if (m_depth && comparison() && !comparison()->depths.empty()) {
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
