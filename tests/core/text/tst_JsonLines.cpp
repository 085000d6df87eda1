// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/JsonLines.h"
#include "tests/support/Refusal.h"

#include <QTest>

#include <string>
#include <vector>

namespace bathyscope {
namespace {

std::string repeated(std::string_view piece, std::size_t times)
{
    std::string text;
    for (std::size_t i = 0; i < times; ++i) {
        text += piece;
    }
    return text;
}

} // namespace

class TestJsonLines : public QObject
{
    Q_OBJECT

private slots:
    void readsTheFieldOfEachLine();
    void readsEveryEscape();
    void passesOverWhatIsInOtherFields_data();
    void passesOverWhatIsInOtherFields();
    void replacesWhatIsNoCharacter_data();
    void replacesWhatIsNoCharacter();
    void countsWhatItReplacesAndSaysWhere();
    void refusesLinesThatAreNot_data();
    void refusesLinesThatAreNot();
    void namesTheLineAndWhatIsExpected();
    void namesTheFieldsThatAreThere();
    void refusesDeepNestingWithoutDescending();
    void refusesAHugeLine();
    void knowsTheStringFieldsOfTheFirstLine_data();
    void knowsTheStringFieldsOfTheFirstLine();
};

void TestJsonLines::readsTheFieldOfEachLine()
{
    const std::string bytes = R"({"id": 1, "text": "deep", "meta": {"text": "not this", "list": [1, [2]]}})"
                              "\r\n  \n\t\n"
                              R"({"text": "sea"})";
    QCOMPARE(readJsonLines(bytes, "text", "memory").texts, (std::vector<std::string> {"deep", "sea"}));
    QCOMPARE(readJsonLines(R"({"": "nameless"})", "", "memory").texts,
             (std::vector<std::string> {"nameless"}));
}

void TestJsonLines::readsEveryEscape()
{
    // As Python's json.loads reads it.
    const std::string bytes = R"({"text": "\"\\\/\b\f\n\r\t\u00e9\ud83d\udc19"})";
    QCOMPARE(readJsonLines(bytes, "text", "memory").texts.front(),
             std::string("\"\\/\b\f\n\r\t\u00e9\U0001f419"));
}

void TestJsonLines::passesOverWhatIsInOtherFields_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char* value : {"1e400", "-1e400", "1E+999", "0.1e99999", "1e-999", "NaN", "Infinity",
                              "-Infinity", "[1e400, [NaN]]", R"({"x": -Infinity, "text": NaN})", "\"\xff\"",
                              R"("\ud83d")", R"("NaN 1e400 \" Infinity")"}) {
        QTest::newRow(value) << QByteArray(value);
    }
}

/// As Python's json.loads passes over it.
void TestJsonLines::passesOverWhatIsInOtherFields()
{
    QFETCH(const QByteArray, value);
    const std::string number = value.toStdString();
    const std::string text = R"("text": "deep NaN 1e400 sea")";
    for (const std::string& line :
         {std::string(R"({"n": )").append(number).append(", ").append(text).append("}"),
          std::string("{").append(text).append(R"(, "n":)").append(number).append("}")}) {
        const JsonLinesTexts read = readJsonLines(line, "text", "memory");
        QCOMPARE(read.texts, std::vector<std::string> {"deep NaN 1e400 sea"});
        QCOMPARE(read.numReplaced, 0U);
        QCOMPARE(jsonLinesFields("{\"n\": " + number + ", \"z\": \"\"}").back(), std::string("z"));
    }
}

void TestJsonLines::replacesWhatIsNoCharacter_data()
{
    QTest::addColumn<QByteArray>("string");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("numReplaced");
    const auto row = [](const char* name, const QByteArray& string, const char* text, int numReplaced) {
        QTest::newRow(name) << string << QByteArray(text) << numReplaced;
    };
    // The texts are what Python's bytes.decode(errors="replace") gives, halves of pairs replaced likewise.
    row("one byte", "caf\xe9", "caf\uFFFD", 1);
    row("two bytes", "\xff\xfe", "\uFFFD\uFFFD", 2);
    row("a character cut short", "\xe2\x82|", "\uFFFD|", 1);
    row("beside one that is meant", "\xEF\xBF\xBD\xff", "\uFFFD\uFFFD", 1);
    row("before an escape", "\xff\\n", "\uFFFD\n", 1);
    row("the first half of a pair", "\\ud83d!", "\uFFFD!", 1);
    row("the second half", "\\udc19", "\uFFFD", 1);
    row("halves in the wrong order", "\\udc19\\ud83d", "\uFFFD\uFFFD", 2);
    row("a half before a pair", R"(\ud83d\ud83d\udc19)", "\uFFFD\U0001f419", 1);
}

void TestJsonLines::replacesWhatIsNoCharacter()
{
    QFETCH(const QByteArray, string);
    QFETCH(const QByteArray, text);
    QFETCH(const int, numReplaced);
    const QByteArray line = R"({"id": 1e400, "text": ")" + string + "\"}";
    const JsonLinesTexts read = readJsonLines(line.toStdString(), "text", "memory");
    QCOMPARE(read.texts, std::vector<std::string> {text.toStdString()});
    QCOMPARE(read.numReplaced, static_cast<std::size_t>(numReplaced));
}

void TestJsonLines::countsWhatItReplacesAndSaysWhere()
{
    const std::string before = "{\"text\": \"deep\", \"title\": \"\xff\"}\n"; // nobody asked for the title
    const std::string bytes = before
        + "{\"text\": \"s\xe9"
          "a\"}\n\n{\"text\": \"\xff\xff\"}\n";
    const JsonLinesTexts read = readJsonLines(bytes, "text", "memory");
    QCOMPARE(read.texts,
             (std::vector<std::string> {"deep",
                                        "s\uFFFD"
                                        "a",
                                        "\uFFFD\uFFFD"}));
    QCOMPARE(read.numReplaced, 3U);
    QCOMPARE(read.firstReplacedByte, before.size() + 11);
}

void TestJsonLines::refusesLinesThatAreNot_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("words");
    const auto add = [](const char* name, const QByteArray& line, const char* words) {
        QTest::newRow(name) << line << QByteArray(words);
    };
    add("an array", R"(["text"])", "is an array");
    add("a string", R"("text")", "is a string");
    add("a number", "17", "is a number");
    add("null", "null", "is null");
    add("true", "true", "is true or false");
    add("plain text", "The deep sea", "is no JSON");
    add("cut short", R"({"text": "deep)", "is no JSON");
    add("not closed", R"({"text": "deep")", "is no JSON");
    add("two objects", R"({"text": "a"}{"text": "b"})", "is no JSON");
    add("a trailing comma", R"({"text": "a",})", "is no JSON");
    add("single quotes", "{'text': 'a'}", "is no JSON");
    add("a bare control character", QByteArray("{\"text\": \"a\x01\"}"), "is no JSON");
    add("ill-formed UTF-8 outside a string", QByteArray("{\"text\": \"a\"\xff}"), "is no JSON from its byte");
    add("NaN in the field", R"({"text": NaN})", "has a number in its field \"text\"");
    add("a number that is none", R"({"n": 01e999, "text": "a"})", "is no JSON");
    add("a word", R"({"n": nan, "text": "a"})", "is no JSON");
    add("an escaped NUL", R"({"text": "a\u0000b"})", "has the character U+0000");
    add("a number in the field", R"({"text": 5})", "has a number in its field \"text\"");
    add("null in the field", R"({"text": null})", "has null in its field");
    add("an object in the field", R"({"text": {"text": "a"}})", "has an object in its field");
    add("an array in the field", R"({"text": ["a"]})", "has an array in its field");
    add("the field twice", R"({"text": "a", "text": "b"})", "has the field \"text\" more than once");
    add("the field twice by escape", R"({"text": "a", "te\u0078t": "b"})",
        "has the field \"text\" more than once");
    add("no field", "{}", "has no field \"text\"");
    add("the field deeper down", R"({"a": {"text": "b"}})", "has no field \"text\"");
}

void TestJsonLines::refusesLinesThatAreNot()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, words);
    const std::string bytes = "{\"text\": \"fine\"}\n" + line.toStdString() + "\n";
    BATHYSCOPE_VERIFY_REFUSED(static_cast<void>(readJsonLines(bytes, "text", "odd.jsonl")),
                              ErrorKind::BadFormat, "Line 2 of odd.jsonl " + words.toStdString());
}

void TestJsonLines::namesTheLineAndWhatIsExpected()
{
    BATHYSCOPE_VERIFY_REFUSED(static_cast<void>(readJsonLines("\n\n{}", "body", "odd.jsonl")),
                              ErrorKind::BadFormat,
                              "Line 3 of odd.jsonl|should be a JSON object with its text under \"body\"");
    BATHYSCOPE_VERIFY_REFUSED(static_cast<void>(readJsonLines(" \n\n", "text", "odd.jsonl")),
                              ErrorKind::BadFormat, "odd.jsonl has no lines|{\"text\"");
    BATHYSCOPE_VERIFY_REFUSED(static_cast<void>(readJsonLines("", "text", "odd.jsonl")), ErrorKind::BadFormat,
                              "has no lines");
}

void TestJsonLines::namesTheFieldsThatAreThere()
{
    BATHYSCOPE_VERIFY_REFUSED(
        static_cast<void>(readJsonLines(R"({"title": "a", "n": 1, "body": "b"})", "text", "odd.jsonl")),
        ErrorKind::BadFormat, "it has \"title\", \"body\"");
    // A hostile name is shortened and its control characters are not printed.
    const std::string line = "{\"\\u001b[31m" + std::string(10'000, 'x') + R"(": "a"})";
    const std::string message =
        test::refusal(ErrorKind::BadFormat, [&] { static_cast<void>(readJsonLines(line, "text", "odd")); });
    QVERIFY(message.size() < 400);
    QVERIFY(message.find('\x1b') == std::string::npos);
}

void TestJsonLines::refusesDeepNestingWithoutDescending()
{
    constexpr std::size_t depth = 5'000'000;
    for (const std::string_view piece : {"[", "{\"a\":"}) {
        const std::string line = "{\"deep\": " + repeated(piece, depth);
        BATHYSCOPE_VERIFY_REFUSED(static_cast<void>(readJsonLines(line, "text", "odd.jsonl")),
                                  ErrorKind::BadFormat, "Line 1|nested more than 64 levels deep");
    }
    const std::string allowed = "{\"deep\": " + repeated("[", 63) + repeated("]", 63) + R"(, "text": "a"})";
    QCOMPARE(readJsonLines(allowed, "text", "memory").texts.size(), 1U);
}

void TestJsonLines::refusesAHugeLine()
{
    const std::string line = R"({"text": ")" + std::string((std::size_t {1} << 26U) + 1, 'x') + "\"}";
    BATHYSCOPE_VERIFY_REFUSED(
        static_cast<void>(readJsonLines("{\"text\": \"a\"}\n" + line, "text", "odd.jsonl")),
        ErrorKind::BadFormat, "Line 2|more than 64 MiB");
}

void TestJsonLines::knowsTheStringFieldsOfTheFirstLine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("fields");
    QTest::newRow("some") << QByteArray(
        "\n{\"a\": \"x\", \"n\": 1, \"b\": \"y\", \"c\": {\"d\": \"z\"}}\n{\"e\": \"\"}")
                          << QStringList {QStringLiteral("a"), QStringLiteral("b")};
    QTest::newRow("no text") << QByteArray() << QStringList();
    QTest::newRow("no object") << QByteArray("[\"a\"]") << QStringList();
    QTest::newRow("broken behind some")
        << QByteArray(R"({"a": "x", "b": )") << QStringList {QStringLiteral("a")};
}

void TestJsonLines::knowsTheStringFieldsOfTheFirstLine()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, fields);
    QStringList found;
    for (const std::string& field : jsonLinesFields(bytes.toStdString())) {
        found += QString::fromStdString(field);
    }
    QCOMPARE(found, fields);
}

} // namespace bathyscope

QTEST_GUILESS_MAIN(bathyscope::TestJsonLines)
#include "tst_JsonLines.moc"
