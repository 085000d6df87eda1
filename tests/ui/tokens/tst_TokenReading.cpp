// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TokenTextsOf.h"
#include "ui/tokens/TokenReading.h"

#include <QTest>

#include <limits>

using namespace bathyscope;
using namespace bathyscope::ui;

class TestTokenReading : public QObject
{
    Q_OBJECT

private slots:
    void quotesWhatIsText()
    {
        QCOMPARE(quotedToken(" the"), QStringLiteral("“ the”"));
        QCOMPARE(quotedToken("\n\n"), QStringLiteral("“↵↵”"));
        QCOMPARE(quotedToken(std::string(200, '-')), u'“' + QString(80, u'-') + QStringLiteral("…”"));
        QCOMPARE(quotedToken(std::string(79, '-') + "ể"), u'“' + QString(79, u'-') + QStringLiteral("…”"));
    }

    void spellsTheBytesOfPartOfACharacter()
    {
        QCOMPARE(quotedToken("\xf0\x9f"), QStringLiteral("⟨F0 9F⟩"));
        QCOMPARE(quotedToken(" \xe6"), QStringLiteral("⟨20 E6⟩"));
    }

    void saysWhatIsKnownOfAToken()
    {
        const auto tokens = test::tokenTextsOf("the sea, the sky", 3);
        const TokenColoring coloring {
            .scale = TokenColoring::Scale::Signed, .valueName = QStringLiteral("activation"), .decimals = 2};
        QCOMPARE(tokenReading(*tokens, 1, -0.5F, coloring),
                 QStringLiteral("“ sea” · token 1 · id %1 · length 4 · count 1 · window 0, position 1 · "
                                "activation −0.50")
                     .arg(tokens->id(1)));
        QVERIFY(!tokenReading(*tokens, 1).contains(QStringLiteral("activation")));
        TokenColoring silent = coloring;
        silent.isReadOut = false;
        QVERIFY(!tokenReading(*tokens, 1, -0.5F, silent).contains(QStringLiteral("activation")));
        const float none = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(!tokenReading(*tokens, 1, none, coloring).contains(QStringLiteral("activation")));
    }

    void aSingleWindowIsNotNamed()
    {
        QVERIFY(!tokenReading(*test::tokenTextsOf("the sea"), 0).contains(QStringLiteral("window")));
    }
};

QTEST_GUILESS_MAIN(TestTokenReading)
#include "tst_TokenReading.moc"
