// SPDX-License-Identifier: GPL-3.0-or-later
// The Compare view with runs of the largest kind, made up: bench_compare [LAYERS [NEURONS]], by default 24
// layers of 8,192 neurons beside 12 of 3,072. Prints how long comparing takes, and page by page the time from
// a change of depth to what has been painted.
#include "core/findings/ComparisonMeasures.h"
#include "tests/support/ScriptedRun.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/PlotWidget.h"
#include "ui/runs/SelectionState.h"
#include "ui/views/CompareView.h"

#include <fmt/core.h>

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <set>
#include <vector>

namespace {

using namespace bathyscope;
using namespace bathyscope::ui;
using test::ScriptedRun;

constexpr int numRepetitions = 26; // ends at another depth than it begins with
constexpr int patience = 60'000; // milliseconds
constexpr int longestWait = 2'000; // milliseconds, for a page to be painted
constexpr int throttle = 60; // milliseconds: longer than the pause between two renderings

double milliseconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// That this thread has computed so far, whatever else the machine does.
double threadMilliseconds()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e6;
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

/// From each of several changes of depth until every visible plot has been painted anew, ascending.
struct Times
{
    std::vector<double> passed; ///< milliseconds
    std::vector<double> computed; ///< by this thread
};

Times depthChanges(CompareView& view, HeatmapPlot& heatmap)
{
    std::vector<QWidget*> canvases;
    PaintWatch watch;
    for (PlotWidget* plot : view.findChildren<PlotWidget*>()) {
        if (plot->isVisible()) {
            canvases.push_back(plot->findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
            canvases.back()->installEventFilter(&watch);
        }
    }
    QTimer waker; // so that waiting for events never lasts
    waker.start(std::chrono::milliseconds {50});
    Times times;
    for (int i = 0; i < numRepetitions; ++i) {
        QTest::qWait(throttle);
        watch.painted.clear();
        QElapsedTimer timer;
        timer.start();
        const double before = threadMilliseconds();
        emit heatmap.cellClicked(i % 12, 0);
        while (watch.painted.size() < canvases.size() && timer.elapsed() < longestWait) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        times.passed.push_back(milliseconds(timer));
        times.computed.push_back(threadMilliseconds() - before);
    }
    std::ranges::sort(times.passed);
    std::ranges::sort(times.computed);
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
    fmt::print("{:24}{:>10}{:>10}{:>24}\n", "", "median", "longest", "of which computed");
    auto* show = view.findChildren<QComboBox*>().front();
    for (int page = 0; page + 1 < show->count(); ++page) { // the last one, all measures, knows no depth
        show->setCurrentIndex(page);
        QTest::qWait(2 * throttle);
        const Times times = depthChanges(view, heatmap);
        fmt::print("{:24}{:>7.1f} ms{:>7.1f} ms{:>11.1f} ms{:>7.1f} ms\n", show->itemText(page).toStdString(),
                   times.passed[times.passed.size() / 2], times.passed.back(),
                   times.computed[times.computed.size() / 2], times.computed.back());
    }
    return EXIT_SUCCESS;
}
