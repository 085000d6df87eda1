// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "core/support/Sha256.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace bathyscope;

class TestSha256 : public QObject
{
    Q_OBJECT

private slots:
    /// The examples of FIPS 180-2, appendix B, and the empty text.
    void agreesWithTheStandard_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("expected");
        QTest::newRow("empty") << std::string()
                               << std::string(
                                      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("one block") << std::string(
            "abc") << std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("two blocks")
            << std::string("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
            << std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        QTest::newRow("a million bytes")
            << std::string(1000000, 'a')
            << std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    void agreesWithTheStandard()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, expected);
        QCOMPARE(sha256Of(text), expected);

        Sha256 inPieces;
        const std::span<const char> all(text);
        inPieces.add(std::as_bytes(all.first(all.size() / 3)));
        inPieces.add({});
        inPieces.add(std::as_bytes(all.subspan(all.size() / 3)));
        QCOMPARE(inPieces.hex(), expected);

        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("text")).toStdString();
        std::ofstream(path, std::ios::binary) << text;
        QCOMPARE(sha256OfFile(path), expected);
    }

    void stopsWhenAsked()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("text")).toStdString();
        std::ofstream(path) << "text";
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(sha256OfFile(path, stop.get_token()), std::string());
    }

    void refusesWhatCannotBeRead()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        for (const auto& [place, kind] : {std::pair(path / "absent", ErrorKind::FileMissing),
                                          std::pair(path, ErrorKind::FileUnreadable)}) {
            try {
                (void)sha256OfFile(place);
                QFAIL("nothing was thrown");
            } catch (const Error& error) {
                QCOMPARE(error.kind(), kind);
                QVERIFY(std::string(error.what()).find(place.string()) != std::string::npos);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestSha256)
#include "tst_Sha256.moc"
