// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Sgemm.h"

// NOLINTNEXTLINE(readability-identifier-naming): the BLAS's name
extern "C" void sgemm_(const char* transposeA, const char* transposeB, const int* m, const int* n,
                       const int* k, const float* alpha, const float* a, const int* lda, const float* b,
                       const int* ldb, const float* beta, float* c, const int* ldc);

namespace bathyscope {

namespace {

/// The BLAS takes columns first: what is a · b to us is bᵀ · aᵀ to it, from the same memory.
void callBlas(const char* transposeB, const MatrixView<const float>& a, const MatrixView<const float>& b,
              const MatrixView<float>& out)
{
    const auto m = static_cast<int>(out.columns);
    const auto n = static_cast<int>(out.rows);
    const auto k = static_cast<int>(a.columns);
    const auto lda = static_cast<int>(b.stride);
    const auto ldb = static_cast<int>(a.stride);
    const auto ldc = static_cast<int>(out.stride);
    const float one = 1;
    const float zero = 0;
    sgemm_(transposeB, "N", &m, &n, &k, &one, b.data, &lda, a.data, &ldb, &zero, out.data, &ldc);
}

} // namespace

void multiply(const MatrixView<const float>& a, const MatrixView<const float>& b,
              const MatrixView<float>& out)
{
    callBlas("N", a, b, out);
}

void multiplyByTransposed(const MatrixView<const float>& a, const MatrixView<const float>& b,
                          const MatrixView<float>& out)
{
    callBlas("T", a, b, out);
}

} // namespace bathyscope
