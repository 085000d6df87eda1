// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/Findings.h"
#include "tests/support/ScriptedRun.h"
#include "tests/support/ViewBench.h"
#include "ui/views/FindingCard.h"
#include "ui/views/FindingsView.h"
#include "ui/widgets/MessageLabel.h"
#include "ui/words/FindingWords.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;
using Bench = bathyscope::test::ViewBench<FindingsView>;

namespace {

QList<FindingCard*> cardsOf(const FindingsView& view)
{
    QList<FindingCard*> cards = view.findChildren<FindingCard*>();
    cards.removeIf([&view](const FindingCard* card) { return !card->isVisibleTo(&view); });
    return cards;
}

QPushButton* button(const FindingsView& view, const char* name)
{
    return view.findChild<QPushButton*>(QString::fromLatin1(name));
}

QString status(const FindingsView& view)
{
    const auto* label = view.findChild<QLabel*>(QStringLiteral("controlStatus"));
    return label->isVisibleTo(&view) ? label->text() : QString();
}

/// Visible push buttons that lead to a view.
QList<QPushButton*> showButtons(const FindingCard& card)
{
    QList<QPushButton*> buttons = card.findChildren<QPushButton*>();
    buttons.removeIf([&card](const QPushButton* candidate) { return !candidate->isVisibleTo(&card); });
    return buttons;
}

} // namespace

class TestFindingsView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void saysWhatToDoWhileThereIsNothing();
    void everyFindingStandsThereWithVerdictAndNumbers();
    void numbersFollowTheLocale();
    void wordsFollowTheHookPoint();
    void textIsSelectable();
    void everythingCanBeCopied();
    void aFindingLeadsToItsView();
    void theControlIsOfferedWithItsPurposeOrItsObstacle();
    void theControlSaysHowFarItIs();
    void theControlStandsBesideTheRun();
    void aControlThatFailsSaysWhy();

private:
    const ScriptedRun m_run;
};

void TestFindingsView::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestFindingsView::saysWhatToDoWhileThereIsNothing()
{
    Bench bench(nullptr);
    QTRY_VERIFY(bench.emptyText().contains(QStringLiteral("Press Run")));
    QVERIFY(!button(bench.view, "copyAll")->isEnabled());
    bench.view.setSnapshot(m_run.snapshot(4));
    QTRY_VERIFY(bench.emptyText().contains(QStringLiteral("when the run ends")));
    auto stopped = std::make_shared<AnalysisSnapshot>();
    stopped->outcome = RunOutcome::Stopped;
    bench.view.setSnapshot(stopped);
    QTRY_VERIFY(bench.emptyText().contains(QStringLiteral("no findings")));
    QVERIFY(bench.view.text().isEmpty());
}

void TestFindingsView::everyFindingStandsThereWithVerdictAndNumbers()
{
    const Bench bench(m_run.finished());
    const auto run = m_run.finished();
    const auto& findings = run->findings;
    QTRY_COMPARE(cardsOf(bench.view).size(), static_cast<qsizetype>(findings.size()));
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const FindingCard& card = *cardsOf(bench.view)[static_cast<qsizetype>(i)];
        QCOMPARE(card.text(),
                 QStringLiteral("%1: %2\n%3")
                     .arg(findingTitle(findings[i]), verdictWord(findings[i].verdict),
                          findingSentence(findings[i])));
        QCOMPARE(card.accessibleName(), card.text());
    }
    QVERIFY(!bench.view.currentPlot());
    QVERIFY(bench.view.csv().isEmpty());
    QVERIFY(bench.emptyText().isEmpty());
}

void TestFindingsView::numbersFollowTheLocale()
{
    const Finding finding {.id = "made_up",
                           .title = "Title",
                           .verdict = FindingVerdict::Holds,
                           .text = "%1 of %2, %3; %4.",
                           .arguments = {FindingNumber {-0.25, FindingNumber::Style::Decimals},
                                         FindingNumber {12345, FindingNumber::Style::Whole},
                                         FindingNumber {0.5, FindingNumber::Style::Percent}, "%1"},
                           .view = "layers"};
    QCOMPARE(findingSentence(finding), QStringLiteral("−0.250 of 12,345, 50 %; %1."));
    QLocale::setDefault(QLocale(QLocale::Vietnamese));
    QCOMPARE(findingSentence(finding), QStringLiteral("−0,250 of 12.345, 50 %; %1."));
    QCOMPARE(findingText(finding), std::string("-0.250 of 12345, 50 %; %1."));
}

void TestFindingsView::wordsFollowTheHookPoint()
{
    const std::string table = "{neurons|dimensions}.csv"; // what fills a placeholder stays as it is
    Finding finding {.id = "made_up",
                     .title = "{Neurons|Dimensions} respond",
                     .verdict = FindingVerdict::Fails,
                     .lead = "Not so.",
                     .text = "Of the {neurons|dimensions}: %1.",
                     .arguments = {table},
                     .note = {.text = "All {neurons|dimensions} of %1.", .arguments = {table}},
                     .view = "layers"};
    QCOMPARE(findingTitle(finding), QStringLiteral("Neurons respond"));
    QCOMPARE(findingSentence(finding),
             QStringLiteral("Not so. Of the neurons: {neurons|dimensions}.csv. All "
                            "neurons of {neurons|dimensions}.csv."));
    finding.element = HookElement::Dimension;
    finding.note.element = HookElement::Dimension;
    QCOMPARE(findingTitle(finding), QStringLiteral("Dimensions respond"));
    QCOMPARE(findingClaim(finding), std::string("Dimensions respond"));
    QCOMPARE(findingSentence(finding),
             QStringLiteral("Not so. Of the dimensions: {neurons|dimensions}.csv. "
                            "All dimensions of {neurons|dimensions}.csv."));
    QCOMPARE(findingText(finding), findingSentence(finding).toStdString());
}

void TestFindingsView::textIsSelectable()
{
    const Bench bench(m_run.finished());
    QTRY_VERIFY(!cardsOf(bench.view).isEmpty());
    for (const QLabel* label : cardsOf(bench.view).first()->findChildren<QLabel*>()) {
        if (!label->text().isEmpty()) {
            QVERIFY(label->textInteractionFlags().testFlag(Qt::TextSelectableByMouse));
            QVERIFY(label->textInteractionFlags().testFlag(Qt::TextSelectableByKeyboard));
        }
    }
}

void TestFindingsView::everythingCanBeCopied()
{
    const Bench bench(m_run.finished());
    QTRY_VERIFY(button(bench.view, "copyAll")->isEnabled());
    button(bench.view, "copyAll")->click();
    const QString copied = QGuiApplication::clipboard()->text();
    QCOMPARE(copied, bench.view.text());
    QVERIFY(copied.startsWith(QStringLiteral("Bathyscope 0.1.0 · model sample-12")));
    for (const FindingCard* card : cardsOf(bench.view)) {
        QVERIFY(copied.contains(card->text()));
    }
}

void TestFindingsView::aFindingLeadsToItsView()
{
    Bench bench(m_run.finished());
    bench.view.setViewTitles({{QStringLiteral("histograms"), QStringLiteral("Histograms")}});
    QTRY_VERIFY(!cardsOf(bench.view).isEmpty());
    QSignalSpy requested(&bench.view, &FindingsView::viewRequested);
    const auto buttons = showButtons(*cardsOf(bench.view)[1]);
    QCOMPARE(buttons.size(), 1);
    QVERIFY(buttons.first()->toolTip().contains(QStringLiteral("Histograms")));
    QVERIFY(buttons.first()->accessibleName().contains(QStringLiteral("Longer tokens")));
    QVERIFY(buttons.first()->focusPolicy() & Qt::TabFocus);
    buttons.first()->click();
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().first().toString(), QStringLiteral("histograms"));
}

void TestFindingsView::theControlIsOfferedWithItsPurposeOrItsObstacle()
{
    Bench bench(m_run.finished());
    QPushButton* control = button(bench.view, "runControl");
    bench.view.setControl({});
    QTRY_VERIFY(control->isEnabled());
    QVERIFY(control->toolTip().contains(QStringLiteral("weights drawn anew")));
    QSignalSpy requested(&bench.view, &FindingsView::controlRequested);
    control->click();
    QCOMPARE(requested.size(), 1);

    ControlState hindered;
    hindered.obstacle = QStringLiteral("Press Run first.");
    bench.view.setControl(hindered);
    QTRY_VERIFY(!control->isEnabled());
    QVERIFY(control->toolTip().contains(QStringLiteral("Press Run first.")));
}

void TestFindingsView::theControlSaysHowFarItIs()
{
    Bench bench(m_run.finished());
    ControlState state;
    state.isRunning = true;
    bench.view.setControl(state);
    QTRY_VERIFY(status(bench.view).contains(QStringLiteral("reading the model")));
    state.snapshot = m_run.snapshot(2);
    bench.view.setControl(state);
    QTRY_COMPARE(status(bench.view), QStringLiteral("Control: layer 3 of 12"));
    QSignalSpy cancelled(&bench.view, &FindingsView::controlCancelled);
    QPushButton* control = button(bench.view, "runControl");
    QCOMPARE(control->text(), QStringLiteral("&Cancel the control"));
    control->click();
    QCOMPARE(cancelled.size(), 1);
    QVERIFY(!control->isEnabled());

    ControlState ended;
    ended.wasCancelled = true;
    bench.view.setControl(ended);
    QTRY_COMPARE(status(bench.view), QStringLiteral("The control was cancelled."));
    QVERIFY(control->isEnabled());
}

void TestFindingsView::theControlStandsBesideTheRun()
{
    Bench bench(m_run.finished());
    auto control = std::make_shared<AnalysisSnapshot>(*m_run.finished());
    control->findings[0].verdict = FindingVerdict::Fails;
    ControlState state;
    state.snapshot = control;
    state.finding = controlFinding(*m_run.finished(), *control);
    bench.view.setControl(state);
    QTRY_COMPARE(static_cast<std::size_t>(cardsOf(bench.view).size()), m_run.finished()->findings.size() + 1);
    QVERIFY(bench.view.text().contains(QStringLiteral("The pattern is learned: fails")));
    const auto cards = cardsOf(bench.view);
    const auto sign = std::ranges::find_if(cards, [](const FindingCard* card) {
        return card->text().contains(QStringLiteral("leans positive"));
    });
    QVERIFY((*sign)->text().endsWith(QStringLiteral("\nRandom weights: fails")));
    const auto learned = std::ranges::find_if(
        cards, [](const FindingCard* card) { return card->text().contains(QStringLiteral("learned")); });
    QVERIFY(showButtons(**learned).isEmpty()); // it is shown already

    bench.view.setControl({}); // another run begins
    QTRY_COMPARE(static_cast<std::size_t>(cardsOf(bench.view).size()), m_run.finished()->findings.size());
    QVERIFY(!bench.view.text().contains(QStringLiteral("Random weights")));
}

void TestFindingsView::aControlThatFailsSaysWhy()
{
    Bench bench(m_run.finished());
    ControlState state;
    state.failure = RunFailure {.kind = ErrorKind::OutOfMemory, .detail = QStringLiteral("8 GB are missing")};
    bench.view.setControl(state);
    QTRY_COMPARE(status(bench.view), QStringLiteral("The control has failed:"));
    const QString message = bench.view.findChild<MessageLabel*>()->text();
    QVERIFY(message.contains(state.failure->headline()));
    QVERIFY(message.contains(QStringLiteral("8 GB are missing")));
}

QTEST_MAIN(TestFindingsView)
#include "tst_FindingsView.moc"
