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
    void warnsInPlainWordsOnlyWhereTheBlasIsSlow();
    void measuresThisMachine();
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

void TestDevice::warnsInPlainWordsOnlyWhereTheBlasIsSlow()
{
    const MachineReport reference {
        .blas = "/usr/lib/libblas.so.3", .numThreads = 2, .sgemmGigaflops = 2.4, .expectedGigaflops = 128};
    QVERIFY(reference.isBlasSlow());
    QVERIFY(reference.advice().find("libopenblas0-openmp") != std::string::npos);
    const MachineReport tuned {
        .blas = "OpenBLAS", .numThreads = 2, .sgemmGigaflops = 190, .expectedGigaflops = 128};
    QVERIFY(!tuned.isBlasSlow());
    QVERIFY(tuned.advice().empty());
}

void TestDevice::measuresThisMachine()
{
    const MachineReport& report = machineReport();
    QVERIFY(report.sgemmGigaflops > 0);
    QVERIFY(report.expectedGigaflops > 0);
    QVERIFY(!report.blas.empty());
    QCOMPARE(&machineReport(), &report); // measured once
    qInfo("%s: %.0f GFLOP/s of %.0f expected", report.blas.c_str(), report.sgemmGigaflops,
          report.expectedGigaflops);
}

QTEST_GUILESS_MAIN(TestDevice)
#include "tst_Device.moc"
