// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include <cstddef>
#include <optional>

class QMenu;

namespace bathyscope::ui {

class NeuronTableModel;

/// The table of a layer's neurons: sorts by a click on a column's head, copies rows, shows the columns that
/// are chosen and remembers them. Its model is its own. GUI thread.
class NeuronTable final : public QTableView
{
    Q_OBJECT

public:
    explicit NeuronTable(QWidget* parent = nullptr);

    [[nodiscard]] NeuronTableModel& neurons() const;

    /// Marks the row of a neuron and brings it into sight, without neuronChosen(); nothing marks none.
    void showNeuron(std::optional<std::size_t> neuron);

    /// The rows that are selected, or all where there is one or none, with a line of names and the columns in
    /// sight: lines with tabs.
    [[nodiscard]] QString text() const;
    void copy() const; ///< to the clipboard

    [[nodiscard]] QMenu& columnMenu() const; ///< a switch a column

signals:
    void neuronChosen(std::size_t neuron, bool isStep); ///< by the user; a step is one by a key

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void fitColumns();
    void orderColumns();
    void makeColumnMenu();
    void showColumn(int column, bool isShown);

    NeuronTableModel* m_neurons;
    QMenu* m_columnMenu;
    std::optional<std::size_t> m_shown;
    bool m_isQuiet = false; ///< the program moves the current row
    bool m_isStepping = false;
};

} // namespace bathyscope::ui
