// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/Correlation.h"
#include "tests/core/statistics/StatisticsCases.h"

#include <QTest>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

using namespace bathyscope;

namespace {

using Series = std::vector<double>;

double dot(const Series& x, const Series& y)
{
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sum += x[i] * y[i];
    }
    return sum;
}

Series centred(Series x)
{
    const double mean = dot(x, Series(x.size(), 1)) / static_cast<double>(x.size());
    for (double& value : x) {
        value -= mean;
    }
    return x;
}

/// r of two series from their sums.
double correlate(const Series& x, const Series& y)
{
    const Series xc = centred(x);
    const Series yc = centred(y);
    return pearsonCorrelation(dot(xc, yc), dot(xc, xc), dot(yc, yc));
}

/// What is left of x after a linear fit on z; both are centred.
Series residual(Series x, const Series& z)
{
    const double slope = dot(x, z) / dot(z, z);
    for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] -= slope * z[i];
    }
    return x;
}

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

} // namespace

class TestCorrelation : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithScipyOnEveryCase();
    void givenTwoIsTheCorrelationOfResiduals();
    void aControlThatRepeatsTheOtherAddsNothing();
    void isUndefinedWhereAControlExplainsAll();
    void isUndefinedForNaN();
    void intervalNeedsMoreThanThreePairs();
    void spearmanSeesOnlyTheOrder();
    void spearmanOfAConstantIsUndefined();
    void poolsStrataByFishersZ();
    void leavesSmallStrataAndThoseWithoutROut();
};

void TestCorrelation::agreesWithScipyOnEveryCase()
{
    const auto cases = test::statisticsCases("correlation");
    QVERIFY(cases.size() >= 6);
    for (const auto& one : cases) {
        const auto a = one.at("activation").get<Series>();
        const auto length = one.at("length").get<Series>();
        const auto control = one.at("control").get<Series>();
        const ControlledPair r {.xy = correlate(a, length),
                                .xControl = correlate(a, control),
                                .yControl = correlate(length, control)};
        const Interval interval = fisherInterval(r.xy, static_cast<double>(a.size()));
        // Double arithmetic on at most a thousand values: rounding stays far below 1e-9.
        const auto agrees = [](double found, double expected) { return std::abs(found - expected) < 1e-9; };
        QVERIFY(agrees(r.xy, one.at("pearson_r")));
        QVERIFY(agrees(partialCorrelation(r), one.at("partial_r")));
        QVERIFY(agrees(semiPartialCorrelation(r), one.at("semipartial_r_length_residualised")));
        QVERIFY(agrees(spearmanCorrelation(a, length), one.at("spearman_r")));
        QVERIFY(agrees(interval.low, one.at("fisher_ci95").at(0)));
        QVERIFY(agrees(interval.high, one.at("fisher_ci95").at(1)));
    }
}

void TestCorrelation::givenTwoIsTheCorrelationOfResiduals()
{
    for (const auto& one : test::statisticsCases("correlation")) {
        // The position, repeating every 7, is the second control.
        std::array<Series, 4> series {one.at("activation").get<Series>(),
                                      one.at("length").get<Series>(),
                                      one.at("control").get<Series>(),
                                      {}};
        for (std::size_t i = 0; i < series[0].size(); ++i) {
            series[3].push_back(static_cast<double>(i % 7));
        }
        std::array<std::array<double, 4>, 4> r {};
        for (std::size_t row = 0; row < 4; ++row) {
            series.at(row) = centred(series.at(row));
        }
        for (std::size_t row = 0; row < 4; ++row) {
            for (std::size_t column = 0; column < 4; ++column) {
                r.at(row).at(column) = correlate(series.at(row), series.at(column));
            }
        }
        const Series second = residual(series[3], series[2]);
        const double expected = correlate(residual(residual(series[0], series[2]), second),
                                          residual(residual(series[1], series[2]), second));
        QVERIFY(std::abs(partialCorrelationGivenTwo(r) - expected) < 1e-12);
    }
}

void TestCorrelation::aControlThatRepeatsTheOtherAddsNothing()
{
    const std::array<std::array<double, 4>, 4> r {
        {{1, 0.5, 0.3, -0.3}, {0.5, 1, 0.2, -0.2}, {0.3, 0.2, 1, -1}, {-0.3, -0.2, -1, 1}}};
    QCOMPARE(partialCorrelationGivenTwo(r),
             partialCorrelation({.xy = 0.5, .xControl = 0.3, .yControl = 0.2}));
}

void TestCorrelation::isUndefinedWhereAControlExplainsAll()
{
    QVERIFY(std::isnan(partialCorrelation({.xy = 0.4, .xControl = 0.4, .yControl = 1})));
    QVERIFY(std::isnan(partialCorrelation({.xy = 0.4, .xControl = -1, .yControl = -0.4})));
    QVERIFY(std::isnan(semiPartialCorrelation({.xy = 0.4, .xControl = 0.4, .yControl = 1})));
    QVERIFY(std::isnan(pearsonCorrelation(0, 0, 1)));
}

void TestCorrelation::isUndefinedForNaN()
{
    QVERIFY(std::isnan(pearsonCorrelation(notANumber, 1, 1)));
    QVERIFY(std::isnan(partialCorrelation({.xy = notANumber, .xControl = 0, .yControl = 0})));
    QVERIFY(std::isnan(partialCorrelation({.xy = 0, .xControl = notANumber, .yControl = 0})));
    QVERIFY(std::isnan(semiPartialCorrelation({.xy = 0, .xControl = 0, .yControl = notANumber})));
    QVERIFY(std::isnan(fisherInterval(notANumber, 10).low));
    QVERIFY(std::isnan(spearmanCorrelation(Series {1, notANumber, 3}, Series {1, 2, 3})));
    std::array<std::array<double, 4>, 4> r {
        {{1, 0.1, 0.1, notANumber}, {0.1, 1, 0.1, 0.1}, {0.1, 0.1, 1, 0.1}, {notANumber, 0.1, 0.1, 1}}};
    QVERIFY(std::isnan(partialCorrelationGivenTwo(r)));
}

void TestCorrelation::intervalNeedsMoreThanThreePairs()
{
    QVERIFY(std::isnan(fisherInterval(0.5, 3).low));
    const Interval interval = fisherInterval(0.5, 4);
    QVERIFY(interval.low < 0.5 && interval.high > 0.5);
    QCOMPARE(fisherInterval(1, 20).low, 1.0);
}

void TestCorrelation::spearmanSeesOnlyTheOrder()
{
    QCOMPARE(spearmanCorrelation(Series {1, 10, 100, 1000}, Series {-4, -3, -2, 8}), 1.0);
    QCOMPARE(spearmanCorrelation(Series {1, 10, 100, 1000}, Series {4, 3, 2, 1}), -1.0);
}

void TestCorrelation::spearmanOfAConstantIsUndefined()
{
    QVERIFY(std::isnan(spearmanCorrelation(Series {1, 2, 3}, Series {2, 2, 2})));
    QVERIFY(std::isnan(spearmanCorrelation({}, {})));
}

void TestCorrelation::poolsStrataByFishersZ()
{
    const std::vector<StratumCorrelation> strata {{.r = 0.5, .numTokens = 103}, {.r = -0.2, .numTokens = 53}};
    // Python: tanh((100 * atanh(0.5) - 50 * atanh(0.2)) / 150)
    QVERIFY(std::abs(pooledCorrelation(strata) - 0.2900552411250037) < 1e-12);
}

void TestCorrelation::leavesSmallStrataAndThoseWithoutROut()
{
    const std::vector<StratumCorrelation> strata {
        {.r = 0.3, .numTokens = 30}, {.r = 0.9, .numTokens = 29}, {.r = notANumber, .numTokens = 500}};
    QCOMPARE(pooledCorrelation(strata), 0.3);
    QVERIFY(std::isnan(pooledCorrelation(std::span(strata).subspan(1))));
    QVERIFY(pooledCorrelation(std::vector<StratumCorrelation> {{.r = 1, .numTokens = 40}}) < 1);
}

QTEST_GUILESS_MAIN(TestCorrelation)
#include "tst_Correlation.moc"
