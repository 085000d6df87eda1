// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ShortcutsDialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace bathyscope::ui {

namespace {

constexpr int margin = 20; // device-independent pixels

void addHeading(QGridLayout& grid, const QString& text)
{
    auto* heading = new QLabel(text);
    heading->setProperty("role", QStringLiteral("heading"));
    const int row = grid.rowCount();
    grid.setRowMinimumHeight(row, grid.itemAtPosition(row - 1, 0) ? 2 * margin : 0);
    grid.addWidget(heading, row, 0, 1, 2, Qt::AlignBottom);
}

void addRow(QGridLayout& grid, const QString& what, const QString& keys)
{
    const int row = grid.rowCount();
    grid.addWidget(new QLabel(what), row, 0);
    auto* label = new QLabel(keys);
    label->setProperty("role", QStringLiteral("title"));
    grid.addWidget(label, row, 1);
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard Shortcuts"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * margin);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(0, 1);
    addHeading(*grid, tr("Window"));
    for (const QAction* action : actions) {
        if (!action->shortcut().isEmpty()) {
            addRow(*grid, action->iconText(), action->shortcut().toString(QKeySequence::NativeText));
        }
    }
    addHeading(*grid, tr("In a plot"));
    addRow(*grid, tr("Zoom in and out"), tr("Wheel, + and −"));
    addRow(*grid, tr("Move"), tr("Drag, Left and Right"));
    addRow(*grid, tr("Show the whole axis"), tr("Double click, Home"));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(margin);
    layout->addLayout(grid);
    layout->addWidget(buttons);
}

} // namespace bathyscope::ui
