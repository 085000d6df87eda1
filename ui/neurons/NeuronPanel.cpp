// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/neurons/NeuronPanel.h"

#include "ui/neurons/ExtremeTokenTable.h"
#include "ui/neurons/NeuronTextPage.h"
#include "ui/plots/HistogramPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/plots/ScatterPlot.h"
#include "ui/tokens/TokenReading.h"
#include "ui/tokens/TokenTextView.h"
#include "ui/views/ModalityPanel.h"
#include "ui/widgets/ControlBar.h"
#include "ui/widgets/FillingLayout.h"
#include "ui/widgets/ReadOut.h"
#include "ui/widgets/WrappedLabel.h"
#include "ui/words/NeuronText.h"
#include "ui/words/NumberText.h"

#include <QComboBox>
#include <QTabWidget>

#include <algorithm>
#include <array>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int margin = 12; // device-independent pixels

} // namespace

NeuronPanel::NeuronPanel(QWidget* parent)
    : QWidget(parent)
    , m_name(new WrappedLabel)
    , m_figures(new WrappedLabel)
    , m_tabs(new QTabWidget)
    , m_length(new ScatterPlot)
    , m_normalization(new QComboBox)
    , m_histogram(new HistogramPlot)
    , m_modality(new ModalityPanel)
    , m_position(new LinePlot)
    , m_tokenTab(new QWidget)
    , m_missingTexts(new WrappedLabel)
    , m_tokens(new ExtremeTokenTable)
    , m_text(new NeuronTextPage)
    , m_readOut(new ReadOut)
{
    m_name->setProperty("role", QStringLiteral("title"));
    m_name->setContentsMargins(margin, margin / 2, margin, 0);
    m_figures->setProperty("role", QStringLiteral("secondary"));
    m_figures->setContentsMargins(margin, 0, margin, margin / 2);
    for (QLabel* label : {m_name, m_figures}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    for (PlotWidget* plot : {static_cast<PlotWidget*>(m_length), static_cast<PlotWidget*>(m_histogram),
                             static_cast<PlotWidget*>(m_position)}) {
        plot->setEmptyText(tr("There is no finite value here."));
    }
    constexpr int leastHeight = 140; // pixels: there is much else above each other
    m_tabs->setDocumentMode(true);
    m_tabs->setMinimumHeight(leastHeight);
    addTab(m_length, tr("Length"), tr("Its activation at every token against the token's length."));
    addTab(makeHistogramTab(), tr("Histogram"),
           tr("Its activation at shorter, equal and longer tokens, and how many peaks each of them has."));
    addTab(m_position, tr("Position"),
           tr("Its mean activation over the position in the window. The first position stands alone; the "
              "others are grouped."));
    fillTokenTab();
    addTab(m_tokenTab, tr("Tokens"),
           tr("The tokens at which it is most active, and those at which it is least, in their context."));
    addTab(m_text, tr("Text"), tr("The text, coloured by its activation at each token."));

    fillingLayout(this, {m_name, m_figures, m_tabs, m_readOut}, m_tabs);

    connect(m_length, &ScatterPlot::hovered, this, [this](std::optional<std::size_t> point) {
        readOutToken(point ? std::optional(m_scatter.tokens[*point]) : std::nullopt);
    });
    connect(m_length, &ScatterPlot::pointClicked, this,
            [this](std::size_t point) { emit tokenChosen(m_scatter.tokens[point], false); });
    connect(m_histogram, &HistogramPlot::hovered, this, &NeuronPanel::readOutBin);
    m_position->setPointing(LinePlot::Pointing::Places);
    connect(m_position, &LinePlot::hovered, this,
            [this](int series, double x, double /*y*/) { readOutPosition(series, x); });
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        showTab();
        readOutToken(std::nullopt);
    });
    connectTokens();
}

void NeuronPanel::addTab(QWidget* tab, const QString& name, const QString& toolTip)
{
    m_tabs->setTabToolTip(m_tabs->addTab(tab, name), toolTip);
}

QWidget* NeuronPanel::makeHistogramTab()
{
    auto* tab = new QWidget;
    auto* controls = new ControlBar;
    m_normalization->addItem(tr("Density"), QVariant::fromValue(HistogramNormalization::Density));
    m_normalization->addItem(tr("Count"), QVariant::fromValue(HistogramNormalization::Count));
    controls->addControl(tr("&Scale:"), *m_normalization,
                         tr("Density: each group integrates to 1, so that groups of different size compare. "
                            "Count: how many tokens fall into each bin."));
    connect(m_normalization, &QComboBox::currentIndexChanged, this, &NeuronPanel::showHistogram);
    fillingLayout(tab, {controls, m_histogram, m_modality}, m_histogram);
    return tab;
}

void NeuronPanel::fillTokenTab()
{
    m_missingTexts->setContentsMargins(margin, margin / 2, margin, margin / 2);
    m_missingTexts->setProperty("role", QStringLiteral("secondary"));
    m_tokens->setAccessibleName(tr("Tokens with the highest and lowest activations"));
    fillingLayout(m_tokenTab, {m_missingTexts, m_tokens}, m_tokens);
}

void NeuronPanel::connectTokens()
{
    connect(m_tokens, &ExtremeTokenTable::tokenHovered, this, &NeuronPanel::readOutToken);
    connect(m_tokens, &ExtremeTokenTable::tokenChosen, this, &NeuronPanel::tokenChosen);
    connect(m_tokens, &ExtremeTokenTable::tokenActivated, this, [this](std::size_t token) {
        emit tokenChosen(token, false);
        m_tabs->setCurrentWidget(m_text);
        m_text->text().setFocus();
    });
    connect(m_text, &NeuronTextPage::tokenChosen, this, &NeuronPanel::tokenChosen);
    connect(m_text, &NeuronTextPage::coloringChanged, this,
            [this] { m_stale.set(static_cast<std::size_t>(m_tabs->indexOf(m_tokenTab))); });
}

void NeuronPanel::setPortrait(const std::shared_ptr<const AnalysisSnapshot>& run, const PortraitOf& of,
                              std::shared_ptr<const NeuronPortrait> portrait, const RunTexts& texts)
{
    m_run = run;
    m_texts = texts;
    m_of = of;
    m_portrait = std::move(portrait);
    m_name->setText(neuronName(of));
    m_figures->setText(neuronFigures(*run->layers[of.hook.layer], of.neuron, *m_portrait));
    m_scatter = neuronScatter(*m_portrait, *run->info, of);
    m_stale.set();
    showTab();
    readOutToken(std::nullopt);
}

void NeuronPanel::setTexts(const RunTexts& texts)
{
    if (m_texts != texts) {
        m_texts = texts;
        for (const QWidget* tab : {m_tokenTab, static_cast<QWidget*>(m_text)}) {
            m_stale.set(static_cast<std::size_t>(m_tabs->indexOf(tab)));
        }
        showTab();
        readOutToken(std::nullopt);
    }
}

/// Only the tab in sight is drawn: a click must not wait for the others.
void NeuronPanel::showTab()
{
    m_readOut->setVisible(m_tabs->currentWidget() != m_text); // which has one of its own
    const auto tab = static_cast<std::size_t>(m_tabs->currentIndex());
    if (!m_portrait || !m_stale.test(tab)) {
        return;
    }
    m_stale.reset(tab);
    if (m_tabs->currentWidget() == m_length) {
        m_length->setData(m_scatter.data);
        markToken();
    } else if (m_tabs->currentWidget() == m_position) {
        m_position->setData(neuronPositions(*m_portrait, *m_run->info, m_of));
    } else if (m_tabs->currentWidget() == m_tokenTab) {
        showTokens();
    } else if (m_tabs->currentWidget() == m_text) {
        m_text->setPortrait(m_portrait, m_texts, mean());
        m_text->setToken(m_token);
    } else {
        showHistogram();
    }
}

void NeuronPanel::showHistogram()
{
    if (!m_portrait) {
        return;
    }
    m_histogram->setData(neuronHistogram(*m_portrait, *m_run, m_of,
                                         m_normalization->currentData().value<HistogramNormalization>())
                             .histogram);
    m_modality->setData(modalityRows(m_portrait->modality, lengthGroupNames(*m_run)),
                        modalityNote(m_portrait->modality));
}

void NeuronPanel::showTokens()
{
    m_missingTexts->setText(missingTextsSentence(m_texts));
    m_missingTexts->setVisible(!m_texts.tokens);
    m_tokens->setPortrait(m_run->info, m_portrait, m_texts.tokens, m_text->coloring(mean()));
    m_tokens->showToken(m_token);
}

double NeuronPanel::mean() const
{
    return m_run->layers[m_of.hook.layer]->column("mean")[m_of.neuron];
}

void NeuronPanel::setToken(std::optional<std::size_t> token)
{
    if (m_token != token) {
        m_token = token;
        markToken();
        m_tokens->showToken(token);
        m_text->setToken(token);
        readOutToken(std::nullopt);
    }
}

void NeuronPanel::markToken()
{
    const auto found =
        m_token ? std::ranges::lower_bound(m_scatter.tokens, *m_token) : m_scatter.tokens.end();
    const bool isShown = found != m_scatter.tokens.end() && *found == *m_token;
    m_length->setMarkedPoint(
        isShown ? std::optional(static_cast<std::size_t>(found - m_scatter.tokens.begin())) : std::nullopt);
}

PlotWidget* NeuronPanel::currentPlot() const
{
    const std::array<PlotWidget*, 3> plots {m_length, m_histogram, m_position};
    const auto tab = static_cast<std::size_t>(m_tabs->currentIndex());
    return m_portrait && tab < plots.size() ? plots.at(tab) : nullptr;
}

QString NeuronPanel::currentName() const
{
    const std::array names {QStringLiteral("length"), QStringLiteral("histogram"), QStringLiteral("position"),
                            QStringLiteral("tokens"), QStringLiteral("text")};
    const auto tab = static_cast<std::size_t>(m_tabs->currentIndex());
    return tab < names.size() ? names.at(tab) : QString();
}

/// Of a token; without one, of the selected one, or what is to be known of the plots.
void NeuronPanel::readOutToken(std::optional<std::size_t> token)
{
    if (!m_portrait) {
        return;
    }
    const std::optional<std::size_t> shown = token ? token : m_token;
    if (!shown || *shown >= m_portrait->values.size()) {
        m_readOut->setReading(m_tabs->currentWidget() == m_tokenTab
                                  ? tr("A double click on a token, or Enter, shows its place in the text.")
                                  : portraitNote(*m_portrait, m_scatter.tokens.size()));
    } else if (m_texts.tokens) {
        m_readOut->setReading(
            tokenReading(*m_texts.tokens, *shown, m_portrait->values[*shown], m_text->coloring(mean())));
    } else {
        m_readOut->setReading(tokenFigures(*m_run->info, *shown, m_portrait->values[*shown]));
    }
}

void NeuronPanel::readOutBin(int bin)
{
    const HistogramData& shown = m_histogram->data();
    if (bin < 0 || static_cast<std::size_t>(bin) + 1 >= shown.edges.size()) {
        readOutToken(std::nullopt);
        return;
    }
    constexpr int edgeDigits = 6; // powers of two need more than other numbers
    const auto index = static_cast<std::size_t>(bin);
    //: %1 and %2 are the edges of a bin
    QString text =
        tr("Activation %1 to %2")
            .arg(shortText(shown.edges[index], edgeDigits), shortText(shown.edges[index + 1], edgeDigits));
    for (const HistogramSeries& series : shown.series) {
        text += QStringLiteral(" · ")
            //: %1 is a group such as "shorter than 4", %2 its density or count in the bin
            + tr("%1: %2").arg(series.name, shortText(series.values[index], 4));
    }
    m_readOut->setReading(text);
}

void NeuronPanel::readOutPosition(int series, double position)
{
    if (series < 0 || !m_portrait) {
        readOutToken(std::nullopt);
        return;
    }
    const ActivationProfile& means = m_portrait->byPosition;
    const auto i = static_cast<std::size_t>(std::ranges::find(means.x, position) - means.x.begin());
    if (i == means.x.size()) {
        return;
    }
    //: %1 a position or the mean of some, %2 a number of tokens, %3 a mean, %4 and %5 its interval
    m_readOut->setReading(tr("Position %1: %2 tokens, mean activation %3, interval %4 to %5")
                              .arg(shortText(position, 4), numberText(means.count[i]),
                                   shortText(means.mean[i], 4), shortText(means.low[i], 4),
                                   shortText(means.high[i], 4)));
}

} // namespace bathyscope::ui
