// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/BackgroundJob.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <map>
#include <memory>

namespace bathyscope {
class Tokenizer;
class TokenTexts;
struct RunInfo;
} // namespace bathyscope

namespace bathyscope::ui {

/// What is known of what the tokens of a run say.
struct RunTexts
{
    std::shared_ptr<const TokenTexts> tokens; ///< null: not known
    bool isReading = false;
    QString problem; ///< where they will not be known: a sentence that says what is missing
    bool operator==(const RunTexts&) const = default;
};

/// What says what the tokens of the shown run say: the tokenizer of its model, and the tokens in its words,
/// read off the GUI thread once for each run and model folder. GUI thread.
class RunTokenizer final : public QObject
{
    Q_OBJECT

public:
    explicit RunTokenizer(QObject* parent = nullptr);
    ~RunTokenizer() override;

    /// Another run is shown. `folder` is its model's; empty where that is not on this machine.
    void setRun(const std::shared_ptr<const RunInfo>& run, const std::filesystem::path& folder);

    /// The user has shown where the model of a run is, which counts for as long as the run is open.
    void setFolder(const std::shared_ptr<const RunInfo>& run, const std::filesystem::path& folder);

    /// Null while it is being read, where it cannot be, and where it does not have all tokens of the run.
    [[nodiscard]] std::shared_ptr<const Tokenizer> tokenizer() const;

    /// Of the shown run; of any other, nothing is known.
    [[nodiscard]] RunTexts textsOf(const std::shared_ptr<const RunInfo>& run) const;

signals:
    void changed(); ///< textsOf() the shown run

private:
    struct Read
    {
        std::shared_ptr<const Tokenizer> tokenizer;
        std::shared_ptr<const TokenTexts> tokens;
    };

    void read();

    std::shared_ptr<const RunInfo> m_run;
    std::filesystem::path m_folder;
    std::map<std::weak_ptr<const RunInfo>, std::filesystem::path, std::owner_less<>> m_shownFolders;
    Read m_read;
    QString m_problem;
    BackgroundJob<Read> m_reading;
};

} // namespace bathyscope::ui
