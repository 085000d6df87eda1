// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of MainWindow: every action of the program, with its icon and key.
#include "ui/look/Icons.h"
#include "ui/look/Language.h"
#include "ui/panels/ProgressStrip.h"
#include "ui/panels/RunList.h"
#include "ui/views/SnapshotView.h"
#include "ui/window/AboutDialog.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RecentRunsMenu.h"
#include "ui/window/ShortcutsDialog.h"
#include "ui/window/ViewRegistry.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>

#include <utility>

namespace bathyscope::ui {

void MainWindow::makeMenus()
{
    makeFileMenu();
    makeRunMenu();
    makeViewMenu();
    makeGoMenu();
    makeHelpMenu();
}

QAction* MainWindow::addAction(QMenu& menu, const char* iconName, const QString& text,
                               const QKeySequence& shortcut)
{
    QAction* action = menu.addAction(icon(QString::fromLatin1(iconName)), text);
    action->setShortcut(shortcut);
    m_actions.append(action);
    return action;
}

void MainWindow::makeFileMenu()
{
    QMenu& menu = *menuBar()->addMenu(tr("&File"));
    m_openRun = addAction(menu, "folder", tr("&Open Runs…"), QKeySequence::Open);
    auto* recent = new RecentRunsMenu(&menu);
    recent->setIcon(icon(QStringLiteral("folder")));
    menu.addMenu(recent);
    connect(recent, &RecentRunsMenu::chosen, this,
            [this](const QString& path) { openRunFile(path.toStdString()); });
    m_saveRun = addAction(menu, "save", tr("&Save Run As…"), QKeySequence::Save);
    menu.addSeparator();
    m_export = addAction(menu, "export", tr("&Export Plot…"), Qt::CTRL | Qt::Key_E);
    m_exportFigures = addAction(menu, "export", tr("Export &All Figures…"), Qt::CTRL | Qt::ALT | Qt::Key_E);
    m_exportReport = addAction(menu, "findings", tr("Export Repor&t…"), Qt::CTRL | Qt::SHIFT | Qt::Key_E);
    m_copy = addAction(menu, "copy", tr("&Copy Plot"), QKeySequence::Copy);
    menu.addSeparator();
    QAction* quit = addAction(menu, "quit", tr("&Quit"), Qt::CTRL | Qt::Key_Q);
    quit->setMenuRole(QAction::QuitRole);
    connect(m_openRun, &QAction::triggered, this, &MainWindow::browseRunFile);
    connect(m_saveRun, &QAction::triggered, this, &MainWindow::browseSave);
    connect(m_export, &QAction::triggered, this, &MainWindow::exportPlot);
    connect(m_exportFigures, &QAction::triggered, this,
            [this] { exportRuns(RunExportDialog::Kind::Figures); });
    connect(m_exportReport, &QAction::triggered, this, [this] { exportRuns(RunExportDialog::Kind::Report); });
    connect(m_copy, &QAction::triggered, this, &MainWindow::copyPlot);
    connect(quit, &QAction::triggered, this, &MainWindow::close);
}

void MainWindow::makeRunMenu()
{
    QMenu& menu = *menuBar()->addMenu(tr("&Run"));
    m_run = addAction(menu, "play", tr("&Run"), Qt::CTRL | Qt::Key_R);
    m_cancel = addAction(menu, "stop", tr("&Cancel"), Qt::Key_Escape);
    m_continue = addAction(menu, "play", tr("Con&tinue Run"), Qt::CTRL | Qt::SHIFT | Qt::Key_T);
    m_rename = addAction(menu, "text", tr("Re&name Run"), Qt::Key_F2);
    m_rename->setToolTip(tr("Gives the run that is shown a name of its own"));
    m_runCounterpart = addAction(menu, "compare", {}, Qt::CTRL | Qt::SHIFT | Qt::Key_R);
    connect(m_continue, &QAction::triggered, this, &MainWindow::continueRun);
    connect(m_rename, &QAction::triggered, this, [this] {
        m_runsDock->show();
        m_runsDock->raise();
        m_runs->renameShown();
    });
    connect(m_runCounterpart, &QAction::triggered, this, &MainWindow::startCounterpart);
    connect(m_run, &QAction::triggered, this, &MainWindow::startRun);
    connect(m_cancel, &QAction::triggered, this, &MainWindow::cancelRun);
}

void MainWindow::makeViewMenu()
{
    QMenu& menu = *menuBar()->addMenu(tr("&View"));
    for (const ViewInfo& info : viewRegistry()) {
        QAction* action = addAction(menu, info.iconName, info.translatedTitle(),
                                    QKeySequence(QString::fromLatin1(info.shortcut)));
        const QString id = QString::fromLatin1(info.id);
        action->setData(id); // who goes to a view by its name wants the way back
        connect(action, &QAction::triggered, this, [this, id] { showView(id); });
    }
    menu.addSeparator();
    for (const auto& [dock, key] : {std::pair {m_setupDock, Qt::Key_0}, std::pair {m_runsDock, Qt::Key_9},
                                    std::pair {m_logDock, Qt::Key_L}}) {
        QAction* action = dock->toggleViewAction(); // no icon: its place is the check mark's
        action->setShortcut(Qt::CTRL | key);
        menu.addAction(action);
        m_actions.append(action);
    }
    menu.addSeparator();
    QAction* restore =
        addAction(menu, "layout", tr("Restore &Default Layout"), Qt::CTRL | Qt::SHIFT | Qt::Key_0);
    connect(restore, &QAction::triggered, this, &MainWindow::restoreDefaultLayout);
    makeThemeMenu(menu);
    makeLanguageMenu(menu);
}

void MainWindow::makeThemeMenu(QMenu& menu)
{
    QMenu& themes = *menu.addMenu(icon(QStringLiteral("theme")), tr("&Theme"));
    auto* group = new QActionGroup(this);
    int key = Qt::Key_1;
    for (const auto& [choice, text] :
         {std::pair {ThemeChoice::System, tr("As the &System")}, std::pair {ThemeChoice::Light, tr("&Light")},
          std::pair {ThemeChoice::Dark, tr("&Dark")}}) {
        QAction* action = themes.addAction(text);
        action->setShortcut(QKeySequence(Qt::ControlModifier | Qt::ShiftModifier | Qt::Key(key++)));
        //: the name of an action outside its menu: %1 is a choice of theme
        action->setIconText(tr("Theme: %1").arg(action->iconText()));
        m_actions.append(action);
        action->setCheckable(true);
        action->setChecked(choice == m_theme.choice());
        group->addAction(action);
        const ThemeChoice chosen = choice;
        connect(action, &QAction::triggered, this, [this, chosen] { m_theme.choose(chosen); });
    }
}

void MainWindow::makeLanguageMenu(QMenu& menu)
{
    QMenu& choices = *menu.addMenu(icon(QStringLiteral("language")), tr("Lan&guage"));
    auto* group = new QActionGroup(this);
    int key = Qt::Key_7;
    const auto add = [&](LanguageChoice choice, const QString& text) {
        QAction* action = choices.addAction(text);
        action->setShortcut(QKeySequence(Qt::ControlModifier | Qt::ShiftModifier | Qt::Key(key++)));
        //: the name of an action outside its menu: %1 is a language
        action->setIconText(tr("Language: %1").arg(action->iconText()));
        m_actions.append(action);
        action->setCheckable(true);
        action->setChecked(choice == Preferences::language());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice] {
            Preferences::setLanguage(choice);
            m_strip->showNote(tr("The language changes when the program starts again"));
        });
    };
    add(LanguageChoice::System, tr("As the &System"));
    for (const LanguageInfo& language : languages()) {
        add(language.choice, QString::fromUtf8(language.name));
    }
}

void MainWindow::makeHelpMenu()
{
    QMenu& menu = *menuBar()->addMenu(tr("&Help"));
    QAction* keys = addAction(menu, "keyboard", tr("&Keyboard Shortcuts"), QKeySequence::HelpContents);
    QAction* about = addAction(menu, "info", tr("&About Bathyscope"), Qt::SHIFT | Qt::Key_F1);
    about->setMenuRole(QAction::AboutRole);
    connect(keys, &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(about, &QAction::triggered, this, [this] {
        auto* dialog = new AboutDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void MainWindow::showShortcuts()
{
    auto* dialog = new ShortcutsDialog(*menuBar(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace bathyscope::ui
