// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokens/TokenTextArea.h"

#include "ui/tokens/ShapedTokenLine.h"
#include "ui/tokens/ShownCharacters.h"
#include "ui/words/NumberText.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int textMargin = 12; // device-independent pixels, as all lengths here
constexpr int gutterMargin = 8;
constexpr int leastTextWidth = 40;
constexpr int lineGap = 6;
constexpr int fillGap = 1; // between fills: where one token ends and the next begins
constexpr std::size_t mostShaped = 400; // lines kept, several screens
constexpr std::chrono::milliseconds breakingSlice {3};

} // namespace

TokenTextArea::TokenTextArea(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&m_breaking, &QTimer::timeout, this, &TokenTextArea::breakMoreLines);
    restyle();
}

TokenTextArea::~TokenTextArea() = default;

void TokenTextArea::setTokens(std::shared_ptr<const TokenTexts> tokens)
{
    m_shaped.clear();
    m_lines.restart(nullptr, font(), 0); // those of the last text must not meet this one
    m_tokens = std::move(tokens);
    m_fills = TokenFills();
    m_selected.reset();
    m_hovered.reset();
    m_anchor.reset();
    markTokens(0, 0);
    verticalScrollBar()->setValue(0);
    breakLines();
}

const std::shared_ptr<const TokenTexts>& TokenTextArea::tokens() const
{
    return m_tokens;
}

void TokenTextArea::setFills(TokenFills fills)
{
    Q_ASSERT(fills.isEmpty() || (m_tokens && fills.values().size() == m_tokens->size()));
    m_fills = std::move(fills);
    m_fills.setStyle(m_style);
    viewport()->update();
}

const TokenFills& TokenTextArea::fills() const
{
    return m_fills;
}

void TokenTextArea::selectToken(std::optional<std::size_t> token)
{
    if (!m_tokens || (token && *token >= m_tokens->size())) {
        token.reset();
    }
    m_column.reset();
    updateToken(std::exchange(m_selected, token));
    updateToken(m_selected);
    if (token) {
        scrollTo(*token);
    }
}

std::optional<std::size_t> TokenTextArea::selectedToken() const
{
    return m_selected;
}

void TokenTextArea::markTokens(std::size_t first, std::size_t end)
{
    if (first != m_firstMarked || end != m_endMarked) {
        m_firstMarked = first;
        m_endMarked = end;
        viewport()->update();
    }
}

bool TokenTextArea::isLaidOut() const
{
    return m_lines.isComplete();
}

QRect TokenTextArea::tokenRect(std::size_t token) const
{
    if (!m_tokens || token >= m_tokens->size() || m_lines.size() == 0) {
        return {};
    }
    const std::size_t line = m_lines.lineAt(m_tokens->firstByte(token));
    const QRect whole = lineRect(line);
    if (!whole.intersects(viewport()->rect())) {
        return {};
    }
    const auto& boxes = shapedLine(line).boxes();
    const auto box = std::ranges::find(boxes, token, &ShapedTokenLine::Box::token);
    return box == boxes.end()
        ? QRect()
        : QRectF(m_gutter + box->left, whole.top(), box->right - box->left, whole.height()).toAlignedRect();
}

void TokenTextArea::restyle()
{
    m_style = PlotStyle::screen(palette());
    m_fills.setStyle(m_style);
    m_lineHeight = fontMetrics().height() + lineGap;
    verticalScrollBar()->setSingleStep(m_lineHeight);
    breakLines();
}

/// From the first line on, keeping what is in sight where it is.
void TokenTextArea::breakLines()
{
    if (!m_anchor && m_lines.size() > 0 && verticalScrollBar()->value() > 0) {
        const auto top = static_cast<std::size_t>(verticalScrollBar()->value() / m_lineHeight);
        const std::size_t line = std::min(top, m_lines.size() - 1);
        m_anchor = {.byte = m_lines.firstByte(line), .offset = lineTop(line)};
    }
    m_shaped.clear();
    const std::size_t numWindows = m_tokens ? m_tokens->windows().windows().size() : 0;
    const int numberWidth =
        fontMetrics().horizontalAdvance(numberText(std::max<std::size_t>(numWindows, 1) - 1));
    m_gutter = numWindows > 1 ? numberWidth + 2 * gutterMargin : textMargin;
    const int width = std::max(viewport()->width() - m_gutter - textMargin, leastTextWidth);
    m_lines.restart(m_tokens, font(), width);
    breakMoreLines();
    viewport()->update();
}

void TokenTextArea::breakMoreLines()
{
    const std::size_t numKnown = m_lines.size();
    const bool isComplete = m_lines.advance(breakingSlice);
    if (!isComplete) {
        m_breaking.start(0);
    } else {
        m_breaking.stop();
    }
    m_shaped.erase(numKnown - std::min<std::size_t>(numKnown, 1)); // the last line may have grown
    followScrollRange();
    if (m_anchor && (isComplete || m_lines.firstByte(m_lines.size() - 1) > m_anchor->byte)) {
        const Anchor anchor = *std::exchange(m_anchor, std::nullopt);
        if (m_lines.size() > 0) {
            const auto line = static_cast<int>(m_lines.lineAt(anchor.byte));
            verticalScrollBar()->setValue(line * m_lineHeight - anchor.offset);
        }
    }
    if (const auto last = lineAtY(viewport()->height() - 1); !last || *last + 1 >= numKnown) {
        viewport()->update(); // some of the new lines are in sight
    }
}

void TokenTextArea::followScrollRange()
{
    const auto height = static_cast<int>(m_lines.expectedSize()) * m_lineHeight + lineGap;
    verticalScrollBar()->setPageStep(std::max(viewport()->height() - m_lineHeight, m_lineHeight));
    verticalScrollBar()->setRange(0, std::max(height - viewport()->height(), 0));
}

void TokenTextArea::scrollTo(std::size_t token)
{
    if (m_lines.size() == 0) {
        return;
    }
    const std::size_t byte = m_tokens->firstByte(token);
    if (!isLaidOut() && byte >= m_lines.firstByte(m_lines.size() - 1)) {
        m_anchor = {.byte = byte, .offset = viewport()->height() / 3}; // once it is known where it is
        return;
    }
    m_anchor.reset();
    const std::size_t line = m_lines.lineAt(byte);
    const int top = lineTop(line);
    if (top < 0 || top + m_lineHeight > viewport()->height()) {
        const bool isNear = top > -2 * m_lineHeight && top < viewport()->height() + m_lineHeight;
        const int wanted =
            isNear ? (top < 0 ? 0 : viewport()->height() - m_lineHeight - lineGap) : viewport()->height() / 3;
        verticalScrollBar()->setValue(verticalScrollBar()->value() + top - wanted);
    }
}

const ShapedTokenLine& TokenTextArea::shapedLine(std::size_t line) const
{
    if (m_shaped.size() >= mostShaped) {
        m_shaped.clear();
    }
    std::unique_ptr<ShapedTokenLine>& shaped = m_shaped[line];
    if (!shaped) {
        shaped = std::make_unique<ShapedTokenLine>(
            showLine(*m_tokens, m_lines.firstByte(line), m_lines.endByte(line)), font());
    }
    return *shaped;
}

int TokenTextArea::lineTop(std::size_t line) const
{
    return static_cast<int>(line) * m_lineHeight + lineGap / 2 - verticalScrollBar()->value();
}

QRect TokenTextArea::lineRect(std::size_t line) const
{
    return {0, lineTop(line), viewport()->width(), m_lineHeight};
}

std::optional<std::size_t> TokenTextArea::lineAtY(int y) const
{
    const int line = (y - lineGap / 2 + verticalScrollBar()->value()) / m_lineHeight;
    return line >= 0 && static_cast<std::size_t>(line) < m_lines.size()
        ? std::optional(static_cast<std::size_t>(line))
        : std::nullopt;
}

std::optional<std::size_t> TokenTextArea::tokenAtPoint(const QPoint& point) const
{
    const auto line = lineAtY(point.y());
    return line ? shapedLine(*line).tokenAt(point.x() - m_gutter) : std::nullopt;
}

/// The token of a line that is nearest to x.
std::size_t TokenTextArea::tokenInLine(std::size_t line, qreal x) const
{
    const auto distance = [x](const ShapedTokenLine::Box& box) {
        return std::max({box.left - x, x - box.right, 0.0});
    };
    const auto& boxes = shapedLine(line).boxes();
    return std::ranges::min_element(boxes, {}, distance)->token;
}

/// Where a key leads from the selected token, or from the first in sight.
std::size_t TokenTextArea::steppedToken(int key, bool wholeText)
{
    const std::size_t last = m_tokens->size() - 1;
    if (!m_selected) {
        const auto top = lineAtY(lineGap);
        return wholeText && key == Qt::Key_End ? last : top ? tokenInLine(*top, 0) : 0;
    }
    const std::size_t token = *m_selected;
    const std::size_t line = m_lines.lineAt(m_tokens->firstByte(token));
    const int linesAPage = std::max(viewport()->height() / m_lineHeight - 1, 1);
    switch (key) {
    case Qt::Key_Left:
        return token - std::min<std::size_t>(token, 1);
    case Qt::Key_Right:
        return std::min(token + 1, last);
    case Qt::Key_Up:
        return tokenLinesAway(token, -1);
    case Qt::Key_Down:
        return tokenLinesAway(token, 1);
    case Qt::Key_PageUp:
        return tokenLinesAway(token, -linesAPage);
    case Qt::Key_PageDown:
        return tokenLinesAway(token, linesAPage);
    case Qt::Key_Home:
        return wholeText ? 0 : shapedLine(line).boxes().front().token;
    default:
        return wholeText ? last : shapedLine(line).boxes().back().token;
    }
}

/// In the column where going up and down began.
std::size_t TokenTextArea::tokenLinesAway(std::size_t token, int numLines)
{
    const std::size_t line = m_lines.lineAt(m_tokens->firstByte(token));
    if (!m_column) {
        const auto& boxes = shapedLine(line).boxes();
        const auto box = std::ranges::find(boxes, token, &ShapedTokenLine::Box::token);
        m_column = box == boxes.end() ? 0 : (box->left + box->right) / 2;
    }
    const auto wanted = static_cast<std::ptrdiff_t>(line) + numLines;
    const auto last = static_cast<std::ptrdiff_t>(m_lines.size()) - 1;
    return tokenInLine(static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(wanted, 0, last)), *m_column);
}

void TokenTextArea::userSelects(std::size_t token, bool isStep)
{
    const auto column = m_column; // going up and down is selecting, too
    selectToken(token);
    m_column = column;
    emit tokenSelected(token, isStep);
}

void TokenTextArea::hover(std::optional<std::size_t> token)
{
    if (token != m_hovered) {
        updateToken(std::exchange(m_hovered, token));
        updateToken(token);
        emit tokenHovered(token);
    }
}

/// Repaints the lines that a token stands on.
void TokenTextArea::updateToken(std::optional<std::size_t> token)
{
    if (!token || m_lines.size() == 0) {
        return;
    }
    const std::size_t first = m_lines.lineAt(m_tokens->firstByte(*token));
    const std::size_t last = m_lines.lineAt(m_tokens->firstByte(*token + 1) - 1);
    const QRect lines = lineRect(first).united(lineRect(last)); // of a long token perhaps far more than fits
    viewport()->update(lines.intersected(viewport()->rect()));
}

void TokenTextArea::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_style.background);
    if (m_lines.size() == 0) {
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const auto first = lineAtY(std::max(event->rect().top(), lineGap / 2));
    for (std::size_t line = first.value_or(m_lines.size());
         line < m_lines.size() && lineTop(line) <= event->rect().bottom(); ++line) {
        paintLine(painter, line);
    }
}

void TokenTextArea::paintLine(QPainter& painter, std::size_t line)
{
    const ShapedTokenLine& shaped = shapedLine(line);
    const QRect area = lineRect(line);
    const std::size_t firstToken = shaped.boxes().front().token;
    const bool beginsWindow = m_tokens->features().position[firstToken] == 0
        && m_tokens->firstByte(firstToken) == m_lines.firstByte(line);
    if (beginsWindow && m_tokens->windows().windows().size() > 1) {
        painter.setPen(m_style.axis);
        painter.drawText(QRect(0, area.top(), m_gutter - gutterMargin, area.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         numberText(m_tokens->features().window[firstToken]));
        if (line > 0) {
            painter.fillRect(QRect(0, area.top(), area.width(), 1), m_style.grid);
        }
    }
    const int height = area.height() - lineGap / 2 - 1;
    const auto place = [&](const ShapedTokenLine::Box& box) {
        return QRectF(m_gutter + box.left, area.top() + 2, box.right - box.left - fillGap, height);
    };
    painter.setPen(Qt::NoPen);
    for (const ShapedTokenLine::Box& box : shaped.boxes()) {
        if (!m_fills.isEmpty()) {
            painter.fillRect(place(box), m_fills.ofToken(box.token));
        }
        if (box.token >= m_firstMarked && box.token < m_endMarked) {
            const QRectF marked = place(box);
            painter.fillRect(QRectF(marked.left(), marked.bottom() - 1, marked.width(), 2), m_style.text);
        }
    }
    painter.setPen(m_style.text);
    shaped.paintText(painter, QPointF(m_gutter, area.top() + (area.height() - shaped.height()) / 2));
    for (const ShapedTokenLine::Box& box : shaped.boxes()) {
        if (box.token == m_selected || box.token == m_hovered) {
            paintFrame(painter, place(box), box.token);
        }
    }
}

void TokenTextArea::paintFrame(QPainter& painter, const QRectF& box, std::size_t token) const
{
    const bool isSelected = token == m_selected;
    QPen pen(isSelected ? m_style.text : m_style.axis, isSelected ? 2 : 1);
    pen.setJoinStyle(Qt::MiterJoin);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.adjusted(0, -0.5, 0, 0.5));
    if (isSelected && hasFocus()) {
        painter.setPen(QPen(m_style.highlight, 1));
        painter.drawRect(box.adjusted(-1.5, -2, 1.5, 2));
    }
}

void TokenTextArea::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        breakLines();
    } else {
        followScrollRange();
    }
}

void TokenTextArea::scrollContentsBy(int /*dx*/, int dy)
{
    viewport()->scroll(0, dy);
    hover(viewport()->underMouse() ? tokenAtPoint(viewport()->mapFromGlobal(QCursor::pos())) : std::nullopt);
}

void TokenTextArea::keyPressEvent(QKeyEvent* event)
{
    const bool isStep = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right
        || event->key() == Qt::Key_Up || event->key() == Qt::Key_Down || event->key() == Qt::Key_PageUp
        || event->key() == Qt::Key_PageDown || event->key() == Qt::Key_Home || event->key() == Qt::Key_End;
    const bool isPlain = (event->modifiers() & ~(Qt::KeypadModifier | Qt::ControlModifier)) == Qt::NoModifier;
    const bool isWithControl = event->modifiers().testFlag(Qt::ControlModifier);
    const bool mayHaveControl = event->key() == Qt::Key_Home || event->key() == Qt::Key_End;
    if (!isStep || !isPlain || (isWithControl && !mayHaveControl) || m_lines.size() == 0) {
        event->ignore(); // not QAbstractScrollArea's, which would scroll what is selected out of sight
        return;
    }
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || mayHaveControl) {
        m_column.reset();
    }
    userSelects(steppedToken(event->key(), isWithControl), true);
}

void TokenTextArea::mousePressEvent(QMouseEvent* event)
{
    const auto token = tokenAtPoint(event->position().toPoint());
    if (event->button() == Qt::LeftButton && token) {
        m_column.reset();
        userSelects(*token, false);
    }
}

bool TokenTextArea::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::MouseMove) {
        hover(tokenAtPoint(static_cast<QMouseEvent*>(event)->position().toPoint()));
    } else if (event->type() == QEvent::Leave) {
        hover(std::nullopt);
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TokenTextArea::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::StyleChange) {
        restyle();
        emit fillsRestyled();
    }
}

void TokenTextArea::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    updateToken(m_selected);
}

void TokenTextArea::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    updateToken(m_selected);
}

} // namespace bathyscope::ui
