// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokens/TokenSearch.h"

#include <QTest>

using namespace bathyscope::ui;

class TestTokenSearch : public QObject
{
    Q_OBJECT

private slots:
    void findsTheNearestPlaceAndGoesRound_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("from");
        QTest::addColumn<bool>("forward");
        QTest::addColumn<int>("first"); // −1: none
        QTest::addColumn<int>("end");
        //                "Sea, the sea and Biển SÂU\xff sea"
        QTest::newRow("from the beginning") << "sea" << 0 << true << 0 << 3;
        QTest::newRow("the next") << "sea" << 1 << true << 9 << 12;
        QTest::newRow("round the end") << "sea" << 31 << true << 0 << 3;
        QTest::newRow("backward") << "SEA" << 9 << false << 0 << 3;
        QTest::newRow("backward round the beginning") << "sea" << 0 << false << 30 << 33;
        QTest::newRow("upper case with marks") << "biển sâu" << 0 << true << 17 << 28;
        QTest::newRow("not there") << "whale" << 0 << true << -1 << -1;
        QTest::newRow("no words") << "" << 0 << true << -1 << -1;
        QTest::newRow("beyond the end") << "sea sky" << 0 << true << -1 << -1;
        QTest::newRow("the only place, from behind it") << "and" << 14 << true << 13 << 16;
    }

    void findsTheNearestPlaceAndGoesRound()
    {
        QFETCH(const QString, words);
        QFETCH(const int, from);
        QFETCH(const bool, forward);
        QFETCH(const int, first);
        QFETCH(const int, end);
        const std::string_view text = "Sea, the sea and Biển SÂU\xff sea";
        const auto found = findText(text, words, static_cast<std::size_t>(from),
                                    forward ? SearchDirection::Forward : SearchDirection::Backward);
        QCOMPARE(found.has_value(), first >= 0);
        if (found) {
            QCOMPARE(static_cast<int>(found->first), first);
            QCOMPARE(static_cast<int>(found->end), end);
        }
    }

    void stops()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!findText("sea", QStringLiteral("sea"), 0, SearchDirection::Forward, stop.get_token()));
    }

    void findsNothingInNothing()
    {
        QVERIFY(!findText("", QStringLiteral("sea"), 0, SearchDirection::Backward));
    }
};

QTEST_GUILESS_MAIN(TestTokenSearch)
#include "tst_TokenSearch.moc"
