// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/Selection.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace bathyscope::ui {

/// What is looked at: the single source for all views, with the way back. GUI thread.
///
/// The history holds what was selected, as it was selected, and where a command led from one view to another:
/// the way back leads to the view, too. Of each entry counts what the shown run has: an entry of which
/// nothing remains, or nothing but what is selected anyway, is passed over, unless it leads to another view.
class SelectionState final : public QObject
{
    Q_OBJECT

public:
    explicit SelectionState(QObject* parent = nullptr);

    [[nodiscard]] const Selection& selection() const;
    [[nodiscard]] std::optional<int> layer() const; ///< nothing before the first choice
    [[nodiscard]] std::optional<std::size_t> neuron() const;
    [[nodiscard]] std::optional<std::size_t> token() const;
    [[nodiscard]] std::optional<RRange> rRange() const;

    void select(const Selection& selection); ///< one entry of the history

    /// Selects and leads to a view, by its id; one entry of the history. Emits viewWanted().
    void jump(const Selection& selection, const QString& view);

    /// The user looks at this view now, by its id.
    void setView(const QString& id);

    /// As by a key that may be held down: steps in a row are one entry of the history.
    void step(const Selection& selection);

    /// Selects a layer and keeps the token. In another layer than the selected one, neuron and interval of r
    /// are forgotten.
    void setLayer(std::optional<int> layer);

    /// What setLayer() would select.
    [[nodiscard]] Selection withLayer(std::optional<int> layer) const;

    /// Another run is shown: forgets, for as long as it is, what it does not have. Null: not known yet,
    /// nothing is forgotten.
    void setRun(const std::shared_ptr<const RunInfo>& run);
    [[nodiscard]] std::shared_ptr<const RunInfo> run() const; ///< null while none is known

    [[nodiscard]] bool canGoBack() const;
    [[nodiscard]] bool canGoForward() const;
    void goBack(); ///< does nothing unless canGoBack()
    void goForward(); ///< does nothing unless canGoForward()

    /// Where goBack() and goForward() lead; nothing where they do not.
    [[nodiscard]] std::optional<Selection> previous() const;
    [[nodiscard]] std::optional<Selection> next() const;

    /// The view that goBack() and goForward() lead to; empty where the one in front stays.
    [[nodiscard]] QString previousView() const;
    [[nodiscard]] QString nextView() const;

signals:
    void layerChanged(std::optional<int> layer);
    void selectionChanged(); ///< anything of it, the layer included
    void historyChanged(); ///< previous() or next()
    void viewWanted(const QString& id); ///< to be shown: by jump(), goBack() or goForward()

private:
    struct Entry
    {
        Selection selection;
        std::weak_ptr<const RunInfo> madeIn;
        QString view {}; ///< that belongs to it; empty: any
    };

    void add(Entry added, bool isStep);
    [[nodiscard]] Selection fit(const Entry& entry) const;
    [[nodiscard]] std::optional<std::size_t>
    find(int direction) const; ///< entry that goes on from the current one
    [[nodiscard]] std::optional<Selection> selectionAt(std::optional<std::size_t> entry) const;
    [[nodiscard]] QString viewAt(std::optional<std::size_t> entry) const;
    [[nodiscard]] bool leadsToAnotherView(const Entry& entry) const;
    void goTo(std::optional<std::size_t> entry);
    void show(const Selection& selection);

    std::vector<Entry> m_history {1}; ///< begins with nothing selected
    std::size_t m_current = 0; ///< entry of the history
    bool m_isStepping = false; ///< the current entry came from step()
    Selection m_selection; ///< what the shown run has of the current entry
    std::weak_ptr<const RunInfo> m_run;
    QString m_view; ///< that the user looks at; empty: not known
};

} // namespace bathyscope::ui
