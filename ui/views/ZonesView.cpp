// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ZonesView.h"

#include "ui/plots/LinePlot.h"
#include "ui/runs/SelectionState.h"
#include "ui/widgets/CompactTable.h"
#include "ui/widgets/ControlBar.h"
#include "ui/widgets/FillingLayout.h"
#include "ui/widgets/ReadOut.h"
#include "ui/widgets/ViewPages.h"
#include "ui/widgets/WrappedLabel.h"
#include "ui/words/HookText.h"
#include "ui/words/LayerText.h"
#include "ui/words/NumberText.h"

#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>

#include <cmath>

namespace bathyscope::ui {

ZonesView::ZonesView(SelectionState& selection, QWidget* parent)
    : SnapshotView(selection, parent)
    , m_pages(new ViewPages(this))
    , m_finding(new WrappedLabel)
    , m_range(new LinePlot)
    , m_median(new LinePlot)
    , m_criteria(new CompactTable)
    , m_readOut(new ReadOut)
    , m_linked(*m_range, *m_median)
{
    makeControls();
    makePlots();
    connectPlot(*m_range);
    connectPlot(*m_median);
    makeLayerShortcuts();
    m_pages->setEmptyText(emptyText());
}

ZonesView::~ZonesView() = default;

void ZonesView::makeControls()
{
    auto* reset = new QPushButton(tr("Reset &zoom"));
    reset->setObjectName(QStringLiteral("resetZoom"));
    m_pages->controls().addButton(
        *reset, tr("Shows all layers in both plots again. In a plot: double click or Home."));
    connect(reset, &QPushButton::clicked, this, [this] { m_linked.resetZoom(); });
}

void ZonesView::makePlots()
{
    constexpr int margin = 12; // pixels
    m_finding->setObjectName(QStringLiteral("finding"));
    m_finding->setAccessibleName(tr("Zones that were found"));
    m_finding->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_finding->setContentsMargins(margin, margin / 2, margin, margin / 2);
    m_finding->setToolTip(
        tr("Layers are cut into zones so that the distributions of r inside a zone are alike. Where "
           "neighbouring "
           "layers resemble each other without any zones, some are found all the same: a boundary is worth "
           "as much as its stability."));

    m_range->setObjectName(QStringLiteral("range"));
    m_range->setAccessibleName(tr("Interquartile range of r in each layer"));
    m_median->setObjectName(QStringLiteral("median"));
    m_median->setAccessibleName(tr("Median of r in each layer, with its 95 % interval"));

    m_criteria->setAccessibleName(tr("Criterion of each number of zones, and of a straight line"));
    m_criteria->setToolTip(
        tr("Bayesian information criterion with a correction for few layers, of a number of "
           "zones or a straight-line change over depth. The least is the best: it is "
           "chosen."));
    m_criteria->setRowCount(1);
    m_criteria->hide(); // until there are criteria
    m_criteria->setVerticalHeaderLabels({tr("BIC")});
    m_criteria->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_criteria->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);

    constexpr int leastHeight = 100; // pixels: there is much else above each other
    m_range->setMinimumHeight(leastHeight);
    m_median->setMinimumHeight(leastHeight);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_range);
    splitter->addWidget(m_median);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);

    m_pages->setPlots(stacked({m_finding, splitter, m_criteria, m_readOut}, splitter));
}

void ZonesView::connectPlot(LinePlot& plot)
{
    plot.setPointing(LinePlot::Pointing::Places);
    connect(&plot, &LinePlot::pointClicked, this,
            [this](int, double x) { selection().setLayer(static_cast<int>(std::lround(x))); });
    connect(&plot, &LinePlot::hovered, this, [this](int id, double x, double) {
        readOut(id < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(std::lround(x))));
    });
}

PlotWidget* ZonesView::currentPlot() const
{
    return m_linked.current();
}

QString ZonesView::exportName() const
{
    return m_linked.current() == m_median ? QStringLiteral("zones-median")
                                          : QStringLiteral("zones-interquartile-range");
}

void ZonesView::render()
{
    ZonesPlotData plots = snapshot() ? zonesPlotData(*snapshot(), selection().layer()) : ZonesPlotData {};
    m_pages->setEmptyText(emptyText());
    m_pages->showPlots(!plots.median.series.empty());
    if (plots != m_shown) {
        m_range->setData(plots.range);
        m_median->setData(plots.median);
        m_shown = std::move(plots);
    }
    m_finding->setText(snapshot() ? zonesText(*snapshot()) : QString());
    showCriteria();
    readOut(std::nullopt);
}

void ZonesView::showCriteria()
{
    const auto criteria = snapshot() ? zoneCriteria(*snapshot()) : std::vector<ZoneCriterion> {};
    m_criteria->setVisible(!criteria.empty());
    m_criteria->setColumnCount(static_cast<int>(criteria.size()));
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        const ZoneCriterion& criterion = criteria[i];
        const QString bic = std::isfinite(criterion.bic) ? fixedText(criterion.bic, 1) : tr("none");
        //: the best of several criteria
        m_criteria->setCell(0, static_cast<int>(i), criterion.isChosen ? tr("%1, best").arg(bic) : bic,
                            criterion.isChosen);
        m_criteria->setHorizontalHeaderItem(static_cast<int>(i), new QTableWidgetItem(criterion.model));
    }
    m_criteria->fitHeight();
}

QString ZonesView::emptyText() const
{
    return waitingText(tr("Press Run to see whether layers that respond alike to token length form zones."));
}

/// Of one layer; without one, of the selected layer.
void ZonesView::readOut(std::optional<std::size_t> layer)
{
    const auto isFinished = [this](std::size_t index) { return snapshot() && snapshot()->finished(index); };
    const auto selected = static_cast<std::size_t>(selection().layer().value_or(-1));
    if (layer && isFinished(*layer)) {
        m_readOut->setReading(layerText(*layer));
    } else if (isFinished(selected)) {
        m_readOut->setReading(layerText(selected));
    } else {
        m_readOut->setReading(snapshot() && !snapshot()->layers.empty() ? tr(
                                  "Point at a layer to read its values; click it to select it everywhere.")
                                                                        : QString());
    }
}

QString ZonesView::layerText(std::size_t layer) const
{
    QStringList parts;
    const std::vector<ZoneLayers> zones = zonesOf(*snapshot());
    for (std::size_t zone = 0; zone < zones.size(); ++zone) {
        if (layer >= zones[zone].first && layer <= zones[zone].last) {
            //: %1 a layer, %2 its zone
            parts += tr("%1, zone %2").arg(layerName(*snapshot(), layer), numberText(zone + 1));
        }
    }
    if (parts.isEmpty()) {
        parts += layerName(*snapshot(), layer);
    }
    const LayerSummary& summary = *snapshot()->finished(layer);
    parts += layerQuartilesText(summary);
    if (const QString nonFinite = nonFiniteText(summary); !nonFinite.isEmpty()) {
        parts += nonFinite;
    }
    const double compressed = compressionOf(*snapshot(), layer);
    if (std::isfinite(compressed)) {
        //: how wide a distribution is beside those of the inner layers
        parts += tr("%1 times as wide as inner layers").arg(fixedText(compressed, 2));
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace bathyscope::ui
