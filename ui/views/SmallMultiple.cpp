// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/SmallMultiple.h"

#include "ui/plots/HistogramPlot.h"
#include "ui/words/NumberText.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>
#include <QVBoxLayout>

namespace bathyscope::ui {

namespace {

constexpr QSize preferredSize {150, 108}; // device-independent pixels
constexpr int margin = 3;

} // namespace

SmallMultiple::SmallMultiple(std::size_t layer, QWidget* parent)
    : QAbstractButton(parent)
    , m_title(new QLabel(tr("Layer %1").arg(numberText(layer)), this))
{
    setObjectName(QStringLiteral("layer%1").arg(layer));
    setCheckable(true);
    setEnabled(false);
    setText(m_title->text());
    setAccessibleName(m_title->text());
    setToolTip(tr("Click, or press Enter, to look at this layer everywhere."));

    m_title->setAlignment(Qt::AlignHCenter);
    m_title->setAttribute(Qt::WA_TransparentForMouseEvents);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(0);
    layout->addWidget(m_title, 0, Qt::AlignTop);
}

SmallMultiple::~SmallMultiple() = default;

/// Dozens of plots at once would keep the window away: each is made when there is something to draw.
void SmallMultiple::makePlot()
{
    m_plot = new HistogramPlot(this);
    // The button takes clicks and keys, and the wheel scrolls the grid instead of zooming one cell of it.
    m_plot->setCompact(true);
    m_plot->setMinimumSize(1, 1); // the cell decides
    m_plot->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setFocusPolicy(Qt::NoFocus);
    for (QWidget* child : m_plot->findChildren<QWidget*>()) {
        child->setFocusPolicy(Qt::NoFocus);
    }
    m_plot->setSelected(isChecked());
    connect(this, &QAbstractButton::toggled, m_plot, &HistogramPlot::setSelected);
    static_cast<QVBoxLayout*>(layout())->addWidget(m_plot, 1);
}

void SmallMultiple::setData(const HistogramData& histogram)
{
    const bool isFinished = !histogram.edges.empty();
    setEnabled(isFinished);
    if (isFinished && !m_plot) {
        makePlot();
    }
    if (!histogram.title.isEmpty()) {
        m_title->setText(histogram.title);
        setText(histogram.title);
        setAccessibleName(histogram.title);
    }
    if (m_plot) {
        m_plot->setVisible(isFinished);
        m_plot->setData(histogram);
    }
}

QSize SmallMultiple::sizeHint() const
{
    return preferredSize;
}

void SmallMultiple::paintEvent(QPaintEvent* /*event*/)
{
    if (hasFocus()) {
        QPainter painter(this);
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.backgroundColor = palette().color(QPalette::Window);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

void SmallMultiple::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
    } else {
        QAbstractButton::keyPressEvent(event);
    }
}

} // namespace bathyscope::ui
