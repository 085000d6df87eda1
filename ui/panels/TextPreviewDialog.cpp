// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/TextPreviewDialog.h"

#include "core/checkpoint/ModelFiles.h"
#include "ui/figures/TextPreviewData.h"
#include "ui/plots/HistogramPlot.h"
#include "ui/tokens/TokenTextView.h"
#include "ui/widgets/FillingLayout.h"
#include "ui/widgets/MessageLabel.h"
#include "ui/widgets/ReadOut.h"
#include "ui/words/ShownPath.h"

#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

#include <chrono>
#include <utility>
#include <vector>

namespace bathyscope::ui {

namespace {

constexpr int margin = 14; // device-independent pixels, as all lengths here
constexpr int plotHeight = 180;
constexpr QSize startSize {820, 760};
constexpr std::chrono::milliseconds pause {150};

} // namespace

TextPreviewDialog::TextPreviewDialog(QWidget* parent)
    : QDialog(parent)
    , m_name(new QLabel)
    , m_summary(new QLabel)
    , m_message(new MessageLabel)
    , m_plot(new HistogramPlot)
    , m_readOut(new ReadOut)
    , m_text(new TokenTextView)
    , m_job([this](Result result) { showResult(std::move(result)); },
            [this](const RunFailure& failure) {
                clear({});
                m_message->showFailure(failure);
            })
{
    setWindowTitle(tr("Text Preview"));
    m_name->setProperty("role", QStringLiteral("title"));
    for (QLabel* label : {m_name, m_summary}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_summary->setAccessibleName(tr("The text in numbers"));
    m_plot->setAccessibleName(tr("How many tokens have each length"));
    m_plot->setMinimumHeight(plotHeight / 2);

    auto* head = new QVBoxLayout;
    head->setContentsMargins(margin, margin, margin, margin / 2);
    head->setSpacing(4);
    head->addWidget(m_name);
    head->addWidget(m_summary);
    head->addWidget(m_message);
    QWidget* distribution = stacked({m_plot, m_readOut}, m_plot);
    auto* parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    parts->addWidget(distribution);
    parts->addWidget(m_text);
    parts->setStretchFactor(1, 1);
    parts->setSizes({plotHeight + m_readOut->sizeHint().height(), startSize.height() - plotHeight});
    QVBoxLayout* layout = fillingLayout(this);
    layout->addLayout(head);
    layout->addWidget(parts, 1);
    resize(startSize);

    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &TextPreviewDialog::start);
    connect(m_plot, &HistogramPlot::hovered, this, [this](int bin) {
        m_readOut->setReading(bin < 0 || m_histogram.series.empty() ? QString()
                                                                    : lengthBinText(m_histogram, bin));
    });
}

TextPreviewDialog::~TextPreviewDialog() = default;

void TextPreviewDialog::showText(const AnalysisRequest& request, std::shared_ptr<const Document> document)
{
    const bool isAnother = document != m_document || request.modelFolder != m_request.modelFolder
        || request.maxTokens != m_request.maxTokens || request.windowLength != m_request.windowLength
        || request.splitsDocuments != m_request.splitsDocuments
        || request.tokenOptions != m_request.tokenOptions;
    if (!isAnother) {
        return;
    }
    m_request = request;
    m_request.text = Document();
    m_document = std::move(document);
    m_job.cancel();
    if (isVisible()) {
        m_summary->setText(tr("Being tokenised…"));
        m_pause.start();
    }
}

void TextPreviewDialog::showNothing(const QString& sentence)
{
    m_pause.stop();
    m_job.cancel();
    m_document.reset();
    clear(sentence);
}

void TextPreviewDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    if (m_document && !m_job.isRunning()) {
        start();
    }
}

void TextPreviewDialog::start()
{
    m_message->clear();
    m_name->setText(shownPath(m_document->name));
    m_summary->setText(tr("Being tokenised…"));
    m_job.start([request = m_request, document = m_document,
                 known = m_tokenizer](const std::stop_token& stop) -> Result {
        LoadedTokenizer loaded = known;
        if (!loaded.tokenizer || loaded.folder != request.modelFolder) {
            const TokenizerFiles files = tokenizerFiles(request.modelFolder);
            loaded = {.folder = request.modelFolder,
                      .tokenizer = Tokenizer::load(files.vocabulary, files.merges)};
        }
        const WindowPlan plan {.maxTokens = request.maxTokens,
                               .windowLength =
                                   request.windowLength == 0 ? usualWindowLength : request.windowLength,
                               .splitsDocuments = request.splitsDocuments};
        TextPreview preview = previewText(*document, *loaded.tokenizer, plan, request.tokenOptions, stop);
        return {.preview = std::move(preview), .tokenizer = std::move(loaded)};
    });
}

void TextPreviewDialog::showResult(Result result)
{
    m_tokenizer = std::move(result.tokenizer);
    const TokenFeatures& features = result.preview.tokens->features();
    m_summary->setText(textPreviewSummary(result.preview, m_document->numDocuments));
    m_histogram = lengthHistogram(features);
    m_plot->setData(m_histogram);
    m_text->setTokens(result.preview.tokens);
    m_text->setValues({features.length.begin(), features.length.end()},
                      {.scale = TokenColoring::Scale::Amount,
                       .valueName = tr("Length"),
                       .decimals = 0,
                       .isReadOut = false});
}

void TextPreviewDialog::clear(const QString& sentence)
{
    m_message->clear();
    m_name->setText(m_document ? shownPath(m_document->name) : QString());
    m_summary->setText(sentence);
    m_histogram = {};
    m_plot->setData(m_histogram);
    m_text->setTokens(nullptr);
}

} // namespace bathyscope::ui
