// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/AtomicFile.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/Refusal.h"
#include "tests/support/TemporaryFolder.h"

#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace bathyscope;
using namespace bathyscope::test;

namespace fs = std::filesystem;

namespace {

std::string contentOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

mode_t permissionsOf(const fs::path& path)
{
    struct stat status = {};
    stat(path.c_str(), &status);
    return status.st_mode & 07777U;
}

} // namespace

class TestAtomicFile : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TemporaryFolder> m_folder;

    fs::path folder() const
    {
        return m_folder->path();
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<TemporaryFolder>();
    }

    void putsTheWholeFileInPlaceAtOnce()
    {
        const fs::path target = folder() / "run";
        std::ofstream(target) << "old";
        {
            AtomicFile file(target);
            file.write("new ");
            file.write("content");
            QCOMPARE(file.bytesWritten(), std::uint64_t {11});
            QCOMPARE(contentOf(target), std::string("old"));
            file.commit();
        }
        QCOMPARE(contentOf(target), std::string("new content"));
        QCOMPARE(m_folder->numFiles(), std::size_t {1});
    }

    void leavesNothingWithoutCommit()
    {
        const fs::path target = folder() / "run";
        {
            AtomicFile file(target);
            file.write("new");
        }
        QCOMPARE(m_folder->numFiles(), std::size_t {0});
        std::ofstream(target) << "old";
        {
            AtomicFile file(target);
            file.write("new");
        }
        QCOMPARE(contentOf(target), std::string("old"));
        QCOMPARE(m_folder->numFiles(), std::size_t {1});
    }

    void leavesNothingWhenTheProcessIsKilled()
    {
        // Asked of the file system itself: where it has no nameless files, one with a name stays behind,
        // hidden and replaced by the next process of that number.
        const int nameless = open(folder().c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
        const std::size_t numLeft = nameless < 0 ? 1 : 0;
        close(nameless);
        const pid_t child = fork();
        if (child == 0) {
            AtomicFile file(folder() / "run");
            file.write("half of it");
            kill(getpid(), SIGKILL);
        }
        QVERIFY(child > 0);
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(m_folder->numFiles(), numLeft);
        QVERIFY(!fs::exists(folder() / "run"));
    }

    void keepsTheOldFileWhenTheDiskIsFull()
    {
        const fs::path target = folder() / "run";
        std::ofstream(target) << "old";
        std::string message;
        {
            const FileSizeLimit limit(100'000);
            message = refusal(ErrorKind::FileUnwritable, [&] {
                AtomicFile file(target);
                const std::string piece(30'000, 'x');
                for (int i = 0; i < 10; ++i) {
                    file.write(piece);
                }
                file.commit();
            });
        }
        QVERIFY2(message.find(target.string()) != std::string::npos, message.c_str());
        QVERIFY2(message.find("half-written") != std::string::npos, message.c_str());
        QCOMPARE(contentOf(target), std::string("old"));
        QCOMPARE(m_folder->numFiles(), std::size_t {1});
    }

    void saysThatTheDiskIsFull()
    {
        QVERIFY(fs::exists("/dev/full")); // as on every Linux
        const std::string message = refusal(ErrorKind::FileUnwritable, [] {
            AtomicFile file("/dev/full");
            file.write("x");
        });
        QVERIFY2(message.find("/dev/full") != std::string::npos, message.c_str());
        QVERIFY2(message.find("No space left") != std::string::npos, message.c_str());
    }

    void writesThroughToADevice()
    {
        AtomicFile file("/dev/null");
        file.write("x");
        file.commit();
        QVERIFY(fs::is_character_file("/dev/null"));
    }

    void refusesPlacesThatCannotBeWritten_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<std::string>("words");
        QTest::newRow("missing folder")
            << std::string("absent/run") << std::string("Create the folder first");
        QTest::newRow("a folder") << std::string("sub") << std::string("directory");
        QTest::newRow("below a file") << std::string("file/run") << std::string("Not a directory");
        QTest::newRow("loop of links") << std::string("loop") << std::string("symbolic links");
    }

    void refusesPlacesThatCannotBeWritten()
    {
        QFETCH(std::string, name);
        QFETCH(std::string, words);
        fs::create_directory(folder() / "sub");
        std::ofstream(folder() / "file") << "x";
        fs::create_symlink("loop", folder() / "loop");
        const std::string message = refusal(ErrorKind::FileUnwritable, [&] {
            AtomicFile file(folder() / name);
            file.commit();
        });
        QVERIFY2(message.find((folder() / name).string()) != std::string::npos, message.c_str());
        QVERIFY2(message.find(words) != std::string::npos, message.c_str());
        QCOMPARE(m_folder->numFiles(), std::size_t {3});
    }

    void followsLinksAndKeepsThem()
    {
        fs::create_directory(folder() / "sub");
        fs::create_symlink("sub/run", folder() / "relative"); // to nothing yet
        fs::create_symlink(folder() / "relative", folder() / "link");
        for (const char* content : {"first", "second"}) {
            AtomicFile file(folder() / "link");
            file.write(content);
            file.commit();
            QCOMPARE(contentOf(folder() / "sub/run"), std::string(content));
            QVERIFY(fs::is_symlink(folder() / "link"));
            QVERIFY(fs::is_symlink(folder() / "relative"));
        }
    }

    void givesUsualPermissionsAndKeepsThoseOfTheOldFile()
    {
        const fs::path target = folder() / "run";
        std::ofstream(folder() / "usual") << "x";
        AtomicFile(target).commit();
        QCOMPARE(permissionsOf(target), permissionsOf(folder() / "usual"));
        chmod(target.c_str(), 0640);
        AtomicFile(target).commit();
        QCOMPARE(permissionsOf(target), mode_t {0640});
    }

    void writesBesideTheProgramWhereNoFolderIsNamed()
    {
        const fs::path previous = fs::current_path();
        fs::current_path(folder());
        AtomicFile file("run");
        file.write("x");
        file.commit();
        fs::current_path(previous);
        QCOMPARE(contentOf(folder() / "run"), std::string("x"));
    }

    void takesNamesOfFullLength()
    {
        const fs::path target = folder() / std::string(255, 'n');
        AtomicFile file(target);
        file.write("x");
        file.commit();
        QCOMPARE(contentOf(target), std::string("x"));
    }

    void twoWritersOfOneFileDoNotMix()
    {
        const fs::path target = folder() / "run";
        AtomicFile first(target);
        AtomicFile second(target);
        first.write("first");
        second.write("second");
        first.commit();
        QCOMPARE(contentOf(target), std::string("first"));
        second.commit();
        QCOMPARE(contentOf(target), std::string("second"));
        QCOMPARE(m_folder->numFiles(), std::size_t {1});
    }
};

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "tst_AtomicFile.moc"
