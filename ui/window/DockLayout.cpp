// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DockLayout.h"

#include "ui/look/EmbeddedFiles.h"

#include <QDockWidget>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMainWindow>

#include <algorithm>

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
    if (!neighbour) {
        window.addDockWidget(areaOf(entry[QLatin1String("area")].toString()), dock);
    } else if (asTab) {
        window.tabifyDockWidget(neighbour, dock);
    } else {
        window.splitDockWidget(neighbour, dock, Qt::Horizontal);
    }
    dock->setVisible(!entry[QLatin1String("hidden")].toBool());
}

/// All at once: docks that are sized one after another take room from each other.
void resize(QMainWindow& window, const QHash<QString, QDockWidget*>& placed, const QJsonArray& entries,
            const char* length, Qt::Orientation orientation)
{
    QList<QDockWidget*> docks;
    QList<int> lengths;
    for (const auto& value : entries) {
        const QJsonObject entry = value.toObject();
        QDockWidget* dock = placed.value(entry[QLatin1String("name")].toString());
        if (!dock || !entry.contains(QLatin1String(length))) {
            continue;
        }
        constexpr double mostOfWindow = 0.3; // so that what lies above it keeps its room
        const auto pick = [orientation](QSize size) {
            return orientation == Qt::Horizontal ? size.width() : size.height();
        };
        const int ofContent =
            std::min(pick(dock->sizeHint()), static_cast<int>(mostOfWindow * pick(window.size())));
        docks << dock;
        lengths << entry[QLatin1String(length)].toInt(ofContent); // unless it is a number: "content"
    }
    window.resizeDocks(docks, lengths, orientation);
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
        dock->setFloating(false); // one that has left the window cannot be put back
        window.removeDockWidget(dock);
    }

    QHash<QString, QDockWidget*> placed;
    QJsonArray sized;
    for (const auto& value : entries) {
        const QJsonObject entry = value.toObject();
        const QString name = entry[QLatin1String("name")].toString();
        if (QDockWidget* dock = byName.take(name)) {
            place(window, dock, entry, placed.value(entry[QLatin1String("beside")].toString()), isNarrow);
            placed.insert(name, dock);
            if (!isNarrow || !entry.contains(QLatin1String("beside"))) {
                sized.append(entry); // a tab has the size of the others
            }
        }
    }
    QDockWidget* home = placed.value(layout[QLatin1String("otherDocksWith")].toString());
    for (QDockWidget* dock : docks) {
        if (byName.contains(dock->objectName())) {
            place(window, dock, {}, home, true);
        }
    }
    resize(window, placed, sized, "width", Qt::Horizontal);
    resize(window, placed, sized, "height", Qt::Vertical);
    if (home) {
        home->raise();
    }
}

} // namespace bathyscope::ui
