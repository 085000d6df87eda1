// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/Modality.h"
#include "core/support/RandomGenerator.h"
#include "tests/core/statistics/StatisticsCases.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

using namespace bathyscope;

namespace {

/// `count` values around each of the centres, spread evenly over ± width.
std::vector<double> heaps(const std::vector<double>& centres, std::size_t count, double width)
{
    RandomGenerator random(3);
    std::vector<double> values;
    for (const double centre : centres) {
        for (std::size_t i = 0; i < count; ++i) {
            values.push_back(centre + width * (2 * random.uniform() - 1));
        }
    }
    return values;
}

ModalityVerdict verdictOf(const std::vector<double>& values)
{
    const Modality found = measureModality(values, 1);
    return modalityVerdict(found, found.dip.p);
}

bool isSame(const Modality& one, const Modality& other)
{
    return one.numUsed == other.numUsed && one.dip.dip == other.dip.dip && one.dip.p == other.dip.p
        && one.bimodalityCoefficient == other.bimodalityCoefficient && one.deltaBic() == other.deltaBic()
        && one.ashmanD() == other.ashmanD();
}

} // namespace

class TestModality : public QObject
{
    Q_OBJECT

private slots:
    void bimodalityCoefficientIsThatOfTheReference();
    void verdictFollowsTheRule_data();
    void verdictFollowsTheRule();
    void samplesGetTheVerdictOfTheirDistribution();
    void threeHeapsAroundAHeavyMiddleAreMultimodal();
    void fewOrConstantValuesHaveNoVerdict();
    void orderDoesNotMatter();
    void manyValuesAreSampledBySeed();
    void floatsAreMeasuredAsDoubles();
    void countsInFineBinsGiveWhatTheValuesGive();
    void anyNumberOfCountsIsSampled();
    void noCountsHaveNoVerdict();
};

void TestModality::bimodalityCoefficientIsThatOfTheReference()
{
    const auto cases = test::statisticsCases("sample");
    QVERIFY(cases.size() >= 10);
    for (const auto& one : cases) {
        const Modality found = measureModality(one.at("x").get<std::vector<double>>(), 1);
        // Double arithmetic on a thousand values.
        QVERIFY(std::abs(found.bimodalityCoefficient - one.at("bimodality_coefficient").get<double>())
                < 1e-9);
    }
}

void TestModality::verdictFollowsTheRule_data()
{
    QTest::addColumn<double>("p");
    QTest::addColumn<double>("distance"); // D of two components with sd 1: their difference
    QTest::addColumn<double>("deltaBic");
    QTest::addColumn<ModalityVerdict>("expected");
    QTest::newRow("all three") << 0.049 << 2.1 << 10.1 << ModalityVerdict::Bimodal;
    QTest::newRow("dip does not reject") << 0.05 << 9.0 << 99.0 << ModalityVerdict::UnimodalNotRejected;
    QTest::newRow("no p") << qQNaN() << 9.0 << 99.0 << ModalityVerdict::UnimodalNotRejected;
    QTest::newRow("too close") << 0.01 << 1.9 << 99.0 << ModalityVerdict::Multimodal;
    QTest::newRow("one is as good") << 0.01 << 9.0 << 9.9 << ModalityVerdict::Multimodal;
    QTest::newRow("no fit") << 0.01 << 9.0 << qQNaN() << ModalityVerdict::Multimodal;
}

void TestModality::verdictFollowsTheRule()
{
    QFETCH(const double, p);
    QFETCH(const double, distance);
    QFETCH(const double, deltaBic);
    QFETCH(const ModalityVerdict, expected);
    Modality modality;
    modality.numUsed = 100;
    modality.isConstant = false;
    modality.dip = {.dip = 0.1, .p = 0.5}; // the p that counts is the one given
    modality.single.bic = deltaBic;
    modality.mixture.bic = 0;
    modality.mixture.components = {GaussianComponent {.weight = 0.5, .mean = 0, .sd = 1},
                                   GaussianComponent {.weight = 0.5, .mean = distance, .sd = 1}};
    QCOMPARE(modalityVerdict(modality, p), expected);
}

void TestModality::samplesGetTheVerdictOfTheirDistribution()
{
    const std::map<std::string, ModalityVerdict> expected {
        {"normal-500", ModalityVerdict::UnimodalNotRejected},
        {"two-far", ModalityVerdict::Bimodal},
        {"uniform", ModalityVerdict::UnimodalNotRejected},
        {"t3", ModalityVerdict::UnimodalNotRejected},
        {"lognormal", ModalityVerdict::UnimodalNotRejected},
        {"beta-u", ModalityVerdict::Bimodal},
        {"constant-but-one", ModalityVerdict::UnimodalNotRejected}};
    std::size_t numChecked = 0;
    for (const auto& one : test::statisticsCases("sample")) {
        const auto row = expected.find(one.at("name").get<std::string>());
        if (row != expected.end()) {
            ++numChecked;
            QVERIFY2(verdictOf(one.at("x").get<std::vector<double>>()) == row->second, row->first.c_str());
        }
    }
    QCOMPARE(numChecked, expected.size());
}

void TestModality::threeHeapsAroundAHeavyMiddleAreMultimodal()
{
    // Two Gaussians describe them best as a narrow one within a wide one, which do not stand apart.
    QCOMPARE(verdictOf(heaps({-4, 0, 0, 0, 0, 0, 0, 4}, 100, 0.5)), ModalityVerdict::Multimodal);
    QCOMPARE(verdictOf(heaps({-4, 4}, 100, 0.5)), ModalityVerdict::Bimodal);
    QCOMPARE(verdictOf(heaps({0}, 100, 0.5)), ModalityVerdict::UnimodalNotRejected);
}

void TestModality::fewOrConstantValuesHaveNoVerdict()
{
    QCOMPARE(verdictOf({}), ModalityVerdict::Undefined);
    QCOMPARE(verdictOf({1, 2, 9}), ModalityVerdict::Undefined);
    QCOMPARE(verdictOf(std::vector<double>(100, 0.1)), ModalityVerdict::Undefined);
    QCOMPARE(verdictOf({1, 2, 3, 9}), ModalityVerdict::UnimodalNotRejected);
    QVERIFY(std::isnan(measureModality(std::vector<double>(100, 0.1), 1).bimodalityCoefficient));
}

void TestModality::orderDoesNotMatter()
{
    auto values = heaps({-4, 4}, 100, 0.5);
    const Modality expected = measureModality(values, 1);
    QCOMPARE(expected.numUsed, std::uint64_t {200});
    RandomGenerator(5).shuffle(std::span<double>(values));
    QVERIFY(isSame(measureModality(values, 2), expected)); // nothing is drawn either
}

void TestModality::manyValuesAreSampledBySeed()
{
    auto values = heaps({-4, 4}, 30'000, 2);
    const Modality found = measureModality(values, 1);
    QCOMPARE(found.numValues, std::uint64_t {60'000});
    QCOMPARE(found.numUsed, maxModalityValues);
    QVERIFY(isSame(measureModality(values, 1), found));
    QVERIFY(!isSame(measureModality(values, 2), found));
    QCOMPARE(modalityVerdict(found, found.dip.p), ModalityVerdict::Bimodal);
    // Two equal heaps of width 4 with a gap of 4: a quarter of the sample's noise, 1/sqrt(20,000), is off.
    const double ofAll = dipTest(values).dip;
    QVERIFY(std::abs(found.dip.dip - ofAll) < 0.01);
}

void TestModality::floatsAreMeasuredAsDoubles()
{
    const std::vector<float> floats {0.1F, 0.2F, 3.5F, -1.25F, 0.1F, 7.0F};
    const std::vector<double> doubles(floats.begin(), floats.end());
    QVERIFY(isSame(measureModality(floats, 1), measureModality(doubles, 1)));
}

void TestModality::countsInFineBinsGiveWhatTheValuesGive()
{
    for (const auto& one : test::statisticsCases("sample")) {
        const auto name = one.at("name").get<std::string>();
        if (name != "two-far" && name != "normal-500") {
            continue;
        }
        const auto values = one.at("x").get<std::vector<double>>();
        constexpr double width = 1.0 / 128;
        std::vector<double> edges;
        std::vector<std::int64_t> counts(2560); // up to 10
        for (std::size_t bin = 0; bin <= counts.size(); ++bin) {
            edges.push_back(-10 + width * static_cast<double>(bin));
        }
        for (const double value : values) {
            ++counts[static_cast<std::size_t>((value + 10) / width)];
        }
        const Modality expected = measureModality(values, 1);
        const Modality found = measureModality(edges, counts, 1);
        QCOMPARE(found.numUsed, expected.numUsed);
        // A value moves by less than a bin, over which the distribution function rises by less than 0.004.
        QVERIFY2(std::abs(found.dip.dip - expected.dip.dip) < 0.004, name.c_str());
        QVERIFY(std::abs(found.bimodalityCoefficient - expected.bimodalityCoefficient) < 0.005);
        QVERIFY(std::abs(found.mixture.logLikelihood - expected.mixture.logLikelihood) < 2);
        QVERIFY(modalityVerdict(found, found.dip.p) == modalityVerdict(expected, expected.dip.p));
    }
}

void TestModality::anyNumberOfCountsIsSampled()
{
    const std::vector<double> edges {0, 1, 2, 3, 4};
    const std::vector<std::int64_t> counts {30'000'000'000, 0, 0, 10'000'000'000};
    const Modality found = measureModality(edges, counts, 1);
    QCOMPARE(found.numValues, std::uint64_t {40'000'000'000});
    QCOMPARE(found.numUsed, maxModalityValues);
    QCOMPARE(modalityVerdict(found, found.dip.p), ModalityVerdict::Bimodal);
    // Uniform in [0, 1) and [3, 4); a share of 3/4 has a standard error of 0.003 at 20,000 values.
    const auto& components = found.mixture.components;
    QVERIFY(std::abs(components[0].mean - 0.5) < 0.01 && std::abs(components[1].mean - 3.5) < 0.01);
    QVERIFY(std::abs(components[0].sd - std::sqrt(1.0 / 12)) < 0.01);
    QVERIFY(std::abs(components[0].weight - 0.75) < 0.015);
    QVERIFY(isSame(measureModality(edges, counts, 1), found));
    QVERIFY(!isSame(measureModality(edges, counts, 2), found));
}

void TestModality::noCountsHaveNoVerdict()
{
    const Modality empty = measureModality(std::vector<double> {}, std::vector<std::int64_t> {}, 1);
    QCOMPARE(empty.numUsed, std::uint64_t {0});
    QCOMPARE(modalityVerdict(empty, empty.dip.p), ModalityVerdict::Undefined);
    const Modality zeros = measureModality(std::vector {0.0, 1.0}, std::vector<std::int64_t> {0}, 1);
    QCOMPARE(modalityVerdict(zeros, zeros.dip.p), ModalityVerdict::Undefined);
}

QTEST_GUILESS_MAIN(TestModality)
#include "tst_Modality.moc"
