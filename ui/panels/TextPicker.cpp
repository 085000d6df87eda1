// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/TextPicker.h"

#include "core/support/KeptName.h"
#include "core/text/FileBytes.h"
#include "core/text/JsonLines.h"
#include "ui/hub/FineWebSample.h"
#include "ui/look/Icons.h"
#include "ui/look/Preferences.h"
#include "ui/widgets/FormRow.h"
#include "ui/widgets/MessageLabel.h"
#include "ui/words/ShownPath.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QFrame>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace bathyscope::ui {

namespace {

Document fetchFromEnvironment(const std::stop_token& stop)
{
    return fetchFineWeb(FineWebSettings::fromEnvironment(), stop);
}

/// While it lives, a thread of the pool only waits, and leaves its place to other work.
class WaitingPoolThread
{
public:
    WaitingPoolThread()
    {
        QThreadPool::globalInstance()->releaseThread();
    }
    ~WaitingPoolThread()
    {
        QThreadPool::globalInstance()->reserveThread();
    }
    WaitingPoolThread(const WaitingPoolThread&) = delete;
    WaitingPoolThread& operator=(const WaitingPoolThread&) = delete;
    WaitingPoolThread(WaitingPoolThread&&) = delete;
    WaitingPoolThread& operator=(WaitingPoolThread&&) = delete;
};

/// Plain text that gives way to what is narrower.
void makeModest(QLabel& label, const char* role)
{
    label.setProperty("role", QString::fromLatin1(role));
    label.setTextFormat(Qt::PlainText);
    label.setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

} // namespace

TextPicker::TextPicker(std::filesystem::path sample, TextFetch fetchFineWeb, QWidget* parent)
    : QWidget(parent)
    , m_sample(std::move(sample))
    , m_fetchFineWeb(fetchFineWeb ? std::move(fetchFineWeb) : TextFetch(&fetchFromEnvironment))
    , m_name(new QLabel(this))
    , m_size(new QLabel(this))
    , m_origin(new QLabel(this))
    , m_fetching(makeFetching())
    , m_field(new QComboBox)
    , m_fieldRow(makeField())
    , m_message(new MessageLabel(this))
    , m_reading([this](Reading reading) { showReading(std::move(reading)); },
                [this](const RunFailure& failure) { showFailure(failure); })
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeCard());
    layout->addWidget(m_fieldRow);
    layout->addWidget(makeButtons());
    layout->addWidget(m_message);
    openSample();
}

TextPicker::~TextPicker() = default;

QWidget* TextPicker::makeCard()
{
    makeModest(*m_name, "title");
    makeModest(*m_size, "secondary");
    makeModest(*m_origin, "secondary");
    m_size->setWordWrap(true);
    m_origin->setWordWrap(true);
    auto* preview = new QToolButton;
    preview->setObjectName(QStringLiteral("preview"));
    preview->setProperty("flat", true);
    preview->setIcon(icon(QStringLiteral("preview")));
    preview->setAccessibleName(tr("Preview the text"));
    preview->setToolTip(
        tr("Shows the text as the model would read it: its tokens, their lengths, and how much of it "
           "is read."));
    preview->setFocusPolicy(Qt::StrongFocus);
    connect(preview, &QToolButton::clicked, this, &TextPicker::previewRequested);

    auto* card = new QFrame(this);
    card->setObjectName(QStringLiteral("card"));
    auto* top = new QHBoxLayout;
    top->addWidget(m_name, 1);
    top->addWidget(preview);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(11, 5, 5, 9);
    layout->setSpacing(2);
    layout->addLayout(top);
    layout->addWidget(m_size);
    layout->addWidget(m_origin);
    layout->addWidget(m_fetching);
    return card;
}

QWidget* TextPicker::makeFetching()
{
    auto* row = new QWidget(this);
    auto* bar = new QProgressBar(row);
    bar->setRange(0, 0); // the server does not say how much will come, nor when
    bar->setTextVisible(false);
    bar->setAccessibleName(tr("A text is being fetched"));
    auto* cancel = new QPushButton(tr("Cancel"), row);
    cancel->setToolTip(tr("Stops fetching; the text before stays chosen."));
    cancel->setAccessibleName(tr("Cancel fetching the text"));
    connect(cancel, &QPushButton::clicked, this, &TextPicker::cancelFetching);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 4, 6, 0);
    layout->setSpacing(6);
    layout->addWidget(bar, 1);
    layout->addWidget(cancel);
    row->hide();
    return row;
}

QWidget* TextPicker::makeField()
{
    auto* row = new QWidget(this);
    auto* form = makeForm(*row);
    m_field->setEditable(true);
    m_field->setInsertPolicy(QComboBox::NoInsert);
    addFormRow(*form, tr("Te&xts in:"), *m_field,
               tr("The field of each line's JSON object that holds the text. Each line is a document."));
    connect(m_field, &QComboBox::textActivated, this, &TextPicker::readField);
    connect(m_field->lineEdit(), &QLineEdit::returnPressed, this,
            [this] { readField(m_field->currentText()); });
    row->hide();
    return row;
}

QWidget* TextPicker::makeButtons()
{
    auto* row = new QWidget(this);
    auto* layout = new QGridLayout(row);
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
        constexpr int numColumns = 2;
        layout->addWidget(button, layout->count() / numColumns, layout->count() % numColumns);
    };
    addButton("sample", tr("&Sample"),
              tr("The text that comes with the program: narrative, science, news, dialogue, a little code."),
              &TextPicker::openSample);
    addButton(
        "text", tr("Fi&le…"),
        tr("A plain text file in UTF-8, or JSON lines (.jsonl), each a document. It may also be dropped "
           "onto the window."),
        &TextPicker::browse);
    addButton("clipboard", tr("&Paste"), tr("Takes the text that is on the clipboard."), &TextPicker::paste);
    addButton("web", tr("Fine&Web"),
              tr("A hundred pages of the web, each a document: the beginning of the FineWeb sample, licence "
                 "ODC-By 1.0. Fetched from huggingface.co once, then kept on this machine."),
              &TextPicker::openFineWeb);
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

/// Until the text is here, what is chosen and its field stay.
void TextPicker::openFineWeb()
{
    read(QString::fromLatin1(fineWebName), [fetch = m_fetchFineWeb](const std::stop_token& stop) -> Reading {
        const WaitingPoolThread waiting;
        return {.document = std::make_shared<const Document>(fetch(stop)), .isFetched = true};
    });
    m_size->setText(tr("Asking for the text…"));
    m_fetching->show();
}

void TextPicker::cancelFetching()
{
    m_reading.cancel();
    describe();
    emit documentChanged();
}

void TextPicker::openFile(const std::filesystem::path& path)
{
    m_linesFile = isJsonLinesFile(path) ? path : std::filesystem::path();
    if (!m_linesFile.empty()) {
        readField(
            QString::fromUtf8(defaultTextField.data(), static_cast<qsizetype>(defaultTextField.size())));
        return;
    }
    read(shownPath(path.filename()), [path](const std::stop_token& /*stop*/) -> Reading {
        return {.document = std::make_shared<const Document>(readDocument(path))};
    });
}

/// The fields are known even where the one asked for is not there.
void TextPicker::readField(const QString& field)
{
    m_field->setCurrentText(field);
    read(shownPath(m_linesFile.filename()),
         [path = m_linesFile, field = field.toStdString()](const std::stop_token& /*stop*/) {
             const std::string bytes = readFileBytes(path);
             Reading reading;
             reading.fields = jsonLinesFields(bytes);
             try {
                 reading.document = std::make_shared<const Document>(
                     makeJsonLinesDocument(keptName(path.filename()), bytes, field));
             } catch (...) {
                 reading.failure = currentFailure();
             }
             return reading;
         });
}

void TextPicker::setText(const QString& name, const QString& text)
{
    m_linesFile.clear();
    read(name, [name, text](const std::stop_token& /*stop*/) -> Reading {
        return {.document =
                    std::make_shared<const Document>(makeDocument(name.toStdString(), text.toStdString()))};
    });
}

void TextPicker::browse()
{
    auto* dialog = new QFileDialog(this, tr("Open a text"), Preferences::folder("text"),
                                   tr("Texts (*.txt *.md *.tex *.rst *.jsonl *.ndjson);;All files (*)"));
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
    m_fieldRow->setVisible(!m_linesFile.empty());
    m_reading.start(std::move(work));
    m_name->setText(name);
    m_size->setText(tr("Reading…"));
    m_origin->hide();
    m_fetching->hide();
    emit documentChanged();
}

void TextPicker::showReading(Reading reading)
{
    showFields(reading.fields);
    if (!reading.document) {
        showFailure(reading.failure);
        return;
    }
    m_document = std::move(reading.document);
    if (reading.isFetched) {
        m_linesFile.clear();
        m_fieldRow->hide();
    }
    describe();
    if (m_document->numReplaced > 0) {
        m_message->showWarning(
            tr("%n ill-formed sequence(s) replaced", nullptr, static_cast<int>(m_document->numReplaced)),
            //: %1 is the number of a line, %2 of a byte
            tr("The text is not quite UTF-8: from line %1 (byte %2) on, what could not be read became "
               "“\uFFFD”.")
                .arg(QLocale().toString(static_cast<qulonglong>(m_document->firstReplacedLine)),
                     QLocale().toString(static_cast<qulonglong>(m_document->firstReplacedByte))));
    }
    emit documentChanged();
}

void TextPicker::showFailure(const RunFailure& failure)
{
    describe();
    m_message->showFailure(failure);
    emit documentChanged();
}

/// What can be chosen; what is chosen stays.
void TextPicker::showFields(const std::vector<std::string>& fields)
{
    const QString chosen = m_field->currentText();
    m_field->clear();
    for (const std::string& field : fields) {
        m_field->addItem(QString::fromStdString(field));
    }
    m_field->setCurrentText(chosen);
}

void TextPicker::describe()
{
    m_fetching->hide();
    if (!m_document) {
        m_name->setText(tr("No text"));
        m_size->setText(tr("Choose one below or drop a file onto the window."));
        return;
    }
    const QString name = shownPath(m_document->name);
    m_name->setText(name);
    m_name->setToolTip(name);
    //: %1 is a number with separators
    QString size =
        tr("%1 characters").arg(QLocale().toString(static_cast<qulonglong>(m_document->numCodePoints)));
    if (m_document->numDocuments > 1) {
        //: follows the number of characters of a text; %1 is a number with separators
        size +=
            tr(" in %1 documents").arg(QLocale().toString(static_cast<qulonglong>(m_document->numDocuments)));
    }
    m_size->setText(size);
    m_origin->setText(QString::fromStdString(m_document->origin));
    m_origin->setVisible(!m_document->origin.empty());
}

} // namespace bathyscope::ui
