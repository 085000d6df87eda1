// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokens/RunTokenizer.h"

#include "core/analysis/RunInfo.h"
#include "core/checkpoint/Checkpoint.h"
#include "core/text/TokenTexts.h"
#include "core/text/Tokenizer.h"

#include <utility>

namespace bathyscope::ui {

RunTokenizer::RunTokenizer(QObject* parent)
    : QObject(parent)
    , m_reading(
          [this](Read read) {
              m_read = std::move(read);
              emit changed();
          },
          [this](const RunFailure& failure) {
              //: %1 is a sentence in English that says which file is missing or what is wrong with it
              m_problem = tr("What the tokens say is not known, for the tokenizer of the run's model cannot "
                             "be read: %1")
                              .arg(failure.detail);
              emit changed();
          })
{
}

RunTokenizer::~RunTokenizer() = default;

void RunTokenizer::setRun(const std::shared_ptr<const RunInfo>& run, const std::filesystem::path& folder)
{
    std::erase_if(m_shownFolders, [](const auto& shown) { return shown.first.expired(); });
    const auto shown = run ? m_shownFolders.find(run) : m_shownFolders.end();
    const std::filesystem::path& counting = shown != m_shownFolders.end() ? shown->second : folder;
    if (m_run == run && m_folder == counting) {
        return;
    }
    m_run = run;
    m_folder = counting;
    read();
}

void RunTokenizer::setFolder(const std::shared_ptr<const RunInfo>& run, const std::filesystem::path& folder)
{
    m_shownFolders[run] = folder;
    if (run && run == m_run) {
        setRun(run, folder);
    }
}

void RunTokenizer::read()
{
    m_reading.cancel();
    m_read = {};
    m_problem.clear();
    if (m_run && m_folder.empty()) {
        //: %1 is the name of a model
        m_problem = tr("What the tokens say is not known, for the tokenizer of %1 (vocab.json and "
                       "merges.txt) is not on this machine.")
                        .arg(QString::fromStdString(m_run->modelName));
    } else if (m_run) {
        m_reading.start([run = m_run, folder = m_folder](const std::stop_token& /*stop*/) -> Read {
            const auto checkpoint = Checkpoint::open(folder);
            auto tokenizer = Tokenizer::load(checkpoint->vocabFile(), checkpoint->mergesFile());
            // Throws where a token is unknown.
            auto tokens = std::make_shared<const TokenTexts>(run->windows, run->features, *tokenizer);
            return {.tokenizer = std::move(tokenizer), .tokens = std::move(tokens)};
        });
    }
    emit changed();
}

std::shared_ptr<const Tokenizer> RunTokenizer::tokenizer() const
{
    return m_read.tokenizer;
}

RunTexts RunTokenizer::textsOf(const std::shared_ptr<const RunInfo>& run) const
{
    if (!run || run != m_run) {
        return {};
    }
    return {.tokens = m_read.tokens, .isReading = m_reading.isRunning(), .problem = m_problem};
}

} // namespace bathyscope::ui
