// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace bathyscope::ui {

class ControlBar;

/// How every view is laid out: its switches, and below them the plots or, while there are none, a sentence
/// that says what to do.
class ViewPages final : public QWidget
{
    Q_OBJECT

public:
    /// Fills `parent`.
    explicit ViewPages(QWidget* parent);

    [[nodiscard]] ControlBar& controls() const;
    void setPlots(QWidget* plots); ///< once; takes ownership

    void showPlots(bool areThere); ///< otherwise the sentence
    void setEmptyText(const QString& sentence);

private:
    ControlBar* m_controls;
    QLabel* m_emptyText;
    QStackedWidget* m_pages;
};

} // namespace bathyscope::ui
