// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/LayerSweep.h"
#include "core/engine/Precision.h"

#include <cstddef>
#include <filesystem>
#include <stop_token>

namespace bathyscope {

/// All that the program asks of libtorch. It lives in a library of its own, because loading libtorch takes
/// most of a second and 150 MB that a window, a run file or a sentence of help can do without.
class Engine
{
public:
    Engine() = default;
    virtual ~Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    Engine(Engine&&) = delete;
    Engine& operator=(Engine&&) = delete;

    /// True if this build of libtorch has CUDA and a device answers.
    [[nodiscard]] virtual bool hasCuda() const = 0;

    /// The mean rate of products of `rows` × 768 by 768 × 3072, in GFLOP/s, rounding of operands included:
    /// three and 40 ms at least, or one product where that takes long. With the thread count of the calling
    /// thread.
    [[nodiscard]] virtual double productGigaflops(std::size_t rows, Precision precision) const = 0;

    /// As sweepLayers() says.
    [[nodiscard]] virtual bool sweep(const SweepRequest& request, const std::stop_token& stop,
                                     SweepObserver& observer, SweepTiming& timing) const = 0;
};

/// The engine, loaded by the first call (0.5 s), from any thread; it stays for the rest of the process.
/// Throws Error where that fails, and tries again when called again.
[[nodiscard]] const Engine& engine();

/// Loads an engine from a library file: what engine() does with the one that was installed beside core.
/// Throws FileMissing or Internal, with what the loader says.
[[nodiscard]] const Engine& loadEngine(const std::filesystem::path& library);

} // namespace bathyscope
