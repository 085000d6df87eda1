// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Engine.h"
#include "core/engine/RowOperations.h"
#include "core/support/ParallelFor.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>

namespace bathyscope {

namespace {

using Clock = std::chrono::steady_clock;

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
    const Clock::time_point begin = Clock::now();
    double best = 0;
    // The first product wakes the threads and touches the memory; a slow BLAS needs seconds for one, so there
    // is no second then.
    constexpr std::chrono::milliseconds enough {20};
    constexpr std::chrono::milliseconds tooLong {200};
    Clock::duration passed {};
    std::size_t numProducts = 0;
    do {
        const Clock::time_point start = Clock::now();
        linear(x, weight, {}, y);
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        best = std::max(best, static_cast<double>(2 * rows * inputs * outputs) / seconds / 1e9);
        ++numProducts;
        passed = Clock::now() - begin;
    } while (passed < enough || (numProducts < 2 && passed < tooLong));
    return best;
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
        return measureProduct(static_cast<std::int64_t>(rows),
                              precision == Precision::Bfloat16 ? at::kBFloat16 : at::kFloat);
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
