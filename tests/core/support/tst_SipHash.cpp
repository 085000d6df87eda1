// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/SipHash.h"

#include <QTest>

#include <cstdint>
#include <string>

using namespace bathyscope;

namespace {

/// 00 01 02 … 0f, the key of the reference's test vectors.
constexpr SipKey referenceKey {.first = 0x0706050403020100U, .second = 0x0F0E0D0C0B0A0908U};

} // namespace

class TestSipHash : public QObject
{
    Q_OBJECT

private slots:
    /// Of the bytes 00 01 02 …: the reference implementation's vectors, which OpenSSL 3's SIPHASH gives too.
    void agreesWithTheReference_data()
    {
        QTest::addColumn<int>("numBytes");
        QTest::addColumn<quint64>("expected");
        QTest::newRow("nothing") << 0 << quint64 {0x726FDB47DD0E0E31U};
        QTest::newRow("1 byte") << 1 << quint64 {0x74F839C593DC67FDU};
        QTest::newRow("2 bytes") << 2 << quint64 {0x0D6C8009D9A94F5AU};
        QTest::newRow("7 bytes") << 7 << quint64 {0xAB0200F58B01D137U};
        QTest::newRow("8 bytes") << 8 << quint64 {0x93F5F5799A932462U};
        QTest::newRow("9 bytes") << 9 << quint64 {0x9E0082DF0BA9E4B0U};
        QTest::newRow("15 bytes, those of the paper") << 15 << quint64 {0xA129CA6149BE45E5U};
        QTest::newRow("16 bytes") << 16 << quint64 {0x3F2ACC7F57C29BDBU};
        QTest::newRow("31 bytes") << 31 << quint64 {0x32D892FAD841C342U};
        QTest::newRow("63 bytes") << 63 << quint64 {0x958A324CEB064572U};
    }

    void agreesWithTheReference()
    {
        QFETCH(int, numBytes);
        QFETCH(quint64, expected);
        std::string bytes;
        for (int i = 0; i < numBytes; ++i) {
            bytes += static_cast<char>(i);
        }
        QCOMPARE(quint64 {SipHash(referenceKey)(bytes)}, expected);
    }

    void hashesANumberAsItsBytes()
    {
        QCOMPARE(SipHash(referenceKey)(std::uint64_t {0x0706050403020100U}),
                 std::uint64_t {0x93F5F5799A932462U});
    }

    void drawsOneKeyForTheProcess()
    {
        const SipKey& key = processSipKey();
        QVERIFY(key.first != 0 || key.second != 0);
        QCOMPARE(&processSipKey(), &key);
        QCOMPARE(KeyedStringHash {}("word"),
                 static_cast<std::size_t>(SipHash(key)(std::string_view("word"))));
    }
};

QTEST_GUILESS_MAIN(TestSipHash)
#include "tst_SipHash.moc"
