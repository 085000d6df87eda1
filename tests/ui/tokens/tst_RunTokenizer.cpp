// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/run/AnalysisRun.h"
#include "core/text/TokenTexts.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/SampleRequest.h"
#include "tests/support/ScriptedRun.h"
#include "ui/tokens/RunTokenizer.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace bathyscope;
using namespace bathyscope::ui;

class TestRunTokenizer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void putsTheTokensIntoWords();
    void readsARunOnce();
    void saysThatTheModelIsNotHere();
    void saysWhichFileIsMissing();
    void takesAFolderThatTheUserShows();
    void knowsTheShownRunOnly();

private:
    std::filesystem::path m_folder;
    std::shared_ptr<const RunInfo> m_run;
    const test::FailOnWarning m_failOnWarning;
};

void TestRunTokenizer::initTestCase()
{
    AnalysisRequest request = test::sampleRequest(64, 32);
    request.numPermutations = 0;
    test::RecordingObserver observer;
    m_folder = request.modelFolder;
    m_run = runAnalysis(request, {}, observer)->info;
}

void TestRunTokenizer::putsTheTokensIntoWords()
{
    RunTokenizer tokenizer;
    const QSignalSpy changed(&tokenizer, &RunTokenizer::changed);
    tokenizer.setRun(m_run, m_folder);
    QVERIFY(tokenizer.textsOf(m_run).isReading);
    QVERIFY(!tokenizer.textsOf(m_run).tokens);
    QTRY_VERIFY(tokenizer.textsOf(m_run).tokens);
    QVERIFY(!tokenizer.textsOf(m_run).isReading);
    QCOMPARE(changed.count(), 2);
    const TokenTexts& tokens = *tokenizer.textsOf(m_run).tokens;
    QCOMPARE(tokens.size(), m_run->windows.numTokens());
    QCOMPARE(std::string(tokens.text()), tokenizer.tokenizer()->decode(m_run->windows.ids()));
}

void TestRunTokenizer::readsARunOnce()
{
    RunTokenizer tokenizer;
    tokenizer.setRun(m_run, m_folder);
    QTRY_VERIFY(tokenizer.textsOf(m_run).tokens);
    const auto tokens = tokenizer.textsOf(m_run).tokens;
    tokenizer.setRun(m_run, m_folder); // as with every layer that is finished
    QCOMPARE(tokenizer.textsOf(m_run).tokens, tokens);
}

void TestRunTokenizer::saysThatTheModelIsNotHere()
{
    RunTokenizer tokenizer;
    tokenizer.setRun(m_run, {});
    const RunTexts texts = tokenizer.textsOf(m_run);
    QVERIFY(!texts.isReading && !texts.tokens);
    QVERIFY2(texts.problem.contains(QStringLiteral("the tokenizer of sample-12")), qPrintable(texts.problem));
}

void TestRunTokenizer::saysWhichFileIsMissing()
{
    const QTemporaryDir copy;
    const std::filesystem::path folder = copy.path().toStdString();
    for (const char* name : {"config.json", "model.safetensors", "vocab.json"}) {
        std::filesystem::copy_file(m_folder / name, folder / name);
    }
    RunTokenizer tokenizer;
    tokenizer.setRun(m_run, folder);
    QTRY_VERIFY(!tokenizer.textsOf(m_run).isReading);
    const QString problem = tokenizer.textsOf(m_run).problem;
    QVERIFY2(problem.contains(QStringLiteral("merges.txt")), qPrintable(problem));
    QVERIFY(!tokenizer.tokenizer());
}

void TestRunTokenizer::takesAFolderThatTheUserShows()
{
    RunTokenizer tokenizer;
    tokenizer.setRun(m_run, {});
    tokenizer.setFolder(m_run, m_folder);
    QTRY_VERIFY(tokenizer.textsOf(m_run).tokens);
    QVERIFY(tokenizer.textsOf(m_run).problem.isEmpty());
    tokenizer.setRun(m_run, {}); // the window knows of no folder still
    QVERIFY(tokenizer.textsOf(m_run).tokens);
}

void TestRunTokenizer::knowsTheShownRunOnly()
{
    RunTokenizer tokenizer;
    tokenizer.setRun(m_run, m_folder);
    QTRY_VERIFY(tokenizer.textsOf(m_run).tokens);
    const auto other = test::ScriptedRun({.numTokens = 64, .windowLength = 32}).finished()->info;
    QCOMPARE(tokenizer.textsOf(other), RunTexts());
    tokenizer.setRun(other, {});
    QCOMPARE(tokenizer.textsOf(m_run), RunTexts());
    QCOMPARE(tokenizer.textsOf(nullptr), RunTexts());
}

QTEST_MAIN(TestRunTokenizer)
#include "tst_RunTokenizer.moc"
