// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Block.h"

#include "core/engine/RowOperations.h"
#include "core/engine/WindowAttention.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace bathyscope {

namespace {

/// The first `rows` rows of a scratch tensor, which grows to [rows, columns] where it is smaller.
at::Tensor room(at::Tensor& scratch, std::int64_t rows, std::int64_t columns, const at::Tensor& like)
{
    if (!scratch.defined() || scratch.size(0) < rows || scratch.size(1) != columns) {
        scratch = at::empty({rows, columns}, like.options());
    }
    return scratch.narrow(0, 0, rows);
}

} // namespace

namespace {

/// A tensor [tokens, width] as sinks see it; `host` keeps the memory.
ActivationView viewOf(const HookId& hook, const at::Tensor& host, const TokenBatch& batch)
{
    return {.hook = hook,
            .firstToken = batch.firstToken,
            .numTokens = batch.numTokens,
            .width = static_cast<std::size_t>(host.size(1)),
            .data = host.data_ptr<float>()};
}

/// The tensor itself on a CPU.
at::Tensor onHost(const at::Tensor& tensor)
{
    return tensor.to(at::kCPU).contiguous();
}

} // namespace

void fireHook(const HookId& hook, const at::Tensor& activations, const TokenBatch& batch,
              std::span<HookSink* const> sinks)
{
    for (HookSink* sink : sinks) {
        if (!sink->wants(hook)) {
            continue;
        }
        const at::Tensor host = onHost(activations);
        sink->receive(viewOf(hook, host, batch));
    }
}

Block::Block(const ModelConfig& config, std::size_t index, BlockWeights weights)
    : m_config(config)
    , m_index(index)
    , m_weights(std::move(weights))
{
}

bool Block::wanted(HookPoint point, std::span<HookSink* const> sinks) const
{
    return std::ranges::any_of(sinks, [this, point](const HookSink* sink) {
        return sink->wants({point, m_index});
    });
}

bool Block::forward(const at::Tensor& hidden, const TokenBatch& batch, std::span<HookSink* const> sinks,
                    bool untilLastHook, EngineScratch& scratch, const std::stop_token& stop) const
{
    const std::int64_t tokens = hidden.size(0);
    const auto model = static_cast<std::int64_t>(m_config.hiddenSize);
    const auto mlpWidth = static_cast<std::int64_t>(m_config.intermediateSize);
    at::Tensor query = room(scratch.query, tokens, model, hidden); // [tokens, d_model]
    at::Tensor key = room(scratch.key, tokens, model, hidden); // [tokens, d_model]
    at::Tensor value = room(scratch.value, tokens, model, hidden); // [tokens, d_model]
    at::Tensor mixed = room(scratch.mixed, tokens, model, hidden); // [tokens, d_model]
    at::Tensor branch = room(scratch.branch, tokens, model, hidden); // [tokens, d_model]
    at::Tensor mlp = room(scratch.mlp, tokens, mlpWidth, hidden); // [tokens, d_mlp]
    StageClock clock(scratch.seconds);

    // Nothing after the last wanted hook point is computed where the caller has no use for it.
    const auto done = [&](HookPoint fired) {
        if (!untilLastHook) {
            return false;
        }
        return std::ranges::none_of(hookPoints(), [&](const HookPointInfo& info) {
            return info.perLayer && info.point > fired && wanted(info.point, sinks);
        });
    };
    const auto fire = [&](HookPoint point, const at::Tensor& activations) {
        fireHook({point, m_index}, activations, batch, sinks);
        clock.lap(&StageSeconds::hooks);
        return done(point);
    };
    // The product; then false if a stop has been requested meanwhile.
    const auto product = [&stop](const at::Tensor& rows, const at::Tensor& weight, const at::Tensor& bias,
                                 at::Tensor& out) {
        linear(rows, weight, bias, out);
        return !stop.stop_requested();
    };
    const at::Tensor none; // no bias

    if (fire(HookPoint::ResidPre, hidden)) {
        return true;
    }
    at::Tensor normed = layerNorm(hidden, m_weights.ln1Weight, m_weights.ln1Bias,
                                  m_config.layerNormEpsilon); // [tokens, d_model]
    clock.lap(&StageSeconds::layerNorm);
    if (!product(normed, m_weights.query, none, query) // [tokens, d_model]
        || !product(normed, m_weights.key, none, key) // [tokens, d_model]
        || !product(normed, m_weights.value, none, value)) { // [tokens, d_model]
        return false;
    }
    clock.lap(&StageSeconds::projections);
    attend(batch, query, key, value, mixed); // [tokens, d_model]
    clock.lap(&StageSeconds::attention);
    if (stop.stop_requested()
        || !product(mixed, m_weights.attentionOut, m_weights.attentionOutBias, branch)) { // [tokens, d_model]
        return false;
    }
    clock.lap(&StageSeconds::projections);
    if (fire(HookPoint::AttnOut, branch)) {
        return true;
    }
    addRows(hidden, branch); // [tokens, d_model]
    clock.lap(&StageSeconds::projections);
    if (fire(HookPoint::ResidMid, hidden)) {
        return true;
    }

    normed = layerNorm(hidden, m_weights.ln2Weight, m_weights.ln2Bias,
                       m_config.layerNormEpsilon); // [tokens, d_model]
    clock.lap(&StageSeconds::layerNorm);
    for (HookSink* sink : sinks) {
        if (sink->wantsMlpInputs()) {
            const at::Tensor host = onHost(normed);
            sink->receiveMlpInputs(viewOf({HookPoint::MlpPre, m_index}, host, batch));
        }
    }
    clock.lap(&StageSeconds::hooks);
    if (!product(normed, m_weights.mlpUp, m_weights.mlpUpBias, mlp)) { // [tokens, d_mlp]
        return false;
    }
    clock.lap(&StageSeconds::mlp);
    if (fire(HookPoint::MlpPre, mlp)) {
        return true;
    }
    gelu(mlp); // [tokens, d_mlp]
    clock.lap(&StageSeconds::mlp);
    if (fire(HookPoint::MlpPost, mlp)) {
        return true;
    }
    if (!product(mlp, m_weights.mlpDown, m_weights.mlpDownBias, branch)) { // [tokens, d_model]
        return false;
    }
    clock.lap(&StageSeconds::mlp);
    if (fire(HookPoint::MlpOut, branch)) {
        return true;
    }
    addRows(hidden, branch); // [tokens, d_model]
    clock.lap(&StageSeconds::mlp);
    fire(HookPoint::ResidPost, hidden);
    return true;
}

void Block::attend(const TokenBatch& batch, const at::Tensor& query, const at::Tensor& key,
                   const at::Tensor& value, at::Tensor& mixed) const
{
    const std::size_t keysSeen = m_config.keysSeen.at(m_index);
    if (!query.is_cpu()) {
        tensorAttention(query, key, value, mixed, batch, m_config.numHeads, keysSeen);
        return;
    }
    const AttentionOperands operands {.query = query.data_ptr<float>(),
                                      .key = key.data_ptr<float>(),
                                      .value = value.data_ptr<float>(),
                                      .out = mixed.data_ptr<float>(),
                                      .numHeads = m_config.numHeads,
                                      .headDim = m_config.headDim()};
    windowAttention(operands, batch.windows, batch.firstToken, keysSeen);
}

void tensorAttention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                     at::Tensor& mixed, const TokenBatch& batch, std::size_t numHeads, std::size_t keysSeen)
{
    const auto heads = static_cast<std::int64_t>(numHeads);
    for (const TokenWindow& window : batch.windows) {
        const auto first = static_cast<std::int64_t>(window.firstToken - batch.firstToken);
        const auto length = static_cast<std::int64_t>(window.numTokens);
        const auto split = [&](const at::Tensor& rows) {
            return rows.narrow(0, first, length)
                .view({length, heads, -1})
                .transpose(0, 1); // [heads, tokens, d_head]
        };
        const at::Tensor position = at::arange(length, query.options().dtype(at::kLong)); // [tokens]
        const at::Tensor distance = position.unsqueeze(1) - position.unsqueeze(0); // [queries, keys]
        const at::Tensor hidden =
            distance.lt(0).logical_or(distance.ge(static_cast<std::int64_t>(keysSeen))); // [queries, keys]
        at::Tensor scores = at::matmul(split(query), split(key).transpose(1, 2)); // [heads, queries, keys]
        scores.masked_fill_(hidden, -std::numeric_limits<float>::infinity());
        const at::Tensor result =
            at::matmul(at::softmax(scores, -1), split(value)); // [heads, tokens, d_head]
        mixed.narrow(0, first, length).view({length, heads, -1}).copy_(result.transpose(0, 1));
    }
}

} // namespace bathyscope
