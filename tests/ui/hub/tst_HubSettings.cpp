// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TemporaryFolder.h"
#include "ui/hub/HubSettings.h"

#include <QTest>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>

using namespace bathyscope::test;
using namespace bathyscope::ui;

namespace fs = std::filesystem;

using Variables = std::map<std::string, std::string>;
Q_DECLARE_METATYPE(Variables)
Q_DECLARE_METATYPE(std::string)

namespace {

constexpr std::array variables {"HF_HOME",
                                "HF_HUB_CACHE",
                                "HUGGINGFACE_HUB_CACHE",
                                "XDG_CACHE_HOME",
                                "HF_ENDPOINT",
                                "HF_TOKEN",
                                "HUGGING_FACE_HUB_TOKEN",
                                "HF_TOKEN_PATH",
                                "HF_HUB_DISABLE_IMPLICIT_TOKEN",
                                "HF_HUB_OFFLINE",
                                "TRANSFORMERS_OFFLINE"};

void writeFile(const fs::path& path, const std::string& bytes)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

} // namespace

/// Every test has an empty home and none of the variables; "~" in what a row says is that home.
class TestHubSettings : public QObject
{
    Q_OBJECT

private:
    std::optional<TemporaryFolder> m_home;

    void set(const Variables& wanted) const
    {
        for (const auto& [name, value] : wanted) {
            qputenv(name.c_str(), QByteArray::fromStdString(value));
        }
    }

private slots:
    void init()
    {
        m_home.emplace();
        for (const char* variable : variables) {
            qunsetenv(variable);
        }
        qputenv("HOME", QByteArray::fromStdString(m_home->path().string()));
    }

    void theCacheIsWhereOtherToolsLook_data()
    {
        QTest::addColumn<Variables>("variables");
        QTest::addColumn<std::string>("cache");
        QTest::newRow("nothing set") << Variables {} << std::string("~/.cache/huggingface/hub");
        QTest::newRow("XDG_CACHE_HOME")
            << Variables {{"XDG_CACHE_HOME", "/xdg"}} << std::string("/xdg/huggingface/hub");
        QTest::newRow("HF_HOME") << Variables {{"XDG_CACHE_HOME", "/xdg"}, {"HF_HOME", "/hf"}}
                                 << std::string("/hf/hub");
        QTest::newRow("HF_HOME in the home")
            << Variables {{"HF_HOME", "~/models"}} << std::string("~/models/hub");
        QTest::newRow("HUGGINGFACE_HUB_CACHE")
            << Variables {{"HF_HOME", "/hf"}, {"HUGGINGFACE_HUB_CACHE", "/old"}} << std::string("/old");
        QTest::newRow("HF_HUB_CACHE")
            << Variables {{"HF_HOME", "/hf"}, {"HUGGINGFACE_HUB_CACHE", "/old"}, {"HF_HUB_CACHE", "~/hub"}}
            << std::string("~/hub");
        QTest::newRow("empty ones do not count")
            << Variables {{"HF_HUB_CACHE", ""}, {"HF_HOME", ""}, {"XDG_CACHE_HOME", ""}}
            << std::string("~/.cache/huggingface/hub");
    }

    void theCacheIsWhereOtherToolsLook()
    {
        QFETCH(const Variables, variables);
        QFETCH(const std::string, cache);
        set(variables);
        const fs::path expected = cache.starts_with('~') ? m_home->path() / cache.substr(2) : fs::path(cache);
        QCOMPARE(HubSettings::fromEnvironment().cache, expected);
    }

    void theEndpointHasNoSlashAtItsEnd_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QString>("endpoint");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("https://huggingface.co");
        QTest::newRow("blank") << QByteArray("  ") << QStringLiteral("https://huggingface.co");
        QTest::newRow("mirror") << QByteArray("https://mirror.example")
                                << QStringLiteral("https://mirror.example");
        QTest::newRow("slashes and blanks") << QByteArray(" http://mirror.example:8080/hf// ")
                                            << QStringLiteral("http://mirror.example:8080/hf");
    }

    void theEndpointHasNoSlashAtItsEnd()
    {
        QFETCH(const QByteArray, given);
        QFETCH(const QString, endpoint);
        qputenv("HF_ENDPOINT", given);
        QCOMPARE(HubSettings::fromEnvironment().endpoint, endpoint);
    }

    void theTokenIsTheUsers_data()
    {
        QTest::addColumn<Variables>("variables");
        QTest::addColumn<Variables>("files");
        QTest::addColumn<QByteArray>("token");
        const Variables standard {{".cache/huggingface/token", "from-file\n"}};
        QTest::newRow("none") << Variables {} << Variables {} << QByteArray();
        QTest::newRow("HF_TOKEN") << Variables {{"HF_TOKEN", " secret\n"}} << standard
                                  << QByteArray("secret");
        QTest::newRow("its older name")
            << Variables {{"HUGGING_FACE_HUB_TOKEN", "older"}} << standard << QByteArray("older");
        QTest::newRow("HF_TOKEN before its older name")
            << Variables {{"HF_TOKEN", "secret"}, {"HUGGING_FACE_HUB_TOKEN", "older"}} << Variables {}
            << QByteArray("secret");
        QTest::newRow("the file of a log-in") << Variables {} << standard << QByteArray("from-file");
        QTest::newRow("the file in HF_HOME")
            << Variables {{"HF_HOME", "~/hf"}} << Variables {{"hf/token", "other"}} << QByteArray("other");
        QTest::newRow("HF_TOKEN_PATH") << Variables {{"HF_TOKEN_PATH", "~/my-token"}}
                                       << Variables {{"my-token", "mine"}} << QByteArray("mine");
        QTest::newRow("a missing HF_TOKEN_PATH")
            << Variables {{"HF_TOKEN_PATH", "~/my-token"}} << standard << QByteArray();
        QTest::newRow("not by itself")
            << Variables {{"HF_HUB_DISABLE_IMPLICIT_TOKEN", "1"}} << standard << QByteArray();
        QTest::newRow("not by itself, but when said")
            << Variables {{"HF_HUB_DISABLE_IMPLICIT_TOKEN", "1"}, {"HF_TOKEN", "secret"}} << standard
            << QByteArray("secret");
        QTest::newRow("two lines are none")
            << Variables {} << Variables {{".cache/huggingface/token", "a\nHost: b"}} << QByteArray();
        QTest::newRow("a large file is none")
            << Variables {} << Variables {{".cache/huggingface/token", std::string(10'001, 'a')}}
            << QByteArray();
    }

    void theTokenIsTheUsers()
    {
        QFETCH(const Variables, variables);
        QFETCH(const Variables, files);
        QFETCH(const QByteArray, token);
        set(variables);
        for (const auto& [name, bytes] : files) {
            writeFile(m_home->path() / name, bytes);
        }
        QCOMPARE(HubSettings::fromEnvironment().token, token);
    }

    void offlineIsWhatPeopleMean_data()
    {
        QTest::addColumn<QByteArray>("variable");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isOffline");
        for (const char* variable : {"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"}) {
            for (const char* yes : {"1", "ON", "Yes", "true"}) {
                QTest::addRow("%s=%s", variable, yes) << QByteArray(variable) << QByteArray(yes) << true;
            }
            for (const char* no : {"", "0", "off", "no", "false"}) {
                QTest::addRow("%s=%s", variable, no) << QByteArray(variable) << QByteArray(no) << false;
            }
        }
    }

    void offlineIsWhatPeopleMean()
    {
        QFETCH(const QByteArray, variable);
        QFETCH(const QByteArray, value);
        QFETCH(const bool, isOffline);
        qputenv(variable.constData(), value);
        QCOMPARE(HubSettings::fromEnvironment().isOffline, isOffline);
    }
};

QTEST_GUILESS_MAIN(TestHubSettings)
#include "tst_HubSettings.moc"
