// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokens/ColorScaleBar.h"

#include "ui/words/NumberText.h"

#include <QPainter>

namespace bathyscope::ui {

namespace {

constexpr int stripWidth = 96; // device-independent pixels, as all lengths here
constexpr int stripHeight = 12;
constexpr int gap = 6;

} // namespace

ColorScaleBar::ColorScaleBar(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ColorScaleBar::setFills(const TokenFills& fills)
{
    m_colors.clear();
    if (!fills.isEmpty()) {
        const TokenColoring& coloring = fills.coloring();
        m_name = coloring.valueName;
        m_low = fixedText(fills.low(), coloring.decimals);
        m_high = fixedText(fills.high(), coloring.decimals);
        for (int step = 0; step < numSteps; ++step) {
            m_colors.push_back(fills.at(static_cast<double>(step) / (numSteps - 1)));
        }
        //: the colours of a text: %1 is what they mean, %2 and %3 the values of the first and the last
        setAccessibleName(tr("Colours: %1 from %2 to %3").arg(m_name, m_low, m_high));
        setToolTip(
            coloring.scale == TokenColoring::Scale::Signed
                ? tr("The colours on either side of %1. The first and the last stand for values beyond "
                     "them, too: one token in 200 may have them.")
                      .arg(fixedText(coloring.centre, coloring.decimals))
                : tr("The last colour stands for larger values, too: one token in 200 may have "
                     "them."));
    }
    setVisible(!m_colors.empty());
    updateGeometry();
    update();
}

QSize ColorScaleBar::sizeHint() const
{
    return {textWidth(m_name) + textWidth(m_low) + textWidth(m_high) + stripWidth + 3 * gap,
            fontMetrics().height() + gap};
}

QSize ColorScaleBar::minimumSizeHint() const
{
    return sizeHint();
}

int ColorScaleBar::textWidth(const QString& text) const
{
    return fontMetrics().horizontalAdvance(text);
}

void ColorScaleBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    int left = 0;
    const auto paintText = [&](const QString& text) {
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(left, 0, textWidth(text), height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        left += textWidth(text) + gap;
    };
    paintText(m_name);
    paintText(m_low);
    const QRectF strip(left, (height() - stripHeight) / 2.0, stripWidth, stripHeight);
    const qreal stepWidth = strip.width() / numSteps;
    for (std::size_t step = 0; step < m_colors.size(); ++step) {
        painter.fillRect(QRectF(strip.left() + static_cast<qreal>(step) * stepWidth, strip.top(),
                                stepWidth + 0.5, strip.height()),
                         m_colors[step]);
    }
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(strip.adjusted(-0.5, -0.5, 0.5, 0.5));
    left += stripWidth + gap;
    paintText(m_high);
}

} // namespace bathyscope::ui
