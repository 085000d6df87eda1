// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/BackgroundJob.h"

#include <filesystem>
#include <memory>

namespace bathyscope {
class Tokenizer;
struct RunInfo;
} // namespace bathyscope

namespace bathyscope::ui {

/// What says what the tokens of the shown run say: the tokenizer of its model, read off the GUI thread once
/// for each model folder. GUI thread.
class RunTokenizer
{
public:
    RunTokenizer();
    ~RunTokenizer();
    RunTokenizer(const RunTokenizer&) = delete;
    RunTokenizer& operator=(const RunTokenizer&) = delete;
    RunTokenizer(RunTokenizer&&) = delete;
    RunTokenizer& operator=(RunTokenizer&&) = delete;

    /// Another run is shown. `folder` is its model's; empty where that is not on this machine.
    void setRun(const std::shared_ptr<const RunInfo>& run, const std::filesystem::path& folder);

    /// Null while it is being read, where it cannot be, and where it does not have all tokens of the run.
    [[nodiscard]] std::shared_ptr<const Tokenizer> tokenizer() const;

private:
    std::shared_ptr<const RunInfo> m_run;
    std::filesystem::path m_folder;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    BackgroundJob<std::shared_ptr<const Tokenizer>> m_reading;
};

} // namespace bathyscope::ui
