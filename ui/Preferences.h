// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/HookPoint.h"
#include "core/engine/Precision.h"

#include <QByteArray>
#include <QString>

#include <cstddef>

namespace bathyscope::ui {

/// Light and dark as the user wants them.
enum class ThemeChoice
{
    System,
    Light,
    Dark,
};

/// Settings of a run that are remembered.
struct RunChoices
{
    std::size_t maxTokens = 8192;
    std::size_t windowLength = 512;
    HookPoint hook = HookPoint::MlpPre;
    PrecisionChoice precision = PrecisionChoice::Float32;
    std::size_t memoryMegabytes = 0; ///< budget; 0 = no limit
    std::size_t numThreads = 0; ///< 0 = all physical cores
    bool operator==(const RunChoices&) const = default;
};

/// What is remembered between sessions: the one place that names keys of QSettings. Values that cannot be
/// right (an edited file, another version) are answered with the default. GUI thread.
class Preferences
{
public:
    [[nodiscard]] static ThemeChoice theme();
    static void setTheme(ThemeChoice choice);

    [[nodiscard]] static RunChoices runChoices();
    static void setRunChoices(const RunChoices& choices);

    [[nodiscard]] static bool areSettingsUnfolded();
    static void setSettingsUnfolded(bool unfolded);

    /// Catalogue name of the model that was chosen last; empty before the first choice.
    [[nodiscard]] static QString modelName();
    static void setModelName(const QString& name);

    /// Where a kind of file was opened or saved last ("model", "text", "run"); the home folder at first.
    [[nodiscard]] static QString folder(const char* kind);
    static void setFolder(const char* kind, const QString& folder);

    /// QWidget::saveGeometry and QMainWindow::saveState of the main window.
    [[nodiscard]] static QByteArray windowGeometry();
    [[nodiscard]] static QByteArray windowState();
    static void setWindow(const QByteArray& geometry, const QByteArray& state);
};

} // namespace bathyscope::ui
