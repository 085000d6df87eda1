// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/RunFile.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/support/Resources.h"
#include "tests/app/Program.h"
#include "tests/support/ChangedSample.h"
#include "tests/support/TemporaryFolder.h"

#include <QTest>

using namespace bathyscope;
using namespace bathyscope::test;

/// Finite weights whose activations overflow, and run files that are older than the program, from the command
/// line.
class TestCliNonFinite : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void warnsAndEndsWell() const;
    void isSilentWhenQuiet();
    void infoNamesTheLayers();
    void shortTextsAreNotJudged();
    void heatmapsLeaveTheLayersOut();
    void reportsNameTheLayers();
    void capturesInHalfPrecisionSayWhatTheyLost();
    void opensRunsThatAreOlderThanAStatistic_data();
    void opensRunsThatAreOlderThanAStatistic();

private:
    [[nodiscard]] QStringList analyze(const QString& out) const
    {
        return words("analyze --tokens 1024 --window 128 --permutations 20 --model") + QStringList {m_model}
        + words("--out") + QStringList {out};
    }

    TemporaryFolder m_folder;
    Scratch m_scratch;
    QString m_model; ///< not finite from layer 6 on
    QString m_run;
    Outcome m_outcome; ///< of analyzing it
};

void TestCliNonFinite::initTestCase()
{
    const std::filesystem::path model = m_folder.path() / "overflowing";
    changeSampleModel(model, [](SafetensorsParts& weights) { overflowBehind(weights, 5); });
    m_model = QString::fromStdString(model.string());
    m_run = m_scratch.path("run.safetensors");
    m_outcome = runProgram(analyze(m_run));
}

void TestCliNonFinite::warnsAndEndsWell() const
{
    QVERIFY2(m_outcome.exitStatus == 0, qPrintable(m_outcome.err));
    for (const char* part :
         {"bathyscope: warning: blocks.6.mlp.hook_pre: 512 of 512 values a token are not finite",
          "layer 6 (7 of 12): no r; not finite: 512 of 512\n",
          "bathyscope: warning: Not finite (NaN or infinity) and left out: all neurons in 6 of 12 layers "
          "(6–11).",
          "12 of 12 layers"}) {
        QVERIFY2(m_outcome.err.contains(QString::fromUtf8(part)), qPrintable(m_outcome.err));
    }
    QVERIFY2(!m_outcome.err.contains(QStringLiteral("nan")), qPrintable(m_outcome.err));
}

void TestCliNonFinite::isSilentWhenQuiet()
{
    const Outcome outcome = runProgram(analyze(m_scratch.path("quiet.safetensors")) + words("--quiet"));
    QCOMPARE(outcome.exitStatus, 0);
    QCOMPARE(outcome.err, QString());
}

void TestCliNonFinite::infoNamesTheLayers()
{
    const Outcome info = runProgram({QStringLiteral("info"), m_run});
    QCOMPARE(info.exitStatus, 0);
    const QString text = QString::fromUtf8(info.out);
    QVERIFY2(
        text.contains(QStringLiteral("\nwarning     Not finite (NaN or infinity) and left out: all neurons "
                                     "in 6 of 12 layers (6–11).")),
        qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("\n   11      512         0         512          –          –")),
             qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("+nan")), qPrintable(text));
}

void TestCliNonFinite::shortTextsAreNotJudged()
{
    const QString run = m_scratch.path("short.safetensors");
    QCOMPARE(runProgram(words("analyze --model sample-12 --tokens 2 --quiet --out") + QStringList {run})
                 .exitStatus,
             0);
    const QString text = QString::fromUtf8(runProgram({QStringLiteral("info"), run}).out);
    QCOMPARE(text.count(QStringLiteral("\nunanswered  ")), 8);
    QCOMPARE(
        text.count(QStringLiteral(": Too short to judge: this takes at least 7 full windows and 1000 tokens; "
                                  "the run has 1 full windows and 2 tokens.\n")),
        8);
}

void TestCliNonFinite::heatmapsLeaveTheLayersOut()
{
    const QString image = m_scratch.path("heatmap.svg");
    QCOMPARE(runProgram({QStringLiteral("export"), m_run, QStringLiteral("--plot"), QStringLiteral("heatmap"),
                         QStringLiteral("--out"), image})
                 .exitStatus,
             0);
    const Outcome density = runProgram({QStringLiteral("export"), m_run, QStringLiteral("--table"),
                                        QStringLiteral("neurons"), QStringLiteral("--layer"),
                                        QStringLiteral("8"), QStringLiteral("--out"), QStringLiteral("-")});
    QCOMPARE(density.exitStatus, 0);
    QVERIFY(density.out.contains("\n8,0,,,,,") && !density.out.contains("nan"));
}

void TestCliNonFinite::reportsNameTheLayers()
{
    const QString report = m_scratch.path("report.html");
    const Outcome outcome = runProgram({QStringLiteral("report"), m_run, QStringLiteral("--out"), report});
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    const QString page = QString::fromStdString(readBytes(report.toStdString()));
    QVERIFY(page.contains(QStringLiteral("all neurons in 6 of 12 layers (6–11).")));
}

void TestCliNonFinite::capturesInHalfPrecisionSayWhatTheyLost()
{
    const std::filesystem::path model = m_folder.path() / "large";
    changeSampleModel(model, [](SafetensorsParts& weights) {
        const std::string bias = "transformer.h.0.mlp.c_fc.bias";
        toBfloat16(weights, bias);
        setBfloat16(weights, bias, 3, 1e6F);
    });
    const std::filesystem::path text = resourcesFolder() / "sample-text.txt";
    const QStringList arguments = words("capture --tokens 100 --window 50 --layers 0 --model")
        + QStringList {QString::fromStdString(model.string()), QStringLiteral("--text"),
                       QString::fromStdString(text.string()), QStringLiteral("--out"),
                       m_scratch.path("capture.safetensors")};
    const Outcome half = runProgram(arguments + words("--half"));
    QVERIFY2(half.exitStatus == 0, qPrintable(half.err));
    QVERIFY2(half.err.contains(QStringLiteral("bathyscope: warning: 100 of 51200 values are beyond 65504")),
             qPrintable(half.err));
    const Outcome whole = runProgram(arguments);
    QCOMPARE(whole.exitStatus, 0);
    QVERIFY2(!whole.err.contains(QStringLiteral("warning")), qPrintable(whole.err));
}

void TestCliNonFinite::opensRunsThatAreOlderThanAStatistic_data()
{
    QTest::addColumn<QString>("id");
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        const std::string id(statistic.id);
        QTest::newRow(id.c_str()) << QString::fromStdString(id);
    }
}

/// info, a table and every figure of a file from which one column has been taken.
void TestCliNonFinite::opensRunsThatAreOlderThanAStatistic()
{
    QFETCH(const QString, id);
    const QString older = m_scratch.path("older.safetensors");
    SafetensorsParts parts = partsOf(m_run.toStdString());
    for (std::size_t layer = 0; layer < 12; ++layer) {
        const std::string name = "layer." + std::to_string(layer) + "." + id.toStdString();
        parts.header["hidden." + name] = parts.header.at(name);
        parts.header.erase(name);
    }
    writeBytes(older.toStdString(), parts.bytes());
    const Outcome info = runProgram({QStringLiteral("info"), older});
    QVERIFY2(info.exitStatus == 0, qPrintable(info.err));
    const Outcome table =
        runProgram({QStringLiteral("export"), older, QStringLiteral("--table"), QStringLiteral("neurons"),
                    QStringLiteral("--out"), QStringLiteral("-")});
    QVERIFY2(table.exitStatus == 0, qPrintable(table.err));
    const QList<QByteArray> lines = table.out.split('\n');
    const qsizetype column = lines.at(0).split(',').indexOf(id.toLatin1());
    QVERIFY(column > 1);
    QVERIFY(lines.at(1).split(',').at(column).isEmpty());
}

QTEST_GUILESS_MAIN(TestCliNonFinite)
#include "tst_CliNonFinite.moc"
