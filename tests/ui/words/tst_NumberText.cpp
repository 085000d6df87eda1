// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/NumberText.h"

#include <QLocale>
#include <QTest>

#include <limits>

using namespace bathyscope::ui;

class TestNumberText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
    }

    void whatIsNotDefinedIsADash()
    {
        for (const double value :
             {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
            QCOMPARE(fixedText(value, 2), QStringLiteral("–"));
            QCOMPARE(shortText(value, 2), QStringLiteral("–"));
            QCOMPARE(shareText(value), QStringLiteral("–"));
        }
        QCOMPARE(fixedText(-0.05, 2), QStringLiteral("−0.05"));
    }

    void sharesArePercentages()
    {
        QCOMPARE(shareText(0), QStringLiteral("0 %"));
        QCOMPARE(shareText(0.517), QStringLiteral("52 %"));
        QCOMPARE(shareText(0.125), QStringLiteral("13 %")); // as one rounds by hand
        QCOMPARE(shareText(0.517, 1), QStringLiteral("51.7 %"));
    }

    void bytesAreInPowersOfTen()
    {
        QCOMPARE(bytesText(800'000'000, 0), QStringLiteral("800 MB"));
        QCOMPARE(bytesText(5'318'000'000, 1), QStringLiteral("5.3 GB"));
    }
};

QTEST_GUILESS_MAIN(TestNumberText)
#include "tst_NumberText.moc"
