// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/neurons/NeuronTableModel.h"

#include "core/engine/HookPointText.h"
#include "core/statistics/NeuronStatistic.h"
#include "ui/words/NeuronColumnText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>
#include <QLocale>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace bathyscope::ui {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr int firstStatistic = 1; // column

/// NaN, which neurons without an r have, is the same as NaN.
bool isSameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

} // namespace

NeuronTableModel::NeuronTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void NeuronTableModel::setLayer(std::shared_ptr<const LayerSummary> layer)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (layer == m_layer) {
        return;
    }
    beginResetModel();
    // The last snapshot of a run brings its layers anew, with q.
    const bool isSame = layer && m_layer && layer->hook == m_layer->hook
        && std::ranges::equal(layer->column("r_length"), m_layer->column("r_length"), isSameNumber);
    m_layer = std::move(layer);
    if (!isSame) {
        m_dips.assign(m_layer ? m_layer->numNeurons : 0, undefined);
    }
    list();
    endResetModel();
}

const LayerSummary* NeuronTableModel::layer() const
{
    return m_layer.get();
}

void NeuronTableModel::setListing(NeuronListing listing)
{
    beginResetModel();
    m_listing = std::move(listing);
    list();
    endResetModel();
}

void NeuronTableModel::setDip(std::size_t neuron, double dip)
{
    m_dips.at(neuron) = dip;
    if (const std::optional<int> row = rowOf(neuron)) {
        const QModelIndex changed = index(*row, dipColumn());
        emit dataChanged(changed, changed);
    }
}

std::size_t NeuronTableModel::neuronAt(int row) const
{
    return m_rows.at(static_cast<std::size_t>(row));
}

std::optional<int> NeuronTableModel::rowOf(std::size_t neuron) const
{
    return neuron < m_rowOf.size() && m_rowOf[neuron] >= 0 ? std::optional(m_rowOf[neuron]) : std::nullopt;
}

int NeuronTableModel::numberColumn()
{
    return 0;
}

int NeuronTableModel::dipColumn()
{
    return firstStatistic + static_cast<int>(neuronStatistics().size());
}

int NeuronTableModel::magnitudeColumn()
{
    return dipColumn() + 1;
}

int NeuronTableModel::statisticColumn(std::size_t statistic)
{
    return firstStatistic + static_cast<int>(statistic);
}

QString NeuronTableModel::columnName(int column) const
{
    if (column == numberColumn()) {
        return QStringLiteral("neuron");
    }
    if (column == dipColumn()) {
        return QStringLiteral("dip");
    }
    if (column == magnitudeColumn()) {
        return QStringLiteral("|r|"); // as filters say it
    }
    return QString::fromLatin1(
        neuronStatistics()[static_cast<std::size_t>(column - firstStatistic)].shortName);
}

QString NeuronTableModel::columnTitle(int column) const
{
    if (column == numberColumn()) {
        return neuronNumberTitle(m_layer ? hookElement(m_layer->hook.point) : HookElement::Neuron);
    }
    if (column == dipColumn()) {
        //: head of a column of a table
        return tr("dip");
    }
    if (column == magnitudeColumn()) {
        return columnName(column);
    }
    return neuronColumnTitle(neuronStatistics()[static_cast<std::size_t>(column - firstStatistic)]);
}

QString NeuronTableModel::columnExplanation(int column) const
{
    if (column == numberColumn()) {
        return tr("Number in the layer, from 0");
    }
    if (column == dipColumn()) {
        return tr("Hartigan's dip of the activation, where it has been looked at");
    }
    if (column == magnitudeColumn()) {
        return tr("Size of r with token length, whatever its sign");
    }
    const QString label = QCoreApplication::translate(
        "NeuronStatistic", neuronStatistics()[static_cast<std::size_t>(column - firstStatistic)].label);
    return isComputed(column) ? label
                              //: %1 is a statistic
                              : tr("%1: not computed, the run is older than this statistic").arg(label);
}

bool NeuronTableModel::isComputed(int column) const
{
    return !m_layer || column == numberColumn() || column == dipColumn() || column == magnitudeColumn()
        || m_layer->isComputed(static_cast<std::size_t>(column - firstStatistic));
}

QString NeuronTableModel::exactText(int row, int column) const
{
    const double number = value(neuronAt(row), column);
    return std::isnan(number) ? QString() : QString::number(number, 'g', QLocale::FloatingPointShortest);
}

int NeuronTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int NeuronTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : magnitudeColumn() + 1;
}

QVariant NeuronTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return shownText(neuronAt(index.row()), index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(columnExplanation(index.column()),
                                shownText(neuronAt(index.row()), index.column()));
    default:
        return {};
    }
}

QVariant NeuronTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section > magnitudeColumn()) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return columnTitle(section);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return columnExplanation(section);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    case Qt::InitialSortOrderRole: // who sorts by size looks for the largest
        return QVariant::fromValue(section == magnitudeColumn() ? Qt::DescendingOrder : Qt::AscendingOrder);
    default:
        return {};
    }
}

void NeuronTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column > magnitudeColumn()) {
        return; // no column: the order stays
    }
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<std::size_t> neurons;
    for (const QModelIndex& index : before) {
        neurons.push_back(neuronAt(index.row()));
    }
    m_sortColumn = column;
    m_sortOrder = order;
    sortRows();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        after += index(m_rowOf[neurons[static_cast<std::size_t>(i)]], before[i].column());
    }
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

double NeuronTableModel::value(std::size_t neuron, int column) const
{
    if (column == numberColumn()) {
        return static_cast<double>(neuron);
    }
    if (column == dipColumn()) {
        return m_dips[neuron];
    }
    static const std::size_t rOfLength = neuronStatisticIndex("r_length").value();
    return column == magnitudeColumn()
        ? std::abs(m_layer->columns[rOfLength][neuron])
        : m_layer->columns[static_cast<std::size_t>(column - firstStatistic)][neuron];
}

QString NeuronTableModel::shownText(std::size_t neuron, int column) const
{
    if (column == numberColumn()) {
        return numberText(neuron);
    }
    const double number = value(neuron, column);
    if (std::isnan(number)) {
        // What is not known is no dash: a dip that has not been asked for, a statistic that is younger.
        return column == dipColumn() || !isComputed(column) ? QString() : QStringLiteral("–");
    }
    const bool isCorrelation = column == magnitudeColumn()
        || (column != dipColumn()
            && neuronStatistics()[static_cast<std::size_t>(column - firstStatistic)].isCorrelation);
    return isCorrelation ? fixedText(number, 3) : shortText(number, 3);
}

/// Lists what is asked for, in order.
void NeuronTableModel::list()
{
    m_rows.clear();
    if (m_layer) {
        if (m_listing.filter) {
            m_rows = m_listing.filter->matches(*m_layer);
        } else {
            m_rows.resize(m_layer->numNeurons);
            std::iota(m_rows.begin(), m_rows.end(), 0U);
        }
        if (m_listing.r) {
            const double low = m_listing.r->first;
            const double high = m_listing.r->second;
            const std::vector<double>& r = m_layer->column("r_length");
            std::erase_if(m_rows, [&r, low, high](std::uint32_t neuron) {
                return !(r[neuron] >= low && (r[neuron] < high || (high >= 1 && r[neuron] <= high)));
            });
        }
    }
    sortRows();
}

/// By the column's values; neurons with the same one stay in the order of their numbers.
void NeuronTableModel::sortRows()
{
    std::vector<std::pair<double, std::uint32_t>> keyed;
    keyed.reserve(m_rows.size());
    const double sign = m_sortOrder == Qt::AscendingOrder ? 1 : -1;
    for (const std::uint32_t neuron : m_rows) {
        const double number = value(neuron, m_sortColumn);
        keyed.emplace_back(std::isnan(number) ? std::numeric_limits<double>::infinity() : sign * number,
                           neuron);
    }
    std::ranges::sort(keyed);
    m_rowOf.assign(m_layer ? m_layer->numNeurons : 0, -1);
    for (std::size_t row = 0; row < keyed.size(); ++row) {
        m_rows[row] = keyed[row].second;
        m_rowOf[m_rows[row]] = static_cast<std::int32_t>(row);
    }
}

} // namespace bathyscope::ui
