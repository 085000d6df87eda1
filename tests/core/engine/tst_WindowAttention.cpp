// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Device.h"
#include "core/engine/WindowAttention.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <span>
#include <vector>

using namespace bathyscope;

class TestWindowAttention : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithThePlainDefinition_data();
    void agreesWithThePlainDefinition();
    void givesTheSameBitsForAnyNumberOfThreads();
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

void TestWindowAttention::givesTheSameBitsForAnyNumberOfThreads()
{
    const std::vector<TokenWindow> windows {{0, 200}, {200, 1}, {201, 99}};
    const std::vector<float> q = randomValues(std::size_t {300} * 48, 4);
    const std::vector<float> k = randomValues(std::size_t {300} * 48, 5);
    const std::vector<float> v = randomValues(std::size_t {300} * 48, 6);
    const auto attend = [&](std::size_t threads, std::span<const TokenWindow> some) {
        setNumThreads(threads);
        std::vector<float> out(q.size());
        windowAttention({.query = q.data(),
                         .key = k.data(),
                         .value = v.data(),
                         .out = out.data(),
                         .numHeads = 3,
                         .headDim = 16},
                        some, 0, 100);
        return out;
    };
    const std::vector<float> expected = attend(1, windows);
    QCOMPARE(attend(2, windows), expected);
    QCOMPARE(attend(5, windows), expected);
    std::vector<float> oneByOne(q.size());
    for (const TokenWindow& window : windows) {
        const std::vector<float> part = attend(2, std::span(&window, 1));
        std::ranges::transform(oneByOne, part, oneByOne.begin(), std::plus<>());
    }
    QCOMPARE(oneByOne, expected);
    setNumThreads(0);
}

QTEST_GUILESS_MAIN(TestWindowAttention)
#include "tst_WindowAttention.moc"
