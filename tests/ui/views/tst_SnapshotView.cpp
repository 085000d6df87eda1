// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "tests/support/ScriptedRun.h"
#include "ui/runs/SelectionState.h"
#include "ui/views/SnapshotView.h"
#include "ui/window/ViewRegistry.h"

#include <QDockWidget>
#include <QElapsedTimer>
#include <QMainWindow>
#include <QSet>
#include <QTest>

#include <array>
#include <string_view>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::FailOnWarning;
using bathyscope::test::ScriptedRun;

namespace {

/// Remembers what it was asked to render.
class RecordingView final : public SnapshotView
{
public:
    explicit RecordingView(SelectionState& selection)
        : SnapshotView(selection, nullptr)
    {
        m_clock.start();
    }

    [[nodiscard]] PlotWidget* currentPlot() const override
    {
        return nullptr;
    }
    [[nodiscard]] QString exportName() const override
    {
        return {};
    }

    std::vector<std::uint64_t> sequences; ///< of the rendered snapshots; 0 for none
    std::vector<qint64> times; ///< ms

protected:
    void render() override
    {
        sequences.push_back(snapshot() ? snapshot()->sequence : 0);
        times.push_back(m_clock.elapsed());
    }

private:
    QElapsedTimer m_clock;
};

} // namespace

class TestSnapshotView : public QObject
{
    Q_OBJECT

private slots:
    void rendersNothingWhileHidden();
    void rendersTheLatestWhenShown();
    void rendersChangesOfOneTurnOnce();
    void rendersAtMostEveryFortyMillisecondsAndKeepsTheLast();
    void rendersWhenTheSelectionChanges();
    void rendersAgainAfterBeingHidden();
    void waitsBehindAnotherDock();
    void offersEveryRegisteredView();

private:
    const ScriptedRun m_run;
};

void TestSnapshotView::rendersNothingWhileHidden()
{
    SelectionState selection;
    RecordingView view(selection);
    view.setSnapshot(m_run.snapshot(1));
    selection.setLayer(3);
    QCoreApplication::processEvents();
    QVERIFY(view.sequences.empty());
}

void TestSnapshotView::rendersTheLatestWhenShown()
{
    SelectionState selection;
    RecordingView view(selection);
    view.setSnapshot(m_run.snapshot(1));
    view.setSnapshot(m_run.snapshot(2));
    view.show();
    QTRY_COMPARE(view.sequences, (std::vector<std::uint64_t> {3}));
}

void TestSnapshotView::rendersChangesOfOneTurnOnce()
{
    SelectionState selection;
    RecordingView view(selection);
    view.show();
    for (std::size_t layer = 0; layer < 12; ++layer) {
        view.setSnapshot(m_run.snapshot(layer));
        selection.setLayer(static_cast<int>(layer));
    }
    QTRY_COMPARE(view.sequences, (std::vector<std::uint64_t> {12}));
}

void TestSnapshotView::rendersAtMostEveryFortyMillisecondsAndKeepsTheLast()
{
    SelectionState selection;
    RecordingView view(selection);
    view.show();
    // Changes arrive in every turn of the event loop until four renderings have happened.
    std::size_t next = 0;
    while (view.sequences.size() < 4) {
        view.setSnapshot(m_run.snapshot(next % 12));
        next = (next + 1) % 12;
        QCoreApplication::processEvents();
    }
    for (std::size_t i = 1; i < view.times.size(); ++i) {
        QVERIFY(view.times[i] - view.times[i - 1] >= 39); // 40, less the rounding of two clocks
    }
    view.setSnapshot(m_run.finished());
    QTRY_COMPARE(view.sequences.back(), std::uint64_t {13});
}

void TestSnapshotView::rendersWhenTheSelectionChanges()
{
    SelectionState selection;
    RecordingView view(selection);
    view.show();
    QTRY_COMPARE(view.sequences.size(), std::size_t {1});
    selection.setLayer(2);
    QTRY_COMPARE(view.sequences.size(), std::size_t {2});
}

void TestSnapshotView::rendersAgainAfterBeingHidden()
{
    SelectionState selection;
    RecordingView view(selection);
    view.show();
    QTRY_COMPARE(view.sequences.size(), std::size_t {1});
    view.setSnapshot(m_run.snapshot(4)); // the throttle is running
    view.hide();
    // A second view that renders twice from now on: by then the first one's throttle has fired.
    RecordingView witness(selection);
    witness.show();
    QTRY_COMPARE(witness.sequences.size(), std::size_t {1});
    witness.setSnapshot(m_run.snapshot(4));
    QTRY_COMPARE(witness.sequences.size(), std::size_t {2});
    QCOMPARE(view.sequences.size(), std::size_t {1});
    view.show();
    QTRY_COMPARE(view.sequences, (std::vector<std::uint64_t> {0, 5}));
}

void TestSnapshotView::waitsBehindAnotherDock()
{
    SelectionState selection;
    QMainWindow window;
    std::array<RecordingView*, 2> views {};
    std::array<QDockWidget*, 2> docks {};
    for (std::size_t i = 0; i < views.size(); ++i) {
        views.at(i) = new RecordingView(selection);
        docks.at(i) = new QDockWidget(&window);
        docks.at(i)->setWidget(views.at(i));
        window.addDockWidget(Qt::LeftDockWidgetArea, docks.at(i));
    }
    window.tabifyDockWidget(docks[0], docks[1]);
    docks[0]->raise();
    window.resize(600, 400);
    window.show();
    QTRY_COMPARE(views[0]->sequences.size(), std::size_t {1});
    QVERIFY(views[1]->isVisible()); // says Qt
    const std::size_t before = views[1]->sequences.size();
    for (RecordingView* view : views) {
        view->setSnapshot(m_run.snapshot(4));
    }
    QTRY_COMPARE(views[0]->sequences.back(), std::uint64_t {5});
    // The one in front renders again, a whole throttle later: by then the other one's would have fired.
    views[0]->setSnapshot(m_run.snapshot(5));
    QTRY_COMPARE(views[0]->sequences.back(), std::uint64_t {6});
    QCOMPARE(views[1]->sequences.size(), before);
    docks[1]->raise();
    QTRY_COMPARE(views[1]->sequences.size(), before + 1);
    QCOMPARE(views[1]->sequences.back(), std::uint64_t {5});
}

void TestSnapshotView::offersEveryRegisteredView()
{
    const FailOnWarning failOnWarning;
    SelectionState selection;
    QSet<QString> ids;
    QSet<QString> shortcuts;
    for (const ViewInfo& info : viewRegistry()) {
        const std::unique_ptr<SnapshotView> view(info.create(selection, nullptr));
        QVERIFY(view);
        // Words only, and nothing before two runs are there or a neuron is chosen.
        const std::string_view id = info.id;
        QCOMPARE(view->currentPlot() != nullptr, id != "findings" && id != "compare" && id != "neurons");
        QVERIFY(!view->exportName().isEmpty());
        QVERIFY(!info.translatedTitle().isEmpty());
        ids.insert(QString::fromUtf8(info.id));
        shortcuts.insert(QString::fromUtf8(info.shortcut));
    }
    QCOMPARE(static_cast<std::size_t>(ids.size()), viewRegistry().size());
    QCOMPARE(static_cast<std::size_t>(shortcuts.size()), viewRegistry().size());
}

QTEST_MAIN(TestSnapshotView)
#include "tst_SnapshotView.moc"
