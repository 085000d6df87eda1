// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/RunFailure.h"

#include <QString>
#include <QWidget>

class QLabel;

namespace bathyscope::ui {

/// A message at the place where it arose: an icon, a translated headline, the detail below it, selectable.
/// Hidden while there is nothing to say. GUI thread.
class MessageLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit MessageLabel(QWidget* parent = nullptr);

    void showFailure(const RunFailure& failure);
    void showWarning(const QString& headline, const QString& detail = {});
    void clear();

    [[nodiscard]] QString text() const; ///< headline and detail as two lines; empty while hidden

signals:
    void messageShown(); ///< whoever has it among things that scroll brings it into sight

protected:
    void changeEvent(QEvent* event) override;

private:
    void showMessage(bool isFailure, const QString& headline, const QString& detail);
    void drawIcon();

    QLabel* m_icon;
    QLabel* m_headline;
    QLabel* m_detail;
    bool m_isFailure = false;
};

} // namespace bathyscope::ui
