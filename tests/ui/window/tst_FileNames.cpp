// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "ui/runs/RunFailure.h"
#include "ui/window/FileNames.h"
#include "ui/words/ShownPath.h"

#include <QTest>
#include <QUrl>

#include <filesystem>

using namespace bathyscope;
using namespace bathyscope::ui;

class TestFileNames : public QObject
{
    Q_OBJECT

private slots:
    /// As file managers put the addresses of files on the clipboard and into what is dropped.
    void aDroppedFileKeepsItsBytes_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("plain") << QByteArray("file:///tmp/a%20b.txt") << QByteArray("/tmp/a b.txt");
        QTest::newRow("UTF-8") << QByteArray("file:///tmp/b%C3%A9.txt") << QByteArray("/tmp/b\xC3\xA9.txt");
        QTest::newRow("no UTF-8") << QByteArray("file:///tmp/caf%E9.txt") << QByteArray("/tmp/caf\xE9.txt");
        QTest::newRow("both") << QByteArray("file:///tmp/%C3%A9%E9/%25E9")
                              << QByteArray("/tmp/\xC3\xA9\xE9/%E9");
    }

    void aDroppedFileKeepsItsBytes()
    {
        QFETCH(const QByteArray, url);
        QFETCH(const QByteArray, path);
        QCOMPARE(QByteArray::fromStdString(pathOf(QUrl::fromEncoded(url)).native()), path);
        QCOMPARE(pathOf(QUrl::fromLocalFile(QStringLiteral("/tmp/%E9 ü.txt"))),
                 std::filesystem::path("/tmp/%E9 ü.txt"));
    }

    void aNameThatIsNoTextIsSpelledOut()
    {
        QCOMPARE(shownPath("/tmp/caf\xE9.txt"), QStringLiteral("/tmp/caf\\xE9.txt"));
        QVERIFY(!isText("/tmp/caf\xE9.txt"));
        QCOMPARE(shownPath("/tmp/ü.txt"), QStringLiteral("/tmp/ü.txt"));
        QVERIFY(isText("/tmp/ü.txt"));
    }

    /// What a file dialog gives for such a name is that of no file.
    void theDialogsSayWhatTheyCannotName()
    {
        const auto detail = [](ErrorKind kind, const std::string& message) {
            try {
                throw Error(kind, message);
            } catch (...) {
                return currentFailure().detail;
            }
        };
        QVERIFY(detail(ErrorKind::FileMissing, "The file /tmp/caf\uFFFD.txt does not exist.")
                    .contains(QStringLiteral("drop it onto the window, rename it, or use the command line")));
        QVERIFY(!detail(ErrorKind::FileMissing, "The file /tmp/caf.txt does not exist.")
                     .contains(QStringLiteral("drop")));
    }
};

QTEST_GUILESS_MAIN(TestFileNames)
#include "tst_FileNames.moc"
