// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace bathyscope {

/// A row-major float32 matrix somewhere in memory: rows are `stride` elements apart.
template <typename Float>
struct MatrixView
{
    Float* data = nullptr;
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t stride = 0;
};

/// out = a · b, or a · bᵀ, by the BLAS, without the passes over `out` that Eigen puts before its calls. Sizes
/// must agree and be at least 1.
void multiply(const MatrixView<const float>& a, const MatrixView<const float>& b,
              const MatrixView<float>& out);
void multiplyByTransposed(const MatrixView<const float>& a, const MatrixView<const float>& b,
                          const MatrixView<float>& out);

} // namespace bathyscope
