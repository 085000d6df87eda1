// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/RunLibrary.h"

#include "core/analysis/RunContinuation.h"
#include "core/analysis/RunInfo.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr std::size_t numCompared = 2;

LibraryRunState stateOf(const AnalysisSnapshot& snapshot)
{
    switch (snapshot.outcome) {
    case RunOutcome::Running:
        break;
    case RunOutcome::Completed:
        return LibraryRunState::Finished;
    case RunOutcome::Stopped:
        return LibraryRunState::Stopped;
    }
    return LibraryRunState::Going;
}

/// The picture with that name; layers and all else are shared.
std::shared_ptr<const AnalysisSnapshot> named(std::shared_ptr<const AnalysisSnapshot> snapshot,
                                              const QString& name)
{
    std::string wanted = name.toStdString();
    if (!snapshot || snapshot->name == wanted) {
        return snapshot;
    }
    auto copy = std::make_shared<AnalysisSnapshot>(*snapshot);
    copy->name = std::move(wanted);
    return copy;
}

/// Model and text as the run itself names them, once it does.
void replace(LibraryRun& run, std::shared_ptr<const AnalysisSnapshot> snapshot)
{
    run.snapshot = named(std::move(snapshot), run.name);
    if (run.snapshot && run.snapshot->info) {
        run.model = QString::fromStdString(run.snapshot->info->modelName);
        run.text = QString::fromStdString(run.snapshot->info->textName);
    }
}

} // namespace

bool LibraryRun::hasEnded() const
{
    return state != LibraryRunState::Waiting && state != LibraryRunState::Going;
}

bool LibraryRun::isSavable() const
{
    return (state == LibraryRunState::Finished || state == LibraryRunState::Stopped) && snapshot
        && snapshot->info && snapshot->numFinished() > 0;
}

bool LibraryRun::isUnsaved() const
{
    return isSavable() && (file.empty() || snapshot->numFinished() != numInFile || name != nameInFile);
}

bool LibraryRun::isContinuable() const
{
    return hasEnded() && snapshot && isUnfinished(*snapshot);
}

RunLibrary::RunLibrary(QObject* parent)
    : QObject(parent)
{
}

RunLibrary::~RunLibrary() = default;

const std::vector<LibraryRun>& RunLibrary::runs() const
{
    return m_runs;
}

LibraryRun* RunLibrary::find(int id)
{
    const auto found = std::ranges::find(m_runs, id, &LibraryRun::id);
    return found != m_runs.end() ? &*found : nullptr;
}

const LibraryRun* RunLibrary::run(int id) const
{
    const auto found = std::ranges::find(m_runs, id, &LibraryRun::id);
    return found != m_runs.end() ? &*found : nullptr;
}

LibraryRun& RunLibrary::append(const QString& model, const QString& text)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_runs.push_back({.id = ++m_lastId,
                      .model = model,
                      .text = text,
                      .snapshot = nullptr,
                      .state = LibraryRunState::Waiting,
                      .file = {}});
    return m_runs.back();
}

void RunLibrary::tell(int id)
{
    emit runsChanged();
    if (m_shown == id) {
        emit shownChanged();
    }
    if (isTicked(id)) {
        emit comparedChanged();
    }
}

int RunLibrary::enqueue(const QString& model, const QString& text)
{
    const int id = append(model, text).id;
    tell(id);
    return id;
}

void RunLibrary::enqueue(int id)
{
    LibraryRun* run = find(id);
    Q_ASSERT(run && run->isContinuable());
    run->state = LibraryRunState::Waiting;
    tell(id);
}

void RunLibrary::withdraw(int id)
{
    LibraryRun* run = find(id);
    if (run && run->state == LibraryRunState::Waiting && run->snapshot) {
        run->state = stateOf(*run->snapshot);
        tell(id);
    }
}

void RunLibrary::begin(int id)
{
    Q_ASSERT(!m_going);
    LibraryRun* run = find(id);
    Q_ASSERT(run);
    run->state = LibraryRunState::Going;
    m_numBefore = run->snapshot ? run->snapshot->numFinished() : 0;
    m_going = id;
    tell(id);
}

int RunLibrary::begin(const QString& model, const QString& text)
{
    const int id = append(model, text).id;
    m_shown = id;
    begin(id);
    return id;
}

void RunLibrary::update(std::shared_ptr<const AnalysisSnapshot> snapshot)
{
    if (m_going && snapshot) {
        replace(*find(*m_going), std::move(snapshot));
        tell(*m_going);
    }
}

void RunLibrary::end(bool hasFailed)
{
    if (!m_going) {
        return;
    }
    const int id = *std::exchange(m_going, std::nullopt);
    LibraryRun& run = *find(id);
    const std::size_t numFinished = run.snapshot ? run.snapshot->numFinished() : 0;
    const bool hasLayers = numFinished > 0;
    const bool hasGoneOn = numFinished > m_numBefore;
    if (!run.snapshot || (hasFailed && (hasGoneOn || !hasLayers))) {
        run.state = LibraryRunState::Failed;
    } else {
        run.state = hasFailed ? LibraryRunState::Stopped : stateOf(*run.snapshot);
    }
    if (run.state == LibraryRunState::Failed && !hasLayers) {
        remove(id);
    } else {
        tell(id);
    }
}

int RunLibrary::add(std::shared_ptr<const AnalysisSnapshot> snapshot, const std::filesystem::path& file)
{
    const auto before = std::ranges::find_if(
        m_runs, [&file](const LibraryRun& run) { return run.file == file && run.hasEnded(); });
    LibraryRun& run = before != m_runs.end() ? *before : append({}, {});
    run.file = file;
    run.numInFile = snapshot->numFinished();
    run.name = run.nameInFile = QString::fromStdString(snapshot->name);
    run.state = stateOf(*snapshot);
    replace(run, std::move(snapshot));
    m_shown = run.id;
    const int id = run.id;
    tell(id);
    return id;
}

int RunLibrary::recover(std::shared_ptr<const AnalysisSnapshot> snapshot)
{
    LibraryRun& run = append({}, {});
    run.name = QString::fromStdString(snapshot->name);
    run.state = stateOf(*snapshot);
    replace(run, std::move(snapshot));
    m_shown = run.id;
    const int id = run.id;
    tell(id);
    return id;
}

void RunLibrary::setFile(int id, const std::filesystem::path& file, const AnalysisSnapshot& saved)
{
    if (LibraryRun* run = find(id)) {
        run->file = file;
        run->numInFile = saved.numFinished();
        run->nameInFile = QString::fromStdString(saved.name);
        emit runsChanged();
    }
}

void RunLibrary::rename(int id, const QString& name)
{
    constexpr qsizetype longest = 120;
    LibraryRun* run = find(id);
    QString wanted = name.simplified().left(longest);
    if (run && run->name != wanted) {
        run->name = std::move(wanted);
        run->snapshot = named(std::move(run->snapshot), run->name);
        tell(id);
    }
}

void RunLibrary::remove(int id)
{
    Q_ASSERT(m_going != id);
    if (!find(id)) {
        return;
    }
    std::erase_if(m_runs, [id](const LibraryRun& run) { return run.id == id; });
    const bool wasTicked = std::erase(m_ticked, id) > 0;
    const bool wasShown = m_shown == id;
    if (wasShown) {
        m_shown = m_runs.empty() ? std::nullopt : std::optional(m_runs.back().id);
    }
    emit runsChanged();
    if (wasShown) {
        emit shownChanged();
    }
    if (wasTicked) {
        emit comparedChanged();
    }
}

const LibraryRun* RunLibrary::shown() const
{
    return m_shown ? run(*m_shown) : nullptr;
}

void RunLibrary::show(int id)
{
    if (m_shown != id && find(id)) {
        m_shown = id;
        emit runsChanged();
        emit shownChanged();
    }
}

bool RunLibrary::isTicked(int id) const
{
    return std::ranges::find(m_ticked, id) != m_ticked.end();
}

void RunLibrary::setTicked(int id, bool isTicked)
{
    if (!find(id) || this->isTicked(id) == isTicked) {
        return;
    }
    if (isTicked) {
        if (m_ticked.size() == numCompared) {
            m_ticked.erase(m_ticked.begin());
        }
        m_ticked.push_back(id);
    } else {
        std::erase(m_ticked, id);
    }
    emit runsChanged();
    emit comparedChanged();
}

void RunLibrary::tickOnly(int first, int second)
{
    Q_ASSERT(find(first) && find(second) && first != second);
    m_ticked = {first, second};
    emit runsChanged();
    emit comparedChanged();
}

std::optional<ComparedRuns> RunLibrary::compared() const
{
    if (m_ticked.size() != numCompared) {
        return std::nullopt;
    }
    const auto [first, second] = std::minmax(m_ticked.front(), m_ticked.back()); // by age, as in the list
    const ComparedRuns runs {run(first)->snapshot, run(second)->snapshot};
    const bool areReady =
        std::ranges::all_of(runs, [](const auto& snapshot) { return snapshot && snapshot->info; });
    return areReady ? std::optional(runs) : std::nullopt;
}

} // namespace bathyscope::ui
