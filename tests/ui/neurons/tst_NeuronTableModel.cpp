// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/NeuronStatistic.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/ScriptedRun.h"
#include "ui/neurons/NeuronTableModel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Five neurons; the third is constant.
std::shared_ptr<LayerSummary> smallLayer()
{
    auto layer = std::make_shared<LayerSummary>();
    layer->numNeurons = 5;
    layer->columns.assign(neuronStatistics().size(), std::vector<double>(layer->numNeurons, none));
    layer->columns[*neuronStatisticIndex("r_length")] = {0.1, -0.25, none, 1, 0.1};
    layer->columns[*neuronStatisticIndex("mean")] = {1.23456, -1, 2, 0.00012345, 5};
    return layer;
}

/// A model under the eyes of Qt's own tester.
struct Bench
{
    explicit Bench(std::shared_ptr<const LayerSummary> layer = smallLayer())
        : tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        model.setLayer(std::move(layer));
    }

    [[nodiscard]] int columnOf(const char* id) const
    {
        return NeuronTableModel::statisticColumn(*neuronStatisticIndex(id));
    }

    [[nodiscard]] std::vector<std::size_t> neurons() const
    {
        std::vector<std::size_t> listed;
        for (int row = 0; row < model.rowCount(); ++row) {
            listed.push_back(model.neuronAt(row));
        }
        return listed;
    }

    [[nodiscard]] QString shown(int row, int column) const
    {
        return model.index(row, column).data().toString();
    }

    void filter(const char* expression)
    {
        model.setListing({.filter = std::get<NeuronFilter>(NeuronFilter::parse(expression))});
    }

    test::FailOnWarning failOnWarning;
    NeuronTableModel model;
    QAbstractItemModelTester tester;
};

using Neurons = std::vector<std::size_t>;

} // namespace

class TestNeuronTableModel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void hasAColumnForEveryStatistic();
    void showsNumbersAsPeopleReadThem();
    void givesAllDigitsToFiles();
    void sortsByAnyColumnWithUndefinedOnesLast();
    void sortsBySizeWhateverTheSign();
    void keepsOrderAndListingForAnotherLayer();
    void listsWhatFulfilsAFilter();
    void listsACellOfTheHeatmap();
    void persistentIndexesFollowTheirNeuron();
    void dipsAppearWhenTheyAreKnown();
    void leavesStatisticsEmptyThatTheRunDidNotCompute();
    void isEmptyWithoutALayer();
};

void TestNeuronTableModel::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestNeuronTableModel::hasAColumnForEveryStatistic()
{
    const Bench bench;
    QCOMPARE(bench.model.columnCount(), static_cast<int>(neuronStatistics().size()) + 3);
    QCOMPARE(bench.model.columnName(bench.columnOf("r_length")), QStringLiteral("r"));
    QCOMPARE(bench.model.columnExplanation(bench.columnOf("r_length")),
             QStringLiteral("r with token length"));
    for (int column = 0; column < bench.model.columnCount(); ++column) {
        QVERIFY(!bench.model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        QVERIFY(!bench.model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
    }
}

void TestNeuronTableModel::showsNumbersAsPeopleReadThem()
{
    const Bench bench;
    QCOMPARE(bench.shown(1, NeuronTableModel::numberColumn()), QStringLiteral("1"));
    QCOMPARE(bench.shown(1, bench.columnOf("r_length")), QStringLiteral("−0.250"));
    QCOMPARE(bench.shown(2, bench.columnOf("r_length")), QStringLiteral("–"));
    QCOMPARE(bench.shown(0, bench.columnOf("mean")), QStringLiteral("1.23"));
    QCOMPARE(bench.model.index(1, bench.columnOf("r_length")).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("r with token length: −0.250"));
}

void TestNeuronTableModel::leavesStatisticsEmptyThatTheRunDidNotCompute()
{
    auto older = smallLayer();
    const std::size_t q = *neuronStatisticIndex("q_length");
    older->missingColumns = {q};
    Bench bench(older);
    const int column = bench.columnOf("q_length");
    QVERIFY(!bench.model.isComputed(column));
    QVERIFY(bench.model.isComputed(bench.columnOf("r_length")) && bench.model.isComputed(0)
            && bench.model.isComputed(NeuronTableModel::dipColumn()));
    QCOMPARE(bench.shown(0, column), QString()); // no dash: that is a q that is not defined
    QCOMPARE(bench.model.exactText(0, column), QString());
    QCOMPARE(bench.model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString(),
             QStringLiteral("q over the run: not computed, the run is older than this statistic"));
    bench.model.sort(column, Qt::DescendingOrder);
    QCOMPARE(bench.neurons(), (Neurons {0, 1, 2, 3, 4}));
    bench.filter("defined(q)");
    QVERIFY(bench.neurons().empty());
    bench.model.setLayer(smallLayer());
    QVERIFY(bench.model.isComputed(column));
    QCOMPARE(bench.model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString(),
             QStringLiteral("q over the run"));
}

void TestNeuronTableModel::givesAllDigitsToFiles()
{
    QLocale::setDefault(QLocale(QLocale::German));
    const Bench bench;
    QCOMPARE(bench.model.exactText(1, bench.columnOf("r_length")), QStringLiteral("-0.25"));
    QCOMPARE(bench.model.exactText(3, bench.columnOf("mean")).toDouble(), 0.00012345);
    QCOMPARE(bench.model.exactText(2, bench.columnOf("r_length")), QString());
    initTestCase();
}

void TestNeuronTableModel::sortsByAnyColumnWithUndefinedOnesLast()
{
    Bench bench;
    bench.model.sort(bench.columnOf("r_length"), Qt::AscendingOrder);
    QCOMPARE(bench.neurons(), (Neurons {1, 0, 4, 3, 2}));
    bench.model.sort(bench.columnOf("r_length"), Qt::DescendingOrder);
    QCOMPARE(bench.neurons(), (Neurons {3, 0, 4, 1, 2})); // equal ones in their own order
    bench.model.sort(NeuronTableModel::numberColumn(), Qt::DescendingOrder);
    QCOMPARE(bench.neurons(), (Neurons {4, 3, 2, 1, 0}));
    bench.model.sort(-1, Qt::AscendingOrder); // a header without an indicator
    QCOMPARE(bench.neurons(), (Neurons {4, 3, 2, 1, 0}));
    for (int column = 0; column < bench.model.columnCount(); ++column) {
        bench.model.sort(column, Qt::AscendingOrder);
        QCOMPARE(bench.model.rowCount(), 5);
    }
}

void TestNeuronTableModel::sortsBySizeWhateverTheSign()
{
    Bench bench;
    auto layer = smallLayer();
    layer->columns[*neuronStatisticIndex("r_length")] = {0.1, -0.4, none, 0.3, -0.2};
    bench.model.setLayer(layer);
    const int size = NeuronTableModel::magnitudeColumn();
    QCOMPARE(bench.model.columnName(size), QStringLiteral("|r|"));
    const QVariant first = bench.model.headerData(size, Qt::Horizontal, Qt::InitialSortOrderRole);
    QCOMPARE(first.value<Qt::SortOrder>(), Qt::DescendingOrder); // of a first click on its head
    bench.model.sort(size, Qt::DescendingOrder);
    QCOMPARE(bench.neurons(), (Neurons {1, 3, 4, 0, 2}));
    QCOMPARE(bench.shown(0, size), QStringLiteral("0.400"));
    QCOMPARE(bench.model.exactText(0, size), QStringLiteral("0.4"));
    QCOMPARE(bench.shown(4, size), QStringLiteral("–"));
    bench.model.sort(size, Qt::AscendingOrder);
    QCOMPARE(bench.neurons(), (Neurons {0, 4, 3, 1, 2}));
    bench.filter("|r| > 0.2"); // as its head says it
    QCOMPARE(bench.neurons(), (Neurons {3, 1}));
}

void TestNeuronTableModel::keepsOrderAndListingForAnotherLayer()
{
    Bench bench;
    bench.model.sort(bench.columnOf("r_length"), Qt::DescendingOrder);
    bench.filter("r < 0.5");
    QCOMPARE(bench.neurons(), (Neurons {0, 4, 1}));
    auto other = smallLayer();
    other->columns[*neuronStatisticIndex("r_length")] = {0.3, 0.4, 0.6, 0.2, none};
    bench.model.setLayer(other);
    QCOMPARE(bench.neurons(), (Neurons {1, 0, 3}));
}

void TestNeuronTableModel::listsWhatFulfilsAFilter()
{
    Bench bench;
    bench.filter("mean > 0 and defined(r)");
    QCOMPARE(bench.neurons(), (Neurons {0, 3, 4}));
    QCOMPARE(bench.model.rowOf(3), std::optional(1));
    QCOMPARE(bench.model.rowOf(1), std::optional<int>());
    QCOMPARE(bench.model.rowOf(999), std::optional<int>());
    bench.model.setListing({.filter = std::nullopt});
    QCOMPARE(bench.model.rowCount(), 5);
}

void TestNeuronTableModel::listsACellOfTheHeatmap()
{
    Bench bench;
    bench.model.setListing({.filter = std::nullopt, .r = std::pair {-0.25, 0.1}});
    QCOMPARE(bench.neurons(), Neurons {1}); // the upper end belongs to the next cell
    bench.model.setListing({.filter = std::nullopt, .r = std::pair {0.99, 1.0}});
    QCOMPARE(bench.neurons(), Neurons {3}); // but that of the last cell to itself
    bench.model.setListing(
        {.filter = std::get<NeuronFilter>(NeuronFilter::parse("mean > 2")), .r = std::pair {0.1, 0.2}});
    QCOMPARE(bench.neurons(), Neurons {4}); // both hold
}

void TestNeuronTableModel::persistentIndexesFollowTheirNeuron()
{
    Bench bench;
    const QPersistentModelIndex index(bench.model.index(1, 3));
    bench.model.sort(NeuronTableModel::numberColumn(), Qt::DescendingOrder);
    QCOMPARE(index.row(), 3);
    QCOMPARE(index.column(), 3);
    QCOMPARE(bench.model.neuronAt(index.row()), std::size_t {1});
}

void TestNeuronTableModel::dipsAppearWhenTheyAreKnown()
{
    Bench bench;
    const int dip = NeuronTableModel::dipColumn();
    QCOMPARE(bench.shown(4, dip), QString());
    const QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
    bench.model.setDip(4, 0.0123);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(bench.shown(4, dip), QStringLiteral("0.0123"));
    bench.model.sort(dip, Qt::DescendingOrder);
    QCOMPARE(bench.model.neuronAt(0), std::size_t {4});
    auto withQ = smallLayer(); // the same layer at the end of the run; its third neuron has no r
    withQ->columns[*neuronStatisticIndex("q_length")].assign(5, 0.5);
    bench.model.setLayer(withQ);
    QCOMPARE(bench.shown(*bench.model.rowOf(4), dip), QStringLiteral("0.0123"));
    auto other = smallLayer();
    other->columns[*neuronStatisticIndex("r_length")][0] = 0.2;
    bench.model.setLayer(other);
    QCOMPARE(bench.shown(*bench.model.rowOf(4), dip), QString());
}

void TestNeuronTableModel::isEmptyWithoutALayer()
{
    Bench bench;
    bench.model.setLayer(nullptr);
    QCOMPARE(bench.model.rowCount(), 0);
    bench.filter("r > 0");
    bench.model.sort(2, Qt::DescendingOrder);
    QCOMPARE(bench.model.rowCount(), 0);
    bench.model.setLayer(test::ScriptedRun().finished()->layers[3]);
    QVERIFY(bench.model.rowCount() > 0 && bench.model.rowCount() < 512);
}

QTEST_MAIN(TestNeuronTableModel)
#include "tst_NeuronTableModel.moc"
