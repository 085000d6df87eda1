// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <utility>

namespace bathyscope {

/// Calls body(0) … body(count − 1), each once, on the OpenMP threads that the calling thread has set. Which
/// thread runs which index is open, so body(i) writes only what belongs to i; callers merge in index order,
/// and the result is then the same for any number of threads. The first exception of a body is thrown again
/// here.
template <typename Body>
void parallelFor(std::size_t count, Body&& body)
{
    std::exception_ptr failure;
#pragma omp parallel for schedule(dynamic)
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(count); ++i) {
        try {
            body(static_cast<std::size_t>(i));
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

} // namespace bathyscope
