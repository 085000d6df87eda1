// SPDX-License-Identifier: GPL-3.0-or-later
// The Go menu of MainWindow: the ways to select a layer, a neuron or a token, and back.
#include "core/analysis/RunContinuation.h"
#include "core/analysis/RunInfo.h"
#include "ui/views/SnapshotView.h"
#include "ui/window/GoToBox.h"
#include "ui/window/HistoryActions.h"
#include "ui/window/MainWindow.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QToolButton>

#include <algorithm>

namespace bathyscope::ui {

void MainWindow::makeGoMenu()
{
    QMenu& menu = *menuBar()->addMenu(tr("&Go"));
    menu.setToolTipsVisible(true); // they say where to
    QAction* back = addAction(menu, "back", tr("&Back"), Qt::ALT | Qt::Key_Left);
    QAction* forward = addAction(menu, "forward", tr("&Forward"), Qt::ALT | Qt::Key_Right);
    new HistoryActions(*back, *forward, m_selection, *this); // the window owns it
    menu.addSeparator();
    QAction* go = addAction(menu, "goto", tr("Go &to…"), {});
    go->setShortcuts({Qt::CTRL | Qt::Key_G, Qt::CTRL | Qt::Key_K});
    go->setToolTip(tr("A layer, neuron or token by its number, a view or an action by its name"));
    connect(go, &QAction::triggered, this, &MainWindow::openGoTo);
    menu.addSeparator();
    m_layerUp = addAction(menu, "up", tr("&Previous Layer"), Qt::CTRL | Qt::Key_Up);
    m_layerDown = addAction(menu, "down", tr("&Next Layer"), Qt::CTRL | Qt::Key_Down);
    m_neuronUp = addAction(menu, "up", tr("Pre&vious Neuron"), Qt::CTRL | Qt::SHIFT | Qt::Key_Up);
    m_neuronDown = addAction(menu, "down", tr("Ne&xt Neuron"), Qt::CTRL | Qt::SHIFT | Qt::Key_Down);
    connect(m_layerUp, &QAction::triggered, this, [this] { stepLayer(-1); });
    connect(m_layerDown, &QAction::triggered, this, [this] { stepLayer(1); });
    connect(m_neuronUp, &QAction::triggered, this, [this] { stepNeuron(-1); });
    connect(m_neuronDown, &QAction::triggered, this, [this] { stepNeuron(1); });

    auto* buttons = new QWidget(menuBar());
    auto* layout = new QHBoxLayout(buttons);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->setSpacing(2);
    for (QAction* action : {back, forward, go}) {
        auto* button = new QToolButton(buttons);
        button->setDefaultAction(action);
        button->setAccessibleName(action->iconText());
        button->setProperty("flat", true);
        layout->addWidget(button);
    }
    menuBar()->setCornerWidget(buttons);
}

void MainWindow::stepNeuron(int direction)
{
    const auto run = shownSnapshot();
    const auto numNeurons = run && run->info ? static_cast<std::ptrdiff_t>(run->info->numNeurons()) : 0;
    const auto before = m_selection.neuron() ? static_cast<std::ptrdiff_t>(*m_selection.neuron())
                                             : (direction > 0 ? std::ptrdiff_t {-1} : numNeurons);
    const std::ptrdiff_t neuron = before + direction;
    if (m_selection.layer() && neuron >= 0 && neuron < numNeurons) {
        Selection selection = m_selection.selection();
        selection.neuron = static_cast<std::size_t>(neuron);
        m_selection.step(selection);
    }
}

std::filesystem::path MainWindow::shownModelFolder() const
{
    const LibraryRun* shown = m_library.shown();
    return shown && shown->snapshot && shown->snapshot->info ? modelFolderOf(*shown->snapshot->info, m_models)
                                                             : std::filesystem::path();
}

void MainWindow::openGoTo()
{
    auto* box = new GoToBox({.snapshot = shownSnapshot(),
                             .tokenizer = m_tokenizer.tokenizer(),
                             .selection = m_selection.selection(),
                             .actions = m_actions},
                            this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &GoToBox::chosen, this, &MainWindow::goTo);
    box->open();
}

void MainWindow::goTo(const GoToPlace& place)
{
    if (place.action) {
        const QString view = place.action->data().toString();
        if (view.isEmpty()) {
            place.action->trigger();
        } else {
            m_selection.jump(m_selection.selection(), view);
        }
        return;
    }
    const Selection selection = place.selection.value_or(m_selection.selection());
    if (place.isInNeurons) {
        m_selection.jump(selection, QStringLiteral("neurons"));
    } else {
        m_selection.select(selection);
    }
}

} // namespace bathyscope::ui
