// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TokenTextsOf.h"
#include "ui/tokens/ShownCharacters.h"

#include <QTest>

using namespace bathyscope;
using namespace bathyscope::ui;

class TestShownCharacters : public QObject
{
    Q_OBJECT

private slots:
    void showsAMarkForWhatCannotBeSeen_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        QTest::newRow("letters") << QByteArray("a b") << QStringLiteral("a b");
        QTest::newRow("line feed and tab") << QByteArray("a\r\n\tb") << QStringLiteral("a␍↵→b");
        QTest::newRow("control characters") << QByteArray("\0\x1b\x7f", 3) << QStringLiteral("␀␛␡");
        QTest::newRow("line separator") << QByteArray("a\u2028b") << QStringLiteral("a↵b");
        QTest::newRow("right-to-left override") << QByteArray("a\xe2\x80\xae"
                                                              "b")
                                                << QStringLiteral("a▫b");
        QTest::newRow("joiner") << QByteArray("क\u200dष") << QStringLiteral("क\u200dष");
        QTest::newRow("outside the first plane") << QByteArray("\U0001f419") << QStringLiteral("\U0001f419");
        QTest::newRow("bytes that are no UTF-8")
            << QByteArray("a\xff\xf0\x9f") << QStringLiteral("a\ufffd\ufffd\ufffd");
    }

    void showsAMarkForWhatCannotBeSeen()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, shown);
        QCOMPARE(shownText({bytes.data(), static_cast<std::size_t>(bytes.size())}), shown);
    }

    void tokensCoverTheirLine()
    {
        const auto tokens = test::tokenTextsOf("Nước biển sâu, deep water.\n");
        const ShownLine line = showLine(*tokens, 0, tokens->text().size());
        QCOMPARE(line.text, QStringLiteral("Nước biển sâu, deep water.↵"));
        QCOMPARE(line.tokens.size(), tokens->size());
        ShownPlace place;
        for (std::size_t i = 0; i < line.tokens.size(); ++i) {
            QCOMPARE(line.tokens[i].token, i);
            QCOMPARE(line.tokens[i].begin, place);
            place = line.tokens[i].end;
        }
        QCOMPARE(place, (ShownPlace {.unit = static_cast<int>(line.text.size()), .share = 0}));
    }

    void aCharacterIsSharedByItsTokens()
    {
        // "\xf0\x9f" "\x90" "\x99": two bytes, one and one.
        const auto tokens = test::tokenTextsOf("\U0001f419");
        QCOMPARE(tokens->size(), 3U);
        const ShownLine line = showLine(*tokens, 0, 4);
        QCOMPARE(line.text, QStringLiteral("\U0001f419"));
        QCOMPARE(line.tokens.size(), 3U);
        QCOMPARE(line.tokens[0].end, (ShownPlace {.unit = 0, .share = 0.5}));
        QCOMPARE(line.tokens[1].end, (ShownPlace {.unit = 0, .share = 0.75}));
        QCOMPARE(line.tokens[2].end, (ShownPlace {.unit = 2, .share = 0}));
    }

    void aLineMayBeginAndEndInsideTokens()
    {
        const auto tokens = test::tokenTextsOf("water");
        QCOMPARE(tokens->size(), 1U);
        const ShownLine line = showLine(*tokens, 1, 4);
        QCOMPARE(line.text, QStringLiteral("ate"));
        QCOMPARE(line.tokens.size(), 1U);
        QCOMPARE(line.tokens[0].end.unit, 3);
    }

    void aCharacterCutByTheLinesEndIsShownByItsBytes()
    {
        const auto tokens = test::tokenTextsOf("\U0001f419");
        const ShownLine line = showLine(*tokens, 0, 2);
        QCOMPARE(line.text, QStringLiteral("\ufffd\ufffd"));
        QCOMPARE(line.tokens.size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestShownCharacters)
#include "tst_ShownCharacters.moc"
