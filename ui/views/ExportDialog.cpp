// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ExportDialog.h"

#include "core/support/AtomicFile.h"
#include "core/support/Error.h"
#include "ui/plots/PlotWidget.h"
#include "ui/views/SnapshotView.h"

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
#include <QSettings>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardPaths>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <filesystem>
#include <utility>

namespace bathyscope::ui {

namespace {

// Column widths of journals, 85 and 175 mm, at 96 device-independent pixels an inch, in 4 : 3.
constexpr QSize singleColumn {321, 241};
constexpr QSize doubleColumn {661, 496};
constexpr QSize slide {1920, 1080};
constexpr int smallestSide = 100;
constexpr int largestSide = 10000;

const QString folderKey = QStringLiteral("export/folder");
const QString formatKey = QStringLiteral("export/format");
const QString presetKey = QStringLiteral("export/preset");
const QString sizeKey = QStringLiteral("export/size");
const QString captionKey = QStringLiteral("export/caption");

const QString csvFormat = QStringLiteral("csv");
const QString screenPreset = QStringLiteral("screen");
const QString freePreset = QStringLiteral("free");

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
    , m_screenSize(m_plot ? m_plot->size() : slide)
    , m_format(new QComboBox)
    , m_path(new QLineEdit)
    , m_preset(new QComboBox)
    , m_width(new QSpinBox)
    , m_height(new QSpinBox)
    , m_withCaption(new QCheckBox(tr("&Caption:")))
    , m_captionText(new QLabel(m_caption))
    , m_message(new QLabel)
{
    setWindowTitle(tr("Export plot"));
    makeForm();
    restoreChoices(view.exportName());

    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::followFormat);
    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::followPath);
    connect(m_preset, &QComboBox::currentIndexChanged, this, &ExportDialog::followPreset);
    for (QSpinBox* side : {m_width, m_height}) {
        connect(side, &QSpinBox::valueChanged, this, [this] {
            const QSignalBlocker blocker(m_preset);
            m_preset->setCurrentIndex(m_preset->findData(freePreset));
        });
    }
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
    QWidget* sizeRow = makeSizeRow();
    form->addRow(buddyOf(m_preset, tr("Si&ze:")), sizeRow);
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
                           {m_preset, tr("Size")},
                           {m_width, tr("Width")},
                           {m_height, tr("Height")},
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

QWidget* ExportDialog::makeSizeRow()
{
    m_preset->addItem(tr("As on screen"), screenPreset);
    m_preset->addItem(tr("Slide, 1920 × 1080"), QStringLiteral("slide"));
    m_preset->addItem(tr("Single column, 85 mm"), QStringLiteral("single"));
    m_preset->addItem(tr("Double column, 175 mm"), QStringLiteral("double"));
    m_preset->addItem(tr("Free"), freePreset);
    m_preset->setToolTip(tr("The text keeps its size: a small plot has larger text beside its lines."));
    for (QSpinBox* side : {m_width, m_height}) {
        side->setRange(smallestSide, largestSide);
        side->setSuffix(tr(" px"));
    }
    m_width->setToolTip(tr("Width in pixels; 96 pixels are an inch of an SVG or PDF."));
    m_height->setToolTip(tr("Height in pixels; 96 pixels are an inch of an SVG or PDF."));

    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_preset, 1);
    layout->addWidget(buddyOf(m_width, tr("&Width:")));
    layout->addWidget(m_width);
    layout->addWidget(buddyOf(m_height, tr("&Height:")));
    layout->addWidget(m_height);
    return row;
}

void ExportDialog::restoreChoices(const QString& name)
{
    const QSettings settings;
    QString folder = settings.value(folderKey).toString();
    if (folder.isEmpty() || !QFileInfo(folder).isDir()) {
        folder = firstFolder();
    }
    const int formatIndex = m_format->findData(settings.value(formatKey, QStringLiteral("png")));
    m_format->setCurrentIndex(formatIndex < 0 ? 0 : formatIndex);
    m_path->setText(QDir::toNativeSeparators(QDir(folder).filePath(name + QLatin1Char('.') + format())));
    m_withCaption->setChecked(settings.value(captionKey, true).toBool());

    const QString preset = settings.value(presetKey, screenPreset).toString();
    const int presetIndex = m_preset->findData(preset);
    m_preset->setCurrentIndex(presetIndex < 0 ? 0 : presetIndex);
    followPreset();
    if (preset == freePreset) {
        const QSize size = settings.value(sizeKey, m_screenSize).toSize();
        m_width->setValue(size.width());
        m_height->setValue(size.height());
    }
    followFormat();
}

void ExportDialog::rememberChoices() const
{
    QSettings settings;
    settings.setValue(folderKey, QFileInfo(path()).absolutePath());
    settings.setValue(formatKey, format());
    settings.setValue(presetKey, m_preset->currentData());
    settings.setValue(sizeKey, imageSize());
    settings.setValue(captionKey, m_withCaption->isChecked());
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

QSize ExportDialog::imageSize() const
{
    return {m_width->value(), m_height->value()};
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
    for (QWidget* control : {static_cast<QWidget*>(m_preset), static_cast<QWidget*>(m_width),
                             static_cast<QWidget*>(m_height), static_cast<QWidget*>(m_withCaption)}) {
        control->setEnabled(isImage);
    }
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

void ExportDialog::followPreset()
{
    const QString preset = m_preset->currentData().toString();
    QSize size = m_screenSize;
    if (preset == freePreset) {
        return;
    }
    if (preset == QStringLiteral("slide")) {
        size = slide;
    } else if (preset == QStringLiteral("single")) {
        size = singleColumn;
    } else if (preset == QStringLiteral("double")) {
        size = doubleColumn;
    }
    const QSignalBlocker blockWidth(m_width);
    const QSignalBlocker blockHeight(m_height);
    m_width->setValue(size.width());
    m_height->setValue(size.height());
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
    if (format() != csvFormat) {
        return m_plot->exportImage(target, imageSize(), m_withCaption->isChecked() ? m_caption : QString());
    }
    try {
        AtomicFile file(std::filesystem::path(target.toStdString()));
        file.write(m_view->csv().toStdString());
        file.commit();
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
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
