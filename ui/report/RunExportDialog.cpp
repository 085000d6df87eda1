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
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr const char* reportFolder = "report";
constexpr const char* figuresFolder = "figures";

QLabel* buddyOf(QWidget* control, const QString& text)
{
    auto* label = new QLabel(text);
    label->setBuddy(control);
    return label;
}

} // namespace

RunExportDialog::RunExportDialog(Kind kind, std::shared_ptr<const AnalysisSnapshot> shown,
                                 const std::optional<ComparedRuns>& compared, QWidget* parent)
    : QDialog(parent)
    , m_kind(kind)
    , m_choices {{std::move(shown)}}
    , m_runs(new QComboBox)
    , m_path(new QLineEdit)
    , m_format(new QComboBox)
    , m_size(new FigureSizeBox(std::nullopt))
    , m_withCaption(new QCheckBox(tr("&Caption below each figure")))
    , m_progress(new QProgressBar)
    , m_message(new QLabel)
{
    setWindowTitle(kind == Kind::Report ? tr("Export report") : tr("Export all figures"));
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
    m_message->setObjectName(QStringLiteral("message"));
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_message->hide();

    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(buddyOf(m_runs, tr("&Of:")), m_runs);
    form->addRow(buddyOf(m_path, m_kind == Kind::Report ? tr("&Save as:") : tr("&Folder:")), makePathRow());
    if (m_kind == Kind::Figures) {
        form->addRow(buddyOf(m_format, tr("For&mat:")), m_format);
        form->addRow(buddyOf(m_size, tr("Si&ze:")), m_size);
        form->addRow(QString(), m_withCaption);
    } else {
        for (QWidget* unused : {static_cast<QWidget*>(m_format), static_cast<QWidget*>(m_size),
                                static_cast<QWidget*>(m_withCaption)}) {
            unused->setParent(this);
            unused->hide();
        }
    }
    auto* buttons = new QDialogButtonBox;
    m_export = buttons->addButton(tr("&Export"), QDialogButtonBox::AcceptRole);
    m_export->setObjectName(QStringLiteral("export"));
    m_cancel = buttons->addButton(QDialogButtonBox::Cancel);
    m_cancel->setObjectName(QStringLiteral("cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &RunExportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &RunExportDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_progress);
    layout->addWidget(m_message);
    layout->addWidget(buttons);
    m_export->setDefault(true);
    m_path->setFocus();
    for (const auto& [control, name] : {std::pair<QWidget*, QString> {m_runs, tr("Runs")},
                                        {m_path, m_kind == Kind::Report ? tr("Save as") : tr("Folder")},
                                        {m_format, tr("Format")},
                                        {m_withCaption, tr("Caption")},
                                        {m_progress, tr("Progress")},
                                        {m_message, tr("Message")}}) {
        control->setAccessibleName(name);
    }
}

QWidget* RunExportDialog::makePathRow()
{
    constexpr int comfortableWidth = 380; // a folder and a file name
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_path->setMinimumWidth(comfortableWidth);
    m_path->setToolTip(m_kind == Kind::Report
                           ? tr("One HTML file that holds everything and opens in any browser.")
                           : tr("Where the files go; it is made where it is missing."));
    auto* browseButton = new QToolButton;
    browseButton->setText(tr("&Browse…"));
    browseButton->setToolTip(tr("Choose it in a file dialog."));
    browseButton->setFocusPolicy(Qt::StrongFocus);
    connect(browseButton, &QToolButton::clicked, this, &RunExportDialog::browse);
    layout->addWidget(m_path, 1);
    layout->addWidget(browseButton);
    return row;
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
        const QString chosen = QFileDialog::getExistingDirectory(this, tr("Export all figures"), path());
        if (!chosen.isEmpty()) {
            m_path->setText(QDir::toNativeSeparators(chosen));
        }
        return;
    }
    // The file dialog asks before it names an existing file; asking again would be a nuisance.
    const QString chosen =
        QFileDialog::getSaveFileName(this, tr("Export report"), path(), tr("Reports (*.html)"));
    if (!chosen.isEmpty()) {
        m_path->setText(QDir::toNativeSeparators(chosen));
        m_confirmed = path() == chosen ? conflict() : QString();
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
        return QFileInfo::exists(path())
            ? tr("%1 exists already: press Replace to overwrite it, or choose another name.")
                  .arg(QDir::toNativeSeparators(path()))
            : QString();
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
    const QString inTheWay = conflict();
    if (!inTheWay.isEmpty() && m_confirmed != inTheWay) {
        m_confirmed = inTheWay;
        m_export->setText(tr("R&eplace"));
        showMessage(inTheWay);
        return;
    }
    const FigureSize size = m_size->figureSize();
    if (const QString problem = size.problem(); m_kind == Kind::Figures && !problem.isEmpty()) {
        showMessage(problem);
        return;
    }
    m_message->hide();
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

void RunExportDialog::showMessage(const QString& sentence)
{
    m_message->setText(sentence);
    m_message->show();
    adjustSize();
}

void RunExportDialog::forgetConfirmation()
{
    m_confirmed.clear();
    m_export->setText(tr("&Export"));
    m_message->hide();
}

} // namespace bathyscope::ui
