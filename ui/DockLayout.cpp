// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/DockLayout.h"

#include "ui/EmbeddedFiles.h"

#include <QDockWidget>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMainWindow>

namespace bathyscope::ui {

namespace {

Qt::DockWidgetArea areaOf(const QString& name)
{
    static const QHash<QString, Qt::DockWidgetArea> areas {
        {QStringLiteral("left"), Qt::LeftDockWidgetArea},
        {QStringLiteral("right"), Qt::RightDockWidgetArea},
        {QStringLiteral("bottom"), Qt::BottomDockWidgetArea},
    };
    return areas.value(name, Qt::RightDockWidgetArea);
}

void place(QMainWindow& window, QDockWidget* dock, const QJsonObject& entry, QDockWidget* neighbour,
           bool asTab)
{
    dock->setFloating(false);
    if (!neighbour) {
        window.addDockWidget(areaOf(entry[QLatin1String("area")].toString()), dock);
    } else if (asTab) {
        window.tabifyDockWidget(neighbour, dock);
    } else {
        window.splitDockWidget(neighbour, dock, Qt::Horizontal);
    }
    dock->setVisible(!entry[QLatin1String("hidden")].toBool());
}

void size(QMainWindow& window, QDockWidget* dock, const QJsonObject& entry)
{
    if (const int width = entry[QLatin1String("width")].toInt(); width > 0) {
        window.resizeDocks({dock}, {width}, Qt::Horizontal);
    }
    if (const int height = entry[QLatin1String("height")].toInt(); height > 0) {
        window.resizeDocks({dock}, {height}, Qt::Vertical);
    }
}

} // namespace

void arrangeDocks(QMainWindow& window, const QList<QDockWidget*>& docks)
{
    const QJsonObject layout =
        QJsonDocument::fromJson(embeddedFile(QStringLiteral("default-layout.json"))).object();
    const QJsonArray entries = layout[QLatin1String("docks")].toArray();
    const bool isNarrow = window.width() < layout[QLatin1String("tabsBelowWidth")].toInt();
    QHash<QString, QDockWidget*> byName;
    for (QDockWidget* dock : docks) {
        byName.insert(dock->objectName(), dock);
        window.removeDockWidget(dock);
    }

    QHash<QString, QDockWidget*> placed;
    for (const QJsonValue& value : entries) {
        const QJsonObject entry = value.toObject();
        const QString name = entry[QLatin1String("name")].toString();
        if (QDockWidget* dock = byName.take(name)) {
            place(window, dock, entry, placed.value(entry[QLatin1String("beside")].toString()), isNarrow);
            placed.insert(name, dock);
        }
    }
    QDockWidget* home = placed.value(layout[QLatin1String("otherDocksWith")].toString());
    for (QDockWidget* dock : docks) {
        if (byName.contains(dock->objectName())) {
            place(window, dock, {}, home, true);
        }
    }
    for (const QJsonValue& value : entries) {
        const QJsonObject entry = value.toObject();
        if (QDockWidget* dock = placed.value(entry[QLatin1String("name")].toString())) {
            size(window, dock, entry);
        }
    }
    if (home) {
        home->raise();
    }
}

} // namespace bathyscope::ui
