// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/FloatFunctions.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

using namespace bathyscope;

class TestFloatFunctions : public QObject
{
    Q_OBJECT

private slots:
    void softmaxIsTheExponentialOverTheSum_data();
    void softmaxIsTheExponentialOverTheSum();
    void exponentialsAgreeWithTheLibrarys();
    void softmaxTakesExtremeScores();
    void geluAgreesWithItsDefinition();
    void geluTakesExtremeValues();
    void neitherHidesNotANumber();
    void addsElementByElement();
    void widensBfloat16AndAddsTheBias();
};

namespace {

/// Distance in units in the last place of the expected value as a float.
double unitsInTheLastPlace(float actual, double expected)
{
    int exponent = 0;
    std::frexp(expected, &exponent);
    return std::abs(static_cast<double>(actual) - expected)
        / std::ldexp(1.0, exponent - std::numeric_limits<float>::digits);
}

} // namespace

void TestFloatFunctions::softmaxIsTheExponentialOverTheSum_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {1, 2, 7, 15, 16, 17, 33, 500, 2048}) {
        QTest::addRow("%d scores", size) << size;
    }
}

void TestFloatFunctions::softmaxIsTheExponentialOverTheSum()
{
    QFETCH(const int, size);
    std::mt19937 engine(static_cast<unsigned>(size));
    std::normal_distribution<float> normal(30.0F, 20.0F); // scores without 1/√d are that large
    std::vector<float> scores(static_cast<std::size_t>(size));
    std::ranges::generate(scores, [&] { return normal(engine); });
    const float highest = *std::ranges::max_element(scores);
    std::vector<double> expected;
    for (const float score : scores) {
        const float difference = score - highest; // rounded as it is there
        expected.push_back(std::exp(static_cast<double>(std::max(difference, -87.0F))));
    }
    const double sum = std::accumulate(expected.begin(), expected.end(), 0.0);
    softmax(scores);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        // Four units in the last place for exponential and scale, the rest for up to 2,048 additions.
        QVERIFY(std::abs(static_cast<double>(scores[i]) - expected[i] / sum) < 1e-6 * expected[i] / sum);
    }
}

void TestFloatFunctions::exponentialsAgreeWithTheLibrarys()
{
    // Beside a 0 the sum is 1 to float32's precision, and what comes out is the exponential itself.
    double worst = 0;
    for (int i = 17500; i < 87000; ++i) {
        const float x = -0.001F * static_cast<float>(i);
        std::array<float, 2> scores {0.0F, x};
        softmax(scores);
        worst = std::max(worst, unitsInTheLastPlace(scores[1], std::exp(static_cast<double>(x))));
    }
    qInfo("worst: %.2f units in the last place", worst);
    QVERIFY(worst < 3.5); // polynomial 2, its evaluation 1
}

void TestFloatFunctions::softmaxTakesExtremeScores()
{
    std::vector<float> scores {-3e38F, 3e38F, 0.0F, 3e38F};
    softmax(scores);
    QCOMPARE(scores.at(1), 0.5F);
    QCOMPARE(scores.at(3), 0.5F);
    QVERIFY(scores.at(0) < 1e-37F && scores.at(2) < 1e-37F);
}

void TestFloatFunctions::geluAgreesWithItsDefinition()
{
    std::vector<float> values;
    for (int i = -17000; i <= 17000; ++i) {
        values.push_back(0.0007F * static_cast<float>(i));
    }
    std::vector<float> actual = values;
    geluTanh(actual);
    double worst = 0;
    double fromErf = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double x = values[i];
        const double tanhForm = 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
        const double erfForm = 0.5 * x * (1 + std::erf(x / M_SQRT2));
        worst = std::max(worst, std::abs(actual[i] - tanhForm) / (1 + std::abs(x)));
        fromErf = std::max(fromErf, std::abs(actual[i] - erfForm));
    }
    qInfo("worst: %.2e of 1 + |x|", worst);
    QVERIFY(worst < 3e-7); // 2.5 units in the last place of 1 + |x|
    QVERIFY(fromErf > 4e-4); // the forms differ by up to 4.7e-4: this one is not that one
}

void TestFloatFunctions::geluTakesExtremeValues()
{
    std::vector<float> values {0.0F, -0.0F, 30.0F, -30.0F, 3e38F, -3e38F};
    geluTanh(values);
    QCOMPARE(values.at(0), 0.0F);
    QCOMPARE(values.at(1), 0.0F);
    QCOMPARE(values.at(2), 30.0F);
    QVERIFY(std::abs(values.at(3)) < 1e-35F);
    QCOMPARE(values.at(4), 3e38F);
    QVERIFY(std::abs(values.at(5)) < 10.0F); // −3e38 / e^87: finite, and nothing that a model holds
}

void TestFloatFunctions::neitherHidesNotANumber()
{
    std::vector<float> values(20, 1.0F);
    values[7] = std::numeric_limits<float>::quiet_NaN();
    std::vector<float> scores = values;
    geluTanh(values);
    QVERIFY(std::isnan(values[7]) && !std::isnan(values[6]));
    softmax(scores);
    QVERIFY(std::isnan(scores[7]));
}

void TestFloatFunctions::addsElementByElement()
{
    std::vector<float> into(35, 0.25F);
    std::vector<float> added(35);
    std::iota(added.begin(), added.end(), 0.0F);
    addTo(into, added);
    QCOMPARE(into.front(), 0.25F);
    QCOMPARE(into.back(), 34.25F);
}

void TestFloatFunctions::widensBfloat16AndAddsTheBias()
{
    const std::vector<std::uint16_t> values {0x3F80, 0xC020, 0x0000, 0x7F80};
    const std::vector<float> bias {0.25F, 0.5F, -1.0F, 1.0F};
    std::vector<float> out(4);
    addBiasToBfloat16(values, bias, out);
    QCOMPARE(out, (std::vector<float> {1.25F, -2.0F, -1.0F, std::numeric_limits<float>::infinity()}));
}

QTEST_GUILESS_MAIN(TestFloatFunctions)
#include "tst_FloatFunctions.moc"
