// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Device.h"

#include "core/engine/Engine.h"
#include "core/support/CpuShare.h"
#include "core/support/Error.h"
#include "core/support/Logging.h"
#include "core/support/MeasuredSpeed.h"
#include "core/support/ParallelFor.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <dlfcn.h>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <omp.h>
#include <sched.h>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

namespace bathyscope {

namespace {

/// A tuned BLAS reaches at least this many operations a cycle and core, by the widest instructions of the
/// CPU: half of the peak.
double operationsPerCycle()
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) {
        return 32;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        return 16;
    }
    return 4;
#else
    return 8; // 128-bit vectors with fused multiplication, as ARM's
#endif
}

constexpr double modestGigahertz = 2.0;
constexpr double slowShare = 0.25; // of what is expected: a reference BLAS reaches some 2 %

/// Cores, not hyperthreads, that this process may run on.
std::size_t numPhysicalCores()
{
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0) {
        return std::max(1U, std::thread::hardware_concurrency());
    }
    std::set<std::pair<std::string, std::string>> cores; // (package, core)
    std::size_t numAllowed = 0;
    for (std::size_t cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &allowed)) {
            continue;
        }
        ++numAllowed;
        const std::filesystem::path topology = fmt::format("/sys/devices/system/cpu/cpu{}/topology", cpu);
        std::pair<std::string, std::string> core;
        std::ifstream(topology / "physical_package_id") >> core.first;
        std::ifstream(topology / "core_id") >> core.second;
        cores.insert(core.second.empty() ? std::pair(std::string(), std::to_string(cpu)) : core);
    }
    return std::clamp(cores.size(), std::size_t {1}, std::max(numAllowed, std::size_t {1}));
}

/// A function that only some BLAS have; null where this one does not.
template <typename Function>
Function blasFunction(const char* name)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): dlsym gives functions as data pointers
    return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
}

/// The threads that OpenBLAS starts itself where it is not built on OpenMP.
struct OwnThreads
{
    using Get = int (*)();
    using Set = void (*)(int);
    Get parallel = blasFunction<Get>("openblas_get_parallel");
    Get get = blasFunction<Get>("openblas_get_num_threads");
    Set set = blasFunction<Set>("openblas_set_num_threads");

    [[nodiscard]] bool exist() const
    {
        constexpr int ownThreads = 1;
        return parallel != nullptr && get != nullptr && set != nullptr && parallel() == ownThreads;
    }
};

/// Rows of the measured product: as many as two batches have.
constexpr std::size_t measuredRows = 1024;

/// Products of one precision, measured when somebody asks, from any thread.
class ProductSpeed
{
public:
    struct Measured
    {
        MeasuredSpeed speed;
        std::size_t numThreads = 0; ///< of every measurement: those that the first one had
    };

    explicit ProductSpeed(Precision precision)
        : m_precision(precision)
    {
    }

    /// After at least so many measurements; one more where this asks for several and the last was disturbed.
    Measured after(std::size_t fewest)
    {
        const std::scoped_lock lock(m_mutex);
        MeasuredSpeed& speed = m_measured.speed;
        if (speed.count() == 0) {
            m_measured.numThreads = numWorkers();
        }
        bool isWanted = fewest > 1 && speed.count() >= fewest && speed.isDisturbed();
        while (speed.count() < fewest || std::exchange(isWanted, false)) {
            measure();
        }
        return m_measured;
    }

private:
    void measure()
    {
        const Engine& products = engine(); // whose loading is none of a product's time
        const std::size_t numThreadsBefore = numWorkers();
        setNumThreads(m_measured.numThreads);
        const CpuShare share(m_measured.numThreads);
        const double gigaflops = rate(products);
        m_measured.speed.add(gigaflops, share.soFar());
        setNumThreads(numThreadsBefore);
    }

    [[nodiscard]] double rate(const Engine& products) const
    {
        if (m_precision == Precision::Bfloat16) {
            // Without the instructions a product in bfloat16 is hundreds of times slower: a small one tells.
            constexpr std::size_t fewRows = 16;
            const double small = products.productGigaflops(fewRows, m_precision);
            if (small < slowShare * machineReport().sgemmGigaflops) {
                return small;
            }
        }
        return products.productGigaflops(measuredRows, m_precision);
    }

    Precision m_precision;
    std::mutex m_mutex; // guards m_measured
    Measured m_measured;
};

ProductSpeed& productSpeed(Precision precision)
{
    static ProductSpeed inFloat32(Precision::Float32);
    static ProductSpeed inBfloat16(Precision::Bfloat16);
    return precision == Precision::Bfloat16 ? inBfloat16 : inFloat32;
}

MachineReport reportOn(const ProductSpeed::Measured& measured)
{
    return {.blas = loadedBlas().name,
            .blasKind = loadedBlas().kind,
            .numThreads = measured.numThreads,
            .sgemmGigaflops = measured.speed.best(),
            .expectedGigaflops = operationsPerCycle() * modestGigahertz
                * static_cast<double>(std::min(measured.numThreads, numPhysicalCores())),
            .isBusy = measured.speed.isDisturbed()};
}

} // namespace

bool MachineReport::isBlasSlow() const noexcept
{
    return sgemmGigaflops < slowShare * expectedGigaflops;
}

std::string MachineReport::advice() const
{
    // An optimised library is not slow, and what is slow on a busy machine may be fast on an idle one.
    const bool isKnownToBeSlow =
        blasKind == BlasKind::Reference || (blasKind == BlasKind::Unknown && !isBusy);
    if (!isKnownToBeSlow || !isBlasSlow()) {
        return {};
    }
    return fmt::format("Matrix products run at {:.1f} GFLOP/s, where this CPU should give {:.0f} or more: "
                       "the linear algebra library ({}) is {}. Install OpenBLAS (on Debian and Ubuntu: apt "
                       "install libopenblas0-openmp) and start again.",
                       sgemmGigaflops, expectedGigaflops, blas,
                       blasKind == BlasKind::Reference ? "the plain reference one" : "a slow one");
}

bool isCudaAvailable()
{
    return engine().hasCuda();
}

DeviceKind chooseDevice(DeviceChoice choice)
{
    if (choice == DeviceChoice::Cpu) {
        return DeviceKind::Cpu;
    }
    const bool hasCuda = isCudaAvailable();
    if (choice == DeviceChoice::Cuda && !hasCuda) {
        throw Error(ErrorKind::InvalidRequest,
                    "No CUDA device answers on this machine; use --device cpu or --device auto.");
    }
    return hasCuda ? DeviceKind::Cuda : DeviceKind::Cpu;
}

std::size_t setNumThreads(std::size_t numThreads)
{
    const std::size_t chosen = numThreads == 0 ? numPhysicalCores() : numThreads;
    // OpenBLAS (openmp), our own loops and the engine follow OpenMP's setting, which belongs to the calling
    // thread.
    omp_set_num_threads(static_cast<int>(chosen));
    // Its other build has threads of its own.
    if (const OwnThreads blas; blas.exist()) {
        blas.set(static_cast<int>(chosen));
    }
    return chosen;
}

double bfloat16Gigaflops()
{
    return productSpeed(Precision::Bfloat16).after(1).speed.best();
}

double confirmedBfloat16Gigaflops()
{
    return productSpeed(Precision::Bfloat16).after(2).speed.best();
}

Precision choosePrecision(PrecisionChoice choice)
{
    if (choice == PrecisionChoice::Float32) {
        return Precision::Float32;
    }
    constexpr double worthwhile = 1.25;
    const double rate = bfloat16Gigaflops();
    const double float32Rate = machineReport().sgemmGigaflops;
    const bool isFaster = rate > worthwhile * float32Rate;
    const bool isChosen = isFaster || choice == PrecisionChoice::Bfloat16;
    const auto level =
        isChosen && !isFaster ? spdlog::level::warn : spdlog::level::info; // what was asked for costs time
    logger("engine")->log(level, "Products in {}: bfloat16 runs at {:.0f} GFLOP/s here, float32 at {:.0f}.",
                          isChosen ? "bfloat16" : "float32", rate, float32Rate);
    return isChosen ? Precision::Bfloat16 : Precision::Float32;
}

SerialProducts::SerialProducts()
{
    if (const OwnThreads blas; blas.exist()) {
        m_numThreadsBefore = blas.get();
        blas.set(1);
    }
}

SerialProducts::~SerialProducts()
{
    if (m_numThreadsBefore > 0) {
        OwnThreads().set(m_numThreadsBefore);
    }
}

MachineReport machineReport()
{
    return reportOn(productSpeed(Precision::Float32).after(1));
}

MachineReport confirmedMachineReport()
{
    return reportOn(productSpeed(Precision::Float32).after(2));
}

} // namespace bathyscope
