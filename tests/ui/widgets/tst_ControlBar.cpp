// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ControlBar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLayout>
#include <QSpinBox>
#include <QTest>

#include <set>

using namespace bathyscope::ui;

namespace {

/// A bar with four controls and a box.
struct Bench
{
    Bench()
    {
        for (const char* label : {"&One:", "T&wo:", "Thr&ee:"}) {
            bar.addControl(QString::fromLatin1(label), *new QComboBox, QStringLiteral("tip"));
        }
        bar.addToLast(QStringLiteral("t&o"), *last, QStringLiteral("end"));
        check->setText(QStringLiteral("Check"));
        bar.addButton(*check, QStringLiteral("whether"));
        bar.show();
    }

    void setWidth(int width)
    {
        bar.setFixedSize(width, bar.heightForWidth(width));
        QVERIFY(QTest::qWaitFor(
            [this, width] { return bar.width() == width && bar.layout()->geometry().width() == width; }));
    }

    /// Controls, in their order, in the coordinates of the bar.
    [[nodiscard]] QList<QRect> places() const
    {
        QList<QRect> found;
        for (const QWidget* control : bar.findChildren<QWidget*>()) {
            if (qobject_cast<const QComboBox*>(control) || control == last || control == check) {
                found << QRect(control->mapTo(&bar, QPoint()), control->size());
            }
        }
        return found;
    }

    [[nodiscard]] std::size_t numRows() const
    {
        std::set<int> centers;
        for (const QRect& place : places()) {
            centers.insert(place.center().y() / 10);
        }
        return centers.size();
    }

    ControlBar bar;
    QSpinBox* last = new QSpinBox; // owned by the bar, as is the next
    QCheckBox* check = new QCheckBox;
};

} // namespace

class TestControlBar : public QObject
{
    Q_OBJECT

private slots:
    void staysInOneRowWhereThereIsRoom()
    {
        Bench bench;
        bench.setWidth(bench.bar.sizeHint().width());
        const int height = bench.bar.height();
        QCOMPARE(bench.bar.heightForWidth(2000), height);
        QVERIFY(bench.bar.heightForWidth(bench.bar.sizeHint().width() - 20) > height);
    }

    void showsEveryControlInFullHoweverNarrow()
    {
        Bench bench;
        const int narrowest = bench.bar.minimumSizeHint().width();
        for (const int width : {1000, 500, 300, narrowest}) {
            bench.setWidth(width);
            const QList<QRect> places = bench.places();
            QCOMPARE(places.size(), 5);
            for (qsizetype i = 0; i < places.size(); ++i) {
                QVERIFY2(bench.bar.rect().contains(places[i]), qPrintable(QString::number(width)));
                for (qsizetype other = 0; other < i; ++other) {
                    QVERIFY(!places[i].intersects(places[other]));
                }
            }
        }
    }

    void keepsALabelWithItsControls()
    {
        Bench bench;
        bench.setWidth(bench.bar.minimumSizeHint().width());
        for (const QLabel* label : bench.bar.findChildren<QLabel*>()) {
            const QRect text(label->mapTo(&bench.bar, QPoint()), label->size());
            const QWidget* control = label->buddy();
            const QRect place(control->mapTo(&bench.bar, QPoint()), control->size());
            QVERIFY(text.right() < place.left());
            QVERIFY(text.top() < place.bottom() && place.top() < text.bottom());
        }
        QCOMPARE(bench.last->parentWidget(), bench.bar.findChildren<QComboBox*>().last()->parentWidget());
    }

    void namesControlsForScreenReaders()
    {
        const Bench bench;
        QStringList names;
        for (const QComboBox* box : bench.bar.findChildren<QComboBox*>()) {
            names << box->accessibleName();
            QCOMPARE(box->toolTip(), QStringLiteral("tip"));
            QCOMPARE(box->accessibleDescription(), QStringLiteral("tip"));
        }
        QCOMPARE(names,
                 (QStringList {QStringLiteral("One"), QStringLiteral("Two"), QStringLiteral("Three")}));
        QCOMPARE(bench.last->accessibleName(), QStringLiteral("to"));
        QCOMPARE(bench.check->accessibleDescription(), QStringLiteral("whether"));
    }
};

QTEST_MAIN(TestControlBar)
#include "tst_ControlBar.moc"
