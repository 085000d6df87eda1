// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <omp.h>

namespace bathyscope {

/// Threads that parallelFor() uses at most when called from this one.
inline std::size_t numWorkers()
{
    return static_cast<std::size_t>(omp_get_max_threads());
}

/// Calls body(i, worker) for i = 0 … count − 1, each once, in this order, on the OpenMP threads that the
/// calling thread has set; worker < numWorkers() tells which, and the calling thread is worker 0. Which
/// thread runs which index is open, so body(i) writes only what belongs to i or to its worker; callers merge
/// in index order, and the result is then the same for any number of threads. The first exception of a body
/// is thrown again here. A loop inside a body runs on its thread alone, unless the outer loop has one index
/// only.
template <typename Body>
void parallelForWorkers(std::size_t count, Body&& body)
{
    std::exception_ptr failure;
#pragma omp parallel for schedule(dynamic) if (count > 1)
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(count); ++i) {
        try {
            body(static_cast<std::size_t>(i), static_cast<std::size_t>(omp_get_thread_num()));
        } catch (...) {
#pragma omp critical(bathyscope_parallel_for)
            if (!failure) {
                failure = std::current_exception();
            }
        }
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

/// The same where the body does not care which thread it is on.
template <typename Body>
void parallelFor(std::size_t count, Body&& body)
{
    parallelForWorkers(count, [&body](std::size_t i, std::size_t /*worker*/) { body(i); });
}

} // namespace bathyscope
