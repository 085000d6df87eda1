// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/AnalysisSnapshot.h"

#include <QTest>

#include <cmath>

using namespace bathyscope;

class TestAnalysisSnapshot : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        LayerSummary summary;
        summary.rLowerQuartile = -0.25;
        summary.rUpperQuartile = 0.5;
        m_run.layers = {nullptr, std::make_shared<const LayerSummary>(summary)};
    }

    void knowsOnlyFinishedLayers()
    {
        QVERIFY(!m_run.finished(0));
        QCOMPARE(m_run.finished(1), m_run.layers[1].get());
        QVERIFY(!m_run.finished(2)); // the run has none such
        QVERIFY(!m_run.finished(static_cast<std::size_t>(-1)));
        QCOMPARE(m_run.numFinished(), std::size_t {1});
    }

    void hasOneValueALayer()
    {
        const std::vector<double> ranges = m_run.overDepth(&LayerSummary::interquartileRange);
        QCOMPARE(ranges.size(), std::size_t {2});
        QVERIFY(std::isnan(ranges[0]));
        QCOMPARE(ranges[1], 0.75);
        QCOMPARE(m_run.overDepth(&LayerSummary::rUpperQuartile)[1], 0.5);
    }

private:
    AnalysisSnapshot m_run;
};

QTEST_GUILESS_MAIN(TestAnalysisSnapshot)
#include "tst_AnalysisSnapshot.moc"
