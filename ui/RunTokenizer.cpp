// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/RunTokenizer.h"

#include "core/analysis/AnalysisSnapshot.h"
#include "core/checkpoint/Checkpoint.h"
#include "core/text/Tokenizer.h"

#include <utility>

namespace bathyscope::ui {

RunTokenizer::RunTokenizer()
    : m_reading([this](std::shared_ptr<const Tokenizer> tokenizer) { m_tokenizer = std::move(tokenizer); },
                [](const RunFailure& /*failure*/) {
                    // A run can be looked at without its model: that there is no tokenizer says enough.
                })
{
}

RunTokenizer::~RunTokenizer() = default;

void RunTokenizer::setRun(const std::shared_ptr<const RunInfo>& run, const std::filesystem::path& folder)
{
    if (m_run == run && m_folder == folder) {
        return;
    }
    m_run = run;
    m_folder = folder;
    m_tokenizer = nullptr;
    m_reading.cancel();
    if (run && !folder.empty()) {
        m_reading.start([run, folder](const std::stop_token& /*stop*/) {
            const auto checkpoint = Checkpoint::open(folder);
            auto tokenizer = Tokenizer::load(checkpoint->vocabFile(), checkpoint->mergesFile());
            static_cast<void>(tokenizer->decode(run->windows.ids())); // throws where a token is unknown
            return tokenizer;
        });
    }
}

std::shared_ptr<const Tokenizer> RunTokenizer::tokenizer() const
{
    return m_tokenizer;
}

} // namespace bathyscope::ui
