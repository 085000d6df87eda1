// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/RunExportDialog.h"

#include "core/analysis/RunInfo.h"
#include "ui/figures/ComparePlotData.h"
#include "ui/figures/RunFigures.h"
#include "ui/look/Preferences.h"
#include "ui/widgets/FigureSizeBox.h"
#include "ui/words/NumberText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr const char* reportFolder = "report";
constexpr const char* figuresFolder = "figures";

} // namespace

RunExportDialog::RunExportDialog(Kind kind, std::shared_ptr<const AnalysisSnapshot> shown,
                                 const std::optional<ComparedRuns>& compared, QWidget* parent)
    : ExportForm(kind == Kind::Report ? tr("Export report") : tr("Export all figures"), std::nullopt,
                 tr("&Caption below each figure"), parent)
    , m_kind(kind)
    , m_choices {{std::move(shown)}}
    , m_runs(new QComboBox)
    , m_progress(new QProgressBar)
{
    makeForm(compared);
    restoreChoices();
    connect(m_runs, &QComboBox::currentIndexChanged, this, &RunExportDialog::followRuns);
    connect(m_path, &QLineEdit::textChanged, this, &RunExportDialog::forgetConfirmation);
    connect(m_format, &QComboBox::currentIndexChanged, this, &RunExportDialog::followFormat);
    connect(&m_job, &RunExport::progressed, this, &RunExportDialog::showProgress);
    connect(&m_job, &RunExport::finished, this, &RunExportDialog::followEnd);
}

RunExportDialog::~RunExportDialog() = default;

void RunExportDialog::makeForm(const std::optional<ComparedRuns>& compared)
{
    const AnalysisSnapshot& shown = *m_choices.front().front();
    //: %1 is the name of a run
    m_runs->addItem(
        tr("The run that is shown: %1")
            .arg(QString::fromStdString(shown.name.empty() ? shown.info->modelName : shown.name)));
    if (compared) {
        const std::array<QString, 2> names = comparedNames(*compared);
        m_choices.push_back({compared->front(), compared->back()});
        //: %1 and %2 are names of runs
        m_runs->addItem(tr("The two ticked runs: %1 and %2").arg(names[0], names[1]));
    }
    m_format->addItem(tr("PNG: pictures of pixels"), figureSuffix(FigureFormat::Png));
    m_format->addItem(tr("SVG: drawings for the web or an editor"), figureSuffix(FigureFormat::Svg));
    m_format->addItem(tr("PDF: drawings for a paper"), figureSuffix(FigureFormat::Pdf));
    m_runs->setToolTip(m_kind == Kind::Report ? tr("A report of two runs compares them and holds both.")
                                              : tr("Of two runs: the figures of their comparison."));
    m_withCaption->setToolTip(tr("Small print that says where it comes from; the files' metadata say so "
                                 "either way."));
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_runs->setAccessibleName(tr("Runs"));
    m_progress->setAccessibleName(tr("Progress"));
    addRow(tr("&Of:"), *m_runs);
    if (m_kind == Kind::Figures) {
        addPathRow(tr("&Folder:"), tr("Where the files go; it is made where it is missing."),
                   tr("Choose it in a file dialog."));
        addRow(tr("For&mat:"), *m_format);
        addRow(tr("Si&ze:"), *m_size);
        m_form->addRow(QString(), m_withCaption);
    } else {
        addPathRow(tr("&Save as:"), tr("One HTML file that holds everything and opens in any browser."),
                   tr("Choose it in a file dialog."));
        for (QWidget* unused : std::initializer_list<QWidget*> {m_format, m_size, m_withCaption}) {
            unused->setParent(this);
            unused->hide();
        }
    }
    layOut(m_progress);
}

void RunExportDialog::restoreChoices()
{
    m_runs->setCurrentIndex(m_runs->count() - 1); // who ticks two wants both
    if (m_kind == Kind::Report) {
        const QDir folder(Preferences::folder(reportFolder));
        m_path->setText(QDir::toNativeSeparators(folder.filePath(fileStem() + QStringLiteral(".html"))));
        return;
    }
    m_path->setText(QDir::toNativeSeparators(Preferences::folder(figuresFolder)));
    const int index = m_format->findData(Preferences::figureFormat());
    m_format->setCurrentIndex(std::max(0, index));
    m_size->restore();
    m_withCaption->setChecked(true);
    followFormat();
}

void RunExportDialog::rememberChoices() const
{
    if (m_kind == Kind::Report) {
        Preferences::setFolder(reportFolder, QFileInfo(path()).absolutePath());
    } else {
        Preferences::setFolder(figuresFolder, QFileInfo(path()).absoluteFilePath());
        Preferences::setFigureFormat(figureSuffix(format()));
        m_size->remember();
    }
}

const HandedOnRuns& RunExportDialog::runs() const
{
    return m_choices.at(static_cast<std::size_t>(m_runs->currentIndex()));
}

FigureFormat RunExportDialog::format() const
{
    return figureFormat(QLatin1Char('.') + m_format->currentData().toString()).value_or(FigureFormat::Png);
}

/// "sample-12-report", "sample-12-sample-24-report".
QString RunExportDialog::fileStem() const
{
    QStringList parts;
    std::ranges::transform(runs(), std::back_inserter(parts),
                           [](const auto& run) { return runFileStem(*run); });
    parts += QStringLiteral("report");
    return parts.join(QLatin1Char('-'));
}

QString RunExportDialog::path() const
{
    QString text = QDir::fromNativeSeparators(m_path->text().trimmed());
    if (m_kind == Kind::Report && !text.isEmpty() && QFileInfo(text).suffix().isEmpty()) {
        text += QLatin1String(".html");
    }
    return text;
}

void RunExportDialog::browse()
{
    if (m_kind == Kind::Figures) {
        const QString chosen = QFileDialog::getExistingDirectory(this, windowTitle(), path());
        if (!chosen.isEmpty()) {
            m_path->setText(QDir::toNativeSeparators(chosen)); // files in it have not been asked about
        }
    } else {
        choose(QFileDialog::getSaveFileName(this, windowTitle(), path(), tr("Reports (*.html)")));
    }
}

/// The proposed name goes by the runs, unless the user has chosen another.
void RunExportDialog::followRuns()
{
    const QFileInfo file(path());
    const bool isProposed = file.completeBaseName().endsWith(QLatin1String("-report"));
    if (m_kind == Kind::Report && isProposed) {
        m_path->setText(
            QDir::toNativeSeparators(file.dir().filePath(fileStem() + QLatin1Char('.') + file.suffix())));
    }
    forgetConfirmation();
}

void RunExportDialog::followFormat()
{
    m_size->setHasPixels(format() == FigureFormat::Png);
    forgetConfirmation();
}

QString RunExportDialog::conflict() const
{
    if (m_kind == Kind::Report) {
        return ExportForm::conflict();
    }
    const QDir folder(path());
    const QStringList names = figureNames(runs());
    const auto existing = std::ranges::count_if(names, [&](const QString& name) {
        return QFileInfo::exists(folder.filePath(name + QLatin1Char('.') + figureSuffix(format())));
    });
    //: %1 of %2 files
    return existing > 0 ? tr("%1 of the %2 files exist already: press Replace to overwrite them, or choose "
                             "another folder.")
                              .arg(numberText(existing), numberText(names.size()))
                        : QString();
}

void RunExportDialog::accept()
{
    if (m_job.isRunning()) {
        return;
    }
    if (path().isEmpty()) {
        showMessage(m_kind == Kind::Report ? tr("Enter the name of the file to write.")
                                           : tr("Enter the folder to write to."));
        m_path->setFocus();
        return;
    }
    if (!mayWrite()) {
        return;
    }
    const FigureSize size = m_size->figureSize();
    if (const QString problem = size.problem(); m_kind == Kind::Figures && !problem.isEmpty()) {
        showMessage(problem);
        return;
    }
    setRunning(true);
    if (m_kind == Kind::Report) {
        m_job.start(runs(), ReportOrder {path()});
    } else {
        m_job.start(runs(),
                    FiguresOrder {.folder = path(),
                                  .format = format(),
                                  .size = size,
                                  .withCaptions = m_withCaption->isChecked()});
    }
}

void RunExportDialog::reject()
{
    if (!m_job.isRunning()) {
        QDialog::reject();
        return;
    }
    m_job.cancel();
    setRunning(false);
    showMessage(m_kind == Kind::Report ? tr("Cancelled: no report was written.")
                                       : tr("Cancelled: figures that were written stay in the folder."));
}

void RunExportDialog::showProgress(int numDrawn, int numFigures)
{
    m_progress->setRange(0, numFigures);
    m_progress->setValue(numDrawn);
}

void RunExportDialog::followEnd(const QString& error)
{
    setRunning(false);
    if (error.isEmpty()) {
        rememberChoices();
        QDialog::accept();
    } else {
        showMessage(error);
    }
}

void RunExportDialog::setRunning(bool isRunning)
{
    m_progress->setVisible(isRunning);
    for (QWidget* control :
         std::initializer_list<QWidget*> {m_runs, m_path, m_format, m_size, m_withCaption, m_export}) {
        control->setEnabled(!isRunning);
    }
    if (isRunning) {
        m_cancel->setFocus();
    }
}

} // namespace bathyscope::ui
