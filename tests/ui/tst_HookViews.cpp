// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/HookPointText.h"
#include "core/run/AnalysisRun.h"
#include "tests/support/ExportPlot.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/SampleRequest.h"
#include "ui/figures/RunFigures.h"
#include "ui/neurons/NeuronsView.h"
#include "ui/plots/PlotWidget.h"
#include "ui/report/ReportTables.h"
#include "ui/runs/SelectionState.h"
#include "ui/views/SnapshotView.h"
#include "ui/widgets/ReadOut.h"
#include "ui/window/ViewRegistry.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <map>
#include <string_view>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

/// A short run of the 12-layer sample with permutations; once for each hook point.
std::shared_ptr<const AnalysisSnapshot> runAt(HookPoint point)
{
    static std::map<HookPoint, std::shared_ptr<const AnalysisSnapshot>> runs;
    std::shared_ptr<const AnalysisSnapshot>& run = runs[point];
    if (!run) {
        AnalysisRequest request = test::sampleRequest(1024, 128);
        request.hook = point;
        request.numPermutations = 20;
        request.isProbed = true;
        test::RecordingObserver observer;
        run = runAnalysis(request, {}, observer);
    }
    return run;
}

/// What is written in an exported figure.
QStringList figureTexts(PlotWidget& plot)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("figure.svg"));
    const QString failure = test::exportPlot(plot, path, FigureSize::ofPixels({900, 600}));
    QStringList texts {failure};
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        QXmlStreamReader reader(&file);
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isCharacters() && !reader.isWhitespace()) {
                texts += reader.text().toString();
            }
        }
    }
    return texts;
}

QStringList tableTexts(const QTableView& table)
{
    constexpr int mostRows = 60; // what stands below says nothing else
    const QAbstractItemModel& model = *table.model();
    QStringList texts {table.accessibleName()};
    for (int column = 0; column < model.columnCount(); ++column) {
        texts += model.headerData(column, Qt::Horizontal).toString();
        for (int row = 0; row < std::min(model.rowCount(), mostRows); ++row) {
            texts += model.index(row, column).data().toString();
        }
    }
    for (int row = 0; row < std::min(model.rowCount(), mostRows); ++row) {
        texts += model.headerData(row, Qt::Vertical).toString();
    }
    return texts;
}

/// All that can be read on a view, its figures included, without tool tips.
QStringList textsOf(SnapshotView& view)
{
    QStringList texts {view.caption(), view.csv()};
    for (const QLabel* label : view.findChildren<QLabel*>()) {
        texts += label->text();
    }
    for (const QAbstractButton* button : view.findChildren<QAbstractButton*>()) {
        texts += button->text();
    }
    for (const QComboBox* box : view.findChildren<QComboBox*>()) {
        for (int item = 0; item < box->count(); ++item) {
            texts += box->itemText(item);
        }
    }
    for (const QTableView* table : view.findChildren<QTableView*>()) {
        texts += tableTexts(*table);
    }
    for (const ReadOut* readOut : view.findChildren<ReadOut*>()) {
        texts += readOut->reading();
    }
    for (PlotWidget* plot : view.findChildren<PlotWidget*>()) {
        texts += figureTexts(*plot);
    }
    texts.removeAll(QString());
    return texts;
}

/// The first that shows the alternatives of a sentence where one of them should be.
QString firstUnworded(const QStringList& texts)
{
    const qsizetype at = texts.indexOf(QRegularExpression(QStringLiteral(R"(.*\{[^{}|]*\|[^{}|]*\}.*)"),
                                                          QRegularExpression::DotMatchesEverythingOption));
    return at < 0 ? QString() : texts[at];
}

QString firstWith(const QStringList& texts, const QString& word)
{
    for (const QString& text : texts) {
        if (text.contains(word, Qt::CaseInsensitive)) {
            return text;
        }
    }
    return {};
}

/// A view over a run, drawn with each of its switches' first choices and with the others.
struct Bench
{
    Bench(const ViewInfo& info, const std::shared_ptr<const AnalysisSnapshot>& run)
        : view(info.create(selection, nullptr))
    {
        view->resize(1000, 800);
        selection.setRun(run->info);
        selection.select({.layer = 0, .neuron = 7});
        view->setSnapshot(run);
        view->setCompared(ComparedRuns {run, run});
        view->show();
        if (const auto* neurons = qobject_cast<NeuronsView*>(view.get())) {
            QTRY_VERIFY(neurons->currentPlot() != nullptr); // from the pool
        }
    }

    /// The last throttled rendering, 40 ms after the one before, is over.
    void settle() const
    {
        QVERIFY(QTest::qWaitFor([this, turns = 0]() mutable { return ++turns > 6 && view->isVisible(); },
                                10'000));
    }

    /// What can be read at first, or with every choice of every switch.
    [[nodiscard]] QStringList texts(bool withAllChoices) const
    {
        settle();
        QStringList all = textsOf(*view);
        for (QTabWidget* tabs : view->findChildren<QTabWidget*>()) {
            for (int tab = 1; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                settle();
                all += textsOf(*view);
            }
            tabs->setCurrentIndex(0);
        }
        if (!withAllChoices) {
            return all;
        }
        for (QComboBox* box : view->findChildren<QComboBox*>()) {
            for (int item = 1; item < box->count(); ++item) {
                box->setCurrentIndex(item);
                settle();
                all += textsOf(*view);
            }
            box->setCurrentIndex(0);
        }
        return all;
    }

    test::FailOnWarning failOnWarning;
    SelectionState selection;
    std::unique_ptr<SnapshotView> view;
};

} // namespace

class TestHookViews : public QObject
{
    Q_OBJECT

private slots:
    void everyViewSpeaksOfWhatTheHookPointHas_data()
    {
        QTest::addColumn<int>("point");
        QTest::addColumn<QString>("view");
        for (const HookPointInfo& point : hookPoints()) {
            for (const ViewInfo& view : viewRegistry()) {
                QTest::addRow("%.*s, %s", static_cast<int>(point.name.size()), point.name.data(), view.id)
                    << static_cast<int>(point.point) << QString::fromLatin1(view.id);
            }
        }
    }

    void everyViewSpeaksOfWhatTheHookPointHas()
    {
        QFETCH(const int, point);
        QFETCH(const QString, view);
        const auto run = runAt(static_cast<HookPoint>(point));
        QCOMPARE(run->outcome, RunOutcome::Completed);
        const auto info = std::ranges::find_if(
            viewRegistry(), [&view](const ViewInfo& one) { return view == QLatin1String(one.id); });
        const Bench bench(*info, run);
        const HookPointInfo& hook = hookPointInfo(static_cast<HookPoint>(point));
        const bool isOneOfItsKind = hook.point == HookPoint::MlpPre || hook.point == HookPoint::ResidPost
            || hook.point == HookPoint::FinalNormOut;
        const QStringList texts = bench.texts(isOneOfItsKind);
        QVERIFY(!texts.isEmpty());
        const bool hasNeurons = hookElement(hook.point) == HookElement::Neuron;
        const QString wrong =
            firstWith(texts, hasNeurons ? QStringLiteral("dimension") : QStringLiteral("neuron"));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        const QString unworded = firstUnworded(texts);
        QVERIFY2(unworded.isEmpty(), qPrintable(unworded));
        QVERIFY(
            !firstWith(texts, QString::fromLatin1(hook.name.data(), static_cast<qsizetype>(hook.name.size())))
                 .isEmpty());
        if (!hook.perLayer) {
            const QString layer = firstWith(texts, QStringLiteral("layer 0"));
            QVERIFY2(layer.isEmpty(), qPrintable(layer));
        }
    }

    void reportsSpeakOfWhatTheHookPointHas()
    {
        for (const HookPointInfo& hook : hookPoints()) {
            const auto run = runAt(hook.point);
            const RunComparison comparison = compareRuns(*run, *run);
            QStringList texts;
            for (const ReportTable& table :
                 {layersTable(*run), modalityTable(*run), measuresTable(comparison, {run, run}),
                  depthsTable(comparison, {run, run})}) {
                texts += table.heads + QStringList {table.caption, table.note};
                for (const ReportTable::Row& row : table.rows) {
                    texts += row.cells + QStringList {row.head};
                }
            }
            for (const RunFigure& figure : runFigures(run)) {
                texts += figure.words;
            }
            for (const RunFigure& figure :
                 comparisonFigures({run, run}, std::make_shared<const RunComparison>(comparison))) {
                texts += figure.words;
            }
            const bool hasNeurons = hookElement(hook.point) == HookElement::Neuron;
            const QString wrong =
                firstWith(texts, hasNeurons ? QStringLiteral("dimension") : QStringLiteral("neuron"));
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            const QString unworded = firstUnworded(texts);
            QVERIFY2(unworded.isEmpty(), qPrintable(unworded));
            QVERIFY(!firstWith(texts, hasNeurons ? QStringLiteral("neuron") : QStringLiteral("dimension"))
                         .isEmpty());
        }
    }

    void findingsSpeakOfWhatTheHookPointHas()
    {
        for (const HookPointInfo& hook : hookPoints()) {
            const bool hasNeurons = hookElement(hook.point) == HookElement::Neuron;
            for (const Finding& finding : runAt(hook.point)->findings) {
                const std::string text = findingClaim(finding) + ' ' + findingText(finding);
                QVERIFY2(text.find('{') == std::string::npos, text.c_str());
                QVERIFY2(text.find(hasNeurons ? "dimension" : "neuron") == std::string::npos, text.c_str());
                QVERIFY2(hook.perLayer || text.find("in the first layer %") == std::string::npos,
                         text.c_str());
            }
        }
        const auto& outside = runAt(HookPoint::FinalNormOut)->findings;
        for (const Finding& finding : outside) {
            const bool isOfDepth = finding.id == "first_layer_sign" || finding.id == "last_layers_compressed"
                || finding.id == "lean_beyond_frequency" || finding.id == "zones";
            QCOMPARE(finding.verdict == FindingVerdict::Unanswered, isOfDepth);
        }
    }
};

QTEST_MAIN(TestHookViews)
#include "tst_HookViews.moc"
