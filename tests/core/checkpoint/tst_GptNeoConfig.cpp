// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelConfig.h"
#include "core/checkpoint/ModelFamily.h"
#include "core/support/Resources.h"
#include "tests/core/checkpoint/CheckpointFiles.h"
#include "tests/support/TestData.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

/// A small valid configuration without any way of saying the attention; rows merge their changes into it.
nlohmann::json withoutAttention()
{
    return {{"model_type", "gpt_neo"},
            {"architectures", {"GPTNeoForCausalLM"}},
            {"activation_function", "gelu_new"},
            {"hidden_size", 48},
            {"intermediate_size", nullptr},
            {"layer_norm_epsilon", 1e-05},
            {"max_position_embeddings", 64},
            {"num_heads", 3},
            {"num_layers", 4},
            {"vocab_size", 300},
            {"window_size", 8}};
}

/// "GLGL"
std::string letters(const ModelConfig& config)
{
    std::string text;
    for (const std::size_t keysSeen : config.keysSeen) {
        text += keysSeen == config.maxPositions ? 'G' : 'L';
    }
    return text;
}

} // namespace

class TestGptNeoConfig : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path store(std::string_view text) const
    {
        std::filesystem::path path = m_folder.filePath(QStringLiteral("config.json")).toStdString();
        writeFile(path, text);
        return path;
    }

private slots:
    void readsEveryNumber()
    {
        const std::filesystem::path path = testData("tiny-gpt-neo/config.json");
        const ModelConfig config = ModelConfig::read(path);
        QCOMPARE(config.vocabularySize, std::size_t {300});
        QCOMPARE(config.maxPositions, std::size_t {64});
        QCOMPARE(config.hiddenSize, std::size_t {48});
        QCOMPARE(config.numLayers, std::size_t {4});
        QCOMPARE(config.numHeads, std::size_t {3});
        QCOMPARE(config.headDim(), std::size_t {16});
        QCOMPARE(config.intermediateSize, std::size_t {192}); // null: 4 × 48
        QCOMPARE(config.keysSeen, (std::vector<std::size_t> {64, 8, 64, 8}));
        QCOMPARE(config.family->modelType, std::string_view("gpt_neo"));
        QCOMPARE(config.layerNormEpsilon, 1e-5);
        QCOMPARE(letters(config), std::string("GLGL"));
        QCOMPARE(config.json, readFile(path));
    }

    void everyHyperparameterCountsInAComparison_data()
    {
        using Change = void (*)(ModelConfig&);
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, Change change, const char* words) {
            QTest::newRow(name) << change << QString::fromUtf8(words);
        };
        row(
            "vocabulary", [](ModelConfig& config) { config.vocabularySize = 301; },
            "vocab_size is 301 instead of 300");
        row(
            "positions", [](ModelConfig& config) { config.maxPositions = 32; },
            "max_position_embeddings is 32 instead of 64");
        row(
            "width", [](ModelConfig& config) { config.hiddenSize = 96; }, "hidden_size is 96 instead of 48");
        row(
            "layers", [](ModelConfig& config) { config.numLayers = 5; }, "num_layers is 5 instead of 4");
        row(
            "heads", [](ModelConfig& config) { config.numHeads = 4; }, "num_heads is 4 instead of 3");
        row(
            "neurons", [](ModelConfig& config) { config.intermediateSize = 100; },
            "intermediate_size is 100 instead of 192");
        row(
            "keys", [](ModelConfig& config) { config.keysSeen[3] = 9; },
            "attention of layer 3 reaches over 9 positions instead of 8");
        row(
            "epsilon", [](ModelConfig& config) { config.layerNormEpsilon = 1e-6; },
            "layer_norm_epsilon is 1e-06 instead of 1e-05");
        row(
            "initializer range", [](ModelConfig& config) { config.initializerRange = 0.05; },
            "initializer_range is 0.05 instead of 0.02");
        row(
            "attention", [](ModelConfig& config) { config.keysSeen[0] = 8; },
            "attention of layer 0 reaches over 8 positions instead of 64");
        row(
            "family", [](ModelConfig& config) { config.family = nullptr; }, "model_type is another one");
    }

    void everyHyperparameterCountsInAComparison()
    {
        using Change = void (*)(ModelConfig&);
        QFETCH(const Change, change);
        QFETCH(const QString, words);
        const ModelConfig config = ModelConfig::read(testData("tiny-gpt-neo/config.json"));
        ModelConfig other = config;
        other.json += " "; // how it is written does not
        QVERIFY(other == config);
        QCOMPARE(differenceText(other, config), std::string());
        change(other);
        QVERIFY(!(other == config));
        QCOMPARE(QString::fromStdString(differenceText(other, config)), words);
    }

    void readsTheInitializerRange()
    {
        nlohmann::json object = withoutAttention();
        object["attention_types"] = nlohmann::json::parse(R"([[["global", "local"], 2]])");
        QCOMPARE(ModelConfig::parse(object.dump(), "config.json").initializerRange, 0.02);
        object["initializer_range"] = nullptr;
        QCOMPARE(ModelConfig::parse(object.dump(), "config.json").initializerRange, 0.02);
        object["initializer_range"] = 0.125;
        QCOMPARE(ModelConfig::parse(object.dump(), "config.json").initializerRange, 0.125);
    }

    void readsTheSamples()
    {
        const ModelConfig config =
            ModelConfig::read(resourcesFolder() / "sample-models/sample-24/config.json");
        QCOMPARE(config.numLayers, std::size_t {24});
        QCOMPARE(config.intermediateSize, std::size_t {640});
        QCOMPARE(letters(config), std::string("GLGLGLGLGLGLGLGLGLGLGLGL"));
    }

    void readsEveryPublishedFormOfAttention_data()
    {
        QTest::addColumn<std::string>("changes");
        QTest::addColumn<std::string>("expected");
        const auto row = [](const char* name, const char* changes, const char* expected) {
            QTest::newRow(name) << std::string(changes) << std::string(expected);
        };
        row("one pattern, repeated", R"({"attention_types": [[["global", "local"], 2]]})", "GLGL");
        row("several patterns", R"({"attention_types": [[["global"], 1], [["local"], 3]]})", "GLLL");
        row("long pattern, once", R"({"attention_types": [[["global", "global", "local", "local"], 1]]})",
            "GGLL");
        row("a pattern repeated 0 times", R"({"attention_types": [[["local"], 0], [["global"], 4]]})",
            "GGGG");
        row("layers only", R"({"attention_layers": ["local", "global", "global", "local"]})", "LGGL");
        row("layers, types null",
            R"({"attention_types": null, "attention_layers": ["local", "global", "global", "local"]})",
            "LGGL");
        row("both, agreeing",
            R"({"attention_types": [[["global", "local"], 2]], "attention_layers": ["global", "local", "global", "local"]})",
            "GLGL");
        row("one layer", R"({"num_layers": 1, "attention_types": [[["global"], 1]]})", "G");
    }

    void readsEveryPublishedFormOfAttention()
    {
        QFETCH(std::string, changes);
        QFETCH(std::string, expected);
        nlohmann::json object = withoutAttention();
        object.update(nlohmann::json::parse(changes));
        QCOMPARE(letters(ModelConfig::read(store(object.dump()))), expected);
    }

    void acceptsWhatMayBeLeftOut_data()
    {
        QTest::addColumn<std::string>("key");
        for (const char* key : {"model_type", "architectures", "activation_function", "layer_norm_epsilon",
                                "intermediate_size", "window_size"}) {
            QTest::newRow(key) << std::string(key);
        }
    }

    /// All layers are global here: only then may window_size be absent.
    void acceptsWhatMayBeLeftOut()
    {
        QFETCH(std::string, key);
        nlohmann::json object = withoutAttention();
        object["attention_types"] = nlohmann::json::parse(R"([[["global"], 4]])");
        object.erase(key);
        const ModelConfig config = ModelConfig::read(store(object.dump()));
        QCOMPARE(config.intermediateSize, std::size_t {192});
        QCOMPARE(config.layerNormEpsilon, 1e-5);
        QCOMPARE(config.keysSeen, std::vector<std::size_t>(4, 64));
    }

    void takesTheIntermediateSizeThatIsGiven()
    {
        nlohmann::json object = withoutAttention();
        object["attention_types"] = nlohmann::json::parse(R"([[["global", "local"], 2]])");
        object["intermediate_size"] = 100;
        QCOMPARE(ModelConfig::read(store(object.dump())).intermediateSize, std::size_t {100});
    }

    void refusesOtherModels_data()
    {
        QTest::addColumn<std::string>("changes");
        QTest::addColumn<std::string>("words");
        const auto row = [](const char* name, const char* changes, const char* words) {
            QTest::newRow(name) << std::string(changes) << std::string(words);
        };
        row("GPT-2", R"({"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"]})",
            "type \"gpt2\"; Bathyscope reads GPT-Neo (gpt_neo) models only.");
        row("GPT-NeoX", R"({"model_type": "gpt_neox"})", "\"gpt_neox\"|GPT-Neo");
        row("GPT-NeoX by architecture", R"({"model_type": null, "architectures": ["GPTNeoXForCausalLM"]})",
            "architecture \"GPTNeoXForCausalLM\"");
        row("other architecture", R"({"architectures": ["LlamaForCausalLM"]})",
            "\"LlamaForCausalLM\"|GPT-Neo");
        row("type is a number", R"({"model_type": 7})", "type 7");
        row("says nothing", R"({"model_type": null, "architectures": null})",
            "neither model_type nor architectures");
        row("empty architectures", R"({"model_type": null, "architectures": []})", "neither model_type nor");
        row("gelu", R"({"activation_function": "gelu"})", "activation function \"gelu\"|gelu_new");
        row("relu", R"({"activation_function": "relu"})", "\"relu\"|gelu_new");
        row("activation is a list", R"({"activation_function": ["gelu_new"]})", "a list|gelu_new");
        row("attention of another kind", R"({"attention_types": [[["global", "sparse"], 2]]})",
            "\"sparse\"|local");
        row("attention type is a number", R"({"attention_layers": [1, 2, 3, 4]})", "attention type 1");
    }

    void refusesOtherModels()
    {
        QFETCH(std::string, changes);
        QFETCH(std::string, words);
        nlohmann::json object = withoutAttention();
        object.update(nlohmann::json::parse(changes));
        const std::filesystem::path path = store(object.dump());
        BATHYSCOPE_VERIFY_REFUSED((void)ModelConfig::read(path), ErrorKind::UnsupportedModel,
                                  words + "|config.json");
    }

    void refusesNumbersThatCannotBe_data()
    {
        QTest::addColumn<std::string>("key");
        QTest::addColumn<std::string>("value");
        for (const char* key : {"vocab_size", "max_position_embeddings", "hidden_size", "num_layers",
                                "num_heads", "intermediate_size", "window_size"}) {
            for (const char* value :
                 {"0", "-1", "1.5", "48.0", "\"48\"", "true", "[48]", "{}", "1e30", "18446744073709551615",
                  "9223372036854775808", "99999999999999999999", "1048577"}) {
                QTest::addRow("%s = %s", key, value) << std::string(key) << std::string(value);
            }
        }
        for (const char* value : {"0", "-1e-5", "1", "\"1e-5\"", "[]", "true"}) {
            QTest::addRow("layer_norm_epsilon = %s", value)
                << std::string("layer_norm_epsilon") << std::string(value);
            QTest::addRow("initializer_range = %s", value)
                << std::string("initializer_range") << std::string(value);
        }
    }

    void refusesNumbersThatCannotBe()
    {
        QFETCH(std::string, key);
        QFETCH(std::string, value);
        nlohmann::json object = withoutAttention();
        object["attention_types"] = nlohmann::json::parse(R"([[["global", "local"], 2]])");
        object[key] = "VALUE";
        std::string text = object.dump();
        text.replace(text.find("\"VALUE\""), 7, value);
        const std::filesystem::path path = store(text);
        BATHYSCOPE_VERIFY_REFUSED((void)ModelConfig::read(path), ErrorKind::BadFormat,
                                  key + " = |config.json");
    }

    void refusesWhatIsMissing_data()
    {
        QTest::addColumn<std::string>("key");
        for (const char* key : {"vocab_size", "max_position_embeddings", "hidden_size", "num_layers",
                                "num_heads", "window_size", "attention_types"}) {
            QTest::newRow(key) << std::string(key);
        }
    }

    void refusesWhatIsMissing()
    {
        QFETCH(std::string, key);
        nlohmann::json object = withoutAttention();
        object["attention_types"] = nlohmann::json::parse(R"([[["global", "local"], 2]])");
        object.erase(key);
        const std::filesystem::path path = store(object.dump());
        BATHYSCOPE_VERIFY_REFUSED((void)ModelConfig::read(path), ErrorKind::BadFormat, key + "|config.json");
    }

    void refusesContradictions_data()
    {
        QTest::addColumn<std::string>("changes");
        QTest::addColumn<std::string>("words");
        const auto row = [](const char* name, const char* changes, const char* words) {
            QTest::newRow(name) << std::string(changes) << std::string(words);
        };
        row("heads do not divide", R"({"num_heads": 5, "attention_types": [[["global"], 4]]})",
            "hidden_size = 48|num_heads = 5");
        row("more heads than width", R"({"num_heads": 96, "attention_types": [[["global"], 4]]})",
            "num_heads = 96");
        row("too few layers", R"({"attention_types": [[["global", "local"], 1]]})",
            "describes 2 layers|num_layers is 4");
        row("too many layers", R"({"attention_types": [[["global", "local"], 3]]})",
            "more than 4 layers|num_layers is 4");
        row("absurdly many layers", R"({"attention_types": [[["global"], 18446744073709551615]]})",
            "more than 4");
        row("no layers", R"({"attention_types": []})", "describes 0 layers");
        row("empty pattern", R"({"attention_types": [[[], 1000000000000]]})", "describes 0 layers");
        row("list too short", R"({"attention_layers": ["global"]})",
            "describes 1 layers in attention_layers");
        row("both, disagreeing",
            R"({"attention_types": [[["global", "local"], 2]], "attention_layers": ["local", "global", "local", "global"]})",
            "disagree");
    }

    void refusesContradictions()
    {
        QFETCH(std::string, changes);
        QFETCH(std::string, words);
        nlohmann::json object = withoutAttention();
        object.update(nlohmann::json::parse(changes));
        const std::filesystem::path path = store(object.dump());
        BATHYSCOPE_VERIFY_REFUSED((void)ModelConfig::read(path), ErrorKind::InconsistentModel,
                                  words + "|config.json");
    }

    void refusesWhatIsNoConfiguration_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("words");
        const auto row = [](const char* name, const std::string& text, const char* words) {
            QTest::newRow(name) << text << std::string(words);
        };
        std::string attention = withoutAttention().dump();
        attention.pop_back();
        row("empty", "", "not JSON");
        row("cut short", attention, "not JSON");
        row("a list", "[]", "not a JSON object");
        row("ill-formed UTF-8", "{\"a\": \"\xFF\"}", "UTF-8");
        row("number beyond double", R"({"a": 1e999})", "number");
        row("deep nesting", R"({"a":)" + std::string(100000, '['), "nested");
        row("too long", std::string(1000001, ' '), "1000000 bytes");
        row("types are text", attention + R"(,"attention_types":"global"})", "attention_types|patterns");
        row("types not nested", attention + R"(,"attention_types":["global","local"]})",
            "attention_types|patterns");
        row("repeats negative", attention + R"(,"attention_types":[[["global"],-4]]})",
            "attention_types|patterns");
        row("repeats fractional", attention + R"(,"attention_types":[[["global"],4.0]]})",
            "attention_types|patterns");
        row("repeats missing", attention + R"(,"attention_types":[[["global"]]]})",
            "attention_types|patterns");
        row("layers are text", attention + R"(,"attention_layers":"global"})", "attention_layers|list");
    }

    void refusesWhatIsNoConfiguration()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, words);
        const std::filesystem::path path = store(text);
        BATHYSCOPE_VERIFY_REFUSED((void)ModelConfig::read(path), ErrorKind::BadFormat,
                                  words + "|config.json");
    }

    void refusesWhatIsNoFile()
    {
        const std::filesystem::path folder = m_folder.path().toStdString();
        BATHYSCOPE_VERIFY_REFUSED((void)ModelConfig::read(folder / "absent.json"), ErrorKind::FileMissing,
                                  "absent.json");
        BATHYSCOPE_VERIFY_REFUSED((void)ModelConfig::read(folder), ErrorKind::FileUnreadable,
                                  "cannot be read");
    }
};

QTEST_GUILESS_MAIN(TestGptNeoConfig)
#include "tst_GptNeoConfig.moc"
