// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/neurons/ExtremeTokenTable.h"

#include "ui/plots/PlotStyle.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/TableCopier.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>

#include <algorithm>
#include <array>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int cellMargin = 6; // device-independent pixels, as all lengths here
constexpr int leastContextWidth = 240; // below it, what is read out anyway gives way
constexpr double tokenPlace = 0.42; // of the column's width, where all tokens begin
constexpr std::array givingWay {ExtremeTokenModel::PositionColumn, ExtremeTokenModel::WindowColumn,
                                ExtremeTokenModel::CountColumn, ExtremeTokenModel::LengthColumn};

/// Paints a token on the colour of its activation, with what stands before it to its left, and headings as
/// such.
class ExcerptDelegate final : public QStyledItemDelegate
{
public:
    explicit ExcerptDelegate(ExtremeTokenTable& table)
        : QStyledItemDelegate(&table)
        , m_table(table)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const TokenExcerpt* excerpt = m_table.tokens().excerptAt(index.row());
        const auto token = m_table.tokens().tokenAt(index.row());
        if (index.column() != ExtremeTokenModel::ContextColumn || !excerpt || !token) {
            QStyledItemDelegate::paint(painter, option, index);
            return;
        }
        QStyleOptionViewItem ground(option);
        initStyleOption(&ground, index);
        ground.text.clear();
        m_table.style()->drawControl(QStyle::CE_ItemViewItem, &ground, painter, &m_table);

        const QFontMetrics& metrics = option.fontMetrics;
        const QRect cell = option.rect.adjusted(cellMargin, 0, -cellMargin, 0);
        const int begin = cell.left() + static_cast<int>(tokenPlace * cell.width());
        const QString said = metrics.elidedText(excerpt->token, Qt::ElideRight, cell.right() - begin);
        QRect box(begin, cell.top() + 1, metrics.horizontalAdvance(said), cell.height() - 2);
        const QRect before(cell.left(), cell.top(), begin - cell.left(), cell.height());
        const QRect after(box.right() + 1, cell.top(), std::max(0, cell.right() - box.right()),
                          cell.height());
        painter->save();
        painter->setFont(option.font);
        painter->setPen(option.palette.color(
            option.state.testFlag(QStyle::State_Selected) ? QPalette::HighlightedText : QPalette::Text));
        painter->drawText(before, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                          metrics.elidedText(excerpt->before, Qt::ElideLeft, before.width()));
        painter->drawText(after, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          metrics.elidedText(excerpt->after, Qt::ElideRight, after.width()));
        painter->fillRect(box, m_table.fills().ofToken(*token));
        painter->setPen(option.palette.color(QPalette::Text));
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, said);
        painter->restore();
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (m_table.tokens().isHeading(index.row())) {
            option->state |= QStyle::State_Enabled; // it cannot be chosen, but is to be read
            option->font.setBold(true);
        }
    }

private:
    ExtremeTokenTable& m_table;
};

} // namespace

ExtremeTokenTable::ExtremeTokenTable(QWidget* parent)
    : QTableView(parent)
    , m_tokens(new ExtremeTokenModel(this))
{
    setModel(m_tokens);
    setItemDelegate(new ExcerptDelegate(*this));
    setFrameShape(QFrame::NoFrame);
    listRows(*this);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setMouseTracking(true);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setSectionResizeMode(ExtremeTokenModel::ContextColumn, QHeaderView::Stretch);
    fitColumns();
    restyle();
    new TableCopier(*this);
    connect(this, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (const auto token = m_tokens->tokenAt(index.row())) {
            emit tokenActivated(*token);
        }
    });
    connect(this, &QTableView::entered, this,
            [this](const QModelIndex& index) { emit tokenHovered(m_tokens->tokenAt(index.row())); });
    connect(this, &QTableView::viewportEntered, this, [this] { emit tokenHovered(std::nullopt); });
}

ExtremeTokenTable::~ExtremeTokenTable() = default;

void ExtremeTokenTable::setPortrait(std::shared_ptr<const RunInfo> info,
                                    std::shared_ptr<const NeuronPortrait> portrait,
                                    std::shared_ptr<const TokenTexts> texts, const TokenColoring& coloring)
{
    m_fills = TokenFills(portrait->values, coloring);
    restyle();
    m_tokens->setPortrait(std::move(info), std::move(portrait), std::move(texts));
    clearSpans();
    for (int row = 0; row < m_tokens->rowCount(); ++row) {
        if (m_tokens->isHeading(row)) {
            setSpan(row, 0, 1, ExtremeTokenModel::NumColumns);
        }
    }
    scrollToTop();
}

void ExtremeTokenTable::showToken(std::optional<std::size_t> token)
{
    const QScopedValueRollback quiet(m_isQuiet, true);
    const std::optional<int> row = token ? m_tokens->rowOf(*token) : std::nullopt;
    if (!row) {
        clearSelection();
        selectionModel()->clearCurrentIndex();
    } else if (!currentIndex().isValid() || m_tokens->tokenAt(currentIndex().row()) != token) {
        setCurrentIndex(m_tokens->index(*row, ExtremeTokenModel::ContextColumn));
    }
}

const ExtremeTokenModel& ExtremeTokenTable::tokens() const
{
    return *m_tokens;
}

const TokenFills& ExtremeTokenTable::fills() const
{
    return m_fills;
}

void ExtremeTokenTable::keyPressEvent(QKeyEvent* event)
{
    const QScopedValueRollback stepping(m_isStepping, true);
    QTableView::keyPressEvent(event);
}

void ExtremeTokenTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (!m_isQuiet && current.isValid() && current.row() != previous.row()) {
        if (const auto token = m_tokens->tokenAt(current.row())) {
            emit tokenChosen(*token, m_isStepping);
        }
    }
}

void ExtremeTokenTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    int room = viewport()->width() - leastContextWidth;
    for (int column = 0; column < ExtremeTokenModel::NumColumns; ++column) {
        room -= column != ExtremeTokenModel::ContextColumn ? horizontalHeader()->sectionSizeHint(column) : 0;
    }
    for (const int column : givingWay) {
        setColumnHidden(column, room < 0);
        room += room < 0 ? horizontalHeader()->sectionSizeHint(column) : 0;
    }
}

void ExtremeTokenTable::leaveEvent(QEvent* event)
{
    QTableView::leaveEvent(event);
    emit tokenHovered(std::nullopt);
}

void ExtremeTokenTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        restyle();
    }
}

/// As wide as their names and numbers, without a look at the rows.
void ExtremeTokenTable::fitColumns()
{
    const int number = fontMetrics().horizontalAdvance(QStringLiteral("−0.0000")) + 2 * cellMargin;
    for (int column = 0; column < ExtremeTokenModel::NumColumns; ++column) {
        if (column != ExtremeTokenModel::ContextColumn) {
            setColumnWidth(column,
                           std::max(horizontalHeader()->sectionSizeHint(column),
                                    column == ExtremeTokenModel::ActivationColumn ? number : 0));
        }
    }
}

void ExtremeTokenTable::restyle()
{
    m_fills.setStyle(PlotStyle::screen(palette()));
    viewport()->update();
}

} // namespace bathyscope::ui
