// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/GaussianMixture.h"
#include "core/support/RandomGenerator.h"
#include "tests/core/statistics/StatisticsCases.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

using namespace bathyscope;

namespace {

std::vector<double> sortedSample(const nlohmann::json& one)
{
    auto values = one.at("x").get<std::vector<double>>();
    std::ranges::sort(values);
    return values;
}

double density(const GaussianComponent& component, double x)
{
    const double z = (x - component.mean) / component.sd;
    return component.weight / (component.sd * std::sqrt(2 * std::numbers::pi)) * std::exp(-z * z / 2);
}

/// The plain sum over all values, computed as it is written.
double logLikelihood(const std::vector<double>& values, const std::array<GaussianComponent, 2>& components)
{
    double sum = 0;
    for (const double x : values) {
        sum += std::log(density(components[0], x) + density(components[1], x));
    }
    return sum;
}

/// One step of EM on the values themselves.
std::array<GaussianComponent, 2> improve(const std::vector<double>& values,
                                         const std::array<GaussianComponent, 2>& components)
{
    std::array<GaussianComponent, 2> next;
    for (std::size_t k = 0; k < 2; ++k) {
        std::vector<double> share;
        double weight = 0;
        double sum = 0;
        for (const double x : values) {
            share.push_back(density(components[k], x)
                            / (density(components[0], x) + density(components[1], x)));
            weight += share.back();
            sum += share.back() * x;
        }
        const double mean = sum / weight;
        double m2 = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            m2 += share[i] * (values[i] - mean) * (values[i] - mean);
        }
        next[k] = {.weight = weight / static_cast<double>(values.size()),
                   .mean = mean,
                   .sd = std::sqrt(m2 / weight)};
    }
    return next;
}

/// Sum of twelve uniform numbers: nearly normal.
double drawNormal(RandomGenerator& random)
{
    double sum = -6;
    for (int i = 0; i < 12; ++i) {
        sum += random.uniform();
    }
    return sum;
}

} // namespace

class TestGaussianMixture : public QObject
{
    Q_OBJECT

private slots:
    void bicOfOneIsThatOfMclust();
    void twoAreAsLikelyAsThoseOfMclust();
    void likelihoodIsThatOfTheValues();
    void separateComponentsAreFound();
    void mirroredValuesGiveTheMirroredFit();
    void binningCostsLittle_data();
    void binningCostsLittle();
    void equalValuesAreFlagged();
    void twoEqualValuesDoNotPayForAComponent();
    void constantValuesHaveNoFit();
    void ashmanDIsTheFormula();
};

void TestGaussianMixture::bicOfOneIsThatOfMclust()
{
    for (const auto& one : test::statisticsCases("sample")) {
        const GaussianFit fit = fitGaussian(sortedSample(one));
        // mclust's BIC has the opposite sign and was printed with ten digits.
        QVERIFY(std::abs(fit.bic + one.at("mclust_bic_1").get<double>()) < 1e-6);
    }
}

void TestGaussianMixture::twoAreAsLikelyAsThoseOfMclust()
{
    int numCompared = 0;
    for (const auto& one : test::statisticsCases("sample")) {
        if (one.at("mclust_2").is_null()) {
            continue;
        }
        ++numCompared;
        const auto values = sortedSample(one);
        const GaussianMixtureFit fit = fitGaussianMixture(values);
        const double bic = -one.at("mclust_2").at("bic").get<double>();
        const double expected = (5 * std::log(static_cast<double>(values.size())) - bic) / 2;
        // Both stop a little before the maximum. Ours may be a higher one: mclust starts from one clustering.
        QVERIFY2(fit.logLikelihood > expected - 1e-5 * std::abs(expected),
                 one.at("name").get<std::string>().c_str());
        QCOMPARE(fit.bic, bayesianInformationCriterion(fit.logLikelihood, 5, values.size()));
        QVERIFY(!fit.isDegenerate);
    }
    QCOMPARE(numCompared, 9);
}

void TestGaussianMixture::likelihoodIsThatOfTheValues()
{
    for (const auto& one : test::statisticsCases("sample")) {
        const auto values = sortedSample(one);
        const GaussianMixtureFit fit = fitGaussianMixture(values);
        const double expected = logLikelihood(values, fit.components);
        QVERIFY(std::abs(fit.logLikelihood - expected) < 1e-9 * std::abs(expected));
        QVERIFY(std::abs(fit.components[0].weight + fit.components[1].weight - 1) < 1e-9);
        QVERIFY(fit.components[0].mean <= fit.components[1].mean);
    }
}

void TestGaussianMixture::separateComponentsAreFound()
{
    // Where the maximum is sharp, mclust's components are ours.
    for (const auto& one : test::statisticsCases("sample")) {
        const auto name = one.at("name").get<std::string>();
        if (name != "two-far" && name != "unequal" && name != "small-12" && name != "beta-u") {
            continue;
        }
        const GaussianMixtureFit fit = fitGaussianMixture(sortedSample(one));
        for (std::size_t k = 0; k < 2; ++k) {
            const auto& expected = one.at("mclust_2");
            QVERIFY2(std::abs(fit.components[k].mean - expected["mean"][k].get<double>()) < 2e-3,
                     name.c_str());
            QVERIFY2(std::abs(fit.components[k].sd - expected["sd"][k].get<double>()) < 2e-3, name.c_str());
            QVERIFY2(std::abs(fit.components[k].weight - expected["weight"][k].get<double>()) < 2e-3,
                     name.c_str());
        }
    }
}

void TestGaussianMixture::mirroredValuesGiveTheMirroredFit()
{
    for (const auto& one : test::statisticsCases("sample")) {
        auto values = sortedSample(one);
        const GaussianMixtureFit fit = fitGaussianMixture(values);
        std::ranges::reverse(values);
        std::ranges::for_each(values, [](double& value) { value = -value; });
        const GaussianMixtureFit mirrored = fitGaussianMixture(values);
        // Bins of distinct values are the same; those of more values are cut at other places.
        QVERIFY(std::abs(mirrored.logLikelihood - fit.logLikelihood) < 1e-5 * std::abs(fit.logLikelihood));
    }
}

void TestGaussianMixture::binningCostsLittle_data()
{
    QTest::addColumn<double>("share"); // of the second component
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("sd");
    QTest::newRow("apart") << 0.4 << 5.0 << 0.5;
    QTest::newRow("touching") << 0.5 << 2.5 << 1.0;
    QTest::newRow("narrow within wide") << 0.2 << 0.0 << 0.05;
    QTest::newRow("a spike") << 0.2 << 0.5 << 0.005;
    QTest::newRow("far values") << 0.01 << 0.0 << 100.0;
}

void TestGaussianMixture::binningCostsLittle()
{
    QFETCH(const double, share);
    QFETCH(const double, mean);
    QFETCH(const double, sd);
    RandomGenerator random(11);
    std::vector<double> values(20'000);
    for (double& value : values) {
        const double z = drawNormal(random);
        value = random.uniform() < share ? mean + sd * z : z;
    }
    std::ranges::sort(values);
    const GaussianMixtureFit fit = fitGaussianMixture(values);
    auto components = fit.components;
    for (int step = 0; step < 50; ++step) {
        components = improve(values, components);
    }
    // What steps on the values themselves still gain, where a difference of BIC of 10 matters (5 here).
    const double gain = logLikelihood(values, components) - fit.logLikelihood;
    QVERIFY2(gain < 1, qPrintable(QString::number(gain)));
    const auto* second = std::ranges::min_element(
        fit.components, {}, [sd](const GaussianComponent& one) { return std::abs(one.sd / sd - 1); });
    QVERIFY(std::abs(second->sd / sd - 1) < 0.1 && std::abs(second->weight / share - 1) < 0.1);
}

void TestGaussianMixture::equalValuesAreFlagged()
{
    std::vector<double> values(99, 0.0);
    values.push_back(1);
    const GaussianMixtureFit fit = fitGaussianMixture(values);
    QVERIFY(fit.isDegenerate && std::isfinite(fit.bic));
    QVERIFY(std::abs(fit.components[0].weight - 0.99) < 1e-9);
    QVERIFY(std::abs(fit.components[0].mean) < 1e-9);
    QVERIFY(std::abs(fit.components[1].mean - 1) < 1e-9);
    QVERIFY(fit.components[0].sd > 0);
}

void TestGaussianMixture::twoEqualValuesDoNotPayForAComponent()
{
    // Alone at the low end, where one of the starts takes them for a component.
    for (const std::size_t count : {6, 8, 30}) {
        RandomGenerator random(count);
        std::vector<double> values(count);
        std::ranges::generate(values, [&] { return drawNormal(random); });
        std::ranges::sort(values);
        values[0] = values[1];
        QVERIFY(fitGaussian(values).bic - fitGaussianMixture(values).bic < 10);
    }
}

void TestGaussianMixture::constantValuesHaveNoFit()
{
    for (const std::size_t count : {0, 1, 5}) {
        const std::vector<double> values(count, 0.1);
        QVERIFY(std::isnan(fitGaussian(values).bic));
        QVERIFY(std::isnan(fitGaussianMixture(values).bic));
        QVERIFY(!fitGaussianMixture(values).isDegenerate);
    }
}

void TestGaussianMixture::ashmanDIsTheFormula()
{
    const GaussianComponent low {.weight = 0.5, .mean = 1, .sd = 3};
    const GaussianComponent high {.weight = 0.5, .mean = 11, .sd = 4};
    QCOMPARE(ashmanD(low, high), 2 * std::numbers::sqrt2); // √2 · 10 / 5
    QCOMPARE(ashmanD(high, low), 2 * std::numbers::sqrt2);
    QCOMPARE(ashmanD(low, low), 0.0);
}

QTEST_GUILESS_MAIN(TestGaussianMixture)
#include "tst_GaussianMixture.moc"
