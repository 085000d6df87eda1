// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Resources.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/TemporarySettings.h"
#include "ui/panels/HookPointBox.h"
#include "ui/panels/ModelCard.h"
#include "ui/panels/ModelPicker.h"
#include "ui/panels/PermutationsBox.h"
#include "ui/panels/RunSetup.h"
#include "ui/panels/SettingsPanel.h"
#include "ui/panels/StatisticsSettings.h"
#include "ui/panels/TextPicker.h"
#include "ui/panels/TextPreviewDialog.h"
#include "ui/tokens/TokenTextView.h"
#include "ui/widgets/MessageLabel.h"

#include <nlohmann/json.hpp>

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

struct Bench
{
    explicit Bench(const std::vector<CatalogStatus>& models = locateModels(resourcesFolder()))
        : setup(models, resourcesFolder())
        , button(setup.findChild<QPushButton*>(QStringLiteral("runButton")))
    {
        setup.show();
    }

    test::FailOnWarning failOnWarning;
    RunSetup setup;
    QPushButton* button;
};

} // namespace

class TestRunSetup : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings.clear();
    }

    /// In a window of 1280 × 800, where five models take more room than there is.
    void theTextIsInSightWithoutScrolling()
    {
        std::vector<CatalogStatus> models;
        for (const CatalogEntry& entry : modelCatalog()) {
            const bool isShipped = entry.repository.empty();
            models.push_back({.entry = &entry,
                              .state = isShipped ? ModelState::Shipped : ModelState::Absent,
                              .folder = isShipped ? "/models/" + entry.name : std::string()});
        }
        Bench bench(models);
        bench.setup.resize(320, 470);
        QTRY_VERIFY(bench.setup.texts().document());
        const auto* area = bench.setup.findChild<QScrollArea*>()->viewport();
        const auto* card = bench.setup.texts().findChild<QFrame*>(QStringLiteral("card"));
        QTRY_VERIFY(card->height() > 0);
        const QRect place(card->mapTo(area, QPoint()), card->size());
        QVERIFY2(area->rect().contains(place),
                 qPrintable(QStringLiteral("down to %1 of %2").arg(place.bottom()).arg(area->height())));
        const auto* choices = bench.setup.findChild<QScrollArea*>()->widget();
        const int width = bench.setup.minimumSizeHint().width(); // there is no scrolling sideways
        for (auto* fold : bench.setup.findChildren<QToolButton*>(QStringLiteral("fold"))) {
            fold->click();
        }
        QVERIFY(choices->minimumSizeHint().width() <= width);
    }

    /// In a window of 1024 × 700, where the pickers take more room than there is.
    void whatIsWrongIsInSightAtOnce()
    {
        Bench bench;
        bench.setup.resize(320, 420);
        QTRY_VERIFY(bench.setup.texts().document());
        const auto* area = bench.setup.findChild<QScrollArea*>()->viewport();
        const auto isInSight = [area](const QWidget& message) {
            return message.isVisible()
                && area->rect().contains(QRect(message.mapTo(area, QPoint()), message.size()));
        };
        const auto* ofText = bench.setup.texts().findChild<MessageLabel*>();
        const auto* ofModel =
            bench.setup.models().findChild<MessageLabel*>(QString(), Qt::FindDirectChildrenOnly);
        bench.setup.texts().openFile("/no/such/folder/with/a/long/name/that/takes/several/lines/text.txt");
        QTRY_VERIFY(ofText->isVisible());
        QTRY_VERIFY(isInSight(*ofText));
        bench.setup.models().openFolder("/no/such/model");
        QTRY_VERIFY(ofModel->isVisible());
        QTRY_VERIFY(isInSight(*ofModel));
    }

    void isReadyOnceTheSampleTextIsRead()
    {
        Bench bench;
        QVERIFY(!bench.button->isEnabled());
        QCOMPARE(bench.setup.obstacle(), QStringLiteral("The text is being read…"));
        QVERIFY(!bench.setup.request());
        QTRY_VERIFY(bench.button->isEnabled());
        QVERIFY(bench.setup.obstacle().isEmpty());
        const auto request = bench.setup.request();
        QVERIFY(request);
        QCOMPARE(request->modelName, "sample-12");
        QCOMPARE(request->modelFolder, resourcesFolder() / "sample-models" / "sample-12");
        QCOMPARE(request->maxTokens, 8192U);
        QVERIFY(request->windowLength == 512U);
        QCOMPARE(request->hook, HookPoint::MlpPre);
        QCOMPARE(request->numThreads, 0U);
    }

    /// A window that was chosen for a model of 2,048 positions refuses no smaller one, and is kept for the
    /// next.
    void theWindowFitsTheModel()
    {
        QTemporaryDir folder;
        const std::filesystem::path model = folder.path().toStdString();
        const std::filesystem::path sample = resourcesFolder() / "sample-models/sample-12";
        for (const char* name : {"model.safetensors", "vocab.json", "merges.txt"}) {
            std::filesystem::copy_file(sample / name, model / name);
        }
        nlohmann::json config = nlohmann::json::parse(std::ifstream(sample / "config.json"));
        config["max_position_embeddings"] = 64; // its weights say 512; nothing reads them here
        std::ofstream(model / "config.json") << config;
        Bench bench;
        auto* settings = bench.setup.findChild<SettingsPanel*>();
        RunSettings choices = settings->settings();
        QCOMPARE(choices.windowLength, 512U);
        choices.windowLength = 1024;
        settings->setSettings(choices);
        QTRY_VERIFY(bench.button->isEnabled());
        QVERIFY(bench.setup.request()->windowLength == 512U); // the sample's positions
        bench.setup.models().openFolder(model);
        QTRY_VERIFY(bench.setup.request() && bench.setup.request()->modelFolder == model);
        QVERIFY(bench.setup.request()->windowLength == 64U);
        const auto folds = bench.setup.findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(folds, [](const QLabel* label) {
            return label->text().contains(QStringLiteral("windows of 64"));
        }));
        QCOMPARE(Preferences::runSettings().windowLength, 1024U);
    }

    void saysWhyItCannotRun()
    {
        Bench bench(std::vector<CatalogStatus> {});
        QTRY_VERIFY(!bench.setup.texts().isReading());
        QVERIFY(!bench.button->isEnabled());
        QCOMPARE(bench.setup.obstacle(), QStringLiteral("Open a model folder first"));
        bool isShown = false;
        for (const QLabel* label : bench.setup.findChildren<QLabel*>()) {
            isShown = isShown || (label->isVisible() && label->text() == bench.setup.obstacle());
        }
        QVERIFY(isShown);
    }

    void refusesAnEmptyText()
    {
        Bench bench;
        QTRY_VERIFY(bench.button->isEnabled());
        bench.setup.texts().setText(QStringLiteral("nothing"), QString());
        QTRY_VERIFY(bench.setup.obstacle().contains(QStringLiteral("empty")));
        QVERIFY(!bench.button->isEnabled());
    }

    void theButtonStartsAndCancels()
    {
        Bench bench;
        QTRY_VERIFY(bench.button->isEnabled());
        QSignalSpy started(&bench.setup, &RunSetup::startRequested);
        QSignalSpy cancelled(&bench.setup, &RunSetup::cancelRequested);
        bench.button->click();
        QCOMPARE(started.count(), 1);
        bench.setup.setRunning(true);
        QCOMPARE(bench.button->text(), QStringLiteral("Cancel"));
        bench.button->click();
        QCOMPARE(cancelled.count(), 1);
        auto* next = bench.setup.findChild<QPushButton*>(QStringLiteral("runNext"));
        QVERIFY(next->isVisibleTo(&bench.setup));
        next->click(); // another run, which waits
        QCOMPARE(started.count(), 2);
        bench.setup.setStopping();
        QVERIFY(!bench.button->isEnabled());
        bench.setup.setRunning(false);
        QCOMPARE(bench.button->text(), QStringLiteral("Run"));
        QVERIFY(bench.button->isEnabled());
        QVERIFY(!next->isVisibleTo(&bench.setup));
        QCOMPARE(started.count(), 2);
    }

    void theFocusComesBackToTheButton()
    {
        Bench bench;
        QTRY_VERIFY(bench.button->isEnabled());
        bench.button->setFocus();
        bench.setup.setRunning(true);
        bench.setup.setStopping();
        bench.setup.setRunning(false);
        QCOMPARE(bench.setup.focusWidget(), bench.button);
    }

    void settingsReachTheRequestAndAreRemembered()
    {
        const RunSettings choices {
            .maxTokens = 1000,
            .windowLength = 100,
            .splitsDocuments = true,
            .hook = HookPoint::ResidPost,
            .numPermutations = 50,
            .falseDiscoveryRate = 0.1,
            .seed = 7,
            .frequency = {.source = FrequencySource::BpeRank, .table = {}},
            .tokenOptions = {.countsLeadingSpace = false, .skipsFirst = true, .skipsNewlines = true},
            .numThreads = 1};
        {
            Bench bench;
            bench.setup.findChild<SettingsPanel*>()->setSettings(choices);
            QTRY_VERIFY(bench.button->isEnabled());
            const auto request = bench.setup.request();
            QCOMPARE(request->maxTokens, 1000U);
            QVERIFY(request->windowLength == 100U);
            QVERIFY(request->splitsDocuments);
            QCOMPARE(request->hook, HookPoint::ResidPost);
            QCOMPARE(request->numThreads, 1U);
            QCOMPARE(request->numPermutations, 50U);
            QCOMPARE(request->seed, 7U);
            QCOMPARE(request->falseDiscoveryRate, 0.1);
            QCOMPARE(request->frequency, choices.frequency);
            QCOMPARE(request->tokenOptions, choices.tokenOptions);
            QVERIFY(!request->hasRandomWeights);
        }
        const Bench bench;
        QCOMPARE(bench.setup.findChild<SettingsPanel*>()->settings(), choices);
    }

    void thePreviewFollowsWhatIsChosen()
    {
        Bench bench;
        QTRY_VERIFY(bench.button->isEnabled());
        bench.setup.findChild<QToolButton*>(QStringLiteral("preview"))->click();
        auto* preview = bench.setup.findChild<TextPreviewDialog*>();
        QVERIFY(preview->isVisible());
        const auto* text = preview->findChild<TokenTextView*>();
        QTRY_VERIFY(text->tokens());
        QCOMPARE(text->tokens()->size(), 8192U);
        bench.setup.texts().setText(QStringLiteral("two documents"), QStringLiteral("deep<|endoftext|>sea"));
        QTRY_VERIFY(text->tokens() && text->tokens()->text() == "deep<|endoftext|>sea");
        RunSettings choices = bench.setup.findChild<SettingsPanel*>()->settings();
        choices.splitsDocuments = true;
        bench.setup.findChild<SettingsPanel*>()->setSettings(choices);
        QTRY_VERIFY(text->tokens() && text->tokens()->text() == "deepsea");
        QCOMPARE(text->tokens()->windows().windows().size(), 2U);
        bench.setup.texts().setText(QStringLiteral("nothing"), QString());
        QTRY_VERIFY(!text->tokens());
    }

    void offersEveryHookPoint()
    {
        SettingsPanel settings;
        auto* hooks = settings.findChild<HookPointBox*>();
        const auto* text = settings.findChild<QLabel*>(QStringLiteral("hookText"));
        settings.setModel({.numLayers = 12, .hiddenSize = 128, .numNeurons = 512});
        int numPoints = 0;
        for (int item = 0; item < hooks->count(); ++item) {
            const bool isHead = !hooks->itemData(item).isValid();
            const auto flags = hooks->model()->flags(hooks->model()->index(item, 0));
            QCOMPARE(flags.testFlag(Qt::ItemIsEnabled), !isHead);
            numPoints += isHead ? 0 : 1;
        }
        QCOMPARE(numPoints, static_cast<int>(hookPoints().size()));
        for (const HookPointInfo& info : hookPoints()) {
            hooks->setHookPoint(info.point);
            QVERIFY(hooks->hookPoint() == info.point);
            QVERIFY(settings.settings().hook == info.point);
            const QString name =
                QString::fromLatin1(info.name.data(), static_cast<qsizetype>(info.name.size()));
            QVERIFY(hooks->currentText().startsWith(name));
            const bool hasNeurons = info.width == HookWidth::Mlp;
            QVERIFY(hooks->currentText().endsWith(hasNeurons ? QStringLiteral("512 neurons")
                                                             : QStringLiteral("128 dimensions")));
            QCOMPARE(text->text().startsWith(QStringLiteral("12 layers × ")), info.perLayer);
            QVERIFY(text->text().size() > 40);
        }
    }

    void widthsAreThoseOfTheChosenModel()
    {
        const Bench bench;
        QTRY_VERIFY(bench.button->isEnabled());
        const auto* hooks = bench.setup.findChild<HookPointBox*>();
        const auto cards = bench.setup.findChildren<ModelCard*>();
        cards.at(0)->click();
        QCOMPARE(hooks->currentText(), QStringLiteral("mlp.hook_pre · 512 neurons"));
        cards.at(1)->click();
        QCOMPARE(hooks->currentText(), QStringLiteral("mlp.hook_pre · 640 neurons"));
    }

    void aTableOfFrequenciesIsAskedForAndMissed()
    {
        Bench bench;
        QTRY_VERIFY(bench.button->isEnabled());
        auto* statistics = bench.setup.findChild<StatisticsSettings*>();
        auto* choose = statistics->findChild<QToolButton*>(QStringLiteral("chooseTable"));
        QVERIFY(!choose->isVisibleTo(statistics));
        RunSettings choices = statistics->settings();
        choices.frequency.source = FrequencySource::Table;
        statistics->setSettings(choices);
        QVERIFY(choose->isVisibleTo(statistics));
        QVERIFY(bench.setup.obstacle().contains(QStringLiteral("Choose a table")));
        QVERIFY(!bench.button->isEnabled());

        statistics->openTable("/no/such/counts.csv");
        QCOMPARE(choose->text(), QStringLiteral("counts.csv"));
        QVERIFY(bench.setup.obstacle().contains(QStringLiteral("is missing")));
        QVERIFY(
            statistics->findChild<MessageLabel*>()->text().contains(QStringLiteral("/no/such/counts.csv")));

        QTemporaryFile table;
        QVERIFY(table.open());
        statistics->openTable(table.fileName().toStdString());
        QVERIFY(bench.setup.obstacle().isEmpty());
        QVERIFY(bench.button->isEnabled());
        QVERIFY(statistics->findChild<MessageLabel*>()->text().isEmpty());
        QCOMPARE(bench.setup.request()->frequency.table,
                 std::filesystem::path(table.fileName().toStdString()));
    }

    void onePermutationIsNotOffered()
    {
        const Bench bench;
        auto* box = bench.setup.findChild<PermutationsBox*>();
        box->setValue(2);
        box->setSingleStep(1);
        box->stepDown();
        QCOMPARE(box->value(), 0);
        box->stepUp();
        QCOMPARE(box->value(), 2);
        box->selectAll();
        QTest::keyClicks(box, QStringLiteral("1"));
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(box->value(), 2);
        box->selectAll();
        QTest::keyClicks(box, QStringLiteral("100"));
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(box->value(), 100);
    }

    void bothFoldsSumUpWhatTheyHide()
    {
        const SettingsPanel settings;
        const auto says = [&settings](const QString& words) {
            const auto labels = settings.findChildren<QLabel*>();
            return std::ranges::any_of(labels,
                                       [&](const QLabel* label) { return label->text().contains(words); });
        };
        QVERIFY(says(QStringLiteral("tokens · windows of 512")));
        QVERIFY(says(QStringLiteral("K = 200 · q < 0.05 · Counts in this text")));
        settings.findChild<PermutationsBox*>()->setValue(0);
        QVERIFY(says(QStringLiteral("No permutations · ")));
    }

    void everyFieldHasANameAndSaysMore()
    {
        const SettingsPanel settings;
        for (const QCheckBox* box : settings.findChildren<QCheckBox*>()) {
            QVERIFY(!box->toolTip().isEmpty());
        }
        QList<QWidget*> fields;
        for (QAbstractSpinBox* box : settings.findChildren<QAbstractSpinBox*>()) {
            fields << box;
        }
        for (QComboBox* box : settings.findChildren<QComboBox*>()) {
            fields << box;
        }
        QCOMPARE(fields.size(), 10);
        for (const QWidget* field : fields) {
            QVERIFY(!field->accessibleName().isEmpty());
            QVERIFY(!field->toolTip().isEmpty());
            bool hasBuddy = false;
            for (const QLabel* label : settings.findChildren<QLabel*>()) {
                hasBuddy = hasBuddy || label->buddy() == field;
            }
            QVERIFY(hasBuddy);
        }
    }

private:
    test::TemporarySettings m_settings;
};

QTEST_MAIN(TestRunSetup)
#include "tst_RunSetup.moc"
