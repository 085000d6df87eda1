// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/SelectionState.h"

#include <utility>

namespace bathyscope::ui {

namespace {

constexpr std::size_t maxHistory = 200;

} // namespace

SelectionState::SelectionState(QObject* parent)
    : QObject(parent)
{
}

const Selection& SelectionState::selection() const
{
    return m_selection;
}

std::optional<int> SelectionState::layer() const
{
    return m_selection.layer;
}

std::optional<std::size_t> SelectionState::neuron() const
{
    return m_selection.neuron;
}

std::optional<std::size_t> SelectionState::token() const
{
    return m_selection.token;
}

std::optional<RRange> SelectionState::rRange() const
{
    return m_selection.rRange;
}

void SelectionState::select(const Selection& selection)
{
    add({.selection = selection, .madeIn = m_run}, false);
}

void SelectionState::jump(const Selection& selection, const QString& view)
{
    if (view == m_view) {
        select(selection);
    } else {
        m_history[m_current].view = m_view;
        add({.selection = selection, .madeIn = m_run, .view = view}, false);
        setView(view);
    }
    emit viewWanted(view); // the user may have closed the one that was looked at last
}

void SelectionState::setView(const QString& id)
{
    if (m_view != id) {
        m_view = id;
        emit historyChanged();
    }
}

void SelectionState::step(const Selection& selection)
{
    add({.selection = selection, .madeIn = m_run}, true);
}

void SelectionState::setLayer(std::optional<int> layer)
{
    select(withLayer(layer));
}

Selection SelectionState::withLayer(std::optional<int> layer) const
{
    return layer == m_selection.layer ? m_selection : Selection {.layer = layer, .token = m_selection.token};
}

void SelectionState::setRun(const std::shared_ptr<const RunInfo>& run)
{
    if (m_run.lock() != run) {
        m_run = run;
        show(fit(m_history[m_current]));
        emit historyChanged();
    }
}

std::shared_ptr<const RunInfo> SelectionState::run() const
{
    return m_run.lock();
}

bool SelectionState::canGoBack() const
{
    return find(-1).has_value();
}

bool SelectionState::canGoForward() const
{
    return find(1).has_value();
}

void SelectionState::goBack()
{
    goTo(find(-1));
}

void SelectionState::goForward()
{
    goTo(find(1));
}

std::optional<Selection> SelectionState::previous() const
{
    return selectionAt(find(-1));
}

std::optional<Selection> SelectionState::next() const
{
    return selectionAt(find(1));
}

void SelectionState::add(Entry added, bool isStep)
{
    const Selection fitting = fit(added);
    if (fitting == m_selection && !leadsToAnotherView(added)) {
        return;
    }
    m_history.resize(m_current + 1);
    if (isStep && m_isStepping) {
        m_history.back() = std::move(added);
    } else {
        m_history.push_back(std::move(added));
    }
    if (m_history.size() > maxHistory) {
        m_history.erase(m_history.begin());
    }
    m_current = m_history.size() - 1;
    m_isStepping = isStep;
    show(fitting);
    emit historyChanged();
}

Selection SelectionState::fit(const Entry& entry) const
{
    const std::shared_ptr<const RunInfo> shown = m_run.lock();
    return shown ? fitted(entry.selection, entry.madeIn.lock().get(), *shown) : entry.selection;
}

std::optional<std::size_t> SelectionState::find(int direction) const
{
    for (auto place = static_cast<std::ptrdiff_t>(m_current) + direction;
         place >= 0 && std::cmp_less(place, m_history.size()); place += direction) {
        const auto entry = static_cast<std::size_t>(place);
        const Selection there = fit(m_history[entry]);
        if ((!there.isEmpty() && there != m_selection) || leadsToAnotherView(m_history[entry])) {
            return entry;
        }
    }
    return std::nullopt;
}

std::optional<Selection> SelectionState::selectionAt(std::optional<std::size_t> entry) const
{
    return entry ? std::optional(fit(m_history[*entry])) : std::nullopt;
}

QString SelectionState::previousView() const
{
    return viewAt(find(-1));
}

QString SelectionState::nextView() const
{
    return viewAt(find(1));
}

QString SelectionState::viewAt(std::optional<std::size_t> entry) const
{
    return entry && leadsToAnotherView(m_history[*entry]) ? m_history[*entry].view : QString();
}

bool SelectionState::leadsToAnotherView(const Entry& entry) const
{
    return !entry.view.isEmpty() && entry.view != m_view;
}

void SelectionState::goTo(std::optional<std::size_t> entry)
{
    if (entry) {
        const QString view = viewAt(entry);
        m_current = *entry;
        m_isStepping = false;
        show(fit(m_history[m_current]));
        if (!view.isEmpty()) {
            m_view = view;
            emit viewWanted(view);
        }
        emit historyChanged();
    }
}

void SelectionState::show(const Selection& selection)
{
    const Selection before = std::exchange(m_selection, selection);
    if (before.layer != selection.layer) {
        emit layerChanged(selection.layer);
    }
    if (before != selection) {
        emit selectionChanged();
    }
}

} // namespace bathyscope::ui
