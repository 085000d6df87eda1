// SPDX-License-Identifier: GPL-3.0-or-later
// Names of files are bytes, and what goes to a stream arrives whole or is an error.
#include "core/analysis/RunInfo.h"
#include "core/files/RunFile.h"
#include "tests/app/Program.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

using namespace bathyscope;
using namespace bathyscope::test;

namespace fs = std::filesystem;

namespace {

/// Runs a line of the shell in a folder, where $0 is the program and $e and $E are the bytes E9 and E8, which
/// are no UTF-8. QProcess itself has no way to hand on such an argument.
Outcome shell(const fs::path& folder, const QString& line)
{
    QProcess process;
    process.setWorkingDirectory(QString::fromStdString(folder.string()));
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"), QStringLiteral("e=$(printf '\\351'); E=$(printf '\\350'); ") + line,
                   QStringLiteral(BATHYSCOPE_PROGRAM)});
    process.closeWriteChannel();
    return waitFor(process);
}

std::string bytesOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

} // namespace

class TestCliPaths : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void readsAndWritesRunsOfAnyName();
    void writesEveryKindOfResultToAnyName_data();
    void writesEveryKindOfResultToAnyName();
    void spellsOutNamesInMessages();
    void writesPlotsToStandardOutput_data();
    void writesPlotsToStandardOutput();
    void writesPlotsToPipes();
    void saysWhenStandardOutputIsFull_data();
    void saysWhenStandardOutputIsFull();
    void saysWhenThereIsNoStandardOutput();
    void saysWhenNoTemporaryFileCanBeMade();

private:
    [[nodiscard]] fs::path folder() const
    {
        return m_scratch.path("").toStdString();
    }

    Scratch m_scratch;
};

void TestCliPaths::initTestCase()
{
    std::ofstream(folder() / "text-\xE9.txt")
        << "The deep sea is dark and cold, and few have seen it. The light fades.";
    std::ofstream(folder() / "ids-\xE9.json") << "[[1, 2, 3, 4], [5, 6, 7]]";
    fs::create_directory(folder() / "model-\xE9");
    for (const char* name : {"config.json", "model.safetensors", "vocab.json", "merges.txt"}) {
        fs::create_symlink(fs::path(qEnvironmentVariable("BATHYSCOPE_RESOURCES").toStdString())
                               / "sample-models/sample-12" / name,
                           folder() / "model-\xE9" / name);
    }
    const Outcome made =
        shell(folder(),
              QStringLiteral("\"$0\" analyze --quiet --model model-$e --text text-$e.txt --tokens 16 "
                             "--out run-$e && cp run-$e run"));
    QVERIFY2(made.exitStatus == 0, qPrintable(made.err));
}

void TestCliPaths::readsAndWritesRunsOfAnyName()
{
    const Outcome outcome =
        shell(folder(),
              QStringLiteral("\"$0\" analyze --quiet --model model-$e --ids ids-$e.json --out run-$E && "
                             "\"$0\" info run-$e && \"$0\" info run-$E"));
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    // Two names, two files: once they both became U+FFFD, and the second took the place of the first.
    QCOMPARE(readRunFile(folder() / "run-\xE9")->info->windows.numTokens(), std::size_t {16});
    QCOMPARE(readRunFile(folder() / "run-\xE8")->info->windows.numTokens(), std::size_t {7});
    const auto run = readRunFile(folder() / "run-\xE9");
    QCOMPARE(run->info->modelName, std::string("model-\\xE9"));
    QCOMPARE(run->info->textName, std::string("text-\\xE9.txt"));
    QVERIFY2(outcome.out.contains("text-\\xE9.txt, "), outcome.out.constData());
    const std::string replacement = "\uFFFD";
    for (const fs::directory_entry& entry : fs::directory_iterator(folder())) {
        QVERIFY(entry.path().filename().string().find(replacement) == std::string::npos);
    }
}

void TestCliPaths::writesEveryKindOfResultToAnyName_data()
{
    QTest::addColumn<QString>("command"); // OUT is what differs
    const auto row = [](const char* name, const char* command) {
        QTest::newRow(name) << QString::fromUtf8(command);
    };
    row("CSV", "export run-$e --table layers --out OUT.csv");
    row("PNG", "export run-$e --plot density --out OUT.png");
    row("SVG", "export run-$e --plot heatmap --out OUT.svg");
    row("PDF", "export run-$e --plot zones --out OUT.pdf");
    row("JSON", "compare run-$e run-$e --out OUT.json");
    row("picture of a comparison", "compare run-$e run-$e --plot difference --out OUT.png");
    row("report", "report run-$e run-$e --out OUT.html");
    row("figures", "export run-$e --all-figures --size 200x200 --out OUT");
    row("figures of a comparison",
        "compare run-$e run-$e --all-figures --format svg --size 200x200 --out OUT");
    row("capture", "capture --model model-$e --text text-$e.txt --tokens 8 --out OUT.safetensors");
    row("a pipe", "export run-$e --table layers --out OUT.fifo & cat OUT.fifo > OUT.copy; wait $! #");
}

void TestCliPaths::writesEveryKindOfResultToAnyName()
{
    QFETCH(const QString, command);
    const fs::path place = folder() / "results";
    fs::remove_all(place);
    fs::create_directory(place);
    for (const char* name : {"results/a-$e", "results/a-$E"}) {
        QString line = command;
        line.replace(QStringLiteral("OUT"), QString::fromUtf8(name));
        if (command.contains(QStringLiteral("fifo"))) {
            line.prepend(QStringLiteral("mkfifo %1.fifo; \"$0\" ").arg(QString::fromUtf8(name)));
        } else {
            line.prepend(QStringLiteral("\"$0\" "));
        }
        const Outcome outcome = shell(folder(), line);
        QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    }
    std::set<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(place)) {
        const std::string name = entry.path().filename().native();
        QVERIFY2(name.starts_with("a-\xE9") || name.starts_with("a-\xE8"), name.c_str());
        names.insert(name.substr(0, 3));
        QVERIFY(entry.is_directory() ? !fs::is_empty(entry.path())
                                     : entry.is_fifo() || fs::file_size(entry.path()) > 50);
    }
    QCOMPARE(names.size(), std::size_t {2});
}

void TestCliPaths::spellsOutNamesInMessages()
{
    for (const auto& [line, words] :
         {std::pair {"\"$0\" info gone-$e.safetensors", "The file gone-\\xE9.safetensors does not exist."},
          std::pair {"\"$0\" analyze --model sample-12 --text gone-$e --out run",
                     "The file gone-\\xE9 does not exist."},
          std::pair {"\"$0\" analyze --model sample-12 --ids gone-$e --out run",
                     "The file gone-\\xE9 does not exist."},
          std::pair {"\"$0\" analyze --model gone-$e --out run", R"("gone-\xE9" is neither a folder nor)"},
          std::pair {"\"$0\" export run --table layers --out no-$e/t.csv",
                     "no-\\xE9/t.csv cannot be written"},
          std::pair {"\"$0\" export run --plot zones --out no-$e/t.png", "no-\\xE9/t.png cannot be written"},
          std::pair {"\"$0\" export run --all-figures --out run/no-$e",
                     "The folder run/no-\\xE9 cannot be made"},
          std::pair {"\"$0\" inf$e", "There is no command 'inf\\xE9'; did you mean info?"}}) {
        const Outcome outcome = shell(folder(), QString::fromUtf8(line));
        QVERIFY(outcome.exitStatus == 1 || outcome.exitStatus == 2);
        QVERIFY2(outcome.err.contains(QString::fromUtf8(words)), qPrintable(outcome.err));
        QVERIFY(!outcome.err.contains(QChar::ReplacementCharacter));
        QCOMPARE(outcome.err.count(u'\n'), 1);
    }
}

void TestCliPaths::writesPlotsToStandardOutput_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("png") << QStringLiteral("png") << QByteArray("\x89PNG");
    QTest::newRow("svg") << QStringLiteral("svg") << QByteArray("<?xml");
    QTest::newRow("pdf") << QStringLiteral("pdf") << QByteArray("%PDF");
}

void TestCliPaths::writesPlotsToStandardOutput()
{
    QFETCH(const QString, format);
    QFETCH(const QByteArray, beginning);
    for (const char* command : {"export run --plot density", "compare run run --plot distance"}) {
        const QString plot = QStringLiteral("\"$0\" %1 --quiet ").arg(QString::fromUtf8(command));
        const Outcome streamed = shell(folder(), plot + QStringLiteral("--format %1 --out -").arg(format));
        QVERIFY2(streamed.exitStatus == 0, qPrintable(streamed.err));
        QVERIFY(streamed.err.isEmpty());
        QVERIFY(streamed.out.startsWith(beginning));
        // To the last byte but for what tells the time.
        const Outcome filed = shell(folder(), plot + QStringLiteral("--out p.%1").arg(format));
        QCOMPARE(filed.exitStatus, 0);
        QCOMPARE(static_cast<std::size_t>(streamed.out.size()),
                 bytesOf(folder() / ("p." + format.toStdString())).size());
    }
}

void TestCliPaths::writesPlotsToPipes()
{
    const Outcome outcome = shell(
        folder(),
        QStringLiteral("mkfifo p.svg; \"$0\" export run --plot density --out p.svg & cat p.svg; wait $!"));
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    QVERIFY(outcome.out.startsWith("<?xml") && outcome.out.trimmed().endsWith("</svg>"));
    fs::remove(folder() / "p.svg");
}

void TestCliPaths::saysWhenStandardOutputIsFull_data()
{
    QTest::addColumn<QString>("command");
    for (const char* command :
         {"--help", "--version", "models", "info run", "info sample-12", "compare run run",
          "compare run run --out -", "compare run run --plot heatmap --out -",
          "export run --table layers --out -", "export run --plot zones --out -", "report run --out -",
          "tokenize --model sample-12 --text text-$e.txt",
          "tokenize --model sample-12 --text text-$e.txt --json",
          "capture --quiet --model sample-12 --text text-$e.txt --tokens 8 --out -",
          "analyze --quiet --model sample-12 --tokens 8 --out -",
          "analyze --quiet --model sample-12 --tokens 8 --dry-run"}) {
        QTest::newRow(command) << QString::fromUtf8(command);
    }
}

void TestCliPaths::saysWhenStandardOutputIsFull()
{
    QFETCH(const QString, command);
    const Outcome outcome = shell(folder(), QStringLiteral("\"$0\" %1 > /dev/full").arg(command));
    QCOMPARE(outcome.exitStatus, 1);
    QCOMPARE(outcome.err,
             QStringLiteral("bathyscope: Standard output cannot be written: No space left on device.\n"));
}

/// Without it the first file that is opened would get its number, and the output with it.
void TestCliPaths::saysWhenThereIsNoStandardOutput()
{
    for (const char* command :
         {"models", "export run --table layers --out -", "export run --plot zones --out -"}) {
        const Outcome outcome =
            shell(folder(), QStringLiteral("\"$0\" %1 >&-").arg(QString::fromUtf8(command)));
        QCOMPARE(outcome.exitStatus, 1);
        QCOMPARE(outcome.err,
                 QStringLiteral("bathyscope: Standard output cannot be written: Bad file descriptor.\n"));
    }
    const Outcome filed = shell(
        folder(), QStringLiteral("\"$0\" export run --table layers --out t.csv >&- 2>&- <&- && cat t.csv"));
    QCOMPARE(filed.exitStatus, 0);
    QVERIFY(filed.out.startsWith("layer,"));
}

void TestCliPaths::saysWhenNoTemporaryFileCanBeMade()
{
    const Outcome outcome =
        shell(folder(), QStringLiteral("TMPDIR=/no/such/folder \"$0\" export run --table layers --out -"));
    QCOMPARE(outcome.exitStatus, 1);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.err.contains(QStringLiteral("Set TMPDIR to a folder that can be written.")),
             qPrintable(outcome.err));
}

QTEST_GUILESS_MAIN(TestCliPaths)
#include "tst_CliPaths.moc"
