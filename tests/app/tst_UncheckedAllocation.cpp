// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/UncheckedAllocation.h"

#include <QByteArray>
#include <QTest>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace bathyscope::app;

namespace {

struct Ending
{
    int status = 0; ///< as waitpid() gives it
    QByteArray err;
};

/// How a process ends that writes to `address` while errno is `lastError`.
Ending writeTo(std::uintptr_t address, int lastError)
{
    std::array<int, 2> pipeEnds {};
    if (pipe(pipeEnds.data()) != 0) {
        qFatal("no pipe");
    }
    const pid_t child = fork();
    if (child == 0) {
        constexpr rlimit none {0, 0};
        setrlimit(RLIMIT_CORE, &none);
        dup2(pipeEnds[1], STDERR_FILENO);
        std::signal(SIGSEGV, SIG_DFL); // not QtTest's
        endWithoutMemoryWhereItIsUnchecked();
        errno = lastError;
        *reinterpret_cast<volatile int*>(address) = 1; // NOLINT: that is the fault
        _exit(0);
    }
    close(pipeEnds[1]);
    Ending ending;
    std::array<char, 512> piece {};
    for (ssize_t size = 0; (size = read(pipeEnds[0], piece.data(), piece.size())) > 0;) {
        ending.err.append(piece.data(), size);
    }
    close(pipeEnds[0]);
    waitpid(child, &ending.status, 0);
    return ending;
}

} // namespace

/// A library that uses memory that it did not get.
class TestUncheckedAllocation : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("The address sanitizer ends the program by itself.");
#endif
    }

    void endsWithTheSentenceAboutMemory_data()
    {
        QTest::addColumn<quint64>("address");
        QTest::addRow("null") << quint64 {0};
        QTest::addRow("the second half of a buffer") << quint64 {0x8000};
    }

    void endsWithTheSentenceAboutMemory()
    {
        QFETCH(quint64, address);
        const Ending ending = writeTo(address, ENOMEM);
        QVERIFY(WIFEXITED(ending.status));
        QCOMPARE(WEXITSTATUS(ending.status), 1);
        QCOMPARE(
            ending.err,
            QByteArray("bathyscope: There is not enough memory; try fewer tokens or a smaller model.\n"));
    }

    void anyOtherFaultStaysACrash_data()
    {
        QTest::addColumn<quint64>("address");
        QTest::addColumn<int>("lastError");
        QTest::addRow("no allocation failed") << quint64 {0} << 0;
        QTest::addRow("another error") << quint64 {0} << ENOENT;
        QTest::addRow("a wild pointer") << quint64 {0x4000'0000'0000} << ENOMEM;
    }

    void anyOtherFaultStaysACrash()
    {
        QFETCH(quint64, address);
        QFETCH(int, lastError);
        const Ending ending = writeTo(address, lastError);
        QVERIFY(WIFSIGNALED(ending.status));
        QCOMPARE(WTERMSIG(ending.status), SIGSEGV);
        QCOMPARE(ending.err, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestUncheckedAllocation)
#include "tst_UncheckedAllocation.moc"
