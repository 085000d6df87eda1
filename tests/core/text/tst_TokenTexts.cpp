// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "tests/support/Refusal.h"
#include "tests/support/TokenTextsOf.h"

#include <QTest>

namespace bathyscope {

class TestTokenTexts : public QObject
{
    Q_OBJECT

private slots:
    void joinsTheTokensToTheText();
    void findsTheTokenOfEachByte();
    void refusesFeaturesOfOtherTokens();
};

void TestTokenTexts::joinsTheTokensToTheText()
{
    const std::string text = "The depth of the\U0001f419,\n\n \u6df1<|endoftext|>";
    const auto tokens = test::tokenTextsOf(text, 4);
    QCOMPARE(std::string(tokens->text()), text);
    QCOMPARE(tokens->size(), 13U);
    QCOMPARE(tokens->windows().windows().size(), 4U);
    QCOMPARE(std::string(tokens->bytes(1)), " depth");
    QCOMPARE(std::string(tokens->bytes(4)), "\xf0\x9f");
    QCOMPARE(tokens->firstByte(4), 16U);
    QCOMPARE(tokens->firstByte(13), text.size());
    QCOMPARE(tokens->features().length[12], 13);
}

void TestTokenTexts::findsTheTokenOfEachByte()
{
    const auto tokens = test::tokenTextsOf("Deep, deep water.");
    for (std::size_t byte = 0; byte < tokens->text().size(); ++byte) {
        const std::size_t token = tokens->tokenAt(byte);
        QVERIFY(tokens->firstByte(token) <= byte && byte < tokens->firstByte(token + 1));
    }
}

void TestTokenTexts::refusesFeaturesOfOtherTokens()
{
    const auto features = std::make_shared<const TokenFeatures>();
    BATHYSCOPE_VERIFY_REFUSED(TokenTexts(TokenWindows::cut({1, 2}, 8), features, test::gpt2Tokenizer()),
                              ErrorKind::InvalidRequest, "2 tokens|of 0");
}

} // namespace bathyscope

QTEST_GUILESS_MAIN(bathyscope::TestTokenTexts)
#include "tst_TokenTexts.moc"
