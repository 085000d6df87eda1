// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/GoToBox.h"

#include "ui/look/Theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int leastWidth = 560; // device-independent pixels, as all lengths here
constexpr int greatestWidth = 900;
constexpr int topDistance = 48;
constexpr int margin = 10;
constexpr int rowPadding = 5;
constexpr int shownRows = 9;
constexpr int previewRole = Qt::UserRole;
constexpr int canGoRole = Qt::UserRole + 1;
constexpr int keptBeginRole = Qt::UserRole + 2; ///< what is kept of the preview
constexpr int keptLengthRole = Qt::UserRole + 3;

/// Of what a window of that width has room for: two thirds of it.
int boxWidthIn(int windowWidth)
{
    return std::clamp(windowWidth * 2 / 3, leastWidth, greatestWidth);
}

/// Title to the left, preview to the right in a quieter colour.
class PlaceDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        const bool isChosen = option.state.testFlag(QStyle::State_Selected);
        if (isChosen) {
            QColor tint = themeColor(ThemeColor::Accent);
            tint.setAlphaF(0.16F);
            painter->fillRect(option.rect, tint);
        }
        const QRect inner = option.rect.adjusted(margin, 0, -margin, 0);
        const GoToRow row = goToRow(
            index.data(Qt::DisplayRole).toString(), index.data(previewRole).toString(),
            {.begin = index.data(keptBeginRole).toInt(), .length = index.data(keptLengthRole).toInt()},
            option.fontMetrics, inner.width(), 2 * margin);
        const bool canGo = index.data(canGoRole).toBool();
        painter->setPen(themeColor(canGo ? ThemeColor::Text : ThemeColor::Secondary));
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, row.title);
        painter->setPen(themeColor(ThemeColor::Secondary));
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, row.preview);
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& /*index*/) const override
    {
        return {0, option.fontMetrics.height() + 2 * rowPadding};
    }
};

} // namespace

GoToBox::GoToBox(GoToContext context, QWidget* window)
    : QDialog(window, Qt::Dialog | Qt::FramelessWindowHint)
    , m_context(std::move(context))
    , m_line(new QLineEdit)
    , m_list(new QListWidget)
    , m_message(new QLabel)
{
    setObjectName(QStringLiteral("goTo"));
    setWindowTitle(tr("Go to"));
    setModal(true);
    m_line->setMaxLength(longestGoTo);
    m_line->setPlaceholderText(tr("Layer 7, 7/1234, token \"the\", a view, an action…"));
    m_line->setAccessibleName(tr("Go to"));
    m_line->setAccessibleDescription(
        tr("A layer, neuron or token by its number, or part of the name of a view or an action. Up and Down "
           "choose, Enter goes there."));
    m_line->installEventFilter(this);
    m_list->setAccessibleName(tr("Places"));
    m_list->setItemDelegate(new PlaceDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus); // keys stay with the line
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_message->setObjectName(QStringLiteral("problem"));
    m_message->setAccessibleName(tr("Why this cannot be gone to"));
    m_message->setWordWrap(true);
    m_message->setContentsMargins(margin, 0, margin, 0);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(margin / 2);
    layout->addWidget(m_line);
    layout->addWidget(m_list);
    layout->addWidget(m_message);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    for (QWidget* line :
         {static_cast<QWidget*>(m_line), static_cast<QWidget*>(m_list), static_cast<QWidget*>(m_message)}) {
        line->setFixedWidth(boxWidthIn(window->width()));
    }

    connect(m_line, &QLineEdit::textChanged, this, &GoToBox::follow);
    connect(m_list, &QListWidget::currentRowChanged, this, &GoToBox::sayProblem);
    connect(m_list, &QListWidget::itemClicked, this,
            [this](const QListWidgetItem* item) { go(m_list->row(item)); });
    follow();
}

void GoToBox::follow()
{
    m_places = goToPlaces(m_line->text(), m_context);
    fillList();
    sayProblem();
}

void GoToBox::fillList()
{
    m_list->clear();
    for (const GoToPlace& place : m_places) {
        auto* item = new QListWidgetItem(place.title, m_list);
        const QString beside = place.problem.isEmpty() ? place.preview : place.problem;
        item->setData(previewRole, beside);
        item->setData(canGoRole, place.problem.isEmpty());
        if (place.problem.isEmpty()) {
            item->setData(keptBeginRole, static_cast<int>(place.kept.begin));
            item->setData(keptLengthRole, static_cast<int>(place.kept.length));
        }
        //: what a screen reader says of a place: its name, and what is there
        item->setData(Qt::AccessibleTextRole, tr("%1, %2").arg(place.title, beside));
        item->setToolTip(beside);
    }
    const int numRows = std::clamp(m_list->count(), 0, shownRows);
    m_list->setVisible(numRows > 0);
    m_list->setFixedHeight(numRows * (fontMetrics().height() + 2 * rowPadding) + 2);
    m_list->setCurrentRow(m_places.empty() ? -1 : 0);
}

/// Of the chosen place; and where there is none, what could be typed.
void GoToBox::sayProblem()
{
    const int row = m_list->currentRow();
    QString problem;
    if (m_places.empty()) {
        //: %1 is what was typed
        problem = tr("Nothing is called “%1”. Type a number, as in layer 7 or 7/1234, or part of a name from "
                     "the menus.")
                      .arg(m_line->text().trimmed());
    } else if (row >= 0 && row < static_cast<int>(m_places.size())) {
        problem = m_places[static_cast<std::size_t>(row)].problem;
    }
    m_message->setText(problem);
    m_message->setVisible(!problem.isEmpty());
}

void GoToBox::go(int row)
{
    if (row < 0 || row >= static_cast<int>(m_places.size())) {
        return;
    }
    const GoToPlace place = m_places[static_cast<std::size_t>(row)];
    if (!place.completion.isEmpty()) {
        m_line->setText(place.completion);
        m_line->setFocus();
    } else if (place.problem.isEmpty()) {
        accept();
        emit chosen(place);
    }
}

void GoToBox::step(int numRows)
{
    if (m_list->count() > 0) {
        m_list->setCurrentRow(std::clamp(m_list->currentRow() + numRows, 0, m_list->count() - 1));
    }
}

bool GoToBox::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Up:
            step(-1);
            return true;
        case Qt::Key_Down:
            step(1);
            return true;
        case Qt::Key_PageUp:
            step(-shownRows);
            return true;
        case Qt::Key_PageDown:
            step(shownRows);
            return true;
        case Qt::Key_Tab: // takes over what is chosen
            if (const int row = m_list->currentRow();
                row >= 0 && !m_places[static_cast<std::size_t>(row)].completion.isEmpty()) {
                go(row);
            }
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            go(m_list->currentRow());
            return true;
        default:
            break;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void GoToBox::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    const QWidget* window = parentWidget();
    move(window->mapToGlobal(QPoint((window->width() - width()) / 2, topDistance)));
    m_line->setFocus();
}

} // namespace bathyscope::ui
