// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/HiddenStates.h"

#include <cstdint>
#include <span>
#include <utility>

namespace bathyscope {

namespace {

std::span<std::byte> bytesOf(const at::Tensor& rows)
{
    return std::as_writable_bytes(std::span(rows.data_ptr<float>(), static_cast<std::size_t>(rows.numel())));
}

at::TensorOptions floatOn(at::Device device)
{
    return at::TensorOptions().dtype(at::kFloat).device(device);
}

} // namespace

HiddenStates::HiddenStates(std::size_t numTokens, std::size_t hiddenSize, at::Device device)
    : m_hiddenSize(hiddenSize)
    , m_device(device)
    , m_rows(at::empty({static_cast<std::int64_t>(numTokens), static_cast<std::int64_t>(hiddenSize)},
                       floatOn(device))) // [tokens, d_model]
{
}

HiddenStates::HiddenStates(std::size_t hiddenSize, at::Device device, ScratchFile file)
    : m_hiddenSize(hiddenSize)
    , m_device(device)
    , m_file(std::move(file))
{
}

HiddenStates HiddenStates::inScratchFile(std::size_t numTokens, std::size_t hiddenSize, at::Device device)
{
    return {hiddenSize, device, ScratchFile(numTokens * hiddenSize * sizeof(float))};
}

at::Tensor HiddenStates::load(const TokenBatch& batch, at::Tensor& buffer) const
{
    const auto numTokens = static_cast<std::int64_t>(batch.numTokens);
    if (!m_file) {
        return m_rows.narrow(0, static_cast<std::int64_t>(batch.firstToken), numTokens);
    }
    const auto width = static_cast<std::int64_t>(m_hiddenSize);
    if (!buffer.defined() || buffer.size(0) < numTokens) {
        buffer = at::empty({numTokens, width}, floatOn(at::kCPU)); // [tokens, d_model]
    }
    const at::Tensor rows = buffer.narrow(0, 0, numTokens);
    m_file->read(batch.firstToken * m_hiddenSize * sizeof(float), bytesOf(rows));
    return rows.to(m_device);
}

void HiddenStates::store(std::size_t firstToken, const at::Tensor& rows)
{
    if (m_file) {
        m_file->write(firstToken * m_hiddenSize * sizeof(float), bytesOf(rows.to(at::kCPU).contiguous()));
        return;
    }
    const at::Tensor kept = m_rows.narrow(0, static_cast<std::int64_t>(firstToken), rows.size(0));
    if (kept.data_ptr() != rows.data_ptr()) {
        kept.copy_(rows);
    }
}

} // namespace bathyscope
