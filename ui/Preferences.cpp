// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Preferences.h"

#include <QDir>
#include <QSettings>

#include <algorithm>
#include <array>

namespace bathyscope::ui {

namespace {

constexpr std::array<const char*, 3> themeNames {"system", "light", "dark"}; // in the order of ThemeChoice

QString key(const char* name)
{
    return QString::fromLatin1(name);
}

QVariant stored(const char* name)
{
    return QSettings().value(key(name));
}

void store(const char* name, const QVariant& value)
{
    QSettings().setValue(key(name), value);
}

/// A number of at least `minimum`, else the default.
std::size_t storedNumber(const char* name, std::size_t minimum, std::size_t otherwise)
{
    bool isNumber = false;
    const qlonglong number = stored(name).toLongLong(&isNumber);
    return isNumber && number >= static_cast<qlonglong>(minimum) ? static_cast<std::size_t>(number)
                                                                 : otherwise;
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

RunChoices Preferences::runChoices()
{
    RunChoices choices;
    choices.maxTokens = storedNumber("run/tokens", 2, choices.maxTokens);
    choices.windowLength = storedNumber("run/window", 1, choices.windowLength);
    choices.numThreads = storedNumber("run/threads", 0, choices.numThreads);
    choices.memoryMegabytes = storedNumber("run/memory", 0, choices.memoryMegabytes);
    choices.precision = static_cast<PrecisionChoice>(
        std::min(storedNumber("run/precision", 0, 0), static_cast<std::size_t>(PrecisionChoice::Bfloat16)));
    choices.hook = parseHookPoint(stored("run/hook").toString().toStdString()).value_or(choices.hook);
    return choices;
}

void Preferences::setRunChoices(const RunChoices& choices)
{
    const std::string_view hook = hookPointInfo(choices.hook).name;
    store("run/tokens", static_cast<qulonglong>(choices.maxTokens));
    store("run/window", static_cast<qulonglong>(choices.windowLength));
    store("run/threads", static_cast<qulonglong>(choices.numThreads));
    store("run/memory", static_cast<qulonglong>(choices.memoryMegabytes));
    store("run/precision", static_cast<qulonglong>(choices.precision));
    store("run/hook", QString::fromLatin1(hook.data(), static_cast<qsizetype>(hook.size())));
}

bool Preferences::areSettingsUnfolded()
{
    return stored("run/unfolded").toBool();
}

void Preferences::setSettingsUnfolded(bool unfolded)
{
    store("run/unfolded", unfolded);
}

QString Preferences::modelName()
{
    return stored("run/model").toString();
}

void Preferences::setModelName(const QString& name)
{
    store("run/model", name);
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
