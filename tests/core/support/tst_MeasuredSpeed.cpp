// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/MeasuredSpeed.h"

#include <QTest>

#include <utility>
#include <vector>

using namespace bathyscope;

class TestMeasuredSpeed : public QObject
{
    Q_OBJECT

private slots:
    void knowsNothingAtFirst();
    void keepsTheBestAndTellsDisturbances_data();
    void keepsTheBestAndTellsDisturbances();
};

void TestMeasuredSpeed::knowsNothingAtFirst()
{
    const MeasuredSpeed speed;
    QCOMPARE(speed.count(), std::size_t {0});
    QCOMPARE(speed.best(), 0.0);
    QVERIFY(!speed.isDisturbed());
}

using Measurements = std::vector<std::pair<double, double>>; ///< speed and share of the cores

void TestMeasuredSpeed::keepsTheBestAndTellsDisturbances_data()
{
    QTest::addColumn<Measurements>("measurements");
    QTest::addColumn<double>("best");
    QTest::addColumn<bool>("isDisturbed");
    const auto row = [](const char* name, const Measurements& measurements, double best, bool isDisturbed) {
        QTest::newRow(name) << measurements << best << isDisturbed;
    };
    row("idle", {{130, 0.97}, {134, 0.98}}, 134, false);
    row("idle, the second one slower", {{134, 0.97}, {105, 0.98}}, 134, false);
    row("the first one slow", {{15, 0.9}, {130, 0.97}}, 130, true);
    row("the second one slow", {{130, 0.97}, {15, 0.9}}, 130, true);
    row("both slow, without their cores", {{60, 0.5}, {62, 0.45}}, 62, true);
    row("once, without its cores", {{60, 0.4}}, 60, true);
    row("calm again", {{15, 0.3}, {130, 0.97}, {131, 0.97}}, 131, false);
    row("busy later", {{130, 0.97}, {131, 0.97}, {40, 0.4}}, 131, true);
}

void TestMeasuredSpeed::keepsTheBestAndTellsDisturbances()
{
    QFETCH(const Measurements, measurements);
    QFETCH(const double, best);
    QFETCH(const bool, isDisturbed);
    MeasuredSpeed speed;
    for (const auto& [value, share] : measurements) {
        speed.add(value, share);
    }
    QCOMPARE(speed.count(), measurements.size());
    QCOMPARE(speed.best(), best);
    QCOMPARE(speed.isDisturbed(), isDisturbed);
}

QTEST_APPLESS_MAIN(TestMeasuredSpeed)
#include "tst_MeasuredSpeed.moc"
