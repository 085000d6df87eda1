// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ActivationStore.h"

#include "core/checkpoint/FloatConversion.h"
#include "core/support/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace bathyscope {

namespace {

constexpr std::size_t stagedValues = 32768; ///< converted at once: 64 KiB

std::size_t valueBytes(StoredPrecision precision)
{
    return precision == StoredPrecision::Float16 ? sizeof(std::uint16_t) : sizeof(float);
}

} // namespace

std::uint64_t ActivationStorePlan::numBytes() const noexcept
{
    return std::uint64_t {numLayers} * numTokens * width * valueBytes(precision);
}

ActivationStore::ActivationStore(const ActivationStorePlan& plan, std::filesystem::path folder)
    : m_plan(plan)
    , m_file(plan.numBytes(), std::move(folder))
    , m_numKept(plan.numLayers)
{
}

const ActivationStorePlan& ActivationStore::plan() const noexcept
{
    return m_plan;
}

void ActivationStore::keep(std::size_t layer, std::size_t firstToken, std::span<const float> rows)
{
    std::uint64_t offset = offsetOf(layer, firstToken, rows.size());
    const std::size_t numTokens = rows.size() / m_plan.width;
    if (m_plan.precision == StoredPrecision::Float32) {
        m_file.write(offset, std::as_bytes(rows));
    } else {
        // Not filled: every value is converted into it before it is written.
        std::array<std::uint16_t, stagedValues> halves; // NOLINT(cppcoreguidelines-pro-type-member-init)
        while (!rows.empty()) {
            const std::span<std::uint16_t> piece(halves.data(), std::min(rows.size(), stagedValues));
            convertFloatToHalf(rows.first(piece.size()), piece);
            m_file.write(offset, std::as_bytes(piece));
            offset += piece.size_bytes();
            rows = rows.subspan(piece.size());
        }
    }
    m_numKept[layer] += numTokens;
}

std::size_t ActivationStore::numKept(std::size_t layer) const noexcept
{
    return layer < m_numKept.size() ? m_numKept[layer].load() : 0;
}

bool ActivationStore::isComplete(std::size_t layer) const noexcept
{
    return layer < m_numKept.size() && m_numKept[layer] == m_plan.numTokens;
}

void ActivationStore::read(std::size_t layer, std::size_t firstToken, std::span<float> rows) const
{
    std::uint64_t offset = offsetOf(layer, firstToken, rows.size());
    if (m_plan.precision == StoredPrecision::Float32) {
        m_file.read(offset, std::as_writable_bytes(rows));
        return;
    }
    // Not filled: every value is read into it before it is converted.
    std::array<std::uint16_t, stagedValues> halves; // NOLINT(cppcoreguidelines-pro-type-member-init)
    while (!rows.empty()) {
        const std::span<std::uint16_t> piece(halves.data(), std::min(rows.size(), stagedValues));
        m_file.read(offset, std::as_writable_bytes(piece));
        convertHalfToFloat(std::as_bytes(piece).data(), rows.first(piece.size()));
        offset += piece.size_bytes();
        rows = rows.subspan(piece.size());
    }
}

/// Where those values lie, which must be whole rows of one layer.
std::uint64_t ActivationStore::offsetOf(std::size_t layer, std::size_t firstToken,
                                        std::size_t numValues) const
{
    if (m_plan.width == 0 || numValues % m_plan.width != 0 || layer >= m_plan.numLayers
        || firstToken > m_plan.numTokens || numValues / m_plan.width > m_plan.numTokens - firstToken) {
        throw Error(ErrorKind::Internal,
                    fmt::format("{} values of layer {} from token {} on do not fit into a store of {} layers "
                                "of [{}, {}].",
                                numValues, layer, firstToken, m_plan.numLayers, m_plan.numTokens,
                                m_plan.width));
    }
    return (std::uint64_t {layer} * m_plan.numTokens + firstToken) * m_plan.width
        * valueBytes(m_plan.precision);
}

} // namespace bathyscope
