// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/WriteReport.h"

#include "core/support/AtomicFile.h"
#include "core/support/Error.h"
#include "ui/figures/SavedFigure.h"
#include "ui/look/OffscreenApplication.h"
#include "ui/report/HtmlReport.h"

#include <algorithm>
#include <string>
#include <system_error>

namespace bathyscope::ui {

namespace {

/// Thousands in groups, as in the window: a report is read by people.
QLocale reportLocale()
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions);
    return locale;
}

void makeFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (std::error_code ignored; !std::filesystem::is_directory(folder, ignored)) {
        throw Error(ErrorKind::FileUnwritable,
                    "The folder " + folder.string() + " cannot be made: "
                        + (error ? error.message() : std::string("there is a file of this name")) + ".");
    }
}

} // namespace

void writeReport(const HandedOnRuns& runs, const std::filesystem::path& out)
{
    if (std::ranges::all_of(runs, [](const auto& run) { return run->numFinished() == 0; })) {
        throw Error(ErrorKind::InvalidRequest,
                    "The run was stopped before its first layer was finished: there is nothing to report.");
    }
    const OffscreenApplication application(reportLocale());
    const ReportPlan plan = planReport(runs);
    std::vector<DrawnFigure> drawings;
    drawings.reserve(plan.figures.size());
    for (const PlannedFigure& figure : plan.figures) {
        drawings.push_back(drawFigure(figure.data, FigureFormat::Svg, figure.size, {}, {}));
    }
    AtomicFile file(out);
    file.write(htmlReport(plan, drawings).toStdString());
    file.commit();
}

void writeFigures(const HandedOnRuns& runs, const std::filesystem::path& folder, std::string_view format,
                  const FigureSize& size)
{
    const QString suffix = QString::fromUtf8(format.data(), static_cast<qsizetype>(format.size()));
    const FigureFormat drawnAs = figureFormat(QLatin1Char('.') + suffix).value();
    const OffscreenApplication application;
    const std::vector<PlannedFigure> figures = planFigures(runs, size);
    makeFolder(folder);
    for (const PlannedFigure& figure : figures) {
        const QString file = figure.name + QLatin1Char('.') + suffix;
        saveFigure(drawFigure(figure.data, drawnAs, figure.size, figure.caption, figure.provenance),
                   folder / file.toStdString());
    }
}

} // namespace bathyscope::ui
