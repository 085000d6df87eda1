// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/Checkpoint.h"
#include "core/checkpoint/ShardIndex.h"
#include "tests/core/checkpoint/CheckpointFiles.h"
#include "tests/support/TestData.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <random>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

/// Changes a text in one to four places, the way that finds holes in parsers of JSON: other bytes, numbers at
/// the limits, pieces taken out, doubled or put elsewhere, ends cut off.
class Mutator
{
public:
    std::string mutated(std::string text)
    {
        for (std::size_t i = 1 + below(4); i > 0 && !text.empty(); --i) {
            mutateOnce(text);
        }
        return text;
    }

    std::size_t below(std::size_t limit)
    {
        return m_random() % limit; // the bias does not matter here, the same sequence everywhere does
    }

private:
    void mutateOnce(std::string& text)
    {
        static constexpr std::array<std::string_view, 20> pieces {
            "{",    "}",       "[",   "]",
            "\"",   ",",       ":",   "null",
            "0",    "-1",      "1.5", "18446744073709551615",
            "1e99", "\\u0000", "\\",  "true",
            "{}",   "[[]]",    "F64", "99999999999999999999"};
        const std::size_t position = below(text.size());
        const std::size_t length = std::min(1 + below(24), text.size() - position);
        switch (below(7)) {
        case 0:
            text[position] = static_cast<char>(below(256));
            break;
        case 1:
            text[position] = static_cast<char>(static_cast<unsigned char>(text[position]) ^ (1U << below(8)));
            break;
        case 2:
            text.erase(position, length);
            break;
        case 3:
            text.insert(position, text.substr(below(text.size()), length));
            break;
        case 4:
            text.insert(position, pieces.at(below(pieces.size())));
            break;
        case 5:
            replaceNumber(text, position, pieces.at(below(pieces.size())));
            break;
        default:
            text.resize(below(20) == 0 ? position : text.size());
            break;
        }
    }

    static void replaceNumber(std::string& text, std::size_t position, std::string_view piece)
    {
        const std::size_t begin = text.find_first_of("0123456789", position);
        if (begin != std::string::npos) {
            const std::size_t end = std::min(text.find_first_not_of("0123456789", begin), text.size());
            text.replace(begin, end - begin, piece);
        }
    }

    std::mt19937 m_random {20260101};
};

} // namespace

/// Whatever stands in a file, it opens or is refused with an Error; refusalOf lets every other exception
/// through, which fails the test, and the sanitizer builds see the rest.
class TestCheckpointFuzz : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path path(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

private slots:
    void mutatedHeadersOpenOrAreRefused()
    {
        const std::string original = readFile(testData("tiny-gpt-neo/expected.safetensors"));
        std::uint64_t headerBytes = 0;
        std::memcpy(&headerBytes, original.data(), sizeof headerBytes);
        const std::string header = original.substr(8, headerBytes);
        const std::string data(64,
                               'x'); // what the small header describes; the real one's tensors lie beyond it
        const std::string smallHeader = "{\"__metadata__\":{\"format\":\"pt\"},"
                                        "\"a\":{\"dtype\":\"F32\",\"shape\":[2,4],\"data_offsets\":[0,32]},"
                                        "\"b\":{\"dtype\":\"F16\",\"shape\":[],\"data_offsets\":[32,34]},"
                                        "\"c\":{\"dtype\":\"U8\",\"shape\":[30,0],\"data_offsets\":[34,34]},"
                                        "\"d\":{\"dtype\":\"U8\",\"shape\":[30],\"data_offsets\":[34,64]}}";
        const std::filesystem::path file = path("x.safetensors");
        Mutator mutator;
        int numOpened = 0;
        for (int i = 0; i < 4000; ++i) {
            std::string bytes = safetensorsBytes(mutator.mutated(i % 8 == 0 ? header : smallHeader), data);
            if (i % 16 == 15) { // the length itself
                bytes[mutator.below(8)] = static_cast<char>(mutator.below(256));
            }
            writeFile(file, bytes);
            const auto refusal = refusalOf([&] {
                const SafetensorsFile opened(file);
                for (const TensorView& tensor : opened.tensors()) {
                    std::vector<std::byte> content(tensor.numBytes);
                    opened.readBytes(tensor, 0, content);
                }
                ++numOpened;
            });
            QVERIFY(!refusal || refusal->kind == ErrorKind::BadFormat);
        }
        // Some mutations change nothing that matters; if none opened, the test would test nothing.
        QVERIFY(numOpened > 50 && numOpened < 2500);
    }

    void mutatedConfigurationsOpenOrAreRefused()
    {
        const std::string original = readFile(testData("tiny-gpt-neo/config.json"));
        const std::filesystem::path file = path("config.json");
        Mutator mutator;
        int numOpened = 0;
        for (int i = 0; i < 3000; ++i) {
            writeFile(file, mutator.mutated(original));
            const auto refusal = refusalOf([&] {
                const ModelConfig config = ModelConfig::read(file);
                QCOMPARE(config.keysSeen.size(), config.numLayers);
                QCOMPARE(config.headDim() * config.numHeads, config.hiddenSize);
                ++numOpened;
            });
            QVERIFY(!refusal || refusal->kind != ErrorKind::Internal);
        }
        QVERIFY(numOpened > 50 && numOpened < 2500);
    }

    void mutatedIndexesOpenOrAreRefused()
    {
        const std::string original = "{\"metadata\":{\"total_size\":64},\"weight_map\":{"
                                     "\"wte.weight\":\"model-00001-of-00002.safetensors\","
                                     "\"ln_f.bias\":\"model-00002-of-00002.safetensors\"}}";
        const std::filesystem::path file = path("model.safetensors.index.json");
        Mutator mutator;
        for (int i = 0; i < 3000; ++i) {
            writeFile(file, mutator.mutated(original));
            const auto refusal = refusalOf([&] {
                for (const auto& [tensor, shard] : readShardIndex(file)) {
                    QVERIFY(shard.find('/') == std::string::npos && shard != "..");
                }
            });
            QVERIFY(!refusal || refusal->kind == ErrorKind::BadFormat);
        }
    }
};

QTEST_GUILESS_MAIN(TestCheckpointFuzz)
#include "tst_CheckpointFuzz.moc"
