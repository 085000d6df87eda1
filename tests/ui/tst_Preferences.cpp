// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TemporarySettings.h"
#include "ui/Preferences.h"

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
        QCOMPARE(Preferences::runChoices(), RunChoices {});
        QCOMPARE(Preferences::runChoices().maxTokens, 8192U);
        QCOMPARE(Preferences::folder("text"), QDir::homePath());
        QVERIFY(Preferences::modelName().isEmpty());
        QVERIFY(Preferences::windowState().isEmpty());
    }

    void remembersWhatWasSet()
    {
        const RunChoices choices {
            .maxTokens = 1024, .windowLength = 128, .hook = HookPoint::MlpPost, .numThreads = 1};
        Preferences::setRunChoices(choices);
        Preferences::setTheme(ThemeChoice::Dark);
        Preferences::setModelName(QStringLiteral("sample-24"));
        Preferences::setFolder("run", QDir::tempPath());
        Preferences::setWindow(QByteArray("geometry"), QByteArray("state"));
        QCOMPARE(Preferences::runChoices(), choices);
        QCOMPARE(Preferences::theme(), ThemeChoice::Dark);
        QCOMPARE(Preferences::modelName(), QStringLiteral("sample-24"));
        QCOMPARE(Preferences::folder("run"), QDir::tempPath());
        QCOMPARE(Preferences::windowGeometry(), QByteArray("geometry"));
        QCOMPARE(Preferences::windowState(), QByteArray("state"));
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
        QTest::newRow("an unknown theme") << "window/theme" << QVariant(QStringLiteral("pink"));
    }

    void answersNonsenseWithDefaults()
    {
        QFETCH(const QString, key);
        QFETCH(const QVariant, value);
        QSettings().setValue(key, value);
        QCOMPARE(Preferences::runChoices(), RunChoices {});
        QCOMPARE(Preferences::theme(), ThemeChoice::System);
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
