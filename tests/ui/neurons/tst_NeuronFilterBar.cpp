// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/NeuronStatistic.h"
#include "tests/support/FailOnWarning.h"
#include "ui/look/Language.h"
#include "ui/neurons/FilterEdit.h"
#include "ui/neurons/NeuronFilterBar.h"
#include "ui/neurons/NeuronTableModel.h"
#include "ui/words/FilterText.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QLabel>
#include <QLocale>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

struct Bench
{
    Bench()
        : edit(bar.findChild<FilterEdit*>())
        , problem(bar.findChild<QLabel*>(QStringLiteral("filterProblem")))
    {
        bar.resize(500, 100);
        bar.show();
        bar.activateWindow();
        edit->setFocus();
    }

    [[nodiscard]] bool isActive()
    {
        return QTest::qWaitForWindowActive(&bar);
    }

    test::FailOnWarning failOnWarning;
    NeuronFilterBar bar;
    FilterEdit* edit;
    QLabel* problem;
};

QStringList offered(const FilterEdit& edit)
{
    QStringList words;
    const QAbstractItemModel* model = edit.findChild<QCompleter*>()->popup()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        words += model->index(row, 0).data().toString();
    }
    return words;
}

bool isOffering(const FilterEdit& edit)
{
    return edit.findChild<QCompleter*>()->popup()->isVisible();
}

} // namespace

class TestNeuronFilterBar : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void understandsWhatIsTyped();
    void keepsTheLastFilterWhileTypingGoesOn();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void everyProblemHasASentence();
    void saysWhatTheRunDidNotCompute();
    void understandsWhatTheTableShows_data();
    void understandsWhatTheTableShows();
    void pointsAtThePlaceInVietnamese();
    void offersWordsAsTheyAreBegun();
    void offersAllWordsWhenAsked();
    void insertsTheChosenWord();
    void chipTakesTheCellAway();
    void helpNamesEveryColumn();
    void countsInWords();
};

void TestNeuronFilterBar::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestNeuronFilterBar::understandsWhatIsTyped()
{
    Bench bench;
    QVERIFY(bench.isActive());
    const QSignalSpy changed(&bench.bar, &NeuronFilterBar::filterChanged);
    QTest::keyClicks(bench.edit, QStringLiteral("r<0.5"));
    QVERIFY(bench.bar.filter().has_value());
    QVERIFY(!bench.problem->isVisible());
    QVERIFY(!changed.isEmpty());
    bench.bar.setExpression(QStringLiteral("  "));
    QVERIFY(!bench.bar.filter().has_value());
}

void TestNeuronFilterBar::keepsTheLastFilterWhileTypingGoesOn()
{
    Bench bench;
    bench.bar.setExpression(QStringLiteral("r < 0.5"));
    const QSignalSpy changed(&bench.bar, &NeuronFilterBar::filterChanged);
    bench.bar.setExpression(QStringLiteral("r < 0.5 and"));
    QVERIFY(changed.isEmpty());
    QVERIFY(bench.bar.filter().has_value());
    QVERIFY(bench.problem->isVisible());
    QCOMPARE(bench.edit->accessibleDescription(), bench.problem->text());
}

void TestNeuronFilterBar::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("words");

    QTest::newRow("incomplete") << QStringLiteral("r <") << QStringLiteral("Incomplete: a name, a number");
    QTest::newRow("name") << QStringLiteral("r < 1 and lenght > 3")
                          << QStringLiteral("“lenght” (character 11) is no column");
    QTest::newRow("behind a letter of two bytes")
        << QStringLiteral("r − 1 < é") << QStringLiteral("“é” (character 9) has no meaning");
    QTest::newRow("decimal comma") << QStringLiteral("r < 0,5")
                                   << QStringLiteral(
                                          "“,” (character 6): join conditions by and or or. Numbers "
                                          "are written so: 0.5.");
}

void TestNeuronFilterBar::saysWhatIsWrong()
{
    QFETCH(QString, expression);
    QFETCH(QString, words);
    Bench bench;
    bench.bar.setExpression(expression);
    QVERIFY2(bench.problem->text().contains(words), qPrintable(bench.problem->text()));
}

void TestNeuronFilterBar::saysWhatTheRunDidNotCompute()
{
    Bench bench;
    bench.edit->setText(QStringLiteral("q < 0.05 and r > 0"));
    QVERIFY(!bench.problem->isVisible());
    bench.bar.setNotComputed({QStringLiteral("q")});
    QVERIFY(bench.problem->isVisible());
    QCOMPARE(bench.problem->text(),
             QStringLiteral("The run did not compute q: no comparison with it holds."));
    QCOMPARE(bench.edit->accessibleDescription(), bench.problem->text());
    bench.edit->setText(QStringLiteral("q <")); // what is wrong comes first
    QVERIFY(!bench.problem->text().contains(QStringLiteral("did not compute")));
    bench.edit->setText(QStringLiteral("q < 0.05"));
    bench.bar.setNotComputed({});
    QVERIFY(!bench.problem->isVisible());
}

void TestNeuronFilterBar::everyProblemHasASentence()
{
    for (const FilterProblem problem :
         {FilterProblem::ExpectedValue, FilterProblem::ExpectedComparison, FilterProblem::ExpectedNumber,
          FilterProblem::ExpectedEnd, FilterProblem::ExpectedOpening, FilterProblem::ExpectedClosing,
          FilterProblem::ExpectedBar, FilterProblem::ExpectedRange, FilterProblem::UnknownName,
          FilterProblem::UnknownCharacter, FilterProblem::TooLong, FilterProblem::TooDeep}) {
        const QString inside = filterErrorText({.problem = problem, .begin = 2, .length = 1, .found = "x"},
                                               QStringLiteral("r x"));
        QVERIFY(inside.endsWith(QLatin1Char('.')));
        QVERIFY2(!inside.contains(QLatin1Char('%')), qPrintable(inside));
    }
}

void TestNeuronFilterBar::understandsWhatTheTableShows_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << QLocale(QLocale::English, QLocale::UnitedStates) << QString();
    QTest::newRow("Vietnamese") << QLocale(QLocale::Vietnamese) << QStringLiteral("vi");
    QTest::newRow("English with Vietnamese numbers") << QLocale(QLocale::Vietnamese) << QString();
    QTest::newRow("French numbers") << QLocale(QLocale::French) << QString();
    QTest::newRow("Swedish numbers") << QLocale(QLocale::Swedish) << QString();
    QTest::newRow("Swiss numbers") << QLocale(QLocale::German, QLocale::Switzerland) << QString();
    QTest::newRow("C") << QLocale::c() << QString();
}

/// Every value, as it is shown below the head of its column, finds the neuron that has it.
void TestNeuronFilterBar::understandsWhatTheTableShows()
{
    QFETCH(const QLocale, locale);
    QFETCH(const QString, language);
    const QScopeGuard asBefore([before = QLocale()] {
        QLocale::setDefault(before);
        qDeleteAll(qApp->findChildren<QTranslator*>());
    });
    QLocale::setDefault(locale);
    loadTranslations(language);
    auto layer = std::make_shared<LayerSummary>();
    layer->numNeurons = 1235;
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        std::vector<double>& values = layer->columns.emplace_back(layer->numNeurons, 1e9);
        values[2] = -0.234;
        values[1234] = statistic.isCorrelation ? 0.987 : 0.0000123;
        values[3] = statistic.isCorrelation ? 1 : -12300;
        values[4] = 0;
    }
    NeuronTableModel model;
    model.setLayer(layer);
    Bench bench;
    for (int column = 0; column < NeuronTableModel::dipColumn(); ++column) {
        for (const std::size_t neuron : {2, 3, 4, 1234}) {
            const QString shown = model.index(static_cast<int>(neuron), column).data().toString();
            const QString expression =
                model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() + u'=' + shown;
            bench.bar.setExpression(expression);
            QVERIFY2(bench.problem->text().isEmpty(),
                     qPrintable(expression + QStringLiteral(": ") + bench.problem->text()));
            QVERIFY(bench.bar.filter().has_value());
            const std::vector<std::uint32_t> found = bench.bar.filter()->matches(*layer);
            QVERIFY2(found == std::vector {static_cast<std::uint32_t>(neuron)}, qPrintable(expression));
        }
    }
}

void TestNeuronFilterBar::pointsAtThePlaceInVietnamese()
{
    const QScopeGuard asBefore([before = QLocale()] {
        QLocale::setDefault(before);
        qDeleteAll(qApp->findChildren<QTranslator*>());
    });
    QLocale::setDefault(QLocale(QLocale::Vietnamese));
    loadTranslations(QStringLiteral("vi"));
    Bench bench;
    bench.bar.setExpression(QStringLiteral("trung bình < −0,5 and lenght > 3"));
    QVERIFY2(bench.problem->text().startsWith(QStringLiteral("“lenght” (ký tự 23)")),
             qPrintable(bench.problem->text()));
    bench.bar.setExpression(QStringLiteral("r < 1.234,5; q < 0,05"));
    QVERIFY2(bench.problem->text().startsWith(QStringLiteral("“;” (ký tự 12)")),
             qPrintable(bench.problem->text()));
    QVERIFY2(bench.problem->text().contains(QStringLiteral("0,5")), qPrintable(bench.problem->text()));
    QVERIFY(bench.edit->placeholderText().contains(QStringLiteral("-0,2")));
    QVERIFY(filterHelpText().contains(QStringLiteral("-0,2")));
    QVERIFY(!filterHelpText().contains(QStringLiteral("0.2")));
    QVERIFY(filterHelpText().contains(QStringLiteral("độ lệch chuẩn, sd")));
}

void TestNeuronFilterBar::offersWordsAsTheyAreBegun()
{
    Bench bench;
    QVERIFY(bench.isActive());
    QTest::keyClicks(bench.edit, QStringLiteral("ku"));
    QVERIFY(isOffering(*bench.edit));
    QCOMPARE(offered(*bench.edit), QStringList {QStringLiteral("kurtosis")});
    bench.edit->clear();
    QTest::keyClicks(bench.edit, QStringLiteral("r < 0.1 "));
    QVERIFY(!isOffering(*bench.edit)); // no word has begun
}

void TestNeuronFilterBar::offersAllWordsWhenAsked()
{
    Bench bench;
    QVERIFY(bench.isActive());
    bench.edit->setText(QStringLiteral("r < 0.1 "));
    QTest::keyClick(bench.edit, Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(isOffering(*bench.edit));
    QCOMPARE(offered(*bench.edit),
             (QStringList {QStringLiteral("and"), QStringLiteral("or"), QStringLiteral("in")}));
}

void TestNeuronFilterBar::insertsTheChosenWord()
{
    Bench bench;
    QVERIFY(bench.isActive());
    bench.edit->setText(QStringLiteral("q < 0.1 and ku > 1"));
    bench.edit->setCursorPosition(14);
    emit bench.edit->findChild<QCompleter*>()->activated(QStringLiteral("kurtosis"));
    QCOMPARE(bench.edit->text(), QStringLiteral("q < 0.1 and kurtosis  > 1"));
    bench.edit->clear();
    emit bench.edit->findChild<QCompleter*>()->activated(QStringLiteral("abs"));
    QCOMPARE(bench.edit->text(), QStringLiteral("abs("));
}

void TestNeuronFilterBar::chipTakesTheCellAway()
{
    Bench bench;
    QToolButton* chip = nullptr;
    for (QToolButton* button : bench.bar.findChildren<QToolButton*>()) {
        chip = button->toolTip().contains(QStringLiteral("heatmap")) ? button : chip;
    }
    if (chip == nullptr) {
        QFAIL("no chip");
    }
    QVERIFY(!chip->isVisible());
    bench.bar.setRRange(std::pair {-0.1, 0.05});
    QVERIFY(chip->isVisible());
    QCOMPARE(chip->text(), QStringLiteral("r −0.100 to 0.050"));
    const QSignalSpy removed(&bench.bar, &NeuronFilterBar::rRangeRemoved);
    chip->click();
    QCOMPARE(removed.count(), 1);
    bench.bar.setRRange(std::nullopt);
    QVERIFY(!chip->isVisible());
}

void TestNeuronFilterBar::helpNamesEveryColumn()
{
    const QString help = filterHelpText();
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        for (const std::string_view name : {statistic.id, std::string_view(statistic.shortName)}) {
            QVERIFY(help.contains(QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()))));
        }
    }
    Bench bench;
    bench.bar.findChild<QToolButton*>()->click();
    QWidget* popup = QApplication::activePopupWidget();
    if (popup == nullptr) {
        QFAIL("no help");
    }
    QVERIFY(popup->height() <= 480);
    popup->close();
}

void TestNeuronFilterBar::countsInWords()
{
    Bench bench;
    const auto isSaid = [&bench](const QString& text) {
        const auto labels = bench.bar.findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&text](const QLabel* label) { return label->text() == text; });
    };
    bench.bar.setCount(QStringLiteral("Layer 3"), 8192, 8192, HookElement::Neuron);
    QVERIFY(isSaid(QStringLiteral("8,192 neurons")));
    const auto* layer = bench.bar.findChild<QLabel*>(QStringLiteral("listedLayer"));
    QCOMPARE(layer->text(), QStringLiteral("Layer 3"));
    QVERIFY(layer->isVisible());
    bench.bar.setCount({}, 0, 8192, HookElement::Dimension);
    QVERIFY(isSaid(QStringLiteral("0 of 8,192 dimensions")));
    QVERIFY(!layer->isVisible());
}

QTEST_MAIN(TestNeuronFilterBar)
#include "tst_NeuronFilterBar.moc"
