// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/LayerStream.h"
#include "core/support/Resources.h"
#include "tests/core/checkpoint/CheckpointFiles.h"
#include "tests/support/TestData.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

/// The matrices and vectors of every block, as the engine asks for them.
std::vector<std::vector<TensorSpec>> layerGroups(const ModelConfig& config)
{
    const auto hidden = static_cast<std::int64_t>(config.hiddenSize);
    const auto inner = static_cast<std::int64_t>(config.intermediateSize);
    std::vector<std::vector<TensorSpec>> groups;
    for (std::size_t layer = 0; layer < config.numLayers; ++layer) {
        const std::string block = "h." + std::to_string(layer) + ".";
        groups.push_back({{block + "ln_1.bias", {hidden}},
                          {block + "attn.attention.q_proj.weight", {hidden, hidden}},
                          {block + "mlp.c_fc.weight", {inner, hidden}},
                          {block + "mlp.c_fc.bias", {inner}}});
    }
    return groups;
}

/// A copy of tiny-gpt-neo that may be harmed.
std::filesystem::path copyOfTinyModel(const QTemporaryDir& folder)
{
    std::filesystem::path copy = folder.filePath(QStringLiteral("model")).toStdString();
    std::filesystem::copy(testData("tiny-gpt-neo"), copy);
    return copy;
}

} // namespace

class TestLayerStream : public QObject
{
    Q_OBJECT

private slots:
    void deliversEveryGroupInOrder_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("F32") << QString::fromStdString(testData("tiny-gpt-neo").string());
        QTest::newRow("F16") << QString::fromStdString(
            (resourcesFolder() / "sample-models/sample-12").string());
        QTest::newRow("F16, 24 layers")
            << QString::fromStdString((resourcesFolder() / "sample-models/sample-24").string());
    }

    void deliversEveryGroupInOrder()
    {
        QFETCH(QString, folder);
        const auto checkpoint = Checkpoint::open(folder.toStdString());
        const auto groups = layerGroups(checkpoint->config());
        LayerStream stream(checkpoint, groups);
        for (const std::vector<TensorSpec>& group : groups) {
            const TensorGroup& weights = stream.next();
            for (std::size_t i = 0; i < group.size(); ++i) {
                const std::span<const float> values = weights.tensor(i);
                QCOMPARE(reinterpret_cast<std::uintptr_t>(values.data()) % 64, std::uintptr_t {0});
                std::vector<float> expected(values.size());
                checkpoint->read(group[i].name, expected);
                QVERIFY(std::ranges::equal(values, expected));
            }
        }
    }

    void reusesTwoBuffers()
    {
        const auto checkpoint = Checkpoint::open(testData("tiny-gpt-neo"));
        LayerStream stream(checkpoint, layerGroups(checkpoint->config()));
        std::array<const float*, 4> places {};
        std::ranges::generate(places, [&stream] { return stream.next().tensor(0).data(); });
        QVERIFY(places[0] != places[1]);
        QCOMPARE(places[2], places[0]);
        QCOMPARE(places[3], places[1]);
    }

    void keepsAGroupUntilTheNextIsAskedFor()
    {
        const auto checkpoint = Checkpoint::open(testData("tiny-gpt-neo"));
        const auto groups = layerGroups(checkpoint->config());
        std::vector<float> expected(std::size_t {192} * 48);
        for (int round = 0; round < 50; ++round) {
            LayerStream stream(checkpoint, groups);
            for (const std::vector<TensorSpec>& group : groups) {
                const std::span<const float> weights = stream.next().tensor(2);
                checkpoint->read(group[2].name, expected); // gives the reader time to do damage
                QVERIFY(std::ranges::equal(weights, expected));
            }
        }
    }

    void servesGroupsOfNothing()
    {
        const auto checkpoint = Checkpoint::open(testData("tiny-gpt-neo"));
        LayerStream stream(checkpoint, {{}, {{"ln_f.bias", {48}}}, {}});
        (void)stream.next();
        QCOMPARE(stream.next().tensor(0).size(), std::size_t {48});
        (void)stream.next();
        const LayerStream empty(checkpoint, {});
    }

    void endsAtItsLastGroup()
    {
        const auto checkpoint = Checkpoint::open(testData("tiny-gpt-neo"));
        LayerStream stream(checkpoint, {{{"ln_f.bias", {48}}}});
        (void)stream.next();
        BATHYSCOPE_VERIFY_REFUSED((void)stream.next(), ErrorKind::Internal, "Group 1|1 groups");
    }

    void refusesTensorsThatDoNotFitBeforeReading()
    {
        const auto checkpoint = Checkpoint::open(testData("tiny-gpt-neo"));
        BATHYSCOPE_VERIFY_REFUSED(LayerStream(checkpoint, {{{"ln_f.bias", {48}}}, {{"ln_f.bias", {47}}}}),
                                  ErrorKind::InconsistentModel, "ln_f.bias|[48]|[47]");
        BATHYSCOPE_VERIFY_REFUSED(LayerStream(checkpoint, {{{"absent", {48}}}}), ErrorKind::InconsistentModel,
                                  "absent");
    }

    void saysWhenAFileIsCutShortUnderway()
    {
        const QTemporaryDir folder;
        const std::filesystem::path copy = copyOfTinyModel(folder);
        const auto checkpoint = Checkpoint::open(copy);
        LayerStream stream(checkpoint, layerGroups(checkpoint->config()));
        (void)stream.next();
        // Groups 0 and 1 may have been read by now; group 2 waits for the buffer of group 0.
        std::filesystem::resize_file(copy / "model.safetensors", 5528);
        const auto readOn = [&] {
            (void)stream.next();
            (void)stream.next();
        };
        BATHYSCOPE_VERIFY_REFUSED(readOn(), ErrorKind::FileUnreadable, "model.safetensors|cut short");
        // It stays an error, and the stream can still be destroyed.
        BATHYSCOPE_VERIFY_REFUSED((void)stream.next(), ErrorKind::FileUnreadable,
                                  "model.safetensors|cut short");
    }

    void saysWhenAFileIsWrittenToUnderway()
    {
        const QTemporaryDir folder;
        const std::filesystem::path copy = copyOfTinyModel(folder);
        const auto checkpoint = Checkpoint::open(copy);
        LayerStream stream(checkpoint, layerGroups(checkpoint->config()));
        (void)stream.next();
        QFile file(QString::fromStdString((copy / "model.safetensors").string()));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - 64));
        QCOMPARE(file.write(QByteArray(64, '\1')), 64); // of the same length, and still a safetensors file
        file.close();
        const auto readOn = [&] {
            (void)stream.next();
            (void)stream.next();
        };
        BATHYSCOPE_VERIFY_REFUSED(readOn(), ErrorKind::InconsistentModel,
                                  "model.safetensors|written to since it was opened");
    }

    void staysWithTheFileItOpenedWhereAnotherTakesItsPlace()
    {
        const QTemporaryDir folder;
        const std::filesystem::path copy = copyOfTinyModel(folder);
        const auto checkpoint = Checkpoint::open(copy);
        const auto groups = layerGroups(checkpoint->config());
        LayerStream stream(checkpoint, groups);
        (void)stream.next();
        std::ofstream(copy / "new") << "something else";
        std::filesystem::rename(copy / "new", copy / "model.safetensors");
        const auto original = Checkpoint::open(testData("tiny-gpt-neo"));
        std::vector<float> expected(std::size_t {192} * 48);
        for (std::size_t layer = 1; layer < groups.size(); ++layer) {
            original->read(groups[layer][2].name, expected);
            QVERIFY(std::ranges::equal(stream.next().tensor(2), expected));
        }
    }

    void canBeDestroyedAtAnyTime()
    {
        const auto checkpoint = Checkpoint::open(testData("tiny-gpt-neo"));
        const auto groups = layerGroups(checkpoint->config());
        for (int round = 0; round < 200; ++round) {
            LayerStream stream(checkpoint, groups);
            for (int i = 0; i < round % 5; ++i) {
                (void)stream.next();
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestLayerStream)
#include "tst_LayerStream.moc"
