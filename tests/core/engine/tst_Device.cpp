// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Device.h"

#include <QTest>

#include <thread>

using namespace bathyscope;

class TestDevice : public QObject
{
    Q_OBJECT

private slots:
    void usesTheThreadsAskedFor();
    void choosesNoMoreThreadsThanProcessors();
    void advisesOnlyWhereTheBlasIsKnownToBeSlow_data();
    void advisesOnlyWhereTheBlasIsKnownToBeSlow();
    void measuresThisMachine();
    void measuresAgainForAForecastAndKeepsTheBetter();
};

void TestDevice::usesTheThreadsAskedFor()
{
    QCOMPARE(setNumThreads(3), std::size_t {3});
    QCOMPARE(setNumThreads(1), std::size_t {1});
}

void TestDevice::choosesNoMoreThreadsThanProcessors()
{
    const std::size_t chosen = setNumThreads(0);
    QVERIFY(chosen >= 1);
    QVERIFY(chosen <= std::thread::hardware_concurrency());
}

void TestDevice::advisesOnlyWhereTheBlasIsKnownToBeSlow_data()
{
    QTest::addColumn<BlasKind>("kind");
    QTest::addColumn<double>("gigaflops");
    QTest::addColumn<bool>("isBusy");
    QTest::addColumn<QString>("words"); // of the advice; empty: none
    const auto row = [](const char* name, BlasKind kind, double gigaflops, bool isBusy, const char* words) {
        QTest::newRow(name) << kind << gigaflops << isBusy << QString::fromUtf8(words);
    };
    using enum BlasKind;
    row("reference", Reference, 2.4, false, "(the library) is the plain reference one. Install OpenBLAS");
    row("reference on a busy machine", Reference, 2.4, true, "apt install libopenblas0-openmp");
    row("optimised", Optimized, 190, false, "");
    row("optimised on a busy machine", Optimized, 12, true, ""); // it is installed already
    row("optimised and slow all the same", Optimized, 12, false, "");
    row("unknown and slow", Unknown, 12, false, "(the library) is a slow one. Install OpenBLAS");
    row("unknown on a busy machine", Unknown, 12, true, ""); // it may be fast
    row("unknown and fast", Unknown, 190, false, "");
}

void TestDevice::advisesOnlyWhereTheBlasIsKnownToBeSlow()
{
    QFETCH(const BlasKind, kind);
    QFETCH(const double, gigaflops);
    QFETCH(const bool, isBusy);
    QFETCH(const QString, words);
    const MachineReport report {.blas = "the library",
                                .blasKind = kind,
                                .numThreads = 2,
                                .sgemmGigaflops = gigaflops,
                                .expectedGigaflops = 128,
                                .isBusy = isBusy};
    const QString advice = QString::fromStdString(report.advice());
    QCOMPARE(advice.isEmpty(), words.isEmpty());
    QVERIFY2(advice.contains(words), qPrintable(advice));
}

void TestDevice::measuresThisMachine()
{
    const MachineReport report = machineReport();
    QVERIFY(report.sgemmGigaflops > 0);
    QVERIFY(report.expectedGigaflops > 0);
    QVERIFY(!report.blas.empty());
    QCOMPARE(machineReport().sgemmGigaflops, report.sgemmGigaflops); // measured once
    QCOMPARE(report.blas, loadedBlas().name);
    qInfo("%s: %.0f GFLOP/s of %.0f expected", report.blas.c_str(), report.sgemmGigaflops,
          report.expectedGigaflops);
}

void TestDevice::measuresAgainForAForecastAndKeepsTheBetter()
{
    const double once = machineReport().sgemmGigaflops;
    const double twice = confirmedMachineReport().sgemmGigaflops;
    QVERIFY(twice >= once);
    QCOMPARE(machineReport().sgemmGigaflops, twice); // what is known is known everywhere
}

QTEST_GUILESS_MAIN(TestDevice)
#include "tst_Device.moc"
