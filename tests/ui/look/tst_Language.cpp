// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelCatalog.h"
#include "core/support/Resources.h"
#include "tests/support/AwaitRun.h"
#include "tests/support/FakeRun.h"
#include "tests/support/TemporarySettings.h"
#include "ui/look/Language.h"
#include "ui/look/Preferences.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/widgets/ReadOut.h"
#include "ui/window/GoToBox.h"
#include "ui/window/MainWindow.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>

#include <algorithm>
#include <array>
#include <map>
#include <set>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::AwaitRun;
using bathyscope::test::FakeRun;

namespace {

/// Puts every text that is asked for into brackets of its own.
class PseudoTranslator final : public QTranslator
{
public:
    [[nodiscard]] QString translate(const char* /*context*/, const char* source,
                                    const char* /*disambiguation*/, int /*n*/) const override
    {
        const QString text = QString::fromUtf8(source);
        return text.isEmpty() ? text : QStringLiteral("⟦%0⟧").replace(QStringLiteral("%0"), text);
    }
    [[nodiscard]] bool isEmpty() const override
    {
        return false;
    }
};

/// Heads, and what the first rows show and say.
QStringList textsOf(const QAbstractItemModel& model)
{
    constexpr int enoughRows = 3;
    constexpr std::array roles {static_cast<int>(Qt::DisplayRole), static_cast<int>(Qt::ToolTipRole),
                                static_cast<int>(Qt::AccessibleTextRole)};
    QStringList texts;
    for (const int role : roles) {
        for (int column = 0; column < model.columnCount(); ++column) {
            texts << model.headerData(column, Qt::Horizontal, role).toString();
            for (int row = 0; row < std::min(enoughRows, model.rowCount()); ++row) {
                texts << model.index(row, column).data(role).toString();
            }
        }
        for (int row = 0; row < std::min(enoughRows, model.rowCount()); ++row) {
            texts << model.headerData(row, Qt::Vertical, role).toString();
        }
    }
    return texts;
}

/// What stands at a plot's axes and above it.
QStringList labelsOf(const PlotWidget& plot)
{
    if (const auto* heatmap = qobject_cast<const HeatmapPlot*>(&plot)) {
        return {heatmap->data().title, heatmap->data().xLabel, heatmap->data().yLabel};
    }
    const auto* lines = qobject_cast<const LinePlot*>(&plot);
    if (lines == nullptr) {
        return {};
    }
    QStringList labels {lines->data().title, lines->data().xLabel, lines->data().yLabel};
    for (const LineSeries& series : lines->data().series) {
        labels += series.name;
    }
    for (const AxisSpan& span : lines->data().spans) {
        labels += span.name;
    }
    for (const AxisMarker& marker : lines->data().markers) {
        labels += marker.label;
    }
    return labels;
}

/// Everything that a widget and its children say, tool tips and what screen readers are told included.
QStringList textsOf(QWidget& top)
{
    QStringList texts;
    const auto add = [&texts](const QWidget& widget) {
        texts << widget.toolTip() << widget.accessibleName() << widget.accessibleDescription();
        if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
            texts << label->text();
        }
        if (const auto* readOut = qobject_cast<const ReadOut*>(&widget)) {
            texts << readOut->reading();
        }
        if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
            texts << button->text();
        }
        if (const auto* box = qobject_cast<const QComboBox*>(&widget)) {
            for (int item = 0; item < box->count(); ++item) {
                texts << box->itemText(item);
            }
        }
        if (const auto* line = qobject_cast<const QLineEdit*>(&widget)) {
            texts << line->placeholderText();
        }
        if (const auto* items = qobject_cast<const QAbstractItemView*>(&widget); items && items->model()) {
            texts << textsOf(*items->model());
        }
        if (const auto* plot = qobject_cast<const PlotWidget*>(&widget)) {
            texts << plot->csv().section(QLatin1Char('\n'), 0, 0) << labelsOf(*plot);
        }
        if (widget.isWindow() || qobject_cast<const QDockWidget*>(&widget)) {
            texts << widget.windowTitle();
        }
        for (const QAction* action : widget.actions()) {
            texts << action->text() << action->toolTip() << action->iconText();
        }
    };
    add(top);
    for (const QWidget* widget : top.findChildren<QWidget*>()) {
        add(*widget);
    }
    texts.removeAll(QString());
    texts.removeDuplicates();
    return texts;
}

/// What of a text did not come from a translator: without what is in brackets, however deep, and without what
/// is the same in every language.
QString untranslated(QString text)
{
    static const QRegularExpression innermost(QStringLiteral("⟦[^⟦⟧]*⟧"));
    while (text.contains(innermost)) {
        text.replace(innermost, QStringLiteral(" "));
    }
    // Names: models, files, hook points, keys, units, the program and what it is built on.
    static const QRegularExpression names(QStringLiteral(
        R"((EleutherAI/gpt-neo-125m|GPT-Neo [\d.]+[MB]|sample-\d+|sample-text\.txt|fake|bathyscope|Bathyscope [\d.]+|)"
        R"([\w/.-]*/sample-models/[\w/.-]*|(mlp\.)?hook_\w+|ln_final\.hook_out|English|Tiếng Việt|)"
        R"((Ctrl|Alt|Shift|Esc|F\d+|Left|Right|Up|Down)\b|\d{4}-\d{2}-\d{2}T[\d:]+Z|\b[kMG]?B/?s?\b|\bqt_\w+))"));
    text.remove(names);
    static const QRegularExpression words(QStringLiteral(R"(\p{L}{2,}.*)"));
    return words.match(text).captured();
}

/// The letter behind the mark in a text; none where there is no mark.
QChar keyOf(const QString& text)
{
    const qsizetype mark = text.indexOf(u'&');
    return mark >= 0 && mark + 1 < text.size() ? text[mark + 1].toLower() : QChar();
}

/// Opens all dialogs of the window at once, by its actions and buttons; their kinds.
std::set<QString> openDialogs(MainWindow& window)
{
    const QRegularExpression opens(QStringLiteral("(…|Shortcuts|About Bathyscope|Preview the text)⟧$"));
    for (QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        const bool isOne = button->text().contains(opens) || button->accessibleName().contains(opens);
        if (isOne && button->isEnabled()) {
            button->click();
        }
    }
    for (QAction* action : window.findChildren<QAction*>()) {
        if (action->text().contains(opens) && action->isEnabled()) {
            action->trigger();
        }
    }
    window.close(); // which asks about the run that is not saved
    std::set<QString> kinds;
    for (const QDialog* dialog : window.findChildren<QDialog*>()) {
        if (dialog->isVisible()) {
            kinds.insert(QString::fromLatin1(dialog->metaObject()->className()).section(u':', -1));
        }
    }
    return kinds;
}

/// A shown window that has finished a run.
struct Bench
{
    Bench()
        : fake({.shape = {.modelName = "fake", .numLayers = 6, .numNeurons = 64, .numTokens = 64}})
        , window(fake.function(), locateModels(resourcesFolder()), resourcesFolder())
    {
        window.resize(1280, 800);
        window.show();
        AwaitRun await(*window.findChild<AnalysisController*>());
        const bool isReady = QTest::qWaitFor(
            [this] { return window.findChild<QAbstractButton*>(QStringLiteral("runButton"))->isEnabled(); },
            10'000);
        window.startRun();
        hasRun = isReady && await.finished();
        // Every view has been drawn once.
        for (QDockWidget* dock : window.findChildren<QDockWidget*>()) {
            dock->show();
            dock->raise();
            isDrawn = QTest::qWaitFor([turns = 0]() mutable { return ++turns > 6; }, 10'000);
        }
    }

    FakeRun fake;
    MainWindow window;
    bool hasRun = false;
    bool isDrawn = false;
};

} // namespace

class TestLanguage : public QObject
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
    }

    void everyTextOfTheWindowIsTranslatable()
    {
        PseudoTranslator pseudo;
        QCoreApplication::installTranslator(&pseudo);
        Bench bench;
        QVERIFY(bench.hasRun);
        GoToBox box({}, &bench.window);
        QStringList texts = textsOf(bench.window) + textsOf(box);
        const std::set<QString> kinds = openDialogs(bench.window);
        for (const char* kind : {"AboutDialog", "ExportDialog", "RepositoryDialog", "RunExportDialog",
                                 "ShortcutsDialog", "TextPreviewDialog", "UnsavedRunsDialog"}) {
            QVERIFY2(kinds.contains(QString::fromLatin1(kind)), kind);
        }
        for (QDialog* dialog : bench.window.findChildren<QDialog*>()) {
            if (qobject_cast<QFileDialog*>(dialog) == nullptr) { // which shows the names of files
                texts << textsOf(*dialog);
            }
            dialog->close();
        }
        QStringList left;
        for (const QString& text : texts) {
            const QString found = untranslated(text);
            if (!found.isEmpty()) {
                left += found + QStringLiteral("  in  ") + text;
            }
        }
        QCoreApplication::removeTranslator(&pseudo);
        QVERIFY2(left.isEmpty(), qPrintable(left.join(QLatin1Char('\n'))));
    }

    void speaksTheLanguageThatWasChosen()
    {
        Preferences::setLanguage(LanguageChoice::Vietnamese);
        QVERIFY(Preferences::language() == LanguageChoice::Vietnamese);
        installLanguage();
        QCOMPARE(QLocale().decimalPoint(), QStringLiteral(","));
        Bench bench;
        QVERIFY(bench.hasRun);
        QCOMPARE(bench.window.menuBar()->actions().first()->text(), QStringLiteral("&Tệp"));
        const QStringList texts = textsOf(bench.window);
        QVERIFY(texts.contains(QStringLiteral("Bản đồ nhiệt")));
        QVERIFY(texts.contains(
            QStringLiteral("Tầng đầu nghiêng về dương, các tầng khác về âm"))); // marked in core
        QVERIFY(texts.contains(QStringLiteral("Dòng dư"))); // likewise
        QVERIFY(!texts.contains(QStringLiteral("&File")));
        for (const QMenu* menu : bench.window.menuBar()->findChildren<QMenu*>()) {
            std::map<QChar, int> letters;
            for (const QAction* action : menu->actions()) {
                const qsizetype mark = action->text().indexOf(u'&');
                if (mark >= 0 && action->isVisible()) {
                    ++letters[action->text()[mark + 1].toLower()];
                }
            }
            for (const auto& [letter, number] : letters) {
                QVERIFY2(number == 1, qPrintable(menu->title() + QLatin1Char(' ') + letter));
            }
        }
    }

    void keysOfTheMenuBarAreItsOwn_data()
    {
        QTest::addColumn<bool>("isVietnamese");
        QTest::newRow("English") << false;
        QTest::newRow("Vietnamese") << true;
    }

    /// Alt and a letter open a menu: no control of the window may claim the same ones.
    void keysOfTheMenuBarAreItsOwn()
    {
        QFETCH(const bool, isVietnamese);
        Preferences::setLanguage(isVietnamese ? LanguageChoice::Vietnamese : LanguageChoice::English);
        installLanguage();
        const Bench bench;
        std::set<QChar> menus;
        for (const QAction* menu : bench.window.menuBar()->actions()) {
            menus.insert(keyOf(menu->text()));
        }
        QCOMPARE(menus.size(), std::size_t {5});
        QStringList claimed;
        for (const QWidget* widget : bench.window.findChildren<QWidget*>()) {
            const auto* label = qobject_cast<const QLabel*>(widget);
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const QString text = label && label->buddy() ? label->text()
                : button                                 ? button->text()
                                                         : QString();
            if (widget->window() == &bench.window && menus.contains(keyOf(text))) {
                claimed += text;
            }
        }
        QVERIFY2(claimed.isEmpty(), qPrintable(claimed.join(QStringLiteral(", "))));
    }

    void speaksEnglishWhereThatWasChosen()
    {
        QLocale::setDefault(QLocale(QLocale::Vietnamese)); // as the system
        Preferences::setLanguage(LanguageChoice::English);
        installLanguage();
        QCOMPARE(QCoreApplication::translate("ViewRegistry", "Zones"), QStringLiteral("Zones"));
        QCOMPARE(QLocale().decimalPoint(), QStringLiteral("."));
    }

    void followsTheSystemAtFirst()
    {
        QVERIFY(Preferences::language() == LanguageChoice::System);
        QLocale::setDefault(QLocale(QLocale::Vietnamese));
        installLanguage();
        QCOMPARE(QCoreApplication::translate("ViewRegistry", "Zones"), QStringLiteral("Vùng"));
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Hủy"));
    }

    void theMenuSaysWhenTheChoiceTakesEffect()
    {
        const Bench bench;
        QAction* vietnamese = nullptr;
        for (QAction* action : bench.window.findChildren<QAction*>()) {
            vietnamese = action->text() == QStringLiteral("Tiếng Việt") ? action : vietnamese;
        }
        QVERIFY(vietnamese);
        vietnamese->trigger();
        QVERIFY(Preferences::language() == LanguageChoice::Vietnamese);
        bool isSaid = false;
        for (const QLabel* label : bench.window.findChildren<QLabel*>()) {
            isSaid = isSaid || label->text().contains(QStringLiteral("when the program starts again"));
        }
        QVERIFY(isSaid);
    }

private:
    test::TemporarySettings m_settings;
};

QTEST_MAIN(TestLanguage)
#include "tst_Language.moc"
