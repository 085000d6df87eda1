// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelConfig.h"
#include "core/engine/HookPoint.h"

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

QTEST_GUILESS_MAIN(TestHookPoint)
#include "tst_HookPoint.moc"
