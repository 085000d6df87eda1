// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/FloatConversion.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

using namespace bathyscope;

class TestFloatConversion : public QObject
{
    Q_OBJECT

private slots:
    void roundsToTheNearestBfloat16_data();
    void roundsToTheNearestBfloat16();
};

void TestFloatConversion::roundsToTheNearestBfloat16_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<int>("bits");
    // 7 bits after the point: neighbours of 1 lie 2^−7 apart.
    QTest::newRow("0") << 0.0F << 0x0000;
    QTest::newRow("-0") << -0.0F << 0x8000;
    QTest::newRow("1") << 1.0F << 0x3F80;
    QTest::newRow("below half way") << 1.0F + 0x1p-8F - 0x1p-20F << 0x3F80;
    QTest::newRow("half way, to the even one below") << 1.0F + 0x1p-8F << 0x3F80;
    QTest::newRow("half way, to the even one above") << 1.0F + 3 * 0x1p-8F << 0x3F82;
    QTest::newRow("above half way") << 1.0F + 0x1p-8F + 0x1p-20F << 0x3F81;
    QTest::newRow("negative") << -2.5F << 0xC020;
    QTest::newRow("largest float") << std::numeric_limits<float>::max() << 0x7F80; // infinity is nearer
    QTest::newRow("infinity") << std::numeric_limits<float>::infinity() << 0x7F80;
    QTest::newRow("smallest subnormal") << std::numeric_limits<float>::denorm_min() << 0x0000;
}

void TestFloatConversion::roundsToTheNearestBfloat16()
{
    QFETCH(const float, value);
    QFETCH(const int, bits);
    const std::vector<float> values(21, value); // more than a vector register holds
    std::vector<std::uint16_t> out(values.size());
    convertFloatToBfloat16(values, out);
    QVERIFY(std::ranges::all_of(out, [bits](std::uint16_t found) { return found == bits; }));
    const std::vector<float> nan {std::numeric_limits<float>::quiet_NaN(), std::bit_cast<float>(0x7F800001U)};
    convertFloatToBfloat16(nan, std::span(out).first(2));
    std::vector<float> back(2);
    convertBfloat16ToFloat(std::as_bytes(std::span(out)).data(), back);
    QVERIFY(std::isnan(back[0]) && std::isnan(back[1]));
}

QTEST_GUILESS_MAIN(TestFloatConversion)
#include "tst_FloatConversion.moc"
