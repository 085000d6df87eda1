// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokens/ShapedTokenLine.h"

#include <QFont>
#include <QPainter>
#include <QTextOption>

#include <algorithm>

namespace bathyscope::ui {

namespace {

constexpr qreal leastBox = 3; // of a token that only adds a mark to the one before

} // namespace

ShapedTokenLine::ShapedTokenLine(const ShownLine& line, const QFont& font)
    : m_layout(line.text, font)
{
    QTextOption option(Qt::AlignLeft | Qt::AlignAbsolute);
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight);
    m_layout.setTextOption(option);
    m_layout.setCacheEnabled(true);
    m_layout.beginLayout();
    m_layout.createLine();
    m_layout.endLayout();

    const bool runsOneWay = std::ranges::none_of(line.text, [](QChar unit) {
        return unit.direction() == QChar::DirR || unit.direction() == QChar::DirAL
            || unit.isSurrogate(); // of another plane's scripts, some run the other way
    });
    m_boxes.reserve(line.tokens.size());
    for (const ShownToken& token : line.tokens) {
        if (runsOneWay) {
            addBox(token);
        } else {
            addBoxes(token, line.text);
        }
    }
}

const std::vector<ShapedTokenLine::Box>& ShapedTokenLine::boxes() const
{
    return m_boxes;
}

std::optional<std::size_t> ShapedTokenLine::tokenAt(qreal x) const
{
    const auto box = std::ranges::find_if(
        m_boxes, [x](const Box& candidate) { return x >= candidate.left && x < candidate.right; });
    return box == m_boxes.end() ? std::nullopt : std::optional(box->token);
}

qreal ShapedTokenLine::height() const
{
    return m_layout.lineAt(0).height();
}

void ShapedTokenLine::paintText(QPainter& painter, const QPointF& topLeft) const
{
    m_layout.draw(&painter, topLeft);
}

qreal ShapedTokenLine::edgeAt(const ShownPlace& place) const
{
    const QTextLine line = m_layout.lineAt(0);
    const qreal leading = line.cursorToX(place.unit);
    if (place.share == 0) {
        return leading;
    }
    return leading + place.share * (line.cursorToX(place.unit, QTextLine::Trailing) - leading);
}

/// Where all runs from left to right, two edges say where a token is.
void ShapedTokenLine::addBox(const ShownToken& token)
{
    const qreal left = edgeAt(token.begin);
    m_boxes.push_back(
        {.token = token.token, .left = left, .right = std::max(edgeAt(token.end), left + leastBox)});
}

/// Elsewhere its characters do; they need not stand together.
void ShapedTokenLine::addBoxes(const ShownToken& token, const QString& text)
{
    const std::size_t first = m_boxes.size();
    ShownPlace place = token.begin;
    while (place.unit < token.end.unit || (place.unit == token.end.unit && place.share < token.end.share)) {
        const bool isPair = text[place.unit].isHighSurrogate();
        const qreal share = place.unit == token.end.unit ? token.end.share : 1;
        const qreal leading = edgeAt(place);
        const qreal trailing = share < 1 ? edgeAt({.unit = place.unit, .share = share})
                                         : m_layout.lineAt(0).cursorToX(place.unit, QTextLine::Trailing);
        joinBox(
            {.token = token.token, .left = std::min(leading, trailing), .right = std::max(leading, trailing)},
            first);
        place = share < 1 ? token.end : ShownPlace {.unit = place.unit + (isPair ? 2 : 1), .share = 0};
    }
    for (std::size_t i = first; i < m_boxes.size(); ++i) {
        m_boxes[i].right = std::max(m_boxes[i].right, m_boxes[i].left + leastBox);
    }
}

/// To the last of the token's boxes, which begin at `first`, where it touches that.
void ShapedTokenLine::joinBox(const Box& box, std::size_t first)
{
    constexpr qreal touching = 0.5;
    if (m_boxes.size() > first) {
        Box& last = m_boxes.back();
        if (box.left <= last.right + touching && box.right >= last.left - touching) {
            last.left = std::min(last.left, box.left);
            last.right = std::max(last.right, box.right);
            return;
        }
    }
    m_boxes.push_back(box);
}

} // namespace bathyscope::ui
