// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FlowLayout.h"

#include <QWidget>

#include <algorithm>

namespace bathyscope::ui {

FlowLayout::FlowLayout(QWidget* parent)
    : QLayout(parent)
{
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
}

int FlowLayout::count() const
{
    return static_cast<int>(m_items.size());
}

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count()) {
        return nullptr;
    }
    const auto place = m_items.begin() + index;
    QLayoutItem* item = place->release();
    m_items.erase(place);
    return item;
}

Qt::Orientations FlowLayout::expandingDirections() const
{
    return {};
}

bool FlowLayout::hasHeightForWidth() const
{
    return true;
}

int FlowLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    int bottom = margins.top();
    for (const QRect& place : placesIn(QRect(0, 0, width, 0).marginsRemoved(margins))) {
        const int rowTop = place.top() - (rowHeight() - place.height()) / 2;
        bottom = std::max(bottom, rowTop + rowHeight());
    }
    return bottom + margins.bottom();
}

QSize FlowLayout::sizeHint() const
{
    const QMargins margins = contentsMargins();
    int width = margins.left() + margins.right();
    for (const QLayoutItem* item : shownItems()) {
        width += item->sizeHint().width() + spacing();
    }
    return {width, margins.top() + rowHeight() + margins.bottom()};
}

QSize FlowLayout::minimumSize() const
{
    QSize widest;
    for (const QLayoutItem* item : shownItems()) {
        widest = widest.expandedTo(item->sizeHint());
    }
    return widest.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect& area)
{
    QLayout::setGeometry(area);
    const Places places = placesIn(area.marginsRemoved(contentsMargins()));
    const QList<QLayoutItem*> items = shownItems();
    for (qsizetype i = 0; i < items.size(); ++i) {
        items[i]->setGeometry(places[static_cast<std::size_t>(i)]);
    }
}

QList<QLayoutItem*> FlowLayout::shownItems() const
{
    QList<QLayoutItem*> shown;
    for (const auto& item : m_items) {
        if (!item->isEmpty()) {
            shown << item.get();
        }
    }
    return shown;
}

int FlowLayout::rowHeight() const
{
    int height = 0;
    for (const QLayoutItem* item : shownItems()) {
        height = std::max(height, item->sizeHint().height());
    }
    return height;
}

FlowLayout::Places FlowLayout::placesIn(const QRect& area) const
{
    Places places;
    const int height = rowHeight();
    QPoint next = area.topLeft();
    for (const QLayoutItem* item : shownItems()) {
        const QSize size = item->sizeHint();
        if (next.x() > area.left() && next.x() + size.width() > area.left() + area.width()) {
            next = {area.left(), next.y() + height + spacing()};
        }
        places.emplace_back(next + QPoint(0, (height - size.height()) / 2), size);
        next.rx() += size.width() + spacing();
    }
    return places;
}

} // namespace bathyscope::ui
