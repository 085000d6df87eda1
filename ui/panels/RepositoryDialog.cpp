// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/RepositoryDialog.h"

#include "core/support/Error.h"
#include "ui/look/Icons.h"
#include "ui/widgets/MessageLabel.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace bathyscope::ui {

namespace {

constexpr int margin = 14; // device-independent pixels
constexpr int leastWidth = 420;

} // namespace

RepositoryDialog::RepositoryDialog(QWidget* parent)
    : QDialog(parent)
    , m_name(new QLineEdit(this))
    , m_message(new MessageLabel(this))
{
    setWindowTitle(tr("Fetch a model from the hub"));
    auto* label = new QLabel(tr("&Repository on Hugging Face:"), this);
    label->setBuddy(m_name);
    m_name->setPlaceholderText(QStringLiteral("EleutherAI/gpt-neo-125m"));
    m_name->setToolTip(tr("Owner, slash, name; a branch or commit may follow after @."));
    m_name->setAccessibleName(tr("Repository on Hugging Face"));
    auto* note = new QLabel(
        tr("Any GPT-Neo with safetensors and GPT-2's kind of tokenizer files can be fetched. Only the "
           "files that a run reads are downloaded."),
        this);
    note->setProperty("role", QStringLiteral("secondary"));
    note->setWordWrap(true);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* fetch = buttons->addButton(tr("Download"), QDialogButtonBox::AcceptRole);
    fetch->setIcon(icon(QStringLiteral("fetch")));
    fetch->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &RepositoryDialog::confirm);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textEdited, m_message, &MessageLabel::clear);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(6);
    layout->addWidget(label);
    layout->addWidget(m_name);
    layout->addWidget(note);
    layout->addWidget(m_message);
    layout->addSpacing(margin);
    layout->addWidget(buttons);
    setMinimumWidth(leastWidth);
}

/// The part that people copy from a browser's address line is taken off.
void RepositoryDialog::confirm()
{
    QString name = m_name->text().trimmed();
    const QString address = QStringLiteral("https://huggingface.co/");
    if (name.startsWith(address)) {
        name = name.sliced(address.size());
    }
    try {
        emit chosen(modelOrder(name.toStdString()));
        accept();
    } catch (const Error& error) {
        m_message->showWarning(tr("This is not the name of a repository"), QString::fromUtf8(error.what()));
    }
}

} // namespace bathyscope::ui
