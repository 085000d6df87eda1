// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/ExportForm.h"

#include "ui/widgets/FigureSizeBox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace bathyscope::ui {

ExportForm::ExportForm(const QString& title, std::optional<FigureSize> onScreen, const QString& captionSwitch,
                       QWidget* parent)
    : QDialog(parent)
    , m_form(new QFormLayout)
    , m_path(new QLineEdit)
    , m_format(new QComboBox)
    , m_size(new FigureSizeBox(onScreen))
    , m_withCaption(new QCheckBox(captionSwitch))
    , m_message(new QLabel)
    , m_export(new QPushButton(tr("&Export")))
{
    setWindowTitle(title);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_export->setObjectName(QStringLiteral("export"));
    m_message->setObjectName(QStringLiteral("message"));
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_message->hide();
    m_format->setAccessibleName(tr("Format"));
    m_withCaption->setAccessibleName(tr("Caption"));
    m_message->setAccessibleName(tr("Message"));
}

ExportForm::~ExportForm() = default;

void ExportForm::addRow(const QString& label, QWidget& control)
{
    addRow(label, control, control);
}

void ExportForm::addRow(const QString& label, QWidget& control, QWidget& field)
{
    auto* text = new QLabel(label);
    text->setBuddy(&control);
    m_form->addRow(text, &field);
}

void ExportForm::addPathRow(const QString& label, const QString& toolTip, const QString& browseToolTip)
{
    constexpr int comfortableWidth = 380; // a folder and a file name
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_path->setMinimumWidth(comfortableWidth);
    m_path->setToolTip(toolTip);
    m_path->setAccessibleName(QString(label).remove(QLatin1Char('&')).remove(QLatin1Char(':')));
    auto* browseButton = new QToolButton;
    browseButton->setText(tr("&Browse…"));
    browseButton->setToolTip(browseToolTip);
    browseButton->setFocusPolicy(Qt::StrongFocus);
    connect(browseButton, &QToolButton::clicked, this, &ExportForm::browse);
    layout->addWidget(m_path, 1);
    layout->addWidget(browseButton);
    addRow(label, *m_path, *row);
}

void ExportForm::layOut(QWidget* belowForm)
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_export, QDialogButtonBox::AcceptRole);
    m_cancel = buttons->button(QDialogButtonBox::Cancel);
    m_cancel->setObjectName(QStringLiteral("cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportForm::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportForm::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(m_form);
    if (belowForm) {
        layout->addWidget(belowForm);
    }
    layout->addWidget(m_message);
    layout->addWidget(buttons);
    m_export->setDefault(true);
    m_path->setFocus();
}

void ExportForm::choose(const QString& path)
{
    if (!path.isEmpty()) {
        m_path->setText(QDir::toNativeSeparators(path));
        m_confirmed = this->path() == path ? conflict() : QString();
    }
}

QString ExportForm::conflict() const
{
    return QFileInfo::exists(path())
        ? tr("%1 exists already: press Replace to overwrite it, or choose another name.")
              .arg(QDir::toNativeSeparators(path()))
        : QString();
}

bool ExportForm::mayWrite()
{
    const QString inTheWay = conflict();
    if (inTheWay.isEmpty() || m_confirmed == inTheWay) {
        m_message->hide();
        return true;
    }
    m_confirmed = inTheWay;
    m_export->setText(tr("R&eplace"));
    showMessage(inTheWay);
    return false;
}

void ExportForm::showMessage(const QString& sentence)
{
    m_message->setText(sentence);
    m_message->show();
    adjustSize();
}

void ExportForm::forgetConfirmation()
{
    m_confirmed.clear();
    m_export->setText(tr("&Export"));
    m_message->hide();
}

} // namespace bathyscope::ui
