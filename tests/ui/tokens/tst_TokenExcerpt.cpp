// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TokenTextsOf.h"
#include "ui/tokens/TokenExcerpt.h"

#include <QTest>

using namespace bathyscope;
using namespace bathyscope::ui;

class TestTokenExcerpt : public QObject
{
    Q_OBJECT

private slots:
    void hasSoManyTokensOnEitherSide()
    {
        const auto tokens = test::tokenTextsOf("one two three four five six seven");
        QCOMPARE(tokens->size(), std::size_t {7});
        const TokenExcerpt excerpt = tokenExcerpt(*tokens, 3, 2);
        QCOMPARE(excerpt.before, QStringLiteral(" two three"));
        QCOMPARE(excerpt.token, QStringLiteral(" four"));
        QCOMPARE(excerpt.after, QStringLiteral(" five six"));
        QCOMPARE(excerptText(excerpt), QStringLiteral(" two three[ four] five six"));
    }

    void endsWithTheText()
    {
        const auto tokens = test::tokenTextsOf("one two three");
        QCOMPARE(excerptText(tokenExcerpt(*tokens, 0, 5)), QStringLiteral("[one] two three"));
        QCOMPARE(excerptText(tokenExcerpt(*tokens, 2, 5)), QStringLiteral("one two[ three]"));
    }

    void staysInItsWindow()
    {
        const auto tokens = test::tokenTextsOf("one two three four five six", 3);
        QCOMPARE(excerptText(tokenExcerpt(*tokens, 2)), QStringLiteral("one two[ three]"));
        QCOMPARE(excerptText(tokenExcerpt(*tokens, 3)), QStringLiteral("[ four] five six"));
    }

    void marksWhatCannotBeSeen()
    {
        const auto tokens = test::tokenTextsOf("one\ntwo");
        QCOMPARE(excerptText(tokenExcerpt(*tokens, 1)), QStringLiteral("one[↵]two"));
        const auto parts = test::tokenTextsOf("🦑"); // more than one token
        QVERIFY(parts->size() > 1);
        QVERIFY(tokenExcerpt(*parts, 0).token.contains(QChar::ReplacementCharacter));
    }
};

QTEST_APPLESS_MAIN(TestTokenExcerpt)
#include "tst_TokenExcerpt.moc"
