// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/RedrawQueue.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>
#include <qcustomplot.h>

#include <array>
#include <memory>
#include <vector>

using namespace bathyscope::ui;

namespace {

/// A new plot draws itself once, without being asked.
void letThemDraw()
{
    QCoreApplication::processEvents();
}

} // namespace

class TestRedrawQueue : public QObject
{
    Q_OBJECT

private slots:
    void drawsInTheOrderInWhichTheyAsked()
    {
        std::array<QCustomPlot, 3> plots;
        letThemDraw();
        std::vector<const QCustomPlot*> drawn;
        for (QCustomPlot& plot : plots) {
            connect(&plot, &QCustomPlot::afterReplot, this, [&drawn, &plot] { drawn.push_back(&plot); });
        }
        RedrawQueue::add(plots[2]);
        RedrawQueue::add(plots[0]);
        RedrawQueue::add(plots[1]);
        QVERIFY(drawn.empty()); // later, not at once
        QTRY_COMPARE(drawn.size(), 3U);
        QCOMPARE(drawn, (std::vector<const QCustomPlot*> {&plots[2], &plots[0], &plots[1]}));
    }

    void drawsOnceHoweverOftenThatIsAsked()
    {
        QCustomPlot plot;
        QCustomPlot last;
        letThemDraw();
        const QSignalSpy drawn(&plot, &QCustomPlot::afterReplot);
        const QSignalSpy lastDrawn(&last, &QCustomPlot::afterReplot);
        for (int i = 0; i < 5; ++i) {
            RedrawQueue::add(plot);
        }
        RedrawQueue::add(last);
        QTRY_COMPARE(lastDrawn.size(), 1);
        QCOMPARE(drawn.size(), 1);
        RedrawQueue::add(plot);
        QTRY_COMPARE(drawn.size(), 2); // asked again, after it was drawn
    }

    void anEventComesBetweenTwoPlots()
    {
        std::array<QCustomPlot, 3> plots;
        letThemDraw();
        int numDrawn = 0;
        std::vector<int> drawnBefore; // the events that were posted while a plot was drawn
        for (QCustomPlot& plot : plots) {
            connect(&plot, &QCustomPlot::afterReplot, this, [&] {
                ++numDrawn;
                QMetaObject::invokeMethod(
                    this, [&] { drawnBefore.push_back(numDrawn); }, Qt::QueuedConnection);
            });
            RedrawQueue::add(plot);
        }
        QTRY_COMPARE(drawnBefore.size(), 3U);
        QCOMPARE(drawnBefore, (std::vector {1, 2, 3}));
    }

    void passesOverPlotsThatAreGone()
    {
        auto gone = std::make_unique<QCustomPlot>();
        QCustomPlot plot;
        letThemDraw();
        const QSignalSpy drawn(&plot, &QCustomPlot::afterReplot);
        RedrawQueue::add(*gone);
        RedrawQueue::add(plot);
        gone.reset();
        QTRY_COMPARE(drawn.size(), 1);
    }
};

QTEST_MAIN(TestRedrawQueue)
#include "tst_RedrawQueue.moc"
