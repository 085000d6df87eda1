// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing in the window is cut off or lies on something else: in every view, both languages, at common sizes,
// with a small and a large font. ctest runs this twice, the second time with wide letters
// (tst_Layout_wideFont).
#include "core/checkpoint/ModelCatalog.h"
#include "core/support/Resources.h"
#include "tests/support/AwaitRun.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/FakeRun.h"
#include "tests/support/TemporarySettings.h"
#include "ui/look/Language.h"
#include "ui/look/Preferences.h"
#include "ui/panels/RecoveryOffer.h"
#include "ui/plots/PlotWidget.h"
#include "ui/runs/RunLibrary.h"
#include "ui/widgets/Fold.h"
#include "ui/widgets/ReadOut.h"
#include "ui/window/MainWindow.h"
#include "ui/window/ShortcutsDialog.h"
#include "ui/window/ViewRegistry.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

#include <algorithm>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::AwaitRun;
using bathyscope::test::FakeRun;

namespace {

/// A shown window with finished runs, two of them compared, and one of an earlier session that was cut off.
struct Bench
{
    explicit Bench(QSize size, int numRuns = 2)
        : fake({.shape = {.modelName = "sample-12", .numNeurons = 64, .numTokens = 1024}})
        , window(fake.function(), locateModels(resourcesFolder()), resourcesFolder())
    {
        window.resize(size);
        window.show();
        window.restoreDefaultLayout();
        hasRun = QTest::qWaitFor([this] { return button("runButton")->isEnabled(); }, 10'000);
        for (int run = 0; run < numRuns; ++run) {
            AwaitRun await(*window.findChild<AnalysisController*>());
            window.startRun();
            hasRun = hasRun && await.finished();
        }
        auto& library = *window.findChild<RunLibrary*>();
        if (numRuns > 1) {
            library.tickOnly(library.runs()[0].id, library.runs()[1].id);
        }
        offerRecovery();
        settle();
    }

    void offerRecovery()
    {
        JournalSummary journal;
        journal.modelName = "sample-12";
        journal.textName = "a-text-with-quite-a-long-name.txt";
        journal.numFinished = 7;
        journal.numLayers = 12;
        window.findChild<RecoveryOffer*>()->setJournals({journal});
    }

    /// Layouts that ask each other for room have come to an end, and views are drawn.
    static void settle()
    {
        QVERIFY(QTest::qWaitFor([turns = 0]() mutable { return ++turns > 8; }, 10'000));
    }

    [[nodiscard]] QDockWidget* dock(const char* name) const
    {
        return window.findChild<QDockWidget*>(QString::fromLatin1(name));
    }

    [[nodiscard]] QPushButton* button(const char* name) const
    {
        return window.findChild<QPushButton*>(QString::fromLatin1(name));
    }

    test::FailOnWarning failOnWarning;
    FakeRun fake;
    MainWindow window;
    bool hasRun = false;
};

QString nameOf(const QWidget& widget)
{
    const auto* label = qobject_cast<const QLabel*>(&widget);
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    const QString text = label ? label->text() : button ? button->text() : widget.accessibleName();
    return QStringLiteral("%1 \"%2\" %3 × %4")
        .arg(QString::fromLatin1(widget.metaObject()->className()), text.left(40))
        .arg(widget.width())
        .arg(widget.height());
}

bool isControl(const QWidget& widget)
{
    return qobject_cast<const QAbstractButton*>(&widget) || qobject_cast<const QComboBox*>(&widget)
        || qobject_cast<const QAbstractSpinBox*>(&widget) || qobject_cast<const QLineEdit*>(&widget);
}

/// What scrolls a widget, null where it does not scroll.
const QAbstractScrollArea* scrollerOf(const QWidget& widget, const QWidget& panel)
{
    for (const QWidget* above = widget.parentWidget(); above && above != &panel;
         above = above->parentWidget()) {
        if (const auto* scroller = qobject_cast<const QAbstractScrollArea*>(above)) {
            return scroller;
        }
    }
    return nullptr;
}

/// What is wrong with a widget's place in its panel; empty where nothing is.
QString faultOf(const QWidget& widget, const QWidget& panel)
{
    if (isControl(widget)) {
        const QRect place(widget.mapTo(&panel, QPoint()), widget.size());
        if (!widget.parentWidget()->rect().contains(widget.geometry())) {
            return QStringLiteral("lies outside its parent");
        }
        if (place.left() < 0 || place.right() >= panel.width()) {
            return QStringLiteral("is cut off at the side");
        }
        if (!scrollerOf(widget, panel) && place.bottom() >= panel.height()) {
            return QStringLiteral("is cut off at the bottom");
        }
        const int least = std::min(widget.minimumSizeHint().height(), widget.sizeHint().height());
        if (widget.height() < least - 1) { // a style sheet rounds
            return QStringLiteral("is less high than %1").arg(least);
        }
    }
    const auto* label = qobject_cast<const QLabel*>(&widget);
    if (label && label->wordWrap() && label->height() < label->heightForWidth(label->width())) {
        return QStringLiteral("lacks lines: %1 pixels").arg(label->heightForWidth(label->width()));
    }
    return {};
}

/// Widgets that share a parent and a place.
QStringList overlapsIn(const QWidget& parent)
{
    QStringList found;
    if (!parent.layout() || parent.inherits("QStackedWidget")) {
        return found;
    }
    QWidgetList shown;
    for (int i = 0; i < parent.layout()->count(); ++i) {
        QWidget* widget = parent.layout()->itemAt(i)->widget();
        if (widget && widget->isVisible()) {
            shown << widget;
        }
    }
    for (qsizetype i = 0; i < shown.size(); ++i) {
        for (qsizetype j = i + 1; j < shown.size(); ++j) {
            if (shown[i]->geometry().intersects(shown[j]->geometry())) {
                found << nameOf(*shown[i]) + QStringLiteral(" lies on ") + nameOf(*shown[j]);
            }
        }
    }
    return found;
}

QStringList faultsIn(const QDockWidget& dock)
{
    QStringList faults;
    const QWidget& panel = *dock.widget();
    for (const QWidget* widget : panel.findChildren<QWidget*>()) {
        if (widget->isVisible()) {
            const QString fault = faultOf(*widget, panel);
            if (!fault.isEmpty()) {
                faults << nameOf(*widget) + QLatin1Char(' ') + fault;
            }
            faults << overlapsIn(*widget);
        }
    }
    for (QString& fault : faults) {
        fault.prepend(dock.objectName() + QStringLiteral(": "));
    }
    return faults;
}

/// Those that stay: what is computed off the GUI thread comes when it comes, and layouts follow.
QStringList remainingFaults(const QList<QDockWidget*>& docks)
{
    QStringList faults;
    const auto isFine = [&] {
        faults.clear();
        for (const QDockWidget* dock : docks) {
            faults << faultsIn(*dock);
        }
        return faults.isEmpty();
    };
    return QTest::qWaitFor(isFine, 5'000) ? QStringList {} : faults;
}

/// Tabs of docks whose names are not shown in full.
QStringList shortenedTabs(const MainWindow& window)
{
    QStringList shortened;
    for (const QTabBar* tabs : window.findChildren<QTabBar*>(Qt::FindDirectChildrenOnly)) {
        for (int tab = 0; tab < tabs->count(); ++tab) {
            const int needed = tabs->fontMetrics().horizontalAdvance(tabs->tabText(tab));
            if (tabs->isVisible()
                && (tabs->elideMode() != Qt::ElideNone || tabs->tabRect(tab).width() < needed)) {
                shortened << tabs->tabText(tab);
            }
        }
    }
    return shortened;
}

/// Names of the docks that share a tab bar with another, from left to right.
QStringList tabNames(const MainWindow& window)
{
    QStringList names;
    for (const QTabBar* tabs : window.findChildren<QTabBar*>(Qt::FindDirectChildrenOnly)) {
        for (int tab = 0; tab < tabs->count() && tabs->isVisible(); ++tab) {
            names << tabs->tabText(tab);
        }
    }
    return names;
}

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings.clear();
    }

    void cleanup()
    {
        for (QTranslator* translator : qApp->findChildren<QTranslator*>()) {
            delete translator; // which takes itself away
        }
        QLocale::setDefault(QLocale::c());
        QApplication::setFont(m_usualFont);
    }

    void nothingIsCutOffOrCovered_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<LanguageChoice>("language");
        QTest::addColumn<int>("points");
        for (const auto& [language, name] : {std::pair {LanguageChoice::English, "English"},
                                             std::pair {LanguageChoice::Vietnamese, "Vietnamese"}}) {
            for (const QSize size : {QSize(1440, 900), QSize(1280, 800), QSize(1024, 700)}) {
                for (const int points : {9, 11}) {
                    QTest::addRow("%s, %d × %d, %d points", name, size.width(), size.height(), points)
                        << size << language << points;
                }
            }
        }
    }

    void nothingIsCutOffOrCovered()
    {
        QFETCH(const QSize, size);
        QFETCH(const LanguageChoice, language);
        QFETCH(const int, points);
        QFont font = m_usualFont;
        font.setPointSize(points);
        QApplication::setFont(font);
        Preferences::setLanguage(language);
        installLanguage();
        const Bench bench(size);
        QVERIFY(bench.hasRun);
        QStringList faults;
        for (QDockWidget* dock : bench.window.findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly)) {
            if (dock->objectName() != QLatin1String("log")) {
                dock->raise();
                Bench::settle();
                faults << remainingFaults({dock});
            }
        }
        for (const QString& tab : shortenedTabs(bench.window)) {
            faults << QStringLiteral("tab is shortened: ") + tab;
        }
        if (bench.window.size() != size) {
            faults << QStringLiteral("the window has grown to %1 × %2")
                          .arg(bench.window.width())
                          .arg(bench.window.height());
        }
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    }

    void foldsThatOpenCutNothingOff_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("first start") << QSize(1440, 900);
        QTest::newRow("small") << QSize(1024, 700);
    }

    void foldsThatOpenCutNothingOff()
    {
        QFETCH(const QSize, size);
        const Bench bench(size);
        QVERIFY(bench.hasRun);
        for (Fold* fold : bench.window.findChildren<Fold*>()) {
            fold->unfold();
        }
        Bench::settle();
        const QStringList faults = remainingFaults({bench.dock("setup"), bench.dock("runs")});
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
        for (const QPushButton* button :
             bench.window.findChild<RecoveryOffer*>()->findChildren<QPushButton*>()) {
            QVERIFY2(button->visibleRegion().boundingRect() == button->rect(), qPrintable(button->text()));
        }
        QCOMPARE(bench.window.size(), size);
    }

    void everyNameOfATabIsInSightInASmallWindow()
    {
        const Bench bench({1024, 700});
        for (const QTabBar* tabs : bench.window.findChildren<QTabBar*>(Qt::FindDirectChildrenOnly)) {
            for (int tab = 0; tab < tabs->count() && tabs->isVisible(); ++tab) {
                QVERIFY2(tabs->rect().contains(tabs->tabRect(tab)), qPrintable(tabs->tabText(tab)));
            }
        }
    }

    void plotsKeepAHeightToBeReadIn()
    {
        const Bench bench({1024, 700});
        for (const auto& [name, least] :
             {std::pair {"layers", 150}, std::pair {"histograms", 200}, std::pair {"length", 250},
              std::pair {"confound", 150}, std::pair {"zones", 110}}) {
            bench.dock(name)->raise();
            Bench::settle();
            const auto* plot = bench.dock(name)->findChild<PlotWidget*>();
            QVERIFY2(plot->height() >= least,
                     qPrintable(QString::fromLatin1(name) + QString::number(plot->height())));
        }
    }

    void severalRunsAreInSightWhole()
    {
        constexpr int numRuns = 5;
        const Bench bench({1440, 900}, numRuns);
        bench.window.findChild<RecoveryOffer*>()->setJournals({});
        Bench::settle();
        const auto* list = bench.window.findChild<QListWidget*>(QStringLiteral("runs"));
        QCOMPARE(list->count(), numRuns);
        int numWhole = 0;
        for (int row = 0; row < numRuns; ++row) {
            numWhole += list->viewport()->rect().contains(list->visualItemRect(list->item(row))) ? 1 : 0;
        }
        QVERIFY2(numWhole >= 3, qPrintable(QString::number(numWhole)));
        bench.dock("runs")->resize(300, 10);
        QVERIFY(list->height() >= 3 * list->visualItemRect(list->item(0)).height());
    }

    void theDefaultLayoutTakesBackWhatWasTakenOut()
    {
        Bench bench({1024, 700});
        const QStringList names = tabNames(bench.window);
        QCOMPARE(names.size(), static_cast<qsizetype>(viewRegistry().size()));
        for (qsizetype i = 0; i < names.size(); ++i) {
            QCOMPARE(names[i], viewRegistry()[static_cast<std::size_t>(i)].translatedTitle());
        }
        bench.dock("zones")->setFloating(true);
        bench.dock("length")->setFloating(true);
        bench.dock("length")->close();
        bench.dock("neurons")->raise();
        bench.dock("findings")->raise(); // puts it behind all others among the window's children
        bench.window.addDockWidget(Qt::LeftDockWidgetArea, bench.dock("compare"));
        Bench::settle();
        QVERIFY(bench.dock("zones")->isFloating());
        bench.window.restoreDefaultLayout();
        Bench::settle();
        for (const QDockWidget* dock : bench.window.findChildren<QDockWidget*>()) {
            QVERIFY2(!dock->isFloating(), qPrintable(dock->objectName()));
            QVERIFY2(!dock->isWindow(), qPrintable(dock->objectName()));
            QCOMPARE(dock->isHidden(), dock->objectName() == QLatin1String("log"));
        }
        QCOMPARE(tabNames(bench.window), names);
        QVERIFY(bench.dock("layers")->widget()->isVisible()); // in front
    }

    void theListOfKeysFitsTheScreen()
    {
        const Bench bench({1024, 700});
        ShortcutsDialog dialog(*bench.window.menuBar());
        dialog.show();
        const QSize available = dialog.screen()->availableSize();
        QVERIFY(dialog.width() <= available.width() && dialog.height() <= 0.9 * available.height());
        QStringList said;
        for (const QLabel* label : dialog.findChildren<QLabel*>()) {
            said << label->text();
        }
        int numKeys = 0;
        for (const QMenu* menu : bench.window.menuBar()->findChildren<QMenu*>()) {
            for (const QAction* action : menu->actions()) {
                if (!action->menu() && !action->shortcut().isEmpty()) {
                    QVERIFY2(said.contains(action->iconText()), qPrintable(action->text()));
                    QVERIFY(said.contains(action->shortcut().toString(QKeySequence::NativeText)));
                    ++numKeys;
                }
            }
        }
        QVERIFY(numKeys > 30);
        const auto* scroll = dialog.findChild<QScrollArea*>();
        QVERIFY(scroll->widget()->height() <= 1000 - 200);
    }

private:
    test::TemporarySettings m_settings;
    const QFont m_usualFont = QApplication::font();
};

QTEST_MAIN(TestLayout)
#include "tst_Layout.moc"
