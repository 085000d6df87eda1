// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "core/support/Logging.h"
#include "core/support/Utf8.h"
#include "core/support/VisibleText.h"

#include <nlohmann/json.hpp>
#include <spdlog/sinks/ostream_sink.h>

#include <QTest>

#include <sstream>
#include <string>

using namespace bathyscope;

class TestVisibleText : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatATerminalWouldObey_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("expected");
        QTest::newRow("plain") << std::string("gpt-neo-125m") << std::string("gpt-neo-125m");
        QTest::newRow("nothing") << std::string() << std::string();
        QTest::newRow("Vietnamese") << std::string("độ dài từ tố") << std::string("độ dài từ tố");
        QTest::newRow("beyond the first plane") << std::string("𝛼 🐟") << std::string("𝛼 🐟");
        QTest::newRow("joiners stay")
            << std::string("می\u200Cخواهم 👩\u200D🚀") << std::string("می\u200Cخواهم 👩\u200D🚀");
        QTest::newRow("a colour") << std::string("\x1B[31mred") << std::string("␛[31mred");
        QTest::newRow("a window title") << std::string("\x1B]0;title\x07") << std::string("␛]0;title␇");
        QTest::newRow("ends of lines, tabs") << std::string("a\r\n\tb") << std::string("a␍␊␉b");
        QTest::newRow("NUL and DEL") << std::string("a\0b\x7F", 4) << std::string("a␀b␡");
        QTest::newRow("C1: a control sequence of one character")
            << std::string("\u009B31m") << std::string("⟨U+009B⟩31m");
        QTest::newRow("override") << std::string("a\u202Ecod.exe") << std::string("a⟨U+202E⟩cod.exe");
        QTest::newRow("isolate") << std::string("\u2066x\u2069") << std::string("⟨U+2066⟩x⟨U+2069⟩");
        QTest::newRow("separator of lines") << std::string("a\u2028b") << std::string("a⟨U+2028⟩b");
        QTest::newRow("tags") << std::string("a\U000E0061") << std::string("a⟨U+E0061⟩");
        QTest::newRow("bytes that are no UTF-8") << std::string("caf\xE9.txt") << std::string("caf\\xE9.txt");
        QTest::newRow("C1 as a byte") << std::string("\x9B"
                                                     "31m")
                                      << std::string("\\x9B31m");
        QTest::newRow("a character cut off") << std::string("a\xE1\xBB") << std::string("a\\xE1\\xBB");
    }

    void showsWhatATerminalWouldObey()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, expected);
        QCOMPARE(visibleText(text), expected);
        QCOMPARE(visibleText(expected), expected); // twice is once
    }

    void cutsWhatIsLong()
    {
        QCOMPARE(visibleText("12345678", 8), std::string("12345678"));
        QCOMPARE(visibleText("123456789", 8), std::string("12345…"));
        QCOMPARE(visibleText("1234ộộ", 8), std::string("1234…")); // not inside a character
        QCOMPARE(visibleText("\x1B\x1B\x1B", 8), std::string("␛…")); // it is what comes out that is measured
        const std::string megabyte = visibleText(std::string(1U << 20U, 'x'));
        QCOMPARE(megabyte.size(), maxSentenceBytes);
        QVERIFY(megabyte.ends_with("…"));
    }

    void isAlwaysUtf8()
    {
        std::string bytes;
        for (int first = 0; first < 256; ++first) {
            for (int second = 0; second < 256; second += 5) {
                bytes += static_cast<char>(first);
                bytes += static_cast<char>(second);
            }
        }
        const std::string shown = visibleText(bytes, 10 * bytes.size());
        QCOMPARE(wellFormedPrefixSize(shown), shown.size());
        QVERIFY(shown.find('\x1B') == std::string::npos && shown.find('\n') == std::string::npos);
        for (std::size_t size = 3; size < 40; ++size) {
            const std::string cut = visibleText(bytes, size);
            QVERIFY(cut.size() <= size && wellFormedPrefixSize(cut) == cut.size());
        }
    }

    void keepsTheValuesOfJson()
    {
        const nlohmann::json value {{"text", "a\x1B\x7F\u009B\u202E\U000E0061 độ 🐟"}};
        const std::string shown = visibleJson(value.dump());
        QCOMPARE(shown, std::string(R"({"text":"a\u001b\u007f\u009b\u202e\udb40\udc61 độ 🐟"})"));
        QVERIFY(nlohmann::json::parse(shown) == value);
    }

    void everySentenceOfAnErrorIsVisible()
    {
        QCOMPARE(
            std::string(Error(ErrorKind::FileMissing, "The file a\x1B[2J\u202Eb does not exist.").what()),
            std::string("The file a␛[2J⟨U+202E⟩b does not exist."));
    }

    void everyLineOfTheLogIsVisible()
    {
        std::ostringstream text;
        const auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(text);
        sink->set_pattern("%v");
        addLogSink(sink);
        logger("test")->warn("{}", "a\x1B]0;b\x07");
        removeLogSink(sink);
        QCOMPARE(text.str(), std::string("a␛]0;b␇\n"));
    }
};

QTEST_GUILESS_MAIN(TestVisibleText)
#include "tst_VisibleText.moc"
