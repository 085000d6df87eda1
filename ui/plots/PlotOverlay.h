// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotStyle.h"

#include <QFont>
#include <QPoint>
#include <QString>
#include <QStringList>

#include <optional>

class QCPItemStraightLine;
class QCPItemText;
class QCPTextElement;
class QCustomPlot;

namespace bathyscope::ui {

/// What stands over the axes of a plot and is not its data: title, the text of an empty plot, the read-out
/// and the cursor line. The plot owns what is drawn and must outlive this. Nothing
/// but replotPointer() asks for a replot.
class PlotOverlay
{
public:
    explicit PlotOverlay(QCustomPlot& plot);

    /// Above the axes; no line for an empty title.
    void setTitle(const QString& title);
    [[nodiscard]] const QString& title() const;
    void fitTitle(int availableWidth, int mostLines); ///< breaks or elides it, pixels

    void setEmptyText(const QString& text);
    void setEmptyTextVisible(bool isVisible);

    void setReadOut(const QStringList& lines); ///< none hides it
    void keepClearOf(QPoint pointer); ///< puts the read-out into the upper corner farther from the pointer

    void setCursorX(std::optional<double> x);
    [[nodiscard]] std::optional<double> cursorX() const;

    /// Draws cursor and read-out again, and only these: the pointer moves more often than data change.
    void replotPointer();

    /// On paper there is neither cursor nor read-out.
    void setOnPaper(bool isOnPaper);

    /// `left`: where the title begins, pixels.
    void applyStyle(const PlotStyle& style, const QFont& font, const QFont& smallFont, int left);

private:
    void showPointer();

    QCustomPlot& m_plot;
    QCPTextElement* m_titleLine;
    QCPItemText* m_emptyText;
    QCPItemStraightLine* m_cursorHalo; ///< makes the cursor visible on dark colours, too
    QCPItemStraightLine* m_cursor;
    QCPItemText* m_readOut;
    QString m_title;
    std::optional<double> m_cursorX;
    bool m_hasReadOut = false;
    bool m_isOnPaper = false;
};

} // namespace bathyscope::ui
