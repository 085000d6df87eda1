// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "ui/runs/ComparedRuns.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace bathyscope::ui {

/// How a run of the library stands.
enum class LibraryRunState : std::uint8_t
{
    Waiting, ///< for another one to end
    Going,
    Finished,
    Stopped,
    Failed, ///< after some layers, which stay
};

/// A run of the session or of a file.
struct LibraryRun
{
    int id = 0; ///< never given twice
    QString model;
    QString text;
    QString name {}; ///< that the user gave it, which its snapshots have too; empty: none
    std::shared_ptr<const AnalysisSnapshot> snapshot; ///< the latest; null before the first
    LibraryRunState state = LibraryRunState::Going;
    std::filesystem::path file; ///< where it is saved; empty: nowhere
    std::size_t numInFile = 0; ///< layers that the file has: fewer where the run has gone on since
    QString nameInFile {}; ///< another one where the run has been renamed since

    [[nodiscard]] bool hasEnded() const; ///< neither waiting nor going
    [[nodiscard]] bool isSavable() const; ///< has ended with a layer, by itself or by the user
    [[nodiscard]] bool isUnsaved() const; ///< savable, and in no file as it is
    [[nodiscard]] bool isContinuable() const; ///< has ended after some of its layers
};

/// Every run of the session and every opened run file, oldest first; which of them all views show, and which
/// two are ticked to be compared. Keeps snapshots and nothing else. GUI thread.
class RunLibrary final : public QObject
{
    Q_OBJECT

public:
    explicit RunLibrary(QObject* parent = nullptr);
    ~RunLibrary() override;

    [[nodiscard]] const std::vector<LibraryRun>& runs() const;
    [[nodiscard]] const LibraryRun* run(int id) const; ///< null if there is none

    /// Adds a run that waits to be begun.
    int enqueue(const QString& model, const QString& text);

    /// A run that lacks layers waits to go on; withdraw() makes it again what it was.
    void enqueue(int id);
    void withdraw(int id);

    /// A run that waits, or lacks layers, begins to compute. One can go on at a time.
    void begin(int id);

    /// Adds a run that has just been started and shows it.
    int begin(const QString& model, const QString& text);

    /// The going run has come on; nothing where there is none.
    void update(std::shared_ptr<const AnalysisSnapshot> snapshot);

    /// The going run has ended. One that failed before its first layer is forgotten; one that failed to go on
    /// is what it was before.
    void end(bool hasFailed);

    /// Adds a run that was read from a file, in place of what was read from there before, and shows it.
    int add(std::shared_ptr<const AnalysisSnapshot> snapshot, const std::filesystem::path& file);

    /// Adds a run that was recovered and is in no file, and shows it.
    int recover(std::shared_ptr<const AnalysisSnapshot> snapshot);

    /// It has been saved as that picture shows it.
    void setFile(int id, const std::filesystem::path& file, const AnalysisSnapshot& saved);

    /// Gives a run a name of its own, in one line and not too long; an empty one takes it away.
    void rename(int id, const QString& name);

    /// Forgets a run; the newest other one is shown in its place. Not the going one.
    void remove(int id);

    [[nodiscard]] const LibraryRun* shown() const; ///< null while there are no runs
    void show(int id);

    [[nodiscard]] bool isTicked(int id) const;
    void setTicked(int id, bool isTicked); ///< a third one takes the place of the one ticked first
    void tickOnly(int first, int second);

    /// Both snapshots; null unless two are ticked and both have read their model and text.
    [[nodiscard]] std::optional<ComparedRuns> compared() const;

signals:
    void runsChanged(); ///< what the list says
    void shownChanged(); ///< another run is shown, or the shown one has come on
    void comparedChanged(); ///< other runs are compared, or one of them has come on

private:
    [[nodiscard]] LibraryRun* find(int id);
    LibraryRun& append(const QString& model, const QString& text);
    void tell(int id); ///< that run has changed

    std::vector<LibraryRun> m_runs;
    int m_lastId = 0;
    std::optional<int> m_going;
    std::size_t m_numBefore = 0; ///< layers that the going run began with
    std::optional<int> m_shown;
    std::vector<int> m_ticked; ///< two at most, the one ticked first in front
};

} // namespace bathyscope::ui
