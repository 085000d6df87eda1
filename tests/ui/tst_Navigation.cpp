// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelCatalog.h"
#include "core/support/Resources.h"
#include "tests/support/AwaitRun.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/FakeRun.h"
#include "tests/support/TemporarySettings.h"
#include "ui/views/FindingsView.h"
#include "ui/views/SnapshotView.h"
#include "ui/window/GoToBox.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RecentRunsMenu.h"
#include "ui/window/ViewRegistry.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <map>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::AwaitRun;
using bathyscope::test::FakeRun;

namespace {

/// A shown window that has finished a run of 6 layers and 64 neurons.
struct Bench
{
    Bench()
        : fake({.shape = {.modelName = "fake", .numLayers = 6, .numNeurons = 64, .numTokens = 64}})
        , window(fake.function(), locateModels(resourcesFolder()), resourcesFolder())
        , selection(*window.findChild<SelectionState*>())
    {
        window.resize(1280, 800);
        window.show();
        AwaitRun await(*window.findChild<AnalysisController*>());
        const bool isReady = QTest::qWaitFor([this] { return action("&Run")->isEnabled(); }, 10'000);
        window.startRun();
        hasRun = isReady && await.finished();
    }

    [[nodiscard]] QAction* action(const char* text) const
    {
        for (QMenu* menu : window.menuBar()->findChildren<QMenu*>()) {
            for (QAction* candidate : menu->actions()) {
                if (candidate->text() == QString::fromUtf8(text)) {
                    return candidate;
                }
            }
        }
        return nullptr;
    }

    [[nodiscard]] GoToBox* openBox() const
    {
        action("Go &to…")->trigger();
        const auto boxes = window.findChildren<GoToBox*>();
        // One that has been closed may not be gone yet.
        const auto open = std::ranges::find_if(boxes, [](const GoToBox* box) { return box->isVisible(); });
        return open != boxes.end() ? *open : nullptr;
    }

    void go(const char* text) const
    {
        auto* line = openBox()->findChild<QLineEdit*>();
        QTest::keyClicks(line, QString::fromUtf8(text));
        QTest::keyClick(line, Qt::Key_Return);
    }

    test::FailOnWarning failOnWarning;
    FakeRun fake;
    MainWindow window;
    SelectionState& selection;
    bool hasRun = false;
};

/// A widget that takes keys or is clicked, and is not a part of another one that has a name.
bool mustHaveName(const QWidget* widget)
{
    const bool isPart = qobject_cast<const QComboBox*>(widget->parentWidget())
        || (widget->parentWidget() && qobject_cast<const QComboBox*>(widget->parentWidget()->parentWidget()))
        || qobject_cast<const QAbstractSpinBox*>(widget->parentWidget())
        || qobject_cast<const QAbstractItemView*>(widget->parentWidget())
        || widget->objectName().startsWith(QLatin1String("qt_"));
    return !isPart && widget->focusPolicy() != Qt::NoFocus && !qobject_cast<const QMenuBar*>(widget);
}

QString nameOf(const QWidget* widget)
{
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    const auto* label = qobject_cast<const QLabel*>(widget); // says itself
    return !widget->accessibleName().isEmpty() ? widget->accessibleName()
        : button                               ? button->text()
        : label                                ? label->text()
                                               : QString();
}

} // namespace

class TestNavigation : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings.clear();
    }

    void backAndForwardSayWhereTo()
    {
        const Bench bench;
        QVERIFY(bench.hasRun);
        QAction* back = bench.action("&Back");
        QAction* forward = bench.action("&Forward");
        QVERIFY(!back->isEnabled());
        bench.selection.select({.layer = 3, .neuron = 12});
        bench.selection.setLayer(5);
        QVERIFY(back->isEnabled());
        QCOMPARE(back->toolTip(), QStringLiteral("Back to Layer 3 · Neuron 12 (Alt+Left)"));
        back->trigger();
        QVERIFY(bench.selection.selection() == (Selection {.layer = 3, .neuron = 12}));
        QCOMPARE(forward->toolTip(), QStringLiteral("Forward to Layer 5 (Alt+Right)"));
        forward->trigger();
        QCOMPARE(bench.selection.layer(), std::optional(5));
        QVERIFY(!forward->isEnabled());
    }

    void theMousesButtonsGoBackAndForward()
    {
        const Bench bench;
        QVERIFY(bench.hasRun);
        bench.selection.setLayer(3);
        bench.selection.setLayer(5);
        auto* histograms = bench.window.findChild<QDockWidget*>(QStringLiteral("histograms"));
        QTest::mouseClick(histograms->widget(), Qt::BackButton);
        QCOMPARE(bench.selection.layer(), std::optional(3));
        QTest::mouseClick(histograms->widget(), Qt::ForwardButton);
        QCOMPARE(bench.selection.layer(), std::optional(5));
        histograms->setFloating(true);
        QTest::mouseClick(histograms->widget(), Qt::BackButton);
        QTest::mouseDClick(histograms->widget(), Qt::BackButton); // the second of two quick presses
        QCOMPARE(bench.selection.layer(), std::optional(0));

        QWidget other;
        QTest::mouseClick(&other, Qt::ForwardButton);
        QCOMPARE(bench.selection.layer(), std::optional(0));
    }

    void theWayBackFromAFindingsViewLeadsToTheFindings()
    {
        const Bench bench;
        QVERIFY(bench.hasRun);
        const auto dock = [&bench](const char* id) {
            return bench.window.findChild<QDockWidget*>(QString::fromLatin1(id));
        };
        const auto isInFront = [](const QDockWidget* of) {
            return of->window()->rect().intersects(
                {of->widget()->mapTo(of->window(), QPoint()), of->widget()->size()});
        };
        bench.go("findings");
        QTRY_VERIFY(isInFront(dock("findings")));
        emit dock("findings")->findChild<FindingsView*>()->viewRequested(QStringLiteral("zones"));
        QTRY_VERIFY(isInFront(dock("zones")) && !isInFront(dock("findings")));
        QAction* back = bench.action("&Back");
        QVERIFY2(back->toolTip().startsWith(QStringLiteral("Back to Findings")), qPrintable(back->toolTip()));
        back->trigger();
        QTRY_VERIFY(isInFront(dock("findings")) && !isInFront(dock("zones")));
        bench.action("&Forward")->trigger();
        QTRY_VERIFY(isInFront(dock("zones")));

        bench.go("2/12"); // a neuron, which another view shows
        QTRY_VERIFY(isInFront(dock("neurons")));
        back->trigger();
        QTRY_VERIFY(isInFront(dock("zones")));
        QVERIFY(!bench.selection.neuron());
    }

    void aHeldKeyIsOneStepBack()
    {
        const Bench bench;
        QVERIFY(bench.hasRun);
        for (int press = 0; press < 5; ++press) {
            bench.action("&Next Layer")->trigger();
        }
        QCOMPARE(bench.selection.layer(), std::optional(5));
        bench.action("&Back")->trigger();
        QCOMPARE(bench.selection.layer(), std::optional(0));
    }

    void keysReachEveryNeuron()
    {
        const Bench bench;
        QVERIFY(bench.hasRun);
        QAction* down = bench.action("Ne&xt Neuron");
        down->trigger();
        QCOMPARE(bench.selection.neuron(), std::optional<std::size_t>(0));
        for (int press = 0; press < 100; ++press) {
            down->trigger();
        }
        QCOMPARE(bench.selection.neuron(), std::optional<std::size_t>(63));
        bench.action("Pre&vious Neuron")->trigger();
        QCOMPARE(bench.selection.neuron(), std::optional<std::size_t>(62));
        QCOMPARE(bench.selection.layer(), std::optional(0));
    }

    void theBoxReachesEveryViewLayerAndNeuron()
    {
        const Bench bench;
        QVERIFY(bench.hasRun);
        for (const ViewInfo& view : viewRegistry()) {
            bench.go(qPrintable(view.translatedTitle()));
            auto* dock = bench.window.findChild<QDockWidget*>(QString::fromLatin1(view.id));
            QTRY_VERIFY2(dock->widget()->isAncestorOf(QApplication::focusWidget())
                             || dock->widget() == QApplication::focusWidget(),
                         view.id);
        }
        for (int layer = 0; layer < 6; ++layer) {
            bench.go(qPrintable(QStringLiteral("layer %1").arg(layer)));
            QCOMPARE(bench.selection.layer(), std::optional(layer));
        }
        for (std::size_t neuron = 0; neuron < 64; neuron += 7) {
            bench.go(qPrintable(QStringLiteral("2/%1").arg(neuron)));
            QVERIFY(bench.selection.selection() == (Selection {.layer = 2, .neuron = neuron}));
        }
        bench.go("layers");
        bench.go("token 21"); // beside the neuron, where tokens are seen
        QVERIFY(bench.selection.selection() == (Selection {.layer = 2, .neuron = 63, .token = 21}));
        const auto* neurons = bench.window.findChild<QDockWidget*>(QStringLiteral("neurons"));
        QTRY_VERIFY(neurons->widget()->isAncestorOf(QApplication::focusWidget())
                    || neurons->widget() == QApplication::focusWidget());
    }

    void theBoxOpensByItsKeys_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("Ctrl+G") << Qt::Key_G;
        QTest::newRow("Ctrl+K") << Qt::Key_K;
    }

    void theBoxOpensByItsKeys()
    {
        QFETCH(const Qt::Key, key);
        Bench bench;
        QTest::keyClick(&bench.window, key, Qt::ControlModifier);
        QTRY_VERIFY(bench.window.findChild<GoToBox*>());
        QVERIFY(bench.window.findChild<GoToBox*>()->isVisible());
    }

    /// By a shortcut of its own, or by the letter that is underlined in its menu.
    void everyActionIsReachedByKeysAndHasAName()
    {
        const Bench bench;
        for (const QMenu* menu : bench.window.menuBar()->findChildren<QMenu*>()) {
            if (qobject_cast<const RecentRunsMenu*>(menu)) {
                continue; // files, or words that say that there are none
            }
            std::map<QChar, int> letters;
            for (const QAction* action : menu->actions()) {
                if (action->isSeparator() || !action->isVisible()) {
                    continue;
                }
                QVERIFY2(!action->iconText().isEmpty(), qPrintable(menu->title()));
                const qsizetype mark = action->text().indexOf(u'&');
                if (action->menu()) {
                    QVERIFY2(mark >= 0, qPrintable(action->text()));
                }
                if (mark >= 0) {
                    ++letters[action->text()[mark + 1].toLower()];
                }
                const bool isOfAList =
                    action->property("isOfAList").toBool(); // recent files: as many as there are
                QVERIFY2(action->menu() || !action->shortcut().isEmpty() || (isOfAList && mark >= 0),
                         qPrintable(action->text()));
            }
            for (const auto& [letter, number] : letters) {
                QVERIFY2(number == 1, qPrintable(menu->title() + QLatin1Char(' ') + letter));
            }
        }
    }

    void everyWidgetThatTakesKeysHasAName()
    {
        const Bench bench;
        QVERIFY(bench.hasRun);
        for (const QWidget* widget : bench.window.findChildren<QWidget*>()) {
            const auto* label = qobject_cast<const QLabel*>(widget);
            const bool saysNothing = label && label->text().isEmpty();
            if (mustHaveName(widget) && widget->isVisibleTo(&bench.window) && !saysNothing) {
                QString path;
                for (const QObject* at = widget; at; at = at->parent()) {
                    path += QStringLiteral(" < %1 %2")
                                .arg(QString::fromLatin1(at->metaObject()->className()), at->objectName());
                }
                QVERIFY2(!nameOf(widget).isEmpty(), qPrintable(path));
            }
        }
    }

private:
    test::TemporarySettings m_settings;
};

QTEST_MAIN(TestNavigation)
#include "tst_Navigation.moc"
