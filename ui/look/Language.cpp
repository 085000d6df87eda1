// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/Language.h"

#include "ui/look/Preferences.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <algorithm>
#include <array>

namespace bathyscope::ui {

namespace {

constexpr std::array table {
    LanguageInfo {.choice = LanguageChoice::English, .code = "en", .name = "English"},
    LanguageInfo {.choice = LanguageChoice::Vietnamese, .code = "vi", .name = "Tiếng Việt"},
};

/// The texts and the numbers of Qt's own widgets have a file of their own.
void loadFile(const QString& name)
{
    auto* translator = new QTranslator(QCoreApplication::instance()); // which owns it
    if (translator->load(QStringLiteral(":/translations/") + name)) {
        QCoreApplication::installTranslator(translator);
    } else {
        delete translator;
    }
}

} // namespace

std::span<const LanguageInfo> languages()
{
    return table;
}

void installLanguage()
{
    const LanguageChoice choice = Preferences::language();
    const auto* const chosen = std::ranges::find(table, choice, &LanguageInfo::choice);
    if (chosen != table.end()) {
        QLocale::setDefault(QLocale(QString::fromLatin1(chosen->code)));
    }
    // The first language counts: who has Vietnamese as a second one reads English before it.
    const QStringList wanted = QLocale().uiLanguages();
    if (!wanted.isEmpty()) {
        loadTranslations(wanted.first().section(QLatin1Char('-'), 0, 0));
    }
}

void loadTranslations(const QString& code)
{
    loadFile(QStringLiteral("qt_") + code);
    loadFile(QStringLiteral("bathyscope_") + code);
}

} // namespace bathyscope::ui
