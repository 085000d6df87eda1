// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/Error.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace bathyscope::test {

/// What an action was refused with.
struct Refusal
{
    ErrorKind kind;
    std::string message;
};

/// Nothing where the action succeeds; any exception other than Error passes through and fails the test.
template <typename Action>
std::optional<Refusal> refusalOf(Action&& action)
{
    try {
        action();
    } catch (const Error& error) {
        return Refusal {error.kind(), error.what()};
    }
    return std::nullopt;
}

/// Message of the Error of that kind that the action must throw; says so where it throws another or none.
template <typename Action>
std::string refusal(ErrorKind kind, Action&& action)
{
    const std::optional<Refusal> found = refusalOf(action);
    if (!found) {
        return "nothing thrown";
    }
    return found->kind == kind ? found->message : "another kind: " + found->message;
}

/// The first of the words (separated by '|') that is not in the text; empty where all are there.
inline std::string missingWord(std::string_view text, std::string_view words)
{
    while (!words.empty()) {
        const std::size_t end = std::min(words.find('|'), words.size());
        if (text.find(words.substr(0, end)) == std::string_view::npos) {
            return std::string(words.substr(0, end));
        }
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return {};
}

} // namespace bathyscope::test

/// The action must be refused with that kind and a message that contains each of the words ("one|other").
#define BATHYSCOPE_VERIFY_REFUSED(action, expectedKind, words)                                               \
    do {                                                                                                     \
        const auto refusal = bathyscope::test::refusalOf([&] { action; });                                   \
        QVERIFY2(refusal.has_value(), "was not refused");                                                    \
        const std::string missing = bathyscope::test::missingWord(refusal->message, words);                  \
        QVERIFY2(missing.empty(), ("lacks '" + missing + "': " + refusal->message).c_str());                 \
        QVERIFY2(refusal->kind == (expectedKind), refusal->message.c_str());                                 \
    } while (false)
