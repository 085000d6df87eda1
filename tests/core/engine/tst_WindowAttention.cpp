// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/WindowAttention.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace bathyscope;

class TestWindowAttention : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithThePlainDefinition_data();
    void agreesWithThePlainDefinition();
    void softmaxAgreesWithDoublePrecision();
    void softmaxTakesExtremeScores();
};

namespace {

std::vector<float> randomValues(std::size_t size, unsigned seed)
{
    std::mt19937 engine(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(size);
    for (float& value : values) {
        value = normal(engine);
    }
    return values;
}

/// Three loops in double precision: key j of query i counts if 0 ≤ i − j < keysSeen; no scaling of scores.
std::vector<double> plainAttention(const std::vector<float>& q, const std::vector<float>& k,
                                   const std::vector<float>& v, std::span<const TokenWindow> windows,
                                   std::size_t firstToken, std::size_t heads, std::size_t dim,
                                   std::size_t keysSeen)
{
    std::vector<double> out(q.size());
    const auto at = [&](std::size_t token, std::size_t head, std::size_t i) {
        return token * heads * dim + head * dim + i;
    };
    for (const TokenWindow& window : windows) {
        const std::size_t begin = window.firstToken - firstToken;
        for (std::size_t head = 0; head < heads; ++head) {
            for (std::size_t i = 0; i < window.numTokens; ++i) {
                double total = 0;
                for (std::size_t j = i + 1 > keysSeen ? i + 1 - keysSeen : 0; j <= i; ++j) {
                    double score = 0;
                    for (std::size_t d = 0; d < dim; ++d) {
                        score += static_cast<double>(q[at(begin + i, head, d)])
                            * static_cast<double>(k[at(begin + j, head, d)]);
                    }
                    const double weight = std::exp(score);
                    total += weight;
                    for (std::size_t d = 0; d < dim; ++d) {
                        out[at(begin + i, head, d)] +=
                            weight * static_cast<double>(v[at(begin + j, head, d)]);
                    }
                }
                for (std::size_t d = 0; d < dim; ++d) {
                    out[at(begin + i, head, d)] /= total;
                }
            }
        }
    }
    return out;
}

} // namespace

void TestWindowAttention::agreesWithThePlainDefinition_data()
{
    QTest::addColumn<int>("heads");
    QTest::addColumn<int>("dim");
    QTest::addColumn<int>("keysSeen");
    QTest::addRow("one key: the token itself") << 2 << 8 << 1;
    QTest::addRow("window of 8") << 3 << 16 << 8;
    QTest::addRow("window of 63, one less than a block of queries") << 1 << 16 << 63;
    QTest::addRow("window of 64") << 1 << 16 << 64;
    QTest::addRow("window of 65") << 1 << 16 << 65;
    QTest::addRow("window longer than the text") << 2 << 16 << 1000;
}

void TestWindowAttention::agreesWithThePlainDefinition()
{
    QFETCH(const int, heads);
    QFETCH(const int, dim);
    QFETCH(const int, keysSeen);
    const std::vector<TokenWindow> windows {
        {100, 200}, {300, 1}, {301, 64}, {365, 37}}; // a batch in the middle of a stream
    const std::size_t size = std::size_t {302} * static_cast<std::size_t>(heads * dim);
    const std::vector<float> q = randomValues(size, 1);
    const std::vector<float> k = randomValues(size, 2);
    const std::vector<float> v = randomValues(size, 3);
    std::vector<float> out(size, -1000.0F);
    windowAttention({.query = q.data(),
                     .key = k.data(),
                     .value = v.data(),
                     .out = out.data(),
                     .numHeads = static_cast<std::size_t>(heads),
                     .headDim = static_cast<std::size_t>(dim)},
                    windows, 100, static_cast<std::size_t>(keysSeen));
    const std::vector<double> expected =
        plainAttention(q, k, v, windows, 100, static_cast<std::size_t>(heads), static_cast<std::size_t>(dim),
                       static_cast<std::size_t>(keysSeen));
    for (std::size_t i = 0; i < size; ++i) {
        // Scores reach ±20 here: their float32 rounding, e^x of it, moves weights by some 1e-6 relative.
        QVERIFY2(std::abs(static_cast<double>(out[i]) - expected[i]) < 1e-5, qPrintable(QString::number(i)));
    }
}

void TestWindowAttention::softmaxAgreesWithDoublePrecision()
{
    for (const std::size_t size :
         {std::size_t {1}, std::size_t {15}, std::size_t {16}, std::size_t {17}, std::size_t {500}}) {
        std::vector<float> scores = randomValues(size, static_cast<unsigned>(size));
        for (float& score : scores) {
            score *= 20;
        }
        double total = 0;
        const double top = *std::max_element(scores.begin(), scores.end());
        for (const float score : scores) {
            total += std::exp(score - top);
        }
        std::vector<float> actual = scores;
        softmax(actual);
        for (std::size_t i = 0; i < size; ++i) {
            const double expected = std::exp(scores[i] - top) / total;
            // Scores differ by up to 128 here, and that difference is a float32: half a unit in its last
            // place is 4e-6.
            QVERIFY(std::abs(static_cast<double>(actual[i]) - expected) < 5e-6 * expected + 1e-37);
        }
    }
}

void TestWindowAttention::softmaxTakesExtremeScores()
{
    std::vector<float> scores {-3e38F, 3e38F, 0.0F, 3e38F};
    softmax(scores);
    QCOMPARE(scores.at(1), 0.5F);
    QCOMPARE(scores.at(3), 0.5F);
    QVERIFY(scores.at(0) < 1e-37F && scores.at(2) < 1e-37F);
}

QTEST_GUILESS_MAIN(TestWindowAttention)
#include "tst_WindowAttention.moc"
