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
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStandardPaths>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

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

QLabel* buddyOf(QWidget* control, const QString& text)
{
    auto* label = new QLabel(text);
    label->setBuddy(control);
    return label;
}

} // namespace

ExportDialog::ExportDialog(const SnapshotView& view, QString caption, QWidget* parent)
    : QDialog(parent)
    , m_view(&view)
    , m_plot(view.currentPlot())
    , m_caption(std::move(caption))
    , m_provenance(view.provenance())
    , m_format(new QComboBox)
    , m_path(new QLineEdit)
    , m_size(new FigureSizeBox(m_plot ? std::optional(m_plot->screenSize()) : std::nullopt))
    , m_withCaption(new QCheckBox(tr("&Caption:")))
    , m_captionText(new QLabel(m_caption))
    , m_message(new QLabel)
{
    setWindowTitle(tr("Export plot"));
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
    m_captionText->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("message"));
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_message->hide();

    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(buddyOf(m_format, tr("&Format:")), m_format);
    QWidget* fileRow = makeFileRow();
    form->addRow(buddyOf(m_path, tr("&Save as:")), fileRow);
    form->addRow(buddyOf(m_size, tr("Si&ze:")), m_size);
    form->addRow(m_withCaption, m_captionText);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_export = buttons->addButton(tr("&Export"), QDialogButtonBox::AcceptRole);
    m_export->setObjectName(QStringLiteral("export"));
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_message);
    layout->addWidget(buttons);
    m_export->setDefault(true);
    m_path->setFocus();
    const auto controls = {std::pair<QWidget*, QString> {m_format, tr("Format")},
                           {m_path, tr("Save as")},
                           {m_withCaption, tr("Caption")},
                           {m_message, tr("Message")}};
    for (const auto& [control, name] : controls) {
        control->setAccessibleName(name);
    }
}

QWidget* ExportDialog::makeFileRow()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    constexpr int comfortableWidth = 380; // a folder and a file name
    m_path->setMinimumWidth(comfortableWidth);
    m_path->setToolTip(tr("The suffix chooses the format."));
    auto* browseButton = new QToolButton;
    browseButton->setText(tr("&Browse…"));
    browseButton->setToolTip(tr("Choose folder and name in a file dialog."));
    browseButton->setFocusPolicy(Qt::StrongFocus);
    connect(browseButton, &QToolButton::clicked, this, &ExportDialog::browse);
    layout->addWidget(m_path, 1);
    layout->addWidget(browseButton);
    return row;
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
    // The file dialog asks before it names an existing file; asking again would be a nuisance.
    const QString chosen = QFileDialog::getSaveFileName(this, tr("Export plot"), path());
    if (!chosen.isEmpty()) {
        m_path->setText(QDir::toNativeSeparators(chosen));
        m_confirmedPath = path() == chosen ? chosen : QString();
    }
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
    const QFileInfo info(target);
    if (info.exists() && m_confirmedPath != target) {
        m_confirmedPath = target;
        m_export->setText(tr("R&eplace"));
        showMessage(tr("%1 exists already: press Replace to overwrite it, or choose another name.")
                        .arg(QDir::toNativeSeparators(target)));
        return;
    }
    m_message->hide();
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

void ExportDialog::showMessage(const QString& sentence)
{
    m_message->setText(sentence);
    m_message->show();
    adjustSize();
}

void ExportDialog::forgetConfirmation()
{
    m_confirmedPath.clear();
    m_export->setText(tr("&Export"));
    m_message->hide();
}

} // namespace bathyscope::ui
