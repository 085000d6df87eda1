// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/Preferences.h"

#include <QDir>
#include <QSettings>

#include <algorithm>
#include <array>

namespace bathyscope::ui {

namespace {

constexpr std::array<const char*, 3> themeNames {"system", "light", "dark"}; // in the order of ThemeChoice

constexpr qsizetype maxRecentRuns = 10;
constexpr std::size_t maxModelFolders = 20;

QString key(const char* name)
{
    return QString::fromLatin1(name);
}

QVariant stored(const char* name, const QVariant& otherwise = {})
{
    return QSettings().value(key(name), otherwise);
}

void store(const char* name, const QVariant& value)
{
    QSettings().setValue(key(name), value);
}

/// As bytes: names of folders need not be UTF-8.
void storeFolders(const char* name, const std::vector<std::filesystem::path>& folders)
{
    QVariantList paths;
    for (const std::filesystem::path& folder : folders) {
        paths += QByteArray::fromStdString(folder.string());
    }
    store(name, paths);
}

} // namespace

ThemeChoice Preferences::theme()
{
    const QString name = stored("window/theme").toString();
    for (std::size_t i = 0; i < themeNames.size(); ++i) {
        if (name == QLatin1String(themeNames.at(i))) {
            return static_cast<ThemeChoice>(i);
        }
    }
    return ThemeChoice::System;
}

void Preferences::setTheme(ThemeChoice choice)
{
    store("window/theme", key(themeNames.at(static_cast<std::size_t>(choice))));
}

LanguageChoice Preferences::language()
{
    const QString code = stored("window/language").toString();
    const auto chosen = std::ranges::find_if(
        languages(), [&code](const LanguageInfo& language) { return code == QLatin1String(language.code); });
    return chosen != languages().end() ? chosen->choice : LanguageChoice::System;
}

void Preferences::setLanguage(LanguageChoice choice)
{
    const auto chosen = std::ranges::find(languages(), choice, &LanguageInfo::choice);
    store("window/language", chosen != languages().end() ? key(chosen->code) : QString());
}

RunSettings Preferences::runSettings()
{
    RunSettings settings;
    for (const RunSetting& setting : bathyscope::runSettings()) {
        if (*setting.preference != '\0') {
            (void)ask(setting, settings, stored(setting.preference).toString().toStdString());
        }
    }
    return settings;
}

void Preferences::setRunSettings(const RunSettings& settings)
{
    for (const RunSetting& setting : bathyscope::runSettings()) {
        if (*setting.preference != '\0') {
            store(setting.preference, QString::fromStdString(setting.write(settings)));
        }
    }
}

bool Preferences::isUnfolded(const char* part)
{
    return QSettings().value(QStringLiteral("unfolded/") + key(part)).toBool();
}

void Preferences::setUnfolded(const char* part, bool unfolded)
{
    QSettings().setValue(QStringLiteral("unfolded/") + key(part), unfolded);
}

QString Preferences::dismissedLibrary()
{
    return stored("advice/dismissedLibrary").toString();
}

void Preferences::setDismissedLibrary(const QString& library)
{
    store("advice/dismissedLibrary", library);
}

QString Preferences::modelName()
{
    return stored("run/model").toString();
}

void Preferences::setModelName(const QString& name)
{
    store("run/model", name);
}

std::vector<std::filesystem::path> Preferences::modelFolders()
{
    std::vector<std::filesystem::path> folders;
    for (const QVariant& folder : stored("run/modelFolders").toList()) {
        const QByteArray path = folder.toByteArray();
        if (path.startsWith('/') && folders.size() < maxModelFolders) {
            folders.emplace_back(path.toStdString());
        }
    }
    return folders;
}

void Preferences::addModelFolder(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> folders = modelFolders();
    if (std::ranges::find(folders, folder) == folders.end()) {
        folders.push_back(folder);
        if (folders.size() > maxModelFolders) {
            folders.erase(folders.begin());
        }
        storeFolders("run/modelFolders", folders);
    }
}

void Preferences::removeModelFolder(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> folders = modelFolders();
    std::erase(folders, folder);
    storeFolders("run/modelFolders", folders);
}

QString Preferences::figureFormat()
{
    const QString suffix = stored("export/figures").toString();
    return suffix == QLatin1String("svg") || suffix == QLatin1String("pdf") ? suffix : QStringLiteral("png");
}

void Preferences::setFigureFormat(const QString& suffix)
{
    store("export/figures", suffix);
}

QString Preferences::folder(const char* kind)
{
    const QString folder = QSettings().value(QStringLiteral("folders/") + key(kind)).toString();
    return !folder.isEmpty() && QDir(folder).exists() ? folder : QDir::homePath();
}

void Preferences::setFolder(const char* kind, const QString& folder)
{
    QSettings().setValue(QStringLiteral("folders/") + key(kind), folder);
}

ExportChoices Preferences::exportChoices()
{
    const ExportChoices usual;
    return {.folder = stored("export/folder").toString(),
            .format = stored("export/format", usual.format).toString(),
            .hasCaption = stored("export/caption", usual.hasCaption).toBool()};
}

void Preferences::setExportChoices(const ExportChoices& choices)
{
    store("export/folder", choices.folder);
    store("export/format", choices.format);
    store("export/caption", choices.hasCaption);
}

FigureSizeChoices Preferences::figureSize()
{
    const FigureSizeChoices usual;
    const QVariant dots = stored("export/dots");
    return {.preset = stored("export/preset").toString(),
            .unit = stored("export/unit").toString(),
            .size = stored("export/size", usual.size).toSizeF(),
            .text = stored("export/text", usual.text).toDouble(),
            .dots = dots.isValid() ? std::optional(dots.toDouble()) : std::nullopt};
}

void Preferences::setFigureSize(const FigureSizeChoices& choices)
{
    store("export/preset", choices.preset);
    store("export/unit", choices.unit);
    store("export/size", choices.size);
    store("export/text", choices.text);
    if (choices.dots) {
        store("export/dots", *choices.dots);
    }
}

QStringList Preferences::recentRuns()
{
    QStringList paths = stored("run/recent").toStringList();
    paths.removeAll(QString());
    return paths.mid(0, maxRecentRuns);
}

void Preferences::addRecentRun(const QString& path)
{
    QStringList paths = recentRuns();
    paths.removeAll(path);
    paths.prepend(path);
    store("run/recent", paths.mid(0, maxRecentRuns));
}

void Preferences::removeRecentRun(const QString& path)
{
    QStringList paths = recentRuns();
    paths.removeAll(path);
    store("run/recent", paths);
}

void Preferences::clearRecentRuns()
{
    store("run/recent", QStringList());
}

QStringList Preferences::neuronColumns(const QStringList& atFirst)
{
    const QStringList names = stored("neurons/columns").toStringList();
    return names.isEmpty() ? atFirst : names;
}

void Preferences::setNeuronColumns(const QStringList& names)
{
    store("neurons/columns", names);
}

QByteArray Preferences::windowGeometry()
{
    return stored("window/geometry").toByteArray();
}

QByteArray Preferences::windowState()
{
    return stored("window/state").toByteArray();
}

void Preferences::setWindow(const QByteArray& geometry, const QByteArray& state)
{
    store("window/geometry", geometry);
    store("window/state", state);
}

} // namespace bathyscope::ui
