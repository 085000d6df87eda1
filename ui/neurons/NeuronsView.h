// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/NeuronPortrait.h"
#include "ui/figures/NeuronPlotData.h"
#include "ui/runs/BackgroundJob.h"
#include "ui/runs/ProbeRecovery.h"
#include "ui/runs/Selection.h"
#include "ui/views/SnapshotView.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <utility>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace bathyscope::ui {

class NeuronFilterBar;
class NeuronPanel;
class NeuronTable;
class ProbeNotice;
class RunTokenizer;
struct RunTexts;
class ViewPages;

/// The neurons of the selected layer as a table that sorts and filters, and what the selected one does at the
/// tokens of the run. Its activations come from the run's NeuronProbe, in the background; where they are not
/// at hand any more, the view asks whether to recompute them.
class NeuronsView final : public SnapshotView
{
    Q_OBJECT

public:
    explicit NeuronsView(SelectionState& selection, QWidget* parent = nullptr);
    ~NeuronsView() override;

    void setRecovery(ProbeRecovery& recovery); ///< once; it outlives the view
    void setTokenizer(RunTokenizer& tokenizer); ///< likewise; it knows what the tokens say

    [[nodiscard]] PlotWidget* currentPlot() const override;
    [[nodiscard]] QString exportName() const override;
    [[nodiscard]] QString caption() const override;

signals:
    void portraitShown(); ///< of the selected neuron

protected:
    void render() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// What a portrait is of: the run by its info, which all its snapshots share.
    struct Subject
    {
        std::shared_ptr<const RunInfo> run;
        std::shared_ptr<const LayerSummary> layer; ///< which the end of the run brings anew, with q
        PortraitOf of;
        bool operator==(const Subject&) const = default;
    };
    struct Drawn
    {
        Subject subject;
        std::shared_ptr<const NeuronPortrait> portrait;
    };

    void makeTable();
    [[nodiscard]] QString emptyText() const;
    [[nodiscard]] std::shared_ptr<const NeuronProbe> probeFor(const HookId& hook) const;
    [[nodiscard]] RunTexts texts() const; ///< of the run
    void list();
    void showLayer();
    void showCount();
    void showSelected();
    void showMissing(const QString& problem);
    void draw(const Subject& subject, std::shared_ptr<const NeuronProbe> probe);
    void showPortrait(const Drawn& drawn);
    void choose(std::size_t neuron, bool isStep);
    void select(const Selection& chosen, bool isStep);
    void browseModel();

    ViewPages* m_pages;
    QSplitter* m_splitter;
    bool m_isDivided = false; ///< the splitter has had its first sizes
    NeuronFilterBar* m_filter;
    NeuronTable* m_table;
    QStackedWidget* m_detail;
    QLabel* m_invitation;
    ProbeNotice* m_notice;
    NeuronPanel* m_panel;
    ProbeRecovery* m_recovery = nullptr;
    RunTokenizer* m_tokenizer = nullptr;
    std::shared_ptr<const AnalysisSnapshot> m_run; ///< as it was rendered; everything below is of it
    std::optional<std::size_t> m_layer; ///< in view
    std::shared_ptr<const LayerSummary> m_summary; ///< of it; null: not finished
    std::optional<RRange> m_rRange; ///< of the listed neurons
    std::optional<Subject> m_wanted; ///< its portrait is shown or on its way
    std::optional<Subject> m_shown;
    std::weak_ptr<const RunInfo> m_lookedAt; ///< the run of the dips
    std::map<std::pair<std::size_t, std::size_t>, double> m_dips; ///< by layer and neuron
    std::shared_ptr<const NeuronProbe> m_probe; ///< that was asked last
    /// Probes that no longer work, with the reason: the model's files were written to.
    std::map<std::weak_ptr<const NeuronProbe>, QString, std::owner_less<>> m_broken;
    BackgroundJob<Drawn> m_drawing;
};

} // namespace bathyscope::ui
