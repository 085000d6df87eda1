// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/analysis/RunObserver.h"
#include "core/support/Resources.h"
#include "tests/support/TestData.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace bathyscope::test {

/// A small run of the shipped 12-layer model on the shipped text.
inline AnalysisRequest sampleRequest(std::size_t tokens, std::size_t window)
{
    AnalysisRequest request;
    request.modelName = "sample-12";
    request.modelFolder = resourcesFolder() / "sample-models" / "sample-12";
    request.text = readDocument(resourcesFolder() / "sample-text.txt");
    request.maxTokens = tokens;
    request.windowLength = window;
    return request;
}

/// The four-layer model of tests/data on token ids 0, 1, 2 …
inline AnalysisRequest tinyRequest(std::size_t tokens, std::size_t window)
{
    AnalysisRequest request;
    request.modelName = "tiny-gpt-neo";
    request.modelFolder = testData("tiny-gpt-neo");
    TokenIdLists ids {.name = "ids.json", .oneListPerWindow = false, .lists = {{}}};
    for (std::size_t i = 0; i < tokens; ++i) {
        ids.lists.front().push_back(static_cast<TokenId>(i * 7 % 299));
    }
    request.text = std::move(ids);
    request.maxTokens = tokens;
    request.windowLength = window;
    return request;
}

/// Keeps every published snapshot, and may act on each.
class RecordingObserver final : public RunObserver
{
public:
    explicit RecordingObserver(std::function<void(const AnalysisSnapshot&)> act = {})
        : m_act(std::move(act))
    {
    }

    void snapshotPublished(std::shared_ptr<const AnalysisSnapshot> snapshot) override
    {
        snapshots.push_back(snapshot);
        if (m_act) {
            m_act(*snapshot);
        }
    }

    std::vector<std::shared_ptr<const AnalysisSnapshot>> snapshots;

private:
    std::function<void(const AnalysisSnapshot&)> m_act;
};

} // namespace bathyscope::test
