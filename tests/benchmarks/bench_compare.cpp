// SPDX-License-Identifier: GPL-3.0-or-later
// The Compare view with runs of the largest kind, made up: bench_compare [LAYERS [NEURONS]], by default 24
// layers of 8,192 neurons beside 12 of 3,072. Prints how long comparing takes, and page by page the time from
// a change of depth to what has been painted.
#include "core/analysis/ComparisonMeasures.h"
#include "tests/support/ScriptedRun.h"
#include "ui/SelectionState.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/PlotWidget.h"
#include "ui/views/CompareView.h"

#include <fmt/core.h>

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <vector>

namespace {

using namespace bathyscope;
using namespace bathyscope::ui;
using test::ScriptedRun;

constexpr int numRepetitions = 25;
constexpr int patience = 60'000; // milliseconds
constexpr int throttle = 60; // milliseconds: longer than the pause between two renderings

double milliseconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Notes which widgets paint themselves.
class PaintWatch final : public QObject
{
public:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            painted.insert(watched);
        }
        return false;
    }

    std::set<QObject*> painted;
};

template <typename Work>
double timeOf(Work&& work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return milliseconds(timer);
}

/// Milliseconds from each of several changes of depth until every visible plot has been painted anew,
/// ascending.
std::vector<double> depthChanges(CompareView& view, HeatmapPlot& heatmap)
{
    std::vector<QWidget*> canvases;
    PaintWatch watch;
    for (PlotWidget* plot : view.findChildren<PlotWidget*>()) {
        if (plot->isVisible()) {
            canvases.push_back(plot->findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
            canvases.back()->installEventFilter(&watch);
        }
    }
    std::vector<double> times;
    for (int i = 0; i < numRepetitions; ++i) {
        QTest::qWait(throttle);
        watch.painted.clear();
        QElapsedTimer timer;
        timer.start();
        emit heatmap.cellClicked(i % 12, 0);
        while (watch.painted.size() < canvases.size() && timer.elapsed() < patience) {
            QCoreApplication::processEvents();
        }
        times.push_back(milliseconds(timer));
    }
    std::ranges::sort(times);
    return times;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const std::size_t numLayers = arguments.size() > 1 ? arguments.at(1).toUInt() : 24;
    const std::size_t numNeurons = arguments.size() > 2 ? arguments.at(2).toUInt() : 8192;
    const ScriptedRun small({.modelName = "small", .numLayers = 12, .numNeurons = 3072});
    const ScriptedRun large({.modelName = "large", .numLayers = numLayers, .numNeurons = numNeurons});
    const ComparedRuns runs {small.finished(), large.finished()};
    RunComparison comparison;
    CompareHeatmaps heatmaps;
    fmt::print("12 x 3072 beside {} x {}\n", numLayers, numNeurons);
    fmt::print("compare, off the GUI thread {:8.1f} ms\n",
               timeOf([&] { comparison = compareRuns(*runs[0], *runs[1]); }));
    fmt::print("heatmaps                    {:8.1f} ms\n", timeOf([&] { heatmaps = compareHeatmaps(runs); }));
    fmt::print("measures                    {:8.1f} ms\n",
               timeOf([&] { static_cast<void>(comparisonMeasures(comparison)); }));

    SelectionState selection;
    CompareView view(selection);
    view.resize(1400, 900);
    view.setCompared(runs);
    view.show();
    auto& heatmap = *view.findChild<HeatmapPlot*>(QStringLiteral("heatmap-first"));
    const auto* words = view.findChild<QLabel*>(QStringLiteral("words"));
    if (!QTest::qWaitFor([words] { return words->text().startsWith(QStringLiteral("In these")); },
                         patience)) {
        return EXIT_FAILURE;
    }
    fmt::print("\nfrom a change of depth to the painted page, {} times\n", numRepetitions);
    fmt::print("{:24}{:>10}{:>10}\n", "", "median", "longest");
    auto* show = view.findChildren<QComboBox*>().front();
    for (int page = 0; page < show->count(); ++page) {
        show->setCurrentIndex(page);
        QTest::qWait(2 * throttle);
        const std::vector<double> times = depthChanges(view, heatmap);
        fmt::print("{:24}{:>7.1f} ms{:>7.1f} ms\n", show->itemText(page).toStdString(),
                   times[times.size() / 2], times.back());
    }
    return EXIT_SUCCESS;
}
