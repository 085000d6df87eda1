// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Engine.h"
#include "core/support/Error.h"

#include <QFile>
#include <QTest>

#include <future>

using namespace bathyscope;

namespace {

/// True if a file whose path contains `name` is part of this process.
bool isMapped(const QByteArray& name)
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    return maps.open(QIODevice::ReadOnly) && maps.readAll().contains(name);
}

const std::filesystem::path buildFolder = BATHYSCOPE_BUILD_FOLDER;

} // namespace

class TestEngine : public QObject
{
    Q_OBJECT

private slots:
    void libtorchIsNotThereBeforeTheEngineIsAskedFor();
    void whatIsNoEngineIsToldInOneSentence_data();
    void whatIsNoEngineIsToldInOneSentence();
    void allThreadsGetTheSameEngine();
};

/// The first test: nothing takes libtorch out of a process again.
void TestEngine::libtorchIsNotThereBeforeTheEngineIsAskedFor()
{
    QVERIFY(isMapped("bathyscope_core"));
    QVERIFY(!isMapped("libtorch"));
    QVERIFY(engine().productGigaflops(16, Precision::Float32) > 0);
    QVERIFY(isMapped("libtorch"));
}

void TestEngine::whatIsNoEngineIsToldInOneSentence_data()
{
    QTest::addColumn<QString>("library");
    QTest::addColumn<QString>("expected");

    const QString folder = QString::fromStdString(buildFolder.string());
    QTest::newRow("no file") << folder + QStringLiteral("/core/nothing.so")
                             << QStringLiteral("/core/nothing.so; reinstall Bathyscope.");
    QTest::newRow("no library") << folder + QStringLiteral("/CMakeCache.txt")
                                << QStringLiteral("does not load: ");
    QTest::newRow("another library") << folder + QStringLiteral("/core/libbathyscope_core.so")
                                     << QStringLiteral("libbathyscope_core.so is not Bathyscope's engine");
}

void TestEngine::whatIsNoEngineIsToldInOneSentence()
{
    QFETCH(const QString, library);
    QFETCH(const QString, expected);

    try {
        (void)loadEngine(library.toStdString());
        QFAIL("no engine was loaded as one");
    } catch (const Error& error) {
        QVERIFY2(QString::fromStdString(error.what()).contains(expected), error.what());
    }
}

void TestEngine::allThreadsGetTheSameEngine()
{
    auto other = std::async(std::launch::async, [] { return &engine(); });
    QCOMPARE(other.get(), &engine());
}

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_Engine.moc"
