// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelConfig.h"
#include "core/checkpoint/ModelTensors.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

using namespace bathyscope;

/// What everything that walks the families relies on, of every row.
class TestModelFamily : public QObject
{
    Q_OBJECT

private slots:
    void rowsAreWhole_data()
    {
        QTest::addColumn<std::size_t>("index");
        for (std::size_t i = 0; i < modelFamilies().size(); ++i) {
            QTest::newRow(std::string(modelFamilies()[i].modelType).c_str()) << i;
        }
    }

    void rowsAreWhole()
    {
        QFETCH(const std::size_t, index);
        const ModelFamily& family = modelFamilies()[index];
        QVERIFY(!family.title.empty() && !family.classPrefix.empty() && family.readConfig != nullptr);
        std::set<TensorRole> roles;
        for (const TensorRow& row : family.tensors) {
            QVERIFY(roles.insert(row.role).second); // one tensor a role
            QVERIFY(row.rows != Extent::None);
            const ModelConfig config = sizes(family);
            const std::string name = tensorSpec(row, config, 13).name;
            QCOMPARE(family.find(name), &row); // and of no other row
            QCOMPARE(family.find(std::string(family.tensorPrefix) + name), &row);
            QVERIFY(isNeededTensor(name));
            QVERIFY(!isNeededTensor(name + ".scale"));
            QVERIFY((row.initial == InitialValues::Normal) == row.isMatrix());
        }
        for (const TensorRole role : {TensorRole::TokenEmbedding, TensorRole::MlpUp, TensorRole::MlpDown,
                                      TensorRole::FinalNormWeight}) {
            QVERIFY(roles.contains(role)); // what the probe, the embedding and the final norm ask for
        }
    }

    void namesOnlyWhatIsInItsTable()
    {
        const ModelFamily& neo = modelFamilies().front();
        for (const char* name : {"h.0.mlp.c_fc.weight", "transformer.h.11.mlp.c_fc.weight", "wte.weight"}) {
            QVERIFY2(neo.find(name) != nullptr, name);
        }
        for (const char* name :
             {"", "h..mlp.c_fc.weight", "h.x.mlp.c_fc.weight", "h.1x.mlp.c_fc.weight", "h.-1.mlp.c_fc.weight",
              "h.0.mlp.c_fc", "0.mlp.c_fc.weight", "lm_head.weight", "h.0.attn.attention.bias",
              "transformer.transformer.wte.weight"}) {
            QVERIFY2(neo.find(name) == nullptr, name);
        }
        QCOMPARE(neo.moduleInBlock(TensorRole::MlpUp), std::string_view("mlp.c_fc"));
    }

    void countsTheElementsOfItsTensors()
    {
        const ModelConfig config = sizes(modelFamilies().front());
        for (const TensorRow& row : config.family->tensors) {
            double product = 1;
            for (const std::int64_t extent : tensorSpec(row, config).shape) {
                product *= static_cast<double>(extent);
            }
            QCOMPARE(numElements(row, config), product);
        }
        QCOMPARE(layerSpecs(config, 1).size() * config.numLayers + 4, modelSpecs(config).size());
    }

    void namesTheFamiliesInOneSentence()
    {
        QCOMPARE(supportedFamiliesSentence(), std::string("Bathyscope reads GPT-Neo (gpt_neo) models only."));
        std::array<ModelFamily, 3> families {modelFamilies().front(), modelFamilies().front(),
                                             modelFamilies().front()};
        families[1].title = "GPT-2";
        families[1].modelType = "gpt2";
        families[2].title = "OPT";
        families[2].modelType = "opt";
        QCOMPARE(supportedFamiliesSentence(families),
                 std::string("Bathyscope reads GPT-Neo (gpt_neo), GPT-2 (gpt2) and OPT (opt) models only."));
        QCOMPARE(familyTitles(families), std::string("GPT-Neo, GPT-2 or OPT"));
        QCOMPARE(familyTitles(), std::string("GPT-Neo"));
    }

private:
    static ModelConfig sizes(const ModelFamily& family)
    {
        ModelConfig config;
        config.family = &family;
        config.vocabularySize = 11;
        config.maxPositions = 7;
        config.hiddenSize = 6;
        config.numLayers = 3;
        config.numHeads = 2;
        config.intermediateSize = 10;
        return config;
    }
};

QTEST_GUILESS_MAIN(TestModelFamily)
#include "tst_ModelFamily.moc"
