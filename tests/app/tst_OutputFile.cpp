// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/OutputFile.h"
#include "app/commands/StandardStreams.h"
#include "app/commands/TemporaryFolder.h"
#include "tests/support/Refusal.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstddef>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace bathyscope;
using namespace bathyscope::app;

namespace fs = std::filesystem;

/// What goes to standard output or a pipe lies in a temporary file first.
class TestOutputFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    fs::path path(const char* name) const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }

private slots:
    void aResultThatCannotBeReadBackIsAnError_data()
    {
        QTest::addColumn<std::string>("name");
        const fs::path pipe = path("pipe");
        QCOMPARE(mkfifo(pipe.c_str(), 0600), 0);
        QTest::newRow("standard output") << std::string("-");
        QTest::newRow("a pipe") << pipe.string();
    }

    void aResultThatCannotBeReadBackIsAnError()
    {
        QFETCH(const std::string, name);
        const int reader = open(path("pipe").c_str(), O_RDONLY | O_NONBLOCK);
        OutputFile out(name); // nothing is written: as unreadable as where the system has no descriptor left
        BATHYSCOPE_VERIFY_REFUSED(out.finish(), ErrorKind::FileUnreadable,
                                  "The result was computed, but " + out.path().string()
                                      + "|cannot be read: No such file or directory|TMPDIR");
        fs::create_directory(out.path()); // open() works, read() fails
        BATHYSCOPE_VERIFY_REFUSED(out.finish(), ErrorKind::FileUnreadable, "cannot be read: Is a directory");
        close(reader);
    }

    void aPipeGetsTheWholeResult()
    {
        const fs::path pipe = path("whole");
        QCOMPARE(mkfifo(pipe.c_str(), 0600), 0);
        const std::string bytes(3'000'000, 'x');
        std::string read;
        std::thread reader([&] {
            std::ifstream file(pipe, std::ios::binary);
            read.assign(std::istreambuf_iterator<char>(file), {});
        });
        OutputFile out(pipe.string());
        std::ofstream(out.path(), std::ios::binary) << bytes;
        out.finish();
        reader.join();
        QVERIFY(read == bytes);
    }

    /// Another program may have set a shared pipe so that it does not block.
    void aPipeThatDoesNotBlockGetsTheWholeResult()
    {
        std::array<int, 2> ends {};
        QCOMPARE(pipe2(ends.data(), O_NONBLOCK), 0);
        const std::string bytes(3'000'000, 'x');
        std::size_t numRead = 0;
        std::thread reader([&] {
            fcntl(ends[0], F_SETFL, 0); // NOLINT(*-vararg): POSIX
            std::array<char, 65'536> buffer {};
            for (ssize_t count = 1; count > 0; numRead += static_cast<std::size_t>(count)) {
                count = ::read(ends[0], buffer.data(), buffer.size());
            }
        });
        writeToDescriptor(ends[1], bytes, "the pipe");
        close(ends[1]);
        reader.join();
        close(ends[0]);
        QCOMPARE(numRead, bytes.size());
    }

    void aFullDeviceIsAnError()
    {
        OutputFile out("/dev/full");
        std::ofstream(out.path()) << "result";
        BATHYSCOPE_VERIFY_REFUSED(out.finish(), ErrorKind::FileUnwritable,
                                  "/dev/full cannot be written: No space left on device");
    }

    void temporaryFilesNeedAFolder()
    {
        qputenv("TMPDIR", "/no/such/folder");
        BATHYSCOPE_VERIFY_REFUSED(OutputFile("-"), ErrorKind::FileUnwritable,
                                  "There is no folder for temporary files|TMPDIR");
        qunsetenv("TMPDIR");
    }
};

QTEST_GUILESS_MAIN(TestOutputFile)
#include "tst_OutputFile.moc"
