// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/TestData.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <string_view>
#include <vector>

namespace bathyscope::test {

/// The cases of one kind in statistics-cases.json, whose answers R and scipy computed.
inline std::vector<nlohmann::json> statisticsCases(std::string_view kind)
{
    std::ifstream file(testData("statistics-cases.json"));
    std::vector<nlohmann::json> cases;
    for (const nlohmann::json& one : nlohmann::json::parse(file)) {
        if (one.at("kind") == kind) {
            cases.push_back(one);
        }
    }
    return cases;
}

} // namespace bathyscope::test
