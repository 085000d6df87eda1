// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "core/support/Resources.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/TemporarySettings.h"
#include "ui/panels/ModelCard.h"
#include "ui/panels/ModelPicker.h"
#include "ui/panels/RunForecaster.h"
#include "ui/panels/RunSetup.h"
#include "ui/panels/SettingsPanel.h"
#include "ui/panels/TextPicker.h"

#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QThread>

#include <atomic>
#include <variant>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

RunForecast forecastOf(double seconds, std::uint64_t memoryBytes)
{
    RunForecast forecast;
    forecast.seconds = seconds;
    forecast.peakMemoryBytes = memoryBytes;
    return forecast;
}

/// A forecast that tells which request it is of: a second for every 1000 tokens, a megabyte for every byte of
/// text.
RunForecast tellingForecast(const AnalysisRequest& request)
{
    return forecastOf(static_cast<double>(request.maxTokens) / 1000,
                      std::get<Document>(request.text).text.size() * 1'000'000);
}

struct Bench
{
    explicit Bench(ForecastFunction function)
        : setup(locateModels(resourcesFolder()), resourcesFolder())
        , cards(setup.findChildren<ModelCard*>())
    {
        setup.texts().setText(QStringLiteral("short"), QStringLiteral("twelve bytes"));
        setup.setForecastFunction(std::move(function));
        setup.show();
    }

    [[nodiscard]] QString shown(int card) const
    {
        return cards.at(card)->accessibleDescription();
    }

    test::FailOnWarning failOnWarning;
    RunSetup setup;
    QList<ModelCard*> cards;
};

} // namespace

class TestRunForecaster : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings.clear();
    }

    void saysTimeAndMemoryInWords_data()
    {
        QTest::addColumn<RunForecast>("forecast");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const RunForecast& forecast, const char* text) {
            QTest::newRow(name) << forecast << QString::fromUtf8(text);
        };
        row("seconds", forecastOf(5.2, 320'400'000), "about 5 s, 320 MB on this machine");
        row("tenths", forecastOf(0.44, 205'000'000), "about 0.4 s, 205 MB on this machine");
        row("tenths of minutes", forecastOf(162, 988'000'000), "about 2.7 min, 988 MB on this machine");
        row("minutes", forecastOf(1234, 12'340'000'000), "about 21 min, 12.3 GB on this machine");
        row("hours", forecastOf(100'000, 1'000'000'000), "about 28 h, 1.0 GB on this machine");
        RunForecast busy = forecastOf(2.34, 320'400'000);
        busy.isBusy = true;
        row("busy", busy, "about 2.3 s (busy), 320 MB on this machine");
        RunForecast withFile = forecastOf(60, 800'000'000);
        withFile.scratchBytes = 3'072'000'000;
        row("scratch file", withFile, "about 60 s, 800 MB, disk 3.1 GB");
        withFile.probeBytes = 1'028'000'000;
        row("scratch file and probe", withFile, "about 60 s, 800 MB, disk 4.1 GB");
        RunForecast probed = forecastOf(5.2, 320'400'000);
        probed.probeBytes = 50'331'648;
        row("probe", probed, "about 5 s, 320 MB, disk 50 MB");
        probed.probeBytes = 0;
        probed.probeProblem = "There is no room.";
        row("no room for the probe", probed, "about 5 s, 320 MB; disk too full for single neurons");
        RunForecast tooLarge = forecastOf(60, 800'000'000);
        tooLarge.fits = false;
        tooLarge.minimalMemoryBytes = 797'000'000;
        row("too much", tooLarge, "Needs at least 797 MB: too much");
    }

    void saysTimeAndMemoryInWords()
    {
        QFETCH(RunForecast, forecast);
        QFETCH(QString, text);
        QCOMPARE(forecastText(forecast), text);
    }

    void standsOnTheChosenModelsCard()
    {
        std::atomic<QThread*> thread = nullptr;
        Bench bench([&thread](const AnalysisRequest& request, const std::stop_token& /*stop*/) {
            thread = QThread::currentThread();
            return tellingForecast(request);
        });
        QVERIFY(bench.shown(0).isEmpty());
        const int heightBefore = bench.cards[0]->sizeHint().height();
        QTRY_COMPARE(bench.shown(0), QStringLiteral("about 8 s, 12 MB on this machine"));
        QVERIFY(thread != QThread::currentThread());
        QVERIFY(bench.shown(1).isEmpty());
        QVERIFY(bench.cards[0]->sizeHint().height() > heightBefore);
        QCOMPARE(bench.cards[1]->sizeHint().height(), heightBefore);

        bench.cards[1]->click();
        QVERIFY(bench.shown(0).isEmpty());
        QCOMPARE(bench.cards[0]->sizeHint().height(), heightBefore);
        QTRY_COMPARE(bench.shown(1), QStringLiteral("about 8 s, 12 MB on this machine"));
    }

    void followsSettingsAndText()
    {
        Bench bench([](const AnalysisRequest& request, const std::stop_token& /*stop*/) {
            return tellingForecast(request);
        });
        QTRY_COMPARE(bench.shown(0), QStringLiteral("about 8 s, 12 MB on this machine"));
        RunSettings choices;
        choices.maxTokens = 50'000;
        bench.setup.findChild<SettingsPanel*>()->setSettings(choices);
        QVERIFY(bench.shown(0).isEmpty());
        QTRY_COMPARE(bench.shown(0), QStringLiteral("about 50 s, 12 MB on this machine"));
        bench.setup.texts().setText(QStringLiteral("shorter"), QStringLiteral("abc"));
        QVERIFY(bench.shown(0).isEmpty());
        QTRY_COMPARE(bench.shown(0), QStringLiteral("about 50 s, 3 MB on this machine"));
    }

    void isNotComputedBesideARun()
    {
        std::atomic<int> numCalls = 0;
        Bench bench([&numCalls](const AnalysisRequest& request, const std::stop_token& /*stop*/) {
            ++numCalls;
            return tellingForecast(request);
        });
        QTRY_COMPARE(bench.shown(0), QStringLiteral("about 8 s, 12 MB on this machine"));
        bench.setup.setRunning(true);
        QCOMPARE(bench.shown(0), QStringLiteral("about 8 s, 12 MB on this machine"));
        const int numBefore = numCalls;
        bench.cards[1]->click();
        QVERIFY(bench.shown(1).isEmpty());
        bench.setup.setRunning(false);
        QTRY_COMPARE(bench.shown(1), QStringLiteral("about 8 s, 12 MB on this machine"));
        QCOMPARE(numCalls, numBefore + 1);
    }

    void saysNothingWhereTheRequestHasAFault()
    {
        std::atomic<int> numCalls = 0;
        Bench bench(
            [&numCalls](const AnalysisRequest& /*request*/, const std::stop_token& /*stop*/) -> RunForecast {
                ++numCalls;
                throw Error(ErrorKind::InvalidRequest, "The window is too long.");
            });
        QTRY_VERIFY(numCalls > 0);
        QTRY_COMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0);
        QCoreApplication::processEvents();
        QVERIFY(bench.shown(0).isEmpty());
    }

private:
    test::TemporarySettings m_settings;
};

QTEST_MAIN(TestRunForecaster)
#include "tst_RunForecaster.moc"
