// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/SafetensorsParts.h"
#include "tests/support/TestData.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>

namespace bathyscope::test {

/// Copies the tiny model into a folder; `change` may alter its weights and its config on the way.
inline void
makeTinyModel(const std::filesystem::path& folder,
              const std::function<void(SafetensorsParts& weights, nlohmann::json& config)>& change)
{
    SafetensorsParts weights = partsOf(testData("tiny-gpt-neo") / "model.safetensors");
    nlohmann::json config = nlohmann::json::parse(readBytes(testData("tiny-gpt-neo") / "config.json"));
    change(weights, config);
    std::filesystem::create_directories(folder);
    writeBytes(folder / "model.safetensors", weights.bytes());
    writeBytes(folder / "config.json", config.dump());
}

} // namespace bathyscope::test
