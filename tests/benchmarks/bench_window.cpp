// SPDX-License-Identifier: GPL-3.0-or-later
// How the window feels, first when it opens, then during a real run: bench_window [MODEL_FOLDER]. Prints the
// time from main() until the window is on screen, the time to the first layer on screen, the longest absence
// of the GUI thread, the same while the model of the other size follows and is compared, how long a cancelled
// run takes to end, and the memory of the whole process, after the first run and at the end.
#include "core/checkpoint/ModelCatalog.h"
#include "core/run/AnalysisRun.h"
#include "core/support/ProcessMemory.h"
#include "core/support/Resources.h"
#include "tests/support/EventLoopGap.h"
#include "ui/panels/ModelPicker.h"
#include "ui/panels/RunSetup.h"
#include "ui/runs/AnalysisController.h"
#include "ui/window/MainWindow.h"

#include <fmt/core.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTest>

#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>

namespace {

using namespace bathyscope;
using namespace bathyscope::ui;

constexpr int patience = 600'000; // milliseconds
constexpr int afterwards = 4'000;

/// The window with everything read that a run needs; nothing if that does not happen.
std::unique_ptr<MainWindow> openWindow(const QElapsedTimer& sinceMain)
{
    const QStringList arguments = QApplication::arguments();
    auto window =
        std::make_unique<MainWindow>(&runAnalysis, locateModels(resourcesFolder()), resourcesFolder());
    window->resize(1440, 900);
    window->show();
    if (!QTest::qWaitForWindowExposed(window.get(), patience)) {
        return nullptr;
    }
    fmt::print("window on screen after      {:8} ms\n", sinceMain.elapsed());
    auto* setup = window->findChild<RunSetup*>();
    if (arguments.size() > 1) {
        setup->models().openFolder(arguments.at(1).toStdString());
    }
    QTest::qWait(
        500); // the folder is looked at in the background, during which the model before it is still chosen
    return QTest::qWaitFor([setup] { return setup->request().has_value(); }, patience) ? std::move(window)
                                                                                       : nullptr;
}

/// Of the whole process, from its start until now; `when` is its label.
void printPeak(const char* when)
{
    fmt::print("{:28}{:8.0f} MB\n", when, static_cast<double>(processMemory().peakResidentBytes) / 1e6);
}

/// A whole run: prints the first layer's time, the longest absence, the whole, the memory.
bool measureRun(MainWindow& window, AnalysisController& controller)
{
    const test::EventLoopGap gap;
    QElapsedTimer timer;
    timer.start();
    std::optional<qint64> firstLayer;
    const QObject whileMeasuring;
    QObject::connect(&controller, &AnalysisController::snapshotChanged, &whileMeasuring, [&] {
        if (!firstLayer && controller.snapshot() && controller.snapshot()->numFinished() > 0) {
            firstLayer = timer.elapsed();
        }
    });
    window.startRun();
    if (!QTest::qWaitFor([&controller] { return !controller.isRunning(); }, patience)) {
        return false;
    }
    fmt::print("first layer after           {:8} ms\n", firstLayer.value_or(-1));
    fmt::print("whole run                   {:8} ms\n", timer.elapsed());
    fmt::print("GUI thread's longest absence{:8.1f} ms\n", gap.longest().count());
    printPeak("peak resident set");
    return true;
}

/// The run of the other size, with both side by side in front; nothing where that model is not here.
bool measureCounterpart(MainWindow& window, AnalysisController& controller)
{
    const test::EventLoopGap gap;
    QElapsedTimer timer;
    timer.start();
    window.startCounterpart();
    if (!controller.isRunning()) {
        return true;
    }
    if (!QTest::qWaitFor([&controller] { return !controller.isRunning(); }, patience)) {
        return false;
    }
    fmt::print("run of the other size       {:8} ms\n", timer.elapsed());
    QTest::qWait(afterwards); // the last comparison
    fmt::print("longest absence meanwhile   {:8.1f} ms\n", gap.longest().count());
    return true;
}

/// A run that is cancelled after its second layer.
bool measureCancel(MainWindow& window, AnalysisController& controller)
{
    window.startRun();
    const auto underWay = [&controller] {
        return controller.snapshot() && controller.snapshot()->numFinished() >= 2;
    };
    if (!QTest::qWaitFor(underWay, patience)) {
        return false;
    }
    QElapsedTimer timer;
    timer.start();
    window.cancelRun();
    if (!QTest::qWaitFor([&controller] { return !controller.isRunning(); }, patience)) {
        return false;
    }
    fmt::print("cancel took                 {:8} ms, {} of {} layers kept\n", timer.elapsed(),
               controller.snapshot()->numFinished(), controller.snapshot()->layers.size());
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    QElapsedTimer sinceMain;
    sinceMain.start();
    const QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true); // the user's settings stay untouched
    const auto window = openWindow(sinceMain);
    if (!window) {
        fmt::print(stderr, "The model cannot be run; open it in the program to see why.\n");
        return EXIT_FAILURE;
    }
    auto& controller = *window->findChild<AnalysisController*>();
    const bool worked = measureRun(*window, controller) && measureCounterpart(*window, controller)
        && measureCancel(*window, controller);
    printPeak("peak resident set, all runs");
    return worked ? EXIT_SUCCESS : EXIT_FAILURE;
}
