// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/Program.h"
#include "tests/support/ScriptedHub.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <array>
#include <csignal>
#include <optional>

using namespace bathyscope::test;

namespace {

constexpr const char* weights = "model.safetensors";

} // namespace

/// The program itself, against a hub on this machine.
class TestCliFetch : public QObject
{
    Q_OBJECT

private:
    std::optional<ScriptedHub> m_hub;
    std::optional<Scratch> m_scratch;

    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HF_ENDPOINT"), m_hub->endpoint());
        environment.insert(QStringLiteral("HF_HUB_CACHE"), m_scratch->path("hub"));
        environment.insert(QStringLiteral("HF_TOKEN"), QStringLiteral("secret"));
        for (const char* variable : {"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "http_proxy", "HTTP_PROXY"}) {
            environment.remove(QString::fromLatin1(variable));
        }
        return environment;
    }

    [[nodiscard]] Outcome run(const char* arguments) const
    {
        return runProgram(words(arguments), {}, environment());
    }

    [[nodiscard]] QString partial() const
    {
        return m_scratch->path("hub/models--org--tiny/blobs/") + QString::fromStdString(m_hub->etag(weights))
            + QStringLiteral(".incomplete");
    }

    /// The storage sends so much of the weights and then nothing more until the hub's script is taken away.
    void stallAfter(qsizetype numBytes)
    {
        m_hub->setScript({}, [content = m_hub->content(weights), numBytes](const SeenRequest& request) {
            ScriptedAnswer answer = ScriptedHub::rangeOf(content, request);
            answer.cutAfter = numBytes;
            answer.stallsAfterCut = true;
            return answer;
        });
    }

    /// Starts the program and kills it with that signal when a part of the weights has come.
    [[nodiscard]] Outcome fetchUntilKilled(int signal)
    {
        stallAfter(300'000);
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(BATHYSCOPE_PROGRAM), words("fetch org/tiny"));
        const bool hasCome = QTest::qWaitFor([&] { return QFileInfo(partial()).size() >= 300'000; }, 30'000);
        kill(static_cast<pid_t>(process.processId()), signal);
        Outcome outcome = waitFor(process);
        if (!hasCome) {
            outcome.err += QStringLiteral("(nothing has come)");
        }
        m_hub->setScript({});
        m_hub->forgetRequests();
        return outcome;
    }

    void verifyGoesOn() const
    {
        const Outcome again = run("fetch org/tiny");
        QVERIFY2(again.exitStatus == 0, qPrintable(again.err));
        QVERIFY(m_hub->storageRequests().at(0).header("range").startsWith("bytes=300"));
        QVERIFY(!QFile::exists(partial()));
        QFile file(QString::fromUtf8(again.out.trimmed()) + QStringLiteral("/model.safetensors"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), m_hub->content(weights));
    }

private slots:
    void init()
    {
        m_hub.emplace();
        m_hub->addTinyModel();
        m_scratch.emplace();
    }

    void fetchesAndUsesAModel()
    {
        const Outcome fetched = run("fetch org/tiny");
        QVERIFY2(fetched.exitStatus == 0, qPrintable(fetched.err));
        const QByteArray folder = fetched.out.trimmed();
        const QByteArray end = QByteArray("models--org--tiny/snapshots/") + ScriptedHub::commit;
        QVERIFY(folder.endsWith(end));
        QVERIFY2(fetched.err.contains(QStringLiteral("model.safetensors")), qPrintable(fetched.err));
        QVERIFY2(fetched.err.contains(QStringLiteral("org/tiny is here and checked; 0.5 MB were fetched.")),
                 qPrintable(fetched.err));
        QVERIFY(!fetched.err.contains(QStringLiteral("secret")));

        const Outcome models = run("models");
        QVERIFY2(models.out.contains("org/tiny"), models.out.constData());
        QVERIFY(models.out.contains(folder));
        const Outcome info = run("info org/tiny");
        QVERIFY2(info.exitStatus == 0 && info.out.contains(folder), qPrintable(info.err));

        const Outcome again = run("fetch org/tiny");
        QCOMPARE(again.exitStatus, 0);
        QCOMPARE(again.out.trimmed(), folder);
        QVERIFY2(again.err.contains(QStringLiteral("is here already")), qPrintable(again.err));
        QVERIFY(run("fetch org/tiny --quiet").err.isEmpty());
    }

    void saysWhatWentWrongInOneLine()
    {
        const Outcome unknown = run("fetch org/nothing");
        QCOMPARE(unknown.exitStatus, 1);
        QVERIFY(unknown.out.isEmpty());
        QVERIFY2(unknown.err.contains(QStringLiteral("token for org/nothing"))
                     && unknown.err.count(QLatin1Char('\n')) == 1,
                 qPrintable(unknown.err));
        const Outcome name = run("fetch gpt-5");
        QCOMPARE(name.exitStatus, 1);
        QVERIFY2(name.err.contains(QStringLiteral("\"gpt-5\" is neither")), qPrintable(name.err));
        QCOMPARE(run("fetch").exitStatus, 2);
        QVERIFY(!QFile::exists(m_scratch->path("hub")));
    }

    void asksNothingOffline()
    {
        QProcessEnvironment offline = environment();
        offline.insert(QStringLiteral("HF_HUB_OFFLINE"), QStringLiteral("1"));
        const Outcome outcome = runProgram(words("fetch org/tiny"), {}, offline);
        QCOMPARE(outcome.exitStatus, 1);
        QVERIFY2(outcome.err.contains(QStringLiteral("HF_HUB_OFFLINE")), qPrintable(outcome.err));
        QVERIFY(m_hub->hubRequests().empty());
    }

    void goesOnAfterAnInterrupt()
    {
        const Outcome stopped = fetchUntilKilled(SIGINT);
        QVERIFY2(stopped.exitStatus == 130, qPrintable(stopped.err));
        QVERIFY2(stopped.err.contains(QStringLiteral("'bathyscope fetch org/tiny' goes on from here")),
                 qPrintable(stopped.err));
        verifyGoesOn();
    }

    void goesOnAfterACrash()
    {
        QCOMPARE(fetchUntilKilled(SIGKILL).exitStatus, -1);
        verifyGoesOn();
    }

    void twoProgramsFetchEverythingOnce()
    {
        std::array<QProcess, 2> programs;
        for (QProcess& program : programs) {
            program.setProcessEnvironment(environment());
            program.start(QStringLiteral(BATHYSCOPE_PROGRAM), words("fetch org/tiny"));
        }
        for (QProcess& program : programs) {
            const Outcome outcome = waitFor(program);
            QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
        }
        QCOMPARE(m_hub->storageRequests().size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestCliFetch)
#include "tst_CliFetch.moc"
