// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/NeuronPortrait.h"
#include "ui/figures/NeuronPlotData.h"
#include "ui/tokens/RunTokenizer.h"

#include <QWidget>

#include <bitset>
#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QTabWidget;

namespace bathyscope::ui {

class ExtremeTokenTable;
class HistogramPlot;
class LinePlot;
class ModalityPanel;
class NeuronTextPage;
class PlotWidget;
class ReadOut;
class ScatterPlot;

/// One neuron: its figures, and on tabs its activation against length, its histograms, its mean over the
/// position, the tokens at which it is most and least active, and the text in colours. GUI thread.
class NeuronPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit NeuronPanel(QWidget* parent = nullptr);

    void setPortrait(const std::shared_ptr<const AnalysisSnapshot>& run, const PortraitOf& of,
                     std::shared_ptr<const NeuronPortrait> portrait, const RunTexts& texts);
    void setTexts(const RunTexts& texts); ///< of the same run
    void setToken(std::optional<std::size_t> token); ///< the one that is selected

    [[nodiscard]] PlotWidget* currentPlot() const; ///< null where the tab has none
    [[nodiscard]] QString currentName() const; ///< of the tab, for files: "length"

signals:
    void tokenChosen(std::size_t token, bool isStep); ///< a step is one by a key

private:
    [[nodiscard]] QWidget* makeHistogramTab();
    void fillTokenTab();
    void addTab(QWidget* tab, const QString& name, const QString& toolTip);
    void connectTokens();
    void showTab();
    void showHistogram();
    void showTokens();
    void markToken();
    [[nodiscard]] double mean() const;
    void readOutToken(std::optional<std::size_t> token);
    void readOutBin(int bin);
    void readOutPosition(int series, double position);

    QLabel* m_name;
    QLabel* m_figures;
    QTabWidget* m_tabs;
    ScatterPlot* m_length;
    QComboBox* m_normalization;
    HistogramPlot* m_histogram;
    ModalityPanel* m_modality;
    LinePlot* m_position;
    QWidget* m_tokenTab;
    QLabel* m_missingTexts;
    ExtremeTokenTable* m_tokens;
    NeuronTextPage* m_text;
    ReadOut* m_readOut;
    std::shared_ptr<const AnalysisSnapshot> m_run;
    std::shared_ptr<const NeuronPortrait> m_portrait;
    PortraitOf m_of;
    RunTexts m_texts; ///< of the run
    static constexpr std::size_t mostTabs = 8;
    std::bitset<mostTabs> m_stale; ///< [tabs]: to be drawn again when in sight
    NeuronScatter m_scatter;
    std::optional<std::size_t> m_token;
};

} // namespace bathyscope::ui
