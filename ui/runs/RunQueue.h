// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"

#include <QObject>

#include <deque>
#include <map>
#include <utility>

namespace bathyscope::ui {

class AnalysisController;
class JournalKeeper;
class RunLibrary;

/// The runs that this session asks for: one computes, the others wait in the order in which they came. Tells
/// the library how they come on. GUI thread.
class RunQueue final : public QObject
{
    Q_OBJECT

public:
    RunQueue(AnalysisController& controller, RunLibrary& library, JournalKeeper& journals,
             QObject* parent = nullptr);

    /// Adds a run. It begins and is shown at once where nothing computes, else it waits.
    int add(AnalysisRequest request);

    /// Goes on with a run of the library that lacks layers, at once or when its turn comes.
    void goOn(int id, AnalysisRequest continuation);

    /// None of those that wait will begin.
    void withdrawAll();

    /// While something else computes no run begins.
    void setHeld(bool isHeld);

    [[nodiscard]] bool hasWork() const; ///< a run is going or waits

    /// What was asked for in this session; null for a run that was opened or recovered.
    [[nodiscard]] const AnalysisRequest* request(int id) const;

signals:
    void begun(int id); ///< it is the going one now

private:
    void enqueue(int id, AnalysisRequest request);
    void beginNext();
    void follow();

    AnalysisController& m_controller;
    RunLibrary& m_library;
    JournalKeeper& m_journals;
    std::deque<std::pair<int, AnalysisRequest>> m_waiting;
    std::map<int, AnalysisRequest> m_requests; ///< by run
    bool m_isHeld = false;
};

} // namespace bathyscope::ui
