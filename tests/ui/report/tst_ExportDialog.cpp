// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "tests/support/ScriptedRun.h"
#include "ui/plots/LinePlot.h"
#include "ui/report/ExportDialog.h"
#include "ui/runs/SelectionState.h"
#include "ui/views/LayersView.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::FailOnWarning;
using bathyscope::test::ScriptedRun;

class TestExportDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void writesEveryFormat_data();
    void writesEveryFormat();
    void writesAPictureOfThePresetSize();
    void offersPresetsAndFreeSizes();
    void keepsTheSizeInAnotherUnit();
    void saysWhyASizeCannotBe();
    void followsTheSuffixAndTheFormat();
    void remembersFolderFormatAndSize();
    void replacesAFileOnlyWhenAskedTwice();
    void saysInOneSentenceWhyItFailed_data();
    void saysInOneSentenceWhyItFailed();

private:
    [[nodiscard]] QString inFolder(const QString& name) const
    {
        return m_folder->filePath(name);
    }

    std::optional<FailOnWarning> m_failOnWarning; // QTest installs its own handler later than members
    SelectionState m_selection;
    const ScriptedRun m_run;
    std::unique_ptr<LayersView> m_view;
    std::unique_ptr<QTemporaryDir> m_settingsFolder;
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

QLineEdit* pathOf(const ExportDialog& dialog)
{
    for (QLineEdit* edit : dialog.findChildren<QLineEdit*>()) {
        if (edit->accessibleName() == QStringLiteral("Save as")) {
            return edit;
        }
    }
    return nullptr;
}

template <class Control>
Control* control(const ExportDialog& dialog, const QString& accessibleName)
{
    for (Control* candidate : dialog.findChildren<Control*>()) {
        if (candidate->accessibleName() == accessibleName) {
            return candidate;
        }
    }
    return nullptr;
}

QDoubleSpinBox* number(const ExportDialog& dialog, const char* accessibleName)
{
    return control<QDoubleSpinBox>(dialog, QString::fromLatin1(accessibleName));
}

void choose(const ExportDialog& dialog, const QString& box, const QString& value)
{
    auto* combo = control<QComboBox>(dialog, box);
    combo->setCurrentIndex(combo->findData(value));
}

QString messageOf(const ExportDialog& dialog)
{
    const auto* label = dialog.findChild<QLabel*>(QStringLiteral("message"));
    return label->isVisibleTo(&dialog) ? label->text() : QString();
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestExportDialog::initTestCase()
{
    m_failOnWarning.emplace();
    m_settingsFolder = std::make_unique<QTemporaryDir>();
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settingsFolder->path());
    QCoreApplication::setOrganizationName(QStringLiteral("bathyscope-tests"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_ExportDialog"));

    m_view = std::make_unique<LayersView>(m_selection);
    m_view->resize(800, 600);
    m_view->setSnapshot(m_run.finished());
    m_view->show();
    QTRY_COMPARE(m_view->findChild<LinePlot*>()->data().series.size(), std::size_t {12});
}

void TestExportDialog::cleanupTestCase()
{
    m_failOnWarning.reset();
}

void TestExportDialog::init()
{
    QSettings().clear();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestExportDialog::writesEveryFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("start");
    QTest::addRow("png") << QStringLiteral("png") << QByteArray("\x89PNG");
    QTest::addRow("svg") << QStringLiteral("svg") << QByteArray("<?xml");
    QTest::addRow("pdf") << QStringLiteral("pdf") << QByteArray("%PDF");
    QTest::addRow("csv") << QStringLiteral("csv") << m_view->csv().toUtf8();
}

void TestExportDialog::writesEveryFormat()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, start);
    const QString path = inFolder(QStringLiteral("plot.") + format);
    ExportDialog dialog(*m_view, QStringLiteral("A caption"));
    pathOf(dialog)->setText(path);
    dialog.accept();
    QCOMPARE(messageOf(dialog), QString());
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    QVERIFY(contentOf(path).startsWith(start));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList {QStringLiteral("plot.") + format});
}

void TestExportDialog::writesAPictureOfThePresetSize()
{
    const QString path = inFolder(QStringLiteral("slide.png"));
    ExportDialog dialog(*m_view, {});
    pathOf(dialog)->setText(path);
    choose(dialog, QStringLiteral("Size"), QStringLiteral("slide"));
    dialog.accept();
    const QImage image(path);
    QVERIFY(!image.isNull());
    QCOMPARE(image.deviceIndependentSize().toSize().width() * 1080,
             image.deviceIndependentSize().toSize().height() * 1920);
}

void TestExportDialog::offersPresetsAndFreeSizes()
{
    const ExportDialog dialog(*m_view, {});
    QCOMPARE(dialog.figureSize().pixels(), m_view->currentPlot()->size());
    QCOMPARE(dialog.figureSize(), m_view->currentPlot()->screenSize());
    choose(dialog, QStringLiteral("Size"), QStringLiteral("slide"));
    QCOMPARE(dialog.figureSize().pixels(), QSize(1920, 1080));
    QCOMPARE(dialog.figureSize().textPoints, 18);
    choose(dialog, QStringLiteral("Size"), QStringLiteral("single"));
    QCOMPARE(dialog.figureSize().millimetres(), QSizeF(85, 0));
    QCOMPARE(dialog.figureSize().dotsPerInch, 300);
    QCOMPARE(number(dialog, "Width")->value(), 85);
    QCOMPARE(number(dialog, "Height")->text(), QStringLiteral("automatic"));
    choose(dialog, QStringLiteral("Size"), QStringLiteral("double"));
    QCOMPARE(dialog.figureSize(), FigureSize::doubleColumn());
    number(dialog, "Width")->setValue(120.5);
    QCOMPARE(control<QComboBox>(dialog, QStringLiteral("Size"))->currentData().toString(),
             QStringLiteral("free"));
    QCOMPARE(dialog.figureSize(), FigureSize::ofInches(QSizeF(120.5, 0) / millimetresPerInch, 8));
}

void TestExportDialog::keepsTheSizeInAnotherUnit()
{
    const ExportDialog dialog(*m_view, {});
    choose(dialog, QStringLiteral("Size"), QStringLiteral("single"));
    number(dialog, "Width")->setValue(127);
    number(dialog, "Height")->setValue(63.5);
    choose(dialog, QStringLiteral("Unit"), QStringLiteral("in"));
    QCOMPARE(number(dialog, "Width")->value(), 5);
    QCOMPARE(number(dialog, "Height")->value(), 2.5);
    choose(dialog, QStringLiteral("Unit"), QStringLiteral("px"));
    QCOMPARE(dialog.figureSize().pixels(), QSize(1500, 750));
    QCOMPARE(dialog.figureSize().textPoints, 7);
    number(dialog, "Text")->setValue(0);
    QCOMPARE(dialog.figureSize(), FigureSize::ofPixels({1500, 750}, {}, 300));
}

void TestExportDialog::saysWhyASizeCannotBe()
{
    const QString path = inFolder(QStringLiteral("large.png"));
    ExportDialog dialog(*m_view, {});
    pathOf(dialog)->setText(path);
    choose(dialog, QStringLiteral("Size"), QStringLiteral("single"));
    number(dialog, "Text")->setValue(60);
    dialog.accept();
    QVERIFY2(messageOf(dialog).contains(QStringLiteral("Text of 60 points leaves no room")),
             qPrintable(messageOf(dialog)));
    QVERIFY(!QFile::exists(path));
}

void TestExportDialog::followsTheSuffixAndTheFormat()
{
    ExportDialog dialog(*m_view, {});
    QVERIFY(dialog.path().endsWith(QStringLiteral("/layers-density.png")));
    choose(dialog, QStringLiteral("Format"), QStringLiteral("csv"));
    QVERIFY(dialog.path().endsWith(QStringLiteral("/layers-density.csv")));
    QVERIFY(!number(dialog, "Width")->isEnabled());
    pathOf(dialog)->setText(inFolder(QStringLiteral("a.PDF")));
    QCOMPARE(control<QComboBox>(dialog, QStringLiteral("Format"))->currentData().toString(),
             QStringLiteral("pdf"));
    QVERIFY(number(dialog, "Width")->isEnabled());
    QVERIFY(!number(dialog, "Resolution")->isEnabled()); // of a drawing
    pathOf(dialog)->setText(inFolder(QStringLiteral("run.v2")));
    QCOMPARE(dialog.path(), inFolder(QStringLiteral("run.v2.pdf")));
}

void TestExportDialog::remembersFolderFormatAndSize()
{
    {
        ExportDialog dialog(*m_view, {});
        pathOf(dialog)->setText(inFolder(QStringLiteral("first.svg")));
        number(dialog, "Width")->setValue(777);
        number(dialog, "Height")->setValue(333);
        number(dialog, "Text")->setValue(11.5);
        number(dialog, "Resolution")->setValue(150);
        control<QCheckBox>(dialog, QStringLiteral("Caption"))->setChecked(false);
        dialog.accept();
        QCOMPARE(messageOf(dialog), QString());
    }
    const ExportDialog dialog(*m_view, {});
    QCOMPARE(dialog.path(), inFolder(QStringLiteral("layers-density.svg")));
    QCOMPARE(dialog.figureSize(), FigureSize::ofPixels({777, 333}, 11.5, 150));
    QVERIFY(!control<QCheckBox>(dialog, QStringLiteral("Caption"))->isChecked());
}

void TestExportDialog::replacesAFileOnlyWhenAskedTwice()
{
    const QString path = inFolder(QStringLiteral("old.csv"));
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    ExportDialog dialog(*m_view, {});
    pathOf(dialog)->setText(path);
    dialog.accept();
    QVERIFY(messageOf(dialog).contains(QStringLiteral("old.csv exists already")));
    QCOMPARE(contentOf(path), QByteArray("old"));
    dialog.accept();
    QCOMPARE(messageOf(dialog), QString());
    QCOMPARE(QString::fromUtf8(contentOf(path)), m_view->csv());
}

void TestExportDialog::saysInOneSentenceWhyItFailed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addRow("picture") << QStringLiteral("missing-folder/plot.png");
    QTest::addRow("drawing") << QStringLiteral("missing-folder/plot.svg");
    QTest::addRow("numbers") << QStringLiteral("missing-folder/plot.csv");
}

void TestExportDialog::saysInOneSentenceWhyItFailed()
{
    QFETCH(QString, name);
    ExportDialog dialog(*m_view, {});
    dialog.show();
    pathOf(dialog)->setText(inFolder(name));
    dialog.accept();
    QVERIFY2(messageOf(dialog).contains(inFolder(name)), qPrintable(messageOf(dialog)));
    QVERIFY(dialog.isVisible());
    QVERIFY(QDir(m_folder->path()).isEmpty());

    pathOf(dialog)->clear();
    QCOMPARE(messageOf(dialog), QString());
    dialog.accept();
    QVERIFY(messageOf(dialog).contains(QStringLiteral("name")));
}

QTEST_MAIN(TestExportDialog)
#include "tst_ExportDialog.moc"
