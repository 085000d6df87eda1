// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/Finding.h"

#include <QFrame>
#include <QString>

#include <optional>

class QLabel;
class QPushButton;

namespace bathyscope::ui {

/// One finding: claim, verdict as icon and word, the sentence with its numbers, and a button that shows its
/// plot. GUI thread.
class FindingCard final : public QFrame
{
    Q_OBJECT

public:
    explicit FindingCard(QWidget* parent = nullptr);

    /// `viewTitle`: name of the view that shows it; empty: none does. `ofControl`: the verdict of the
    /// random-weights control on the same claim, where it was run.
    void setFinding(const Finding& finding, const QString& viewTitle = {},
                    std::optional<FindingVerdict> ofControl = std::nullopt);

    /// All of it as lines of text.
    [[nodiscard]] QString text() const;

signals:
    void viewRequested(const QString& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    void drawIcon();

    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_verdict;
    QLabel* m_sentence;
    QLabel* m_control;
    QPushButton* m_show;
    QString m_viewId;
    FindingVerdict m_shownVerdict = FindingVerdict::Unanswered;
};

} // namespace bathyscope::ui
