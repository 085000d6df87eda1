// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/AnalysisRun.h"
#include "tests/support/SampleRequest.h"
#include "tests/support/ScriptedRun.h"
#include "tests/support/TemporarySettings.h"
#include "tests/support/ViewBench.h"
#include "ui/neurons/ExtremeTokenTable.h"
#include "ui/neurons/NeuronFilterBar.h"
#include "ui/neurons/NeuronTable.h"
#include "ui/neurons/NeuronTableModel.h"
#include "ui/neurons/NeuronsView.h"
#include "ui/neurons/ProbeNotice.h"
#include "ui/plots/HistogramPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/plots/ScatterPlot.h"
#include "ui/tokens/RunTokenizer.h"
#include "ui/tokens/TokenTextArea.h"
#include "ui/tokens/TokenTextView.h"

#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace fs = std::filesystem;

namespace {

AnalysisRequest smallRequest()
{
    AnalysisRequest request = test::sampleRequest(400, 100);
    request.isProbed = true;
    request.numPermutations = 20;
    return request;
}

std::shared_ptr<const AnalysisSnapshot> run(const AnalysisRequest& request)
{
    test::RecordingObserver observer;
    return runAnalysis(request, {}, observer);
}

struct Bench : test::ViewBench<NeuronsView>
{
    explicit Bench(std::shared_ptr<const AnalysisSnapshot> snapshot = nullptr)
        : ViewBench(std::move(snapshot))
        , recovery(resourcesFolder())
        , table(view.findChild<NeuronTable*>())
        , filter(view.findChild<NeuronFilterBar*>())
        , notice(view.findChild<ProbeNotice*>())
        , scatter(view.findChild<ScatterPlot*>())
        , tabs(view.findChild<QTabWidget*>())
        , tokens(view.findChild<ExtremeTokenTable*>())
        , text(view.findChild<TokenTextView*>())
    {
        view.setRecovery(recovery);
        view.setTokenizer(tokenizer);
    }
    ~Bench()
    {
        // Hidden, the view asks for nothing any more: the recovery dies before it.
        view.hide();
    }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;
    Bench(Bench&&) = delete;
    Bench& operator=(Bench&&) = delete;

    [[nodiscard]] bool isPortraitShown() const
    {
        return view.currentPlot() != nullptr;
    }

    /// Selects neuron 11 of layer 3, puts the tokens of the run into words, and shows a tab.
    void showOn(const std::shared_ptr<const AnalysisSnapshot>& run, int tab)
    {
        tokenizer.setRun(run->info, resourcesFolder() / "sample-models" / "sample-12");
        selection.select({.layer = 3, .neuron = 11});
        QTRY_VERIFY(isPortraitShown());
        tabs->setCurrentIndex(tab);
        QTRY_VERIFY(tokenizer.textsOf(run->info).tokens);
    }

    [[nodiscard]] QPushButton* button(const QString& words) const
    {
        for (QPushButton* candidate : view.findChildren<QPushButton*>()) {
            if (candidate->text().remove(QLatin1Char('&')).startsWith(words)) {
                return candidate;
            }
        }
        return nullptr;
    }

    [[nodiscard]] bool isSaid(const QString& words) const
    {
        const auto labels = notice->findChildren<QLabel*>();
        return notice->isVisible() && std::ranges::any_of(labels, [&words](const QLabel* label) {
                   return label->isVisible() && label->text().contains(words);
               });
    }

    ProbeRecovery recovery;
    RunTokenizer tokenizer;
    NeuronTable* table;
    NeuronFilterBar* filter;
    ProbeNotice* notice;
    ScatterPlot* scatter;
    QTabWidget* tabs;
    ExtremeTokenTable* tokens;
    TokenTextView* text;
};

constexpr int tokenTab = 3;
constexpr int textTab = 4;

} // namespace

class TestNeuronsView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void saysWhatToDo();
    void listsTheSelectedLayer();
    void saysWhichLayerItLists();
    void showsTheChosenNeuron();
    void plotsAreThoseOfTheNeuron();
    void followsTheSelection();
    void keysStepThroughNeurons();
    void listsACellOfTheHeatmap();
    void filtersAndSorts();
    void copiesTheTable();
    void remembersColumns();
    void clickedPointSelectsItsToken();
    void listsTheExtremesInTheirContext();
    void aListedTokenLeadsToItsPlaceInTheText();
    void coloursTheTextByTheActivation();
    void coloursLieAroundZeroOrTheMean();
    void theTextFollowsNeuronAndToken();
    void stepsInTheTextAreOneWay();
    void searchKeysBelongToTheTextWhileItHasTheFocus();
    void saysWhatIsMissingForTheText();
    void portraitBringsTheDip();
    void asksBeforeItRecomputes();
    void saysThatTheModelWasReplaced();
    void saysThatTheDiskWasFull();
    void worksAtAnyHookPoint_data();
    void worksAtAnyHookPoint();
    void standsAboveOrBeside();
    void exportsWhatIsShown();

private:
    test::TemporarySettings m_settings;
    std::shared_ptr<const AnalysisSnapshot> m_run;
    std::shared_ptr<const AnalysisSnapshot> m_unprobed;
};

void TestNeuronsView::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_run = run(smallRequest());
    QVERIFY(m_run->probe);
    auto unprobed = std::make_shared<AnalysisSnapshot>(*m_run);
    unprobed->info = std::make_shared<const RunInfo>(*m_run->info); // another run, of the same model and text
    unprobed->probe = nullptr;
    m_unprobed = unprobed;
}

void TestNeuronsView::init()
{
    m_settings.clear();
}

void TestNeuronsView::saysWhatToDo()
{
    const test::ScriptedRun scripted;
    Bench bench;
    QTRY_VERIFY(bench.emptyText().startsWith(QStringLiteral("Press Run")));
    bench.view.setSnapshot(scripted.snapshot(0));
    QTRY_VERIFY(bench.emptyText().contains(QStringLiteral("as soon as it is finished")));
    bench.selection.setLayer(5);
    bench.view.setSnapshot(scripted.snapshot(1));
    QTRY_VERIFY(bench.emptyText().startsWith(QStringLiteral("Layer 5 appears here")));
    bench.selection.setLayer(0);
    QTRY_COMPARE(bench.emptyText(), QString());
    const auto* invitation = bench.view.findChild<QLabel*>(QStringLiteral("invitation"));
    QVERIFY(invitation->isVisible());
    QVERIFY(invitation->text().startsWith(QStringLiteral("Choose a neuron")));
}

void TestNeuronsView::listsTheSelectedLayer()
{
    Bench bench(m_run);
    QTRY_COMPARE(bench.table->neurons().rowCount(), 512);
    QCOMPARE(bench.table->neurons().layer(), m_run->layers[0].get());
    QStringList first; // from left to right
    for (int place = 0; place < 5; ++place) {
        first += bench.table->neurons().columnName(bench.table->horizontalHeader()->logicalIndex(place));
    }
    QCOMPARE(first.join(QLatin1Char(' ')), QStringLiteral("neuron r |r| partial p"));
    bench.selection.setLayer(7);
    QTRY_COMPARE(bench.table->neurons().layer(), m_run->layers[7].get());
}

void TestNeuronsView::saysWhichLayerItLists()
{
    Bench bench(m_run);
    const auto* layer = bench.filter->findChild<QLabel*>(QStringLiteral("listedLayer"));
    for (const int chosen : {3, 7}) {
        bench.selection.setLayer(chosen);
        const QString name = QStringLiteral("Layer %1").arg(chosen);
        QTRY_COMPARE(layer->text(), name);
        QVERIFY(layer->isVisible());
        QCOMPARE(bench.table->accessibleName(), QStringLiteral("Neurons of ") + name);
    }
}

void TestNeuronsView::showsTheChosenNeuron()
{
    Bench bench(m_run);
    bench.selection.setLayer(4);
    QTRY_COMPARE(bench.table->neurons().layer(), m_run->layers[4].get());
    QVERIFY(!bench.isPortraitShown());
    bench.table->setCurrentIndex(bench.table->neurons().index(77, 0));
    QCOMPARE(bench.selection.neuron(), std::optional(std::size_t {77}));
    QCOMPARE(bench.selection.layer(), std::optional(4));
    QTRY_VERIFY(bench.isPortraitShown());
    QCOMPARE(bench.scatter->data().title, QStringLiteral("blocks.4.mlp.hook_pre, neuron 77"));
}

void TestNeuronsView::plotsAreThoseOfTheNeuron()
{
    Bench bench(m_run);
    bench.selection.select({.layer = 3, .neuron = 11});
    QTRY_VERIFY(bench.isPortraitShown());
    const std::vector<float> values = m_run->probe->probe({HookPoint::MlpPre, 3}, 11);
    const std::vector<double>& shown = bench.scatter->data().y;
    QVERIFY(
        std::ranges::equal(shown, values, {}, {}, [](float value) { return static_cast<double>(value); }));
    auto* tabs = bench.view.findChild<QTabWidget*>();
    tabs->setCurrentIndex(1);
    QVERIFY(bench.view.currentPlot() == bench.view.findChild<HistogramPlot*>());
    QVERIFY(!bench.view.findChild<HistogramPlot*>()->data().edges.empty());
    tabs->setCurrentIndex(2);
    QVERIFY(bench.view.currentPlot() == bench.view.findChild<LinePlot*>());
    QCOMPARE(bench.view.findChild<LinePlot*>()->data().series.size(), std::size_t {1});
}

void TestNeuronsView::followsTheSelection()
{
    Bench bench(m_run);
    bench.selection.select({.layer = 2, .neuron = 500});
    QTRY_VERIFY(bench.isPortraitShown());
    QCOMPARE(bench.table->currentIndex().row(), 500);
    QVERIFY(bench.table->visualRect(bench.table->currentIndex()).intersects(bench.table->viewport()->rect()));
    bench.selection.select({.layer = 6, .neuron = 1});
    QTRY_COMPARE(bench.scatter->data().title, QStringLiteral("blocks.6.mlp.hook_pre, neuron 1"));
    bench.selection.goBack();
    QTRY_COMPARE(bench.scatter->data().title, QStringLiteral("blocks.2.mlp.hook_pre, neuron 500"));
    bench.selection.setLayer(5); // another layer has other neurons
    QTRY_VERIFY(!bench.isPortraitShown());
    QVERIFY(!bench.table->currentIndex().isValid());
}

void TestNeuronsView::keysStepThroughNeurons()
{
    Bench bench(m_run);
    bench.selection.select({.layer = 2, .neuron = 10});
    QTRY_VERIFY(bench.isPortraitShown());
    bench.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bench.view));
    bench.table->setFocus();
    for (int i = 0; i < 3; ++i) {
        QTest::keyClick(bench.table, Qt::Key_Down);
    }
    QCOMPARE(bench.selection.neuron(), std::optional(std::size_t {13}));
    QTRY_COMPARE(bench.scatter->data().title, QStringLiteral("blocks.2.mlp.hook_pre, neuron 13"));
    bench.selection.goBack(); // the steps were one way
    QCOMPARE(bench.selection.neuron(), std::optional(std::size_t {10}));
    QTest::keyClick(bench.table, Qt::Key_F, Qt::ControlModifier);
    QVERIFY(bench.filter->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), bench.table);
}

void TestNeuronsView::listsACellOfTheHeatmap()
{
    Bench bench(m_run);
    bench.selection.select({.layer = 4, .rRange = RRange {-0.1, 0}});
    const std::vector<double>& r = m_run->layers[4]->column("r_length");
    const auto expected = std::ranges::count_if(r, [](double value) { return value >= -0.1 && value < 0; });
    QTRY_COMPARE(bench.table->neurons().rowCount(), static_cast<int>(expected));
    emit bench.filter->rRangeRemoved();
    QVERIFY(!bench.selection.rRange().has_value());
    QTRY_COMPARE(bench.table->neurons().rowCount(), 512);
}

void TestNeuronsView::filtersAndSorts()
{
    Bench bench(m_run);
    QTRY_COMPARE(bench.table->neurons().rowCount(), 512);
    bench.filter->setExpression(QStringLiteral("abs(r) > 0.1"));
    const std::vector<double>& r = m_run->layers[0]->column("r_length");
    const auto expected = std::ranges::count_if(r, [](double value) { return std::abs(value) > 0.1; });
    QVERIFY(expected > 10 && expected < 500);
    QCOMPARE(bench.table->neurons().rowCount(), static_cast<int>(expected));
    const int column = NeuronTableModel::statisticColumn(7);
    bench.table->sortByColumn(column, Qt::DescendingOrder);
    QCOMPARE(r[bench.table->neurons().neuronAt(0)], std::ranges::max(r));
    // A neuron that is not listed stays selected, without a row.
    const auto hidden = static_cast<std::size_t>(
        std::ranges::find_if(r, [](double value) { return std::abs(value) < 0.05; }) - r.begin());
    bench.selection.select({.layer = 0, .neuron = hidden});
    QTRY_VERIFY(bench.isPortraitShown());
    QVERIFY(!bench.table->currentIndex().isValid());
    bench.filter->setExpression({});
    QCOMPARE(bench.table->neurons().neuronAt(bench.table->currentIndex().row()), hidden);
}

void TestNeuronsView::copiesTheTable()
{
    Bench bench(m_run);
    QTRY_COMPARE(bench.table->neurons().rowCount(), 512);
    const QStringList all = bench.table->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(all.size(), 513);
    QVERIFY(all[0].startsWith(QStringLiteral("neuron\t")));
    QCOMPARE(all[0].count(QLatin1Char('\t')), all[100].count(QLatin1Char('\t')));
    bench.table->selectRow(5);
    bench.table->selectionModel()->select(bench.table->neurons().index(9, 0),
                                          QItemSelectionModel::Select | QItemSelectionModel::Rows);
    bench.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bench.view));
    bench.table->setFocus();
    QTest::keySequence(bench.table, QKeySequence::Copy);
    const QStringList copied = QApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(copied.size(), 3);
    QVERIFY(copied[1].startsWith(QStringLiteral("5\t")) && copied[2].startsWith(QStringLiteral("9\t")));
    const qsizetype r = all[0].split(QLatin1Char('\t')).indexOf(QStringLiteral("r"));
    QCOMPARE(copied[1].split(QLatin1Char('\t')).at(r).toDouble(), m_run->layers[0]->column("r_length")[5]);
}

void TestNeuronsView::remembersColumns()
{
    {
        const Bench bench(m_run);
        QVERIFY(!bench.table->isColumnHidden(NeuronTableModel::statisticColumn(7)));
        const int kurtosis = NeuronTableModel::statisticColumn(3);
        QVERIFY(bench.table->isColumnHidden(kurtosis));
        bench.table->columnMenu().actions().at(kurtosis)->trigger();
        QVERIFY(!bench.table->isColumnHidden(kurtosis));
        bench.table->columnMenu().actions().at(NeuronTableModel::statisticColumn(7))->trigger();
        QVERIFY(!bench.table->columnMenu().actions().at(NeuronTableModel::numberColumn())->isEnabled());
    }
    const Bench next(m_run);
    QVERIFY(!next.table->isColumnHidden(NeuronTableModel::statisticColumn(3)));
    QVERIFY(next.table->isColumnHidden(NeuronTableModel::statisticColumn(7)));
}

void TestNeuronsView::clickedPointSelectsItsToken()
{
    Bench bench(m_run);
    bench.selection.select({.layer = 3, .neuron = 11});
    QTRY_VERIFY(bench.isPortraitShown());
    emit bench.scatter->pointClicked(123);
    QCOMPARE(bench.selection.token(), std::optional(std::size_t {123}));
    QCOMPARE(bench.selection.neuron(), std::optional(std::size_t {11}));
    QTRY_VERIFY(bench.readOut().startsWith(QStringLiteral("Token 123 ")));
}

void TestNeuronsView::listsTheExtremesInTheirContext()
{
    Bench bench(m_run);
    bench.showOn(m_run, tokenTab);
    const auto tokens = bench.tokenizer.textsOf(m_run->info).tokens;
    const std::vector<float> values = m_run->probe->probe({HookPoint::MlpPre, 3}, 11);
    const auto highest = static_cast<std::size_t>(std::ranges::max_element(values) - values.begin());
    const ExtremeTokenModel& listed = bench.tokens->tokens();
    QCOMPARE(listed.tokenAt(1), std::optional(highest));
    QVERIFY(listed.excerptAt(1));
    QCOMPARE(*listed.excerptAt(1), tokenExcerpt(*tokens, highest));
    QCOMPARE(bench.tokens->fills().values(), values);
    QVERIFY(bench.view.currentPlot() == nullptr); // nothing to export
    bench.tokens->setCurrentIndex(listed.index(1, 0));
    QCOMPARE(bench.selection.token(), std::optional(highest));
    QTRY_VERIFY(bench.readOut().contains(QStringLiteral("activation ")));
    QVERIFY2(bench.readOut().startsWith(QStringLiteral("“")), qPrintable(bench.readOut()));
}

void TestNeuronsView::aListedTokenLeadsToItsPlaceInTheText()
{
    Bench bench(m_run);
    bench.showOn(m_run, tokenTab);
    const std::size_t token = bench.tokens->tokens().tokenAt(2).value();
    emit bench.tokens->tokenActivated(token);
    QCOMPARE(bench.tabs->currentIndex(), textTab);
    QCOMPARE(bench.selection.token(), std::optional(token));
    QTRY_COMPARE(bench.text->selectedToken(), std::optional(token));
    QTRY_VERIFY(!bench.text->area().tokenRect(token).isEmpty()); // it is in sight
}

void TestNeuronsView::coloursTheTextByTheActivation()
{
    Bench bench(m_run);
    bench.showOn(m_run, textTab);
    QCOMPARE(bench.text->tokens(), bench.tokenizer.textsOf(m_run->info).tokens); // shared, not made anew
    const std::vector<float> values = m_run->probe->probe({HookPoint::MlpPre, 3}, 11);
    QCOMPARE(bench.text->area().fills().values(), values);
    QCOMPARE(bench.text->area().fills().low(), -bench.text->area().fills().high());
    QTRY_VERIFY(bench.text->area().isLaidOut());
    const QRect place = bench.text->area().tokenRect(2);
    QTest::mouseMove(bench.text->area().viewport(), place.center());
    const auto* reading = bench.text->findChild<ReadOut*>();
    for (const char* part : {"token 2", "id ", "length ", "count ", "activation "}) {
        QTRY_VERIFY2(reading->reading().contains(QString::fromLatin1(part)), qPrintable(reading->reading()));
    }
}

void TestNeuronsView::coloursLieAroundZeroOrTheMean()
{
    Bench bench(m_run);
    bench.showOn(m_run, textTab);
    auto* centre = bench.control<QComboBox>(QStringLiteral("Colours around"));
    QVERIFY(centre);
    centre->setCurrentIndex(1);
    const double mean = m_run->layers[3]->column("mean")[11];
    QVERIFY(std::abs(mean) > 0.01);
    const TokenFills& fills = bench.text->area().fills();
    QVERIFY(std::abs((fills.low() + fills.high()) / 2 - mean) < 1e-6);
    bench.tabs->setCurrentIndex(tokenTab); // the list has the same colours
    QCOMPARE(bench.tokens->fills().low(), bench.text->area().fills().low());
}

void TestNeuronsView::theTextFollowsNeuronAndToken()
{
    Bench bench(m_run);
    bench.showOn(m_run, textTab);
    bench.selection.select({.layer = 3, .neuron = 12, .token = 321});
    const std::vector<float> values = m_run->probe->probe({HookPoint::MlpPre, 3}, 12);
    QTRY_COMPARE(bench.text->area().fills().values(), values);
    QTRY_COMPARE(bench.text->selectedToken(), std::optional(std::size_t {321}));
    QTRY_VERIFY(!bench.text->area().tokenRect(321).isEmpty());
}

void TestNeuronsView::stepsInTheTextAreOneWay()
{
    Bench bench(m_run);
    bench.showOn(m_run, textTab);
    bench.selection.select({.layer = 3, .neuron = 11, .token = 40});
    QTRY_COMPARE(bench.text->selectedToken(), std::optional(std::size_t {40}));
    for (int i = 0; i < 3; ++i) {
        QTest::keyClick(&bench.text->area(), Qt::Key_Right);
    }
    QCOMPARE(bench.selection.token(), std::optional(std::size_t {43}));
    bench.selection.goBack();
    QCOMPARE(bench.selection.token(), std::optional(std::size_t {40}));
}

void TestNeuronsView::searchKeysBelongToTheTextWhileItHasTheFocus()
{
    Bench bench(m_run);
    bench.showOn(m_run, textTab);
    bench.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bench.view));
    bench.text->setFocus();
    QTest::keyClick(&bench.text->area(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(bench.text->isAncestorOf(QApplication::focusWidget()));
    bench.table->setFocus();
    QTest::keyClick(bench.table, Qt::Key_F, Qt::ControlModifier);
    QVERIFY(bench.filter->isAncestorOf(QApplication::focusWidget()));
}

void TestNeuronsView::saysWhatIsMissingForTheText()
{
    Bench bench(m_run);
    bench.tokenizer.setRun(m_run->info, {});
    bench.selection.select({.layer = 3, .neuron = 11});
    QTRY_VERIFY(bench.isPortraitShown());
    bench.tabs->setCurrentIndex(textTab);
    const auto* sentence = bench.view.findChild<QLabel*>(QStringLiteral("missingText"));
    QVERIFY(sentence->isVisible());
    QVERIFY2(sentence->text().contains(QStringLiteral("the tokenizer of sample-12")),
             qPrintable(sentence->text()));
    bench.tabs->setCurrentIndex(tokenTab);
    QCOMPARE(bench.tokens->tokens().rowCount(), 2 + 2 * static_cast<int>(maxExtremeTokens));
    QVERIFY(bench.tokens->tokens()
                .index(1, ExtremeTokenModel::ContextColumn)
                .data()
                .toString()
                .startsWith(QStringLiteral("id ")));
    bench.tokenizer.setFolder(m_run->info, resourcesFolder() / "sample-models" / "sample-12");
    QTRY_VERIFY(bench.tokens->tokens().excerptAt(1));
    bench.tabs->setCurrentIndex(textTab);
    QVERIFY(!sentence->isVisible() && bench.text->isVisible());
}

void TestNeuronsView::portraitBringsTheDip()
{
    Bench bench(m_run);
    bench.selection.select({.layer = 3, .neuron = 11});
    QTRY_VERIFY(bench.isPortraitShown());
    const NeuronTableModel& neurons = bench.table->neurons();
    const auto dip = [&neurons] { return neurons.exactText(11, NeuronTableModel::dipColumn()); };
    QVERIFY(dip().toDouble() > 0);
    bench.selection.setLayer(4);
    QTRY_COMPARE(neurons.layer(), m_run->layers[4].get());
    QVERIFY(dip().isEmpty());
    bench.selection.setLayer(3);
    QTRY_COMPARE(neurons.layer(), m_run->layers[3].get());
    QVERIFY(!dip().isEmpty()); // it has been looked at
}

void TestNeuronsView::asksBeforeItRecomputes()
{
    Bench bench(m_unprobed);
    bench.selection.select({.layer = 3, .neuron = 11});
    QTRY_VERIFY(bench.isSaid(QStringLiteral("are not on this machine")));
    QVERIFY(bench.isSaid(QStringLiteral("400 tokens with sample-12")));
    QVERIFY(!bench.recovery.stateOf(m_unprobed->info).isRunning);
    bench.recovery.setBlocked(true);
    QVERIFY(bench.isSaid(QStringLiteral("A run is going on")));
    QVERIFY(!bench.button(QStringLiteral("Recompute"))->isEnabled());
    bench.recovery.setBlocked(false);
    bench.button(QStringLiteral("Recompute"))->click();
    QVERIFY(bench.recovery.stateOf(m_unprobed->info).isRunning);
    QTRY_VERIFY(bench.isPortraitShown());
    const std::vector<float> values = m_run->probe->probe({HookPoint::MlpPre, 3}, 11);
    for (std::size_t token = 0; token < values.size(); ++token) {
        QVERIFY(std::abs(bench.scatter->data().y[token] - values[token]) < 1e-5);
    }
}

void TestNeuronsView::saysThatTheModelWasReplaced()
{
    const QTemporaryDir copy;
    const fs::path folder = copy.path().toStdString();
    AnalysisRequest request = smallRequest();
    for (const char* name : {"config.json", "model.safetensors", "vocab.json", "merges.txt"}) {
        fs::copy_file(request.modelFolder / name, folder / name);
    }
    fs::last_write_time(folder / "model.safetensors",
                        fs::file_time_type::clock::now() - std::chrono::hours(1));
    request.modelFolder = folder;
    const auto snapshot = run(request);
    {
        std::fstream file(folder / "model.safetensors", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-1, std::ios::end);
        file.put('\1');
    }
    Bench bench(snapshot);
    bench.selection.select({.layer = 3, .neuron = 11});
    QTRY_VERIFY(bench.isSaid(QStringLiteral("has been written to since")));
    bench.button(QStringLiteral("Recompute"))->click(); // the catalogue has the model of that name
    QTRY_VERIFY(bench.isPortraitShown());
}

void TestNeuronsView::saysThatTheDiskWasFull()
{
    auto full = std::make_shared<AnalysisSnapshot>(*m_unprobed);
    full->probeProblem = "There was no room.";
    Bench bench(full);
    bench.selection.select({.layer = 3, .neuron = 11});
    QTRY_VERIFY(bench.isSaid(QStringLiteral("There was no room.")));
}

void TestNeuronsView::worksAtAnyHookPoint_data()
{
    QTest::addColumn<int>("point");
    for (const HookPointInfo& info : hookPoints()) {
        QTest::newRow(std::string(info.name).c_str()) << static_cast<int>(info.point);
    }
}

void TestNeuronsView::worksAtAnyHookPoint()
{
    QFETCH(const int, point);
    AnalysisRequest request = smallRequest();
    request.maxTokens = 100;
    request.hook = static_cast<HookPoint>(point);
    const auto snapshot = run(request);
    Bench bench(snapshot);
    const std::size_t layer = snapshot->layers.size() - 1;
    const std::size_t neuron = snapshot->info->numNeurons() - 1;
    bench.selection.select({.layer = static_cast<int>(layer), .neuron = neuron});
    QTRY_VERIFY(bench.isPortraitShown());
    QCOMPARE(bench.table->neurons().rowCount(), static_cast<int>(snapshot->info->numNeurons()));
    QCOMPARE(bench.scatter->data().yLabel,
             QStringLiteral("Activation at ")
                 + QString::fromStdString(HookId {.point = request.hook, .layer = layer}.name()));
}

void TestNeuronsView::standsAboveOrBeside()
{
    Bench bench(m_run);
    auto* splitter = bench.table->parentWidget()->parentWidget();
    QVERIFY(qobject_cast<QSplitter*>(splitter) != nullptr);
    bench.view.resize(1200, 700);
    QTRY_COMPARE(qobject_cast<QSplitter*>(splitter)->orientation(), Qt::Horizontal);
    bench.view.resize(500, 700);
    QTRY_COMPARE(qobject_cast<QSplitter*>(splitter)->orientation(), Qt::Vertical);
    bench.view.resize(1200, 700);
    QTRY_COMPARE(qobject_cast<QSplitter*>(splitter)->orientation(), Qt::Horizontal);
    bench.view.resize(320, 700); // at once
    QTRY_COMPARE(bench.view.width(), 320);
    QTRY_COMPARE(qobject_cast<QSplitter*>(splitter)->orientation(), Qt::Vertical);
    for (const QWidget* part : {static_cast<QWidget*>(bench.notice), static_cast<QWidget*>(bench.text),
                                static_cast<QWidget*>(bench.filter)}) {
        QVERIFY2(part->minimumSizeHint().width() <= 320, part->metaObject()->className());
    }
}

void TestNeuronsView::exportsWhatIsShown()
{
    Bench bench(m_run);
    QVERIFY(bench.view.currentPlot() == nullptr);
    bench.selection.select({.layer = 3, .neuron = 11});
    QTRY_VERIFY(bench.isPortraitShown());
    QCOMPARE(bench.view.exportName(), QStringLiteral("neuron-blocks.3.mlp.hook_pre-11-length"));
    QVERIFY(bench.view.caption().startsWith(QStringLiteral("blocks.3.mlp.hook_pre, neuron 11 · Bathyscope")));
    QVERIFY(bench.view.csv().startsWith(QStringLiteral("series,Token length,Activation at ")));
}

QTEST_MAIN(TestNeuronsView)
#include "tst_NeuronsView.moc"
