// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/ReadRun.h"

#include "app/commands/InputFile.h"
#include "core/files/RunFile.h"

#include <algorithm>
#include <iterator>

namespace bathyscope::app {

std::shared_ptr<const AnalysisSnapshot> readRun(const std::string& name)
{
    const InputFile file(name);
    return readRunFile(file.path());
}

std::vector<std::shared_ptr<const AnalysisSnapshot>> readRuns(const std::vector<std::string>& names)
{
    std::vector<std::shared_ptr<const AnalysisSnapshot>> runs;
    std::ranges::transform(names, std::back_inserter(runs), readRun);
    return runs;
}

} // namespace bathyscope::app
