// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Resources.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/FakeFetch.h"
#include "tests/support/TemporarySettings.h"
#include "tests/support/TestData.h"
#include "ui/look/Preferences.h"
#include "ui/panels/DownloadCard.h"
#include "ui/panels/ModelCard.h"
#include "ui/panels/ModelPicker.h"
#include "ui/panels/RepositoryDialog.h"
#include "ui/widgets/MessageLabel.h"

#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

/// The shipped samples are here, one model is in the cache, the others are absent.
std::vector<CatalogStatus> someModels()
{
    std::vector<CatalogStatus> models;
    for (const CatalogEntry& entry : modelCatalog()) {
        const ModelState state = entry.repository.empty() ? ModelState::Shipped
            : entry.name == "gpt-neo-125m"                ? ModelState::Cached
                                                          : ModelState::Absent;
        models.push_back({.entry = &entry,
                          .state = state,
                          .folder = state == ModelState::Absent ? "" : "/models/" + entry.name});
    }
    return models;
}

QList<ModelCard*> cardsOf(const ModelPicker& picker)
{
    return picker.findChildren<ModelCard*>();
}

/// Those of 1.3B and 2.7B.
QList<DownloadCard*> downloadsOf(const ModelPicker& picker)
{
    return picker.findChildren<DownloadCard*>();
}

QPushButton* buttonOf(const QWidget& card, const char* text)
{
    for (auto* button : card.findChildren<QPushButton*>()) {
        if (button->text() == QString::fromUtf8(text)) {
            return button;
        }
    }
    return nullptr;
}

bool says(const QWidget& card, const char* text)
{
    const auto labels = card.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [text](const QLabel* label) {
        return !label->isHidden() && label->text().contains(QString::fromUtf8(text));
    });
}

FetchProgress someProgress()
{
    FetchProgress progress;
    progress.stage = FetchStage::Receiving;
    progress.file = "model.safetensors";
    progress.blob = "abc";
    progress.bytesDone = 1'000'000'000;
    progress.bytesTotal = 4'000'000'000;
    progress.bytesPerSecond = 12'300'000;
    progress.timeLeft = std::chrono::seconds(65);
    return progress;
}

} // namespace

class TestModelPicker : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings.clear();
    }

    void hasACardOfEveryModelThatIsHere()
    {
        const test::FailOnWarning failOnWarning;
        const ModelPicker picker(someModels());
        QCOMPARE(cardsOf(picker).size(), 3);
        QVERIFY(cardsOf(picker)[0]->accessibleName().contains(QStringLiteral("12 layers × 512 neurons")));
        QVERIFY(cardsOf(picker)[2]->accessibleName().contains(QStringLiteral("Hugging Face cache")));
        QVERIFY(cardsOf(picker)[2]->accessibleName().contains(QStringLiteral("526")));
    }

    void choosesTheFirstSampleAtFirst()
    {
        const ModelPicker picker(someModels());
        QVERIFY(picker.choice());
        QCOMPARE(picker.choice()->name, "sample-12");
        QCOMPARE(picker.choice()->folder, std::filesystem::path("/models/sample-12"));
    }

    void remembersTheModelThatWasChosen()
    {
        {
            const ModelPicker picker(someModels());
            QSignalSpy changed(&picker, &ModelPicker::choiceChanged);
            cardsOf(picker)[1]->click();
            QCOMPARE(changed.count(), 1);
            QCOMPARE(picker.choice()->name, "sample-24");
        }
        const ModelPicker again(someModels());
        QCOMPARE(again.choice()->name, "sample-24");
    }

    /// The card's line may be too short for it.
    void theTooltipHasTheWholeForecast()
    {
        ModelPicker picker(someModels());
        picker.showForecast(QStringLiteral("about 2.5 s (busy), 260 MB, disk 50 MB"));
        const ModelCard* first = cardsOf(picker)[0];
        QCOMPARE(first->toolTip(),
                 QStringLiteral("about 2.5 s (busy), 260 MB, disk 50 MB\n/models/sample-12"));
        cardsOf(picker)[1]->click();
        QCOMPARE(first->toolTip(), QStringLiteral("/models/sample-12"));
        picker.showForecast(QStringLiteral("about 6 s"));
        QVERIFY(cardsOf(picker)[1]->toolTip().startsWith(QStringLiteral("about 6 s\n")));
        QCOMPARE(first->toolTip(), QStringLiteral("/models/sample-12"));
    }

    void hasNoChoiceWithoutModels()
    {
        const ModelPicker picker(std::vector<CatalogStatus> {});
        QVERIFY(!picker.choice());
    }

    void opensAFolderAndChoosesIt()
    {
        ModelPicker picker(someModels());
        const std::filesystem::path folder = resourcesFolder() / "sample-models" / "sample-12";
        picker.openFolder(folder);
        QVERIFY(picker.isReading());
        QTRY_COMPARE(picker.choice()->folder, folder);
        QVERIFY(!picker.isReading());
        QCOMPARE(picker.choice()->name, "sample-12");
        QCOMPARE(cardsOf(picker).size(), 4);
        QVERIFY(cardsOf(picker)[3]->accessibleName().contains(QStringLiteral("12 layers")));

        picker.openFolder(resourcesFolder() / "sample-models" / "sample-24" / "");
        QTRY_COMPARE(picker.choice()->name, "sample-24"); // a path that ends in a slash
        QCOMPARE(cardsOf(picker).size(), 5); // the other folder's card stays
        cardsOf(picker)[3]->click();
        QCOMPARE(picker.choice()->folder, folder);
        picker.openFolder(resourcesFolder() / "sample-models" / "sample-24"); // has a card
        QTRY_COMPARE(picker.choice()->name, "sample-24");
        QTRY_COMPARE(cardsOf(picker).size(), 5);
    }

    void remembersOpenedFoldersAndTheChosenOne()
    {
        const std::filesystem::path folder = resourcesFolder() / "sample-models";
        {
            ModelPicker picker(someModels());
            picker.openFolder(folder / "sample-24");
            QTRY_COMPARE(picker.choice()->folder, folder / "sample-24");
            picker.openFolder(folder / "sample-12");
            QTRY_COMPARE(picker.choice()->folder, folder / "sample-12");
        }
        {
            const ModelPicker again(someModels());
            QVERIFY(again.isReading()); // a run would be of another model
            QTRY_VERIFY(!again.isReading());
            QCOMPARE(cardsOf(again).size(), 5);
            QCOMPARE(again.choice()->folder, folder / "sample-12");
            cardsOf(again)[0]->click();
        }
        const ModelPicker third(someModels());
        QVERIFY(!third.isReading()); // what is chosen is here
        QTRY_COMPARE(cardsOf(third).size(), 5);
        QCOMPARE(third.choice()->name, "sample-12");
        QCOMPARE(third.choice()->folder, std::filesystem::path("/models/sample-12"));
    }

    void theUsersChoiceIsFasterThanTheMemory()
    {
        const std::filesystem::path folder = resourcesFolder() / "sample-models" / "sample-24";
        Preferences::addModelFolder(folder);
        Preferences::setModelName(QString::fromStdString(folder.string()));
        const ModelPicker picker(someModels());
        QVERIFY(picker.isReading());
        cardsOf(picker)[2]->click();
        QVERIFY(!picker.isReading());
        QTRY_COMPARE(cardsOf(picker).size(), 4);
        QCOMPARE(picker.choice()->name, "gpt-neo-125m");
    }

    void saysThatAFolderIsNotThereAnyMore()
    {
        const QTemporaryDir disk;
        const std::filesystem::path gone = std::filesystem::path(disk.path().toStdString()) / "model";
        Preferences::addModelFolder(gone);
        ModelPicker picker(someModels());
        QTRY_COMPARE(cardsOf(picker).size(), 4);
        ModelCard* card = cardsOf(picker)[3];
        QVERIFY2(card->accessibleName().contains(QStringLiteral("Not there any more")),
                 qPrintable(card->accessibleName()));
        QVERIFY(card->toolTip().contains(QString::fromStdString(gone.string())));
        card->click(); // looks again, and says what is wrong
        QTRY_VERIFY(!picker.findChild<MessageLabel*>()->isHidden());
        QCOMPARE(picker.choice()->name, "sample-12");

        std::filesystem::copy(resourcesFolder() / "sample-models" / "sample-24", gone);
        card->click(); // the disk is back
        QTRY_COMPARE(picker.choice()->folder, gone);
        QTRY_COMPARE(cardsOf(picker).size(), 4);
        QVERIFY(cardsOf(picker)[3]->accessibleName().contains(QStringLiteral("24 layers")));
    }

    void aFolderIsTakenFromTheList()
    {
        const std::filesystem::path folder = resourcesFolder() / "sample-models" / "sample-24";
        ModelPicker picker(someModels());
        picker.show();
        for (const ModelCard* card : cardsOf(picker)) { // only opened folders can be
            QVERIFY(!card->findChild<QToolButton*>());
        }
        QSignalSpy changed(&picker, &ModelPicker::choiceChanged);
        for (const bool isByKey : {false, true}) {
            picker.openFolder(folder);
            QTRY_COMPARE(picker.choice()->folder, folder);
            QCOMPARE(Preferences::modelFolders().size(), 1U);
            changed.clear();
            ModelCard* card = cardsOf(picker)[3];
            if (isByKey) {
                QTest::keyClick(card, Qt::Key_Delete);
            } else {
                card->findChild<QToolButton*>(QStringLiteral("removeModel"))->click();
            }
            QCOMPARE(picker.choice()->name, "sample-12");
            QVERIFY(changed.count() > 0);
            QTRY_COMPARE(cardsOf(picker).size(), 3);
            QVERIFY(Preferences::modelFolders().empty());
        }
        QVERIFY(std::filesystem::exists(folder / "config.json"));
    }

    void saysWhatIsWrongWithAFolderAndKeepsTheChoice_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("words");
        QTest::newRow("missing") << QStringLiteral("/no/such/folder") << QStringLiteral("/no/such/folder");
        QTest::newRow("no model") << QString::fromStdString(test::testData("gpt2-vocab").string())
                                  << QStringLiteral("config.json");
        QTest::newRow("no tokenizer")
            << QString::fromStdString(test::testData("tiny-gpt-neo").string())
            << QStringLiteral("has no vocab.json and merges.txt, by which a text is cut");
    }

    void saysWhatIsWrongWithAFolderAndKeepsTheChoice()
    {
        QFETCH(const QString, folder);
        QFETCH(const QString, words);
        ModelPicker picker(someModels());
        const auto* message = picker.findChild<MessageLabel*>();
        QVERIFY(message->isHidden());
        picker.openFolder(folder.toStdString());
        QTRY_VERIFY(!picker.isReading());
        QVERIFY(!message->isHidden());
        QVERIFY2(message->text().contains(words), qPrintable(message->text()));
        QCOMPARE(picker.choice()->name, "sample-12");
        QCOMPARE(cardsOf(picker).size(), 3);
        cardsOf(picker)[1]->click();
        QVERIFY(message->isHidden());
    }

    void refusesADamagedTokenizerBeforeARun()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        for (const char* file : {"config.json", "model.safetensors"}) {
            std::filesystem::copy(test::testData("tiny-gpt-neo") / file, path / file);
        }
        for (const char* file : {"vocab.json", "merges.txt"}) {
            std::ofstream(path / file) << "{";
        }
        ModelPicker picker(someModels());
        picker.openFolder(path);
        QTRY_VERIFY(!picker.isReading());
        const QString said = picker.findChild<MessageLabel*>()->text();
        QVERIFY2(said.contains(QStringLiteral("vocab.json")), qPrintable(said));
        QCOMPARE(cardsOf(picker).size(), 3);
    }

    void offersWhatCanBeFetched()
    {
        const test::FailOnWarning failOnWarning;
        const ModelPicker picker(someModels());
        QCOMPARE(downloadsOf(picker).size(), 2);
        QVERIFY(says(*downloadsOf(picker)[0], "GPT-Neo 1.3B"));
        QVERIFY(says(*downloadsOf(picker)[0], "24 layers × 8,192 neurons"));
        QVERIFY(buttonOf(*downloadsOf(picker)[0], "5.3 GB"));
        QVERIFY(buttonOf(*downloadsOf(picker)[1], "10.7 GB"));
    }

    void whatIsNotHereIsFoldedAway()
    {
        test::FakeFetch fetch;
        ModelPicker picker(someModels(), fetch.functions());
        picker.show();
        DownloadCard* card = downloadsOf(picker)[0];
        QVERIFY(cardsOf(picker)[2]->isVisible());
        QVERIFY(!card->isVisible());
        QVERIFY(says(picker, "GPT-Neo 1.3B, GPT-Neo 2.7B"));
        picker.findChild<QToolButton*>(QStringLiteral("fold"))->click();
        QVERIFY(card->isVisible());
        QVERIFY(!says(picker, "GPT-Neo 1.3B, GPT-Neo 2.7B"));
        buttonOf(*card, "5.3 GB")->click();
        fetch.finish("/hub/snapshot");
        QTRY_COMPARE(cardsOf(picker).size(), 4);
        QTRY_VERIFY(cardsOf(picker)[3]->isVisible()); // a layout shows its new widgets a turn later
        picker.findChild<QToolButton*>(QStringLiteral("fold"))->click();
        QVERIFY(cardsOf(picker)[3]->isVisible());
        QVERIFY(says(picker, "GPT-Neo 2.7B"));
        QVERIFY(!says(picker, "GPT-Neo 1.3B, "));
        picker.fetchRepository(modelOrder("org/tiny")); // asked for elsewhere, to be seen here
        QTRY_VERIFY(downloadsOf(picker).last()->isVisible());
    }

    void fetchesAModelAndChoosesIt()
    {
        const test::FailOnWarning failOnWarning;
        test::FakeFetch fetch;
        ModelPicker picker(someModels(), fetch.functions());
        QSignalSpy fetched(&picker, &ModelPicker::modelFetched);
        DownloadCard* card = downloadsOf(picker)[0];
        buttonOf(*card, "5.3 GB")->click();
        QVERIFY(says(*card, "Asking the hub"));
        fetch.report(someProgress());
        QTRY_VERIFY(says(*card, "1.0 GB of 4.0 GB · 12.3 MB/s · 1 min 05 s left"));
        QCOMPARE(card->findChild<QProgressBar*>()->value(), 250);
        QCOMPARE(picker.choice()->name, "sample-12");
        fetch.finish("/hub/snapshot");
        QTRY_COMPARE(picker.choice()->name, "gpt-neo-1.3b");
        QCOMPARE(picker.choice()->folder, std::filesystem::path("/hub/snapshot"));
        QCOMPARE(fetched.count(), 1);
        QCOMPARE(cardsOf(picker).size(), 4);
        QTRY_COMPARE(downloadsOf(picker).size(), 1);
        QCOMPARE(fetch.asked(), std::vector<std::string> {"EleutherAI/gpt-neo-1.3B"});
        QCOMPARE(Preferences::modelName(), QStringLiteral("gpt-neo-1.3b"));
    }

    void pausesAndGoesOn()
    {
        test::FakeFetch fetch;
        ModelPicker picker(someModels(), fetch.functions());
        DownloadCard* card = downloadsOf(picker)[0];
        buttonOf(*card, "5.3 GB")->click();
        fetch.report(someProgress());
        QTRY_VERIFY(says(*card, "1.0 GB of 4.0 GB"));
        buttonOf(*card, "Pause")->click();
        QTRY_VERIFY(says(*card, "Paused · 1.0 GB of 4.0 GB"));
        QVERIFY(fetch.discarded().empty());
        buttonOf(*card, "Go on")->click();
        QTRY_COMPARE(fetch.asked().size(), 2U);
        QVERIFY(buttonOf(*card, "Pause"));
    }

    void removesWhatHasComeWhenCancelled()
    {
        test::FakeFetch fetch;
        ModelPicker picker(someModels(), fetch.functions());
        DownloadCard* card = downloadsOf(picker)[0];
        QVERIFY(buttonOf(*card, "Cancel")->isHidden());
        buttonOf(*card, "5.3 GB")->click();
        fetch.report(someProgress());
        QTRY_VERIFY(says(*card, "1.0 GB of 4.0 GB"));
        buttonOf(*card, "Cancel")->click();
        QTRY_VERIFY(!buttonOf(*card, "5.3 GB")->isHidden());
        QCOMPARE(fetch.discarded(), std::vector<std::string> {"abc"});
        QVERIFY(buttonOf(*card, "5.3 GB"));
    }

    void saysWhatWentWrongAtTheCard()
    {
        test::FakeFetch fetch;
        ModelPicker picker(someModels(), fetch.functions());
        DownloadCard* card = downloadsOf(picker)[0];
        buttonOf(*card, "5.3 GB")->click();
        fetch.fail("The server was not found; check the connection.");
        QTRY_VERIFY(says(*card, "The server was not found; check the connection."));
        QVERIFY(says(*card, "The download did not work"));
        buttonOf(*card, "Try again")->click();
        QVERIFY(!says(*card, "The server was not found"));
        QTRY_COMPARE(fetch.asked().size(), 2U);
    }

    void goesOnWithWhatAnEarlierSessionHasLeft()
    {
        test::FakeFetch fetch;
        std::vector<CatalogStatus> models = someModels();
        models[3].state = ModelState::Partial;
        models[3].bytesHere = 2'000'000'000;
        ModelPicker picker(models, fetch.functions());
        DownloadCard* card = downloadsOf(picker)[0];
        QVERIFY(says(*card, "Partly here · 2.0 GB of 5.3 GB"));
        QCOMPARE(card->findChild<QProgressBar*>()->value(), 376);
        buttonOf(*card, "Cancel")->click();
        QTRY_COMPARE(fetch.discarded(), std::vector<std::string> {models[3].entry->weightsSha256});
    }

    void fetchesAnotherRepository()
    {
        test::FakeFetch fetch;
        ModelPicker picker(someModels(), fetch.functions());
        picker.fetchRepository(modelOrder("org/tiny"));
        QCOMPARE(downloadsOf(picker).size(), 3);
        QVERIFY(says(*downloadsOf(picker)[2], "org/tiny"));
        picker.fetchRepository(modelOrder("org/tiny")); // once
        QCOMPARE(downloadsOf(picker).size(), 3);
        fetch.finish(resourcesFolder() / "sample-models" / "sample-12");
        QTRY_COMPARE(picker.choice()->name, "org/tiny");
        QVERIFY(cardsOf(picker)[3]->accessibleName().contains(QStringLiteral("12 layers")));
        QCOMPARE(Preferences::modelName(), QStringLiteral("org/tiny"));
        QCOMPARE(fetch.asked().size(), 1U);
    }

    void takesACatalogsModelForWhatItIs()
    {
        test::FakeFetch fetch;
        ModelPicker picker(someModels(), fetch.functions());
        picker.fetchRepository(modelOrder("EleutherAI/gpt-neo-125m"));
        QCOMPARE(picker.choice()->name, "gpt-neo-125m"); // it is here
        picker.fetchRepository(modelOrder("EleutherAI/gpt-neo-1.3B"));
        QTRY_COMPARE(fetch.asked(), std::vector<std::string> {"EleutherAI/gpt-neo-1.3B"});
        QCOMPARE(downloadsOf(picker).size(), 2);
    }

    void endsDownloadsWithTheWindow()
    {
        test::FakeFetch fetch;
        {
            ModelPicker picker(someModels(), fetch.functions());
            buttonOf(*downloadsOf(picker)[0], "5.3 GB")->click();
            QTRY_COMPARE(fetch.asked().size(), 1U);
        }
        QVERIFY(fetch.discarded().empty());
    }

    void asksForARepositoryAndSaysWhatIsWrongWithAName()
    {
        RepositoryDialog dialog;
        std::vector<ModelOrder> orders;
        connect(&dialog, &RepositoryDialog::chosen, this,
                [&orders](const ModelOrder& order) { orders.push_back(order); });
        dialog.show();
        auto* name = dialog.findChild<QLineEdit*>();
        QTest::keyClicks(name, QStringLiteral("gpt"));
        buttonOf(dialog, "Download")->click();
        QVERIFY(says(dialog, "EleutherAI/gpt-neo-125m"));
        QVERIFY(dialog.isVisible());
        name->clear();
        QTest::keyClicks(name, QStringLiteral("https://huggingface.co/a/b@refs/pr/2"));
        QVERIFY(!says(dialog, "is neither"));
        buttonOf(dialog, "Download")->click();
        QVERIFY(!dialog.isVisible());
        QCOMPARE(orders.size(), 1U);
        QCOMPARE(orders[0].repository, "a/b");
        QCOMPARE(orders[0].revision, "refs/pr/2");
    }

    void findsTheOtherModelsOfTheCache()
    {
        const QTemporaryDir cache;
        qputenv("HF_HUB_CACHE", cache.path().toUtf8());
        const std::filesystem::path folder =
            std::filesystem::path(cache.path().toStdString()) / "models--org--tiny/snapshots/abc";
        std::filesystem::create_directories(folder);
        for (const char* file : {"config.json", "model.safetensors"}) {
            std::filesystem::copy(test::testData("tiny-gpt-neo") / file, folder / file);
        }
        Preferences::setModelName(QStringLiteral("org/tiny"));
        {
            ModelPicker picker(someModels());
            picker.lookForOthers();
            QThreadPool::globalInstance()->waitForDone();
            QCoreApplication::processEvents();
            QCOMPARE(cardsOf(picker).size(), 3); // without a vocabulary no run can start
        }
        for (const char* file : {"vocab.json", "merges.txt"}) {
            std::ofstream(folder / file) << "{}";
        }
        ModelPicker picker(someModels());
        picker.lookForOthers();
        QTRY_COMPARE(cardsOf(picker).size(), 4);
        QCOMPARE(picker.choice()->name, "org/tiny"); // as last time
        QCOMPARE(picker.choice()->folder, folder);
        qunsetenv("HF_HUB_CACHE");
    }

private:
    test::TemporarySettings m_settings;
};

QTEST_MAIN(TestModelPicker)
#include "tst_ModelPicker.moc"
