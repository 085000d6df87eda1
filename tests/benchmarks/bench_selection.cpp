// SPDX-License-Identifier: GPL-3.0-or-later
// How long a view takes from a change of the selection to painted pixels: a made-up run of 24 layers of 8,192
// neurons and 8,192 tokens (or as given), every view alone in a window of 1200 x 900.
#include "core/analysis/AnalysisSnapshot.h"
#include "tests/support/ScriptedRun.h"
#include "ui/look/Theme.h"
#include "ui/runs/SelectionState.h"
#include "ui/views/SnapshotView.h"
#include "ui/window/ViewRegistry.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPaintEvent>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

constexpr int numChanges = 24;
constexpr unsigned long pauseMilliseconds = 60; // the next change finds the throttle at rest

/// Notes when the last paint event of a view was handled.
class PaintClock final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        const bool isHandled = QApplication::notify(receiver, event);
        if (event->type() == QEvent::Paint) {
            m_lastPaint = m_clock.nsecsElapsed();
        }
        return isHandled;
    }

    /// Milliseconds from now until all has been painted that `change` leads to.
    template <class Change>
    double millisecondsOf(Change change)
    {
        QThread::msleep(pauseMilliseconds);
        processEvents();
        m_lastPaint = 0;
        m_clock.restart();
        change();
        for (int idle = 0; idle < 3;) {
            const qint64 before = m_lastPaint;
            sendPostedEvents();
            processEvents();
            idle = m_lastPaint == before && m_lastPaint > 0 ? idle + 1 : 0;
            if (m_clock.elapsed() > 1000) {
                break; // it draws nothing
            }
        }
        return static_cast<double>(m_lastPaint) / 1e6;
    }

private:
    QElapsedTimer m_clock;
    qint64 m_lastPaint = 0;
};

void measure(PaintClock& application, const ViewInfo& info,
             const std::shared_ptr<const AnalysisSnapshot>& run)
{
    SelectionState selection;
    const std::unique_ptr<SnapshotView> view(info.create(selection, nullptr));
    view->resize(1200, 900);
    selection.setRun(run->info);
    view->setSnapshot(run);
    view->setCompared(ComparedRuns {run, run});
    view->show();
    for (int turn = 0; turn < 60; ++turn) {
        QThread::msleep(50);
        QApplication::processEvents();
    }
    std::vector<double> times;
    times.reserve(numChanges);
    const int numLayers = static_cast<int>(run->layers.size());
    for (int change = 0; change < numChanges; ++change) {
        times.push_back(
            application.millisecondsOf([&] { selection.setLayer((change * 7 + 1) % numLayers); }));
    }
    std::ranges::sort(times);
    std::printf("%-12s %8.1f %8.1f\n", info.id, times[times.size() / 2], times.back());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    PaintClock application(argc, argv);
    const Theme theme;
    test::ScriptedShape shape {.modelName = "made up", .numLayers = 24, .numNeurons = 8192};
    if (argc == 3) {
        shape.numLayers = std::strtoul(argv[1], nullptr, 10);
        shape.numNeurons = std::strtoul(argv[2], nullptr, 10);
    }
    const test::ScriptedRun run(shape);
    const auto snapshot = run.finished();
    std::printf("%zu layers of %zu neurons; ms from a change of the layer to the last pixel\n",
                shape.numLayers, shape.numNeurons);
    std::printf("%-12s %8s %8s\n", "view", "median", "most");
    for (const ViewInfo& view : viewRegistry()) {
        measure(application, view, snapshot);
    }
    return 0;
}
