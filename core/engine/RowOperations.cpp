// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/RowOperations.h"

#include "core/checkpoint/FloatConversion.h"
#include "core/engine/FloatFunctions.h"
#include "core/support/ParallelFor.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace bathyscope {

namespace {

/// Rows that one thread takes at a time.
constexpr std::size_t rowsPerPiece = 32;

/// All elements of a contiguous tensor.
std::span<float> elements(const at::Tensor& tensor)
{
    return {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

/// Calls body(first element, number of elements) for pieces of whole rows.
template <typename Body>
void forPieces(const at::Tensor& rows, Body&& body)
{
    const auto numRows = static_cast<std::size_t>(rows.size(0));
    const auto width = static_cast<std::size_t>(rows.size(1));
    parallelFor((numRows + rowsPerPiece - 1) / rowsPerPiece, [&](std::size_t piece) {
        const std::size_t first = piece * rowsPerPiece;
        body(first * width, std::min(rowsPerPiece, numRows - first) * width);
    });
}

/// Elements of a contiguous tensor of bfloat16.
std::span<std::uint16_t> bfloat16Elements(const at::Tensor& tensor)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): torch's type is a struct of these 16 bits
    return {reinterpret_cast<std::uint16_t*>(tensor.data_ptr<at::BFloat16>()),
            static_cast<std::size_t>(tensor.numel())};
}

void linearBfloat16(const at::Tensor& rows, const at::Tensor& weight, const at::Tensor& bias, at::Tensor& out)
{
    if (!out.is_cpu()) {
        out.copy_(at::mm(rows.to(at::kBFloat16), weight.t()));
        if (bias.defined()) {
            out.add_(bias);
        }
        return;
    }
    const at::Tensor rounded = at::empty(rows.sizes(), weight.options()); // [tokens, inputs]
    forPieces(rows, [&](std::size_t first, std::size_t size) {
        convertFloatToBfloat16(elements(rows).subspan(first, size),
                               bfloat16Elements(rounded).subspan(first, size));
    });
    const at::Tensor product = at::mm(rounded, weight.t()); // [tokens, outputs]
    const at::Tensor offset = bias.defined() ? bias : at::zeros({out.size(1)}, out.options()); // [outputs]
    const std::size_t width = elements(offset).size();
    forPieces(out, [&](std::size_t first, std::size_t size) {
        for (std::size_t i = first; i < first + size; i += width) {
            addBiasToBfloat16(bfloat16Elements(product).subspan(i, width), elements(offset),
                              elements(out).subspan(i, width));
        }
    });
}

} // namespace

void linear(const at::Tensor& rows, const at::Tensor& weight, const at::Tensor& bias, at::Tensor& out)
{
    if (weight.scalar_type() == at::kBFloat16) {
        linearBfloat16(rows, weight, bias, out);
        return;
    }
    if (!bias.defined()) {
        at::mm_out(out, rows, weight.t());
        return;
    }
    if (!out.is_cpu()) {
        at::addmm_out(out, bias, rows, weight.t());
        return;
    }
    const std::span<const float> row = elements(bias);
    forPieces(out, [&](std::size_t first, std::size_t size) {
        const std::span<float> piece = elements(out).subspan(first, size);
        for (std::size_t i = 0; i < size; i += row.size()) {
            std::ranges::copy(row, piece.begin() + static_cast<std::ptrdiff_t>(i));
        }
    });
    at::addmm_out(out, out, rows, weight.t());
}

at::Tensor layerNorm(const at::Tensor& rows, const at::Tensor& weight, const at::Tensor& bias, double epsilon)
{
    return at::layer_norm(rows, {rows.size(1)}, weight, bias, epsilon);
}

void addRows(const at::Tensor& rows, const at::Tensor& branch)
{
    if (!rows.is_cpu()) {
        rows.add_(branch);
        return;
    }
    forPieces(rows, [&](std::size_t first, std::size_t size) {
        addTo(elements(rows).subspan(first, size), elements(branch).subspan(first, size));
    });
}

void gelu(at::Tensor& rows)
{
    if (!rows.is_cpu()) {
        at::gelu_(rows, "tanh");
        return;
    }
    forPieces(rows,
              [&](std::size_t first, std::size_t size) { geluTanh(elements(rows).subspan(first, size)); });
}

} // namespace bathyscope
