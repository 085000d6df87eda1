// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "tests/support/FailOnWarning.h"
#include "ui/runs/SelectionState.h"
#include "ui/widgets/ReadOut.h"

#include <QLabel>
#include <QString>
#include <QWidget>

#include <memory>
#include <utility>

namespace bathyscope::test {

/// A shown view over a selection, and how to find what is on it. No warning may come while it lives.
template <class View>
struct ViewBench
{
    explicit ViewBench(std::shared_ptr<const AnalysisSnapshot> snapshot)
        : view(selection)
    {
        view.resize(900, 700);
        view.setSnapshot(std::move(snapshot));
        view.show();
    }

    /// By accessible name; null if there is none.
    template <class Control>
    [[nodiscard]] Control* control(const QString& accessibleName) const
    {
        for (Control* candidate : view.template findChildren<Control*>()) {
            if (candidate->accessibleName() == accessibleName) {
                return candidate;
            }
        }
        return nullptr;
    }

    [[nodiscard]] QString readOut() const
    {
        return view.template findChild<ui::ReadOut*>()->reading();
    }

    /// What is said in place of plots; nothing while there are some.
    [[nodiscard]] QString emptyText() const
    {
        const auto* text = view.template findChild<QLabel*>(QStringLiteral("emptyState"));
        return text->isVisible() ? text->text() : QString();
    }

    FailOnWarning failOnWarning;
    ui::SelectionState selection;
    View view;
};

} // namespace bathyscope::test
