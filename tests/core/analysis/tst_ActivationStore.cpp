// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ActivationStore.h"
#include "core/checkpoint/FloatConversion.h"
#include "core/support/Error.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace bathyscope;

namespace {

constexpr std::size_t width = 70; // with 1,000 tokens more than one piece of the conversion
constexpr ActivationStorePlan plan {.numLayers = 3, .numTokens = 1000, .width = width};
constexpr ActivationStorePlan halfPlan {
    .numLayers = 3, .numTokens = 1000, .width = width, .precision = StoredPrecision::Float16};

/// Values of some tokens of a layer, no two of the store alike.
std::vector<float> rowsOf(std::size_t layer, std::size_t firstToken, std::size_t numTokens)
{
    std::vector<float> rows(numTokens * width);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = static_cast<float>((layer * 1000 + firstToken) * width + i) / 1000.0F - 100.0F;
    }
    return rows;
}

/// The nearest values that halves have.
std::vector<float> roundedToHalf(const std::vector<float>& values)
{
    std::vector<std::uint16_t> halves(values.size());
    convertFloatToHalf(values, halves);
    std::vector<float> rounded(values.size());
    convertHalfToFloat(std::as_bytes(std::span(halves)).data(), rounded);
    return rounded;
}

std::vector<float> read(const ActivationStore& store, std::size_t layer, std::size_t firstToken,
                        std::size_t numTokens)
{
    std::vector<float> rows(numTokens * width);
    store.read(layer, firstToken, rows);
    return rows;
}

template <typename Action>
bool isRefused(Action&& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.kind() == ErrorKind::Internal;
    }
    return false;
}

} // namespace

class TestActivationStore : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    ActivationStore makeStore(const ActivationStorePlan& wanted) const
    {
        return ActivationStore(wanted, m_folder.path().toStdString());
    }

private slots:
    void needsSoManyBytes()
    {
        QCOMPARE(plan.numBytes(), std::uint64_t {840'000});
        QCOMPARE(halfPlan.numBytes(), std::uint64_t {420'000});
        // Layers × tokens × width of a large run do not fit into 32 bits.
        const ActivationStorePlan large {.numLayers = 32, .numTokens = 1'000'000, .width = 2560};
        QCOMPARE(large.numBytes(), std::uint64_t {327'680'000'000});
    }

    void givesBackWhatSeveralThreadsKept()
    {
        ActivationStore store = makeStore(plan);
        constexpr std::size_t numThreads = 4;
        std::vector<std::thread> threads;
        for (std::size_t thread = 0; thread < numThreads; ++thread) {
            threads.emplace_back([&store, thread] {
                for (std::size_t layer = 0; layer < plan.numLayers; ++layer) {
                    for (std::size_t first = thread * 50; first < plan.numTokens; first += numThreads * 50) {
                        store.keep(layer, first, rowsOf(layer, first, 50));
                    }
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        for (std::size_t layer = 0; layer < plan.numLayers; ++layer) {
            QVERIFY(store.isComplete(layer));
            QVERIFY(read(store, layer, 0, 1000) == rowsOf(layer, 0, 1000));
        }
        QVERIFY(read(store, 1, 777, 3) == rowsOf(1, 777, 3));
    }

    void roundsToHalfWhereAsked()
    {
        ActivationStore store = makeStore(halfPlan);
        store.keep(1, 0, rowsOf(1, 0, 999));
        store.keep(1, 999, rowsOf(1, 999, 1));
        QVERIFY(read(store, 1, 0, 1000) == roundedToHalf(rowsOf(1, 0, 1000)));
        QVERIFY(read(store, 1, 500, 2) == roundedToHalf(rowsOf(1, 500, 2)));
        QVERIFY(read(store, 1, 500, 2) != rowsOf(1, 500, 2));
    }

    void knowsWhatIsThere()
    {
        ActivationStore store = makeStore(plan);
        QCOMPARE(store.numKept(0), std::size_t {0});
        QVERIFY(!store.isComplete(0));
        store.keep(0, 600, rowsOf(0, 600, 400));
        QCOMPARE(store.numKept(0), std::size_t {400});
        QVERIFY(!store.isComplete(0));
        store.keep(0, 0, rowsOf(0, 0, 600));
        QVERIFY(store.isComplete(0));
        QVERIFY(!store.isComplete(1));
        QVERIFY(!store.isComplete(3));
        QCOMPARE(store.numKept(3), std::size_t {0});
    }

    void refusesRowsThatItHasNoRoomFor()
    {
        ActivationStore store = makeStore(plan);
        std::vector<float> rows = rowsOf(0, 0, 2);
        QVERIFY(isRefused([&] { store.keep(3, 0, rows); }));
        QVERIFY(isRefused([&] { store.keep(0, 999, rows); })); // would reach into layer 1
        QVERIFY(isRefused([&] { store.keep(0, 0, std::span(rows).first(width + 1)); }));
        QVERIFY(isRefused([&] { store.read(3, 0, rows); }));
        QVERIFY(isRefused([&] { store.read(0, 999, rows); }));
        QVERIFY(isRefused([&] { store.read(0, 1001, std::span(rows).first(0)); }));
        QCOMPARE(store.numKept(0), std::size_t {0});
    }
};

QTEST_GUILESS_MAIN(TestActivationStore)
#include "tst_ActivationStore.moc"
