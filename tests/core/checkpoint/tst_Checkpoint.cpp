// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/Checkpoint.h"
#include "core/checkpoint/SafetensorsWriter.h"
#include "core/support/Resources.h"
#include "tests/core/checkpoint/CheckpointFiles.h"
#include "tests/support/TestData.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace bathyscope;
using namespace bathyscope::test;

namespace fs = std::filesystem;

class TestCheckpoint : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    fs::path folder() const
    {
        return m_folder->path().toStdString();
    }

    /// A file of float32 tensors, each filled with 0, 1, 2, ….
    void writeTensors(const std::string& fileName, const std::vector<TensorPlan>& plan) const
    {
        SafetensorsWriter writer(folder() / fileName, plan, {});
        for (const TensorPlan& tensor : plan) {
            std::size_t numElements = 1;
            for (const std::int64_t dimension : tensor.shape) {
                numElements *= static_cast<std::size_t>(dimension);
            }
            if (tensor.dtype != DType::F32) {
                writer.append(std::vector<std::byte>(numElements * dtypeBytes(tensor.dtype)));
                continue;
            }
            std::vector<float> values(numElements);
            for (std::size_t i = 0; i < values.size(); ++i) {
                values[i] = static_cast<float>(i);
            }
            writer.append(std::span<const float>(values));
        }
        writer.commit();
    }

    void copyConfig() const
    {
        fs::copy_file(testData("tiny-gpt-neo/config.json"), folder() / "config.json");
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void opensASingleFile()
    {
        const auto checkpoint = Checkpoint::open(testData("tiny-gpt-neo"));
        QCOMPARE(checkpoint->folder(), testData("tiny-gpt-neo"));
        QCOMPARE(checkpoint->config().numLayers, std::size_t {4});
        QCOMPARE(checkpoint->weightFiles(),
                 std::vector<fs::path> {testData("tiny-gpt-neo/model.safetensors")});
        QVERIFY(!checkpoint->hasTokenizer());
        QVERIFY(checkpoint->contains("h.3.mlp.c_fc.weight"));
        QVERIFY(!checkpoint->contains("h.4.mlp.c_fc.weight"));
        const std::vector<TensorSpec> specs {{"wte.weight", {300, 48}}, {"h.0.mlp.c_fc.bias", {192}}};
        checkpoint->require(specs);
    }

    void drawsRandomWeightsInTheShapesOfTheFolder()
    {
        const auto trained = Checkpoint::open(testData("tiny-gpt-neo"));
        const auto random = Checkpoint::open(testData("tiny-gpt-neo"), 7);
        const auto read = [](const auto& checkpoint, const char* name, std::size_t size) {
            std::vector<float> values(size);
            checkpoint->read(name, values);
            return values;
        };
        const std::vector<float> matrix = read(random, "h.2.mlp.c_fc.weight", 192UL * 48);
        QVERIFY(matrix != read(trained, "h.2.mlp.c_fc.weight", 192UL * 48));
        QVERIFY(matrix != read(random, "h.1.mlp.c_fc.weight", 192UL * 48));
        QCOMPARE(read(Checkpoint::open(testData("tiny-gpt-neo"), 7), "h.2.mlp.c_fc.weight", 192UL * 48),
                 matrix);
        QVERIFY(read(Checkpoint::open(testData("tiny-gpt-neo"), 8), "h.2.mlp.c_fc.weight", 192UL * 48)
                != matrix);
        double squares = 0;
        for (const float weight : matrix) {
            squares += static_cast<double>(weight) * static_cast<double>(weight);
        }
        // Standard error of the sd: 1 / sqrt(2 · 9,216) = 0.0074 of it.
        const double range = random->config().initializerRange;
        QVERIFY(std::abs(std::sqrt(squares / 9216) / range - 1) < 0.04);
        QCOMPARE(read(random, "h.2.mlp.c_fc.bias", 192), std::vector<float>(192, 0.0F));
        QCOMPARE(read(random, "h.2.ln_1.bias", 48), std::vector<float>(48, 0.0F));
        QCOMPARE(read(random, "h.2.ln_1.weight", 48), std::vector<float>(48, 1.0F));
        QCOMPARE(read(random, "ln_f.weight", 48), std::vector<float>(48, 1.0F));
        const std::vector<TensorSpec> beyond {{"h.9.mlp.c_fc.bias", {192}}};
        BATHYSCOPE_VERIFY_REFUSED(random->require(beyond), ErrorKind::InconsistentModel, "is missing");
    }

    void rowsOfRandomWeightsArePartsOfTheWhole()
    {
        const auto random = Checkpoint::open(testData("tiny-gpt-neo"), 7);
        std::vector<float> whole(300UL * 48);
        random->read("wte.weight", whole);
        const std::vector<std::int64_t> rows {299, 0, 17, 17};
        std::vector<float> some(rows.size() * 48);
        random->readRows("wte.weight", rows, some);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QVERIFY(std::equal(some.begin() + static_cast<std::ptrdiff_t>(i * 48),
                               some.begin() + static_cast<std::ptrdiff_t>((i + 1) * 48),
                               whole.begin() + static_cast<std::ptrdiff_t>(rows[i] * 48)));
        }
    }

    void randomWeightsDoNotReadTheFiles()
    {
        copyConfig();
        // Trained weights that are refused: NaN everywhere.
        const std::vector<TensorPlan> plan {{"wte.weight", DType::F32, {2, 48}}};
        SafetensorsWriter writer(folder() / "model.safetensors", plan, {});
        writer.append(
            std::span<const float>(std::vector<float>(96, std::numeric_limits<float>::quiet_NaN())));
        writer.commit();
        std::vector<float> values(96);
        QVERIFY_THROWS_EXCEPTION(Error, Checkpoint::open(folder())->read("wte.weight", values));
        Checkpoint::open(folder(), 1)->read("wte.weight", values);
        QVERIFY(std::ranges::all_of(values, [](float value) { return std::isfinite(value); }));
    }

    void findsTheTokenizer()
    {
        const auto checkpoint = Checkpoint::open(resourcesFolder() / "sample-models/sample-12");
        QVERIFY(checkpoint->hasTokenizer());
        QVERIFY(fs::exists(checkpoint->vocabFile()));
        QVERIFY(fs::exists(checkpoint->mergesFile()));
    }

    void findsTensorsWithAndWithoutPrefix()
    {
        copyConfig();
        writeTensors("model.safetensors",
                     {{"transformer.wte.weight", DType::F32, {2, 3}}, {"ln_f.bias", DType::F32, {3}}});
        const auto checkpoint = Checkpoint::open(folder());
        const std::vector<TensorSpec> specs {{"wte.weight", {2, 3}}, {"ln_f.bias", {3}}};
        checkpoint->require(specs);
        std::array<float, 6> values {};
        checkpoint->read("wte.weight", values);
        QCOMPARE(values.back(), 5.0F);
    }

    void refusesATensorUnderBothNames()
    {
        copyConfig();
        writeTensors("model.safetensors",
                     {{"transformer.ln_f.bias", DType::F32, {3}}, {"ln_f.bias", DType::F32, {3}}});
        BATHYSCOPE_VERIFY_REFUSED((void)Checkpoint::open(folder()), ErrorKind::InconsistentModel,
                                  "\"ln_f.bias\"|with and without");
    }

    void ignoresExtraTensorsOfAnyType()
    {
        copyConfig();
        writeTensors("model.safetensors",
                     {{"transformer.h.0.attn.attention.bias", DType::U8, {1, 1, 4, 4}},
                      {"transformer.h.0.attn.attention.masked_bias", DType::F32, {}},
                      {"lm_head.weight", DType::F32, {2, 3}},
                      {"transformer.wte.weight", DType::F32, {2, 3}}});
        const std::vector<TensorSpec> specs {{"wte.weight", {2, 3}}};
        Checkpoint::open(folder())->require(specs);
    }

    void readsRows()
    {
        const auto checkpoint = Checkpoint::open(testData("tiny-gpt-neo"));
        const std::array<std::int64_t, 4> rows {7, 299, 7, 0};
        std::vector<float> out(rows.size() * 48);
        checkpoint->readRows("wte.weight", rows, out);
        // Values from NumPy.
        QCOMPARE(out[0], 0.23787273466587067F);
        QCOMPARE(out[2], 0.4783851206302643F);
        QCOMPARE(out[2 * 48 - 1], 0.3138205111026764F);
        QVERIFY(std::equal(out.begin(), out.begin() + 48, out.begin() + 96));
        std::vector<float> whole(std::size_t {300} * 48);
        checkpoint->read("wte.weight", whole);
        QVERIFY(std::equal(out.end() - 48, out.end(), whole.begin()));
        checkpoint->readRows("wte.weight", {}, {});
    }

    void refusesRowsThatAreNotThere()
    {
        const auto checkpoint = Checkpoint::open(testData("tiny-gpt-neo"));
        std::vector<float> out(48);
        for (const std::int64_t row : {std::int64_t {-1}, std::int64_t {300}}) {
            const std::array<std::int64_t, 1> rows {row};
            BATHYSCOPE_VERIFY_REFUSED(checkpoint->readRows("wte.weight", rows, out),
                                      ErrorKind::InvalidRequest,
                                      std::to_string(row) + "|\"wte.weight\"|0 to 299");
        }
        const std::array<std::int64_t, 2> two {0, 1};
        BATHYSCOPE_VERIFY_REFUSED(checkpoint->readRows("wte.weight", two, out), ErrorKind::Internal,
                                  "\"wte.weight\"");
        BATHYSCOPE_VERIFY_REFUSED(checkpoint->readRows("ln_f.bias", std::span(two).first(1), out),
                                  ErrorKind::InconsistentModel, "\"ln_f.bias\"|[48]|matrix");
        BATHYSCOPE_VERIFY_REFUSED(checkpoint->readRows("nothing", two, out), ErrorKind::InconsistentModel,
                                  "\"nothing\"");
        BATHYSCOPE_VERIFY_REFUSED(checkpoint->read("ln_f.bias", std::span(out).first(47)),
                                  ErrorKind::InconsistentModel, "\"ln_f.bias\"|[48]|47 elements");
    }

    void stopsReadingWhenAsked()
    {
        const auto checkpoint = Checkpoint::open(testData("tiny-gpt-neo"));
        std::vector<float> out(48, -1.0F);
        std::stop_source stop;
        stop.request_stop();
        checkpoint->read("ln_f.bias", out, stop.get_token());
        QVERIFY(std::ranges::all_of(out, [](float value) { return value == -1.0F; }));
    }

    void listsEverythingThatDoesNotFit()
    {
        copyConfig();
        writeTensors(
            "model.safetensors",
            {{"wte.weight", DType::F32, {2, 3}}, {"ids", DType::I64, {2}}, {"good", DType::BF16, {4}}});
        const auto checkpoint = Checkpoint::open(folder());
        const std::vector<TensorSpec> specs {
            {"wte.weight", {3, 2}}, {"ids", {2}}, {"good", {4}}, {"absent", {5, 6}}, {"ln_f.bias", {3}}};
        BATHYSCOPE_VERIFY_REFUSED(
            checkpoint->require(specs), ErrorKind::InconsistentModel,
            "wte.weight in model.safetensors has the shape [2, 3] instead of [3, 2]|"
            "ids in model.safetensors has the type I64 instead of F32, F16, BF16 or F64; quantised|"
            "absent [5, 6] is missing|ln_f.bias [3] is missing|"
                + folder().string());
        const auto refusal = refusalOf([&] { checkpoint->require(specs); });
        QVERIFY(refusal->message.find("good") == std::string::npos);
    }

    void shortensALongList()
    {
        const auto checkpoint = Checkpoint::open(testData("tiny-gpt-neo"));
        std::vector<TensorSpec> specs(20);
        for (std::size_t i = 0; i < specs.size(); ++i) {
            specs[i] = {"absent." + std::to_string(i), {1}};
        }
        BATHYSCOPE_VERIFY_REFUSED(checkpoint->require(specs), ErrorKind::InconsistentModel,
                                  "absent.0 |absent.11 |and 8 more");
        const auto refusal = refusalOf([&] { checkpoint->require(specs); });
        QVERIFY(refusal->message.find("absent.12") == std::string::npos);
    }

    void refusesWeightsThatAreNotFinite_data()
    {
        QTest::addColumn<float>("bad");
        QTest::addColumn<int>("index");
        QTest::addColumn<std::string>("words");
        constexpr float infinity = std::numeric_limits<float>::infinity();
        QTest::newRow("NaN, first") << std::nanf("") << 0 << std::string("NaN at index 0;");
        QTest::newRow("NaN, inside a vector") << -std::nanf("") << 37 << std::string("NaN at index 37;");
        QTest::newRow("infinity, in a later piece")
            << infinity << 65'537 << std::string("infinity at index 65537;");
        QTest::newRow("minus infinity, last")
            << -infinity << 139'999 << std::string("infinity at index 139999;");
    }

    void refusesWeightsThatAreNotFinite()
    {
        QFETCH(float, bad);
        QFETCH(int, index);
        QFETCH(std::string, words);
        copyConfig();
        std::vector<float> values(140'000, std::numeric_limits<float>::max());
        values[static_cast<std::size_t>(index)] = bad;
        values.back() = index == 139'999 ? bad : -std::numeric_limits<float>::denorm_min();
        {
            const std::vector<TensorPlan> plan {{"transformer.wte.weight", DType::F32, {70'000, 2}}};
            SafetensorsWriter writer(folder() / "model.safetensors", plan, {});
            writer.append(std::span<const float>(values));
            writer.commit();
        }
        const auto checkpoint = Checkpoint::open(folder());
        std::vector<float> out(values.size());
        BATHYSCOPE_VERIFY_REFUSED(checkpoint->read("wte.weight", out), ErrorKind::InconsistentModel,
                                  words + "|wte.weight|model.safetensors");
        const std::array<std::int64_t, 1> row {index / 2};
        BATHYSCOPE_VERIFY_REFUSED(checkpoint->readRows("wte.weight", row, std::span(out).first(2)),
                                  ErrorKind::InconsistentModel, words);
    }

    void opensShards()
    {
        copyConfig();
        writeTensors("a-1.safetensors",
                     {{"transformer.wte.weight", DType::F32, {2, 3}}, {"unlisted", DType::F32, {1}}});
        writeTensors("a-2.safetensors", {{"transformer.ln_f.bias", DType::F32, {3}}});
        writeFile(folder() / "model.safetensors.index.json",
                  R"({"metadata": {"total_size": 36}, "weight_map": {
                      "transformer.wte.weight": "a-1.safetensors", "transformer.ln_f.bias": "a-2.safetensors"}})");
        const auto checkpoint = Checkpoint::open(folder());
        QCOMPARE(checkpoint->weightFiles(),
                 (std::vector<fs::path> {folder() / "a-1.safetensors", folder() / "a-2.safetensors"}));
        std::array<float, 3> values {};
        checkpoint->read("ln_f.bias", values);
        QCOMPARE(values[2], 2.0F);
        QVERIFY(checkpoint->contains("wte.weight"));
        QVERIFY(!checkpoint->contains("unlisted"));
    }

    /// Indexes name the buffers of older versions of transformers, and a head that is the embedding again.
    void passesOverWhatAnIndexNamesAndNobodyNeeds_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<std::string>("shard");
        for (const char* name :
             {"lm_head.weight", "transformer.h.0.attn.attention.masked_bias",
              "transformer.h.1.attn.attention.bias", "h.0.mlp.c_fc.weight.scale", "other"}) {
            QTest::addRow("%s, not in its shard", name)
                << std::string(name) << std::string("a-1.safetensors");
            QTest::addRow("%s, shard missing", name) << std::string(name) << std::string("gone.safetensors");
            QTest::addRow("%s, shard damaged", name) << std::string(name) << std::string("page.safetensors");
        }
    }

    void passesOverWhatAnIndexNamesAndNobodyNeeds()
    {
        QFETCH(const std::string, name);
        QFETCH(const std::string, shard);
        copyConfig();
        writeTensors("a-1.safetensors", {{"transformer.wte.weight", DType::F32, {2, 3}}});
        writeFile(folder() / "page.safetensors", "<!DOCTYPE html><html></html>");
        writeFile(folder() / "model.safetensors.index.json",
                  R"({"weight_map": {"transformer.wte.weight": "a-1.safetensors", ")" + name + R"(": ")"
                      + shard + R"("}})");
        const auto checkpoint = Checkpoint::open(folder());
        QVERIFY(checkpoint->contains("wte.weight"));
        QVERIFY(!checkpoint->contains(name));
        QCOMPARE(checkpoint->weightFiles(), std::vector<fs::path> {folder() / "a-1.safetensors"});
    }

    void convertsDoubles()
    {
        copyConfig();
        const std::vector<double> values {0.1, -1e-300, 3.25, 1e30};
        {
            const std::vector<TensorPlan> plan {{"wte.weight", DType::F64, {2, 2}},
                                                {"ln_f.bias", DType::F64, {1}}};
            SafetensorsWriter writer(folder() / "model.safetensors", plan, {});
            writer.append(std::span<const double>(values));
            writer.append(std::span<const double>(std::vector<double> {1e300}));
            writer.commit();
        }
        const auto checkpoint = Checkpoint::open(folder());
        checkpoint->require(std::vector<TensorSpec> {{"wte.weight", {2, 2}}});
        std::array<float, 4> out {};
        checkpoint->read("wte.weight", out);
        QCOMPARE(out, (std::array<float, 4> {0.1F, -0.0F, 3.25F, 1e30F}));
        BATHYSCOPE_VERIFY_REFUSED(
            checkpoint->read("ln_f.bias", std::span(out).first(1)), ErrorKind::InconsistentModel,
            "\"ln_f.bias\"|holds infinity, or a number beyond those of float32, at index 0");
    }

    void knowsWhatIsNotTheFileItself_data()
    {
        QTest::addColumn<std::string>("file");
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<std::string>("words");
        const std::string pointer =
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935\nsize 525979192\n";
        const std::string page = "\xEF\xBB\xBF\r\n<!doctype HTML>\n<html class=\"\"><head></head></html>";
        for (const char* file : {"model.safetensors", "config.json", "model.safetensors.index.json"}) {
            QTest::addRow("pointer as %s", file)
                << std::string(file) << pointer << std::string("is a Git LFS pointer|git lfs pull");
            QTest::addRow("page as %s", file)
                << std::string(file) << page << std::string("is a web page (HTML)|download|/resolve/");
            QTest::addRow("bare page as %s", file)
                << std::string(file) << std::string("<HTML>") + std::string(300, ' ')
                << std::string("is a web page (HTML)");
        }
    }

    void knowsWhatIsNotTheFileItself()
    {
        QFETCH(const std::string, file);
        QFETCH(const std::string, bytes);
        QFETCH(const std::string, words);
        copyConfig();
        writeFile(folder() / file, bytes);
        BATHYSCOPE_VERIFY_REFUSED((void)Checkpoint::open(folder()), ErrorKind::BadFormat,
                                  "The file " + (folder() / file).string() + "|" + words);
    }

    void prefersTheSingleFileToShards()
    {
        copyConfig();
        writeTensors("model.safetensors", {{"ln_f.bias", DType::F32, {3}}});
        writeFile(folder() / "model.safetensors.index.json", "broken");
        QCOMPARE(Checkpoint::open(folder())->weightFiles().size(), std::size_t {1});
    }

    void refusesBrokenShards_data()
    {
        QTest::addColumn<std::string>("index");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<std::string>("words");
        const auto row = [](const char* name, const char* index, ErrorKind kind, const char* words) {
            QTest::newRow(name) << std::string(index) << kind << std::string(words);
        };
        constexpr ErrorKind badFormat = ErrorKind::BadFormat;
        row("shard missing", R"({"weight_map": {"ln_f.bias": "gone.safetensors"}})", ErrorKind::FileMissing,
            "gone.safetensors|missing|model.safetensors.index.json");
        row("tensor not in its shard", R"({"weight_map": {"wte.weight": "a.safetensors"}})",
            ErrorKind::InconsistentModel, "\"wte.weight\"|a.safetensors");
        row("parent folder", R"({"weight_map": {"ln_f.bias": "../a.safetensors"}})", badFormat,
            "\"../a.safetensors\"|plain name");
        row("absolute path", R"({"weight_map": {"ln_f.bias": "/etc/passwd"}})", badFormat, "\"/etc/passwd\"");
        row("subfolder", R"({"weight_map": {"ln_f.bias": "sub/a.safetensors"}})", badFormat, "plain name");
        row("backslash", R"({"weight_map": {"ln_f.bias": "..\\a.safetensors"}})", badFormat, "plain name");
        row("two dots", R"({"weight_map": {"ln_f.bias": ".."}})", badFormat, "\"..\"");
        row("empty name", R"({"weight_map": {"ln_f.bias": ""}})", badFormat, "\"ln_f.bias\"");
        row("NUL in the name", R"({"weight_map": {"ln_f.bias": "a.safetensors\u0000x"}})", badFormat,
            "plain name");
        row("name is a number", R"({"weight_map": {"ln_f.bias": 1}})", badFormat, "no file");
        row("no weight_map", R"({"metadata": {}})", badFormat, "weight_map");
        row("empty weight_map", R"({"weight_map": {}})", badFormat, "weight_map");
        row("weight_map is a list", R"({"weight_map": []})", badFormat, "weight_map");
        row("not JSON", "weights", badFormat, "not JSON");
    }

    void refusesBrokenShards()
    {
        QFETCH(std::string, index);
        QFETCH(ErrorKind, kind);
        QFETCH(std::string, words);
        copyConfig();
        writeTensors("a.safetensors", {{"ln_f.bias", DType::F32, {3}}});
        writeFile(folder() / "model.safetensors.index.json", index);
        BATHYSCOPE_VERIFY_REFUSED((void)Checkpoint::open(folder()), kind, words);
    }

    void refusesFoldersWithoutAModel()
    {
        BATHYSCOPE_VERIFY_REFUSED((void)Checkpoint::open(folder() / "absent"), ErrorKind::FileMissing,
                                  "absent|does not exist");
        BATHYSCOPE_VERIFY_REFUSED((void)Checkpoint::open(folder()), ErrorKind::FileMissing,
                                  "no config.json|" + folder().string());
        copyConfig();
        BATHYSCOPE_VERIFY_REFUSED((void)Checkpoint::open(folder() / "config.json"), ErrorKind::InvalidRequest,
                                  "is a file|choose the folder");
        BATHYSCOPE_VERIFY_REFUSED((void)Checkpoint::open(folder()), ErrorKind::FileMissing,
                                  "neither model.safetensors nor|get model.safetensors");
    }

    void neverOpensAPickle()
    {
        copyConfig();
        writeFile(folder() / "pytorch_model.bin", "\x80\x02.");
        BATHYSCOPE_VERIFY_REFUSED((void)Checkpoint::open(folder()), ErrorKind::FileMissing,
                                  "\"pytorch_model.bin\"|never opened|get model.safetensors");
    }

    void saysWhenTheWeightsHaveAnotherName()
    {
        copyConfig();
        writeTensors("model-00001-of-00002.safetensors", {{"ln_f.bias", DType::F32, {3}}});
        BATHYSCOPE_VERIFY_REFUSED((void)Checkpoint::open(folder()), ErrorKind::FileMissing,
                                  "model-00001-of-00002.safetensors|index of the shards");
    }

    void handsOnWhatIsWrongWithTheFiles()
    {
        copyConfig();
        writeFile(folder() / "model.safetensors", "short");
        BATHYSCOPE_VERIFY_REFUSED((void)Checkpoint::open(folder()), ErrorKind::BadFormat,
                                  "model.safetensors|5 bytes");
        writeFile(folder() / "config.json", R"({"model_type": "gpt2"})");
        BATHYSCOPE_VERIFY_REFUSED((void)Checkpoint::open(folder()), ErrorKind::UnsupportedModel, "\"gpt2\"");
    }
};

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_Checkpoint.moc"
