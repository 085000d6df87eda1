// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

namespace bathyscope::ui {

/// What is looked at: the single source for all views. GUI thread.
class SelectionState final : public QObject
{
    Q_OBJECT

public:
    explicit SelectionState(QObject* parent = nullptr);

    [[nodiscard]] std::optional<int> layer() const; ///< nothing before the first choice
    void setLayer(std::optional<int> layer);

signals:
    void layerChanged(std::optional<int> layer);

private:
    std::optional<int> m_layer;
};

} // namespace bathyscope::ui
