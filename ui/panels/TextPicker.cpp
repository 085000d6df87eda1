// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/TextPicker.h"

#include "ui/Icons.h"
#include "ui/Preferences.h"
#include "ui/panels/MessageLabel.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace bathyscope::ui {

TextPicker::TextPicker(std::filesystem::path sample, QWidget* parent)
    : QWidget(parent)
    , m_sample(std::move(sample))
    , m_name(new QLabel(this))
    , m_size(new QLabel(this))
    , m_message(new MessageLabel(this))
    , m_reading([this](std::shared_ptr<const Document> document) { showDocument(std::move(document)); },
                [this](const RunFailure& failure) {
                    describe();
                    m_message->showFailure(failure);
                    emit documentChanged();
                })
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeCard());
    layout->addWidget(makeButtons());
    layout->addWidget(m_message);
    openSample();
}

TextPicker::~TextPicker() = default;

QWidget* TextPicker::makeCard()
{
    m_name->setProperty("role", QStringLiteral("title"));
    m_size->setProperty("role", QStringLiteral("secondary"));
    for (QLabel* label : {m_name, m_size}) {
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    auto* card = new QFrame(this);
    card->setObjectName(QStringLiteral("card"));
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(11, 9, 11, 9);
    layout->setSpacing(2);
    layout->addWidget(m_name);
    layout->addWidget(m_size);
    return card;
}

QWidget* TextPicker::makeButtons()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    const auto addButton = [&](const char* iconName, const QString& text, const QString& toolTip, auto slot) {
        auto* button = new QToolButton(row);
        button->setIcon(icon(QString::fromLatin1(iconName)));
        button->setText(text);
        button->setToolTip(toolTip);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &QToolButton::clicked, this, slot);
        layout->addWidget(button);
    };
    addButton("sample", tr("&Sample"),
              tr("The text that comes with the program: narrative, science, news, dialogue, a little code."),
              &TextPicker::openSample);
    addButton("text", tr("Fi&le…"), tr("A plain text file in UTF-8. It may also be dropped onto the window."),
              &TextPicker::browse);
    addButton("clipboard", tr("&Paste"), tr("Takes the text that is on the clipboard."), &TextPicker::paste);
    return row;
}

std::shared_ptr<const Document> TextPicker::document() const
{
    return m_document;
}

bool TextPicker::isReading() const
{
    return m_reading.isRunning();
}

void TextPicker::openSample()
{
    openFile(m_sample);
}

void TextPicker::openFile(const std::filesystem::path& path)
{
    read(QString::fromStdString(path.filename().string()), [path](const std::stop_token& /*stop*/) {
        return std::make_shared<const Document>(readDocument(path));
    });
}

void TextPicker::setText(const QString& name, const QString& text)
{
    read(name, [name, text](const std::stop_token& /*stop*/) {
        return std::make_shared<const Document>(makeDocument(name.toStdString(), text.toStdString()));
    });
}

void TextPicker::browse()
{
    auto* dialog = new QFileDialog(this, tr("Open a text"), Preferences::folder("text"),
                                   tr("Texts (*.txt *.md *.tex *.rst);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        Preferences::setFolder("text", QFileInfo(path).absolutePath());
        openFile(path.toStdString());
    });
    dialog->open();
}

void TextPicker::paste()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (text.isEmpty()) {
        m_message->showWarning(tr("There is no text on the clipboard"),
                               tr("Copy a text first, then paste it."));
    } else {
        setText(tr("Pasted text"), text);
    }
}

void TextPicker::read(const QString& name, Job::Work work)
{
    m_message->clear();
    m_reading.start(std::move(work));
    m_name->setText(name);
    m_size->setText(tr("Reading…"));
    emit documentChanged();
}

void TextPicker::showDocument(std::shared_ptr<const Document> document)
{
    m_document = std::move(document);
    describe();
    if (m_document->numReplaced > 0) {
        m_message->showWarning(
            tr("%n ill-formed sequence(s) replaced", nullptr, static_cast<int>(m_document->numReplaced)),
            tr("The text is not quite UTF-8: from byte %1 on, what could not be read became “\uFFFD”.")
                .arg(QLocale().toString(static_cast<qulonglong>(m_document->firstReplacedByte))));
    }
    emit documentChanged();
}

void TextPicker::describe()
{
    if (!m_document) {
        m_name->setText(tr("No text"));
        m_size->setText(tr("Choose one below or drop a file onto the window."));
        return;
    }
    const QString name = QString::fromStdString(m_document->name);
    m_name->setText(name);
    m_name->setToolTip(name);
    //: %1 is a number with separators
    m_size->setText(
        tr("%1 characters").arg(QLocale().toString(static_cast<qulonglong>(m_document->numCodePoints))));
}

} // namespace bathyscope::ui
