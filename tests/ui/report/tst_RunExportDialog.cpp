// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "tests/support/ScriptedRun.h"
#include "tests/support/TemporarySettings.h"
#include "ui/report/RunExportDialog.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::FailOnWarning;
using bathyscope::test::ScriptedRun;
using bathyscope::test::TemporarySettings;

class TestRunExportDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void writesAReport();
    void writesAllFigures_data();
    void writesAllFigures();
    void offersTheTickedRuns();
    void proposesANameThatGoesByTheRuns();
    void replacesFilesOnlyWhenAskedTwice();
    void replacesAReportOnlyWhenAskedTwice();
    void canBeCancelled();
    void saysInOneSentenceWhyItFailed_data();
    void saysInOneSentenceWhyItFailed();
    void remembersFolderFormatAndSize();

private:
    [[nodiscard]] QString inFolder(const QString& name) const
    {
        return m_folder->filePath(name);
    }
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
    }

    std::optional<FailOnWarning> m_failOnWarning;
    TemporarySettings m_settings;
    std::shared_ptr<const AnalysisSnapshot> m_run;
    ComparedRuns m_both;
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

using Kind = RunExportDialog::Kind;

template <class Control>
Control* control(const RunExportDialog& dialog, const char* accessibleName)
{
    for (Control* candidate : dialog.findChildren<Control*>()) {
        if (candidate->accessibleName() == QString::fromLatin1(accessibleName)) {
            return candidate;
        }
    }
    return nullptr;
}

void choose(const RunExportDialog& dialog, const char* box, const QString& value)
{
    auto* combo = control<QComboBox>(dialog, box);
    combo->setCurrentIndex(combo->findData(value));
}

QString messageOf(const RunExportDialog& dialog)
{
    const auto* label = dialog.findChild<QLabel*>(QStringLiteral("message"));
    return label->isVisibleTo(&dialog) ? label->text() : QString();
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Presses Export and waits until the dialog has closed or says something.
void finish(RunExportDialog& dialog)
{
    QSignalSpy closed(&dialog, &QDialog::finished);
    dialog.accept();
    QTRY_VERIFY_WITH_TIMEOUT(!closed.isEmpty() || !messageOf(dialog).isEmpty(), 60'000);
}

} // namespace

void TestRunExportDialog::initTestCase()
{
    m_failOnWarning.emplace();
    m_run = ScriptedRun({.numLayers = 6, .numNeurons = 64}).finished();
    m_both = {m_run, ScriptedRun({.modelName = "sample-24", .numLayers = 8, .numNeurons = 64}).finished()};
}

void TestRunExportDialog::cleanupTestCase()
{
    m_failOnWarning.reset();
}

void TestRunExportDialog::init()
{
    m_settings.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestRunExportDialog::writesAReport()
{
    RunExportDialog dialog(Kind::Report, m_run, std::nullopt);
    control<QLineEdit>(dialog, "Save as")->setText(inFolder(QStringLiteral("a report")));
    finish(dialog);
    QCOMPARE(messageOf(dialog), QString());
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    QCOMPARE(files(), QStringList {QStringLiteral("a report.html")});
    const QByteArray page = contentOf(inFolder(QStringLiteral("a report.html")));
    QVERIFY(page.startsWith("<!DOCTYPE html>"));
    QVERIFY(page.contains("id=\"figure-heatmap\"") && page.trimmed().endsWith("</html>"));
}

void TestRunExportDialog::writesAllFigures_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("png") << QStringLiteral("png") << QByteArray("\x89PNG");
    QTest::newRow("svg") << QStringLiteral("svg") << QByteArray("<?xml");
    QTest::newRow("pdf") << QStringLiteral("pdf") << QByteArray("%PDF");
}

void TestRunExportDialog::writesAllFigures()
{
    QFETCH(const QString, format);
    QFETCH(const QByteArray, start);
    RunExportDialog dialog(Kind::Figures, m_run, std::nullopt);
    const QString folder = inFolder(QStringLiteral("new/folder"));
    control<QLineEdit>(dialog, "Folder")->setText(folder);
    choose(dialog, "Format", format);
    control<QDoubleSpinBox>(dialog, "Width")->setValue(500);
    control<QDoubleSpinBox>(dialog, "Height")->setValue(400);
    finish(dialog);
    QCOMPARE(messageOf(dialog), QString());
    const QStringList written = QDir(folder).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    QCOMPARE(written.size(), 2 + 6 + 1 + 3 + 2);
    for (const QString& file : written) {
        QVERIFY2(file.startsWith(QStringLiteral("sample-12-")) && file.endsWith(QLatin1Char('.') + format),
                 qPrintable(file));
        QVERIFY(contentOf(QDir(folder).filePath(file)).startsWith(start));
    }
    if (format == QStringLiteral("png")) {
        const QImage image(QDir(folder).filePath(QStringLiteral("sample-12-heatmap.png")));
        QCOMPARE(image.size(), QSize(500, 400));
        QVERIFY(image.text(QStringLiteral("Description")).contains(QStringLiteral("Seed: 1")));
        QVERIFY(!image.text(QStringLiteral("Title")).isEmpty());
    }
}

void TestRunExportDialog::offersTheTickedRuns()
{
    const RunExportDialog one(Kind::Report, m_run, std::nullopt);
    QCOMPARE(control<QComboBox>(one, "Runs")->count(), 1);
    RunExportDialog two(Kind::Figures, m_run, m_both);
    QCOMPARE(control<QComboBox>(two, "Runs")->count(), 2);
    control<QLineEdit>(two, "Folder")->setText(m_folder->path());
    finish(two);
    QVERIFY(files().contains(QStringLiteral("sample-12-sample-24-compare-heatmap.png")));
    QCOMPARE(files().size(), 9);
}

void TestRunExportDialog::proposesANameThatGoesByTheRuns()
{
    const RunExportDialog dialog(Kind::Report, m_run, m_both);
    QVERIFY2(dialog.path().endsWith(QStringLiteral("/sample-12-sample-24-report.html")),
             qPrintable(dialog.path()));
    control<QComboBox>(dialog, "Runs")->setCurrentIndex(0);
    QVERIFY2(dialog.path().endsWith(QStringLiteral("/sample-12-report.html")), qPrintable(dialog.path()));
    control<QLineEdit>(dialog, "Save as")->setText(inFolder(QStringLiteral("mine.html")));
    control<QComboBox>(dialog, "Runs")->setCurrentIndex(1);
    QCOMPARE(dialog.path(), inFolder(QStringLiteral("mine.html")));
}

void TestRunExportDialog::replacesFilesOnlyWhenAskedTwice()
{
    const QString existing = inFolder(QStringLiteral("sample-12-heatmap.png"));
    QFile file(existing);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    file.close();
    RunExportDialog dialog(Kind::Figures, m_run, std::nullopt);
    control<QLineEdit>(dialog, "Folder")->setText(m_folder->path());
    dialog.accept();
    QCOMPARE(
        messageOf(dialog),
        QStringLiteral("1 of the 14 files exist already: press Replace to overwrite them, or choose another "
                       "folder."));
    QCOMPARE(contentOf(existing), QByteArray("mine"));
    // Another format has other files in its way: none.
    choose(dialog, "Format", QStringLiteral("svg"));
    QCOMPARE(messageOf(dialog), QString());
    choose(dialog, "Format", QStringLiteral("png"));
    dialog.accept();
    QVERIFY(!messageOf(dialog).isEmpty());
    QSignalSpy closed(&dialog, &QDialog::finished);
    dialog.accept();
    QTRY_VERIFY_WITH_TIMEOUT(!closed.isEmpty(), 60'000);
    QVERIFY(contentOf(existing).startsWith("\x89PNG"));
}

void TestRunExportDialog::replacesAReportOnlyWhenAskedTwice()
{
    QFile file(inFolder(QStringLiteral("r.html")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    RunExportDialog dialog(Kind::Report, m_run, std::nullopt);
    control<QLineEdit>(dialog, "Save as")->setText(file.fileName());
    dialog.accept();
    QVERIFY2(messageOf(dialog).contains(QStringLiteral("exists already")), qPrintable(messageOf(dialog)));
    QCOMPARE(contentOf(file.fileName()), QByteArray());
    QSignalSpy closed(&dialog, &QDialog::finished);
    dialog.accept();
    QTRY_VERIFY_WITH_TIMEOUT(!closed.isEmpty(), 60'000);
    QVERIFY(contentOf(file.fileName()).startsWith("<!DOCTYPE html>"));
}

void TestRunExportDialog::canBeCancelled()
{
    RunExportDialog dialog(Kind::Report, m_run, m_both);
    control<QLineEdit>(dialog, "Save as")->setText(inFolder(QStringLiteral("r.html")));
    dialog.show();
    dialog.accept();
    QVERIFY(!dialog.findChild<QPushButton*>(QStringLiteral("export"))->isEnabled());
    dialog.reject();
    QVERIFY(dialog.isVisible());
    QVERIFY2(messageOf(dialog).startsWith(QStringLiteral("Cancelled")), qPrintable(messageOf(dialog)));
    QVERIFY(dialog.findChild<QPushButton*>(QStringLiteral("export"))->isEnabled());
    QVERIFY(files().isEmpty());
    dialog.reject();
    QVERIFY(!dialog.isVisible());
}

void TestRunExportDialog::saysInOneSentenceWhyItFailed_data()
{
    QTest::addColumn<bool>("isReport");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("words");
    QTest::newRow("report without a name") << true << QString() << QStringLiteral("Enter the name");
    QTest::newRow("figures without a folder") << false << QString() << QStringLiteral("Enter the folder");
    QTest::newRow("report nowhere") << true << QStringLiteral("/no/such/folder/r.html")
                                    << QStringLiteral("/no/such/folder");
    QTest::newRow("figures nowhere") << false << QStringLiteral("/proc/figures")
                                     << QStringLiteral(
                                            "/proc/figures/sample-12-density.png cannot be written");
}

void TestRunExportDialog::saysInOneSentenceWhyItFailed()
{
    QFETCH(const bool, isReport);
    QFETCH(const QString, path);
    QFETCH(const QString, words);
    RunExportDialog dialog(isReport ? Kind::Report : Kind::Figures, m_run, std::nullopt);
    control<QLineEdit>(dialog, isReport ? "Save as" : "Folder")->setText(path);
    finish(dialog);
    QVERIFY2(messageOf(dialog).contains(words), qPrintable(messageOf(dialog)));
    QVERIFY(messageOf(dialog).endsWith(QLatin1Char('.')));
    QVERIFY(dialog.findChild<QPushButton*>(QStringLiteral("export"))->isEnabled());
}

void TestRunExportDialog::remembersFolderFormatAndSize()
{
    {
        RunExportDialog dialog(Kind::Figures, m_run, std::nullopt);
        control<QLineEdit>(dialog, "Folder")->setText(m_folder->path());
        choose(dialog, "Format", QStringLiteral("svg"));
        control<QDoubleSpinBox>(dialog, "Width")->setValue(777);
        finish(dialog);
    }
    const RunExportDialog dialog(Kind::Figures, m_run, std::nullopt);
    QCOMPARE(dialog.path(), m_folder->path());
    QCOMPARE(control<QComboBox>(dialog, "Format")->currentData().toString(), QStringLiteral("svg"));
    QCOMPARE(control<QDoubleSpinBox>(dialog, "Width")->value(), 777);
}

QTEST_MAIN(TestRunExportDialog)
#include "tst_RunExportDialog.moc"
