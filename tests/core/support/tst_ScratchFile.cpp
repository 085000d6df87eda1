// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/ScratchFile.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/Refusal.h"
#include "tests/support/TemporaryFolder.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <numeric>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;

namespace fs = std::filesystem;

namespace {

/// Numbers that tell where in a file they belong.
std::vector<std::uint64_t> numbersFrom(std::uint64_t first, std::size_t count)
{
    std::vector<std::uint64_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

/// While it lives a superuser is an ordinary user: a superuser would be refused nothing.
class OrdinaryUser
{
public:
    OrdinaryUser()
    {
        constexpr uid_t nobody = 65534;
        m_isChanged = geteuid() == 0 && seteuid(nobody) == 0;
    }
    ~OrdinaryUser()
    {
        if (m_isChanged && seteuid(0) != 0) {
            std::abort();
        }
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;
    OrdinaryUser(OrdinaryUser&&) = delete;
    OrdinaryUser& operator=(OrdinaryUser&&) = delete;

private:
    bool m_isChanged = false;
};

} // namespace

class TestScratchFile : public QObject
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

    void givesBackWhatWasWrittenAndZerosElsewhere()
    {
        ScratchFile file(1'000'000, folder());
        QCOMPARE(file.numBytes(), std::uint64_t {1'000'000});
        const std::string text = "written past the middle";
        file.write(700'001, std::as_bytes(std::span(text)));
        std::string read(text.size() + 2, 'x');
        file.read(700'000, std::as_writable_bytes(std::span(read)));
        QCOMPARE(read, std::string(1, '\0') + text + std::string(1, '\0'));
        std::array<std::byte, 4> end {};
        end.fill(std::byte {1});
        file.read(1'000'000 - end.size(), end);
        QVERIFY(std::ranges::all_of(end, [](std::byte value) { return value == std::byte {0}; }));
    }

    void createsItsFolderAndHasNoName()
    {
        const fs::path place = folder() / "made" / "for it";
        const ScratchFile file(1 << 20, place);
        QVERIFY(fs::is_empty(place));
    }

    void takesPiecesFromSeveralThreads()
    {
        constexpr std::size_t numThreads = 4;
        constexpr std::size_t numPieces = 100; // a thread
        constexpr std::size_t pieceNumbers = 1000;
        constexpr std::size_t pieceBytes = pieceNumbers * sizeof(std::uint64_t);
        ScratchFile file(numThreads * numPieces * pieceBytes, folder());
        std::array<bool, numThreads> agree {};
        std::vector<std::thread> threads;
        for (std::size_t thread = 0; thread < numThreads; ++thread) {
            threads.emplace_back([&file, &agree, thread] {
                // Neighbouring pieces belong to different threads.
                for (std::size_t i = 0; i < numPieces; ++i) {
                    const std::size_t piece = i * numThreads + thread;
                    const std::vector<std::uint64_t> numbers =
                        numbersFrom(piece * pieceNumbers, pieceNumbers);
                    file.write(piece * pieceBytes, std::as_bytes(std::span(numbers)));
                }
                std::vector<std::uint64_t> read(pieceNumbers);
                agree[thread] = true;
                for (std::size_t i = 0; i < numPieces; ++i) {
                    const std::size_t piece = i * numThreads + thread;
                    file.read(piece * pieceBytes, std::as_writable_bytes(std::span(read)));
                    agree[thread] = agree[thread] && read == numbersFrom(piece * pieceNumbers, pieceNumbers);
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        QCOMPARE(std::ranges::count(agree, true), std::ptrdiff_t {numThreads});
        std::vector<std::uint64_t> whole(numThreads * numPieces * pieceNumbers);
        file.read(0, std::as_writable_bytes(std::span(whole)));
        QVERIFY(whole == numbersFrom(0, whole.size()));
    }

    void leavesNothingWhenTheProcessIsKilled()
    {
        const pid_t child = fork();
        if (child == 0) {
            ScratchFile file(1 << 20, folder());
            file.write(0, std::as_bytes(std::span("half of it")));
            kill(getpid(), SIGKILL);
        }
        QVERIFY(child > 0);
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(WTERMSIG(status), SIGKILL);
        QCOMPARE(m_folder->numFiles(), std::size_t {0});
    }

    void saysWhatIsNeededAndFreeWhereThereIsNoSpace()
    {
        const std::string message = refusal(ErrorKind::FileUnwritable, [this] {
            const ScratchFile file(std::uint64_t {1} << 60U, folder());
        });
        for (const std::string& words :
             {std::string("1152921504.6 GB"), folder().string(), std::string("B are free"),
              std::string("fewer tokens"), std::string("XDG_CACHE_HOME")}) {
            QVERIFY2(message.find(words) != std::string::npos, message.c_str());
        }
    }

    void refusesAtOnceWhatTheSystemWillNotReserve()
    {
        const FileSizeLimit limit(100'000);
        const ScratchFile small(100'000, folder());
        const std::string message =
            refusal(ErrorKind::FileUnwritable, [this] { const ScratchFile file(100'001, folder()); });
        QVERIFY2(message.find("File too large") != std::string::npos, message.c_str());
        QVERIFY2(message.find("fewer tokens") != std::string::npos, message.c_str());
    }

    void namesAFolderThatCannotBeUsed()
    {
        // A file in its place is refused to every user, a superuser included.
        const fs::path place = folder() / "file";
        std::ofstream(place) << "in the way";
        const std::string inFile =
            refusal(ErrorKind::FileUnwritable, [&place] { const ScratchFile file(1, place); });
        QVERIFY2(inFile.find(place.string()) != std::string::npos, inFile.c_str());
        QVERIFY2(inFile.find("that can be written") != std::string::npos, inFile.c_str());

        fs::permissions(folder(), fs::perms::owner_read | fs::perms::owner_exec);
        const std::string inFolder = refusal(ErrorKind::FileUnwritable, [this] {
            const OrdinaryUser user;
            const ScratchFile file(1, folder());
        });
        fs::permissions(folder(), fs::perms::owner_all);
        QVERIFY2(inFolder.find("Permission denied") != std::string::npos, inFolder.c_str());
    }

    void refusesBytesBeyondItsEnd()
    {
        ScratchFile file(10, folder());
        std::array<std::byte, 4> bytes {};
        QVERIFY(refusal(ErrorKind::Internal, [&] { file.write(7, bytes); }).find("10") != std::string::npos);
        QVERIFY(refusal(ErrorKind::Internal, [&] { file.read(11, bytes); }).find("10") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestScratchFile)
#include "tst_ScratchFile.moc"
