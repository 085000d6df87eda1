// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Resources.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/TemporarySettings.h"
#include "tests/support/TestData.h"
#include "ui/panels/MessageLabel.h"
#include "ui/panels/ModelCard.h"
#include "ui/panels/ModelPicker.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

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
        QCOMPARE(cardsOf(picker).size(), 4); // the new folder's card replaces the old one's
    }

    void saysWhatIsWrongWithAFolderAndKeepsTheChoice_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("words");
        QTest::newRow("missing") << QStringLiteral("/no/such/folder") << QStringLiteral("/no/such/folder");
        QTest::newRow("no model") << QString::fromStdString(test::testData("gpt2-vocab").string())
                                  << QStringLiteral("config.json");
        QTest::newRow("no tokenizer") << QString::fromStdString(test::testData("tiny-gpt-neo").string())
                                      << QStringLiteral("put the model's vocab.json and merges.txt there");
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

private:
    test::TemporarySettings m_settings;
};

QTEST_MAIN(TestModelPicker)
#include "tst_ModelPicker.moc"
