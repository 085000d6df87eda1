// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/files/RunFile.h"
#include "core/run/AnalysisRun.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/SampleRequest.h"
#include "ui/runs/ProbeRecovery.h"

#include <QTemporaryDir>
#include <QTest>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

/// A run of sample-12 that was saved and opened again.
std::shared_ptr<const AnalysisSnapshot> openedRun()
{
    AnalysisRequest request = test::sampleRequest(200, 50);
    request.numPermutations = 0;
    test::RecordingObserver observer;
    const auto run = runAnalysis(request, {}, observer);
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("run.safetensors")).toStdString();
    writeRunFile(path, *run);
    return readRunFile(path);
}

} // namespace

class TestProbeRecovery : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void findsTheModelByItsName();
    void keepsWhatItRecoveredForItsRunOnly();
    void saysWhyItFailed();
    void letsGoWhatBelongsToClosedRuns();
    void doesOneThingAtATime();

private:
    std::shared_ptr<const AnalysisSnapshot> m_run;
    const test::FailOnWarning m_failOnWarning;
};

void TestProbeRecovery::initTestCase()
{
    m_run = openedRun();
    QVERIFY(!m_run->probe);
}

void TestProbeRecovery::findsTheModelByItsName()
{
    ProbeRecovery recovery(resourcesFolder());
    QVERIFY(!recovery.stateOf(m_run->info).isRunning);
    recovery.start(*m_run, {});
    QVERIFY(recovery.stateOf(m_run->info).isRunning);
    QTRY_VERIFY(!recovery.stateOf(m_run->info).isRunning);
    const ProbeRecoveryState state = recovery.stateOf(m_run->info);
    QVERIFY2(!state.failure, state.failure ? qPrintable(state.failure->detail) : "");
    QVERIFY(state.probe && state.probe->isAvailable({HookPoint::MlpPre, 11}));
}

void TestProbeRecovery::keepsWhatItRecoveredForItsRunOnly()
{
    ProbeRecovery recovery(resourcesFolder());
    recovery.start(*m_run, resourcesFolder() / "sample-models" / "sample-12");
    QTRY_VERIFY(!recovery.stateOf(m_run->info).isRunning);
    QVERIFY(recovery.stateOf(m_run->info).probe);
    const auto other = std::make_shared<const RunInfo>(*m_run->info);
    QVERIFY(!recovery.stateOf(other).probe);
    QVERIFY(!recovery.stateOf(nullptr).probe);
}

void TestProbeRecovery::saysWhyItFailed()
{
    ProbeRecovery recovery(resourcesFolder());
    recovery.start(*m_run, resourcesFolder() / "sample-models" / "sample-24");
    QTRY_VERIFY(!recovery.stateOf(m_run->info).isRunning);
    ProbeRecoveryState state = recovery.stateOf(m_run->info);
    QVERIFY(!state.probe && state.failure);
    QCOMPARE(state.failure->kind, ErrorKind::InconsistentModel);
    recovery.start(*m_run, {}); // another attempt forgets the failure
    QTRY_VERIFY(!recovery.stateOf(m_run->info).isRunning);
    state = recovery.stateOf(m_run->info);
    QVERIFY(state.probe && !state.failure);
}

void TestProbeRecovery::letsGoWhatBelongsToClosedRuns()
{
    ProbeRecovery recovery(resourcesFolder());
    auto closed = std::make_shared<AnalysisSnapshot>(*m_run);
    closed->info = std::make_shared<const RunInfo>(*m_run->info);
    recovery.start(*closed, {});
    QTRY_VERIFY(!recovery.stateOf(closed->info).isRunning);
    const std::weak_ptr<const NeuronProbe> probe = recovery.stateOf(closed->info).probe;
    QVERIFY(!probe.expired());
    closed.reset();
    recovery.start(*m_run, {});
    QTRY_VERIFY(!recovery.stateOf(m_run->info).isRunning);
    QTRY_VERIFY(probe.expired());
}

void TestProbeRecovery::doesOneThingAtATime()
{
    ProbeRecovery recovery(resourcesFolder());
    recovery.setBlocked(true);
    QVERIFY(recovery.stateOf(m_run->info).isBlocked);
    recovery.start(*m_run, {});
    QVERIFY(!recovery.stateOf(m_run->info).isRunning);
    recovery.setBlocked(false);

    auto other = std::make_shared<AnalysisSnapshot>(*m_run);
    other->info = std::make_shared<const RunInfo>(*m_run->info);
    recovery.start(*m_run, {});
    QVERIFY(recovery.stateOf(other->info).isBlocked);
    recovery.start(*other, {});
    QVERIFY(!recovery.stateOf(other->info).isRunning);
    recovery.cancel();
    QVERIFY(!recovery.stateOf(m_run->info).isRunning);
    QVERIFY(!recovery.stateOf(other->info).isBlocked);
}

QTEST_MAIN(TestProbeRecovery)
#include "tst_ProbeRecovery.moc"
