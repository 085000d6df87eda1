// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Logging.h"
#include "tests/support/FailOnWarning.h"
#include "ui/panels/LogPanel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>
#include <QToolButton>

#include <thread>

using namespace bathyscope;
using namespace bathyscope::ui;

class TestLogPanel : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatIsLoggedWithPartAndLevel()
    {
        const test::FailOnWarning failOnWarning;
        const LogPanel panel;
        logger("checkpoint")->warn("tensor {} is ignored", "wte.bias");
        QTRY_VERIFY(panel.shownText().contains(QStringLiteral("tensor wte.bias is ignored")));
        QVERIFY(panel.shownText().contains(QStringLiteral("checkpoint")));
        QVERIFY(panel.shownText().contains(QStringLiteral("warning")));
    }

    void takesLinesOfAllThreadsAndLosesNone()
    {
        const LogPanel panel;
        constexpr int numLines = 500;
        const auto write = [](char name) {
            for (int i = 0; i < numLines; ++i) {
                logger("engine")->info("{}-{}.", name, i);
            }
        };
        std::thread first(write, 'a');
        std::thread second(write, 'b');
        first.join();
        second.join();
        QTRY_COMPARE(panel.shownText().count(u'\n') + 1, qsizetype {2} * numLines);
        const QString text = panel.shownText();
        qsizetype place = 0;
        for (int i = 0; i < numLines && place >= 0; ++i) { // the order of a thread is kept
            place = text.indexOf(QStringLiteral("a-%1.").arg(i), place);
        }
        QVERIFY(place > 0);
    }

    void filtersByLevelAndBringsLinesBack()
    {
        LogPanel panel;
        logger("engine")->info("a stage is done");
        logger("engine")->error("something is lost");
        QTRY_VERIFY(panel.shownText().contains(QStringLiteral("lost")));
        panel.setLevel(spdlog::level::err);
        QVERIFY(!panel.shownText().contains(QStringLiteral("stage")));
        QVERIFY(panel.shownText().contains(QStringLiteral("lost")));
        logger("engine")->info("another stage is done");
        logger("engine")->error("more is lost");
        QTRY_VERIFY(panel.shownText().contains(QStringLiteral("more is lost")));
        QVERIFY(!panel.shownText().contains(QStringLiteral("stage")));
        panel.setLevel(spdlog::level::trace);
        QVERIFY(panel.shownText().contains(QStringLiteral("another stage is done")));
    }

    void keepsABoundedNumberOfLines()
    {
        LogPanel panel;
        for (std::size_t i = 0; i < LogPanel::maxLines + 10; ++i) {
            logger("engine")->info("line {}.", i);
        }
        QTRY_VERIFY(panel.shownText().contains(QStringLiteral("line %1.").arg(LogPanel::maxLines + 9)));
        QVERIFY(!panel.shownText().contains(QStringLiteral("line 9.")));
        panel.setLevel(spdlog::level::err); // what is kept, not only what is shown
        panel.setLevel(spdlog::level::trace);
        QVERIFY(!panel.shownText().contains(QStringLiteral("line 9.")));
        QVERIFY(panel.shownText().contains(QStringLiteral("line 10.")));
    }

    void copiesAndClears()
    {
        const LogPanel panel;
        logger("engine")->info("copy me");
        QTRY_VERIFY(panel.shownText().contains(QStringLiteral("copy me")));
        for (QToolButton* button : panel.findChildren<QToolButton*>()) {
            button->click(); // Copy, then Clear
        }
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("copy me")));
        QVERIFY(panel.shownText().isEmpty());
    }

    void isNoLongerToldOnceItIsGone()
    {
        {
            const LogPanel panel;
        }
        logger("engine")->info("nobody listens");
    }
};

QTEST_MAIN(TestLogPanel)
#include "tst_LogPanel.moc"
