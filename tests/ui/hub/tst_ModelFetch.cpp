// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/HubCache.h"
#include "core/support/Error.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/Refusal.h"
#include "tests/support/ScriptedHub.h"
#include "tests/support/TemporaryFolder.h"
#include "ui/hub/FileLock.h"
#include "ui/hub/ModelFetch.h"

#include <QCryptographicHash>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <latch>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;
using namespace bathyscope::ui;

namespace fs = std::filesystem;

namespace {

constexpr const char* weights = "model.safetensors";

QByteArray readFile(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return QByteArray::fromStdString(
        {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
}

void writeFile(const fs::path& path, const QByteArray& bytes)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes.toStdString();
}

/// Paths below a folder, links as "path -> target"; folders are left out.
std::set<std::string> filesBelow(const fs::path& folder)
{
    std::set<std::string> files;
    if (!fs::exists(folder)) {
        return files;
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().lexically_relative(folder).string();
        if (entry.is_symlink()) {
            files.insert(name + " -> " + fs::read_symlink(entry.path()).string());
        } else if (!entry.is_directory()) {
            files.insert(name);
        }
    }
    return files;
}

std::size_t numGets(const std::vector<SeenRequest>& requests)
{
    return static_cast<std::size_t>(std::ranges::count(requests, QByteArray("GET"), &SeenRequest::method));
}

} // namespace

/// Every test has a hub and an empty cache of its own. Nothing waits: waits are written down.
class TestModelFetch : public QObject
{
    Q_OBJECT

private:
    std::optional<FailOnWarning> m_failOnWarning;
    std::optional<TemporaryFolder> m_folder;
    std::optional<ScriptedHub> m_hub;
    HubSettings m_settings;
    std::vector<int> m_waits; ///< seconds
    FetchProgress m_last;
    std::stop_source m_stop;

    ModelOrder order() const
    {
        return modelOrder(m_hub->repository());
    }

    FetchedModel fetch()
    {
        return fetchModel(
            order(), m_settings, [this](const FetchProgress& progress) { m_last = progress; },
            m_stop.get_token());
    }

    fs::path repository() const
    {
        return m_settings.cache / "models--org--tiny";
    }

    fs::path blob(const std::string& name) const
    {
        return repository() / "blobs" / m_hub->etag(name);
    }

    fs::path partial() const
    {
        return blob(weights).string() + ".incomplete";
    }

    fs::path placed(const std::string& name) const
    {
        return repository() / "snapshots" / ScriptedHub::commit / name;
    }

    /// The weights are there and right, and nothing is left over.
    void verifyWeights() const
    {
        QCOMPARE(readFile(placed(weights)), m_hub->content(weights));
        QVERIFY(!fs::exists(partial()));
    }

    /// A part of the weights as an earlier attempt has left it.
    void leavePartial(const QByteArray& bytes) const
    {
        writeFile(partial(), bytes);
    }

private slots:
    void init()
    {
        m_failOnWarning.emplace();
        m_folder.emplace();
        m_hub.emplace();
        m_hub->addTinyModel();
        m_settings = HubSettings();
        m_settings.endpoint = m_hub->endpoint();
        m_settings.token = "secret";
        m_settings.cache = m_folder->path() / "hub";
        m_settings.retries.progressBytes = 1000;
        m_settings.retries.wait = [this](std::chrono::seconds time, const std::stop_token&) {
            m_waits.push_back(static_cast<int>(time.count()));
        };
        m_waits.clear();
        m_last = {};
        m_stop = {};
    }

    void cleanup()
    {
        m_hub.reset();
        m_folder.reset();
        m_failOnWarning.reset();
    }

    /// A folder stands where a link should: the rename fails, as it does on a disk that fails.
    void leavesNoLinkBehindWhereItCannotBePlaced()
    {
        fs::create_directories(placed("config.json"));
        const auto refusal = refusalOf([this] { fetch(); });
        QVERIFY(refusal && refusal->kind == ErrorKind::FileUnwritable);
        QVERIFY2(refusal->message.find(placed("config.json").string()) != std::string::npos,
                 refusal->message.c_str());
        for (const std::string& file : filesBelow(repository())) {
            QVERIFY2(file.find(".link") == std::string::npos, file.c_str());
        }
    }

    /// What huggingface_hub documents: blobs named by ETag, a link for every file of the snapshot, the
    /// branch's commit without a line end, and locks beside the repositories.
    void storesAsHuggingFacesToolsExpect()
    {
        const FetchedModel fetched = fetch();
        const std::string commit = ScriptedHub::commit;
        QCOMPARE(fetched.commit, commit);
        QCOMPARE(fetched.folder, repository() / "snapshots" / commit);
        std::set<std::string> expected {"models--org--tiny/refs/main"};
        for (const std::string name : {"config.json", "vocab.json", "merges.txt", weights}) {
            const std::string etag = m_hub->etag(name);
            expected.insert("models--org--tiny/blobs/" + etag);
            expected.insert(std::string("models--org--tiny/snapshots/")
                                .append(commit)
                                .append("/")
                                .append(name)
                                .append(" -> ../../blobs/")
                                .append(etag));
            expected.insert(".locks/models--org--tiny/" + etag + ".lock");
            QCOMPARE(readFile(placed(name)), m_hub->content(name));
        }
        QCOMPARE(filesBelow(m_settings.cache), expected);
        QCOMPARE(readFile(repository() / "refs/main"), QByteArray(ScriptedHub::commit));
        QCOMPARE(findSnapshot("org/tiny", {}, m_settings.cache), fetched.folder);
        QVERIFY(m_waits.empty());
    }

    void reportsHowFarItIs()
    {
        std::uint64_t last = 0;
        std::set<FetchStage> stages;
        const FetchedModel fetched = fetchModel(order(), m_settings,
                                                [&](const FetchProgress& progress) {
                                                    QVERIFY(progress.bytesDone >= last);
                                                    QVERIFY(progress.bytesDone <= progress.bytesTotal);
                                                    last = progress.bytesDone;
                                                    stages.insert(progress.stage);
                                                },
                                                {});
        QCOMPARE(stages, (std::set {FetchStage::Asking, FetchStage::Receiving}));
        std::uint64_t numBytes = 0;
        for (const std::string name : {"config.json", "vocab.json", "merges.txt", weights}) {
            numBytes += static_cast<std::uint64_t>(m_hub->content(name).size());
        }
        QCOMPARE(fetched.bytesTotal, numBytes);
        QCOMPARE(fetched.bytesReceived, numBytes);
    }

    void fetchesNothingTwice()
    {
        (void)fetch();
        m_hub->forgetRequests();
        const FetchedModel again = fetch();
        QCOMPARE(again.bytesReceived, 0U);
        QVERIFY(m_hub->storageRequests().empty());
        QCOMPARE(numGets(m_hub->hubRequests()), 1U); // config.json, to be looked at
    }

    void asksForNamedFilesOnly()
    {
        m_hub->add("pytorch_model.bin", "pickle", true);
        m_hub->add("rust_model.ot", "other weights", true);
        (void)fetch();
        for (const SeenRequest& request : m_hub->hubRequests()) {
            QVERIFY(!request.path.contains("pytorch_model") && !request.path.contains("rust_model"));
        }
    }

    void sendsTheTokenToTheHubOnly()
    {
        (void)fetch();
        QVERIFY(!m_hub->storageRequests().empty());
        for (const SeenRequest& request : m_hub->storageRequests()) {
            QVERIFY(request.header("authorization").isEmpty());
        }
        for (const SeenRequest& request : m_hub->hubRequests()) {
            QCOMPARE(request.header("authorization"), QByteArray("Bearer secret"));
            QCOMPARE(request.header("accept-encoding"), QByteArray("identity"));
        }
    }

    void goesOnAfterACut_data()
    {
        QTest::addColumn<int>("tenth");
        for (int tenth = 0; tenth < 10; ++tenth) {
            QTest::addRow("at %d/10", tenth) << tenth;
        }
    }

    void goesOnAfterACut()
    {
        QFETCH(const int, tenth);
        const QByteArray content = m_hub->content(weights);
        const qsizetype cut = content.size() * tenth / 10;
        m_hub->setScript({}, [&, isFirst = true](const SeenRequest& request) mutable {
            ScriptedAnswer answer = ScriptedHub::rangeOf(content, request);
            answer.cutAfter = std::exchange(isFirst, false) ? cut : -1;
            return answer;
        });
        (void)fetch();
        verifyWeights();
        // Qt itself may ask again once, for the same bytes. What was on its way when the connection ended may
        // be lost; nothing else is fetched twice.
        const QByteArray range = m_hub->storageRequests().back().header("range");
        const qsizetype resumed = range.isEmpty() ? 0 : range.sliced(6).chopped(1).toLongLong();
        QVERIFY(resumed <= cut);
        QVERIFY(m_waits.size() <= 2);
    }

    void goesOnThroughACutAtEveryTenth()
    {
        const QByteArray content = m_hub->content(weights);
        m_hub->setScript({}, [&](const SeenRequest& request) {
            ScriptedAnswer answer = ScriptedHub::rangeOf(content, request);
            if (answer.body.size() > content.size() / 10) {
                answer.cutAfter = content.size() / 10;
            }
            return answer;
        });
        m_settings.retries.mostFailures = 1; // in a row: each has progress before it
        (void)fetch();
        verifyWeights();
        QVERIFY(m_waits.size() >= 9);
        QVERIFY(std::ranges::all_of(m_waits, [](int seconds) { return seconds == 1; }));
    }

    void givesUpOnAServerThatAlwaysCuts()
    {
        m_hub->setScript({}, [content = m_hub->content(weights)](const SeenRequest& request) {
            ScriptedAnswer answer = ScriptedHub::rangeOf(content, request);
            answer.cutAfter = 0;
            return answer;
        });
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network, "127.0.0.1 was cut|try again");
        QCOMPARE(m_waits, (std::vector {1, 2, 4, 8, 16}));
        QVERIFY(!fs::exists(placed(weights)));
    }

    void goesOnWhereAKilledProgramStopped()
    {
        const QByteArray content = m_hub->content(weights);
        leavePartial(content.first(300'000));
        const FetchedModel fetched = fetch();
        verifyWeights();
        QCOMPARE(m_hub->storageRequests().size(), 1U);
        QCOMPARE(m_hub->storageRequests()[0].header("range"), QByteArray("bytes=300000-"));
        QCOMPARE(fetched.bytesReceived, fetched.bytesTotal - 300'000);
    }

    void finishesAFileThatIsWholeButUnnamed()
    {
        leavePartial(m_hub->content(weights));
        (void)fetch();
        verifyWeights();
        QVERIFY(m_hub->storageRequests().empty());
    }

    void startsAgainWhereTheServerHasNoRanges()
    {
        const QByteArray content = m_hub->content(weights);
        leavePartial(content.first(300'000));
        m_hub->setScript({}, [&](const SeenRequest&) { return ScriptedAnswer {.body = content}; });
        (void)fetch();
        verifyWeights();
        QCOMPARE(m_hub->storageRequests().size(), 1U);
    }

    void startsAgainWhereTheServerSendsAnotherRange()
    {
        const QByteArray content = m_hub->content(weights);
        leavePartial(content.first(300'000));
        m_hub->setScript({}, [&](const SeenRequest& request) {
            ScriptedAnswer answer = ScriptedHub::rangeOf(content, request);
            if (answer.status == 206) {
                answer.headers = {{"Content-Range", "bytes 7-525847/525848"}};
            }
            return answer;
        });
        (void)fetch();
        verifyWeights();
    }

    void startsAgainWhereTheStartIsDamaged()
    {
        QByteArray start = m_hub->content(weights).first(300'000);
        start[1234] = static_cast<char>(~start[1234]);
        leavePartial(start);
        (void)fetch();
        verifyWeights();
        QCOMPARE(m_hub->storageRequests().size(), 2U);
        QVERIFY(m_hub->storageRequests()[1].header("range").isEmpty());
    }

    void startsAgainWhereTheStartIsTooLong()
    {
        leavePartial(QByteArray(1'000'000, 'x'));
        (void)fetch();
        verifyWeights();
    }

    void keepsNothingWithAWrongDigest()
    {
        QByteArray wrong = m_hub->content(weights);
        wrong[400'000] = static_cast<char>(~wrong[400'000]);
        m_hub->setScript({}, [&](const SeenRequest&) { return ScriptedAnswer {.body = wrong}; });
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network,
                                  "model.safetensors of org/tiny|digest differs|not kept|try again later");
        QVERIFY(!fs::exists(placed(weights)));
        QVERIFY(!fs::exists(blob(weights)));
        QVERIFY(!fs::exists(partial()));
        QVERIFY(!fs::exists(repository() / "refs/main"));
        m_hub->setScript({});
        (void)fetch();
        verifyWeights();
    }

    void keepsNoSmallFileWithAWrongDigest()
    {
        const QByteArray wrong = "{\"b\": 0}";
        m_hub->setScript([&](const SeenRequest& request) -> std::optional<ScriptedAnswer> {
            return request.method == "GET" && request.path.endsWith("/vocab.json")
                ? std::optional(ScriptedAnswer {.body = wrong})
                : std::nullopt;
        });
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network, "vocab.json of org/tiny|digest differs");
        QVERIFY(!fs::exists(placed("vocab.json")));
    }

    void refusesMoreThanWasAnnounced()
    {
        m_hub->setScript({}, [content = m_hub->content(weights)](const SeenRequest&) {
            return ScriptedAnswer {.body = content + "more"};
        });
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network, "525848 bytes|announced");
        QVERIFY(!fs::exists(placed(weights)));
    }

    void refusesLessThanWasAnnounced()
    {
        m_hub->setScript({}, [content = m_hub->content(weights)](const SeenRequest& request) {
            return ScriptedHub::rangeOf(content.first(500'000), request);
        });
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network, "127.0.0.1|try again");
        QVERIFY(!fs::exists(placed(weights)));
    }

    /// A blob of the right name and the wrong size, as a crash of another program may leave it.
    void replacesABrokenBlob()
    {
        writeFile(blob(weights), "broken");
        fs::create_directories(placed(weights).parent_path());
        fs::create_symlink(fs::path("../../blobs") / m_hub->etag(weights), placed(weights));
        (void)fetch();
        verifyWeights();
    }

    void saysWhatARefusalMeans_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, int status, const char* code, const char* token,
                            const char* words) {
            QTest::newRow(name) << status << QByteArray(code) << QByteArray(token) << QByteArray(words);
        };
        row("gated, no token", 401, "GatedRepo", "", "org/tiny|agreed to its terms|/org/tiny|set HF_TOKEN");
        row("gated", 403, "GatedRepo", "secret", "may not read org/tiny|agree to its terms");
        row("forbidden", 403, "", "secret", "may not read org/tiny|read access");
        row("bad token", 401, "", "secret", "does not accept the token for org/tiny|check HF_TOKEN");
        row("unknown, no token", 401, "RepoNotFound", "",
            "no public model org/tiny|check the spelling|set HF_TOKEN");
        row("unknown", 404, "RepoNotFound", "", "no public model org/tiny|check the spelling");
        row("no revision", 404, "RevisionNotFound", "", "org/tiny has no revision main");
    }

    void saysWhatARefusalMeans()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, code);
        QFETCH(const QByteArray, token);
        QFETCH(const QByteArray, words);
        m_settings.token = token;
        m_hub->setScript([&](const SeenRequest&) {
            return ScriptedAnswer {.status = status, .headers = {{"X-Error-Code", code}}};
        });
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network, words.toStdString());
        QCOMPARE(m_hub->hubRequests().size(), 1U);
        QVERIFY(m_waits.empty());
        QVERIFY(!fs::exists(m_settings.cache)); // nothing is left behind
    }

    void waitsAsLongAsTheServerAsks()
    {
        m_hub->setScript(
            [numAsked = 0](const SeenRequest&) mutable -> std::optional<ScriptedAnswer> {
                if (++numAsked > 2) {
                    return std::nullopt;
                }
                return ScriptedAnswer {.status = 429, .headers = {{"Retry-After", "7"}}};
            },
            [numAsked = 0](const SeenRequest&) mutable -> std::optional<ScriptedAnswer> {
                return ++numAsked > 1
                    ? std::nullopt
                    : std::optional(ScriptedAnswer {.status = 503, .headers = {{"Retry-After", "0"}}});
            });
        (void)fetch();
        verifyWeights();
        QCOMPARE(m_waits, (std::vector {7, 7, 0}));
    }

    void doesNotWaitForAnHour()
    {
        m_hub->setScript([](const SeenRequest&) {
            return ScriptedAnswer {.status = 429, .headers = {{"Retry-After", "3600"}}};
        });
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network,
                                  "127.0.0.1 asks to wait 60 min|try again then");
        QVERIFY(m_waits.empty());
    }

    void givesUpOnAServerThatIsDown()
    {
        m_hub->setScript([](const SeenRequest&) { return ScriptedAnswer {.status = 502}; });
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network,
                                  "127.0.0.1 answered 502|try again later");
        QCOMPARE(m_waits, (std::vector {1, 2, 4, 8, 16}));
    }

    void goesOnAfterAStall()
    {
        m_settings.patience = {.stallTime = std::chrono::milliseconds(100), .leastBytes = 1024};
        const QByteArray content = m_hub->content(weights);
        m_hub->setScript({}, [&, numAsked = 0](const SeenRequest& request) mutable {
            ScriptedAnswer answer = ScriptedHub::rangeOf(content, request);
            if (++numAsked < 3) {
                answer.cutAfter = 200'000;
                answer.stallsAfterCut = true;
            }
            return answer;
        });
        (void)fetch();
        verifyWeights();
        QCOMPARE(m_waits.size(), 2U);
        QVERIFY(m_hub->storageRequests().at(2).header("range").startsWith("bytes=400"));
    }

    void goesOnWhenThereIsRoomAgain()
    {
        {
            const FileSizeLimit limit(200'000);
            BATHYSCOPE_VERIFY_REFUSED(
                (void)fetch(), ErrorKind::FileUnwritable,
                m_hub->etag(weights) + "|free some space and fetch the model again|goes on where it stopped");
        }
        QCOMPARE(fs::file_size(partial()), 200'000U);
        QVERIFY(!fs::exists(placed(weights)));
        m_hub->forgetRequests();
        (void)fetch();
        verifyWeights();
        QCOMPARE(m_hub->storageRequests().at(0).header("range"), QByteArray("bytes=200000-"));
    }

    void looksForRoomFirst()
    {
        m_hub->setScript(
            [etag = m_hub->etag(weights)](const SeenRequest& request) -> std::optional<ScriptedAnswer> {
                if (!request.path.endsWith(weights)) {
                    return std::nullopt;
                }
                return ScriptedAnswer {.headers = {{"X-Repo-Commit", ScriptedHub::commit},
                                                   {"X-Linked-Etag", QByteArray::fromStdString(etag)},
                                                   {"X-Linked-Size", "4000000000000000000"}}};
            });
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::FileUnwritable,
                                  "org/tiny needs 4000000000.00 GB|are free where "
                                      + m_settings.cache.string() + "|HF_HUB_CACHE");
        QVERIFY(!fs::exists(m_settings.cache));
    }

    void saysThatTheCacheCannotBeWritten()
    {
        writeFile(m_settings.cache, "a file where the folder should be");
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::FileUnwritable,
                                  m_settings.cache.string() + "|set HF_HUB_CACHE to another folder");
    }

    void twoAtOnceFetchEverythingOnce()
    {
        std::latch bothReady(2);
        std::vector<FetchedModel> fetched(2);
        HubSettings settings = m_settings;
        settings.retries.wait = [](std::chrono::seconds, const std::stop_token&) {
            std::this_thread::yield(); // the one that has the lock goes on
        };
        {
            std::vector<std::jthread> programs;
            programs.reserve(fetched.size());
            for (FetchedModel& result : fetched) {
                programs.emplace_back([&] {
                    bothReady.arrive_and_wait();
                    result = fetchModel(order(), settings, {}, {});
                });
            }
        }
        QCOMPARE(fetched[0].folder, fetched[1].folder);
        QCOMPARE(fetched[0].bytesReceived + fetched[1].bytesReceived, fetched[0].bytesTotal);
        QCOMPARE(m_hub->storageRequests().size(), 1U);
        verifyWeights();
    }

    void waitsForAnotherProgram()
    {
        const fs::path lockFile =
            m_settings.cache / ".locks/models--org--tiny" / (m_hub->etag(weights) + ".lock");
        fs::create_directories(lockFile.parent_path());
        std::optional<FileLock> lock = FileLock::tryLock(lockFile);
        QVERIFY(lock);
        QVERIFY(!FileLock::tryLock(lockFile));
        std::string reason;
        m_settings.retries.wait = [&](std::chrono::seconds, const std::stop_token&) {
            reason = m_last.reason;
            writeFile(blob(weights), m_hub->content(weights)); // the other one has it now
            lock.reset();
        };
        const FetchedModel fetched = fetch();
        QCOMPARE(reason, "Another program is fetching this file.");
        verifyWeights();
        QVERIFY(m_hub->storageRequests().empty());
        QVERIFY(fetched.bytesReceived < 2000);
    }

    void stopsAtOnceAndGoesOnLater()
    {
        std::vector<std::uint64_t> done;
        QVERIFY_THROWS_EXCEPTION(FetchStopped,
                                 (void)fetchModel(
                                     order(), m_settings,
                                     [this](const FetchProgress& progress) {
                                         if (progress.file == weights) {
                                             m_stop.request_stop();
                                         }
                                     },
                                     m_stop.get_token()));
        QVERIFY(!fs::exists(placed(weights)));
        QVERIFY(fs::exists(partial()));
        m_stop = {};
        (void)fetch();
        verifyWeights();
    }

    void stopsWhileItWaits()
    {
        m_hub->setScript([](const SeenRequest&) { return ScriptedAnswer {.status = 503}; });
        m_settings.retries.wait = [this](std::chrono::seconds, const std::stop_token&) {
            m_stop.request_stop();
        };
        QVERIFY_THROWS_EXCEPTION(FetchStopped, (void)fetch());
    }

    void forgetsAPartThatIsNotWanted()
    {
        leavePartial("part");
        removePartialBlob(order(), m_hub->etag(weights), m_settings);
        QVERIFY(!fs::exists(partial()));
    }

    void leavesAPartThatAnotherProgramIsAt()
    {
        leavePartial("part");
        const fs::path lockFile =
            m_settings.cache / ".locks/models--org--tiny" / (m_hub->etag(weights) + ".lock");
        fs::create_directories(lockFile.parent_path());
        const std::optional<FileLock> lock = FileLock::tryLock(lockFile);
        removePartialBlob(order(), m_hub->etag(weights), m_settings);
        QVERIFY(fs::exists(partial()));
    }

    void worksWithoutLinks()
    {
        m_settings.makesLinks = false;
        const FetchedModel fetched = fetch();
        for (const std::string name : {"config.json", "vocab.json", "merges.txt", weights}) {
            QVERIFY(!fs::is_symlink(placed(name)));
            QCOMPARE(readFile(placed(name)), m_hub->content(name));
            QVERIFY(!fs::exists(blob(name)));
        }
        m_hub->forgetRequests();
        QCOMPARE(fetch().bytesReceived, 0U);
        QVERIFY(m_hub->storageRequests().empty());
        QCOMPARE(findSnapshot("org/tiny", {}, m_settings.cache), fetched.folder);
    }

    void asksNothingOffline()
    {
        const FetchedModel fetched = fetch();
        m_settings.isOffline = true;
        m_hub->forgetRequests();
        QCOMPARE(fetch().folder, fetched.folder);
        fs::remove_all(m_settings.cache);
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network,
                                  "org/tiny is not in the cache|HF_HUB_OFFLINE|unset");
        QVERIFY(m_hub->hubRequests().empty());
    }

    void fetchesShards()
    {
        const QByteArray whole = m_hub->content(weights);
        m_hub->remove(weights);
        m_hub->add("model-00001-of-00002.safetensors", whole, true);
        m_hub->add("model-00002-of-00002.safetensors", QByteArray::fromHex("0200000000000000") + "{}", true);
        const QByteArray index =
            R"({"weight_map": {"transformer.wte.weight": "model-00001-of-00002.safetensors"}})";
        m_hub->add("model.safetensors.index.json", index);
        (void)fetch();
        QCOMPARE(readFile(placed("model-00001-of-00002.safetensors")), whole);
        QVERIFY(!fs::exists(placed("model-00002-of-00002.safetensors"))); // the index does not name it
        QCOMPARE(readFile(placed("model.safetensors.index.json")), index);
    }

    void refusesWhatCannotBeRun_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("another model") << QByteArray("org/tiny/config.json|\"gpt_neox\"|GPT-Neo");
        QTest::newRow("no config") << QByteArray("org/tiny has no config.json|GPT-Neo");
        QTest::newRow("no vocabulary") << QByteArray("org/tiny has no vocab.json|tokenizer");
        QTest::newRow("tokenizer alone")
            << QByteArray("org/tiny|tokenizer.json alone|hf download org/tiny|model.save(");
        QTest::newRow("pickle only") << QByteArray(
            "org/tiny|pickle|pytorch_model.bin|model.safetensors|org/tiny@refs/pr/NUMBER");
        QTest::newRow("no weights") << QByteArray("org/tiny has no model.safetensors");
        QTest::newRow("shard missing") << QByteArray("org/tiny has no gone.safetensors");
        QTest::newRow("shard elsewhere") << QByteArray("org/tiny/model.safetensors.index.json|../../x");
    }

    void refusesWhatCannotBeRun()
    {
        QFETCH(const QByteArray, words);
        const std::string row = QTest::currentDataTag();
        if (row == "another model") {
            QByteArray config = m_hub->content("config.json");
            m_hub->add("config.json", config.replace("gpt_neo", "gpt_neox"));
        } else if (row == "no config") {
            m_hub->remove("config.json");
        } else if (row == "no vocabulary") {
            m_hub->remove("vocab.json");
        } else if (row == "tokenizer alone") {
            m_hub->remove("vocab.json");
            m_hub->add("tokenizer.json", "{}");
        } else {
            m_hub->remove(weights);
        }
        if (row == "pickle only") {
            m_hub->add("pytorch_model.bin", "pickle", true);
        } else if (row == "shard missing") {
            m_hub->add("model.safetensors.index.json",
                       R"({"weight_map": {"wte.weight": "gone.safetensors"}})");
        } else if (row == "shard elsewhere") {
            m_hub->add("model.safetensors.index.json", R"({"weight_map": {"a": "../../x"}})");
        }
        const auto refused = refusalOf([this] { (void)fetch(); });
        QVERIFY(refused);
        QCOMPARE(missingWord(refused->message, words.toStdString()), std::string());
        QVERIFY(!fs::exists(m_settings.cache)); // nothing is left behind
        QVERIFY(m_hub->storageRequests().empty());
    }

    void fetchesAnotherRevision()
    {
        const FetchedModel fetched = fetchModel(modelOrder("org/tiny@refs/pr/7"), m_settings, {}, {});
        QCOMPARE(m_hub->hubRequests().at(0).path, QByteArray("/org/tiny/resolve/refs%2Fpr%2F7/config.json"));
        QCOMPARE(readFile(repository() / "refs/refs/pr/7"), QByteArray(ScriptedHub::commit));
        QVERIFY(!fs::exists(repository() / "refs/main"));
        QVERIFY(fs::exists(fetched.folder / weights));
    }

    void insistsOnTheCatalogsCommitAndDigest()
    {
        CatalogEntry entry;
        entry.repository = "org/tiny";
        entry.revision = "fedcba9876543210fedcba9876543210fedcba98";
        entry.weightsSha256 = m_hub->etag(weights);
        ModelOrder order = modelOrder("org/tiny");
        order.entry = &entry;
        // main has moved on, and this hub does not have the older commit any more
        BATHYSCOPE_VERIFY_REFUSED((void)fetchModel(order, m_settings, {}, {}), ErrorKind::Network,
                                  "org/tiny has no revision fedcba9876543210");
        entry.revision = ScriptedHub::commit;
        entry.weightsSha256 = std::string(64, '0');
        BATHYSCOPE_VERIFY_REFUSED((void)fetchModel(order, m_settings, {}, {}), ErrorKind::Network,
                                  "other weights|SHA-256 0000|nothing was fetched");
        entry.weightsSha256 = m_hub->etag(weights);
        (void)fetchModel(order, m_settings, {}, {});
        verifyWeights();
        QVERIFY(fs::exists(repository() / "refs/main"));
        m_hub->forgetRequests();
        QCOMPARE(fetchModel(order, m_settings, {}, {}).bytesReceived, 0U);
        QVERIFY(m_hub->hubRequests().empty()); // its commit is known: nobody need be asked
    }

    void refusesAServerThatIsNoHub()
    {
        m_hub->setScript([](const SeenRequest&) { return ScriptedAnswer {.body = "It works!"}; });
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network,
                                  "127.0.0.1|does not answer as a Hugging Face hub|HF_ENDPOINT");
        m_settings.endpoint = QStringLiteral("huggingface.co");
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network, "no address of a web server");
    }

    void saysThatThereIsNoConnection()
    {
        m_settings.endpoint = QStringLiteral("http://no-such-host.invalid");
        m_settings.retries.mostFailures = 0; // a resolver may take its time
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network,
                                  "no-such-host.invalid|check the connection");
    }

    void understandsNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("repository"); // empty: refused
        QTest::addColumn<QString>("revision");
        const auto row = [](const char* name, const char* repository, const char* revision = "main") {
            QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(repository)
                                << QString::fromUtf8(revision);
        };
        row("GPT-Neo-125M", "EleutherAI/gpt-neo-125m");
        row("eleutherai/GPT-NEO-1.3b", "EleutherAI/gpt-neo-1.3B");
        row("roneneldan/TinyStories-33M", "roneneldan/TinyStories-33M");
        row("a/b@refs/pr/24", "a/b", "refs/pr/24");
        row("a/b@v1.0", "a/b", "v1.0");
        for (const char* bad :
             {"", "sample-12", "gpt-neo", "a/b/c", "/b", "a/", "../b", "a/..", "a/b@", "a/b@../x", "a/b@x//y",
              "a b/c", "a/b\n", "a--b/c", "https://huggingface.co/a/b"}) {
            row(bad, "");
        }
    }

    void understandsNames()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, repository);
        QFETCH(const QString, revision);
        if (repository.isEmpty()) {
            QVERIFY(refusalOf([&] { (void)modelOrder(name.toStdString()); }));
            return;
        }
        const ModelOrder order = modelOrder(name.toStdString());
        QCOMPARE(QString::fromStdString(order.repository), repository);
        QCOMPARE(QString::fromStdString(order.revision), revision);
        QCOMPARE(order.entry != nullptr, repository.startsWith(QStringLiteral("Eleuther")));
    }
};

QTEST_GUILESS_MAIN(TestModelFetch)
#include "tst_ModelFetch.moc"
