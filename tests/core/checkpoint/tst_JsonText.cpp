// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/JsonText.h"

#include <QTest>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>

using namespace bathyscope;
using nlohmann::json;

namespace {

std::string shortest(double value)
{
    std::array<char, 32> digits {};
    auto* const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

} // namespace

class TestJsonText : public QObject
{
    Q_OBJECT

private slots:
    void numbersAreTheShortestThatReadBack()
    {
        std::mt19937_64 random(1);
        std::uniform_real_distribution<double> exponent(-300, 300);
        int numLonger = 0; // as the library writes them
        for (int i = 0; i < 20'000; ++i) {
            const double value = std::pow(10.0, exponent(random));
            const std::string text = jsonText(value);
            QCOMPARE(json::parse(text).get<double>(), value);
            QVERIFY2(text == shortest(value) || text == shortest(value) + ".0", text.c_str());
            numLonger += json(value).dump().size() > text.size() + 1 ? 1 : 0;
        }
        QVERIFY(numLonger > 0);
        QCOMPARE(jsonText(-0.67), "-0.67");
        QCOMPARE(jsonText(5e-324), "5e-324");
        QCOMPARE(jsonText(1.0), "1.0");
        QCOMPARE(jsonText(12), "12");
        QCOMPARE(jsonText(std::numeric_limits<double>::infinity()), "null");
    }

    void everythingElseIsAsTheLibraryWritesIt()
    {
        const json value {{"text", "caf\u00e9 \"quoted\"\n"},
                          {"list", {1, 2.5, nullptr, true, json::array(), json::object()}},
                          {"key \"odd\"", {{"a", {{"b", -7}}}}}};
        QCOMPARE(jsonText(value), value.dump());
        QCOMPARE(jsonText(value, 1), value.dump(1));
        QCOMPARE(jsonText(value, 4), value.dump(4));
        QCOMPARE(jsonText(json("\xff")), "\"\ufffd\"");
    }
};

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_JsonText.moc"
