// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/RandomWeights.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

using namespace bathyscope;

namespace {

TensorView tensor(const char* name, std::vector<std::int64_t> shape)
{
    return {.name = name, .dtype = DType::F32, .shape = std::move(shape), .offset = 0, .numBytes = 0};
}

std::vector<float> draw(const RandomWeights& weights, const TensorView& view, std::uint64_t first,
                        std::size_t count, InitialValues initial = InitialValues::Normal)
{
    std::vector<float> values(count);
    weights.draw(view, initial, first, values);
    return values;
}

const TensorView& matrix()
{
    static const TensorView view = tensor("h.0.mlp.c_fc.weight", {1000, 1000});
    return view;
}

} // namespace

class TestRandomWeights : public QObject
{
    Q_OBJECT

private slots:
    void areNormal();
    void haveNeighboursThatAreIndependent();
    void anyPieceIsAPartOfTheWhole();
    void seedAndNameDecide();
    void biasesAreZeroAndNormsOne();
};

void TestRandomWeights::areNormal()
{
    constexpr double n = 1e6;
    const std::vector<float> values = draw(RandomWeights(3, 0.02), matrix(), 0, 1'000'000);
    double mean = 0;
    for (const float value : values) {
        mean += value / n;
    }
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    for (const float value : values) {
        const double d = value - mean;
        m2 += d * d / n;
        m3 += d * d * d / n;
        m4 += d * d * d * d / n;
    }
    // Five standard errors each.
    QVERIFY(std::abs(mean) < 5 * 0.02 / std::sqrt(n));
    QVERIFY(std::abs(std::sqrt(m2) / 0.02 - 1) < 5 / std::sqrt(2 * n));
    QVERIFY(std::abs(m3 / std::pow(m2, 1.5)) < 5 * std::sqrt(6 / n));
    QVERIFY(std::abs(m4 / (m2 * m2) - 3) < 5 * std::sqrt(24 / n));
    for (const double z : {0.5, 1.0, 2.0, 3.0}) {
        const double inside = std::erf(z / std::sqrt(2.0));
        const auto found = static_cast<double>(
            std::ranges::count_if(values, [z](float value) { return std::abs(value) < 0.02 * z; }));
        QVERIFY(std::abs(found / n - inside) < 5 * std::sqrt(inside * (1 - inside) / n));
    }
}

void TestRandomWeights::haveNeighboursThatAreIndependent()
{
    const std::vector<float> values = draw(RandomWeights(3, 1), matrix(), 0, 1'000'000);
    // Four elements share a draw of 64 bits; 1,000 is the next row.
    for (const std::size_t lag : {1U, 2U, 3U, 4U, 1000U}) {
        double product = 0;
        for (std::size_t i = lag; i < values.size(); ++i) {
            product += static_cast<double>(values[i]) * static_cast<double>(values[i - lag]);
        }
        QVERIFY(std::abs(product / 1e6) < 5e-3); // five standard errors
    }
}

void TestRandomWeights::anyPieceIsAPartOfTheWhole()
{
    const RandomWeights weights(9, 0.02);
    const std::vector<float> whole = draw(weights, matrix(), 0, 300);
    for (const std::size_t first : {0U, 1U, 2U, 3U, 4U, 63U, 255U}) {
        for (const std::size_t count : {0U, 1U, 2U, 5U, 45U}) {
            const auto begin = whole.begin() + static_cast<std::ptrdiff_t>(first);
            QCOMPARE(draw(weights, matrix(), first, count),
                     std::vector<float>(begin, begin + static_cast<std::ptrdiff_t>(count)));
        }
    }
}

void TestRandomWeights::seedAndNameDecide()
{
    std::set<std::vector<float>> different;
    for (const std::uint64_t seed : {0U, 1U, 2U}) {
        for (const char* name : {"h.0.mlp.c_fc.weight", "h.1.mlp.c_fc.weight", "h.0.mlp.c_proj.weight"}) {
            different.insert(draw(RandomWeights(seed, 0.02), tensor(name, {40, 40}), 0, 100));
        }
    }
    QCOMPARE(different.size(), std::size_t {9});
    QCOMPARE(draw(RandomWeights(1, 0.02), matrix(), 0, 100), draw(RandomWeights(1, 0.02), matrix(), 0, 100));
}

void TestRandomWeights::biasesAreZeroAndNormsOne()
{
    const RandomWeights weights(1, 0.02);
    for (const char* name : {"h.0.mlp.c_fc.bias", "h.3.ln_1.bias", "transformer.ln_f.bias"}) {
        QCOMPARE(draw(weights, tensor(name, {64}), 3, 20, InitialValues::Zero), std::vector<float>(20, 0.0F));
    }
    for (const char* name : {"h.3.ln_2.weight", "transformer.ln_f.weight"}) {
        QCOMPARE(draw(weights, tensor(name, {64}), 0, 64, InitialValues::One), std::vector<float>(64, 1.0F));
    }
}

QTEST_GUILESS_MAIN(TestRandomWeights)
#include "tst_RandomWeights.moc"
