// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/Checkpoint.h"
#include "core/checkpoint/ModelCatalog.h"
#include "core/checkpoint/ModelFiles.h"
#include "core/support/Resources.h"
#include "core/support/Sha256.h"
#include "tests/core/checkpoint/CheckpointFiles.h"
#include "tests/support/TestData.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace bathyscope;
using namespace bathyscope::test;

namespace fs = std::filesystem;

namespace {

const CatalogStatus& statusOf(const std::vector<CatalogStatus>& models, std::string_view name)
{
    return *std::ranges::find_if(models,
                                 [name](const CatalogStatus& model) { return model.entry->name == name; });
}

const CatalogEntry& entryOf(std::string_view name)
{
    return *std::ranges::find(modelCatalog(), name, &CatalogEntry::name);
}

} // namespace

/// Every test has a made-up home with an empty cache.
class TestModelCatalog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    fs::path home() const
    {
        return m_home->path().toStdString();
    }

    fs::path hub() const
    {
        return home() / ".cache/huggingface/hub";
    }

    /// Makes a snapshot the way the hub's client does: links to blobs.
    static fs::path addSnapshot(const fs::path& cache, const std::string& repository,
                                const std::string& commit, bool hasWeights = true)
    {
        fs::path folder = cache / repository / "snapshots" / commit;
        fs::create_directories(folder);
        fs::create_directories(cache / repository / "blobs");
        writeFile(cache / repository / "blobs/c0", "{}");
        writeFile(cache / repository / "blobs/w0", "weights");
        fs::create_symlink("../../blobs/c0", folder / "config.json");
        fs::create_symlink(hasWeights ? "../../blobs/w0" : "../../blobs/gone", folder / "model.safetensors");
        return folder;
    }

    static void setMain(const fs::path& cache, const std::string& repository, const std::string& commit)
    {
        fs::create_directories(cache / repository / "refs");
        writeFile(cache / repository / "refs/main", commit);
    }

    static CatalogStatus locate(std::string_view name)
    {
        return statusOf(locateModels(resourcesFolder()), name);
    }

private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("HOME", m_home->path().toLocal8Bit());
        for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"}) {
            qunsetenv(name);
        }
    }

    void goesFromSmallToLarge()
    {
        std::vector<std::string> names;
        for (const CatalogEntry& entry : modelCatalog()) {
            names.push_back(entry.name);
        }
        QCOMPARE(names,
                 (std::vector<std::string> {"sample-12", "sample-24", "gpt-neo-125m", "gpt-neo-1.3b",
                                            "gpt-neo-2.7b"}));
        QVERIFY(std::ranges::is_sorted(modelCatalog(), {}, &CatalogEntry::weightBytes));
    }

    void describesTheShippedSamplesTruly_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::newRow("sample-12") << std::string("sample-12");
        QTest::newRow("sample-24") << std::string("sample-24");
    }

    void describesTheShippedSamplesTruly()
    {
        QFETCH(std::string, name);
        const CatalogStatus status = locate(name);
        QCOMPARE(status.state, ModelState::Shipped);
        QCOMPARE(status.folder, resourcesFolder() / "sample-models" / name);
        const auto checkpoint = Checkpoint::open(status.folder);
        const CatalogEntry& entry = *status.entry;
        QCOMPARE(entry.numLayers, checkpoint->config().numLayers);
        QCOMPARE(entry.hiddenSize, checkpoint->config().hiddenSize);
        QCOMPARE(entry.numNeurons, checkpoint->config().intermediateSize);
        QCOMPARE(entry.maxPositions, checkpoint->config().maxPositions);
        QCOMPARE(entry.weightBytes, fs::file_size(checkpoint->weightFiles().front()));
        QCOMPARE(entry.weightsSha256, sha256OfFile(checkpoint->weightFiles().front()));
        QVERIFY(checkpoint->hasTokenizer());
    }

    void describesThePublishedModels()
    {
        QCOMPARE(entryOf("gpt-neo-125m").numNeurons, std::size_t {3072});
        QCOMPARE(entryOf("gpt-neo-1.3b").numLayers, std::size_t {24});
        QCOMPARE(entryOf("gpt-neo-2.7b").numLayers, std::size_t {32});
        for (const CatalogEntry& entry : modelCatalog()) {
            QCOMPARE(entry.numNeurons, 4 * entry.hiddenSize);
            QCOMPARE(entry.maxPositions, entry.repository.empty() ? std::size_t {512} : std::size_t {2048});
            QCOMPARE(entry.weightsSha256.size(), std::size_t {64});
            QCOMPARE(entry.revision.size(), entry.repository.empty() ? std::size_t {0} : std::size_t {40});
        }
    }

    void findsNothingInAnEmptyHome()
    {
        for (const CatalogStatus& model : locateModels(resourcesFolder())) {
            QCOMPARE(model.state, model.entry->repository.empty() ? ModelState::Shipped : ModelState::Absent);
            QCOMPARE(model.folder.empty(), model.state == ModelState::Absent);
        }
        for (const CatalogStatus& model : locateModels(home())) { // resources without samples
            QCOMPARE(model.state, ModelState::Absent);
        }
    }

    void looksWhereTheHubsClientWouldLook_data()
    {
        QTest::addColumn<QByteArray>("variable");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<std::string>("cache");
        QTest::newRow("no variable") << QByteArray() << QByteArray() << std::string(".cache/huggingface/hub");
        QTest::newRow("HF_HUB_CACHE") << QByteArray("HF_HUB_CACHE") << QByteArray("%/a") << std::string("a");
        QTest::newRow("older name") << QByteArray("HUGGINGFACE_HUB_CACHE") << QByteArray("%/b")
                                    << std::string("b");
        QTest::newRow("HF_HOME") << QByteArray("HF_HOME") << QByteArray("%/c") << std::string("c/hub");
        QTest::newRow("XDG_CACHE_HOME")
            << QByteArray("XDG_CACHE_HOME") << QByteArray("%/d") << std::string("d/huggingface/hub");
        QTest::newRow("tilde") << QByteArray("HF_HOME") << QByteArray("~/e") << std::string("e/hub");
        QTest::newRow("set but empty")
            << QByteArray("HF_HOME") << QByteArray() << std::string(".cache/huggingface/hub");
    }

    void looksWhereTheHubsClientWouldLook()
    {
        QFETCH(QByteArray, variable);
        QFETCH(QByteArray, value);
        QFETCH(std::string, cache);
        if (!variable.isEmpty()) {
            qputenv(variable.constData(), value.replace('%', m_home->path().toLocal8Bit()));
        }
        const fs::path snapshot = addSnapshot(home() / cache, "models--EleutherAI--gpt-neo-2.7B", "abc");
        QCOMPARE(locate("gpt-neo-2.7b").state, ModelState::Cached);
        QCOMPARE(locate("gpt-neo-2.7b").folder, snapshot);
        QCOMPARE(locate("gpt-neo-1.3b").state, ModelState::Absent);
    }

    void theFirstVariableWins()
    {
        qputenv("HF_HUB_CACHE", (m_home->path() + QStringLiteral("/a")).toLocal8Bit());
        qputenv("HF_HOME", (m_home->path() + QStringLiteral("/c")).toLocal8Bit());
        addSnapshot(home() / "c/hub", "models--EleutherAI--gpt-neo-2.7B", "abc");
        QCOMPARE(locate("gpt-neo-2.7b").state, ModelState::Absent);
    }

    void findsEitherSpelling_data()
    {
        QTest::addColumn<std::string>("repository");
        QTest::newRow("125m") << std::string("models--EleutherAI--gpt-neo-125m");
        QTest::newRow("125M") << std::string("models--EleutherAI--gpt-neo-125M");
    }

    void findsEitherSpelling()
    {
        QFETCH(std::string, repository);
        const fs::path snapshot = addSnapshot(hub(), repository, "abc");
        addSnapshot(hub(), "models--someone--gpt-neo-125m", "abc");
        QCOMPARE(locate("gpt-neo-125m").folder, snapshot);
    }

    void choosesMainThenTheKnownRevisionThenAny()
    {
        const std::string repository = "models--EleutherAI--gpt-neo-125m";
        const fs::path any = addSnapshot(hub(), repository, "ffff");
        QCOMPARE(locate("gpt-neo-125m").folder, any);
        const fs::path known = addSnapshot(hub(), repository, entryOf("gpt-neo-125m").revision);
        QCOMPARE(locate("gpt-neo-125m").folder, known);
        const fs::path newest = addSnapshot(hub(), repository, "aaaa");
        setMain(hub(), repository, "aaaa\n");
        QCOMPARE(locate("gpt-neo-125m").folder, newest);
        setMain(hub(), repository, "bbbb"); // not there
        QCOMPARE(locate("gpt-neo-125m").folder, known);
        setMain(hub(), repository, "../../../../etc");
        QCOMPARE(locate("gpt-neo-125m").folder, known);
    }

    void skipsIncompleteSnapshots()
    {
        const std::string repository = "models--EleutherAI--gpt-neo-125m";
        addSnapshot(hub(), repository, "aaaa", false);
        setMain(hub(), repository, "aaaa");
        QCOMPARE(locate("gpt-neo-125m").state, ModelState::Absent);
        const fs::path other = addSnapshot(hub(), "models--EleutherAI--gpt-neo-125M", "bbbb");
        QCOMPARE(locate("gpt-neo-125m").folder, other);
        fs::remove(other / "config.json");
        QCOMPARE(locate("gpt-neo-125m").state, ModelState::Absent);
    }

    void countsShardsOnlyWhenAllAreThere()
    {
        const fs::path folder = addSnapshot(hub(), "models--EleutherAI--gpt-neo-1.3B", "abc", false);
        fs::remove(folder / "model.safetensors");
        writeFile(
            folder / "model.safetensors.index.json",
            R"({"weight_map": {"wte.weight": "1.safetensors", "transformer.h.0.ln_1.bias": "2.safetensors",
                      "lm_head.weight": "3.safetensors", "h.0.attn.attention.masked_bias": "4.safetensors"}})");
        writeFile(folder / "1.safetensors", "");
        QCOMPARE(locate("gpt-neo-1.3b").state, ModelState::Absent);
        writeFile(folder / "2.safetensors", "");
        QCOMPARE(locate("gpt-neo-1.3b").state, ModelState::Cached);
        writeFile(folder / "model.safetensors.index.json", "broken");
        QCOMPARE(locate("gpt-neo-1.3b").state, ModelState::Absent);
    }

    /// Hugging Face's tools take the safetensors of a pull request and everything else from main.
    void findsWhatAPullRequestLeavesToMain()
    {
        const fs::path repository = hub() / "models--someone--a-model";
        const fs::path main = repository / "snapshots/aaaa";
        const fs::path pull = repository / "snapshots/bbbb";
        const fs::path older = repository / "snapshots/0000";
        for (const fs::path& snapshot : {main, pull, older}) {
            fs::create_directories(snapshot);
        }
        fs::create_directories(repository / "refs/pr");
        writeFile(repository / "refs/main", "aaaa");
        writeFile(repository / "refs/pr/1", "bbbb");
        fs::copy_file(testData("tiny-gpt-neo/model.safetensors"), pull / "model.safetensors");
        for (const fs::path& snapshot : {main, older}) {
            fs::copy_file(testData("tiny-gpt-neo/config.json"), snapshot / "config.json");
            for (const char* name : {"vocab.json", "merges.txt"}) {
                fs::copy_file(testData("gpt2-vocab") / name, snapshot / name);
            }
        }
        writeFile(older / "config.json", "{}");
        const fs::path found = resolveModel("someone/a-model", resourcesFolder());
        QCOMPARE(found, pull);
        const auto checkpoint = Checkpoint::open(found);
        QCOMPARE(checkpoint->config().numLayers, std::size_t {4});
        QVERIFY(checkpoint->hasTokenizer());
        QCOMPARE(checkpoint->vocabFile(), main / "vocab.json");
        QCOMPARE(checkpoint->mergesFile(), main / "merges.txt");
        const std::vector<CachedModel> models = otherCachedModels();
        QCOMPARE(models.size(), std::size_t {1});
        QCOMPARE(models.front().repository, std::string("someone/a-model"));
        QVERIFY(models.front().hasTokenizer);
        QCOMPARE(models.front().maxPositions, checkpoint->config().maxPositions);
        // The two of a tokenizer are taken together, from the first snapshot that has both.
        fs::remove(main / "merges.txt");
        QCOMPARE(checkpoint->vocabFile(), older / "vocab.json");
        // A folder of its own takes nothing from its neighbours.
        fs::create_directories(home() / "models/one");
        QVERIFY(!hasTokenizerFiles(home() / "models/one"));
        BATHYSCOPE_VERIFY_REFUSED((void)Checkpoint::open(home() / "models/one"), ErrorKind::FileMissing,
                                  "no config.json");
    }

    /// The hub's first models have names without an owner.
    void findsModelsWithoutAnOwner()
    {
        const fs::path snapshot = hub() / "models--my-neo/snapshots/abc";
        fs::create_directories(snapshot);
        fs::copy_file(testData("tiny-gpt-neo/config.json"), snapshot / "config.json");
        fs::copy_file(testData("tiny-gpt-neo/model.safetensors"), snapshot / "model.safetensors");
        QCOMPARE(otherCachedModels().front().repository, std::string("my-neo"));
        QCOMPARE(resolveModel("my-neo", resourcesFolder()), snapshot); // as it is listed
        QCOMPARE(resolveModel("My-Neo", resourcesFolder()), snapshot);
        BATHYSCOPE_VERIFY_REFUSED((void)resolveModel("my-ne", resourcesFolder()), ErrorKind::FileMissing,
                                  "\"my-ne\" is neither a folder nor a model that is known by name");
    }

    void saysHowToGetATokenizer()
    {
        const fs::path folder = home() / "model";
        fs::create_directories(folder);
        const auto problem = [&folder] { return tokenizerProblem(folder); };
        QCOMPARE(missingWord(problem(), folder.string() + "|has no vocab.json and merges.txt|get both"),
                 std::string());
        writeFile(folder / "vocab.json", "{}");
        QCOMPARE(missingWord(problem(), "has vocab.json but no merges.txt|get merges.txt"), std::string());
        fs::remove(folder / "vocab.json");
        writeFile(folder / "tokenizer.json", "{}");
        QCOMPARE(missingWord(problem(),
                             "has its tokenizer as tokenizer.json alone|does not read|cd '" + folder.string()
                                 + "'|Tokenizer.from_file(\"tokenizer.json\").model.save(\".\")"),
                 std::string());
        writeFile(folder / "vocab.json", "{}");
        writeFile(folder / "merges.txt", "");
        QCOMPARE(problem(), std::string());
    }

    void knowsTheCounterpartInSize()
    {
        const std::vector<CatalogStatus> located = locateModels(resourcesFolder());
        for (const CatalogEntry& entry : modelCatalog()) {
            QVERIFY(entryOf(entry.counterpart).numLayers != entry.numLayers);
        }
        QCOMPARE(counterpartOf("sample-12", located)->entry->name, "sample-24");
        QCOMPARE(counterpartOf("sample-24", located)->entry->name, "sample-12");
        QVERIFY(!counterpartOf("gpt-neo-125m", located)); // 1.3B is not in this home
        QVERIFY(!counterpartOf("a-folder", located));
    }

    void resolvesNamesInAnyCaseAndFolders()
    {
        const fs::path snapshot = addSnapshot(hub(), "models--EleutherAI--gpt-neo-1.3B", "abc");
        for (const char* name :
             {"gpt-neo-1.3b", "GPT-Neo-1.3B", "EleutherAI/gpt-neo-1.3B", "eleutherai/GPT-NEO-1.3b"}) {
            QCOMPARE(resolveModel(name, resourcesFolder()), snapshot);
        }
        QCOMPARE(resolveModel("Sample-12", resourcesFolder()), resourcesFolder() / "sample-models/sample-12");
        QCOMPARE(resolveModel(testData("tiny-gpt-neo").string(), resourcesFolder()),
                 testData("tiny-gpt-neo"));
    }

    void saysWhatToDoAboutAModelThatIsNotHere()
    {
        BATHYSCOPE_VERIFY_REFUSED(
            (void)resolveModel("gpt-neo-125m", resourcesFolder()), ErrorKind::FileMissing,
            "GPT-Neo 125M is not on this machine|EleutherAI/gpt-neo-125m|" + hub().string());
        BATHYSCOPE_VERIFY_REFUSED((void)resolveModel("sample-12", home()), ErrorKind::FileMissing,
                                  "sample-12|install the program again");
        for (const char* name : {"gpt-neo-13b", "/no/such/folder", "", "EleutherAI/pythia-70m"}) {
            BATHYSCOPE_VERIFY_REFUSED(
                (void)resolveModel(name, resourcesFolder()), ErrorKind::FileMissing,
                std::string("\"") + name
                    + "\"|sample-12, sample-24, gpt-neo-125m, gpt-neo-1.3b, gpt-neo-2.7b");
        }
    }
};

QTEST_GUILESS_MAIN(TestModelCatalog)
#include "tst_ModelCatalog.moc"
