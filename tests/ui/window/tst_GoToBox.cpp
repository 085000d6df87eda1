// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "tests/support/ScriptedRun.h"
#include "ui/window/GoToBox.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

/// A shown box over a window, and what was chosen in it.
struct Bench
{
    Bench()
    {
        window.resize(1000, 700);
        window.show();
        const ScriptedRun run({.modelName = "small", .numLayers = 6, .numNeurons = 64, .numTokens = 96});
        box = std::make_unique<GoToBox>(
            GoToContext {
                .snapshot = run.finished(), .tokenizer = {}, .selection = {.layer = 2}, .actions = {&zones}},
            &window);
        line = box->findChild<QLineEdit*>();
        list = box->findChild<QListWidget*>();
        problem = box->findChild<QLabel*>(QStringLiteral("problem"));
        QObject::connect(box.get(), &GoToBox::chosen, &window,
                         [this](const GoToPlace& place) { chosen = place; });
        box->open();
    }

    test::FailOnWarning failOnWarning;
    QWidget window;
    QAction zones {QStringLiteral("Zones")};
    std::unique_ptr<GoToBox> box;
    QLineEdit* line = nullptr;
    QListWidget* list = nullptr;
    QLabel* problem = nullptr;
    std::optional<GoToPlace> chosen;
};

} // namespace

class TestGoToBox : public QObject
{
    Q_OBJECT

private slots:
    void opensOverTheTopOfItsWindow()
    {
        const Bench bench;
        QVERIFY(bench.box->isVisible());
        const QPoint place = bench.window.mapFromGlobal(bench.box->pos());
        QVERIFY(place.y() > 0 && place.y() < bench.window.height() / 4);
        QVERIFY(std::abs(place.x() + bench.box->width() / 2 - bench.window.width() / 2) <= 1);
        QCOMPARE(bench.list->count(), 4); // what can be typed, and the view
    }

    void isWiderWhereThereIsRoom()
    {
        const Bench bench;
        bench.box->close();
        QWidget wide;
        wide.resize(1440, 900);
        GoToBox box({}, &wide);
        QVERIFY(box.sizeHint().width() > bench.box->sizeHint().width() + 100);
        QWidget narrow;
        narrow.resize(640, 480);
        GoToBox small({}, &narrow);
        QVERIFY(small.sizeHint().width() <= 640);
    }

    void enterGoesToTheFirstPlace()
    {
        Bench bench;
        QTest::keyClicks(bench.line, QStringLiteral("3/12"));
        QTest::keyClick(bench.line, Qt::Key_Return);
        QVERIFY(bench.chosen && bench.chosen->selection == (Selection {.layer = 3, .neuron = 12}));
        QVERIFY(!bench.box->isVisible());
    }

    void downChoosesWhileTypingGoesOn()
    {
        Bench bench;
        QTest::keyClicks(bench.line, QStringLiteral("3"));
        QCOMPARE(bench.list->count(), 3);
        QTest::keyClick(bench.line, Qt::Key_Down);
        QTest::keyClick(bench.line, Qt::Key_Return);
        QVERIFY(bench.chosen && bench.chosen->selection == (Selection {.layer = 2, .neuron = 3}));
    }

    void wordsToGoOnFromAreTakenOver_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("Tab") << Qt::Key_Tab;
        QTest::newRow("Enter") << Qt::Key_Enter;
    }

    void wordsToGoOnFromAreTakenOver()
    {
        QFETCH(const Qt::Key, key);
        Bench bench;
        QTest::keyClicks(bench.line, QStringLiteral("neu"));
        QTest::keyClick(bench.line, key);
        QCOMPARE(bench.line->text(), QStringLiteral("neuron "));
        QVERIFY(bench.box->isVisible());
        QVERIFY(!bench.chosen);
    }

    void whatCannotBeGoneToSaysWhyAndStays()
    {
        Bench bench;
        QTest::keyClicks(bench.line, QStringLiteral("layer 9"));
        QVERIFY(bench.problem->isVisible());
        QCOMPARE(bench.problem->text(), QStringLiteral("The run has layers 0 to 5."));
        QTest::keyClick(bench.line, Qt::Key_Return);
        QVERIFY(bench.box->isVisible());
        QVERIFY(!bench.chosen);
        bench.line->setText(QStringLiteral("xyz"));
        QVERIFY(bench.problem->text().contains(QStringLiteral("“xyz”")));
        QVERIFY(!bench.list->isVisible());
        bench.line->setText(QStringLiteral("layer 5"));
        QVERIFY(!bench.problem->isVisible());
    }

    void aClickGoesThere()
    {
        Bench bench;
        bench.line->setText(QStringLiteral("zon"));
        QTest::mouseClick(bench.list->viewport(), Qt::LeftButton, {},
                          bench.list->visualItemRect(bench.list->item(0)).center());
        QVERIFY(bench.chosen && bench.chosen->action == &bench.zones);
    }

    void escapeChangesNothing()
    {
        Bench bench;
        QTest::keyClicks(bench.line, QStringLiteral("3"));
        QTest::keyClick(bench.line, Qt::Key_Escape);
        QVERIFY(!bench.box->isVisible());
        QVERIFY(!bench.chosen);
    }
};

QTEST_MAIN(TestGoToBox)
#include "tst_GoToBox.moc"
