// SPDX-License-Identifier: GPL-3.0-or-later
// Model folders as people have them: other sizes, other files.
#include "core/analysis/RunInfo.h"
#include "core/files/RunFile.h"
#include "core/text/ByteAlphabet.h"
#include "tests/app/Program.h"
#include "tests/app/TinyModel.h"

#include <QTest>

#include <cstdint>
#include <filesystem>
#include <string>

using namespace bathyscope;
using namespace bathyscope::test;

namespace fs = std::filesystem;

namespace {

/// Every byte is a token, and "th" is one.
void addTokenizer(const fs::path& folder)
{
    const ByteAlphabet alphabet;
    nlohmann::json vocabulary;
    for (int byte = 0; byte < 256; ++byte) {
        vocabulary[std::string(alphabet.letter(static_cast<std::uint8_t>(byte)))] = byte;
    }
    vocabulary["th"] = 256;
    writeBytes(folder / "vocab.json", vocabulary.dump());
    writeBytes(folder / "merges.txt", "#version: 0.2\nt h\n");
}

} // namespace

class TestCliModels : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void theDefaultWindowFitsTheModel();
    void theDefaultWindowFitsTheModelWhereIdsGiveTheWindows();
    void aWindowThatIsAskedForAndDoesNotFitIsRefused();
    void saysThatAddedTokensAreNotRead();
    void saysHowToGetAVocabularyFromATokenizer_data();
    void saysHowToGetAVocabularyFromATokenizer();
    void readsWeightsInDoubles();
    void readsBadBytesInJsonLines();

private:
    [[nodiscard]] Outcome analyze(const QStringList& more, const QByteArray& input = {}) const
    {
        return runProgram(words("analyze --permutations 0 --model") + QStringList {m_model} + more
                              + QStringList {QStringLiteral("--out"), m_run},
                          input);
    }

    Scratch m_scratch;
    QString m_model; ///< four layers, 64 positions, with a tokenizer
    QString m_run;
};

void TestCliModels::init()
{
    m_model = m_scratch.path("model");
    m_run = m_scratch.path("run.safetensors");
    fs::remove_all(m_model.toStdString());
    fs::remove(m_run.toStdString());
    makeTinyModel(m_model.toStdString(), [](SafetensorsParts&, nlohmann::json&) {});
    addTokenizer(m_model.toStdString());
}

void TestCliModels::theDefaultWindowFitsTheModel()
{
    const QByteArray text = QByteArray("the deep sea ").repeated(20);
    const Outcome outcome = analyze(words("--text -"), text);
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err)); // once: "A window of 512 tokens does not fit"
    QVERIFY2(outcome.err.contains(QStringLiteral("tokens in windows of at most 64, in ")),
             qPrintable(outcome.err));
    const auto run = readRunFile(m_run.toStdString());
    QCOMPARE(run->info->windowLength, std::size_t {64});
    QCOMPARE(run->info->windows.longestWindow(), std::size_t {64});
    const Outcome dry =
        runProgram(words("analyze --quiet --text - --dry-run --model") + QStringList {m_model}, text);
    QVERIFY2(dry.exitStatus == 0, qPrintable(dry.err));
    const Outcome captured =
        runProgram(words("capture --quiet --text - --model") + QStringList {m_model} + words("--out")
                       + QStringList {m_scratch.path("acts.safetensors")},
                   text);
    QVERIFY2(captured.exitStatus == 0, qPrintable(captured.err));
}

void TestCliModels::theDefaultWindowFitsTheModelWhereIdsGiveTheWindows()
{
    for (const char* window : {"", " --window 512"}) { // there, it cuts nothing
        const Outcome outcome =
            analyze(words((std::string("--quiet --ids -") + window).c_str()), "[[1, 2, 3, 4], [5, 6, 7]]");
        QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
        QCOMPARE(readRunFile(m_run.toStdString())->info->windows.longestWindow(), std::size_t {4});
    }
    const Outcome list = analyze(words("--quiet --ids -"), "[" + QByteArray("1, 2, 3, ").repeated(40) + "4]");
    QVERIFY2(list.exitStatus == 0, qPrintable(list.err));
    QCOMPARE(readRunFile(m_run.toStdString())->info->windows.longestWindow(), std::size_t {64});
}

void TestCliModels::aWindowThatIsAskedForAndDoesNotFitIsRefused()
{
    const Outcome outcome = analyze(words("--window 65 --text -"), QByteArray("the deep sea ").repeated(20));
    QCOMPARE(outcome.exitStatus, 1);
    QVERIFY2(outcome.err.contains(
                 QStringLiteral("A window of 65 tokens does not fit the model, which has 64 positions")),
             qPrintable(outcome.err));
}

void TestCliModels::saysThatAddedTokensAreNotRead()
{
    writeBytes(m_model.toStdString() + "/added_tokens.json", R"({"<|pad|>": 257, "th": 256})");
    for (const char* command : {"tokenize", "analyze --permutations 0 --tokens 20 --out"}) {
        QStringList arguments = words(command);
        if (arguments.size() > 1) {
            arguments += m_run;
        }
        arguments += words("--text - --model") + QStringList {m_model};
        const Outcome outcome = runProgram(arguments, "the deep <|pad|> sea");
        QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
        QVERIFY2(outcome.err.contains(QStringLiteral("warning: %1/added_tokens.json names 1 token beyond "
                                                     "vocab.json (\"<|pad|>\"), which is not read")
                                          .arg(m_model)),
                 qPrintable(outcome.err));
        QVERIFY(runProgram(arguments + words("--quiet"), "the deep sea").err.isEmpty());
    }
}

void TestCliModels::saysHowToGetAVocabularyFromATokenizer_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("analyze") << QStringLiteral("analyze --text - --out RUN");
    QTest::newRow("analyze ids") << QStringLiteral("analyze --ids - --out RUN");
    QTest::newRow("dry run") << QStringLiteral("analyze --ids - --dry-run");
    QTest::newRow("capture") << QStringLiteral("capture --text - --out RUN");
    QTest::newRow("tokenize") << QStringLiteral("tokenize --text -");
    QTest::newRow("info") << QStringLiteral("info MODEL");
}

void TestCliModels::saysHowToGetAVocabularyFromATokenizer()
{
    QFETCH(QString, command);
    const fs::path model = m_model.toStdString();
    fs::remove(model / "vocab.json");
    fs::remove(model / "merges.txt");
    writeBytes(model / "tokenizer.json", "{}");
    command.replace(QStringLiteral("RUN"), m_run).replace(QStringLiteral("MODEL"), m_model);
    QStringList arguments = command.split(u' ');
    if (!command.startsWith(QStringLiteral("info"))) {
        arguments += QStringList {QStringLiteral("--model"), m_model};
    }
    const Outcome outcome = runProgram(arguments, "[1, 2, 3]");
    const QString said = outcome.err + QString::fromUtf8(outcome.out);
    QVERIFY2(said.contains(QStringLiteral("has its tokenizer as tokenizer.json alone")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("cd '%1' && python3 -c").arg(m_model)), qPrintable(said));
    QCOMPARE(outcome.exitStatus, command.startsWith(QStringLiteral("info")) ? 0 : 1);
}

void TestCliModels::readsWeightsInDoubles()
{
    const QByteArray ids = "[[1, 2, 3, 4, 5], [6, 7, 8]]";
    const auto captured = [&](const QString& model, const char* name) {
        const QString out = m_scratch.path(name);
        const Outcome outcome = runProgram(words("capture --quiet --ids - --model") + QStringList {model}
                                               + words("--out") + QStringList {out},
                                           ids);
        return outcome.exitStatus == 0 ? partsOf(out.toStdString()).data : outcome.err.toStdString();
    };
    const std::string expected = captured(m_model, "floats.safetensors");
    const QString doubles = m_scratch.path("doubles");
    makeTinyModel(doubles.toStdString(), [](SafetensorsParts& weights, nlohmann::json&) {
        const SafetensorsParts floats = weights;
        weights.data.clear();
        for (const auto& [name, tensor] : weights.header.items()) {
            if (name == "__metadata__") {
                continue;
            }
            const auto range = floats.header.at(name).at("data_offsets");
            const std::size_t begin = weights.data.size();
            for (std::size_t at = range[0]; at < range[1]; at += sizeof(float)) {
                float value = 0;
                std::memcpy(&value, floats.data.data() + at, sizeof value);
                const double wide = value;
                weights.data.append(reinterpret_cast<const char*>(&wide), sizeof wide);
            }
            tensor["dtype"] = "F64";
            tensor["data_offsets"] = {begin, weights.data.size()};
        }
    });
    QVERIFY(expected.size() > 1000);
    const std::string found = captured(doubles, "doubles.safetensors");
    QVERIFY2(found == expected, found.size() < 1000 ? found.c_str() : "other activations");
}

void TestCliModels::readsBadBytesInJsonLines()
{
    const QByteArray lines = "{\"text\": \"the deep sea\", \"score\": 1e400}\n"
                             "{\"text\": \"caf\xe9 \\ud83d of the sea\", \"score\": NaN}\n";
    const QString file = m_scratch.write("pages.jsonl", lines);
    const Outcome outcome = analyze(words("--text") + QStringList {file});
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    QVERIFY2(outcome.err.contains(
                 QStringLiteral("pages.jsonl holds 2 ill-formed sequences, the first in line 2 ")),
             qPrintable(outcome.err));
    QCOMPARE(readRunFile(m_run.toStdString())->info->numReplaced, std::size_t {2});
}

QTEST_GUILESS_MAIN(TestCliModels)
#include "tst_CliModels.moc"
