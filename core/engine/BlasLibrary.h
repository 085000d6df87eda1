// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bathyscope {

enum class BlasKind : std::uint8_t
{
    Optimized, ///< tuned for this CPU: OpenBLAS, MKL, BLIS and the like
    Reference, ///< Netlib's, in plain loops: some fifty times slower
    Unknown,
};

/// A linear algebra library that a process has loaded.
struct BlasLibrary
{
    std::string name; ///< "OpenBLAS 0.3.21 …, SkylakeX, openmp", or its file where it does not say
    BlasKind kind = BlasKind::Unknown;
};

/// The library that this process' products go through, found from the process itself. The same for its life.
[[nodiscard]] const BlasLibrary& loadedBlas();

/// The library that a function such as sgemm_ belongs to.
[[nodiscard]] BlasLibrary blasOf(const void* function);

/// What a library is by the name of its file, links resolved.
[[nodiscard]] BlasKind blasKindOfFile(std::string_view path);

} // namespace bathyscope
