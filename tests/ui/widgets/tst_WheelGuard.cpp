// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelCatalog.h"
#include "core/support/Resources.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/FakeRun.h"
#include "tests/support/TemporarySettings.h"
#include "ui/panels/RunSetup.h"
#include "ui/panels/SettingsPanel.h"
#include "ui/widgets/Fold.h"
#include "ui/widgets/WheelGuard.h"
#include "ui/window/MainWindow.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>
#include <QWheelEvent>
#include <QWindow>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::FakeRun;

namespace {

/// As from the mouse, through the window: Qt gives the focus to what asks for it by the wheel, and parents
/// get what children leave.
void turnWheel(QWidget& widget, int notches)
{
    QWidget* window = widget.window();
    const QPoint middle = widget.mapTo(window, widget.rect().center());
    QWheelEvent event(middle, window->mapToGlobal(middle), {}, {0, 120 * notches}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&event);
    QCoreApplication::instance()->notify(window->windowHandle(),
                                         &event); // sendEvent() would mark it as made up
}

/// To a widget that is not in sight, as if it were.
void sendWheel(QWidget& widget, int notches)
{
    const QPoint middle = widget.rect().center();
    QWheelEvent event(middle, widget.mapToGlobal(middle), {}, {0, 120 * notches}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&event);
    QCoreApplication::instance()->notify(&widget, &event);
}

QString valueOf(const QWidget& setting)
{
    const auto* combo = qobject_cast<const QComboBox*>(&setting);
    return combo ? QString::number(combo->currentIndex())
                 : qobject_cast<const QAbstractSpinBox*>(&setting)->text();
}

QWidgetList settingsIn(const QWidget& window)
{
    QWidgetList settings;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractSpinBox*>(widget)) {
            settings << widget;
        }
    }
    return settings;
}

/// A shown window with everything unfolded.
struct Bench
{
    Bench()
        : window(fake.function(), locateModels(resourcesFolder()), resourcesFolder())
    {
        window.resize(1024, 700);
        window.show();
        for (Fold* fold : window.findChildren<Fold*>()) {
            fold->unfold();
        }
    }

    test::FailOnWarning failOnWarning;
    FakeRun fake;
    MainWindow window;
};

} // namespace

class TestWheelGuard : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings.clear();
    }

    void noSettingOfTheWindowTurnsWithoutFocus()
    {
        Bench bench;
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        const QWidgetList settings = settingsIn(bench.window);
        QVERIFY(settings.size() > 20);
        for (QWidget* setting : settings) {
            if (setting->hasFocus()) {
                setting->clearFocus();
            }
            const QString before = valueOf(*setting);
            QWidgetList targets {setting};
            for (QLineEdit* line : setting->findChildren<QLineEdit*>()) {
                targets << line; // what lies under the pointer in a spin box
            }
            for (QWidget* target : targets) {
                for (const int notches : {-1, 1, 1}) {
                    sendWheel(*target, notches);
                    QCOMPARE(valueOf(*setting), before);
                    QVERIFY2(!setting->hasFocus(), qPrintable(setting->accessibleName()));
                }
            }
        }
    }

    void noSettingInSightTakesTheFocusFromTheWheel()
    {
        Bench bench;
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        int numTurned = 0;
        for (QDockWidget* dock : bench.window.findChildren<QDockWidget*>()) {
            dock->raise();
            QCoreApplication::processEvents();
            for (QWidget* setting : settingsIn(*dock)) {
                if (setting->visibleRegion().contains(setting->rect().center())) {
                    dock->setFocus();
                    const QString before = valueOf(*setting);
                    turnWheel(*setting, -1);
                    turnWheel(*setting, 1);
                    turnWheel(*setting, 1);
                    QCOMPARE(valueOf(*setting), before);
                    QVERIFY2(!setting->hasFocus(), qPrintable(setting->accessibleName()));
                    ++numTurned;
                }
            }
        }
        QVERIFY(numTurned > 10);
    }

    void thePanelScrollsInstead()
    {
        Bench bench;
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        auto* scroll = bench.window.findChild<RunSetup*>()->findChild<QScrollArea*>();
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 200);
        const auto boxes = bench.window.findChild<SettingsPanel*>()->findChildren<QSpinBox*>();
        QVERIFY(boxes.size() >= 4);
        for (QSpinBox* box : boxes) {
            scroll->ensureWidgetVisible(box);
            const int value = box->value();
            const int before = scroll->verticalScrollBar()->value();
            turnWheel(*box, before > 0 ? 1 : -1);
            QVERIFY2(scroll->verticalScrollBar()->value() != before, qPrintable(box->accessibleName()));
            QCOMPARE(box->value(), value);
        }
    }

    void aSettingWithTheKeyboardTurns()
    {
        Bench bench;
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        auto* box = bench.window.findChild<SettingsPanel*>()->findChild<QSpinBox*>();
        auto* scroll = bench.window.findChild<RunSetup*>()->findChild<QScrollArea*>();
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 200);
        scroll->ensureWidgetVisible(box);
        box->setFocus();
        const int before = box->value();
        turnWheel(*box, 1);
        QVERIFY(box->value() > before);
    }

    void whatIsMadeLaterIsGuardedToo()
    {
        const WheelGuard guard;
        QWidget dialog;
        QComboBox box(&dialog);
        box.addItems({QStringLiteral("one"), QStringLiteral("two")});
        QLineEdit line(&dialog);
        line.move(0, 100);
        dialog.resize(200, 200);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        line.setFocus();
        turnWheel(box, -1);
        QCOMPARE(box.currentIndex(), 0);
        QVERIFY(line.hasFocus());
        box.setFocus();
        turnWheel(box, -1);
        QCOMPARE(box.currentIndex(), 1);
    }

private:
    test::TemporarySettings m_settings;
};

QTEST_MAIN(TestWheelGuard)
#include "tst_WheelGuard.moc"
