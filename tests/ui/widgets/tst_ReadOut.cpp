// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ReadOut.h"

#include <QTest>

using namespace bathyscope::ui;

namespace {

const QString sentence = QStringLiteral("Layer 4 · r −0.100 to −0.080: 12 neurons, density 0.234 · of 512 "
                                        "neurons: median r −0.123, interquartile range 0.246");

} // namespace

class TestReadOut : public QObject
{
    Q_OBJECT

private slots:
    void showsAllWhereItFits()
    {
        ReadOut readOut;
        readOut.setReading(sentence);
        readOut.resize(3000, readOut.sizeHint().height());
        readOut.show();
        QTRY_COMPARE(readOut.text(), sentence);
        QVERIFY(readOut.toolTip().isEmpty());
    }

    void breaksBetweenWordsWhereTwoLinesAreEnough()
    {
        ReadOut readOut;
        readOut.show();
        const int needed = readOut.fontMetrics().horizontalAdvance(sentence);
        readOut.resize(needed * 2 / 3, readOut.sizeHint().height());
        readOut.setReading(sentence);
        QCOMPARE(readOut.text().split(QLatin1Char('\n')).join(QLatin1Char(' ')), sentence);
        QCOMPARE(readOut.text().count(QLatin1Char('\n')), 1);
        QVERIFY(readOut.toolTip().isEmpty());
    }

    void endsInAnEllipsisWhereTheyAreNot()
    {
        ReadOut readOut;
        readOut.setReading(sentence);
        readOut.show();
        const int needed = readOut.fontMetrics().horizontalAdvance(sentence);
        for (const int share : {3, 5, 8}) {
            readOut.resize(needed / share, readOut.sizeHint().height());
            QTRY_VERIFY(readOut.text().endsWith(QStringLiteral("…")));
            QCOMPARE(readOut.reading(), sentence);
            QCOMPARE(readOut.toolTip(), sentence);
            for (const QString& line : readOut.text().split(QLatin1Char('\n'))) {
                QVERIFY2(readOut.fontMetrics().horizontalAdvance(line) <= readOut.contentsRect().width(),
                         qPrintable(line));
            }
        }
    }

    void keepsItsHeightWhateverItSays()
    {
        ReadOut readOut;
        const int height = readOut.sizeHint().height();
        readOut.setReading(sentence);
        QCOMPARE(readOut.sizeHint().height(), height);
        QVERIFY(height >= 2 * readOut.fontMetrics().height());
        QCOMPARE(readOut.sizeHint().width(), 0);
    }
};

QTEST_MAIN(TestReadOut)
#include "tst_ReadOut.moc"
