// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/Program.h"
#include "tests/app/TinyModel.h"

#include <QFileInfo>
#include <QTest>

#include <filesystem>
#include <functional>
#include <limits>
#include <string>

using namespace bathyscope::test;
using nlohmann::json;

namespace {

using Path = std::filesystem::path;
using Change = std::function<void(SafetensorsParts&, json&)>;
using FolderChange = std::function<void(const Path&)>;
using FileChange = std::function<void(SafetensorsParts&)>;

void unchanged(SafetensorsParts& /*weights*/, json& /*config*/) { }

QString tinyModel()
{
    return QString::fromStdString(testData("tiny-gpt-neo").string());
}

const char* const fcWeight = "transformer.h.1.mlp.c_fc.weight";

json& offsets(SafetensorsParts& weights, const char* tensor)
{
    return weights.header.at(tensor).at("data_offsets");
}

/// Captures what a model does with these token ids, to out.safetensors beside ids.json.
Outcome capture(const Scratch& scratch, const QString& model, const QByteArray& ids)
{
    return runProgram(words("capture --quiet --window 64 --model") + QStringList {model} + words("--ids")
                      + QStringList {scratch.write("ids.json", ids)} + words("--out")
                      + QStringList {scratch.path("out.safetensors")});
}

/// A refusal is one line on standard error that says all of `expected`, exit status 1, and nothing else: no
/// output, no file.
void checkRefusal(const Outcome& outcome, const QString& expected)
{
    const QByteArray shown = outcome.err.toUtf8();
    QVERIFY2(outcome.exitStatus == 1, shown.constData());
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.err.startsWith(QStringLiteral("bathyscope: ")), shown.constData());
    QVERIFY2(outcome.err.count(QLatin1Char('\n')) == 1 && outcome.err.endsWith(QLatin1Char('\n')),
             shown.constData());
    const QStringList parts = expected.split(QLatin1Char('|'));
    for (const QString& part : parts) {
        const QByteArray lack = shown + QByteArray("lacks: ") + part.toUtf8();
        QVERIFY2(outcome.err.contains(part), lack.constData());
    }
}

} // namespace

class TestCliRefusals : public QObject
{
    Q_OBJECT

private slots:
    void refusesWrongUsageWithStatusTwo();
    void refusesABadModel_data();
    void refusesABadModel();
    void refusesABadModelFolder_data();
    void refusesABadModelFolder();
    void refusesBadTokenIds_data();
    void refusesBadTokenIds();
    void refusesWhatARunCannotBeMadeOf_data();
    void refusesWhatARunCannotBeMadeOf();
    void refusesAPlaceThatCannotBeWritten_data();
    void refusesAPlaceThatCannotBeWritten();
    void keepsTheOldFileWhenTheDiskIsFull_data();
    void keepsTheOldFileWhenTheDiskIsFull();
    void refusesABadRunFile_data();
    void refusesABadRunFile();
    void refusesADamagedRunFile_data();
    void refusesADamagedRunFile();
    void namesTheCommandLineWhereThereIsNoDisplay();
};

void TestCliRefusals::refusesWrongUsageWithStatusTwo()
{
    const Outcome outcome = runProgram(words("analyze --modle sample-12"));
    QCOMPARE(outcome.exitStatus, 2);
    QVERIFY(outcome.out.isEmpty());
    QCOMPARE(outcome.err,
             QStringLiteral("bathyscope: analyze has no option --modle; did you mean --model?\n"));
}

void TestCliRefusals::refusesABadModel_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const Change& change, const char* expected) {
        QTest::newRow(name) << change << QString::fromUtf8(expected);
    };
    row(
        "another architecture",
        [](SafetensorsParts&, json& config) {
            config["model_type"] = "gpt2";
            config["architectures"] = {"GPT2LMHeadModel"};
        },
        "gpt2|config.json");
    row(
        "weights cut short",
        [](SafetensorsParts& weights, json&) { weights.data.resize(weights.data.size() - 100); },
        "model.safetensors");
    row(
        "bytes after the last tensor", [](SafetensorsParts& weights, json&) { weights.data += "more"; },
        "model.safetensors");
    row(
        "overlapping offsets",
        [](SafetensorsParts& weights, json&) {
            json& range = offsets(weights, "transformer.wpe.weight");
            range = {range[0].get<int>() - 4, range[1].get<int>() - 4};
        },
        "model.safetensors|transformer.wpe.weight");
    row(
        "offsets with a hole",
        [](SafetensorsParts& weights, json&) {
            json& range = offsets(weights, "transformer.wpe.weight");
            range = {range[0].get<int>() + 4, range[1].get<int>() + 4};
        },
        "model.safetensors|transformer.wpe.weight");
    row(
        "offsets beyond the end of the file",
        [](SafetensorsParts& weights, json&) {
            offsets(weights, "transformer.ln_f.bias") = {1'000'000'000, 1'000'000'192};
        },
        "model.safetensors|transformer.ln_f.bias");
    row(
        "wrong type", [](SafetensorsParts& weights, json&) { weights.header.at(fcWeight)["dtype"] = "I32"; },
        "h.1.mlp.c_fc.weight|F32|I32");
    row(
        "wrong shape",
        [](SafetensorsParts& weights, json&) {
            weights.header.at(fcWeight)["shape"] = {48, 192};
        },
        "h.1.mlp.c_fc.weight|[192, 48]|[48, 192]");
    row(
        "missing tensors, all named",
        [](SafetensorsParts& weights, json&) {
            weights.header["unknown.0"] = weights.header.at(fcWeight);
            weights.header.erase(fcWeight);
            weights.header["unknown.1"] = weights.header.at("transformer.h.3.ln_2.bias");
            weights.header.erase("transformer.h.3.ln_2.bias");
        },
        "h.1.mlp.c_fc.weight|h.3.ln_2.bias");
    row(
        "NaN in the weights",
        [](SafetensorsParts& weights, json&) {
            weights.set(fcWeight, 17, std::numeric_limits<float>::quiet_NaN());
        },
        "h.1.mlp.c_fc.weight|17");
    row(
        "infinity in the embedding of a token that is read",
        [](SafetensorsParts& weights, json&) {
            weights.set("transformer.wte.weight", 5 * 48 + 3, std::numeric_limits<float>::infinity());
        },
        "wte.weight");
}

void TestCliRefusals::refusesABadModel()
{
    QFETCH(const Change, change);
    QFETCH(const QString, expected);
    const Scratch scratch;
    makeTinyModel(scratch.path("model").toStdString(), change);
    checkRefusal(capture(scratch, scratch.path("model"), "[1, 2, 3, 4, 5, 6]"), expected);
    QCOMPARE(scratch.files(), words("ids.json model"));
}

void TestCliRefusals::refusesABadModelFolder_data()
{
    QTest::addColumn<FolderChange>("change");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const FolderChange& change, const char* expected) {
        QTest::newRow(name) << change << QString::fromUtf8(expected);
    };
    row(
        "no such folder", [](const Path& model) { std::filesystem::remove_all(model); },
        "/model|sample-12|gpt-neo-125m");
    row(
        "no config", [](const Path& model) { std::filesystem::remove(model / "config.json"); },
        "config.json");
    row(
        "config is not JSON", [](const Path& model) { writeBytes(model / "config.json", "{\"a\": "); },
        "config.json");
    row(
        "no weights", [](const Path& model) { std::filesystem::remove(model / "model.safetensors"); },
        "model.safetensors");
    row(
        "only a pickle",
        [](const Path& model) {
            std::filesystem::rename(model / "model.safetensors", model / "pytorch_model.bin");
        },
        "pytorch_model.bin|safetensors");
    row(
        "empty weights", [](const Path& model) { writeBytes(model / "model.safetensors", ""); },
        "model.safetensors");
    row(
        "absurd length of the header",
        [](const Path& model) { writeBytes(model / "model.safetensors", std::string(4096, '\xff')); },
        "model.safetensors|100000000|18446744073709551615");
    row(
        "header is not JSON",
        [](const Path& model) {
            writeBytes(model / "model.safetensors", std::string("\x04\0\0\0\0\0\0\0", 8) + "oops");
        },
        "model.safetensors");
}

void TestCliRefusals::refusesABadModelFolder()
{
    QFETCH(const FolderChange, change);
    QFETCH(const QString, expected);
    const Scratch scratch;
    const QString model = scratch.path("model");
    makeTinyModel(model.toStdString(), unchanged);
    change(model.toStdString());
    checkRefusal(capture(scratch, model, "[1, 2, 3]"), expected);
    QVERIFY(!scratch.files().contains(QStringLiteral("out.safetensors")));
}

void TestCliRefusals::refusesBadTokenIds_data()
{
    QTest::addColumn<QByteArray>("ids");
    QTest::addColumn<QString>("expected");
    QTest::newRow("outside the vocabulary")
        << QByteArray("[1, 2, 300]") << QStringLiteral("Token id 300|number 2 of ids.json|vocabulary of 300");
    QTest::newRow("negative") << QByteArray("[1, -2]") << QStringLiteral("ids.json|entry 1 is -2");
    QTest::newRow("not JSON") << QByteArray("1 2 3") << QStringLiteral("ids.json|not JSON");
    QTest::newRow("none") << QByteArray("[]") << QStringLiteral("ids.json|there are none");
    QTest::newRow("only one token") << QByteArray("[7]")
                                    << QStringLiteral("ids.json has 1 token|at least two");
    QTest::newRow("a window longer than the model's positions")
        << "[[" + QByteArray("1,").repeated(64) + "1]]" << QStringLiteral("65|64");
}

void TestCliRefusals::refusesBadTokenIds()
{
    QFETCH(const QByteArray, ids);
    QFETCH(const QString, expected);
    const Scratch scratch;
    checkRefusal(capture(scratch, tinyModel(), ids), expected);
    QCOMPARE(scratch.files(), words("ids.json"));
}

void TestCliRefusals::refusesWhatARunCannotBeMadeOf_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* arguments, const QByteArray& input,
                        const char* expected) {
        QTest::newRow(name) << words(arguments) << input << QString::fromUtf8(expected);
    };
    row("empty text", "--model sample-12 --text -", "", "standard input is empty|two tokens");
    row("one token", "--model sample-12 --text -", "a", "standard input has 1 token|at least two");
    row("missing text", "--model sample-12 --text /no/such/text.txt", "", "/no/such/text.txt");
    row("folder as text", "--model sample-12 --text /", "", "/");
    row("not a text", "--model sample-12 --text -", QByteArray("a\0b", 3), "standard input");
    row("UTF-16", "--model sample-12 --text -",
        QByteArray("\xff\xfe"
                   "a\0",
                   4),
        "standard input|UTF-16");
    row("missing ids", "--model sample-12 --ids /no/such/ids.json", "", "/no/such/ids.json");
    row("window longer than the model's positions", "--model sample-12 --window 100000", "", "100000 tokens");
    row("unknown model", "--model sample-13", "", "sample-13|sample-12|gpt-neo-1.3b");
    row("no vocabulary for length", "--model TINY --window 8 --ids -", "[1, 2, 3]",
        "tiny-gpt-neo|vocab.json|capture");
}

void TestCliRefusals::refusesWhatARunCannotBeMadeOf()
{
    QFETCH(QStringList, arguments);
    QFETCH(const QByteArray, input);
    QFETCH(const QString, expected);
    const Scratch scratch;
    arguments.replaceInStrings(QStringLiteral("TINY"), tinyModel());
    const QStringList all =
        words("analyze --quiet --out") + QStringList {scratch.path("run.safetensors")} + arguments;
    checkRefusal(runProgram(all, input), expected);
    QVERIFY(scratch.files().isEmpty());
}

void TestCliRefusals::refusesAPlaceThatCannotBeWritten_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("out");
    QTest::addColumn<QString>("expected");
    for (const char* command : {"analyze --quiet --tokens 8 --window 8 --model sample-12",
                                "capture --quiet --tokens 8 --window 8 --model sample-12 --text README"}) {
        const QString text = QString::fromUtf8(command);
        const QByteArray name = text.section(QLatin1Char(' '), 0, 0).toUtf8();
        QTest::addRow("%s, missing folder", name.constData())
            << text << QStringLiteral("no/such/folder/out")
            << QStringLiteral("no/such/folder/out|No such file");
        QTest::addRow("%s, a folder", name.constData())
            << text << QStringLiteral(".") << QStringLiteral("Is a directory");
        QTest::addRow("%s, a full device", name.constData())
            << text << QStringLiteral("/dev/full") << QStringLiteral("/dev/full|No space left");
    }
}

void TestCliRefusals::refusesAPlaceThatCannotBeWritten()
{
    QFETCH(QString, command);
    QFETCH(const QString, out);
    QFETCH(const QString, expected);
    const Scratch scratch;
    command.replace(QStringLiteral("README"),
                    scratch.write("text.txt", "Some words, enough for eight tokens."));
    const QString place = out.startsWith(QLatin1Char('/')) ? out : scratch.path(qPrintable(out));
    checkRefusal(runProgram(command.split(QLatin1Char(' ')) + QStringList {QStringLiteral("--out"), place}),
                 expected);
    QCOMPARE(scratch.files(), words("text.txt"));
    QVERIFY(!QFileInfo(QStringLiteral("/dev/full")).isFile());
}

void TestCliRefusals::keepsTheOldFileWhenTheDiskIsFull_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("analyze") << QStringLiteral("analyze --model sample-12 --tokens 64 --window 64");
    QTest::newRow("capture") << QStringLiteral(
        "capture --model sample-12 --tokens 64 --window 64 --text TEXT");
}

void TestCliRefusals::keepsTheOldFileWhenTheDiskIsFull()
{
    QFETCH(QString, command);
    const Scratch scratch;
    const QString out = scratch.write("out.safetensors", "the old one");
    command.replace(QStringLiteral("TEXT"), scratch.write("text.txt", QByteArray("word ").repeated(100)));
    // No file may grow beyond 8 KiB; a process that ignores SIGXFSZ sees EFBIG, as it would see ENOSPC.
    QProcess shell;
    shell.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"),
         QStringLiteral("trap '' XFSZ; ulimit -f 16; exec \"$0\" %1 --quiet --out \"$1\"").arg(command),
         QStringLiteral(BATHYSCOPE_PROGRAM), out});
    checkRefusal(waitFor(shell), QStringLiteral("out.safetensors|File too large"));
    QCOMPARE(scratch.files(), words("out.safetensors text.txt"));
    QCOMPARE(readBytes(out.toStdString()), std::string("the old one"));
}

void TestCliRefusals::refusesABadRunFile_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("expected");
    QTest::newRow("info of a missing file")
        << words("info /no/such/run.safetensors") << QStringLiteral("/no/such/run.safetensors");
    QTest::newRow("info of weights") << words("info WEIGHTS") << QStringLiteral("model.safetensors");
    QTest::newRow("table of weights")
        << words("export WEIGHTS --table layers --out -") << QStringLiteral("model.safetensors");
    QTest::newRow("plot of weights") << words("export WEIGHTS --plot density --out /tmp/bathyscope-none.png")
                                     << QStringLiteral("model.safetensors");
    QTest::newRow("table of nothing")
        << words("export - --table layers --out -") << QStringLiteral("standard-input");
}

void TestCliRefusals::refusesABadRunFile()
{
    QFETCH(QStringList, arguments);
    QFETCH(const QString, expected);
    arguments.replaceInStrings(QStringLiteral("WEIGHTS"), tinyModel() + QStringLiteral("/model.safetensors"));
    checkRefusal(runProgram(arguments), expected);
    QVERIFY(!QFile::exists(QStringLiteral("/tmp/bathyscope-none.png")));
}

void TestCliRefusals::refusesADamagedRunFile_data()
{
    QTest::addColumn<FileChange>("change");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const FileChange& change, const char* expected) {
        QTest::newRow(name) << change << QString::fromUtf8(expected);
    };
    const auto metadata = [](SafetensorsParts& file) -> json& { return file.header["__metadata__"]; };
    row(
        "newer version", [=](SafetensorsParts& file) { metadata(file)["format_version"] = "2"; },
        "format version 2|update Bathyscope");
    row(
        "truncated", [](SafetensorsParts& file) { file.data.resize(file.data.size() / 2); },
        "run.safetensors|cut short");
    row(
        "wrong shape",
        [](SafetensorsParts& file) {
            file.header["layer.0.mean"]["shape"] = {2, 256};
        },
        "layer.0.mean should have shape [512] and has [2, 256]");
    row(
        "another type of settings", [=](SafetensorsParts& file) { metadata(file)["settings"] = "[1]"; },
        "settings");
    row(
        "settings nested without end",
        [=](SafetensorsParts& file) { metadata(file)["settings"] = std::string(1'000'000, '['); },
        "settings");
    row(
        "a model of too many layers",
        [=](SafetensorsParts& file) {
            json model = json::parse(metadata(file)["model"].get<std::string>());
            model["config"]["num_layers"] = 4'000'000'000;
            metadata(file)["model"] = model.dump();
        },
        "num_layers");
    row(
        "metadata that are no text", [=](SafetensorsParts& file) { metadata(file)["settings"] = 1; },
        "run.safetensors");
}

void TestCliRefusals::refusesADamagedRunFile()
{
    QFETCH(const FileChange, change);
    QFETCH(const QString, expected);
    const Scratch scratch;
    const QString path = scratch.path("run.safetensors");
    QCOMPARE(runProgram(words("analyze --quiet --model sample-12 --tokens 64 --window 64 --out") << path)
                 .exitStatus,
             0);
    SafetensorsParts file = partsOf(path.toStdString());
    change(file);
    const std::string damaged = file.bytes();
    writeBytes(path.toStdString(), damaged);
    checkRefusal(runProgram(words("info") << path), expected);
    checkRefusal(runProgram(words("export --table layers --out -") << path), expected);
    QCOMPARE(readBytes(path.toStdString()), damaged);
}

void TestCliRefusals::namesTheCommandLineWhereThereIsNoDisplay()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        environment.remove(QString::fromUtf8(name));
    }
    checkRefusal(runProgram({}, {}, environment), QStringLiteral("no display|bathyscope analyze"));
}

QTEST_GUILESS_MAIN(TestCliRefusals)
#include "tst_CliRefusals.moc"
