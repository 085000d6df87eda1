// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Resources.h"
#include "core/text/Tokenizer.h"
#include "tests/core/engine/SweepRecorder.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <fstream>
#include <numeric>

using namespace bathyscope;
using namespace bathyscope::test;

/// The shipped models against what their training program (PyTorch) measured on 32 tokens: parity.json beside
/// the weights.
class TestSampleModels : public QObject
{
    Q_OBJECT

private slots:
    void tokenizesAsInTraining_data();
    void tokenizesAsInTraining();
    void givesTheActivationsOfTheTrainingProgram_data();
    void givesTheActivationsOfTheTrainingProgram();
    void givesTheLossOfItsCard_data();
    void givesTheLossOfItsCard();
};

namespace {

// NOLINTNEXTLINE(bugprone-exception-escape): the JSON library's assertions, which do not throw here
struct Sample
{
    std::filesystem::path folder;
    nlohmann::json parity;
    TokenWindows windows;
};

Sample load(const QString& name)
{
    Sample sample;
    sample.folder = resourcesFolder() / "sample-models" / name.toStdString();
    std::ifstream(sample.folder / "parity.json") >> sample.parity;
    sample.windows = TokenWindows::cut(sample.parity.at("token_ids").get<std::vector<TokenId>>(), 512);
    return sample;
}

void addModels()
{
    QTest::addColumn<QString>("name");
    QTest::addRow("sample-12") << QStringLiteral("sample-12");
    QTest::addRow("sample-24") << QStringLiteral("sample-24");
}

/// Logits of every token, double precision from float32 hidden states and tied embeddings,
/// [tokens][vocabulary].
std::vector<std::vector<double>> logits(const Sample& sample)
{
    const auto checkpoint = Checkpoint::open(sample.folder);
    const std::size_t hidden = checkpoint->config().hiddenSize;
    const std::size_t vocabulary = checkpoint->config().vocabularySize;
    std::vector<float> embedding(vocabulary * hidden);
    checkpoint->read("wte.weight", embedding);
    const std::vector<float> normed =
        record(sample.folder, sample.windows, {HookPoint::FinalNormOut}).values.at("ln_final.hook_out");
    std::vector<std::vector<double>> rows;
    for (std::size_t token = 0; token < sample.windows.numTokens(); ++token) {
        std::vector<double>& row = rows.emplace_back(vocabulary);
        for (std::size_t id = 0; id < vocabulary; ++id) {
            row[id] = std::inner_product(&normed[token * hidden], &normed[token * hidden] + hidden,
                                         &embedding[id * hidden], 0.0);
        }
    }
    return rows;
}

} // namespace

void TestSampleModels::tokenizesAsInTraining_data()
{
    addModels();
}

void TestSampleModels::tokenizesAsInTraining()
{
    QFETCH(const QString, name);
    const Sample sample = load(name);
    const auto tokenizer = Tokenizer::load(sample.folder / "vocab.json", sample.folder / "merges.txt");
    QCOMPARE(tokenizer->encode(sample.parity.at("text").get<std::string>()),
             sample.parity.at("token_ids").get<std::vector<TokenId>>());
}

void TestSampleModels::givesTheActivationsOfTheTrainingProgram_data()
{
    addModels();
}

void TestSampleModels::givesTheActivationsOfTheTrainingProgram()
{
    QFETCH(const QString, name);
    const Sample sample = load(name);
    const Recorded recorded = record(sample.folder, sample.windows, {HookPoint::MlpPre});
    for (const auto& [layer, values] : sample.parity.at("c_fc_last_position").items()) {
        const std::string hook = "blocks." + layer + ".mlp.hook_pre";
        const std::vector<float>& all = recorded.values.at(hook);
        const float* lastRow = all.data() + all.size() - recorded.widths.at(hook);
        for (std::size_t i = 0; i < values.size(); ++i) {
            // Two float32 programs, up to 24 layers: rounding grows to a few 1e-5 in values of order 1.
            QVERIFY2(std::abs(static_cast<double>(lastRow[i]) - values[i].get<double>()) < 1e-4,
                     hook.c_str());
        }
    }
}

void TestSampleModels::givesTheLossOfItsCard_data()
{
    addModels();
}

void TestSampleModels::givesTheLossOfItsCard()
{
    QFETCH(const QString, name);
    const Sample sample = load(name);
    const std::vector<std::vector<double>> rows = logits(sample);
    double loss = 0;
    for (std::size_t token = 0; token + 1 < rows.size(); ++token) {
        double total = 0;
        for (const double logit : rows[token]) {
            total += std::exp(logit);
        }
        loss += std::log(total) - rows[token][static_cast<std::size_t>(sample.windows.ids()[token + 1])];
    }
    loss /= static_cast<double>(rows.size() - 1);
    QVERIFY(std::abs(loss - sample.parity.at("mean_nll").get<double>())
            < 1e-4); // float32 logits on the other side
    const auto ids = sample.parity.at("top5_next_ids").get<std::vector<std::size_t>>();
    const auto expected = sample.parity.at("top5_next_logits").get<std::vector<double>>();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        QVERIFY(std::abs(rows.back().at(ids[i]) - expected[i]) < 1e-4); // given with five decimals
    }
}

QTEST_GUILESS_MAIN(TestSampleModels)
#include "tst_SampleModels.moc"
