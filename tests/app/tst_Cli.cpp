// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/checkpoint/SafetensorsFile.h"
#include "core/files/RunFile.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/support/Resources.h"
#include "tests/app/Program.h"
#include "tests/support/TestData.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <limits>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList analyzeInto(const QString& out)
{
    return words("analyze --model sample-12 --tokens 300 --window 128 --out") + QStringList {out};
}

QByteArray withoutTimes(const QByteArray& info)
{
    QByteArray kept;
    for (const QByteArray& line : info.split('\n')) {
        if (!line.startsWith("created") && !line.startsWith("computed")) {
            kept += line + '\n';
        }
    }
    return kept;
}

} // namespace

class TestCli : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysItsVersionAndHelp();
    void startsWithoutLibtorch();
    void listsTheModels();
    void tokenizesToJsonThatGivesTheTextBack();
    void tokenizesToATable();
    void writesARunAndReportsEveryLayer();
    void isSilentWhenQuiet();
    void saysWhatARunWouldNeedAndWritesNothing();
    void failsADryRunThatDoesNotFit();
    void readsTextFromStandardInputAndWritesTheRunToStandardOutput();
    void reportsIllFormedUtf8();
    void readsTokenIdsOneListAWindow();
    void describesARunAndAModel();
    void describesALayerWithoutCorrelations();
    void exportsTables_data();
    void exportsTables();
    void exportsPlotsWithoutADisplay_data();
    void exportsPlotsWithoutADisplay();
    void comparesTwoRuns();
    void exportsAllFiguresWithoutADisplay();
    void writesReportsWithoutADisplay_data();
    void writesReportsWithoutADisplay();
    void refusesToExportALayerThatIsNotThere();
    void capturesTheLayersAskedFor();
    void keepsFinishedLayersWhenInterrupted_data();
    void keepsFinishedLayersWhenInterrupted();
    void leavesNoCaptureWhenInterrupted();

private:
    Scratch m_scratch;
    QString m_run; ///< 300 tokens in windows of 128
};

void TestCli::initTestCase()
{
    m_run = m_scratch.path("run.safetensors");
    const Outcome outcome = runProgram(analyzeInto(m_run) + words("--quiet"));
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
}

void TestCli::saysItsVersionAndHelp()
{
    const Outcome version = runProgram(words("--version"));
    QCOMPARE(version.exitStatus, 0);
    QVERIFY(version.out.startsWith("bathyscope 0."));
    QVERIFY(version.err.isEmpty());
    const Outcome help = runProgram(words("analyze --help"));
    QCOMPARE(help.exitStatus, 0);
    QVERIFY(help.out.startsWith("Usage: bathyscope analyze --model M"));
}

/// Loading it takes most of a second, which the window and most commands can do without.
void TestCli::startsWithoutLibtorch()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LD_TRACE_LOADED_OBJECTS"), QStringLiteral("1")); // as ldd does
    const Outcome libraries = runProgram(words("--version"), {}, environment);
    QVERIFY2(libraries.out.contains("libbathyscope_core"), libraries.out.constData());
    QVERIFY2(!libraries.out.contains("libtorch"), libraries.out.constData());
}

void TestCli::listsTheModels()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HF_HUB_CACHE"), m_scratch.path("no-cache"));
    const Outcome outcome = runProgram(words("models"), {}, environment);
    QCOMPARE(outcome.exitStatus, 0);
    const QList<QByteArray> lines = outcome.out.split('\n');
    QVERIFY(lines.at(1).startsWith("sample-12 ") && lines.at(1).contains("shipped"));
    QVERIFY(lines.at(2).startsWith("sample-24 ") && lines.at(2).contains("shipped"));
    QVERIFY(lines.at(3).startsWith("gpt-neo-125m ") && lines.at(3).contains("can be fetched"));
}

void TestCli::tokenizesToJsonThatGivesTheTextBack()
{
    const QByteArray text = "Deep water,  ünïcödé ≠ 12.5 and\n\ttabs — the end…";
    const Outcome outcome = runProgram(words("tokenize --model sample-12 --text - --json"), text);
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    const nlohmann::json tokens = nlohmann::json::parse(outcome.out.toStdString());
    QVERIFY(tokens.size() > 10);
    std::string joined;
    for (const nlohmann::json& token : tokens) {
        const QString shown = QString::fromStdString(token.at("text").get<std::string>());
        QCOMPARE(token.at("length").get<qsizetype>(), shown.toUcs4().size());
        QVERIFY(token.at("id").get<int>() >= 0);
        joined += token.at("text").get<std::string>();
    }
    // Every character of this text is within one token, or its parts are shown as U+FFFD.
    QVERIFY(QString::fromStdString(joined).startsWith(QStringLiteral("Deep water,  ")));

    const Outcome plain = runProgram(words("tokenize --model sample-12 --text - --json"), "Deep water\n");
    std::string plainJoined;
    for (const nlohmann::json& token : nlohmann::json::parse(plain.out.toStdString())) {
        plainJoined += token.at("text").get<std::string>();
    }
    QCOMPARE(plainJoined, std::string("Deep water\n"));
    QCOMPARE(runProgram(words("tokenize --model sample-12 --text - --json"), "").out, QByteArray("[]\n"));
}

void TestCli::tokenizesToATable()
{
    const Outcome outcome = runProgram(words("tokenize --model sample-12 --text -"), "the the");
    QCOMPARE(outcome.exitStatus, 0);
    const QList<QByteArray> lines = outcome.out.split('\n');
    QVERIFY(lines.at(0).endsWith("length  text"));
    QVERIFY(lines.last().isEmpty());
    QVERIFY(lines.at(lines.size() - 2).endsWith("     4  \" the\""));
}

void TestCli::writesARunAndReportsEveryLayer()
{
    const QString out = m_scratch.path("reported.safetensors");
    const Outcome outcome = runProgram(analyzeInto(out));
    QCOMPARE(outcome.exitStatus, 0);
    QVERIFY(outcome.out.isEmpty());
    for (int layer = 0; layer < 12; ++layer) {
        const QString line = QStringLiteral("layer %1 (%2 of 12): median r ").arg(layer).arg(layer + 1);
        QVERIFY2(outcome.err.contains(line), qPrintable(outcome.err));
    }
    QVERIFY(outcome.err.contains(QStringLiteral("12 of 12 layers, 300 tokens in windows of at most 128")));
    const std::shared_ptr<const AnalysisSnapshot> run = readRunFile(out.toStdString());
    QCOMPARE(run->outcome, RunOutcome::Completed);
    QCOMPARE(run->numFinished(), std::size_t {12});
    QCOMPARE(run->info->modelName, std::string("sample-12"));
    QCOMPARE(run->info->textName, std::string("sample-text.txt"));
    QCOMPARE(run->info->windows.windows().size(), std::size_t {3});
}

void TestCli::isSilentWhenQuiet()
{
    const Outcome outcome = runProgram(analyzeInto(m_scratch.path("quiet.safetensors")) + words("--quiet"));
    QCOMPARE(outcome.exitStatus, 0);
    QVERIFY(outcome.out.isEmpty());
    QCOMPARE(outcome.err, QString());
}

void TestCli::saysWhatARunWouldNeedAndWritesNothing()
{
    const Outcome outcome =
        runProgram(words("analyze --model sample-12 --tokens 300 --window 128 --dry-run"));
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    QVERIFY2(outcome.err.isEmpty(), qPrintable(outcome.err));
    QMap<QByteArray, QByteArray> rows;
    for (const QByteArray& line : outcome.out.split('\n')) {
        rows.insert(line.left(12).trimmed(), line.mid(12));
    }
    QCOMPARE(rows.value("model"), QByteArray("sample-12"));
    QCOMPARE(rows.value("tokens"), QByteArray("300 in 3 windows of at most 128"));
    QCOMPARE(rows.value("layers"), QByteArray("12 × 512 values at mlp.hook_pre"));
    // 2 · 300 · (12 · (4 · 128² + 128 · 512) + 11 · 128 · 512) operations
    QVERIFY2(rows.value("products").startsWith("0.00138 TFLOP at "), rows.value("products").constData());
    QVERIFY2(rows.value("time").startsWith("about "), rows.value("time").constData());
    const double megabytes = rows.value("memory").chopped(3).toDouble();
#ifdef BATHYSCOPE_SANITIZED
    constexpr double most = 900; // what the sanitizers keep of the program's memory counts, too
#else
    constexpr double most = 300;
#endif
    QVERIFY2(megabytes > 150 && megabytes < most, rows.value("memory").constData());
    QCOMPARE(rows.value("scratch"), QByteArray("none"));
    const double fileMegabytes = rows.value("run file").chopped(3).toDouble();
    const double written = static_cast<double>(contentOf(m_run).size()) / 1e6;
    QVERIFY2(std::abs(fileMegabytes / written - 1) < 0.25, rows.value("run file").constData());
}

void TestCli::failsADryRunThatDoesNotFit()
{
    const Outcome outcome =
        runProgram(words("analyze --model sample-12 --tokens 300 --memory 100M --dry-run"));
    QCOMPARE(outcome.exitStatus, 1);
    QVERIFY2(outcome.out.contains("scratch     0.2 MB"), outcome.out.constData());
    QVERIFY2(outcome.err.startsWith(QStringLiteral("bathyscope: This run needs at least ")),
             qPrintable(outcome.err));
    QVERIFY2(outcome.err.contains(QStringLiteral("but the budget is 100 MB")), qPrintable(outcome.err));
}

void TestCli::readsTextFromStandardInputAndWritesTheRunToStandardOutput()
{
    const QByteArray text = QByteArray("Light fades with depth, and so does colour. ").repeated(20);
    const QString file = m_scratch.write("depth.txt", text);
    const Outcome piped = runProgram(words("analyze --quiet --model sample-12 --text - --out -"), text);
    QVERIFY2(piped.exitStatus == 0, qPrintable(piped.err));
    const Outcome info = runProgram(words("info -"), piped.out);
    QVERIFY2(info.out.contains("standard input"), info.out.constData());

    const QString out = m_scratch.path("depth.safetensors");
    const Outcome filed = runProgram(words("analyze --quiet --model sample-12 --text") + QStringList {file}
                                     + words("--out") + QStringList {out});
    QCOMPARE(filed.exitStatus, 0);
    const auto table = [](const QString& run, const QByteArray& input) {
        return runProgram(words("export --table neurons --out -") + QStringList {run}, input).out;
    };
    QVERIFY(table(out, {}).count('\n') > 12);
    QCOMPARE(table(QStringLiteral("-"), piped.out), table(out, {}));
}

void TestCli::reportsIllFormedUtf8()
{
    const Outcome outcome =
        runProgram(words("tokenize --model sample-12 --text - --json"), "deep \xff water");
    QCOMPARE(outcome.exitStatus, 0);
    QVERIFY2(outcome.err.startsWith(
                 QStringLiteral("bathyscope: warning: standard input holds 1 ill-formed sequence, ")),
             qPrintable(outcome.err));
    QVERIFY(outcome.err.contains(QStringLiteral("the first in line 1 (byte 5)")));
}

void TestCli::readsTokenIdsOneListAWindow()
{
    const Outcome outcome = runProgram(words("analyze --quiet --model sample-12 --ids - --out -"),
                                       "[[1, 2, 3, 4], [5, 6], [7, 8, 9]]");
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    const Outcome info = runProgram(words("info -"), outcome.out);
    QVERIFY2(info.out.contains("9 in 3 windows of at most 4"), info.out.constData());
}

void TestCli::describesARunAndAModel()
{
    const Outcome run = runProgram({QStringLiteral("info"), m_run});
    QCOMPARE(run.exitStatus, 0);
    QVERIFY2(run.out.contains("complete, 12 of 12 layers"), run.out.constData());
    QVERIFY(run.out.contains("300 in 3 windows of at most 128"));
    QVERIFY(run.out.contains("mlp.hook_pre"));
    QCOMPARE(withoutTimes(runProgram(words("info -"), contentOf(m_run)).out), withoutTimes(run.out));

    const Outcome model =
        runProgram({QStringLiteral("info"), QString::fromStdString(testData("tiny-gpt-neo").string())});
    QCOMPARE(model.exitStatus, 0);
    QVERIFY2(model.out.contains("4, of them 2 with local attention over 8 positions"), model.out.constData());
    QVERIFY(model.out.contains("3 of width 16"));
    QVERIFY(model.out.contains("192 a layer"));
    QVERIFY(model.out.contains("none, so that only capture can read it"));
}

/// All of whose neurons are constant, as with a dead layer: a dash and no "+nan".
void TestCli::describesALayerWithoutCorrelations()
{
    AnalysisSnapshot run = *readRunFile(m_run.toStdString());
    auto dead = std::make_shared<LayerSummary>(*run.layers[3]);
    for (std::size_t i = 0; i < neuronStatistics().size(); ++i) {
        if (neuronStatistics()[i].isCorrelation) {
            dead->columns[i].assign(dead->numNeurons, std::numeric_limits<double>::quiet_NaN());
        }
    }
    dead->numConstant = dead->numNeurons;
    summarizeCorrelation(*dead);
    run.layers[3] = dead;
    run.name = "One layer is dead";
    const QString file = m_scratch.path("dead.safetensors");
    writeRunFile(file.toStdString(), run);
    const Outcome info = runProgram({QStringLiteral("info"), file});
    QVERIFY2(info.exitStatus == 0, qPrintable(info.err));
    QVERIFY2(!QString::fromUtf8(info.out).contains(QRegularExpression(QStringLiteral("\\bnan\\b"))),
             info.out.constData());
    QVERIFY(info.out.startsWith("name        One layer is dead\n"));
    const auto rows = info.out.split('\n');
    const auto row =
        std::ranges::find_if(rows, [](const QByteArray& line) { return line.startsWith("    3"); });
    QVERIFY(row != rows.end());
    QCOMPARE(row->count("–"), 4); // three quartiles and the share of r > 0
    const auto other =
        std::ranges::find_if(rows, [](const QByteArray& line) { return line.startsWith("    4"); });
    QCOMPARE(QString::fromUtf8(*row).size(), QString::fromUtf8(*other).size()); // columns stay in line
}

void TestCli::exportsTables_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("numRows");
    QTest::newRow("layers") << QStringLiteral("--table layers") << 12;
    QTest::newRow("one layer") << QStringLiteral("--table layers --layer 3") << 1;
    QTest::newRow("density") << QStringLiteral("--table density") << 12 * 400;
    QTest::newRow("modality") << QStringLiteral("--table modality --layer 2") << 4 * 3;
    QTest::newRow("density of one layer") << QStringLiteral("--table density --layer 11") << 400;
}

void TestCli::exportsTables()
{
    QFETCH(const QString, arguments);
    QFETCH(const int, numRows);
    const QStringList common = words("export") + QStringList {m_run} + arguments.split(QLatin1Char(' '));
    const Outcome streamed = runProgram(common + words("--out -"));
    QVERIFY2(streamed.exitStatus == 0, qPrintable(streamed.err));
    QCOMPARE(streamed.out.count('\n'), numRows + 1);
    const QString file = m_scratch.path("table.csv");
    QCOMPARE(runProgram(common + words("--out") + QStringList {file}).exitStatus, 0);
    QCOMPARE(contentOf(file), streamed.out);
}

void TestCli::exportsPlotsWithoutADisplay_data()
{
    QTest::addColumn<QString>("plot");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("beginning");
    for (const char* plot : {"density", "heatmap", "histogram", "zones"}) {
        const QString words = QString::fromUtf8(plot);
        QTest::addRow("%s as PNG", plot) << words << QStringLiteral("p.png") << QByteArray("\x89PNG");
        QTest::addRow("%s as SVG", plot) << words << QStringLiteral("p.svg") << QByteArray("<?xml");
        QTest::addRow("%s as PDF", plot) << words << QStringLiteral("p.pdf") << QByteArray("%PDF");
        QTest::addRow("%s of one layer", plot) << words + QStringLiteral(" --layer 5 --size 640x480")
                                               << QStringLiteral("p.png") << QByteArray("\x89PNG");
    }
}

void TestCli::exportsPlotsWithoutADisplay()
{
    QFETCH(const QString, plot);
    QFETCH(const QString, name);
    QFETCH(const QByteArray, beginning);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        environment.remove(QString::fromUtf8(variable));
    }
    const Scratch scratch;
    const QString file = scratch.path(qPrintable(name));
    const Outcome outcome =
        runProgram(words("export") + QStringList {m_run} + words("--plot") + plot.split(QLatin1Char(' '))
                       + words("--out") + QStringList {file},
                   {}, environment);
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    QCOMPARE(outcome.err, QString());
    const QByteArray content = contentOf(file);
    QVERIFY(content.startsWith(beginning));
    QVERIFY(content.size() > 3000);
    if (plot.contains(QStringLiteral("640x480"))) {
        // The header chunk of a PNG holds width and height, big-endian.
        QCOMPARE(content.mid(16, 8), QByteArray("\0\0\x02\x80\0\0\x01\xe0", 8));
    }
}

void TestCli::comparesTwoRuns()
{
    const Outcome table = runProgram({QStringLiteral("compare"), m_run, m_run});
    QVERIFY2(table.exitStatus == 0, qPrintable(table.err));
    QVERIFY(table.out.startsWith("A  sample-12 · sample-text.txt · mlp.hook_pre\nB  sample-12 · "));
    QVERIFY(QString::fromUtf8(table.out).contains(
        QRegularExpression(QStringLiteral("\n  Course of the medians, Spearman's ρ +1.000\n"))));
    QVERIFY(QString::fromUtf8(table.out).contains(
        QRegularExpression(QStringLiteral("\n  Neurons a layer +512 +512\n"))));
    QCOMPARE(table.out.mid(table.out.indexOf("\n depth")).count("\n"), 2 + 12); // a row a layer
    const Outcome json =
        runProgram({QStringLiteral("compare"), m_run, m_run, QStringLiteral("--out"), QStringLiteral("-")});
    QVERIFY2(json.exitStatus == 0, qPrintable(json.err));
    const auto written = nlohmann::json::parse(json.out.toStdString());
    QVERIFY(written.at("measures").size() > 30);
    const auto& depths = written.at("depths");
    QCOMPARE(depths.size(), std::size_t {12});
    for (const auto& at : depths) {
        QCOMPARE(at.at("distance").get<double>(), 0.0);
        QVERIFY(at.at("floor").get<double>() > 0);
    }
    for (const auto& [plot, beginning] :
         {std::pair {"heatmap.svg", "<?xml"}, std::pair {"difference.png", "\x89PNG"},
          std::pair {"density.pdf", "%PDF"}, std::pair {"distance.svg", "<?xml"},
          std::pair {"profiles.svg", "<?xml"}, std::pair {"zones.png", "\x89PNG"},
          std::pair {"modality.pdf", "%PDF"}, std::pair {"confound.svg", "<?xml"}}) {
        const QString file = m_scratch.path(plot);
        const Outcome drawn = runProgram({QStringLiteral("compare"), m_run, m_run, QStringLiteral("--plot"),
                                          QString::fromLatin1(plot).section(QLatin1Char('.'), 0, 0),
                                          QStringLiteral("--out"), file});
        QVERIFY2(drawn.exitStatus == 0, qPrintable(drawn.err));
        QVERIFY(contentOf(file).startsWith(beginning));
        QVERIFY(contentOf(file).size() > 3000);
    }
}

void TestCli::exportsAllFiguresWithoutADisplay()
{
    const Scratch scratch;
    const QString folder = scratch.path("new/figures");
    for (const char* format : {"png", "svg"}) {
        const Outcome outcome = runProgram({QStringLiteral("export"), m_run, QStringLiteral("--all-figures"),
                                            QStringLiteral("--format"), QString::fromLatin1(format),
                                            QStringLiteral("--out"), folder});
        QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    }
    const QStringList files = QDir(folder).entryList(QDir::Files);
    QCOMPARE(files.filter(QStringLiteral(".png")).size(), 2 + 12 + 1 + 3 + 2);
    QCOMPARE(files.filter(QStringLiteral(".svg")).size(), 2 + 12 + 1 + 3 + 2);
    const QByteArray heatmap = contentOf(folder + QStringLiteral("/sample-12-heatmap.svg"));
    QVERIFY(heatmap.contains("SHA-256 of the text: "));
    const Outcome compared = runProgram({QStringLiteral("compare"), m_run, m_run,
                                         QStringLiteral("--all-figures"), QStringLiteral("--out"), folder});
    QVERIFY2(compared.exitStatus == 0, qPrintable(compared.err));
    QVERIFY(QFile::exists(folder + QStringLiteral("/sample-12-sample-12-compare-distance.png")));
    const Outcome refused = runProgram(
        {QStringLiteral("export"), m_run, QStringLiteral("--all-figures"), QStringLiteral("--out"), m_run});
    QCOMPARE(refused.exitStatus, 1);
    QVERIFY2(refused.err.contains(QStringLiteral("cannot be made")), qPrintable(refused.err));
}

void TestCli::writesReportsWithoutADisplay_data()
{
    QTest::addColumn<QStringList>("runs");
    QTest::newRow("one run") << QStringList {m_run};
    QTest::newRow("two runs") << QStringList {m_run, m_run};
}

void TestCli::writesReportsWithoutADisplay()
{
    QFETCH(const QStringList, runs);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        environment.remove(QString::fromUtf8(variable));
    }
    const QString file = m_scratch.path("report.html");
    const Outcome outcome =
        runProgram(words("report") + runs + words("--out") + QStringList {file}, {}, environment);
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    QCOMPARE(outcome.err, QString());
    const QByteArray page = contentOf(file);
    QVERIFY(page.startsWith("<!DOCTYPE html>"));
    QVERIFY(page.trimmed().endsWith("</html>"));
    QCOMPARE(page.contains("id=\"figure-compare-distance\""), runs.size() == 2);
    // As the command that made the run: without --text, which is that of the shipped sample.
    QVERIFY(page.contains("bathyscope analyze --model sample-12 --tokens 300 --window 128 "));
    QCOMPARE(runProgram(words("report") + runs + words("--out -"), {}, environment).out, page);
}

void TestCli::refusesToExportALayerThatIsNotThere()
{
    const Outcome outcome =
        runProgram(words("export --table layers --layer 12 --out -") + QStringList {m_run});
    QCOMPARE(outcome.exitStatus, 1);
    QVERIFY2(outcome.err.contains(QStringLiteral("has no layer 12: its layers are 0 to 11.")),
             qPrintable(outcome.err));
}

void TestCli::capturesTheLayersAskedFor()
{
    const QString out = m_scratch.path("acts.safetensors");
    const QString ids = m_scratch.write("ids.json", "[5, 6, 7, 8, 9]");
    const QStringList model {QString::fromStdString(testData("tiny-gpt-neo").string())};
    const Outcome outcome =
        runProgram(words("capture --quiet --hook mlp.c_fc --layers 3,0-1 --window 4 --model") + model
                   + words("--ids") + QStringList {ids} + words("--out") + QStringList {out});
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    const SafetensorsFile file(out.toStdString());
    for (const char* name : {"layer.0.mlp.hook_pre", "layer.1.mlp.hook_pre", "layer.3.mlp.hook_pre"}) {
        const TensorView* tensor = file.find(name);
        QVERIFY2(tensor != nullptr, name);
        QCOMPARE(tensor->shape, (std::vector<std::int64_t> {5, 192}));
    }
    QVERIFY(file.find("layer.2.mlp.hook_pre") == nullptr);
    QCOMPARE(file.readIntegers(*file.find("tokens.ids")), (std::vector<std::int64_t> {5, 6, 7, 8, 9}));
    QCOMPARE(file.readIntegers(*file.find("tokens.window")), (std::vector<std::int64_t> {0, 0, 0, 0, 1}));
}

void TestCli::keepsFinishedLayersWhenInterrupted_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("interrupt") << SIGINT;
    QTest::newRow("terminate") << SIGTERM;
}

void TestCli::keepsFinishedLayersWhenInterrupted()
{
    QFETCH(const int, signal);
    const QString out = m_scratch.path("stopped.safetensors");
    QProcess process;
    process.setReadChannel(QProcess::StandardError);
    process.start(QStringLiteral(BATHYSCOPE_PROGRAM),
                  words("analyze --model sample-24 --tokens 8192 --out") + QStringList {out});
    QByteArray said;
    while (!said.contains("layer 0 ") && process.waitForReadyRead(longestMilliseconds)) {
        said += process.readAllStandardError();
    }
    QVERIFY2(said.contains("layer 0 "), said.constData());
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), signal), 0);
    const Outcome outcome = waitFor(process);
    QVERIFY2(outcome.exitStatus == 130, qPrintable(outcome.err));
    QVERIFY2(outcome.err.contains(QStringLiteral("stopped: ")), qPrintable(outcome.err));

    const std::shared_ptr<const AnalysisSnapshot> run = readRunFile(out.toStdString());
    QCOMPARE(run->outcome, RunOutcome::Stopped);
    QVERIFY(run->numFinished() >= 1 && run->numFinished() < 24);
    QVERIFY(run->layers.front() != nullptr && run->layers.back() == nullptr);
    const Outcome table = runProgram(words("export --table layers --out -") + QStringList {out});
    QCOMPARE(table.out.count('\n'), qsizetype(run->numFinished()) + 1);
    const Outcome missing = runProgram(words("export --table layers --layer 23 --out -") + QStringList {out});
    QCOMPARE(missing.exitStatus, 1);
    QVERIFY(missing.err.contains(QStringLiteral("Layer 23"))
            && missing.err.contains(QStringLiteral("not finished")));
}

void TestCli::leavesNoCaptureWhenInterrupted()
{
    const Scratch scratch;
    QProcess process;
    process.setReadChannel(QProcess::StandardError);
    process.start(QStringLiteral(BATHYSCOPE_PROGRAM),
                  words("capture --model sample-24 --text")
                      + QStringList {QString::fromStdString((resourcesFolder() / "sample-text.txt").string())}
                      + words("--out") + QStringList {scratch.path("acts.safetensors")});
    QVERIFY(process.waitForReadyRead(longestMilliseconds)); // "10 % captured"
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    const Outcome outcome = waitFor(process);
    QVERIFY2(outcome.exitStatus == 130, qPrintable(outcome.err));
    QVERIFY(scratch.files().isEmpty());
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_Cli.moc"
