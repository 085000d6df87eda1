// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/RecentRunsMenu.h"

#include "ui/look/Preferences.h"
#include "ui/words/ShownPath.h"

#include <QDir>
#include <QFileInfo>
#include <QTextDocument>

namespace bathyscope::ui {

namespace {

/// "run.safetensors — ~/runs", so that files of the same name can be told apart.
QString entryText(const QString& path)
{
    const QFileInfo file(path);
    QString folder = file.path();
    if (const QString home = QDir::homePath(); folder == home || folder.startsWith(home + QLatin1Char('/'))) {
        folder.replace(0, home.size(), QStringLiteral("~"));
    }
    //: a recent file: %1 its name, %2 its folder
    QString text = RecentRunsMenu::tr("%1 — %2").arg(shownPath(file.fileName().toStdString()),
                                                     shownPath(folder.toStdString()));
    return text.replace(QLatin1Char('&'), QStringLiteral("&&")); // no mnemonic
}

} // namespace

RecentRunsMenu::RecentRunsMenu(QWidget* parent)
    : QMenu(tr("Open &Recent"), parent)
{
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &RecentRunsMenu::fill);
    fill();
}

/// Whether a file is still there is seen when it is opened: a drive that sleeps must not hold up the menu.
void RecentRunsMenu::fill()
{
    clear();
    const QStringList paths = Preferences::recentRuns();
    for (const QString& path : paths) {
        QAction* action = addAction(entryText(path), this, [this, path] { emit chosen(path); });
        action->setToolTip(Qt::convertFromPlainText(shownPath(path.toStdString())));
    }
    if (paths.isEmpty()) {
        addAction(tr("No runs yet"))->setEnabled(false);
    }
    addSeparator();
    QAction* clearing = addAction(tr("&Clear List"), this, [] { Preferences::clearRecentRuns(); });
    clearing->setEnabled(!paths.isEmpty());
}

} // namespace bathyscope::ui
