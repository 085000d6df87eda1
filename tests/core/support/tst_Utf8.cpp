// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Utf8.h"

#include <QTest>

#include <array>
#include <random>
#include <vector>

namespace bathyscope {

class TestUtf8 : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithPython_data();
    void agreesWithPython();
    void countsLikeItReplacesInRandomBytes();
    void walksThroughCodePoints();
    void acceptsNothing();
};

/// Expected: bytes.decode("utf-8", errors="replace") of Python 3.11 and its length; the number and first
/// position of errors as an error handler saw them.
void TestUtf8::agreesWithPython_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("replacedHex");
    QTest::addColumn<int>("numCodePoints");
    QTest::addColumn<int>("numReplaced");
    QTest::addColumn<int>("firstReplacedByte");
    QTest::newRow("ASCII") << QByteArrayLiteral("6465707468") << QByteArrayLiteral("6465707468") << 5 << 0
                           << 0;
    QTest::newRow("two bytes") << QByteArrayLiteral("c3a9") << QByteArrayLiteral("c3a9") << 1 << 0 << 0;
    QTest::newRow("three bytes") << QByteArrayLiteral("e6b7b1") << QByteArrayLiteral("e6b7b1") << 1 << 0 << 0;
    QTest::newRow("four bytes") << QByteArrayLiteral("f09f9099") << QByteArrayLiteral("f09f9099") << 1 << 0
                                << 0;
    QTest::newRow("mixed lengths") << QByteArrayLiteral("6120c3a920e6b7b120f09f9099207a")
                                   << QByteArrayLiteral("6120c3a920e6b7b120f09f9099207a") << 9 << 0 << 0;
    QTest::newRow("NUL and DEL") << QByteArrayLiteral("007f") << QByteArrayLiteral("007f") << 2 << 0 << 0;
    QTest::newRow("last of each length") << QByteArrayLiteral("7fdfbfefbfbff48fbfbf")
                                         << QByteArrayLiteral("7fdfbfefbfbff48fbfbf") << 4 << 0 << 0;
    QTest::newRow("first of each length")
        << QByteArrayLiteral("c280e0a080f0908080") << QByteArrayLiteral("c280e0a080f0908080") << 3 << 0 << 0;
    QTest::newRow("noncharacters") << QByteArrayLiteral("efb790efbfbe") << QByteArrayLiteral("efb790efbfbe")
                                   << 2 << 0 << 0;
    QTest::newRow("lone continuation byte")
        << QByteArrayLiteral("80") << QByteArrayLiteral("efbfbd") << 1 << 1 << 0;
    QTest::newRow("five continuation bytes")
        << QByteArrayLiteral("80bf80bf80") << QByteArrayLiteral("efbfbdefbfbdefbfbdefbfbdefbfbd") << 5 << 5
        << 0;
    QTest::newRow("space before part of a character")
        << QByteArrayLiteral("20e6b7") << QByteArrayLiteral("20efbfbd") << 2 << 1 << 1;
    QTest::newRow("lead of two alone")
        << QByteArrayLiteral("c3") << QByteArrayLiteral("efbfbd") << 1 << 1 << 0;
    QTest::newRow("lead of three alone")
        << QByteArrayLiteral("e6") << QByteArrayLiteral("efbfbd") << 1 << 1 << 0;
    QTest::newRow("lead of four alone")
        << QByteArrayLiteral("f0") << QByteArrayLiteral("efbfbd") << 1 << 1 << 0;
    QTest::newRow("two of three") << QByteArrayLiteral("e6b7") << QByteArrayLiteral("efbfbd") << 1 << 1 << 0;
    QTest::newRow("two of four") << QByteArrayLiteral("f09f") << QByteArrayLiteral("efbfbd") << 1 << 1 << 0;
    QTest::newRow("three of four") << QByteArrayLiteral("f09f90") << QByteArrayLiteral("efbfbd") << 1 << 1
                                   << 0;
    QTest::newRow("tail of a character")
        << QByteArrayLiteral("9f9099") << QByteArrayLiteral("efbfbdefbfbdefbfbd") << 3 << 3 << 0;
    QTest::newRow("lead then letter")
        << QByteArrayLiteral("c341") << QByteArrayLiteral("efbfbd41") << 2 << 1 << 0;
    QTest::newRow("two of three then letter")
        << QByteArrayLiteral("e6b741") << QByteArrayLiteral("efbfbd41") << 2 << 1 << 0;
    QTest::newRow("three of four then lead")
        << QByteArrayLiteral("f09f90c3a9") << QByteArrayLiteral("efbfbdc3a9") << 2 << 1 << 0;
    QTest::newRow("overlong two") << QByteArrayLiteral("c080c1bf")
                                  << QByteArrayLiteral("efbfbdefbfbdefbfbdefbfbd") << 4 << 4 << 0;
    QTest::newRow("overlong three") << QByteArrayLiteral("e08080e09fbf")
                                    << QByteArrayLiteral("efbfbdefbfbdefbfbdefbfbdefbfbdefbfbd") << 6 << 6
                                    << 0;
    QTest::newRow("overlong four") << QByteArrayLiteral("f0808080f08fbfbf")
                                   << QByteArrayLiteral("efbfbdefbfbdefbfbdefbfbdefbfbdefbfbdefbfbdefbfbd")
                                   << 8 << 8 << 0;
    QTest::newRow("surrogates") << QByteArrayLiteral("eda080edbfbf")
                                << QByteArrayLiteral("efbfbdefbfbdefbfbdefbfbdefbfbdefbfbd") << 6 << 6 << 0;
    QTest::newRow("before and behind surrogates")
        << QByteArrayLiteral("ed9fbfee8080") << QByteArrayLiteral("ed9fbfee8080") << 2 << 0 << 0;
    QTest::newRow("beyond U+10FFFF") << QByteArrayLiteral("f4908080")
                                     << QByteArrayLiteral("efbfbdefbfbdefbfbdefbfbd") << 4 << 4 << 0;
    QTest::newRow("leads that never occur")
        << QByteArrayLiteral("f5f8fcfeff") << QByteArrayLiteral("efbfbdefbfbdefbfbdefbfbdefbfbd") << 5 << 5
        << 0;
    QTest::newRow("F4 cut short") << QByteArrayLiteral("f48fbf") << QByteArrayLiteral("efbfbd") << 1 << 1
                                  << 0;
    QTest::newRow("Unicode 15 table 3-8")
        << QByteArrayLiteral("c0afe080bff0818241")
        << QByteArrayLiteral("efbfbdefbfbdefbfbdefbfbdefbfbdefbfbdefbfbdefbfbd41") << 9 << 8 << 0;
    QTest::newRow("Unicode 15 table 3-9")
        << QByteArrayLiteral("eda080edbfbfedaf41")
        << QByteArrayLiteral("efbfbdefbfbdefbfbdefbfbdefbfbdefbfbdefbfbdefbfbd41") << 9 << 8 << 0;
    QTest::newRow("Unicode 15 table 3-10")
        << QByteArrayLiteral("f4919293ff4180bf42")
        << QByteArrayLiteral("efbfbdefbfbdefbfbdefbfbdefbfbd41efbfbdefbfbd42") << 9 << 7 << 0;
    QTest::newRow("Unicode 15 table 3-11") << QByteArrayLiteral("e180e2f09192f1bf41")
                                           << QByteArrayLiteral("efbfbdefbfbdefbfbdefbfbd41") << 5 << 4 << 0;
    QTest::newRow("ill-formed behind eight ASCII bytes")
        << QByteArrayLiteral("3132333435363738ff3132333435363738e6b7")
        << QByteArrayLiteral("3132333435363738efbfbd3132333435363738efbfbd") << 18 << 2 << 8;
    QTest::newRow("high byte at the end of eight")
        << QByteArrayLiteral("31323334353637c3a931323334353637c3")
        << QByteArrayLiteral("31323334353637c3a931323334353637efbfbd") << 16 << 1 << 16;
}

void TestUtf8::agreesWithPython()
{
    QFETCH(const QByteArray, hex);
    QFETCH(const QByteArray, replacedHex);
    QFETCH(const int, numCodePoints);
    QFETCH(const int, numReplaced);
    QFETCH(const int, firstReplacedByte);
    const std::string bytes = QByteArray::fromHex(hex).toStdString();

    QCOMPARE(countCodePoints(bytes), static_cast<std::size_t>(numCodePoints));
    const Utf8Replacement replacement = replaceIllFormedUtf8(bytes);
    QCOMPARE(QByteArray::fromStdString(replacement.text).toHex(), replacedHex);
    QCOMPARE(replacement.numReplaced, static_cast<std::size_t>(numReplaced));
    QCOMPARE(replacement.firstReplacedByte, static_cast<std::size_t>(firstReplacedByte));
    QCOMPARE(wellFormedPrefixSize(bytes),
             numReplaced == 0 ? bytes.size() : static_cast<std::size_t>(firstReplacedByte));
}

void TestUtf8::countsLikeItReplacesInRandomBytes()
{
    std::mt19937 random(1);
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        for (std::size_t size = random() % 40; bytes.size() < size;) {
            // ASCII, any byte, and the bytes that make up multi-byte characters, about equally often
            const std::array<std::uint_fast32_t, 3> choices {random() % 128, random() % 256,
                                                             0x80 + random() % 0x80};
            bytes += static_cast<char>(choices.at(random() % 3));
        }
        const Utf8Replacement replacement = replaceIllFormedUtf8(bytes);
        QCOMPARE(wellFormedPrefixSize(replacement.text), replacement.text.size());
        QCOMPARE(countCodePoints(replacement.text), countCodePoints(bytes));
    }
}

void TestUtf8::walksThroughCodePoints()
{
    const std::string text = "a\u00e9\u6df1\U0001f419\U0010ffff";
    std::vector<char32_t> codePoints;
    for (std::size_t i = 0; i < text.size();) {
        codePoints.push_back(nextCodePoint(text, i));
    }
    QCOMPARE(codePoints, (std::vector<char32_t> {U'a', 0xE9, 0x6DF1, 0x1F419, 0x10FFFF}));
}

void TestUtf8::acceptsNothing()
{
    QCOMPARE(countCodePoints({}), 0U);
    QCOMPARE(wellFormedPrefixSize({}), 0U);
    QVERIFY(replaceIllFormedUtf8({}).text.empty());
}

} // namespace bathyscope

QTEST_GUILESS_MAIN(bathyscope::TestUtf8)
#include "tst_Utf8.moc"
