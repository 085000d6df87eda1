// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/ExportDialog.h"

#include "core/support/AtomicFile.h"
#include "core/support/CurrentError.h"
#include "ui/figures/SavedFigure.h"
#include "ui/look/Preferences.h"
#include "ui/plots/PlotWidget.h"
#include "ui/views/SnapshotView.h"
#include "ui/widgets/FigureSizeBox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStandardPaths>

#include <filesystem>
#include <optional>
#include <utility>

namespace bathyscope::ui {

namespace {

const QString csvFormat = QStringLiteral("csv");

QString firstFolder()
{
    const QString pictures = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    return QFileInfo(pictures).isDir() ? pictures : QDir::homePath();
}

} // namespace

ExportDialog::ExportDialog(const SnapshotView& view, QString caption, QWidget* parent)
    : ExportForm(tr("Export plot"),
                 view.currentPlot() ? std::optional(view.currentPlot()->screenSize()) : std::nullopt,
                 tr("&Caption:"), parent)
    , m_view(&view)
    , m_plot(view.currentPlot())
    , m_caption(std::move(caption))
    , m_provenance(view.provenance())
{
    makeForm();
    restoreChoices(view.exportName());

    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::followFormat);
    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::followPath);
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::makeForm()
{
    m_format->addItem(tr("PNG: picture of pixels"), QStringLiteral("png"));
    m_format->addItem(tr("SVG: drawing for the web or an editor"), QStringLiteral("svg"));
    m_format->addItem(tr("PDF: drawing for a paper"), QStringLiteral("pdf"));
    m_format->addItem(tr("CSV: the numbers"), csvFormat);
    m_format->setToolTip(tr("PNG has a fixed resolution; SVG and PDF stay sharp at any size; CSV holds the "
                            "numbers of what is shown."));
    m_withCaption->setToolTip(tr("Small print below the plot that says where it comes from."));
    auto* captionText = new QLabel(m_caption);
    captionText->setWordWrap(true);
    addRow(tr("&Format:"), *m_format);
    addPathRow(tr("&Save as:"), tr("The suffix chooses the format."),
               tr("Choose folder and name in a file dialog."));
    addRow(tr("Si&ze:"), *m_size);
    m_form->addRow(m_withCaption, captionText);
    layOut();
}

void ExportDialog::restoreChoices(const QString& name)
{
    const ExportChoices last = Preferences::exportChoices();
    QString folder = last.folder;
    if (folder.isEmpty() || !QFileInfo(folder).isDir()) {
        folder = firstFolder();
    }
    const int formatIndex = m_format->findData(last.format);
    m_format->setCurrentIndex(formatIndex < 0 ? 0 : formatIndex);
    m_path->setText(QDir::toNativeSeparators(QDir(folder).filePath(name + QLatin1Char('.') + format())));
    m_withCaption->setChecked(last.hasCaption);

    m_size->restore();
    followFormat();
}

void ExportDialog::rememberChoices() const
{
    Preferences::setExportChoices({.folder = QFileInfo(path()).absolutePath(),
                                   .format = format(),
                                   .hasCaption = m_withCaption->isChecked()});
    m_size->remember();
}

QString ExportDialog::format() const
{
    return m_format->currentData().toString();
}

QString ExportDialog::path() const
{
    QString text = QDir::fromNativeSeparators(m_path->text().trimmed());
    if (text.isEmpty() || m_format->findData(QFileInfo(text).suffix().toLower()) >= 0) {
        return text;
    }
    return text + QLatin1Char('.') + format();
}

FigureSize ExportDialog::figureSize() const
{
    return m_size->figureSize();
}

void ExportDialog::browse()
{
    choose(QFileDialog::getSaveFileName(this, windowTitle(), path()));
}

void ExportDialog::followFormat()
{
    forgetConfirmation();
    const bool isImage = format() != csvFormat;
    for (QWidget* control : {static_cast<QWidget*>(m_size), static_cast<QWidget*>(m_withCaption)}) {
        control->setEnabled(isImage);
    }
    m_size->setHasPixels(format() == figureSuffix(FigureFormat::Png));
    const QString suffix = QFileInfo(m_path->text()).suffix();
    if (m_format->findData(suffix.toLower()) >= 0) {
        const QSignalBlocker blocker(m_path);
        QString text = m_path->text();
        m_path->setText(text.replace(text.size() - suffix.size(), suffix.size(), format()));
    }
}

void ExportDialog::followPath()
{
    forgetConfirmation();
    const int index = m_format->findData(QFileInfo(m_path->text()).suffix().toLower());
    if (index >= 0) {
        m_format->setCurrentIndex(index);
    }
}

void ExportDialog::accept()
{
    const QString target = path();
    if (target.isEmpty()) {
        showMessage(tr("Enter the name of the file to write."));
        m_path->setFocus();
        return;
    }
    if (!mayWrite()) {
        return;
    }
    const QString error = write(target);
    if (!error.isEmpty()) {
        showMessage(error);
        return;
    }
    rememberChoices();
    QDialog::accept();
}

QString ExportDialog::write(const QString& target)
{
    if (!m_view || !m_plot) {
        return tr("The plot is no longer shown: close this dialog and export again.");
    }
    const std::filesystem::path file = target.toStdString();
    const FigureSize size = figureSize();
    try {
        if (const std::optional<FigureFormat> picture = figureFormat(target)) {
            if (QString problem = size.problem(); !problem.isEmpty()) {
                return problem;
            }
            const QString caption = m_withCaption->isChecked() ? m_caption : QString();
            saveFigure(m_plot->draw(*picture, size, caption, m_provenance), file);
        } else {
            AtomicFile table(file);
            table.write(m_view->csv().toStdString());
            table.commit();
        }
    } catch (...) {
        return QString::fromUtf8(currentError().what());
    }
    return {};
}

} // namespace bathyscope::ui
