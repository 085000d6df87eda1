// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Precision.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace bathyscope {

/// Where a run computes.
enum class DeviceKind : std::uint8_t
{
    Cpu,
    Cuda,
};

/// What the machine turned out to be able to do.
struct MachineReport
{
    std::string
        blas; ///< "OpenBLAS 0.3.21 …, SkylakeX, openmp" or the library's path where it cannot tell more
    std::size_t numThreads = 0; ///< threads that the products use
    double sgemmGigaflops = 0; ///< measured on one product of this process, float32
    double expectedGigaflops =
        0; ///< what a tuned BLAS reaches at least on such a CPU, by its instructions and threads
    [[nodiscard]] bool isBlasSlow() const noexcept; ///< measured far below expected
    [[nodiscard]] std::string advice() const; ///< a sentence for the user where the BLAS is slow; else empty
};

/// True if this build of libtorch has CUDA and a device answers.
[[nodiscard]] bool isCudaAvailable();

/// Sets the number of threads of the calling thread for OpenMP, the engine and the BLAS; 0 = all physical
/// cores. Returns the number.
std::size_t setNumThreads(std::size_t numThreads);

/// The rate of the same product in bfloat16, rounding of operands included, in GFLOP/s; measured once for the
/// process. Far below float32's on a CPU without the instructions.
[[nodiscard]] double bfloat16Gigaflops();

/// What a choice comes to on this machine: Auto is bfloat16 only where that is measured to be faster by a
/// quarter. Says in the log what was chosen and warns where bfloat16 was asked for and is slow.
[[nodiscard]] Precision choosePrecision(PrecisionChoice choice);

/// While it lives, products do not start threads of their own inside a parallel loop. A BLAS that is built on
/// OpenMP knows by itself that it is in one; one with threads of its own is told.
class SerialProducts
{
public:
    SerialProducts();
    ~SerialProducts();
    SerialProducts(const SerialProducts&) = delete;
    SerialProducts& operator=(const SerialProducts&) = delete;
    SerialProducts(SerialProducts&&) = delete;
    SerialProducts& operator=(SerialProducts&&) = delete;

private:
    int m_numThreadsBefore = 0; ///< of the BLAS's own; 0 where it has none
};

/// Measures sgemm of 1024 × 768 by 768 × 3072 (a few, some 50 ms; one on a slow machine) with the thread
/// count in force and names the BLAS. Logged by the run; cached for the process.
[[nodiscard]] const MachineReport& machineReport();

} // namespace bathyscope
