// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/HistoryActions.h"

#include "ui/runs/SelectionState.h"
#include "ui/window/ViewRegistry.h"
#include "ui/words/SelectionText.h"

#include <QAction>
#include <QApplication>
#include <QMouseEvent>
#include <QStringList>
#include <QWidget>

#include <algorithm>

namespace bathyscope::ui {

namespace {

QString titleOf(const QString& view)
{
    const auto views = viewRegistry();
    const auto found =
        std::ranges::find_if(views, [&view](const ViewInfo& info) { return view == QLatin1String(info.id); });
    return found != views.end() ? found->translatedTitle() : QString();
}

/// Where to: the view, where another one is shown then, and what is selected there.
QString placeText(const QString& view, const Selection& selection, const RunInfo* info)
{
    QStringList parts {titleOf(view), selectionText(selection, info)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

void describe(QAction& action, const QString& name, const std::optional<Selection>& target,
              const QString& view, const RunInfo* info)
{
    action.setEnabled(target.has_value());
    const QString keys = action.shortcut().toString(QKeySequence::NativeText);
    //: tool tip: %1 "Back" or "Forward", %2 where to, %3 keys
    action.setToolTip(
        target ? HistoryActions::tr("%1 to %2 (%3)").arg(name, placeText(view, *target, info), keys)
               //: tool tip: %1 "Back" or "Forward", %2 keys
               : HistoryActions::tr("%1: nothing else was selected (%2)").arg(name, keys));
}

} // namespace

HistoryActions::HistoryActions(QAction& back, QAction& forward, SelectionState& selection, QWidget& window)
    : QObject(&window)
    , m_back(back)
    , m_forward(forward)
    , m_selection(selection)
    , m_window(window)
{
    connect(&m_back, &QAction::triggered, &m_selection, &SelectionState::goBack);
    connect(&m_forward, &QAction::triggered, &m_selection, &SelectionState::goForward);
    connect(&m_selection, &SelectionState::historyChanged, this, &HistoryActions::follow);
    QCoreApplication::instance()->installEventFilter(this);
    follow();
}

bool HistoryActions::eventFilter(QObject* watched, QEvent* event)
{
    // The second of two quick presses comes as a double click.
    const bool isPress =
        event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
    const auto* widget = isPress ? qobject_cast<const QWidget*>(watched) : nullptr;
    if (widget && isOfWindow(widget)) {
        const Qt::MouseButton button = static_cast<QMouseEvent*>(event)->button();
        if (button == Qt::BackButton || button == Qt::ForwardButton) {
            (button == Qt::BackButton ? m_back : m_forward).trigger();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void HistoryActions::follow()
{
    const auto run = m_selection.run();
    describe(m_back, tr("Back"), m_selection.previous(), m_selection.previousView(), run.get());
    describe(m_forward, tr("Forward"), m_selection.next(), m_selection.nextView(), run.get());
}

/// Dialogs are windows of their own: there the buttons mean nothing.
bool HistoryActions::isOfWindow(const QWidget* widget) const
{
    while (widget && widget != &m_window && widget->windowType() != Qt::Dialog) {
        widget = widget->parentWidget();
    }
    return widget == &m_window;
}

} // namespace bathyscope::ui
