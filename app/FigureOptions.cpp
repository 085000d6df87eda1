// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/FigureOptions.h"

#include "app/CommandLine.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace bathyscope::app {

namespace {

using ui::FigureSize;

constexpr double leastPixels = 100;
constexpr double mostPixels = 16'384;

struct NamedSize
{
    std::string_view name;
    FigureSize (*size)();
};
constexpr std::array<NamedSize, 3> namedSizes {{{"single", FigureSize::singleColumn},
                                                {"double", FigureSize::doubleColumn},
                                                {"slide", FigureSize::slide}}};

struct Unit
{
    std::string_view name;
    double perInch = 1;
};
constexpr std::array<Unit, 3> units {{{"mm", ui::millimetresPerInch}, {"cm", 2.54}, {"in", 1}}};

/// A decimal number; nothing where it is none or out of range.
std::optional<double> parseDecimal(std::string_view text, double least, double most)
{
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
    // NaN is in no range.
    const bool isNumber = error == std::errc() && rest == end && number >= least && number <= most;
    return isNumber ? std::optional(number) : std::nullopt;
}

std::optional<double> decimalOption(const Arguments& arguments, std::string_view option, double least,
                                    double most)
{
    const std::optional<std::string> given = arguments.value(option);
    if (!given) {
        return std::nullopt;
    }
    const std::optional<double> number = parseDecimal(*given, least, most);
    if (!number) {
        throw UsageError(
            fmt::format("--{} needs a number from {} to {}, not '{}'.", option, least, most, *given));
    }
    return number;
}

std::optional<double> dotsOption(const Arguments& arguments)
{
    constexpr double least = 30;
    constexpr double most = 2400;
    return decimalOption(arguments, "dpi", least, most);
}

std::optional<double> textOption(const Arguments& arguments)
{
    constexpr double least = 2;
    constexpr double most = 500;
    return decimalOption(arguments, "font-size", least, most);
}

[[noreturn]] void refuse(const std::string& given)
{
    throw UsageError(fmt::format("--size needs width and height from {:.0f} to {:.0f} pixels, such as "
                                 "1200x800, or a size on paper such "
                                 "as 85x60mm, 85mm or 3.3x2.5in, or single, double or slide, not '{}'.",
                                 leastPixels, mostPixels, given));
}

FigureSize sizeOnPaper(const Arguments& arguments, const std::string& given, std::string_view text,
                       const Unit& unit)
{
    constexpr double most = 100'000; // of any unit; what it is in pixels is judged later
    const std::size_t cross = text.find('x');
    const auto width = parseDecimal(text.substr(0, cross), 1e-3, most);
    const auto height = cross == std::string_view::npos ? std::optional(0.0)
                                                        : parseDecimal(text.substr(cross + 1), 1e-3, most);
    if (!width || !height) {
        refuse(given);
    }
    return FigureSize::ofInches(QSizeF(*width, *height) / unit.perInch, textOption(arguments),
                                dotsOption(arguments).value_or(FigureSize::usualDotsPerInch));
}

FigureSize sizeInPixels(const Arguments& arguments, const std::string& given, std::string_view text)
{
    const std::size_t cross = text.find('x');
    const auto side = [](std::string_view digits) {
        return parseNumber(digits, static_cast<std::size_t>(leastPixels),
                           static_cast<std::size_t>(mostPixels));
    };
    const auto width = side(text.substr(0, cross));
    const auto height = cross == std::string_view::npos ? std::nullopt : side(text.substr(cross + 1));
    if (!width || !height) {
        refuse(given);
    }
    return FigureSize::ofPixels({static_cast<int>(*width), static_cast<int>(*height)}, textOption(arguments),
                                dotsOption(arguments).value_or(FigureSize::screenDotsPerInch));
}

FigureSize namedSize(const Arguments& arguments, const NamedSize& named)
{
    FigureSize size = named.size();
    size.dotsPerInch = dotsOption(arguments).value_or(size.dotsPerInch);
    size.textPoints = textOption(arguments).value_or(size.textPoints);
    return size;
}

FigureSize sizeOf(const Arguments& arguments)
{
    const std::string given = arguments.value("size").value_or("1200x800");
    std::string_view text = given;
    const auto* const named = std::ranges::find(namedSizes, text, &NamedSize::name);
    if (named != namedSizes.end()) {
        return namedSize(arguments, *named);
    }
    for (const Unit& unit : units) {
        if (text.ends_with(unit.name)) {
            text.remove_suffix(unit.name.size());
            return sizeOnPaper(arguments, given, text, unit);
        }
    }
    if (text.ends_with("px")) {
        text.remove_suffix(2);
    }
    return sizeInPixels(arguments, given, text);
}

} // namespace

FigureSize parseFigureSize(const Arguments& arguments)
{
    const FigureSize size = sizeOf(arguments);
    if (const QString problem = size.problem(); !problem.isEmpty()) {
        throw UsageError(problem.toStdString());
    }
    return size;
}

void refuseFigureSize(const Arguments& arguments, std::string_view what)
{
    for (const std::string_view option : {"size", "dpi", "font-size"}) {
        if (arguments.has(option)) {
            throw UsageError(fmt::format("--{} is for plots; {}.", option, what));
        }
    }
}

} // namespace bathyscope::app
