// SPDX-License-Identifier: GPL-3.0-or-later
// An expression that filters neurons, applied to a layer of a few.
#include "core/statistics/NeuronFilter.h"
#include "core/statistics/NeuronStatistic.h"
#include "tests/fuzz/Fuzz.h"

#include <array>
#include <cstdlib>
#include <limits>

using namespace bathyscope;

namespace {

LayerSummary smallLayer()
{
    constexpr std::array values {0.0,
                                 -0.3,
                                 0.05,
                                 1e300,
                                 std::numeric_limits<double>::quiet_NaN(),
                                 std::numeric_limits<double>::infinity(),
                                 -2.0};
    LayerSummary layer;
    layer.numNeurons = values.size();
    layer.columns.assign(neuronStatistics().size(), {values.begin(), values.end()});
    return layer;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const LayerSummary layer = smallLayer();
    const std::string_view expression = fuzz::textOf(data, size);
    const auto parsed = NeuronFilter::parse(expression);
    if (const auto* filter = std::get_if<NeuronFilter>(&parsed)) {
        static_cast<void>(filter->matches(layer));
    } else if (const auto& error = std::get<FilterError>(parsed);
               error.begin > expression.size() || error.length > expression.size() - error.begin) {
        std::abort(); // a place outside the expression
    }
    return 0;
}
