// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Environment.h"
#include "core/support/ScratchFile.h"
#include "tests/support/Refusal.h"

#include <QTest>

#include <filesystem>
#include <pwd.h>
#include <unistd.h>

using namespace bathyscope;

namespace fs = std::filesystem;

/// The tests change the environment, each from its beginning.
class TestEnvironment : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        qputenv("HOME", "/a home");
        qunsetenv("XDG_CACHE_HOME");
        qunsetenv("XDG_STATE_HOME");
    }

    void takesHomeFirst()
    {
        QCOMPARE(homeFolder(), fs::path("/a home"));
        QCOMPARE(homeExpanded("~/x"), fs::path("/a home/x"));
        QCOMPARE(homeExpanded("~"), fs::path("/a home"));
        QCOMPARE(homeExpanded("~other/x"), fs::path("~other/x"));
        QCOMPARE(userCacheFolder(), fs::path("/a home/.cache"));
        QCOMPARE(userStateFolder(), fs::path("/a home/.local/state"));
    }

    /// A service or a container may have none: "/.cache" is nobody's cache.
    void asksTheSystemWhereThereIsNoHome_data()
    {
        QTest::addColumn<bool>("isSet");
        QTest::newRow("unset") << false;
        QTest::newRow("empty") << true;
    }

    void asksTheSystemWhereThereIsNoHome()
    {
        QFETCH(const bool, isSet);
        qunsetenv("HOME");
        if (isSet) {
            qputenv("HOME", "");
        }
        const passwd* user = getpwuid(geteuid());
        if (user == nullptr) {
            QCOMPARE(userCacheFolder(), fs::path());
        } else {
            QCOMPARE(homeFolder(), fs::path(user->pw_dir));
            QCOMPARE(userCacheFolder(), fs::path(user->pw_dir) / ".cache");
        }
        qputenv("XDG_CACHE_HOME", "/cache");
        QCOMPARE(userCacheFolder(), fs::path("/cache"));
    }

    void nothingIsBelowNoFolder()
    {
        QCOMPARE(below("/a", "b/c"), fs::path("/a/b/c"));
        QCOMPARE(below({}, "b"), fs::path());
        BATHYSCOPE_VERIFY_REFUSED(
            ScratchFile(10, below({}, "bathyscope")), ErrorKind::FileUnwritable,
            "There is no place for a scratch file|home folder|set HOME or XDG_CACHE_HOME");
    }
};

QTEST_GUILESS_MAIN(TestEnvironment)
#include "tst_Environment.moc"
