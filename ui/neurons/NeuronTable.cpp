// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/neurons/NeuronTable.h"

#include "ui/look/Preferences.h"
#include "ui/neurons/NeuronTableModel.h"
#include "ui/widgets/RowTable.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace bathyscope::ui {

namespace {

/// What is shown at first, from left to right: the question of the program, the tests, and what a neuron is
/// like. Other columns stand behind them.
constexpr std::array<std::string_view, 9> firstColumns {"neuron", "r",      "|r|",  "partial", "p",
                                                        "q",      "active", "mean", "dip"};

QStringList firstColumnNames()
{
    QStringList names;
    for (const std::string_view name : firstColumns) {
        names += QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
    }
    return names;
}

} // namespace

NeuronTable::NeuronTable(QWidget* parent)
    : QTableView(parent)
    , m_neurons(new NeuronTableModel(this))
    , m_columnMenu(new QMenu(this))
{
    setModel(m_neurons);
    listRows(*this);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setCornerButtonEnabled(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    horizontalHeader()->setSortIndicator(NeuronTableModel::numberColumn(), Qt::AscendingOrder);
    setSortingEnabled(true);
    fitColumns();
    orderColumns();
    makeColumnMenu();
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this,
            [this](QPoint place) { m_columnMenu->popup(horizontalHeader()->mapToGlobal(place)); });
    // Rows come and go: the neuron stays.
    connect(m_neurons, &QAbstractItemModel::modelReset, this, [this] { showNeuron(m_shown); });
    connect(m_neurons, &QAbstractItemModel::layoutChanged, this, [this] {
        if (currentIndex().isValid()) {
            scrollTo(currentIndex());
        }
    });
}

NeuronTableModel& NeuronTable::neurons() const
{
    return *m_neurons;
}

void NeuronTable::showNeuron(std::optional<std::size_t> neuron)
{
    const QScopedValueRollback quiet(m_isQuiet, true);
    m_shown = neuron;
    const std::optional<int> row = neuron ? m_neurons->rowOf(*neuron) : std::nullopt;
    if (!row) {
        clearSelection();
        selectionModel()->clearCurrentIndex();
        return;
    }
    if (currentIndex().row() != *row) {
        // In a column that is in sight, or the table would scroll sideways.
        const int column = std::max(0, columnAt(0));
        setCurrentIndex(m_neurons->index(*row, column));
        scrollTo(m_neurons->index(*row, column));
    }
}

QString NeuronTable::text() const
{
    std::vector<int> columns;
    for (int place = 0; place < horizontalHeader()->count(); ++place) {
        const int column = horizontalHeader()->logicalIndex(place);
        if (!isColumnHidden(column)) {
            columns.push_back(column);
        }
    }
    std::vector<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows()) {
        rows.push_back(index.row());
    }
    std::ranges::sort(rows);
    if (rows.size() < 2) {
        rows.clear();
        for (int row = 0; row < m_neurons->rowCount(); ++row) {
            rows.push_back(row);
        }
    }
    QString lines;
    const auto addLine = [&lines, &columns](const auto& field) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            lines += field(columns[i]);
            lines += i + 1 < columns.size() ? QLatin1Char('\t') : QLatin1Char('\n');
        }
    };
    addLine([this](int column) { return m_neurons->columnName(column); });
    for (const int row : rows) {
        addLine([this, row](int column) { return m_neurons->exactText(row, column); });
    }
    return lines;
}

void NeuronTable::copy() const
{
    QApplication::clipboard()->setText(text());
}

QMenu& NeuronTable::columnMenu() const
{
    return *m_columnMenu;
}

/// The window has a shortcut for the same key, which copies plots: here rows are meant.
bool NeuronTable::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QTableView::event(event);
}

void NeuronTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    const QScopedValueRollback stepping(m_isStepping, true);
    QTableView::keyPressEvent(event);
}

void NeuronTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (!m_isQuiet && current.isValid() && current.row() != previous.row()) {
        m_shown = m_neurons->neuronAt(current.row());
        emit neuronChosen(*m_shown, m_isStepping);
    }
}

/// As wide as their names and numbers, without a look at thousands of rows.
void NeuronTable::fitColumns()
{
    constexpr int room = 20; // pixels: margins and the sort indicator
    const QFontMetrics metrics(font());
    const int number = metrics.horizontalAdvance(QStringLiteral("−0.00e−00"));
    for (int column = 0; column < m_neurons->columnCount(); ++column) {
        setColumnWidth(column,
                       std::max(number, metrics.horizontalAdvance(m_neurons->columnTitle(column))) + room);
    }
}

void NeuronTable::orderColumns()
{
    int place = 0;
    for (const QString& name : firstColumnNames()) {
        for (int column = 0; column < m_neurons->columnCount(); ++column) {
            if (m_neurons->columnName(column) == name) {
                horizontalHeader()->moveSection(horizontalHeader()->visualIndex(column), place++);
            }
        }
    }
}

void NeuronTable::makeColumnMenu()
{
    const QStringList chosen = Preferences::neuronColumns(firstColumnNames());
    for (int column = 0; column < m_neurons->columnCount(); ++column) {
        const QString name = m_neurons->columnName(column);
        //: in a menu of columns: name, meaning
        QAction* action = m_columnMenu->addAction(
            tr("%1: %2").arg(m_neurons->columnTitle(column), m_neurons->columnExplanation(column)));
        const bool isShown = column == NeuronTableModel::numberColumn() || chosen.contains(name);
        action->setCheckable(true);
        action->setChecked(isShown);
        action->setEnabled(column != NeuronTableModel::numberColumn());
        setColumnHidden(column, !isShown);
        connect(action, &QAction::toggled, this,
                [this, column](bool isChecked) { showColumn(column, isChecked); });
    }
}

void NeuronTable::showColumn(int column, bool isShown)
{
    setColumnHidden(column, !isShown);
    QStringList shown;
    for (int i = 0; i < m_neurons->columnCount(); ++i) {
        if (!isColumnHidden(i)) {
            shown += m_neurons->columnName(i);
        }
    }
    Preferences::setNeuronColumns(shown);
}

} // namespace bathyscope::ui
