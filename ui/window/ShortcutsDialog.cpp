// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ShortcutsDialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <utility>
#include <vector>

namespace bathyscope::ui {

namespace {

constexpr int margin = 20; // device-independent pixels, as all lengths here
constexpr int rowGap = 5;

struct Key
{
    QString what;
    QString keys;
};

struct Section
{
    QString title;
    std::vector<Key> keys;
};

/// Of a menu and the menus in it.
void addKeys(std::vector<Key>& keys, const QMenu& menu)
{
    for (const QAction* action : menu.actions()) {
        if (action->menu()) {
            addKeys(keys, *action->menu());
        } else if (!action->shortcut().isEmpty()) {
            keys.push_back({action->iconText(), action->shortcut().toString(QKeySequence::NativeText)});
        }
    }
}

std::vector<Section> sectionsOf(const QMenuBar& menus)
{
    std::vector<Section> sections;
    for (const QAction* action : menus.actions()) {
        if (action->menu()) {
            Section section {.title = action->iconText(), .keys = {}}; // without the mark of its letter
            addKeys(section.keys, *action->menu());
            sections.push_back(std::move(section));
        }
    }
    return sections;
}

void addSection(QGridLayout& grid, const Section& section)
{
    int row = grid.rowCount();
    auto* heading = new QLabel(section.title);
    heading->setProperty("role", QStringLiteral("heading"));
    grid.setRowMinimumHeight(row, grid.itemAtPosition(row - 1, 0) ? 2 * margin : 0);
    grid.addWidget(heading, row, 0, 1, 2, Qt::AlignBottom);
    for (const Key& key : section.keys) {
        ++row;
        grid.addWidget(new QLabel(key.what), row, 0);
        auto* keys = new QLabel(key.keys);
        keys->setProperty("role", QStringLiteral("title"));
        grid.addWidget(keys, row, 1);
    }
}

QGridLayout* makeColumn()
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(margin);
    grid->setVerticalSpacing(rowGap);
    grid->setColumnStretch(0, 1);
    return grid;
}

/// In two columns of about one height.
QWidget* makeColumns(const std::vector<Section>& sections)
{
    constexpr std::size_t headingRows = 2;
    const auto rowsOf = [](const Section& section) { return section.keys.size() + headingRows; };
    std::size_t numRows = 0;
    for (const Section& section : sections) {
        numRows += rowsOf(section);
    }
    auto* content = new QWidget;
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(3 * margin);
    std::vector<QGridLayout*> grids;
    for (int column = 0; column < 2; ++column) {
        auto* beside = new QVBoxLayout;
        grids.push_back(makeColumn());
        beside->addLayout(grids.back());
        beside->addStretch();
        columns->addLayout(beside);
    }
    std::size_t numDone = 0;
    for (const Section& section : sections) {
        // Where more of it than not would lie beyond the middle, it begins the other column.
        addSection(*grids[2 * numDone + rowsOf(section) > numRows ? 1 : 0], section);
        numDone += rowsOf(section);
    }
    return content;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QMenuBar& menus, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard Shortcuts"));
    std::vector<Section> sections = sectionsOf(menus);
    sections.push_back({.title = tr("In a plot"),
                        .keys = {{tr("Zoom in and out"), tr("Wheel, + and −")},
                                 {tr("Move"), tr("Drag, Left and Right")},
                                 {tr("Show the whole axis"), tr("Double click, Home")}}});
    auto* scroll = new QScrollArea;
    scroll->setWidget(makeColumns(sections));
    scroll->setAccessibleName(tr("Keyboard Shortcuts"));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(margin);
    layout->addWidget(scroll, 1);
    layout->addWidget(buttons);

    // Everything in sight where the screen has the room, its frame and the desktop's panels left out.
    constexpr double ofScreen = 0.85;
    const QSize around = layout->sizeHint() - scroll->sizeHint();
    const QSize whole = scroll->widget()->sizeHint() + around;
    const QSize most = ofScreen * screen()->availableSize();
    const int barWidth = whole.height() > most.height() ? scroll->verticalScrollBar()->sizeHint().width() : 0;
    resize((whole + QSize(barWidth, 0)).boundedTo(most));
}

} // namespace bathyscope::ui
