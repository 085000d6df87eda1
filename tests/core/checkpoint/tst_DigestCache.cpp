// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/DigestCache.h"
#include "core/support/Error.h"
#include "core/support/Sha256.h"
#include "tests/core/checkpoint/CheckpointFiles.h"
#include "tests/support/TestData.h"

#include <QTemporaryDir>
#include <QTest>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/stat.h>

using namespace bathyscope;
using namespace bathyscope::test;

namespace fs = std::filesystem;

/// What the cache says is recognised by writing a digest of our own into it.
class TestDigestCache : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    fs::path m_cache;

    [[nodiscard]] fs::path at(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

    [[nodiscard]] std::string cacheText() const
    {
        std::ifstream file(m_cache);
        std::stringstream text;
        text << file.rdbuf();
        return text.str();
    }

    /// Puts other digits in the place of a digest in the cache.
    void forge(const std::string& digest, const std::string& forged) const
    {
        std::string text = cacheText();
        const std::size_t place = text.find(digest);
        QVERIFY(place != std::string::npos);
        writeFile(m_cache, text.replace(place, digest.size(), forged));
    }

private slots:
    void init()
    {
        m_cache = at("cache/digests.json");
        fs::remove_all(m_cache.parent_path());
    }

    void readsAFileOnceOnly()
    {
        const fs::path file = testData("tiny-gpt-neo/model.safetensors"); // older than two seconds
        const std::string digest = rememberedSha256(file, m_cache);
        QCOMPARE(digest, sha256OfFile(file));
        const std::string forged(64, 'f');
        forge(digest, forged);
        QCOMPARE(rememberedSha256(file, m_cache), forged);
    }

    void readsAChangedFileAgain()
    {
        const fs::path file = at("weights");
        writeFile(file, "one");
        constexpr std::time_t aMinute = 60;
        const WallClock later = [](std::time_t* /*result*/) { return std::time(nullptr) + aMinute; };
        const std::string digest = rememberedSha256(file, m_cache, {}, later);
        QVERIFY(cacheText().find(digest) != std::string::npos);
        writeFile(file, "two"); // of the same size
        fs::last_write_time(file, fs::last_write_time(testData("tiny-gpt-neo/config.json")));
        QCOMPARE(rememberedSha256(file, m_cache), sha256Of("two"));
    }

    void doesNotRememberAFileThatHasJustChanged()
    {
        const fs::path file = at("fresh");
        writeFile(file, "one");
        QCOMPARE(rememberedSha256(file, m_cache), sha256Of("one"));
        QVERIFY(!fs::exists(m_cache));
        struct stat status = {};
        QCOMPARE(stat(file.c_str(), &status), 0);
        static std::time_t now;
        now = status.st_ctim.tv_sec + 2;
        const WallClock clock = [](std::time_t* /*result*/) { return now; };
        QCOMPARE(rememberedSha256(file, m_cache, {}, clock), sha256Of("one"));
        QVERIFY(!fs::exists(m_cache));
        ++now;
        QCOMPARE(rememberedSha256(file, m_cache, {}, clock), sha256Of("one"));
        QVERIFY(fs::exists(m_cache));
    }

    void replacesADamagedCache()
    {
        const fs::path file = testData("tiny-gpt-neo/model.safetensors");
        for (const char* text : {"", "{", "[1]", "{\"x\": 3}"}) {
            fs::create_directories(m_cache.parent_path());
            writeFile(m_cache, text);
            const std::string digest = rememberedSha256(file, m_cache);
            QCOMPARE(digest, sha256OfFile(file));
            QVERIFY(cacheText().find(digest) != std::string::npos);
        }
    }

    void worksWhereNothingCanBeRemembered()
    {
        const fs::path file = testData("tiny-gpt-neo/model.safetensors");
        QCOMPARE(rememberedSha256(file, "/dev/null/digests.json"), sha256OfFile(file));
    }

    void refusesAMissingFile()
    {
        BATHYSCOPE_VERIFY_REFUSED((void)rememberedSha256(at("none"), m_cache), ErrorKind::FileMissing,
                                  "none");
    }
};

QTEST_GUILESS_MAIN(TestDigestCache)
#include "tst_DigestCache.moc"
