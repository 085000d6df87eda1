// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/text/TextPreview.h"
#include "ui/plots/PlotData.h"
#include "ui/runs/BackgroundJob.h"

#include <QDialog>
#include <QTimer>

#include <filesystem>
#include <memory>

class QLabel;

namespace bathyscope::ui {

class HistogramPlot;
class MessageLabel;
class ReadOut;
class TokenTextView;

/// A text as the chosen model would read it, before anything runs: its tokens coloured by length, how lengths
/// are distributed, and how much of the text is read. Follows what is chosen while it is open; tokenises off
/// the GUI thread. GUI thread.
class TextPreviewDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit TextPreviewDialog(QWidget* parent = nullptr);
    ~TextPreviewDialog() override;

    /// What to show; of the request, the model's folder and what says how a text becomes tokens.
    void showText(const AnalysisRequest& request, std::shared_ptr<const Document> document);
    void showNothing(const QString& sentence); ///< which says why

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// A vocabulary is read once for all texts.
    struct LoadedTokenizer
    {
        std::filesystem::path folder;
        std::shared_ptr<const Tokenizer> tokenizer;
    };
    struct Result
    {
        TextPreview preview;
        LoadedTokenizer tokenizer;
    };

    void start();
    void showResult(Result result);
    void clear(const QString& sentence);

    AnalysisRequest m_request; ///< without its text
    std::shared_ptr<const Document> m_document; ///< null: there is none
    LoadedTokenizer m_tokenizer;
    HistogramData m_histogram;
    QLabel* m_name;
    QLabel* m_summary;
    MessageLabel* m_message;
    HistogramPlot* m_plot;
    ReadOut* m_readOut;
    TokenTextView* m_text;
    QTimer m_pause; ///< so that typing a number tokenises once
    BackgroundJob<Result> m_job;
};

} // namespace bathyscope::ui
