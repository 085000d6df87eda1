// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ViewRegistry.h"

#include "ui/neurons/NeuronsView.h"
#include "ui/views/CompareView.h"
#include "ui/views/ConfoundView.h"
#include "ui/views/FindingsView.h"
#include "ui/views/HistogramsView.h"
#include "ui/views/LayersView.h"
#include "ui/views/LengthView.h"
#include "ui/views/ZonesView.h"

#include <QCoreApplication>
#include <QHash>

#include <array>
#include <utility>

namespace bathyscope::ui {

namespace {

// A Qt parent, or the caller of `create`, owns the view.
template <class View>
SnapshotView* makeView(SelectionState& selection, QWidget* parent)
{
    return new View(selection, parent);
}

SnapshotView* makeFindings(SelectionState& selection, QWidget* parent);

constexpr std::array views {
    ViewInfo {.id = "layers",
              .title = QT_TRANSLATE_NOOP("ViewRegistry", "Layers"),
              .shortcut = "Ctrl+1",
              .iconName = "layers",
              .create = &makeView<LayersView>},
    ViewInfo {.id = "histograms",
              .title = QT_TRANSLATE_NOOP("ViewRegistry", "Histograms"),
              .shortcut = "Ctrl+2",
              .iconName = "histograms",
              .create = &makeView<HistogramsView>},
    ViewInfo {.id = "length",
              .title = QT_TRANSLATE_NOOP("ViewRegistry", "Length"),
              .shortcut = "Ctrl+3",
              .iconName = "length",
              .create = &makeView<LengthView>},
    ViewInfo {.id = "confound",
              .title = QT_TRANSLATE_NOOP("ViewRegistry", "Length or frequency"),
              .shortcut = "Ctrl+4",
              .iconName = "confound",
              .create = &makeView<ConfoundView>},
    ViewInfo {.id = "zones",
              .title = QT_TRANSLATE_NOOP("ViewRegistry", "Zones"),
              .shortcut = "Ctrl+5",
              .iconName = "zones",
              .create = &makeView<ZonesView>},
    ViewInfo {.id = "findings",
              .title = QT_TRANSLATE_NOOP("ViewRegistry", "Findings"),
              .shortcut = "Ctrl+6",
              .iconName = "findings",
              .create = &makeFindings},
    ViewInfo {.id = "compare",
              .title = QT_TRANSLATE_NOOP("ViewRegistry", "Compare"),
              .shortcut = "Ctrl+7",
              .iconName = "compare",
              .create = &makeView<CompareView>},
    ViewInfo {.id = "neurons",
              .title = QT_TRANSLATE_NOOP("ViewRegistry", "Neurons"),
              .shortcut = "Ctrl+8",
              .iconName = "neurons",
              .create = &makeView<NeuronsView>},
};

SnapshotView* makeFindings(SelectionState& selection, QWidget* parent)
{
    QHash<QString, QString> titles;
    for (const ViewInfo& view : views) {
        titles.insert(QLatin1String(view.id), view.translatedTitle());
    }
    auto* findings = new FindingsView(selection, parent);
    findings->setViewTitles(std::move(titles));
    return findings;
}

} // namespace

QString ViewInfo::translatedTitle() const
{
    return QCoreApplication::translate("ViewRegistry", title);
}

std::span<const ViewInfo> viewRegistry()
{
    return views;
}

} // namespace bathyscope::ui
