// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "ui/runs/SelectionState.h"

#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

/// What a run is about of so many layers of 64 neurons, that read 96 tokens in windows of 32.
std::shared_ptr<const RunInfo> infoOf(const char* modelName, std::size_t numLayers)
{
    constexpr std::size_t numNeurons = 64;
    constexpr std::size_t windowLength = 32;
    auto info = std::make_shared<RunInfo>();
    info->modelName = modelName;
    info->config.numLayers = numLayers;
    info->config.intermediateSize = numNeurons;
    info->config.hiddenSize = numNeurons / 4;
    std::vector<TokenId> ids(3 * windowLength);
    std::iota(ids.begin(), ids.end(), 0);
    info->windows = TokenWindows::cut(std::move(ids), windowLength);
    return info;
}

std::shared_ptr<RunInfo> changed(const std::shared_ptr<const RunInfo>& info)
{
    return std::make_shared<RunInfo>(*info);
}

/// A selection in a run of 6 layers, 64 neurons and 96 tokens, and how often it has said what.
struct Bench
{
    Bench()
    {
        state.setRun(run);
    }

    std::shared_ptr<const RunInfo> run = infoOf("small", 6);
    SelectionState state;
    QSignalSpy layers {&state, &SelectionState::layerChanged};
    QSignalSpy selections {&state, &SelectionState::selectionChanged};
    QSignalSpy histories {&state, &SelectionState::historyChanged};
};

const Selection everything {
    .layer = 3, .neuron = 17, .token = 40, .rRange = RRange {.low = -0.2, .high = -0.1}};

} // namespace

class TestSelectionState : public QObject
{
    Q_OBJECT

private slots:
    void beginsWithNothing()
    {
        const Bench bench;
        QVERIFY(bench.state.selection().isEmpty());
        QVERIFY(!bench.state.canGoBack());
        QVERIFY(!bench.state.canGoForward());
        QVERIFY(!bench.state.previous());
    }

    void selectsAllAtOnceAndTellsOnce()
    {
        Bench bench;
        bench.state.select(everything);
        QCOMPARE(bench.state.layer(), std::optional(3));
        QCOMPARE(bench.state.neuron(), std::optional<std::size_t>(17));
        QCOMPARE(bench.state.token(), std::optional<std::size_t>(40));
        QVERIFY(bench.state.rRange() == everything.rRange);
        QCOMPARE(bench.layers.size(), 1);
        QCOMPARE(bench.selections.size(), 1);
        bench.state.select(everything);
        QCOMPARE(bench.selections.size(), 1);
        Selection other = everything;
        other.neuron = 18;
        bench.state.select(other);
        QCOMPARE(bench.layers.size(), 1);
        QCOMPARE(bench.selections.size(), 2);
    }

    void anotherLayerForgetsNeuronAndInterval()
    {
        Bench bench;
        bench.state.select(everything);
        bench.state.setLayer(3);
        QVERIFY(bench.state.selection() == everything);
        bench.state.setLayer(4);
        QVERIFY(bench.state.selection() == (Selection {.layer = 4, .token = 40}));
    }

    void goesBackAndForward()
    {
        Bench bench;
        bench.state.setLayer(1);
        bench.state.select(everything);
        bench.state.setLayer(5);
        QVERIFY(bench.state.previous() == everything);
        bench.state.goBack();
        QVERIFY(bench.state.selection() == everything);
        bench.state.goBack();
        QCOMPARE(bench.state.layer(), std::optional(1));
        QVERIFY(!bench.state.canGoBack()); // "nothing selected" is no place to go to
        bench.state.goBack();
        QCOMPARE(bench.state.layer(), std::optional(1));
        QVERIFY(bench.state.next() == everything);
        bench.state.goForward();
        bench.state.goForward();
        QCOMPARE(bench.state.layer(), std::optional(5));
        QVERIFY(!bench.state.canGoForward());
    }

    void aNewChoiceEndsTheWayForward()
    {
        Bench bench;
        bench.state.setLayer(1);
        bench.state.setLayer(2);
        bench.state.goBack();
        bench.state.setLayer(4);
        QVERIFY(!bench.state.canGoForward());
        bench.state.goBack();
        QCOMPARE(bench.state.layer(), std::optional(1));
    }

    void stepsInARowAreOneEntry()
    {
        Bench bench;
        bench.state.setLayer(0);
        for (int layer = 1; layer < 6; ++layer) {
            bench.state.step({.layer = layer});
        }
        QCOMPARE(bench.state.layer(), std::optional(5));
        bench.state.goBack();
        QCOMPARE(bench.state.layer(), std::optional(0));
        bench.state.goForward();
        QCOMPARE(bench.state.layer(), std::optional(5));
        bench.state.step({.layer = 4}); // after a way back and forth it is another row
        bench.state.goBack();
        QCOMPARE(bench.state.layer(), std::optional(5));
    }

    void thereAndBackInStepsLeadsPastItself()
    {
        Bench bench;
        bench.state.setLayer(0);
        bench.state.setLayer(2);
        bench.state.step({.layer = 3});
        bench.state.step({.layer = 2});
        QVERIFY(bench.state.previous() == (Selection {.layer = 0}));
    }

    void forgetsWhatARunDoesNotHaveAndRemembersIt()
    {
        Bench bench;
        bench.state.setLayer(1);
        bench.state.setLayer(5);
        const auto shallow = infoOf("shallow", 4);
        bench.state.setRun(shallow);
        QVERIFY(bench.state.selection().isEmpty());
        QCOMPARE(bench.layers.size(), 3);
        QVERIFY(bench.state.previous() == (Selection {.layer = 1}));
        bench.state.setRun(bench.run);
        QCOMPARE(bench.state.layer(), std::optional(5));
    }

    void passesOverEntriesOfWhichNothingRemains()
    {
        Bench bench;
        bench.state.setLayer(1);
        bench.state.setLayer(5);
        bench.state.setLayer(2);
        const auto shallow = infoOf("shallow", 4);
        bench.state.setRun(shallow);
        QVERIFY(bench.state.previous() == (Selection {.layer = 1}));
        bench.state.goBack();
        QVERIFY(bench.state.next() == (Selection {.layer = 2}));
    }

    void keepsTheNeuronInTheSameModelOnly_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<bool>("keepsNeuron");
        QTest::addColumn<bool>("keepsToken");
        QTest::newRow("same settings again") << QByteArray("again") << true << true;
        QTest::newRow("another text") << QByteArray("text") << true << false;
        QTest::newRow("other windows") << QByteArray("windows") << true << false;
        QTest::newRow("another model") << QByteArray("model") << false << true;
        QTest::newRow("random weights") << QByteArray("random") << false << true;
        QTest::newRow("another hook point of the same width") << QByteArray("hook") << false << true;
        QTest::newRow("narrower") << QByteArray("narrow") << false << true;
    }

    void keepsTheNeuronInTheSameModelOnly()
    {
        QFETCH(const QByteArray, what);
        QFETCH(const bool, keepsNeuron);
        QFETCH(const bool, keepsToken);
        Bench bench;
        bench.state.select(everything);
        const auto other = changed(bench.run);
        if (what == "text") {
            std::vector<TokenId> ids(bench.run->windows.ids().begin(), bench.run->windows.ids().end());
            ids.back() = 0;
            other->windows = TokenWindows::cut(ids, 32);
        } else if (what == "windows") {
            const auto ids = bench.run->windows.ids();
            other->windows = TokenWindows::cut({ids.begin(), ids.end()}, 48);
        } else if (what == "model") {
            other->modelName = "another";
        } else if (what == "random") {
            other->hasRandomWeights = true;
        } else if (what == "hook") {
            other->hook = HookPoint::MlpPost;
        } else if (what == "narrow") {
            other->hook = HookPoint::ResidPost; // a quarter as wide: 17 is the first that it has not
        }
        bench.state.setRun(other);
        QCOMPARE(bench.state.layer(), std::optional(3));
        QVERIFY(bench.state.rRange() == everything.rRange);
        QCOMPARE(bench.state.neuron().has_value(), keepsNeuron);
        QCOMPARE(bench.state.token().has_value(), keepsToken);
    }

    void refusesWhatTheRunDoesNotHave()
    {
        Bench bench;
        bench.state.select({.layer = 2, .neuron = 64, .token = 96});
        QVERIFY(bench.state.selection() == (Selection {.layer = 2}));
        bench.state.select({.layer = 2, .neuron = 63, .token = 95});
        QVERIFY(bench.state.selection() == (Selection {.layer = 2, .neuron = 63, .token = 95}));
        bench.state.select({.layer = -1, .neuron = 3});
        QVERIFY(bench.state.selection().isEmpty());
    }

    void keepsEverythingWhileTheNextRunIsNotKnown()
    {
        Bench bench;
        bench.state.select(everything);
        bench.state.setRun(nullptr);
        QVERIFY(bench.state.selection() == everything);
        bench.state.setRun(changed(bench.run)); // the same again: that run's info is now known
        QVERIFY(bench.state.selection() == everything);
    }

    void aRunThatIsGoneLeavesLayersInTheHistory()
    {
        Bench bench;
        bench.state.select(everything);
        const auto other = changed(bench.run);
        bench.run.reset();
        bench.state.setRun(other);
        QVERIFY(bench.state.selection() == (Selection {.layer = 3, .rRange = everything.rRange}));
    }

    void theHistoryIsBounded()
    {
        Bench bench;
        for (int turn = 0; turn < 1000; ++turn) {
            bench.state.setLayer(turn % 6);
        }
        int numBack = 0;
        while (bench.state.canGoBack()) {
            bench.state.goBack();
            ++numBack;
        }
        QVERIFY2(numBack >= 100 && numBack < 300, qPrintable(QString::number(numBack)));
    }

    /// As *Show* on a finding does: nothing else is selected, and still there is a way back.
    void aJumpToAnotherViewHasAWayBack()
    {
        Bench bench;
        QSignalSpy views(&bench.state, &SelectionState::viewWanted);
        bench.state.setView(QStringLiteral("findings"));
        bench.state.setLayer(3);
        bench.state.jump(bench.state.selection(), QStringLiteral("zones"));
        QCOMPARE(views.takeFirst().first().toString(), QStringLiteral("zones"));
        QCOMPARE(bench.state.previousView(), QStringLiteral("findings"));
        bench.state.setLayer(5); // in that view
        QCOMPARE(bench.state.previousView(), QString());
        bench.state.goBack();
        QCOMPARE(bench.state.layer(), std::optional(3));
        QVERIFY(views.isEmpty()); // it is looked at anyway
        bench.state.goBack();
        QCOMPARE(views.takeFirst().first().toString(), QStringLiteral("findings"));
        QCOMPARE(bench.state.layer(), std::optional(3));
        QVERIFY(!bench.state.canGoBack());
        QCOMPARE(bench.state.nextView(), QStringLiteral("zones"));
        bench.state.goForward();
        QCOMPARE(views.takeFirst().first().toString(), QStringLiteral("zones"));
        bench.state.goForward();
        QCOMPARE(bench.state.layer(), std::optional(5));
        QVERIFY(views.isEmpty());
    }

    void aJumpMaySelect()
    {
        Bench bench;
        QSignalSpy views(&bench.state, &SelectionState::viewWanted);
        bench.state.setView(QStringLiteral("layers"));
        bench.state.setLayer(3);
        bench.state.jump({.layer = 3, .neuron = 17}, QStringLiteral("neurons"));
        bench.state.goBack();
        QVERIFY(bench.state.selection() == (Selection {.layer = 3}));
        QCOMPARE(views.last().first().toString(), QStringLiteral("layers"));
        bench.state.jump({.layer = 4}, QStringLiteral("layers")); // where the user is: a mere selection
        QCOMPARE(bench.state.previousView(), QString());
        QCOMPARE(views.count(), 3); // and still asked for: its dock may be closed
    }

    /// Who has gone back by the tab has no press of Alt+Left that does nothing.
    void aViewThatTheUserWentBackToIsPassedOver()
    {
        Bench bench;
        bench.state.setView(QStringLiteral("findings"));
        bench.state.setLayer(3);
        bench.state.jump(bench.state.selection(), QStringLiteral("zones"));
        QVERIFY(bench.state.canGoBack());
        bench.histories.clear();
        bench.state.setView(QStringLiteral("findings"));
        QVERIFY(!bench.histories.isEmpty());
        QVERIFY(!bench.state.canGoBack());
        bench.state.jump(bench.state.selection(), QStringLiteral("confound"));
        QCOMPARE(bench.state.previousView(), QStringLiteral("findings"));
        bench.state.goBack();
        QVERIFY(!bench.state.canGoBack());
    }
};

QTEST_GUILESS_MAIN(TestSelectionState)
#include "tst_SelectionState.moc"
