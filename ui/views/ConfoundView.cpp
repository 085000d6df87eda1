// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ConfoundView.h"

#include "ui/figures/ConfoundTable.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/runs/SelectionState.h"
#include "ui/widgets/ControlBar.h"
#include "ui/widgets/FillingLayout.h"
#include "ui/widgets/ReadOut.h"
#include "ui/widgets/TableCopier.h"
#include "ui/widgets/ViewPages.h"
#include "ui/widgets/WrappedLabel.h"
#include "ui/words/HookText.h"
#include "ui/words/LayerText.h"
#include "ui/words/NumberText.h"

#include <QComboBox>
#include <QHeaderView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int margin = 12; // pixels

} // namespace

ConfoundView::ConfoundView(SelectionState& selection, QWidget* parent)
    : SnapshotView(selection, parent)
    , m_pages(new ViewPages(this))
    , m_page(new QComboBox)
    , m_correlation(new QComboBox)
    , m_colorScale(new QComboBox)
    , m_text(new WrappedLabel)
    , m_lines(new LinePlot)
    , m_table(new QTableWidget)
    , m_heatmap(new HeatmapPlot)
    , m_plots(new QStackedWidget)
    , m_readOut(new ReadOut)
{
    makePages();
    makeControls();
    makeTable();
    m_text->setObjectName(QStringLiteral("finding"));
    m_text->setAccessibleName(tr("How much of r survives when frequency is held constant"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setContentsMargins(margin, margin / 2, margin, margin / 2);
    m_lines->setAccessibleName(tr("Median r of each layer, as it is and with frequency held constant"));
    m_heatmap->setAccessibleName(
        tr("Heatmap: counts by layer and r, or token types by length and frequency"));

    auto* overDepth = new QSplitter(Qt::Vertical);
    overDepth->addWidget(m_lines);
    overDepth->addWidget(m_table);
    overDepth->setStretchFactor(0, 2);
    overDepth->setStretchFactor(1, 1);
    overDepth->setChildrenCollapsible(false);
    m_plots->addWidget(overDepth);
    m_plots->addWidget(m_heatmap);

    m_pages->setPlots(stacked({m_text, m_plots, m_readOut}, m_plots));
    connectPlots();
    makeLayerShortcuts();
    m_pages->setEmptyText(emptyText());
}

ConfoundView::~ConfoundView() = default;

void ConfoundView::makePages()
{
    const auto scale = [this] { return m_colorScale->currentData().value<ColorScale>(); };
    addPage(tr("Over depth"), {.exportName = QStringLiteral("confound"), .controls = {}, .plot = m_lines});
    addPage(tr("Heatmap"),
            {.exportName = QStringLiteral("confound-heatmap"),
             .controls = {m_correlation, m_colorScale},
             .plot = m_heatmap,
             .heatmap =
                 [this, scale] {
                     const auto correlation =
                         static_cast<LengthCorrelation>(m_correlation->currentData().toInt());
                     return confoundHeatmap(*snapshot(), correlation, scale());
                 },
             .hasLayerRows = true});
    addPage(tr("Length against frequency"),
            {.exportName = QStringLiteral("length-against-frequency"),
             .controls = {m_colorScale},
             .plot = m_heatmap,
             .heatmap = [this, scale] { return lengthAgainstFrequency(*snapshot(), scale()); }});
}

void ConfoundView::addPage(const QString& title, Page page)
{
    m_page->addItem(title);
    m_pageList.push_back(std::move(page));
}

void ConfoundView::makeControls()
{
    ControlBar& controls = m_pages->controls();
    controls.addControl(
        tr("Sho&w:"), *m_page,
        tr("Over depth: the medians of all kinds of r. Heatmap: the whole distribution of one kind. Length "
           "against frequency: the token types of the text."));
    for (std::size_t kind = 0; kind < numLengthCorrelations; ++kind) {
        m_correlation->addItem(lengthCorrelationName(static_cast<LengthCorrelation>(kind)),
                               QVariant::fromValue(static_cast<int>(kind)));
    }
    controls.addControl(
        tr("Corre&lation:"), *m_correlation,
        tr("Which r the heatmap shows. All kinds share one axis, so that they can be compared."));
    m_colorScale->addItem(tr("Linear"), QVariant::fromValue(ColorScale::Linear));
    m_colorScale->addItem(tr("Logarithmic"), QVariant::fromValue(ColorScale::Logarithmic));
    m_colorScale->addItem(tr("Per row"), QVariant::fromValue(ColorScale::PerRow));
    controls.addControl(
        tr("&Colours:"), *m_colorScale,
        tr("Colour scale of the heatmaps. Logarithmic shows thin tails; per row scales each row to "
           "its own highest bin."));
    auto* reset = new QPushButton(tr("Reset &zoom"));
    reset->setObjectName(QStringLiteral("resetZoom"));
    controls.addButton(*reset, tr("Shows everything again. In a plot: double click or Home."));
    connect(reset, &QPushButton::clicked, this, [this] { currentPlot()->resetZoom(); });
    // One heatmap has both axes, of r and of frequency: a zoom of one means nothing on the other.
    connect(m_page, &QComboBox::currentIndexChanged, m_heatmap, &PlotWidget::resetZoom);
    for (QComboBox* box : {m_page, m_correlation, m_colorScale}) {
        connect(box, &QComboBox::currentIndexChanged, this, &ConfoundView::scheduleRender);
    }
}

void ConfoundView::makeTable()
{
    const QStringList heads = confoundHeads();
    m_table->setAccessibleName(tr("A row a layer: medians of r, what survives, discoveries"));
    m_table->setColumnCount(static_cast<int>(heads.size()));
    m_table->setHorizontalHeaderLabels(heads);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    new TableCopier(*m_table); // the table owns it
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    // Where there is no room for all heads, the table scrolls.
    constexpr int margins = 12; // pixels, of a head
    for (const QString& head : heads) {
        QHeaderView* header = m_table->horizontalHeader();
        header->setMinimumSectionSize(
            std::max(header->minimumSectionSize(), fontMetrics().size(0, head).width() + margins));
    }
    connect(m_table, &QTableWidget::itemSelectionChanged, this, [this] {
        if (m_table->hasFocus() && m_table->currentRow() >= 0) {
            selection().setLayer(m_table->currentRow());
        }
    });
}

void ConfoundView::connectPlots()
{
    m_lines->setPointing(LinePlot::Pointing::Places);
    connect(m_lines, &LinePlot::pointClicked, this,
            [this](int, double x) { selection().setLayer(static_cast<int>(std::lround(x))); });
    connect(m_lines, &LinePlot::hovered, this, [this](int id, double x, double) {
        readOutLayer(id < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(std::lround(x))));
    });
    connect(m_heatmap, &HeatmapPlot::hovered, this, &ConfoundView::readOutCell);
    connect(m_heatmap, &HeatmapPlot::cellClicked, this, [this](int row, int) {
        if (page().hasLayerRows) {
            selection().setLayer(row);
        }
    });
}

const ConfoundView::Page& ConfoundView::page() const
{
    return m_pageList[static_cast<std::size_t>(m_page->currentIndex())];
}

PlotWidget* ConfoundView::currentPlot() const
{
    return page().plot;
}

QString ConfoundView::exportName() const
{
    return page().exportName;
}

void ConfoundView::render()
{
    m_controls = snapshot() ? m_cache.of(*snapshot()) : decltype(m_controls) {};
    m_pages->setEmptyText(emptyText());
    const bool hasLayers = snapshot() && snapshot()->numFinished() > 0;
    m_pages->showPlots(hasLayers);
    for (QComboBox* control : {m_correlation, m_colorScale}) {
        control->setEnabled(page().controls.contains(control));
    }
    m_plots->setCurrentIndex(page().heatmap ? 1 : 0);
    m_text->setText(snapshot() ? confoundText(*snapshot(), m_controls) : QString());
    if (hasLayers) {
        renderPage();
    }
    readOutLayer(std::nullopt);
}

void ConfoundView::renderPage()
{
    if (!page().heatmap) {
        LinePlotData lines = confoundLines(*snapshot(), m_controls, selection().layer());
        if (lines != m_shownLines) {
            m_lines->setData(lines);
            m_shownLines = std::move(lines);
        }
        fillTable();
        return;
    }
    HeatmapSource source {.run = snapshot()->info,
                          .sequence = snapshot()->sequence,
                          .outcome = snapshot()->outcome,
                          .page = m_page->currentIndex(),
                          .correlation = m_correlation->currentData().toInt(),
                          .scale = m_colorScale->currentData().value<ColorScale>()};
    if (source != m_heatmapSource) {
        m_shownHeatmap = page().heatmap();
        m_heatmap->setData(m_shownHeatmap);
        m_heatmapSource = std::move(source);
    }
    m_heatmap->setHighlightedRow(page().hasLayerRows ? selection().layer() : std::nullopt);
}

void ConfoundView::fillTable()
{
    const QSignalBlocker blocker(m_table);
    m_table->setToolTip(confoundTableNote(*snapshot()));
    m_table->setRowCount(static_cast<int>(m_controls.size()));
    for (std::size_t layer = 0; layer < m_controls.size(); ++layer) {
        const int row = static_cast<int>(layer);
        m_table->setVerticalHeaderItem(row, new QTableWidgetItem(layerName(*snapshot(), layer)));
        const QStringList cells = confoundCells(m_controls[layer]);
        for (int column = 0; column < m_table->columnCount(); ++column) {
            auto* item = new QTableWidgetItem(cells.at(column));
            item->setTextAlignment(Qt::AlignCenter);
            m_table->setItem(row, column, item);
        }
    }
    const int selected = selection().layer().value_or(-1);
    if (selected >= 0 && selected < m_table->rowCount()) {
        m_table->selectRow(selected);
    } else {
        m_table->clearSelection();
    }
}

QString ConfoundView::emptyText() const
{
    return waitingText(
        tr("Press Run to see how much of the response to length is left when frequency is held "
           "constant."));
}

/// Of one layer; without one, of the selected layer.
void ConfoundView::readOutLayer(std::optional<std::size_t> layer)
{
    const std::size_t shown = layer.value_or(static_cast<std::size_t>(selection().layer().value_or(-1)));
    if (shown >= m_controls.size() || !m_controls[shown]) {
        m_readOut->setReading(tr("Point at a layer to read its values; click it to select it everywhere."));
        return;
    }
    const QStringList cells = confoundCells(m_controls[shown]);
    //: %1 a layer, the others correlations
    QStringList parts {tr("%1 · median r %2 · given frequency %3 · and position %4 · within strata %5")
                           .arg(layerName(*snapshot(), shown), cells[0], cells[1], cells[2], cells[3]),
                       nonFiniteText(*snapshot()->finished(shown))};
    parts.removeAll(QString());
    m_readOut->setReading(parts.join(QStringLiteral(" · ")));
}

void ConfoundView::readOutCell(int row, int column)
{
    const HeatmapData& shown = m_shownHeatmap;
    if (row < 0 || column < 0 || shown.numColumns == 0) {
        readOutLayer(std::nullopt);
        return;
    }
    const double width = (shown.xRange.upper - shown.xRange.lower) / static_cast<double>(shown.numColumns);
    const double from = shown.xRange.lower + column * width;
    const double value =
        shown.values.at(static_cast<std::size_t>(row) * shown.numColumns + static_cast<std::size_t>(column));
    if (std::isnan(value)) {
        readOutLayer(page().hasLayerRows ? std::optional(static_cast<std::size_t>(row)) : std::nullopt);
        return;
    }
    const QString name = shown.rowNames.at(static_cast<std::size_t>(row));
    const QString count = fixedText(value, 0);
    m_readOut->setReading(
        page().hasLayerRows
            ? worded(*snapshot(),
                     //: %1 a layer, %2 and %3 the edges of a bin, %4 a number of neurons
                     tr("%1 · r %2 to %3: %4 {neurons|dimensions}"))
                  .arg(layerName(*snapshot(), static_cast<std::size_t>(row)), fixedText(from, 2),
                       fixedText(from + width, 2), count)
            //: %1 a token length, %2 and %3 the edges of a bin of frequency, %4 a number of token types
            : tr("Length %1 · frequency %2 to %3: %4 token types")
                  .arg(name, fixedText(from, 2), fixedText(from + width, 2), count));
}

} // namespace bathyscope::ui
