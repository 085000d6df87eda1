// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/LayerSummary.h"
#include "core/statistics/NeuronFilter.h"

#include <QAbstractTableModel>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace bathyscope::ui {

/// Neurons of one layer that are listed: by an expression, and by r.
struct NeuronListing
{
    std::optional<NeuronFilter> filter;
    std::optional<std::pair<double, double>>
        r {}; ///< lower border included, the upper one too where it is 1, as in bins of r
};

/// The neurons of one finished layer: a column for the number, one for every statistic of the table, one for
/// the dip of those that have been looked at, and one for |r|, whose order has the strongest of either sign
/// together. Cells of a statistic that the run did not compute are empty. Sorts and filters whole layers in
/// milliseconds, without a proxy; what is not defined comes last in either order. GUI thread.
class NeuronTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit NeuronTableModel(QObject* parent = nullptr);

    /// Another layer, or none; keeps order and listing. The dips of another layer are forgotten.
    void setLayer(std::shared_ptr<const LayerSummary> layer);
    [[nodiscard]] const LayerSummary* layer() const;

    void setListing(NeuronListing listing);

    /// A neuron of this layer has been looked at.
    void setDip(std::size_t neuron, double dip);

    [[nodiscard]] std::size_t neuronAt(int row) const;
    [[nodiscard]] std::optional<int> rowOf(std::size_t neuron) const; ///< nothing where it is not listed

    [[nodiscard]] static int numberColumn(); ///< of the neuron's number
    [[nodiscard]] static int dipColumn();
    [[nodiscard]] static int magnitudeColumn(); ///< of |r|
    [[nodiscard]] static int statisticColumn(std::size_t statistic); ///< of neuronStatistics()[statistic]

    /// Name of a column for files and settings, the same in every language: "neuron", "r", "dip", "|r|".
    [[nodiscard]] QString columnName(int column) const;
    [[nodiscard]] QString columnTitle(int column) const; ///< at its head, in the application's language
    [[nodiscard]] QString columnExplanation(int column) const;
    [[nodiscard]] bool isComputed(int column) const; ///< in the run that the layer is from

    /// A value with all its digits, in the C locale, for clipboard and files; empty where it is not defined.
    [[nodiscard]] QString exactText(int row, int column) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    [[nodiscard]] double value(std::size_t neuron, int column) const;
    [[nodiscard]] QString shownText(std::size_t neuron, int column) const;
    void list();
    void sortRows();

    std::shared_ptr<const LayerSummary> m_layer;
    NeuronListing m_listing;
    std::vector<double> m_dips; ///< [neurons of the layer]; NaN: not looked at
    std::vector<std::uint32_t> m_rows; ///< neurons that are listed, in order
    std::vector<std::int32_t> m_rowOf; ///< [neurons of the layer]; negative: not listed
    int m_sortColumn = 0;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace bathyscope::ui
