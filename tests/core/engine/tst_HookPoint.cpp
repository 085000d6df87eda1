// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelConfig.h"
#include "core/engine/HookPoint.h"
#include "core/engine/HookPointText.h"

#include <QTest>

using namespace bathyscope;

class TestHookPoint : public QObject
{
    Q_OBJECT

private slots:
    void namesAreTransformerLens();
    void readsBackItsNames();
    void acceptsTheHuggingFaceName();
    void refusesOtherNames_data();
    void refusesOtherNames();
    void knowsWidths();
    void sentencesHaveAWordForEachElement_data();
    void sentencesHaveAWordForEachElement();
};

void TestHookPoint::namesAreTransformerLens()
{
    QCOMPARE((HookId {HookPoint::MlpPre, 3}.name()), std::string("blocks.3.mlp.hook_pre"));
    QCOMPARE((HookId {HookPoint::ResidPost, 11}.name()), std::string("blocks.11.hook_resid_post"));
    QCOMPARE((HookId {HookPoint::FinalNormOut, 0}.name()), std::string("ln_final.hook_out"));
}

void TestHookPoint::readsBackItsNames()
{
    for (const HookPointInfo& info : hookPoints()) {
        const HookId id {info.point, info.perLayer ? std::size_t {17} : std::size_t {0}};
        QVERIFY(HookId::parse(id.name()) == id);
        QVERIFY(parseHookPoint(info.name) == info.point);
        QCOMPARE(hookPointInfo(info.point).name, info.name);
    }
}

void TestHookPoint::acceptsTheHuggingFaceName()
{
    QVERIFY(parseHookPoint("mlp.c_fc") == HookPoint::MlpPre);
}

void TestHookPoint::refusesOtherNames_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name :
         {"", "blocks.", "blocks.3", "blocks.3.", "blocks.x.mlp.hook_pre", "blocks.3.ln_final.hook_out",
          "mlp.hook_pre", "blocks.-1.mlp.hook_pre", "blocks.99999999999999999999999.mlp.hook_pre"}) {
        QTest::addRow("\"%s\"", name) << QByteArray(name);
    }
}

void TestHookPoint::refusesOtherNames()
{
    QFETCH(const QByteArray, name);
    QVERIFY(!HookId::parse(name.toStdString()));
}

void TestHookPoint::knowsWidths()
{
    ModelConfig config;
    config.hiddenSize = 48;
    config.intermediateSize = 192;
    QCOMPARE(hookPointWidth(HookPoint::MlpPost, config), std::size_t {192});
    QCOMPARE(hookPointWidth(HookPoint::MlpOut, config), std::size_t {48});
}

void TestHookPoint::sentencesHaveAWordForEachElement_data()
{
    QTest::addColumn<std::string>("sentence");
    QTest::addColumn<std::string>("ofNeurons");
    QTest::addColumn<std::string>("ofDimensions");
    const auto row = [](const char* name, const char* sentence, const char* ofNeurons,
                        const char* ofDimensions) {
        QTest::newRow(name) << std::string(sentence) << std::string(ofNeurons) << std::string(ofDimensions);
    };
    row("none", "Median of |r|: %1", "Median of |r|: %1", "Median of |r|: %1");
    row("alone", "{Neuron|Dimension}", "Neuron", "Dimension");
    row("inside", "%1 of the {neurons|dimensions}.", "%1 of the neurons.", "%1 of the dimensions.");
    row("several", "{neuron|dimension} by {neuron|dimension}, |r|", "neuron by neuron, |r|",
        "dimension by dimension, |r|");
    row("several words", "Số {nơ-ron|các chiều}", "Số nơ-ron", "Số các chiều");
    row("not closed", "a {neuron|dimension", "a {neuron|dimension", "a {neuron|dimension");
    row("no alternatives", "{a}", "{a}", "{a}");
    row("empty", "", "", "");
}

void TestHookPoint::sentencesHaveAWordForEachElement()
{
    QFETCH(const std::string, sentence);
    QTEST(worded(HookElement::Neuron, sentence), "ofNeurons");
    QTEST(worded(HookElement::Dimension, sentence), "ofDimensions");
}

QTEST_GUILESS_MAIN(TestHookPoint)
#include "tst_HookPoint.moc"
