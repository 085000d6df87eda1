// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/ExportPlan.h"

#include <QByteArray>

#include <vector>

namespace bathyscope::ui {

/// One self-contained page about one run, or about two and their comparison: findings, figures, tables, where
/// all of it comes from and how to make it again. No script, nothing fetched from anywhere (its policy
/// forbids it), prints to A4; well-formed XML as well as HTML. `drawings` are the plan's figures as SVG, in
/// order. Numbers follow the default QLocale. Any thread that may measure fonts. Throws Error (OutOfMemory)
/// where a drawing is empty: a report that lacks a picture is none.
[[nodiscard]] QByteArray htmlReport(const ReportPlan& plan, const std::vector<DrawnFigure>& drawings);

} // namespace bathyscope::ui
