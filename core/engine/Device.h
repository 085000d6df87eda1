// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/BlasLibrary.h"
#include "core/engine/Precision.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bathyscope {

/// Where a run computes.
enum class DeviceKind : std::uint8_t
{
    Cpu,
    Cuda,
};

/// What a run is asked for.
enum class DeviceChoice : std::uint8_t
{
    Auto, ///< CUDA where it is there, else the CPU
    Cpu,
    Cuda,
};

/// In files and on the command line, in the order of DeviceChoice.
inline constexpr std::array<std::string_view, 3> deviceNames {"auto", "cpu", "cuda"};

/// The choice that leaves nothing open.
[[nodiscard]] constexpr DeviceChoice choiceOf(DeviceKind device)
{
    return device == DeviceKind::Cuda ? DeviceChoice::Cuda : DeviceChoice::Cpu;
}

/// What the machine turned out to be able to do.
struct MachineReport
{
    std::string blas; ///< of loadedBlas()
    BlasKind blasKind = BlasKind::Unknown;
    std::size_t numThreads = 0; ///< threads that the products use
    double sgemmGigaflops = 0; ///< float32, the best of what this process has measured
    double expectedGigaflops =
        0; ///< what a tuned BLAS reaches at least on such a CPU, by its instructions and threads
    bool isBusy = false; ///< others computed while it was measured
    [[nodiscard]] bool isBlasSlow() const noexcept; ///< measured far below expected
    /// A sentence for the user where the library is known to be a slow one; else empty.
    [[nodiscard]] std::string advice() const;
};

/// True if this build of libtorch has CUDA and a device answers.
[[nodiscard]] bool isCudaAvailable();

/// What a choice comes to on this machine. Throws InvalidRequest where CUDA is asked for and not there.
[[nodiscard]] DeviceKind chooseDevice(DeviceChoice choice);

/// Sets the number of threads of the calling thread for OpenMP, the engine and the BLAS; 0 = all physical
/// cores. Returns the number.
std::size_t setNumThreads(std::size_t numThreads);

/// The rate of the same product in bfloat16, rounding of operands included, in GFLOP/s: the best of what this
/// process has measured. Far below float32's on a CPU without the instructions.
[[nodiscard]] double bfloat16Gigaflops();

/// The same, measured twice at least, as confirmedMachineReport() is.
[[nodiscard]] double confirmedBfloat16Gigaflops();

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
/// count in force, unless this process has done so, and names the BLAS. Logged by the run.
[[nodiscard]] MachineReport machineReport();

/// The same measured twice at least, of which the better one counts, and once more by every call as long as
/// others keep the machine busy: what a forecast needs. Must not be called beside a run of the same process.
[[nodiscard]] MachineReport confirmedMachineReport();

} // namespace bathyscope
