// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/neurons/ProbeNotice.h"

#include "core/analysis/RunInfo.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/MessageLabel.h"
#include "ui/words/NumberText.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace bathyscope::ui {

namespace {

constexpr int margin = 24; // device-independent pixels, as all lengths here
constexpr int gap = 8;
constexpr int widest = 560;

QLabel* makeText(const char* role)
{
    auto* label = new QLabel;
    label->setProperty("role", QString::fromLatin1(role));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// Disk space that a recomputation takes.
QString sizeText(const RunInfo& info)
{
    const ActivationStorePlan plan {.numLayers = info.numRunLayers(),
                                    .numTokens = info.windows.numTokens(),
                                    .width = info.config.hiddenSize};
    return bytesText(plan.numBytes(), 0);
}

} // namespace

ProbeNotice::ProbeNotice(QWidget* parent)
    : QWidget(parent)
    , m_headline(makeText("title"))
    , m_detail(makeText("secondary"))
    , m_failure(new MessageLabel)
    , m_progress(new QProgressBar)
    , m_recompute(new QPushButton(tr("Reco&mpute")))
    , m_folder(new QPushButton(tr("Choose the &model's folder…")))
    , m_cancel(new QPushButton(tr("Cancel")))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_recompute->setToolTip(tr("Reads the run's tokens with its model again, without statistics."));
    m_folder->setToolTip(tr(
        "For a model that was moved here. It must be the one that the run read: its SHA-256 is compared."));
    m_cancel->setToolTip(tr("Stops and keeps the finished layers."));
    m_progress->setRange(0, 100);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Recomputation"));

    auto* buttons = new QWidget;
    auto* row = new FlowLayout(buttons); // of as many lines as a narrow dock needs
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gap);
    row->addWidget(m_recompute);
    row->addWidget(m_folder);
    row->addWidget(m_cancel);
    auto* column = new QWidget;
    column->setMaximumWidth(widest);
    auto* lines = new QVBoxLayout(column);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(gap);
    lines->addWidget(m_headline);
    lines->addWidget(m_detail);
    lines->addWidget(m_failure);
    lines->addWidget(m_progress);
    lines->addWidget(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->addWidget(column);
    layout->addStretch();

    connect(m_recompute, &QPushButton::clicked, this, &ProbeNotice::recomputationRequested);
    connect(m_folder, &QPushButton::clicked, this, &ProbeNotice::folderRequested);
    connect(m_cancel, &QPushButton::clicked, this, &ProbeNotice::cancelled);
}

void ProbeNotice::setState(const AnalysisSnapshot& run, const ProbeRecoveryState& state,
                           const QString& problem)
{
    const QString model = QString::fromStdString(run.info->modelName);
    if (state.isRunning) {
        m_headline->setText(tr("Recomputing the activations…"));
        m_detail->setText(state.probe ? tr("The layer appears as soon as it is there.")
                                      //: %1 is the name of a model
                                      : tr("Checking that %1 is the model of this run…").arg(model));
    } else {
        m_headline->setText(tr("The activations of this run are not on this machine"));
        const QString cost =
            //: %1 a model, %2 a number of tokens, %3 disk space
            tr("Recomputing them reads %2 tokens with %1 again and takes %3 of disk space while the run is "
               "open.")
                .arg(model, numberText(run.info->windows.numTokens()), sizeText(*run.info));
        m_detail->setText(problem.isEmpty() ? cost : problem + QLatin1Char('\n') + cost);
    }
    if (state.failure && !state.isRunning) {
        m_failure->showFailure(*state.failure);
    } else {
        m_failure->clear();
    }
    m_progress->setVisible(state.isRunning);
    m_progress->setValue(static_cast<int>(100 * state.fraction));
    m_cancel->setVisible(state.isRunning);
    for (QPushButton* button : {m_recompute, m_folder}) {
        button->setVisible(!state.isRunning);
        button->setEnabled(!state.isBlocked);
        button->setAccessibleDescription(state.isBlocked ? tr("A run is going on: wait until it has ended.")
                                                         : button->toolTip());
    }
    if (state.isBlocked && !state.isRunning) {
        m_detail->setText(m_detail->text() + QLatin1Char('\n')
                          + tr("A run is going on: wait until it has ended."));
    }
}

} // namespace bathyscope::ui
