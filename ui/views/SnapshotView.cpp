// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/SnapshotView.h"

#include "ui/plots/PlotWidget.h"
#include "ui/runs/SelectionState.h"
#include "ui/words/RunCaption.h"
#include "ui/words/RunProvenance.h"

#include <QDockWidget>
#include <QEvent>
#include <QShortcut>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr std::chrono::milliseconds renderInterval {40};

} // namespace

SnapshotView::SnapshotView(SelectionState& selection, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
{
    // The timer runs while the view must not render again yet. A change finds it stopped and renders in the
    // next turn of the event loop, so that changes of one turn are one rendering; or finds it running and is
    // taken up when it fires.
    m_throttle.setSingleShot(true);
    m_throttle.setTimerType(Qt::PreciseTimer);
    connect(&m_throttle, &QTimer::timeout, this, [this] {
        if (m_isDirty && isVisible() && (isInSight() || m_isComing)) {
            m_isDirty = false;
            m_isComing = false;
            render();
            m_throttle.start(renderInterval);
        }
    });
    connect(&m_selection, &SelectionState::layerChanged, this, &SnapshotView::scheduleRender);
}

SnapshotView::~SnapshotView() = default;

// NOLINTNEXTLINE(performance-unnecessary-value-param): those that look at them keep them
void SnapshotView::setCompared(std::optional<ComparedRuns> /*runs*/) { }

QString SnapshotView::caption() const
{
    return m_snapshot ? runCaption(*m_snapshot) : QString();
}

QString SnapshotView::provenance() const
{
    return m_snapshot ? runProvenance(*m_snapshot) : QString();
}

QString SnapshotView::csv() const
{
    const PlotWidget* plot = currentPlot();
    return plot ? plot->csv() : QString();
}

void SnapshotView::setSnapshot(std::shared_ptr<const AnalysisSnapshot> snapshot)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_snapshot = std::move(snapshot);
    scheduleRender();
}

QString SnapshotView::waitingText(const QString& invitation) const
{
    if (!m_snapshot) {
        return invitation;
    }
    if (m_snapshot->outcome != RunOutcome::Running) {
        return tr("The run ended before its first layer: press Run to start again.");
    }
    return m_snapshot->info ? tr("Each layer appears here as soon as it is finished…")
                            : tr("Reading the model and the text…");
}

const AnalysisSnapshot* SnapshotView::snapshot() const
{
    return m_snapshot.get();
}

const std::shared_ptr<const AnalysisSnapshot>& SnapshotView::sharedSnapshot() const
{
    return m_snapshot;
}

SelectionState& SnapshotView::selection() const
{
    return m_selection;
}

void SnapshotView::scheduleRender()
{
    m_isDirty = true;
    if (isVisible() && !m_throttle.isActive()) {
        m_throttle.start(std::chrono::milliseconds {0});
    }
}

void SnapshotView::makeLayerShortcuts()
{
    for (const auto& [key, step] : {std::pair {Qt::Key_Up, -1}, std::pair {Qt::Key_Down, 1}}) {
        auto* shortcut = new QShortcut(QKeySequence(QKeyCombination(Qt::AltModifier, key)), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        const int direction = step;
        connect(shortcut, &QShortcut::activated, this, [this, direction] { selectNeighbour(direction); });
    }
}

void SnapshotView::selectNeighbour(int step)
{
    const int numLayers = snapshot() ? static_cast<int>(snapshot()->layers.size()) : 0;
    if (numLayers > 0) {
        const int current = selection().layer().value_or(step > 0 ? -1 : numLayers);
        selection().step(selection().withLayer(std::clamp(current + step, 0, numLayers - 1)));
    }
}

bool SnapshotView::isInSight() const
{
    return window()->rect().intersects({mapTo(window(), QPoint()), size()});
}

void SnapshotView::followDock(bool comesIntoSight)
{
    m_isComing = comesIntoSight;
    if (comesIntoSight && m_isDirty) {
        scheduleRender();
    }
}

bool SnapshotView::event(QEvent* event)
{
    if (event->type() == QEvent::ParentChange) {
        if (const auto* dock = qobject_cast<QDockWidget*>(parentWidget())) {
            connect(dock, &QDockWidget::visibilityChanged, this, &SnapshotView::followDock,
                    Qt::UniqueConnection);
        }
    }
    return QWidget::event(event);
}

void SnapshotView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isDirty) {
        scheduleRender();
    }
}

} // namespace bathyscope::ui
