// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/GoTo.h"

#include <QDialog>

#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;

namespace bathyscope::ui {

/// A line to type where to go, and below it the places that this may mean. Up and Down choose one while
/// typing goes on, Enter or a click goes there; what cannot be gone to says why. It lies over the top of its
/// window. GUI thread.
class GoToBox final : public QDialog
{
    Q_OBJECT

public:
    /// The actions of `context` must outlive the box.
    GoToBox(GoToContext context, QWidget* window);

signals:
    void chosen(const bathyscope::ui::GoToPlace&
                    place); ///< one without a problem and a completion; the box is closed

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void follow();
    void fillList();
    void go(int row);
    void step(int numRows);
    void sayProblem();

    GoToContext m_context;
    QLineEdit* m_line;
    QListWidget* m_list;
    QLabel* m_message;
    std::vector<GoToPlace> m_places;
};

} // namespace bathyscope::ui
