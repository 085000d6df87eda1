// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ToolTips.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QTabBar>
#include <QTextLayout>
#include <QToolTip>

namespace bathyscope::ui {

namespace {

constexpr int lettersInALine = 60; // a comfortable length

/// What is said about a place of a widget; nothing where its parent may have something to say.
struct Tip
{
    QString text {};
    QRect area {}; ///< of the widget, which the pointer leaves with the tip; empty: all of it
};

Tip tipOf(const QHeaderView& header, QPoint position)
{
    const int section = header.logicalIndexAt(position);
    if (section < 0) {
        return {};
    }
    const QString text =
        header.model()->headerData(section, header.orientation(), Qt::ToolTipRole).toString();
    const int start = header.sectionViewportPosition(section);
    const int length = header.sectionSize(section);
    return {.text = text,
            .area = header.orientation() == Qt::Horizontal ? QRect(start, 0, length, header.height())
                                                           : QRect(0, start, header.width(), length)};
}

Tip tipOf(const QAbstractItemView& view, QPoint position)
{
    const QModelIndex index = view.indexAt(position);
    return {.text = index.data(Qt::ToolTipRole).toString(), .area = view.visualRect(index)};
}

Tip tipOf(const QTabBar& tabs, QPoint position)
{
    const int tab = tabs.tabAt(position);
    return tab < 0 ? Tip {} : Tip {.text = tabs.tabToolTip(tab), .area = tabs.tabRect(tab)};
}

Tip tipAt(const QWidget& widget, QPoint position)
{
    const auto* view = qobject_cast<const QAbstractItemView*>(widget.parentWidget());
    if (view && view->viewport() == &widget) {
        const auto* header = qobject_cast<const QHeaderView*>(view);
        return header ? tipOf(*header, position) : tipOf(*view, position);
    }
    const auto* tabs = qobject_cast<const QTabBar*>(&widget);
    const Tip tip = tabs ? tipOf(*tabs, position) : Tip {};
    return tip.text.isEmpty() ? Tip {.text = widget.toolTip()} : tip;
}

} // namespace

ToolTips::ToolTips(QObject* parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool ToolTips::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !watched->isWidgetType()) {
        return QObject::eventFilter(watched, event);
    }
    auto& widget = *static_cast<QWidget*>(watched);
    const auto& help = *static_cast<QHelpEvent*>(event);
    const Tip tip = tipAt(widget, help.pos());
    if (tip.text.isEmpty()) {
        return QObject::eventFilter(watched, event);
    }
    QToolTip::showText(help.globalPos(), toolTipMarkup(tip.text, QToolTip::font()), &widget, tip.area,
                       widget.toolTipDuration());
    event->accept();
    return true;
}

QString toolTipMarkup(const QString& text, const QFont& font)
{
    QStringList lines;
    for (const QString& paragraph : text.split(u'\n')) {
        QTextLayout layout(paragraph, font);
        QTextOption wrapping;
        wrapping.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(wrapping);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(lettersInALine * QFontMetricsF(font).averageCharWidth());
            lines += paragraph.mid(line.textStart(), line.textLength()).toHtmlEscaped();
        }
        layout.endLayout();
    }
    return QStringLiteral("<p style='white-space: pre'>") + lines.join(QStringLiteral("<br>"))
        + QStringLiteral("</p>");
}

} // namespace bathyscope::ui
