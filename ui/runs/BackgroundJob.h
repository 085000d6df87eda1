// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/RunFailure.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <stop_token>
#include <utility>
#include <variant>

namespace bathyscope::ui {

/// Work of a kind on the thread pool, newest wins: starting it again stops and forgets what was under way.
/// Used on the GUI thread, where the callbacks are called; never after destruction. Work that has begun runs
/// to its end (or until it looks at its stop token), so a file that is being written is written.
template <typename Result>
class BackgroundJob
{
public:
    using Work = std::function<Result(const std::stop_token&)>;
    using Done = std::function<void(Result)>;
    using Failed = std::function<void(const RunFailure&)>;

    BackgroundJob(Done done, Failed failed)
        : m_done(std::move(done))
        , m_failed(std::move(failed))
    {
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] { deliver(); });
    }
    ~BackgroundJob()
    {
        m_stop.request_stop();
    }
    BackgroundJob(const BackgroundJob&) = delete;
    BackgroundJob& operator=(const BackgroundJob&) = delete;
    BackgroundJob(BackgroundJob&&) = delete;
    BackgroundJob& operator=(BackgroundJob&&) = delete;

    void start(Work work)
    {
        cancel();
        m_stop = std::stop_source();
        m_isRunning = true;
        const auto promise = std::make_shared<QPromise<Outcome>>(); // std::function wants it copyable
        m_watcher.setFuture(promise->future());
        QThreadPool::globalInstance()->start([promise, work = std::move(work), stop = m_stop.get_token()] {
            promise->start();
            promise->addResult(outcomeOf(work, stop));
            promise->finish();
        });
    }

    /// Stops and forgets what is under way: no callback follows.
    void cancel()
    {
        m_stop.request_stop();
        m_isRunning = false;
        m_watcher.setFuture(QFuture<Outcome>());
    }

    [[nodiscard]] bool isRunning() const
    {
        return m_isRunning;
    }

private:
    using Outcome = std::variant<Result, RunFailure>;

    static Outcome outcomeOf(const Work& work, const std::stop_token& stop)
    {
        try {
            return work(stop);
        } catch (...) {
            return currentFailure();
        }
    }

    void deliver()
    {
        if (!m_isRunning || m_watcher.future().resultCount() == 0) {
            return; // the empty future of cancel()
        }
        m_isRunning = false;
        Outcome outcome = m_watcher.future().takeResult();
        if (auto* result = std::get_if<Result>(&outcome)) {
            m_done(std::move(*result));
        } else {
            m_failed(std::get<RunFailure>(outcome));
        }
    }

    Done m_done;
    Failed m_failed;
    std::stop_source m_stop;
    bool m_isRunning = false;
    QFutureWatcher<Outcome> m_watcher;
};

} // namespace bathyscope::ui
