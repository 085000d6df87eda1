// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <span>

namespace bathyscope::ui {

/// What language the window speaks.
enum class LanguageChoice : std::uint8_t
{
    System,
    English,
    Vietnamese,
};

/// One language that there are texts in.
struct LanguageInfo
{
    LanguageChoice choice;
    const char* code; ///< "vi": in settings and in the name of the file of translations
    const char* name; ///< in the language itself, UTF-8
};

/// All languages, without the system's choice.
[[nodiscard]] std::span<const LanguageInfo> languages();

/// Makes the application speak the language that was chosen, its texts, Qt's own and its numbers. Once, after
/// the application and before the first widget: a window that is there does not change.
void installLanguage();

/// Loads the texts of one language for the rest of the application's life; numbers stay as they are. Does
/// nothing for English, in which texts are written, and for a code without translations.
void loadTranslations(const QString& code);

} // namespace bathyscope::ui
