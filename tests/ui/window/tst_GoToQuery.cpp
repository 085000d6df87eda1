// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/GoToQuery.h"

#include <QTest>

#include <limits>

using namespace bathyscope::ui;

namespace {

constexpr quint64 most = std::numeric_limits<quint64>::max();

GoToQuery layer(quint64 number)
{
    return {.layer = number};
}

} // namespace

class TestGoToQuery : public QObject
{
    Q_OBJECT

private slots:
    void readsLayersNeuronsAndTokens_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<GoToQuery>("query");
        QTest::newRow("a number") << QStringLiteral("7") << GoToQuery {.layer = 7, .isBareNumber = true};
        QTest::newRow("a layer") << QStringLiteral("layer 7") << layer(7);
        QTest::newRow("without a space") << QStringLiteral("layer7") << layer(7);
        QTest::newRow("one letter") << QStringLiteral("l7") << layer(7);
        QTest::newRow("capitals and spaces") << QStringLiteral("  LAYER   7 ") << layer(7);
        QTest::newRow("neuron") << QStringLiteral("neuron 1234") << GoToQuery {.neuron = 1234};
        QTest::newRow("dimension") << QStringLiteral("dimension 5") << GoToQuery {.neuron = 5};
        QTest::newRow("both") << QStringLiteral("7/1234") << GoToQuery {.layer = 7, .neuron = 1234};
        QTest::newRow("both, spaced") << QStringLiteral("7 1234") << GoToQuery {.layer = 7, .neuron = 1234};
        QTest::newRow("both, in words")
            << QStringLiteral("layer 7, neuron 1234") << GoToQuery {.layer = 7, .neuron = 1234};
        QTest::newRow("as it is shown") << QStringLiteral("Layer 7 · Neuron 12 · token 3")
                                        << GoToQuery {.layer = 7, .neuron = 12, .token = 3};
        QTest::newRow("token") << QStringLiteral("token 40") << GoToQuery {.token = 40};
        QTest::newRow("token's text")
            << QStringLiteral("token \"the\"") << GoToQuery {.tokenText = QStringLiteral("the")};
        QTest::newRow("only quotes") << QStringLiteral("\"the\"")
                                     << GoToQuery {.tokenText = QStringLiteral("the")};
        QTest::newRow("quotes of print")
            << QStringLiteral("token “the”") << GoToQuery {.tokenText = QStringLiteral("the")};
        QTest::newRow("quotes still open")
            << QStringLiteral("token \"the ca") << GoToQuery {.tokenText = QStringLiteral("the ca")};
        QTest::newRow("digits in quotes")
            << QStringLiteral("token \"1984\"") << GoToQuery {.tokenText = QStringLiteral("1984")};
        QTest::newRow("unfinished") << QStringLiteral("layer ") << GoToQuery {.unfinished = GoToKind::Layer};
        QTest::newRow("unfinished neuron")
            << QStringLiteral("7 neuron") << GoToQuery {.layer = 7, .unfinished = GoToKind::Neuron};
        QTest::newRow("too large") << QStringLiteral("layer 99999999999999999999999") << layer(most);
    }

    void readsLayersNeuronsAndTokens()
    {
        QFETCH(const QString, text);
        QFETCH(const GoToQuery, query);
        const auto parsed = parseGoTo(text);
        QVERIFY(parsed);
        QVERIFY(*parsed == query);
    }

    void leavesOtherTextsAlone_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "   ", "///", "zones", "layers", "layer layer 7", "7 8 9",
                                 "neuron 1 neuron 2", "layer \"the\"", "-", "layer -7", "token 4 \"the\""}) {
            QTest::addRow("'%s'", text) << QString::fromLatin1(text);
        }
    }

    void leavesOtherTextsAlone()
    {
        QFETCH(const QString, text);
        QVERIFY(!parseGoTo(text));
    }

    void namesAreComparedWithoutCaseAndAccents()
    {
        QCOMPARE(foldedName(QStringLiteral("Đi tới &Lớp…")), QStringLiteral("di toi lop…"));
    }
};

QTEST_GUILESS_MAIN(TestGoToQuery)
#include "tst_GoToQuery.moc"
