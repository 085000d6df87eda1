// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/checkpoint/ModelCatalog.h"
#include "core/files/RunFile.h"
#include "core/support/Resources.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/FakeRun.h"
#include "tests/support/TemporarySettings.h"
#include "ui/look/Preferences.h"
#include "ui/report/HtmlReport.h"
#include "ui/report/WriteReport.h"
#include "ui/runs/RunLibrary.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RecentRunsMenu.h"
#include "ui/window/ViewRegistry.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>

#include <filesystem>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

/// Markup, a terminal's control sequence, an override of direction, places of QString::arg, a mnemonic.
const std::string hostile = "<img src=x>\x1B[31m<b>\xE2\x80\xAE"
                            "bold</b>%1%2&copy";

/// A run with that name in everything that is named.
std::shared_ptr<const AnalysisSnapshot> hostileRun(std::size_t numLayers)
{
    const test::ScriptedShape shape {
        .modelName = hostile, .numLayers = numLayers, .numNeurons = 64, .numTokens = 256, .windowLength = 64};
    auto run = std::make_shared<AnalysisSnapshot>(*test::ScriptedRun(shape).finished());
    auto info = std::make_shared<RunInfo>(*run->info);
    for (std::string* name :
         {&info->modelFolderName, &info->textName, &info->textOrigin, &info->blas, &info->programVersion}) {
        *name = hostile;
    }
    info->frequency = {.source = FrequencySource::Table, .table = hostile};
    run->info = std::move(info);
    return run;
}

/// Something in it acts instead of being seen.
bool hasInvisible(const QString& text)
{
    return text.contains(QChar(0x1B)) || text.contains(QChar(0x202E));
}

/// All that is on, in or behind the widgets of a window, with where it was found.
class Reader
{
public:
    void read(const QWidget& window)
    {
        for (const QLabel* label : window.findChildren<QLabel*>()) {
            // A label that has not been shown yet is polished before it is.
            const bool isPlain = label->textFormat() == Qt::PlainText || !label->isVisible();
            note("label", label->text(), isPlain);
            note("label's name", label->accessibleName(), true);
        }
        for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
            note("button", button->text(), true);
        }
        for (const QComboBox* box : window.findChildren<QComboBox*>()) {
            for (int item = 0; item < box->count(); ++item) {
                note("choice", box->itemText(item), true);
            }
        }
        for (const QAbstractItemView* view : window.findChildren<QAbstractItemView*>()) {
            if (view->model() != nullptr) {
                readModel(*view->model());
            }
        }
        for (const QWidget* widget : window.findChildren<QWidget*>()) {
            note("tooltip", widget->toolTip(), true); // all are plain: ToolTips
            note("title", widget->windowTitle(), true);
        }
        for (const QAction* action : window.findChildren<QAction*>()) {
            note("action", action->text(), true);
        }
    }

    [[nodiscard]] QStringList problems() const
    {
        return m_problems;
    }

    [[nodiscard]] int numHostile() const
    {
        return m_numHostile;
    }

private:
    void readModel(const QAbstractItemModel& model)
    {
        constexpr int mostRows = 40;
        for (int column = 0; column < model.columnCount(); ++column) {
            note("header", model.headerData(column, Qt::Horizontal).toString(), true);
            for (int row = 0; row < std::min(model.rowCount(), mostRows); ++row) {
                note("cell", model.index(row, column).data().toString(), true);
                note("cell's tooltip", model.index(row, column).data(Qt::ToolTipRole).toString(), true);
            }
        }
    }

    void note(const char* where, const QString& text, bool isPlain)
    {
        m_numHostile += text.contains(QStringLiteral("<img src=x>")) ? 1 : 0;
        if (hasInvisible(text)
            || (!isPlain && Qt::mightBeRichText(text) && text.contains(QStringLiteral("img")))) {
            m_problems += QStringLiteral("%1: %2").arg(QLatin1String(where), text);
        }
    }

    QStringList m_problems;
    int m_numHostile = 0;
};

} // namespace

/// Names that strangers have chosen are shown as they are, and are nothing else.
class TestHostileNames : public QObject
{
    Q_OBJECT

private:
    test::TemporarySettings m_settings;
    QTemporaryDir m_folder;

    std::filesystem::path runFile(const char* name, std::size_t numLayers) const
    {
        const std::filesystem::path folder = m_folder.filePath(QStringLiteral("<b>runs")).toStdString();
        std::filesystem::create_directories(folder);
        std::filesystem::path file = folder / (std::string("<i>\x1B") + name + "\xE2\x80\xAE.safetensors");
        writeRunFile(file, *hostileRun(numLayers));
        return file;
    }

private slots:
    void theWindowShowsThemLiterally()
    {
        const test::FailOnWarning failOnWarning;
        const test::FakeRun fake;
        MainWindow window(fake.function(), locateModels(resourcesFolder()), resourcesFolder());
        window.show();
        const RunLibrary& library = *window.findChild<RunLibrary*>();
        for (const auto& [name, numLayers] :
             {std::pair("one", std::size_t {3}), std::pair("two", std::size_t {4})}) {
            const std::size_t numRuns = library.runs().size();
            window.openRunFile(runFile(name, numLayers));
            QVERIFY(QTest::qWaitFor([&] { return library.runs().size() > numRuns; }, 10'000));
        }
        Reader reader;
        for (const ViewInfo& view : viewRegistry()) {
            window.showView(QString::fromLatin1(view.id));
            QVERIFY(QTest::qWaitFor([turns = 0]() mutable { return ++turns > 10; }, 10'000));
            reader.read(window);
        }
        QVERIFY2(reader.problems().isEmpty(), qPrintable(reader.problems().join(QLatin1Char('\n'))));
        QVERIFY2(reader.numHostile() > 20,
                 qPrintable(QString::number(reader.numHostile()))); // they were looked at
    }

    void recentFilesAreNamedLiterally()
    {
        Preferences::clearRecentRuns();
        Preferences::addRecentRun(QStringLiteral("/<b>runs</b>/a&b\x1B.safetensors"));
        RecentRunsMenu menu;
        const QAction* entry = menu.actions().constFirst();
        QCOMPARE(entry->text(), QStringLiteral("a&&b␛.safetensors — /<b>runs</b>"));
        QTextDocument toolTip; // as a tooltip shows it
        toolTip.setHtml(entry->toolTip());
        QCOMPARE(toolTip.toPlainText(), QStringLiteral("/<b>runs</b>/a&b␛.safetensors"));
        Preferences::clearRecentRuns();
    }

    void theReportHoldsNothingThatActs()
    {
        const std::filesystem::path file = runFile("report", 3);
        const QString out = m_folder.filePath(QStringLiteral("report.html"));
        writeReport({readRunFile(file)}, out.toStdString());
        QFile report(out);
        QVERIFY(report.open(QIODevice::ReadOnly));
        const QString page = QString::fromUtf8(report.readAll());
        QVERIFY(!hasInvisible(page));
        QVERIFY(!page.contains(QStringLiteral("<img src=x>")));
        QVERIFY(page.contains(
            QStringLiteral("&lt;img src=x&gt;␛[31m&lt;b&gt;⟨U+202E⟩bold&lt;/b&gt;%1%2&amp;copy")));
    }
};

QTEST_MAIN(TestHostileNames)
#include "tst_HostileNames.moc"
