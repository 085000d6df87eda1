// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SelectionState.h"

namespace bathyscope::ui {

SelectionState::SelectionState(QObject* parent)
    : QObject(parent)
{
}

std::optional<int> SelectionState::layer() const
{
    return m_layer;
}

void SelectionState::setLayer(std::optional<int> layer)
{
    if (m_layer != layer) {
        m_layer = layer;
        emit layerChanged(layer);
    }
}

} // namespace bathyscope::ui
