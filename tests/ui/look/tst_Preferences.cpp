// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TemporarySettings.h"
#include "ui/look/Preferences.h"

#include <QDir>
#include <QTest>

using namespace bathyscope;
using namespace bathyscope::ui;

class TestPreferences : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings.clear();
    }

    void answersWithDefaultsAtFirst()
    {
        QCOMPARE(Preferences::theme(), ThemeChoice::System);
        QCOMPARE(Preferences::runSettings(), RunSettings {});
        QCOMPARE(Preferences::runSettings().maxTokens, 8192U);
        QCOMPARE(Preferences::folder("text"), QDir::homePath());
        QVERIFY(Preferences::modelName().isEmpty());
        QVERIFY(Preferences::windowState().isEmpty());
    }

    void remembersWhatWasSet()
    {
        const RunSettings choices {
            .maxTokens = 1024,
            .windowLength = 128,
            .splitsDocuments = true,
            .hook = HookPoint::MlpPost,
            .precision = PrecisionChoice::Auto,
            .memoryBytes = 800'000'000,
            .numPermutations = 0,
            .falseDiscoveryRate = 0.01,
            .seed = 7,
            .frequency = {.source = FrequencySource::Table, .table = "/some/counts.csv"},
            .tokenOptions = {.countsLeadingSpace = false, .skipsFirst = true, .skipsNewlines = true},
            .numThreads = 1};
        Preferences::setRunSettings(choices);
        Preferences::setTheme(ThemeChoice::Dark);
        Preferences::setModelName(QStringLiteral("sample-24"));
        Preferences::setFolder("run", QDir::tempPath());
        Preferences::setWindow(QByteArray("geometry"), QByteArray("state"));
        QCOMPARE(Preferences::runSettings(), choices);
        QCOMPARE(Preferences::theme(), ThemeChoice::Dark);
        QCOMPARE(Preferences::modelName(), QStringLiteral("sample-24"));
        QCOMPARE(Preferences::folder("run"), QDir::tempPath());
        QCOMPARE(Preferences::windowGeometry(), QByteArray("geometry"));
        QCOMPARE(Preferences::windowState(), QByteArray("state"));
    }

    void remembersEachFoldByItself()
    {
        QVERIFY(!Preferences::isUnfolded("settings"));
        Preferences::setUnfolded("statistics", true);
        QVERIFY(Preferences::isUnfolded("statistics"));
        QVERIFY(!Preferences::isUnfolded("settings"));
    }

    void remembersFoldersOfModelsByTheirBytes()
    {
        QVERIFY(Preferences::modelFolders().empty());
        const std::filesystem::path odd("/models/na\xc3\xafve \xff");
        Preferences::addModelFolder("/models/one");
        Preferences::addModelFolder(odd);
        Preferences::addModelFolder("/models/one"); // stays where it is
        QVERIFY((Preferences::modelFolders() == std::vector<std::filesystem::path> {"/models/one", odd}));
        Preferences::removeModelFolder("/models/one");
        QVERIFY(Preferences::modelFolders() == std::vector<std::filesystem::path> {odd});
        for (int i = 0; i < 100; ++i) {
            Preferences::addModelFolder("/models/" + std::to_string(i));
        }
        QVERIFY(Preferences::modelFolders().size() <= 20);
        QCOMPARE(Preferences::modelFolders().back(), std::filesystem::path("/models/99"));
        QSettings().setValue(QStringLiteral("run/modelFolders"),
                             QStringList {QString(), QStringLiteral("x")});
        QVERIFY(Preferences::modelFolders().empty());
    }

    void answersNonsenseWithDefaults_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("value");
        QTest::newRow("a word for tokens") << "run/tokens" << QVariant(QStringLiteral("many"));
        QTest::newRow("one token") << "run/tokens" << QVariant(1);
        QTest::newRow("no window") << "run/window" << QVariant(0);
        QTest::newRow("negative threads") << "run/threads" << QVariant(-1);
        QTest::newRow("an unknown hook") << "run/hook" << QVariant(QStringLiteral("mlp.hook_none"));
        QTest::newRow("one permutation") << "statistics/permutations" << QVariant(1);
        QTest::newRow("a negative seed") << "statistics/seed" << QVariant(-1);
        QTest::newRow("no false discoveries") << "statistics/fdr" << QVariant(0.0);
        QTest::newRow("only false discoveries") << "statistics/fdr" << QVariant(1.0);
        QTest::newRow("an unknown frequency")
            << "statistics/frequency" << QVariant(QStringLiteral("guessed"));
        QTest::newRow("an unknown theme") << "window/theme" << QVariant(QStringLiteral("pink"));
    }

    void answersNonsenseWithDefaults()
    {
        QFETCH(const QString, key);
        QFETCH(const QVariant, value);
        QSettings().setValue(key, value);
        QCOMPARE(Preferences::runSettings(), RunSettings {});
        QCOMPARE(Preferences::theme(), ThemeChoice::System);
    }

    void recentRunsAreFewAndDifferent()
    {
        QVERIFY(Preferences::recentRuns().isEmpty());
        for (int i = 0; i < 12; ++i) {
            Preferences::addRecentRun(QStringLiteral("/runs/%1").arg(i));
        }
        QCOMPARE(Preferences::recentRuns().size(), 10);
        QCOMPARE(Preferences::recentRuns().first(), QStringLiteral("/runs/11"));
        Preferences::addRecentRun(QStringLiteral("/runs/5")); // again
        QCOMPARE(Preferences::recentRuns().size(), 10);
        QCOMPARE(Preferences::recentRuns().first(), QStringLiteral("/runs/5"));
        Preferences::removeRecentRun(QStringLiteral("/runs/5"));
        QCOMPARE(Preferences::recentRuns().first(), QStringLiteral("/runs/11"));
        QCOMPARE(Preferences::recentRuns().size(), 9);
        Preferences::clearRecentRuns();
        QVERIFY(Preferences::recentRuns().isEmpty());
    }

    void forgetsFoldersThatAreGone()
    {
        Preferences::setFolder("text", QStringLiteral("/no/such/folder"));
        QCOMPARE(Preferences::folder("text"), QDir::homePath());
    }

private:
    test::TemporarySettings m_settings;
};

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_Preferences.moc"
