// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "tests/support/ScriptedRun.h"
#include "ui/panels/RecoveryOffer.h"
#include "ui/panels/RunList.h"
#include "ui/runs/RunLibrary.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

struct Bench
{
    Bench()
    {
        panel.resize(300, 260);
        panel.show();
    }

    [[nodiscard]] QPushButton* button(const char* text) const
    {
        for (QPushButton* candidate : panel.findChildren<QPushButton*>()) {
            if (candidate->text().remove(QLatin1Char('&')) == QString::fromUtf8(text)) {
                return candidate;
            }
        }
        return nullptr;
    }

    [[nodiscard]] QString line(int row, int index) const
    {
        return list->item(row)->text().section(QLatin1Char('\n'), index, index);
    }

    int ran(const ScriptedRun& run)
    {
        const int id = library.begin(QStringLiteral("sample-12"), QStringLiteral("sample-text.txt"));
        library.update(run.finished());
        library.end(false);
        return id;
    }

    test::FailOnWarning failOnWarning;
    RunLibrary library;
    RunList panel {library};
    QListWidget* list = panel.findChild<QListWidget*>();
};

} // namespace

class TestRunList : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void saysWhatItIsForWhileItIsEmpty()
    {
        const Bench bench;
        QVERIFY(bench.panel.findChild<QLabel*>(QStringLiteral("noRuns"))->isVisible());
        for (const char* name : {"Save…", "Remove", "Compare"}) {
            QVERIFY(!bench.button(name)->isEnabled());
        }
    }

    void saysHowARunStands()
    {
        Bench bench;
        const int id = bench.library.begin(QStringLiteral("sample-12"), QStringLiteral("poem.txt"));
        QCOMPARE(bench.line(0, 0), QStringLiteral("sample-12 · poem.txt"));
        QCOMPARE(bench.line(0, 1), QStringLiteral("running, starting"));
        bench.library.update(m_run.snapshot(3));
        QCOMPARE(bench.line(0, 0), QStringLiteral("sample-12 · sample-text.txt"));
        QCOMPARE(bench.line(0, 1), QStringLiteral("8,192 tokens · running, 3 of 12 layers"));
        QVERIFY(!bench.button("Remove")->isEnabled());
        bench.library.update(m_run.finished());
        bench.library.end(false);
        QCOMPARE(bench.line(0, 1), QStringLiteral("8,192 tokens · finished · not saved"));
        QVERIFY(bench.button("Save…")->isEnabled());
        bench.library.setFile(id, "/home/me/run.safetensors", *m_run.finished());
        QCOMPARE(bench.line(0, 1), QStringLiteral("8,192 tokens · finished · run.safetensors"));
        QVERIFY(bench.list->item(0)->toolTip().contains(QStringLiteral("/home/me/run.safetensors")));
    }

    void theCurrentRunIsTheShownOne()
    {
        Bench bench;
        const int first = bench.ran(m_run);
        bench.ran(m_run);
        QCOMPARE(bench.list->currentRow(), 1);
        bench.list->setFocus();
        QTest::keyClick(bench.list, Qt::Key_Up);
        QCOMPARE(bench.library.shown()->id, first);
        QSignalSpy shown(&bench.library, &RunLibrary::shownChanged);
        bench.library.setFile(first, "/tmp/a", *m_run.finished());
        QCOMPARE(bench.list->currentRow(), 0);
        QCOMPARE(shown.count(), 0);
    }

    void aDoubleClickNamesARun()
    {
        Bench bench;
        bench.ran(m_run);
        const int second = bench.ran(m_run);
        const QRect row = bench.list->visualItemRect(bench.list->item(1));
        const QPoint words(row.left() + 60, row.top() + row.height() / 4);
        QTest::mouseClick(bench.list->viewport(), Qt::LeftButton, {}, words);
        QTest::mouseDClick(bench.list->viewport(), Qt::LeftButton, {}, words);
        auto* line = bench.list->findChild<QLineEdit*>(QStringLiteral("runName"));
        QVERIFY(line);
        QCOMPARE(line->text(), QString());
        QCOMPARE(line->placeholderText(), QStringLiteral("sample-12 · sample-text.txt"));
        QTest::keyClicks(line, QStringLiteral("Without newl"));
        bench.library.setFile(second, "/tmp/a", *m_run.finished()); // the list changes under it
        QTest::keyClicks(line, QStringLiteral("ines"));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(bench.library.run(second)->name, QStringLiteral("Without newlines"));
        QCOMPARE(bench.line(1, 0), QStringLiteral("Without newlines"));
        QCOMPARE(bench.line(1, 1),
                 QStringLiteral("8,192 tokens · finished · not saved · sample-12 · sample-text.txt"));
        QCOMPARE(bench.line(0, 0), QStringLiteral("sample-12 · sample-text.txt"));
    }

    void escapeKeepsTheNameAndNothingTakesItAway()
    {
        Bench bench;
        const int id = bench.ran(m_run);
        bench.library.rename(id, QStringLiteral("first"));
        bench.panel.renameShown();
        auto* line = bench.list->findChild<QLineEdit*>(QStringLiteral("runName"));
        QCOMPARE(line->text(), QStringLiteral("first"));
        QTest::keyClicks(line, QStringLiteral("no"));
        QTest::keyClick(line, Qt::Key_Escape);
        QCOMPARE(bench.library.run(id)->name, QStringLiteral("first"));
        QTRY_VERIFY(!bench.list->findChild<QLineEdit*>(QStringLiteral("runName")));
        bench.panel.renameShown();
        line = bench.list->findChild<QLineEdit*>(QStringLiteral("runName"));
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(bench.line(0, 0), QStringLiteral("sample-12 · sample-text.txt"));
    }

    void theMenuOfARunNamesAndRemovesIt()
    {
        Bench bench;
        bench.library.add(m_run.finished(), "/tmp/run.safetensors");
        const QPoint place = bench.list->visualItemRect(bench.list->item(0)).center();
        const auto chosen = [&](const char* words) -> QAction* {
            emit bench.list->customContextMenuRequested(place);
            for (QAction* action : bench.panel.findChildren<QMenu*>().last()->actions()) {
                if (action->text().startsWith(QString::fromLatin1(words))) {
                    return action;
                }
            }
            return nullptr;
        };
        QAction* rename = chosen("Re&name");
        if (rename == nullptr) {
            QFAIL("no Rename");
        }
        QVERIFY(rename->text().endsWith(QStringLiteral("F2")));
        QVERIFY(rename->shortcut().isEmpty()); // or the window's own F2 would be ambiguous
        rename->trigger();
        QVERIFY(bench.list->findChild<QLineEdit*>(QStringLiteral("runName")));
        QAction* remove = chosen("Re&move");
        QVERIFY(remove && remove->isEnabled());
        remove->trigger();
        QCOMPARE(bench.list->count(), 0);
        emit bench.list->customContextMenuRequested({5, 5}); // nothing is there
    }

    void twoTicksMakeAComparison()
    {
        Bench bench;
        const int first = bench.ran(m_run);
        const int second = bench.ran(m_run);
        QSignalSpy requested(&bench.panel, &RunList::compareRequested);
        QVERIFY(!bench.button("Compare")->isEnabled());
        bench.list->setFocus();
        QTest::keyClick(bench.list, Qt::Key_Space); // of the current one
        QVERIFY(bench.library.isTicked(second));
        QVERIFY(!bench.button("Compare")->isEnabled());
        bench.list->item(0)->setCheckState(Qt::Checked);
        QVERIFY(bench.library.isTicked(first));
        QVERIFY(bench.button("Compare")->isEnabled());
        bench.button("Compare")->click();
        QCOMPARE(requested.count(), 1);
    }

    void anUnsavedRunIsRemovedAfterAQuestion()
    {
        Bench bench;
        bench.ran(m_run);
        bench.panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&bench.panel));
        bench.list->setFocus();
        QTest::keyClick(bench.list, Qt::Key_Delete);
        auto* question = bench.panel.findChild<QMessageBox*>();
        QVERIFY(question);
        question->reject();
        QCOMPARE(bench.library.runs().size(), 1U);
        QTRY_VERIFY(!bench.panel.findChild<QMessageBox*>());

        QSignalSpy saving(&bench.panel, &RunList::saveRequested);
        bench.panel.removeShown();
        answer(bench, QMessageBox::AcceptRole);
        QCOMPARE(saving.count(), 1);
        QCOMPARE(bench.library.runs().size(), 1U);
        QTRY_VERIFY(!bench.panel.findChild<QMessageBox*>());

        bench.button("Remove")->click();
        answer(bench, QMessageBox::DestructiveRole);
        QCOMPARE(bench.library.runs().size(), 0U);
        QVERIFY(bench.panel.findChild<QLabel*>(QStringLiteral("noRuns"))->isVisible());
    }

    void aSavedRunIsRemovedAtOnce()
    {
        Bench bench;
        bench.library.add(m_run.finished(), "/tmp/run.safetensors");
        bench.button("Remove")->click();
        QVERIFY(!bench.panel.findChild<QMessageBox*>());
        QCOMPARE(bench.list->count(), 0);
    }

    void aWaitingRunIsRemovedWithoutAQuestion()
    {
        Bench bench;
        bench.library.begin({}, {});
        const int waiting = bench.library.enqueue(QStringLiteral("sample-24"), QStringLiteral("poem.txt"));
        QCOMPARE(bench.line(1, 1), QStringLiteral("waiting"));
        bench.library.show(waiting);
        QVERIFY(bench.button("Remove")->isEnabled());
        bench.button("Remove")->click();
        QVERIFY(!bench.panel.findChild<QMessageBox*>());
        QCOMPARE(bench.list->count(), 1);
    }

    void aStoppedRunCanGoOn()
    {
        Bench bench;
        auto* goOn = bench.panel.findChild<QPushButton*>(QStringLiteral("continue"));
        QVERIFY(!goOn->isVisible());
        auto stopped = std::make_shared<AnalysisSnapshot>(*m_run.snapshot(7));
        stopped->outcome = RunOutcome::Stopped;
        const int id = bench.library.add(stopped, "/tmp/run.safetensors");
        QVERIFY(goOn->isVisible());
        QCOMPARE(goOn->text(), QStringLiteral("Con&tinue after 7 of 12 layers"));
        QSignalSpy requested(&bench.panel, &RunList::continueRequested);
        goOn->click();
        QCOMPARE(requested.count(), 1);
        bench.library.enqueue(id);
        QVERIFY(!goOn->isVisible());
        QCOMPARE(bench.line(0, 1), QStringLiteral("8,192 tokens · waiting · run.safetensors"));
        bench.button("Remove")->click(); // waits no longer
        QCOMPARE(bench.line(0, 1),
                 QStringLiteral("8,192 tokens · stopped, 7 of 12 layers · run.safetensors"));
    }

    void whatWasCutOffIsOffered()
    {
        Bench bench;
        RecoveryOffer& offer = bench.panel.recovery();
        QVERIFY(!offer.isVisible());
        const JournalSummary one {.folder = "/a",
                                  .modelName = "sample-12",
                                  .textName = "poem.txt",
                                  .created = "2026-11-25T22:00:00Z",
                                  .numLayers = 12,
                                  .numFinished = 7};
        offer.setJournals({one});
        QVERIFY(offer.isVisible());
        const auto* text = offer.findChild<QLabel*>();
        QVERIFY(text->text().contains(QStringLiteral("sample-12 · poem.txt, 7 of 12 layers")));
        offer.setJournals({one, one});
        QVERIFY(text->text().startsWith(QStringLiteral("2 runs of earlier sessions")));
        QCOMPARE(text->toolTip().count(QStringLiteral("poem.txt")), 2);
        QSignalSpy recovering(&offer, &RecoveryOffer::recoverRequested);
        QSignalSpy discarding(&offer, &RecoveryOffer::discardRequested);
        bench.button("Recover")->click();
        bench.button("Discard")->click();
        QCOMPARE(recovering.count(), 1);
        QCOMPARE(discarding.count(), 1);
        offer.setJournals({});
        QVERIFY(!offer.isVisible());
    }

    void makesAnOffer()
    {
        Bench bench;
        auto* offer = bench.panel.findChild<QPushButton*>(QStringLiteral("offer"));
        QVERIFY(!offer->isVisible());
        bench.panel.setOffer(QStringLiteral("Run sample-24 and compare"));
        QVERIFY(offer->isVisible());
        QSignalSpy accepted(&bench.panel, &RunList::offerAccepted);
        offer->click();
        QCOMPARE(accepted.count(), 1);
        bench.panel.setOffer({});
        QVERIFY(!offer->isVisible());
    }

private:
    static void answer(const Bench& bench, QMessageBox::ButtonRole role)
    {
        auto* question = bench.panel.findChild<QMessageBox*>();
        QVERIFY(question);
        for (QAbstractButton* button : question->buttons()) {
            if (question->buttonRole(button) == role) {
                button->click();
                return;
            }
        }
        QFAIL("no such answer");
    }

    const ScriptedRun m_run;
};

QTEST_MAIN(TestRunList)
#include "tst_RunList.moc"
