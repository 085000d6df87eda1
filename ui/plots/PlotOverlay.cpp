// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/PlotOverlay.h"

#include "ui/plots/FittedText.h"

#include <qcustomplot.h>

namespace bathyscope::ui {

PlotOverlay::PlotOverlay(QCustomPlot& plot)
    : m_plot(plot)
    , m_titleLine(new QCPTextElement(&plot))
    , m_emptyText(new QCPItemText(&plot))
    , m_cursorHalo(new QCPItemStraightLine(&plot))
    , m_cursor(new QCPItemStraightLine(&plot))
    , m_readOut(new QCPItemText(&plot))
{
    // Starts where the axes start and may run on over what stands beside them.
    m_titleLine->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip);
    m_titleLine->setMinimumSize(1, 0);
    m_emptyText->setText({});
    m_emptyText->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_emptyText->position->setCoords(0.5, 0.5);
    m_readOut->setText({});
    m_readOut->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_readOut->setTextAlignment(Qt::AlignLeft);
    m_readOut->setPadding({6, 3, 6, 3});
    const QString layer = QStringLiteral("pointer"); // above all that subclasses add
    plot.addLayer(layer);
    plot.layer(layer)->setMode(QCPLayer::lmBuffered);
    for (QCPLayerable* item : std::initializer_list<QCPLayerable*> {m_cursorHalo, m_cursor, m_readOut}) {
        item->setLayer(layer);
    }
    keepClearOf({});
    showPointer();
}

void PlotOverlay::setTitle(const QString& title)
{
    QCPLayoutGrid* grid = m_plot.plotLayout();
    if (m_title.isEmpty() && !title.isEmpty()) {
        grid->insertRow(0);
        grid->addElement(0, 0, m_titleLine);
    } else if (!m_title.isEmpty() && title.isEmpty()) {
        grid->take(m_titleLine);
        grid->simplify();
    }
    m_title = title;
    fitTitle(m_plot.width(), 1);
}

const QString& PlotOverlay::title() const
{
    return m_title;
}

void PlotOverlay::fitTitle(int availableWidth, int mostLines)
{
    const QMargins margins = m_titleLine->margins();
    const int room = availableWidth - margins.left() - margins.right();
    m_titleLine->setText(fittedText(m_title, m_titleLine->font(), room, mostLines));
}

void PlotOverlay::setEmptyText(const QString& text)
{
    m_emptyText->setText(text);
}

void PlotOverlay::setEmptyTextVisible(bool isVisible)
{
    m_emptyText->setVisible(isVisible);
}

void PlotOverlay::setReadOut(const QStringList& lines)
{
    // The axes cut off what reaches beyond them.
    const QMargins padding = m_readOut->padding();
    const int room = static_cast<int>(0.98 * m_plot.axisRect()->width()) - padding.left() - padding.right();
    const QFontMetrics metrics(m_readOut->font());
    QStringList fitting;
    for (const QString& line : lines) {
        fitting << metrics.elidedText(line, Qt::ElideRight, room);
    }
    m_readOut->setText(fitting.join(QLatin1Char('\n')));
    m_hasReadOut = !lines.isEmpty();
    showPointer();
}

void PlotOverlay::keepClearOf(QPoint pointer)
{
    const bool isLeft = pointer.x() > m_plot.axisRect()->center().x();
    m_readOut->position->setCoords(isLeft ? 0.01 : 0.99, 0.02);
    m_readOut->setPositionAlignment((isLeft ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignTop);
}

void PlotOverlay::setCursorX(std::optional<double> x)
{
    m_cursorX = x;
    if (x) {
        for (QCPItemStraightLine* line : {m_cursorHalo, m_cursor}) {
            line->point1->setCoords(*x, 0);
            line->point2->setCoords(*x, 1);
        }
    }
    showPointer();
}

std::optional<double> PlotOverlay::cursorX() const
{
    return m_cursorX;
}

void PlotOverlay::replotPointer()
{
    m_cursor->layer()->replot();
}

void PlotOverlay::setOnPaper(bool isOnPaper)
{
    m_isOnPaper = isOnPaper;
    showPointer();
}

void PlotOverlay::showPointer()
{
    m_cursorHalo->setVisible(m_cursorX && !m_isOnPaper);
    m_cursor->setVisible(m_cursorX && !m_isOnPaper);
    m_readOut->setVisible(m_hasReadOut && !m_isOnPaper);
}

void PlotOverlay::applyStyle(const PlotStyle& style, const QFont& font, const QFont& smallFont, int left)
{
    QFont bold = font;
    bold.setBold(true);
    m_titleLine->setFont(bold);
    m_titleLine->setTextColor(style.text);
    m_titleLine->setMargins({left, 4, 12, 2});
    m_emptyText->setFont(font);
    m_emptyText->setColor(style.axis);
    m_readOut->setFont(smallFont);
    m_readOut->setColor(style.text);
    m_readOut->setBrush(style.veil());
    m_readOut->setPen(QPen(style.grid, 1));
    m_cursorHalo->setPen(QPen(style.veil(), 1));
    m_cursor->setPen(QPen(style.cursor, 1, Qt::DashLine));
}

} // namespace bathyscope::ui
