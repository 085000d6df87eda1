// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/HookPointText.h"
#include "core/statistics/NeuronFilter.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <optional>
#include <utility>

class QAbstractButton;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace bathyscope::ui {

class FilterEdit;

/// Which neurons are listed: an expression that is checked as it is typed, and the interval of r that was
/// chosen in a heatmap, as a chip that a click takes away. GUI thread.
class NeuronFilterBar final : public QWidget
{
    Q_OBJECT

public:
    explicit NeuronFilterBar(QWidget* parent = nullptr);

    /// What is typed, if it can be understood; the last such one while it cannot. Nothing: all neurons.
    [[nodiscard]] const std::optional<NeuronFilter>& filter() const;
    [[nodiscard]] QString expression() const;
    void setExpression(const QString& expression);

    void setRRange(std::optional<std::pair<double, double>> range); ///< the chip; nothing hides it
    void addButtons(const QList<QAbstractButton*>& buttons); ///< beside the count; takes ownership

    /// What is listed, and of which layer ("Layer 3"); an empty name where there is none yet.
    void setCount(const QString& layer, std::size_t numListed, std::size_t numNeurons, HookElement element);

    /// Names of the filter's statistics that the run did not compute: said below it.
    void setNotComputed(const QStringList& names);

    void focusExpression();

signals:
    void filterChanged();
    void rRangeRemoved();
    void listWanted(); ///< Down or Return was pressed: go on in the list

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void parse();
    void showProblem();
    void showHelp();

    FilterEdit* m_edit;
    QToolButton* m_help;
    QToolButton* m_chip;
    QLabel* m_layer;
    QLabel* m_count;
    QHBoxLayout* m_buttons;
    QString m_error; ///< of the expression; empty where it is understood
    QStringList m_notComputed;
    QLabel* m_problem;
    std::optional<NeuronFilter> m_filter;
};

} // namespace bathyscope::ui
