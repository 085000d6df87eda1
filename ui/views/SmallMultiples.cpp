// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/SmallMultiples.h"

#include "ui/views/SmallMultiple.h"

#include <QGridLayout>
#include <QKeyEvent>

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int spacing = 4; // device-independent pixels

} // namespace

SmallMultiples::SmallMultiples(QWidget* parent)
    : QScrollArea(parent)
{
    auto* content = new QWidget;
    m_grid = new QGridLayout(content);
    m_grid->setContentsMargins(spacing, spacing, spacing, spacing);
    m_grid->setSpacing(spacing);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // its cells have it
}

SmallMultiples::~SmallMultiples() = default;

void SmallMultiples::setData(std::vector<HistogramData> layers)
{
    if (layers.size() != m_layers.size()) {
        setNumLayers(layers.size());
    }
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        if (layers[layer] != m_layers[layer]) {
            m_cells[layer]->setData(layers[layer]);
        }
    }
    m_layers = std::move(layers);
}

void SmallMultiples::setSelected(std::optional<std::size_t> layer)
{
    for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
        const bool isSelected = layer == cell;
        m_cells[cell]->setChecked(isSelected);
        // Tab goes to the selected cell, or to the first one; arrow keys go on from there.
        m_cells[cell]->setFocusPolicy(cell == layer.value_or(0) ? Qt::StrongFocus : Qt::ClickFocus);
    }
    if (layer && layer != m_selected && *layer < m_cells.size()) {
        ensureWidgetVisible(m_cells[*layer], 0, spacing);
    }
    m_selected = layer;
}

std::size_t SmallMultiples::numColumns() const
{
    return m_numColumns;
}

void SmallMultiples::setNumLayers(std::size_t numLayers)
{
    qDeleteAll(m_cells);
    m_cells.clear();
    for (std::size_t layer = 0; layer < numLayers; ++layer) {
        auto* cell = new SmallMultiple(layer, widget());
        cell->installEventFilter(this);
        connect(cell, &QAbstractButton::clicked, this, [this, cell, layer] {
            cell->setChecked(m_selected == layer); // the selection decides, not the button
            emit layerChosen(static_cast<int>(layer));
        });
        m_cells.push_back(cell);
    }
    m_layers.assign(numLayers, {});
    m_selected.reset();
    arrange();
}

void SmallMultiples::arrange()
{
    if (m_cells.empty()) {
        return;
    }
    const int cellWidth = m_cells.front()->sizeHint().width() + spacing;
    const int fitting = (viewport()->width() - spacing) / cellWidth;
    m_numColumns = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(fitting, 1)), 1, m_cells.size());
    const int cellHeight = m_cells.front()->sizeHint().height();
    for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
        m_cells[cell]->setMinimumHeight(cellHeight);
        m_grid->addWidget(m_cells[cell], static_cast<int>(cell / m_numColumns),
                          static_cast<int>(cell % m_numColumns));
    }
    for (int column = 0; column < m_grid->columnCount(); ++column) {
        m_grid->setColumnStretch(column, column < static_cast<int>(m_numColumns) ? 1 : 0);
    }
}

void SmallMultiples::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

bool SmallMultiples::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto cell = std::find(m_cells.begin(), m_cells.end(), watched);
        if (cell != m_cells.end()
            && moveFocus(static_cast<std::size_t>(cell - m_cells.begin()),
                         static_cast<QKeyEvent*>(event)->key())) {
            return true;
        }
    }
    return QScrollArea::eventFilter(watched, event);
}

bool SmallMultiples::moveFocus(std::size_t from, int key)
{
    const auto columns = static_cast<std::ptrdiff_t>(m_numColumns);
    const auto last = static_cast<std::ptrdiff_t>(m_cells.size()) - 1;
    auto to = static_cast<std::ptrdiff_t>(from);
    switch (key) {
    case Qt::Key_Left:
        to -= 1;
        break;
    case Qt::Key_Right:
        to += 1;
        break;
    case Qt::Key_Up:
        to -= columns;
        break;
    case Qt::Key_Down:
        to += columns;
        break;
    case Qt::Key_Home:
        to = 0;
        break;
    case Qt::Key_End:
        to = last;
        break;
    default:
        return false;
    }
    if (to >= 0 && to <= last && m_cells[static_cast<std::size_t>(to)]->isEnabled()) {
        SmallMultiple* cell = m_cells[static_cast<std::size_t>(to)];
        cell->setFocus(Qt::OtherFocusReason);
        ensureWidgetVisible(cell, 0, spacing);
    }
    return true;
}

} // namespace bathyscope::ui
