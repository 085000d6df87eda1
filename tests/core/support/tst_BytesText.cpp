// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/BytesText.h"

#include <QTest>

using namespace bathyscope;

class TestBytesText : public QObject
{
    Q_OBJECT

private slots:
    void hasTheLargerUnitFromOneGigabyteOn()
    {
        QCOMPARE(bytesText(0), std::string("0 MB"));
        QCOMPARE(bytesText(512'400'000), std::string("512 MB"));
        QCOMPARE(bytesText(999'400'000), std::string("999 MB"));
        QCOMPARE(bytesText(999'600'000), std::string("1.0 GB")); // and not 1000 MB
        QCOMPARE(bytesText(12'340'000'000), std::string("12.3 GB"));
    }

    void hasTheDecimalsThatAreAskedFor()
    {
        QCOMPARE(bytesText(2'260'000, 1), std::string("2.3 MB"));
        QCOMPARE(bytesText(5'318'000'000, 1, 2), std::string("5.32 GB"));
    }
};

QTEST_GUILESS_MAIN(TestBytesText)
#include "tst_BytesText.moc"
