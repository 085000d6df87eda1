// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/TokenTextsOf.h"
#include "ui/neurons/ExtremeTokenModel.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <limits>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

/// The model of a neuron on "one two three four", under the eyes of Qt's own tester.
struct Bench
{
    Bench()
        : tokens(test::tokenTextsOf("one two three four"))
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        auto ofRun = std::make_shared<RunInfo>();
        ofRun->windows = tokens->windows();
        ofRun->features = std::make_shared<const TokenFeatures>(tokens->features());
        info = std::move(ofRun);
        auto ofNeuron = std::make_shared<NeuronPortrait>();
        ofNeuron->values = {0.5F, std::numeric_limits<float>::quiet_NaN(), 2.25F, -1};
        ofNeuron->highest = {2, 0, 3};
        ofNeuron->lowest = {3, 0, 2};
        portrait = std::move(ofNeuron);
    }

    [[nodiscard]] QString shown(int row, ExtremeTokenModel::Column column) const
    {
        return model.index(row, column).data().toString();
    }

    test::FailOnWarning failOnWarning;
    std::shared_ptr<const TokenTexts> tokens;
    std::shared_ptr<const RunInfo> info;
    std::shared_ptr<const NeuronPortrait> portrait;
    ExtremeTokenModel model;
    QAbstractItemModelTester tester;
};

} // namespace

class TestExtremeTokenModel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void listsTheHighestBeforeTheLowest()
    {
        Bench bench;
        bench.model.setPortrait(bench.info, bench.portrait, bench.tokens);
        QCOMPARE(bench.model.rowCount(), 8);
        QVERIFY(bench.model.isHeading(0) && bench.model.isHeading(4));
        QCOMPARE(bench.shown(0, ExtremeTokenModel::ActivationColumn), QStringLiteral("Highest activations"));
        QCOMPARE(bench.model.tokenAt(1), std::optional(std::size_t {2}));
        QCOMPARE(bench.shown(1, ExtremeTokenModel::ActivationColumn), QStringLiteral("2.25"));
        QCOMPARE(bench.shown(1, ExtremeTokenModel::ContextColumn), QStringLiteral("one two[ three] four"));
        QCOMPARE(bench.shown(1, ExtremeTokenModel::LengthColumn),
                 QString::number(bench.tokens->features().length[2]));
        QCOMPARE(bench.shown(1, ExtremeTokenModel::PositionColumn), QStringLiteral("2"));
        QCOMPARE(bench.shown(4, ExtremeTokenModel::ActivationColumn), QStringLiteral("Lowest activations"));
        QCOMPARE(bench.model.tokenAt(5), std::optional(std::size_t {3}));
        QCOMPARE(bench.shown(5, ExtremeTokenModel::ActivationColumn), QStringLiteral("−1"));
        QVERIFY(!bench.model.tokenAt(4).has_value());
    }

    void headingsCannotBeChosen()
    {
        Bench bench;
        bench.model.setPortrait(bench.info, bench.portrait, bench.tokens);
        QVERIFY(!bench.model.flags(bench.model.index(0, 0)).testFlag(Qt::ItemIsSelectable));
        QVERIFY(bench.model.flags(bench.model.index(1, 0)).testFlag(Qt::ItemIsSelectable));
    }

    void findsTheRowOfAToken()
    {
        Bench bench;
        bench.model.setPortrait(bench.info, bench.portrait, bench.tokens);
        QCOMPARE(bench.model.rowOf(2), std::optional(1)); // among the highest, and not its other row
        QCOMPARE(bench.model.rowOf(1), std::optional<int>());
    }

    void showsIdsWhereNothingElseIsKnown()
    {
        Bench bench;
        bench.model.setPortrait(bench.info, bench.portrait, nullptr);
        QCOMPARE(bench.shown(1, ExtremeTokenModel::ContextColumn),
                 QStringLiteral("id %1").arg(bench.tokens->id(2)));
        QVERIFY(bench.model.excerptAt(1) == nullptr);
        QCOMPARE(bench.shown(1, ExtremeTokenModel::ActivationColumn), QStringLiteral("2.25"));
    }

    void aNeuronWithoutFiniteValuesHasNoRows()
    {
        Bench bench;
        bench.model.setPortrait(bench.info, std::make_shared<const NeuronPortrait>(), bench.tokens);
        QCOMPARE(bench.model.rowCount(), 0);
    }
};

QTEST_MAIN(TestExtremeTokenModel)
#include "tst_ExtremeTokenModel.moc"
