// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/SafetensorsFile.h"
#include "core/files/RunFile.h"
#include "core/support/Error.h"
#include "core/text/ByteAlphabet.h"
#include "tests/app/Program.h"
#include "tests/support/ScriptedHub.h"
#include "tests/support/ScriptedRun.h"
#include "tests/support/TestData.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

/// A kind of call that fails (FaultShim.cpp), and with what.
struct FaultKind
{
    const char* name;
    std::vector<int> errors;
    bool lasts; ///< also all later calls
};

const std::vector<FaultKind>& faultKinds()
{
    static const std::vector<FaultKind> kinds {
        {"open", {EMFILE, EIO}, false}, {"open", {EMFILE}, true},   {"read", {EIO}, false},
        {"write", {ENOSPC}, false},     {"write", {EIO}, true},     {"fsync", {EIO}, false},
        {"rename", {EIO}, false},       {"rename", {EACCES}, true}, {"stat", {EIO}, false},
        {"stat", {EACCES}, true},       {"mkdir", {ENOSPC}, false}, {"alloc", {ENOMEM}, false},
        {"alloc", {ENOMEM}, true}};
    return kinds;
}

/// A command, and what it may leave.
struct Command
{
    const char* name;
    const char* arguments; ///< {S} is the scratch folder
    const char* output; ///< the file or folder that it makes, in the scratch folder
    bool mayBePartial; ///< a failed command may leave an output, if it is a good one
};

const std::vector<Command>& commands()
{
    static const std::vector<Command> list {
        {"analyze",
         "analyze --model {S}/model --text {S}/text.txt --tokens 60 --window 16 --permutations 20 --quiet "
         "--out {S}/out/result.safetensors",
         "out/result.safetensors", true},
        {"capture",
         "capture --model {S}/model --text {S}/text.txt --tokens 60 --window 16 --quiet --out "
         "{S}/out/result.safetensors",
         "out/result.safetensors", false},
        {"export-svg", "export {S}/run.safetensors --plot density --out {S}/out/result.svg", "out/result.svg",
         false},
        {"export-png", "export {S}/run.safetensors --plot heatmap --out {S}/out/result.png", "out/result.png",
         false},
        {"export-pdf", "export {S}/run.safetensors --plot heatmap --out {S}/out/result.pdf", "out/result.pdf",
         false},
        {"export-cells", "export {S}/run.safetensors --plot heatmap --out {S}/out/result.svg",
         "out/result.svg", false},
        {"export-table", "export {S}/run.safetensors --table neurons --out {S}/out/result.csv",
         "out/result.csv", false},
        {"export-figures", "export {S}/run.safetensors --all-figures --format png --out {S}/out/figures",
         "out/figures", true},
        {"export-figures-pdf", "export {S}/run.safetensors --all-figures --format pdf --out {S}/out/figures",
         "out/figures", true},
        {"report", "report {S}/run.safetensors {S}/other.safetensors --out {S}/out/result.html",
         "out/result.html", false},
        {"compare", "compare {S}/run.safetensors {S}/other.safetensors --out {S}/out/result.json",
         "out/result.json", false},
        {"compare-plot",
         "compare {S}/run.safetensors {S}/other.safetensors --plot distance --out {S}/out/result.svg",
         "out/result.svg", false},
        {"fetch", "fetch org/tiny --quiet", "hub", true}};
    return list;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A report or a PDF without the time at which it was made.
QByteArray withoutTimes(const QByteArray& file)
{
    static const QRegularExpression time(QStringLiteral(
        "\\(D:\\d{14}[^)]*\\)|\\d{4}-\\d{2}-\\d{2}T[0-9:.+Z-]*|\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}"));
    return QString::fromLatin1(file).remove(time).toLatin1();
}

/// What the shim has noted: how many calls of each kind there were, and the files that faults were on.
struct FaultLog
{
    std::map<QByteArray, int> numCalls;
    QList<QByteArray> faults; ///< paths; empty ones of allocations
};

FaultLog readLog(const QString& path)
{
    FaultLog log;
    for (const QByteArray& line : contentOf(path).split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() >= 3 && words[0] == "calls") {
            log.numCalls[words[1]] += words[2].toInt();
        } else if (words.size() >= 2 && words[0] == "fault") {
            log.faults += line.mid(words[0].size() + words[1].size() + 2);
        }
    }
    return log;
}

} // namespace

/// The program, and a system that fails it: whatever call it is that fails, the program ends with a status,
/// with 0 only where all is well, never with half a file under its name, and with a sentence that says what
/// was wrong.
class TestFaults : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::optional<ScriptedHub> m_hub;

    [[nodiscard]] QString path(const QString& name) const
    {
        return m_folder.filePath(name);
    }

    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HF_ENDPOINT"), m_hub->endpoint());
        environment.insert(QStringLiteral("HF_HUB_CACHE"), path(QStringLiteral("hub")));
        environment.insert(QStringLiteral("XDG_CACHE_HOME"), path(QStringLiteral("cache")));
        environment.insert(QStringLiteral("TMPDIR"), path(QStringLiteral("tmp")));
        environment.insert(QStringLiteral("QT_HASH_SEED"), QStringLiteral("0")); // the order of a PDF's fonts
        environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(BATHYSCOPE_FAULTSHIM));
        environment.insert(QStringLiteral("BATHYSCOPE_FAULT_WHERE"), watched());
        environment.insert(QStringLiteral("BATHYSCOPE_FAULT_BYTES"), QStringLiteral("65536"));
        environment.insert(QStringLiteral("BATHYSCOPE_FAULT_LOG"), logFile());
        for (const char* variable :
             {"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "http_proxy", "HTTP_PROXY", "HF_TOKEN"}) {
            environment.remove(QString::fromLatin1(variable));
        }
        return environment;
    }

    /// What the program itself opens: not the caches of the fonts, say.
    [[nodiscard]] QString watched() const
    {
        QStringList places;
        for (const char* name : {"model", "text.txt", "run.safetensors", "other.safetensors", "out", "hub",
                                 "cache/bathyscope", "tmp/bathyscope"}) {
            places += path(QString::fromLatin1(name));
        }
        return places.join(QLatin1Char(':'));
    }

    [[nodiscard]] static QString logFile()
    {
        return QDir::temp().filePath(
            QStringLiteral("bathyscope-faults-%1.log").arg(QCoreApplication::applicationPid()));
    }

    [[nodiscard]] Outcome run(const Command& command, const QString& fault) const
    {
        QFile::remove(logFile());
        QProcessEnvironment with = environment();
        if (!fault.isEmpty()) {
            with.insert(QStringLiteral("BATHYSCOPE_FAULT"), fault);
        }
        QStringList arguments = words(command.arguments);
        arguments.replaceInStrings(QStringLiteral("{S}"), m_folder.path());
        return runProgram(arguments, {}, with);
    }

    /// Everything below the scratch folder, but what the next run is allowed to find.
    [[nodiscard]] std::set<QString> files() const
    {
        std::set<QString> found;
        QDirIterator entry(m_folder.path(), QDir::Files | QDir::Hidden | QDir::System,
                           QDirIterator::Subdirectories);
        while (entry.hasNext()) {
            found.insert(QDir(m_folder.path()).relativeFilePath(entry.next()));
        }
        return found;
    }

    void removeOutputs() const
    {
        for (const char* name : {"out", "hub", "cache", "tmp"}) {
            QDir(path(QString::fromLatin1(name))).removeRecursively();
        }
        QDir(m_folder.path()).mkdir(QStringLiteral("out"));
        QDir(m_folder.path()).mkdir(QStringLiteral("tmp"));
    }

    /// What is wrong with an output; empty where it is as it should be. `reference` is that of a run without
    /// faults.
    [[nodiscard]] QString problemOf(const QString& file, const QByteArray& reference) const
    {
        const QByteArray bytes = contentOf(file);
        if (bytes == reference) {
            return {};
        }
        if (file.endsWith(QStringLiteral("out/result.safetensors"))) { // holds times of day
            try {
                const SafetensorsFile opened(file.toStdString());
                if (opened.metadata().at("format") == "bathyscope-run") {
                    static_cast<void>(readRunFile(file.toStdString()));
                }
                return {};
            } catch (const Error& error) {
                return QString::fromUtf8(error.what());
            }
        }
        if (withoutTimes(bytes) == withoutTimes(reference)) {
            return {};
        }
        return QStringLiteral("%1 has %2 bytes, not the %3 that it should have")
            .arg(file)
            .arg(bytes.size())
            .arg(reference.size());
    }

    void verifyOutputs(const Command& command, const std::map<QString, QByteArray>& reference, int exitStatus,
                       const std::set<QString>& before) const
    {
        const QString output = QString::fromLatin1(command.output);
        std::size_t numOutputs = 0;
        for (const QString& file : files()) {
            if (before.contains(file) || file.startsWith(QStringLiteral("cache/"))
                || file.startsWith(QStringLiteral("hub/.locks/"))
                || file.endsWith(QStringLiteral(".incomplete"))) {
                continue;
            }
            QVERIFY2(file == output || file.startsWith(output + QLatin1Char('/')),
                     qPrintable(QStringLiteral("%1 is left behind").arg(file)));
            QVERIFY2(reference.contains(file), qPrintable(QStringLiteral("%1 is left behind").arg(file)));
            const QString problem = problemOf(path(file), reference.at(file));
            QVERIFY2(problem.isEmpty(), qPrintable(problem));
            ++numOutputs;
        }
        QVERIFY2(exitStatus != 0 || numOutputs == reference.size(), "an output is missing");
        QVERIFY2(exitStatus == 0 || numOutputs == 0 || command.mayBePartial,
                 "a failed command has left an output");
    }

    /// One sentence a line, the program's own, that names the file where it is about one.
    void verifySentence(const Outcome& outcome, const FaultLog& log) const
    {
        QVERIFY2(outcome.exitStatus == 1, qPrintable(QStringLiteral("status %1").arg(outcome.exitStatus)));
        // Before it, libraries may have said what they think of it.
        const QString last = outcome.err.trimmed().section(QLatin1Char('\n'), -1);
        QVERIFY2(last.startsWith(QStringLiteral("bathyscope: ")) && last.endsWith(QLatin1Char('.')),
                 qPrintable(outcome.err));
        for (const char* word :
             {"unexpected", "filesystem error", "std::", "type_error", "exception", "plugin"}) {
            QVERIFY2(!last.contains(QLatin1String(word)), qPrintable(last));
        }
        const bool isOfFile = !log.faults.isEmpty() && !log.faults.front().isEmpty();
        QVERIFY2(!isOfFile || last.contains(m_folder.path())
                     || last.contains(QStringLiteral("cannot open as many files")),
                 qPrintable(last));
    }

    void makeModel() const
    {
        const std::filesystem::path folder = path(QStringLiteral("model")).toStdString();
        std::filesystem::create_directories(folder);
        for (const char* name : {"config.json", "model.safetensors"}) {
            std::filesystem::copy_file(testData("tiny-gpt-neo") / name, folder / name);
        }
        QJsonObject vocabulary; // a token for every byte
        const ByteAlphabet alphabet;
        for (int byte = 0; byte < 256; ++byte) {
            vocabulary[QString::fromStdString(alphabet.letter(static_cast<std::uint8_t>(byte)))] = byte;
        }
        vocabulary[QStringLiteral("th")] = 256;
        vocabulary[QStringLiteral("the")] = 257;
        write(QStringLiteral("model/vocab.json"), QJsonDocument(vocabulary).toJson());
        write(QStringLiteral("model/merges.txt"), "t h\nth e\n");
        QByteArray text;
        for (int i = 0; i < 40; ++i) {
            text += "the depth of " + QByteArray::number(i) + " models\n";
        }
        write(QStringLiteral("text.txt"), text);
    }

    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    /// Calls 1 … count, a few of them where there are many: BATHYSCOPE_FAULTS says how many.
    [[nodiscard]] static std::vector<int> chosenCalls(int count)
    {
        bool isGiven = false;
        const int given = qEnvironmentVariableIntValue("BATHYSCOPE_FAULTS", &isGiven);
        const int most = isGiven ? given : 6;
        std::set<int> chosen;
        for (int i = 0; i < std::min(most, count); ++i) {
            chosen.insert(1 + (count - 1) * i / std::max(1, std::min(most, count) - 1));
        }
        return {chosen.begin(), chosen.end()};
    }

private slots:
    void initTestCase()
    {
        m_hub.emplace();
        m_hub->addTinyModel();
        makeModel();
        const ScriptedShape shape {.numLayers = 3, .numNeurons = 64, .numTokens = 512, .windowLength = 64};
        writeRunFile(path(QStringLiteral("run.safetensors")).toStdString(), *ScriptedRun(shape).finished());
        ScriptedShape other = shape;
        other.modelName = "other";
        other.numLayers = 4;
        writeRunFile(path(QStringLiteral("other.safetensors")).toStdString(), *ScriptedRun(other).finished());
        QFile::remove(logFile());
    }

    void cleanupTestCase()
    {
        QFile::remove(logFile());
    }

    void endsInASentenceOrWell_data()
    {
        QTest::addColumn<int>("command");
        QTest::addColumn<int>("kind");
        for (std::size_t command = 0; command < commands().size(); ++command) {
            for (std::size_t kind = 0; kind < faultKinds().size(); ++kind) {
                const FaultKind& fault = faultKinds()[kind];
                QTest::addRow("%s: %s%s", commands()[command].name, fault.name,
                              fault.lasts ? " and all later" : "")
                    << static_cast<int>(command) << static_cast<int>(kind);
            }
        }
    }

    void endsInASentenceOrWell()
    {
        QFETCH(int, command);
        QFETCH(int, kind);
        const Command& what = commands()[static_cast<std::size_t>(command)];
        const FaultKind& fault = faultKinds()[static_cast<std::size_t>(kind)];

        removeOutputs();
        const std::set<QString> before = files();
        const Outcome good = run(what, {});
        QVERIFY2(good.exitStatus == 0, qPrintable(good.err));
        const int numCalls = readLog(logFile()).numCalls[fault.name];
        std::map<QString, QByteArray> reference;
        for (const QString& file : files()) {
            if (!before.contains(file) && !file.startsWith(QStringLiteral("cache/"))
                && !file.startsWith(QStringLiteral("hub/.locks/"))) {
                reference[file] = contentOf(path(file));
            }
        }
        QVERIFY(!reference.empty());

        int numFailed = 0;
        for (const int call : chosenCalls(numCalls)) {
            for (const int error : fault.errors) {
                removeOutputs();
                const QString spec = QStringLiteral("%1:%2%3:%4")
                                         .arg(QLatin1String(fault.name))
                                         .arg(call)
                                         .arg(QLatin1String(fault.lasts ? "+" : ""))
                                         .arg(error);
                const Outcome outcome = run(what, spec);
                const FaultLog log = readLog(logFile());
                if (outcome.exitStatus != 0) {
                    verifySentence(outcome, log);
                    ++numFailed;
                }
                if (!QTest::currentTestFailed()) {
                    verifyOutputs(what, reference, outcome.exitStatus, before);
                }
                if (QTest::currentTestFailed()) {
                    qWarning("BATHYSCOPE_FAULT=%s on %s\n%s", qPrintable(spec),
                             log.faults.isEmpty() ? "nothing" : log.faults.front().constData(),
                             qPrintable(outcome.err));
                    return;
                }
            }
        }
        // A fault that never mattered was on the wrong files.
        const QByteArray name = fault.name;
        QVERIFY2(numFailed > 0 || numCalls == 0 || (name != "read" && name != "write"),
                 "no fault had any effect");
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_Faults.moc"
