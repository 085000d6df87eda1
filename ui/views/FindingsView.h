// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/ControlRun.h"
#include "ui/views/SnapshotView.h"

#include <QHash>
#include <QList>
#include <QString>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace bathyscope::ui {

class FindingCard;
class MessageLabel;
class ViewPages;

/// What the run shows in words with numbers, each claim with its verdict and a way to its plot, and beside it
/// what random weights give. Has no plot.
class FindingsView final : public SnapshotView
{
    Q_OBJECT

public:
    explicit FindingsView(SelectionState& selection, QWidget* parent = nullptr);

    /// What views are called, by id: to those, findings lead.
    void setViewTitles(QHash<QString, QString> titles);

    void setControl(const ControlState& state);

    [[nodiscard]] PlotWidget* currentPlot() const override; ///< null
    [[nodiscard]] QString exportName() const override;

    /// Where the findings come from, and all of them, as text.
    [[nodiscard]] QString text() const;

signals:
    void viewRequested(const QString& id);
    void controlRequested();
    void controlCancelled();

protected:
    void render() override;

private:
    void makeControls();
    void renderControl();
    void setNumCards(qsizetype number);
    [[nodiscard]] std::optional<FindingVerdict> verdictOfControl(std::string_view id) const;
    [[nodiscard]] QString emptyText() const;
    [[nodiscard]] QString controlText() const;
    void copyAll() const;

    ViewPages* m_pages;
    QPushButton* m_copy;
    QPushButton* m_runControl;
    QLabel* m_controlStatus;
    MessageLabel* m_controlMessage;
    FindingCard* m_learned;
    QVBoxLayout* m_list = nullptr;
    QList<FindingCard*> m_cards;
    QHash<QString, QString> m_viewTitles;
    ControlState m_control;
};

} // namespace bathyscope::ui
