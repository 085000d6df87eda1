// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "core/text/TokenWindows.h"

#include <QTest>

#include <numeric>

namespace bathyscope {
namespace {

std::vector<TokenId> countingIds(std::size_t numTokens)
{
    std::vector<TokenId> ids(numTokens);
    std::iota(ids.begin(), ids.end(), 0);
    return ids;
}

std::vector<TokenWindow> copyOf(std::span<const TokenWindow> windows)
{
    return {windows.begin(), windows.end()};
}

template <typename Action>
ErrorKind kindThrownBy(Action action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.kind();
    }
    return ErrorKind::Internal;
}

} // namespace

class TestTokenWindows : public QObject
{
    Q_OBJECT

private slots:
    void cutsEveryWindowLengthAndKeepsTheRest_data();
    void cutsEveryWindowLengthAndKeepsTheRest();
    void makesOneWindowOfEachListThatIsNotEmpty();
    void firstTokensMayShortenTheLastWindow();
    void batchesCoverEveryTokenOnceInOrder();
    void refusesAWindowOfNothing();
};

void TestTokenWindows::cutsEveryWindowLengthAndKeepsTheRest_data()
{
    QTest::addColumn<int>("numTokens");
    QTest::addColumn<int>("windowLength");
    QTest::addColumn<int>("numWindows");
    QTest::addColumn<int>("lastLength");
    QTest::newRow("whole windows") << 8192 << 512 << 16 << 512;
    QTest::newRow("a shorter last window") << 1025 << 512 << 3 << 1;
    QTest::newRow("fewer tokens than a window") << 7 << 512 << 1 << 7;
    QTest::newRow("windows of one token") << 3 << 1 << 3 << 1;
}

void TestTokenWindows::cutsEveryWindowLengthAndKeepsTheRest()
{
    QFETCH(const int, numTokens);
    QFETCH(const int, windowLength);
    QFETCH(const int, numWindows);
    QFETCH(const int, lastLength);
    const auto length = static_cast<std::size_t>(windowLength);
    const std::vector<TokenId> ids = countingIds(static_cast<std::size_t>(numTokens));
    const TokenWindows windows = TokenWindows::cut(ids, length);

    QCOMPARE(std::vector<TokenId>(windows.ids().begin(), windows.ids().end()), ids);
    QCOMPARE(windows.numTokens(), ids.size());
    QCOMPARE(windows.windows().size(), static_cast<std::size_t>(numWindows));
    QCOMPARE(windows.windows().back().numTokens, static_cast<std::size_t>(lastLength));
    QCOMPARE(windows.longestWindow(), std::min(length, ids.size()));
    for (std::size_t i = 0; i < windows.windows().size(); ++i) {
        QCOMPARE(windows.windows()[i].firstToken, i * length);
        QVERIFY(i + 1 == windows.windows().size() || windows.windows()[i].numTokens == length);
    }
}

void TestTokenWindows::makesOneWindowOfEachListThatIsNotEmpty()
{
    const TokenWindows windows = TokenWindows::fromLists({{}, {5, 6, 7}, {}, {8}, {9, 10}});
    QCOMPARE(std::vector<TokenId>(windows.ids().begin(), windows.ids().end()),
             (std::vector<TokenId> {5, 6, 7, 8, 9, 10}));
    QCOMPARE(copyOf(windows.windows()), (std::vector<TokenWindow> {{0, 3}, {3, 1}, {4, 2}}));
    QCOMPARE(windows.longestWindow(), 3U);
    QCOMPARE(TokenWindows::fromLists({{}, {}}).numTokens(), 0U);
    QCOMPARE(TokenWindows().longestWindow(), 0U);
}

void TestTokenWindows::firstTokensMayShortenTheLastWindow()
{
    const TokenWindows windows = TokenWindows::fromLists({{1, 2, 3}, {4}, {5, 6}});
    QCOMPARE(windows.first(0).windows().size(), 0U);
    QCOMPARE(copyOf(windows.first(2).windows()), (std::vector<TokenWindow> {{0, 2}}));
    QCOMPARE(copyOf(windows.first(3).windows()), (std::vector<TokenWindow> {{0, 3}}));
    QCOMPARE(copyOf(windows.first(5).windows()), (std::vector<TokenWindow> {{0, 3}, {3, 1}, {4, 1}}));
    QCOMPARE(windows.first(5).numTokens(), 5U);
    QCOMPARE(windows.first(5).ids().back(), 5);
    QCOMPARE(copyOf(windows.first(100).windows()), copyOf(windows.windows()));
    QCOMPARE(windows.first(100).numTokens(), 6U);
}

void TestTokenWindows::batchesCoverEveryTokenOnceInOrder()
{
    const TokenWindows windows = TokenWindows::cut(countingIds(70), 16); // 16 16 16 16 6
    for (std::size_t windowsPerBatch = 1; windowsPerBatch <= 6; ++windowsPerBatch) {
        const std::vector<TokenBatch> batches = windows.batches(windowsPerBatch * 16 - 3); // whole windows
        QCOMPARE(batches.size(), (5 + windowsPerBatch - 1) / windowsPerBatch);
        std::size_t nextToken = 0;
        std::vector<TokenWindow> seen;
        for (const TokenBatch& batch : batches) {
            QVERIFY(batch.windows.size() <= windowsPerBatch);
            QCOMPARE(batch.firstToken, nextToken);
            QCOMPARE(batch.windows.front().firstToken, nextToken);
            std::size_t numTokens = 0;
            for (const TokenWindow& window : batch.windows) {
                numTokens += window.numTokens;
                seen.push_back(window);
            }
            QCOMPARE(batch.numTokens, numTokens);
            nextToken += numTokens;
        }
        QCOMPARE(nextToken, 70U);
        QCOMPARE(seen, copyOf(windows.windows()));
    }
    QVERIFY(TokenWindows().batches(4).empty());
}

void TestTokenWindows::refusesAWindowOfNothing()
{
    QCOMPARE(kindThrownBy([] {
                 static_cast<void>(TokenWindows::cut({1, 2}, 0));
             }),
             ErrorKind::InvalidRequest);
}

} // namespace bathyscope

QTEST_GUILESS_MAIN(bathyscope::TestTokenWindows)
#include "tst_TokenWindows.moc"
