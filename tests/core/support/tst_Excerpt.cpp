// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Excerpt.h"

#include <QTest>

using namespace bathyscope;

class TestExcerpt : public QObject
{
    Q_OBJECT

private slots:
    void fitsTextIntoAMessage_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("expected");
        QTest::newRow("plain") << std::string("wte.weight") << std::string("\"wte.weight\"");
        QTest::newRow("empty") << std::string() << std::string("\"\"");
        QTest::newRow("Vietnamese") << std::string("độ dài") << std::string("\"độ dài\"");
        QTest::newRow("control characters") << std::string("a\n\x1B[31m\x7F") << std::string("\"a␊␛[31m␡\"");
        QTest::newRow("quotes") << std::string("a\"b") << std::string("\"a'b\"");
        QTest::newRow("80 bytes") << std::string(80, 'x') << std::string("\"") + std::string(80, 'x') + "\"";
        QTest::newRow("81 bytes") << std::string(81, 'x') << std::string("\"") + std::string(77, 'x') + "…\"";
        QTest::newRow("cut between characters")
            << std::string(76, 'x') + "ộộ" << std::string("\"") + std::string(76, 'x') + "…\"";
        QTest::newRow("bytes that are no UTF-8")
            << std::string("a\x80\xFF") << std::string("\"a\\x80\\xFF\"");
    }

    void fitsTextIntoAMessage()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, expected);
        QCOMPARE(excerpt(text), expected);
    }
};

QTEST_GUILESS_MAIN(TestExcerpt)
#include "tst_Excerpt.moc"
