// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenTexts.h"
#include "ui/tokens/TokenColoring.h"
#include "ui/tokens/TokenLines.h"

#include <QAbstractScrollArea>
#include <QTimer>

#include <cstddef>
#include <memory>
#include <optional>
#include <unordered_map>

class QPainter;

namespace bathyscope::ui {

class ShapedTokenLine;

/// The text itself: tokens on fills of their colours, broken into lines, each window on a new one with its
/// number beside it. Only what is in sight is shaped and painted, and line breaks are computed in slices: a
/// text of any length opens at once. Arrow keys, Home, End, page keys and clicks select a token. GUI thread.
class TokenTextArea final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TokenTextArea(QWidget* parent = nullptr);
    ~TokenTextArea() override;

    void setTokens(std::shared_ptr<const TokenTexts> tokens); ///< null: none; forgets fills and selection
    [[nodiscard]] const std::shared_ptr<const TokenTexts>& tokens() const;

    void setFills(TokenFills fills); ///< one for each token, or none
    [[nodiscard]] const TokenFills& fills() const; ///< in the style of the moment

    /// Selects a token and scrolls to it. Announces nothing.
    void selectToken(std::optional<std::size_t> token);
    [[nodiscard]] std::optional<std::size_t> selectedToken() const;

    /// Underlines tokens [first, end), such as those of words that were found.
    void markTokens(std::size_t first, std::size_t end);

    /// Whether all line breaks are known.
    [[nodiscard]] bool isLaidOut() const;

    /// Where a token is on the viewport; empty where it is out of sight. Of a token on several lines, its
    /// first.
    [[nodiscard]] QRect tokenRect(std::size_t token) const;

signals:
    void tokenSelected(std::size_t token, bool isStep); ///< by the user; a step is one by a key
    void tokenHovered(const std::optional<std::size_t>& token); ///< none: the pointer has left
    void fillsRestyled(); ///< the theme has changed, and the fills with it

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    /// What is to be kept in sight while lines are broken anew.
    struct Anchor
    {
        std::size_t byte = 0;
        int offset = 0; ///< of its line's top, below the viewport's
    };

    void restyle();
    void breakLines();
    void breakMoreLines();
    void followScrollRange();
    void scrollTo(std::size_t token);
    [[nodiscard]] const ShapedTokenLine& shapedLine(std::size_t line) const;
    [[nodiscard]] int lineTop(std::size_t line) const; ///< on the viewport
    [[nodiscard]] QRect lineRect(std::size_t line) const;
    [[nodiscard]] std::optional<std::size_t> lineAtY(int y) const;
    [[nodiscard]] std::optional<std::size_t> tokenAtPoint(const QPoint& point) const;
    [[nodiscard]] std::size_t tokenInLine(std::size_t line, qreal x) const;
    [[nodiscard]] std::size_t steppedToken(int key, bool wholeText);
    [[nodiscard]] std::size_t tokenLinesAway(std::size_t token, int numLines);
    void userSelects(std::size_t token, bool isStep);
    void hover(std::optional<std::size_t> token);
    void updateToken(std::optional<std::size_t> token);
    void paintLine(QPainter& painter, std::size_t line);
    void paintFrame(QPainter& painter, const QRectF& box, std::size_t token) const;

    std::shared_ptr<const TokenTexts> m_tokens;
    TokenFills m_fills;
    PlotStyle m_style;
    TokenLines m_lines;
    QTimer m_breaking; ///< fires while there are lines to be broken
    int m_lineHeight = 1;
    int m_gutter = 0; ///< width of the windows' numbers
    std::optional<Anchor> m_anchor;
    mutable std::unordered_map<std::size_t, std::unique_ptr<ShapedTokenLine>> m_shaped;
    std::optional<std::size_t> m_selected;
    std::optional<std::size_t> m_hovered;
    std::size_t m_firstMarked = 0;
    std::size_t m_endMarked = 0;
    std::optional<qreal> m_column; ///< where going up and down stays
};

} // namespace bathyscope::ui
