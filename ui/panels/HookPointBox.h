// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/HookPoint.h"

#include <QComboBox>

#include <cstddef>

namespace bathyscope::ui {

/// How much of a model there is to look at; 0 where that is not known.
struct ModelWidths
{
    std::size_t numLayers = 0;
    std::size_t hiddenSize = 0;
    std::size_t numNeurons = 0; ///< of an MLP
    std::size_t maxPositions = 0; ///< the longest window
    bool operator==(const ModelWidths&) const = default;
};

/// Every hook point of the table under the part of the model it belongs to, with its width in the chosen
/// model, and what it is as a tool tip. GUI thread.
class HookPointBox final : public QComboBox
{
    Q_OBJECT

public:
    explicit HookPointBox(QWidget* parent = nullptr);

    [[nodiscard]] HookPoint hookPoint() const;
    void setHookPoint(HookPoint point);

    void setModel(const ModelWidths& widths);

    /// "In every layer, 512 neurons. What each neuron …": of the chosen point.
    [[nodiscard]] QString explanation() const;

private:
    void nameItems();

    ModelWidths m_widths;
};

} // namespace bathyscope::ui
