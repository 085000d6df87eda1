// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "ui/runs/BackgroundJob.h"
#include "ui/runs/RunFailure.h"

#include <QObject>
#include <QString>

#include <deque>
#include <filesystem>
#include <memory>
#include <vector>

namespace bathyscope::ui {

struct LibraryRun;

/// Writes runs to files, one after another, off the GUI thread. GUI thread.
class RunSaver final : public QObject
{
    Q_OBJECT

public:
    explicit RunSaver(QObject* parent = nullptr);

    /// "sample-12-sample-text.safetensors", or after the run's own name, without what file names cannot hold.
    [[nodiscard]] static QString suggestedName(const LibraryRun& run);

    /// Writes a savable run; saved() or failed() follows.
    void save(const LibraryRun& run, const std::filesystem::path& file);

    /// Writes several into a folder under their suggested names, numbered where a name is taken.
    void saveAll(const std::vector<const LibraryRun*>& runs, const std::filesystem::path& folder);

    [[nodiscard]] bool isSaving() const;

signals:
    void saving(const std::filesystem::path& file);
    void saved(int run, const std::filesystem::path& file,
               const std::shared_ptr<const bathyscope::AnalysisSnapshot>& snapshot);
    void failed(const bathyscope::ui::RunFailure& failure);
    void ended(bool areAllSaved); ///< nothing is left to write

private:
    struct Order
    {
        int run = 0;
        std::shared_ptr<const AnalysisSnapshot> snapshot;
        std::filesystem::path file;
    };

    void next();

    std::deque<Order> m_orders; ///< the first one is being written
    bool m_areAllSaved = true;
    BackgroundJob<Order> m_writing;
};

} // namespace bathyscope::ui
