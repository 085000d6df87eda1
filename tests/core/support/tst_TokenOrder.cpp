// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/TokenOrder.h"

#include <QTest>

#include <string>

using namespace bathyscope;

class TestTokenOrder : public QObject
{
    Q_OBJECT

private slots:
    void handsPiecesOnInTheOrderOfTheirTokens()
    {
        TokenOrder<std::string> order;
        std::string taken;
        const auto take = [&taken](const std::string& piece) { taken += piece; };
        order.add(5, 2, "c", take);
        order.add(3, 2, "b", take);
        QCOMPARE(taken, std::string());
        QCOMPARE(order.waiting().size(), std::size_t {2});
        QCOMPARE(order.waiting().begin()->second.piece, std::string("b"));
        order.add(0, 3, "a", take);
        QCOMPARE(taken, std::string("abc"));
        order.add(8, 1, "e", take);
        order.add(7, 1, "d", take);
        QCOMPARE(taken, std::string("abcde"));
        QVERIFY(order.waiting().empty());
    }
};

QTEST_GUILESS_MAIN(TestTokenOrder)
#include "tst_TokenOrder.moc"
