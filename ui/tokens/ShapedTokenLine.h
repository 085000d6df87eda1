// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tokens/ShownCharacters.h"

#include <QTextLayout>

#include <cstddef>
#include <optional>
#include <vector>

class QPainter;

namespace bathyscope::ui {

/// A line of a tokenised text, shaped as a whole (so that letters join and scripts run as they should), and
/// the room of each of its tokens. Device-independent pixels from the line's left edge. GUI thread.
class ShapedTokenLine
{
public:
    struct Box
    {
        std::size_t token = 0;
        qreal left = 0;
        qreal right = 0;
    };

    ShapedTokenLine(const ShownLine& line, const QFont& font);

    /// In the order of the tokens; several of a token whose characters do not stand together.
    [[nodiscard]] const std::vector<Box>& boxes() const;
    [[nodiscard]] std::optional<std::size_t> tokenAt(qreal x) const;
    [[nodiscard]] qreal height() const;

    void paintText(QPainter& painter, const QPointF& topLeft) const;

private:
    [[nodiscard]] qreal edgeAt(const ShownPlace& place) const;
    void addBox(const ShownToken& token);
    void addBoxes(const ShownToken& token, const QString& text);
    void joinBox(const Box& box, std::size_t first);

    QTextLayout m_layout;
    std::vector<Box> m_boxes;
};

} // namespace bathyscope::ui
