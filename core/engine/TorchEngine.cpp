// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Engine.h"
#include "core/engine/RowOperations.h"
#include "core/engine/TorchFailure.h"
#include "core/support/ParallelFor.h"
#include "core/support/Stopwatch.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace bathyscope {

namespace {

/// libtorch starts with one thread, whatever OpenMP says.
void useThreadsOfCaller()
{
    at::set_num_threads(static_cast<int>(numWorkers()));
}

/// As Engine::productGigaflops() says.
double measureProduct(std::int64_t rows, at::ScalarType weightType)
{
    const c10::InferenceMode inference;
    constexpr std::int64_t inputs = 768;
    constexpr std::int64_t outputs = 3072;
    const at::Tensor x = at::full({rows, inputs}, 0.5F); // [rows, inputs]
    const at::Tensor weight = at::full({outputs, inputs}, 0.25F).to(weightType); // [outputs, inputs]
    at::Tensor y = at::empty({rows, outputs}); // [rows, outputs]
    const auto secondsOfOne = [&] {
        const Stopwatch watch;
        linear(x, weight, {}, y);
        return watch.seconds();
    };
    // The first product wakes the threads and touches the memory; a slow BLAS needs seconds for one, so there
    // is no second then. The mean of the others: a run does not get the machine's best moments only.
    constexpr double tooLong = 0.15;
    constexpr double enough = 0.04;
    constexpr int fewest = 3;
    double seconds = secondsOfOne();
    int numProducts = 1;
    if (seconds < tooLong) {
        seconds = 0;
        for (numProducts = 0; numProducts < fewest || seconds < enough; ++numProducts) {
            seconds += secondsOfOne();
        }
    }
    return static_cast<double>(2 * rows * inputs * outputs) * numProducts / seconds / 1e9;
}

/// Sees to it that libtorch has the thread count of whoever calls.
class TorchEngine final : public Engine
{
public:
    [[nodiscard]] bool hasCuda() const override
    {
        return at::hasCUDA();
    }

    [[nodiscard]] double productGigaflops(std::size_t rows, Precision precision) const override
    {
        useThreadsOfCaller();
        try {
            return measureProduct(static_cast<std::int64_t>(rows),
                                  precision == Precision::Bfloat16 ? at::kBFloat16 : at::kFloat);
        } catch (const c10::Error& problem) {
            throwTorchFailure(problem, "There is not enough memory to run a model; end other programs.");
        }
    }

    [[nodiscard]] bool sweep(const SweepRequest& request, const std::stop_token& stop,
                             SweepObserver& observer, SweepTiming& timing) const override
    {
        useThreadsOfCaller();
        return sweepLayers(request, stop, observer, timing);
    }
};

} // namespace

} // namespace bathyscope

/// What loadEngine() looks for.
extern "C" const bathyscope::Engine& bathyscopeEngine();

const bathyscope::Engine& bathyscopeEngine()
{
    static const bathyscope::TorchEngine engine;
    return engine;
}
