// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/text/Tokenizer.h"
#include "tests/support/ScriptedRun.h"
#include "tests/support/TestData.h"
#include "ui/window/GoTo.h"

#include <QAction>
#include <QTest>

#include <random>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

/// The places of a text, over a run of 6 layers, 64 neurons and 96 tokens.
struct Bench
{
    Bench()
    {
        context.snapshot = run.snapshot(4);
        context.actions = {&layers, &length, &exportPlot};
        exportPlot.setShortcut(Qt::CTRL | Qt::Key_E);
        exportPlot.setEnabled(false);
    }

    [[nodiscard]] std::vector<GoToPlace> places(const char* text) const
    {
        return goToPlaces(QString::fromUtf8(text), context);
    }

    ScriptedRun run {
        {.modelName = "small", .numLayers = 6, .numNeurons = 64, .numTokens = 96, .windowLength = 32}};
    QAction layers {QStringLiteral("Layers")};
    QAction length {QStringLiteral("Length or frequency")};
    QAction exportPlot {QStringLiteral("&Export Plot…")};
    GoToContext context;
};

} // namespace

class TestGoTo : public QObject
{
    Q_OBJECT

private slots:
    void leadsToALayer()
    {
        const Bench bench;
        const auto places = bench.places("layer 3");
        QCOMPARE(places.size(), 1U);
        QCOMPARE(places[0].title, QStringLiteral("Layer 3"));
        QVERIFY(places[0].selection == (Selection {.layer = 3}));
        QVERIFY(places[0].preview.startsWith(QStringLiteral("median r")));
        QVERIFY(places[0].problem.isEmpty());
        QCOMPARE(bench.places("layer 5")[0].preview, QStringLiteral("not finished"));
    }

    void leadsToANeuronOfTheSelectedLayer()
    {
        Bench bench;
        bench.context.selection = {.layer = 2, .token = 9, .rRange = RRange {.low = 0, .high = 0.1}};
        const auto places = bench.places("neuron 12");
        QCOMPARE(places[0].title, QStringLiteral("Layer 2 · Neuron 12"));
        QVERIFY(places[0].selection == (Selection {.layer = 2, .neuron = 12, .token = 9}));
        QVERIFY(places[0].isInNeurons);
        QVERIFY(places[0].preview.startsWith(QStringLiteral("r = ")));
        QVERIFY(bench.places("1/12")[0].selection == (Selection {.layer = 1, .neuron = 12, .token = 9}));
    }

    void aBareNumberMayMeanMoreThanALayer()
    {
        Bench bench;
        bench.context.selection = {.layer = 2};
        const auto both = bench.places("3");
        QCOMPARE(both.size(), 3U);
        QVERIFY(both[0].selection == (Selection {.layer = 3}));
        QVERIFY(both[1].selection == (Selection {.layer = 2, .neuron = 3}));
        QVERIFY(both[2].selection == (Selection {.layer = 2, .token = 3}));
        const auto none = bench.places("50"); // there is no such layer, and it is not in the way
        QVERIFY(none[0].selection == (Selection {.layer = 2, .neuron = 50}));
        QVERIFY(!none[2].problem.isEmpty());
    }

    void saysWhatDoesNotExist_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("layer") << QStringLiteral("layer 6") << QStringLiteral("The run has layers 0 to 5.");
        QTest::newRow("huge") << QStringLiteral("layer 99999999999999999999999")
                              << QStringLiteral("The run has layers 0 to 5.");
        QTest::newRow("neuron") << QStringLiteral("2/64") << QStringLiteral("Layer 2 has neurons 0 to 63.");
        QTest::newRow("no layer") << QStringLiteral(
            "neuron 2") << QStringLiteral("No layer is selected: type its number in front, as in 7/12.");
        QTest::newRow("token") << QStringLiteral("token 96")
                               << QStringLiteral("The run read tokens 0 to 95.");
    }

    void saysWhatDoesNotExist()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, problem);
        const Bench bench;
        const auto places = goToPlaces(text, bench.context);
        QCOMPARE(places.size(), 1U);
        QCOMPARE(places[0].problem, problem);
        QVERIFY(!places[0].selection);
    }

    void withoutARunOnlyActionsCanBeGoneTo()
    {
        Bench bench;
        bench.context.snapshot = nullptr;
        QVERIFY(bench.places("layer 3")[0].problem.contains(QStringLiteral("press Run")));
        QVERIFY(bench.places("\"the\"")[0].problem.contains(QStringLiteral("press Run")));
        QCOMPARE(bench.places("lay")[0].action, &bench.layers);
    }

    void findsActionsByPartsOfTheirNames()
    {
        const Bench bench;
        QCOMPARE(bench.places("frequ leng")[0].action, &bench.length);
        const auto places = bench.places("plot");
        QCOMPARE(places[0].title, QStringLiteral("Export Plot…"));
        QVERIFY(!places[0].problem.isEmpty()); // disabled
        QVERIFY(bench.places("nothing of the kind").empty());
    }

    void offersWordsToGoOnFrom()
    {
        Bench bench;
        bench.context.selection = {.layer = 2};
        const auto places = bench.places("neu");
        QCOMPARE(places.size(), 1U);
        QCOMPARE(places[0].completion, QStringLiteral("neuron "));
        QCOMPARE(places[0].preview, QStringLiteral("0 to 63 · Layer 2"));
        const auto all = bench.places("");
        QCOMPARE(all[0].completion, QStringLiteral("layer "));
        QCOMPARE(all.size(), 6U); // three words, three actions
    }

    void findsTokensByWhatTheySay()
    {
        Bench bench;
        const auto tokenizer =
            Tokenizer::load(test::testData("gpt2-vocab/vocab.json"), test::testData("gpt2-vocab/merges.txt"));
        auto info = std::make_shared<RunInfo>(*bench.context.snapshot->info);
        info->windows = TokenWindows::cut(tokenizer->encode("the cat and the dog saw the moon"), 32);
        info->features = std::make_shared<TokenFeatures>(makeTokenFeatures(info->windows, *tokenizer));
        auto snapshot = std::make_shared<AnalysisSnapshot>(*bench.context.snapshot);
        snapshot->info = info;
        bench.context.snapshot = snapshot;
        QVERIFY(bench.places("token \"the\"")[0].problem.contains(QStringLiteral("not known")));

        bench.context.tokenizer = tokenizer;
        const auto places = bench.places("token \"the\"");
        QCOMPARE(places.size(), 3U);
        QVERIFY(places[0].selection == (Selection {.token = 0}));
        QVERIFY(places[0].preview.startsWith(QStringLiteral("[the]")));
        for (const GoToPlace& place : places) {
            const QString kept = place.preview.sliced(place.kept.begin, place.kept.length);
            QVERIFY2(kept == QStringLiteral("[the]") || kept == QStringLiteral("[ the]"),
                     qPrintable(place.preview));
        }
        bench.context.selection = places[1].selection.value();
        QVERIFY(*bench.places("\"the\"")[0].selection->token
                > *places[1].selection->token); // the next one first
        QVERIFY(!bench.places("\"no such token\"")[0].problem.isEmpty());
        QVERIFY(bench.places("token 0")[0].preview.startsWith(QStringLiteral("[the] cat")));
    }

    /// Whatever is typed: no crash, and an answer that can be shown.
    void endures()
    {
        Bench bench;
        bench.context.selection = {.layer = 2};
        std::mt19937 random(5);
        const QString alphabet =
            QStringLiteral("layer neuron token 0123456789/\"“”:;,.-+%&\\\0\t\n漢字é́🙂lnt")
            + QChar(0xD800) + QChar(0x202E);
        for (int turn = 0; turn < 2000; ++turn) {
            QString text;
            const auto length = turn % 50 == 0 ? 100'000U : random() % 40U;
            for (unsigned i = 0; i < length; ++i) {
                text += alphabet[static_cast<qsizetype>(random() % static_cast<unsigned>(alphabet.size()))];
            }
            const auto places = goToPlaces(text, bench.context);
            for (const GoToPlace& place : places) {
                QVERIFY2(!place.title.isEmpty(), qPrintable(text.left(100)));
                QVERIFY(place.selection || place.action || !place.completion.isEmpty()
                        || !place.problem.isEmpty());
            }
        }
    }
};

QTEST_MAIN(TestGoTo)
#include "tst_GoTo.moc"
