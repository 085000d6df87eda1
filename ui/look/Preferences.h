// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/RunSettings.h"
#include "ui/look/Language.h"

#include <QByteArray>
#include <QSizeF>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace bathyscope::ui {

/// Light and dark as the user wants them.
enum class ThemeChoice
{
    System,
    Light,
    Dark,
};

/// How a figure was exported last.
struct ExportChoices
{
    QString folder; ///< empty at first
    QString format = QStringLiteral("png");
    bool hasCaption = true;
};

/// The size that was chosen last for an exported figure, as FigureSizeBox names it.
struct FigureSizeChoices
{
    QString preset; ///< empty at first
    QString unit; ///< empty at first; what follows is in it
    QSizeF size {1200, 800};
    double text = 0; ///< points; 0 = what suits the size
    std::optional<double> dots; ///< an inch
};

/// What is remembered between sessions: the one place that names keys of QSettings. Values that cannot be
/// right (an edited file, another version) are answered with the default. GUI thread.
class Preferences
{
public:
    [[nodiscard]] static ThemeChoice theme();
    static void setTheme(ThemeChoice choice);

    [[nodiscard]] static LanguageChoice language();
    static void setLanguage(LanguageChoice choice);

    [[nodiscard]] static RunSettings runSettings();
    static void setRunSettings(const RunSettings& settings);

    /// Whether a part of the set-up is open ("settings", "statistics"); folded at first.
    [[nodiscard]] static bool isUnfolded(const char* part);
    static void setUnfolded(const char* part, bool unfolded);

    /// Catalogue name or repository of the model that was chosen last, or the whole path of an opened folder;
    /// empty before the first choice.
    [[nodiscard]] static QString modelName();
    static void setModelName(const QString& name);

    /// The linear algebra library about which the user wants no more advice; empty: none was dismissed.
    [[nodiscard]] static QString dismissedLibrary();
    static void setDismissedLibrary(const QString& library);
    /// Folders of models that were opened and have not been taken from the list since, in the order of their
    /// opening; the oldest goes where there would be too many.
    [[nodiscard]] static std::vector<std::filesystem::path> modelFolders();
    static void addModelFolder(const std::filesystem::path& folder);
    static void removeModelFolder(const std::filesystem::path& folder);

    /// Suffix of the format in which all figures were exported last: "png" at first.
    [[nodiscard]] static QString figureFormat();
    static void setFigureFormat(const QString& suffix);

    [[nodiscard]] static ExportChoices exportChoices();
    static void setExportChoices(const ExportChoices& choices);

    [[nodiscard]] static FigureSizeChoices figureSize();
    static void setFigureSize(const FigureSizeChoices& choices);

    /// Where a kind of file was opened or saved last ("model", "text", "run", "table", "report", "figures");
    /// the home folder at first.
    [[nodiscard]] static QString folder(const char* kind);
    static void setFolder(const char* kind, const QString& folder);

    /// Run files that were opened or saved last, the latest first.
    [[nodiscard]] static QStringList recentRuns();
    static void addRecentRun(const QString& path);
    static void removeRecentRun(const QString& path);
    static void clearRecentRuns();

    /// Columns of the table of neurons that are shown, by name.
    [[nodiscard]] static QStringList neuronColumns(const QStringList& atFirst);
    static void setNeuronColumns(const QStringList& names);

    /// QWidget::saveGeometry and QMainWindow::saveState of the main window.
    [[nodiscard]] static QByteArray windowGeometry();
    [[nodiscard]] static QByteArray windowState();
    static void setWindow(const QByteArray& geometry, const QByteArray& state);
};

} // namespace bathyscope::ui
