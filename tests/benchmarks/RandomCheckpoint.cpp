// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/RandomCheckpoint.h"

#include "core/checkpoint/SafetensorsWriter.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <fstream>
#include <map>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace bathyscope::bench {

namespace {

struct Shape
{
    std::string_view size;
    std::int64_t hidden;
    std::int64_t layers;
    std::int64_t heads;
};

constexpr std::array<Shape, 3> shapes {
    {{"125m", 768, 12, 12}, {"1.3b", 2048, 24, 16}, {"2.7b", 2560, 32, 20}}};
constexpr std::int64_t vocabulary = 50257;
constexpr std::int64_t positions = 2048;

nlohmann::json config(const Shape& shape)
{
    return {{"model_type", "gpt_neo"},     {"attention_types", {{{"global", "local"}, shape.layers / 2}}},
            {"hidden_size", shape.hidden}, {"intermediate_size", nullptr},
            {"num_layers", shape.layers},  {"num_heads", shape.heads},
            {"window_size", 256},          {"max_position_embeddings", positions},
            {"vocab_size", vocabulary},    {"activation_function", "gelu_new"},
            {"layer_norm_epsilon", 1e-5}};
}

std::vector<TensorPlan> tensors(const Shape& shape)
{
    const std::int64_t d = shape.hidden;
    std::vector<TensorPlan> plan {{"transformer.wte.weight", DType::F32, {vocabulary, d}},
                                  {"transformer.wpe.weight", DType::F32, {positions, d}}};
    for (std::int64_t layer = 0; layer < shape.layers; ++layer) {
        const std::string block = "transformer.h." + std::to_string(layer) + ".";
        for (const char* norm : {"ln_1", "ln_2"}) {
            plan.push_back({block + norm + ".weight", DType::F32, {d}});
            plan.push_back({block + norm + ".bias", DType::F32, {d}});
        }
        for (const char* matrix : {"q_proj", "k_proj", "v_proj", "out_proj"}) {
            plan.push_back({block + "attn.attention." + matrix + ".weight", DType::F32, {d, d}});
        }
        plan.push_back({block + "attn.attention.out_proj.bias", DType::F32, {d}});
        plan.push_back({block + "mlp.c_fc.weight", DType::F32, {4 * d, d}});
        plan.push_back({block + "mlp.c_fc.bias", DType::F32, {4 * d}});
        plan.push_back({block + "mlp.c_proj.weight", DType::F32, {d, 4 * d}});
        plan.push_back({block + "mlp.c_proj.bias", DType::F32, {d}});
    }
    plan.push_back({"transformer.ln_f.weight", DType::F32, {d}});
    plan.push_back({"transformer.ln_f.bias", DType::F32, {d}});
    return plan;
}

/// Uniform numbers of standard deviation 0.02 (Marsaglia's xorshift).
class Uniform
{
public:
    float operator()()
    {
        m_state ^= m_state << 13U;
        m_state ^= m_state >> 7U;
        m_state ^= m_state << 17U;
        constexpr double halfRange = 0.02 * 1.7320508;
        const double unit = static_cast<double>(m_state >> 11U) * 0x1p-53;
        return static_cast<float>((2 * unit - 1) * halfRange);
    }

private:
    std::uint64_t m_state = 88172645463325252U;
};

void writeWeights(const std::filesystem::path& file, const Shape& shape)
{
    const std::vector<TensorPlan> plan = tensors(shape);
    SafetensorsWriter writer(file, plan, {{"format", "pt"}});
    Uniform uniform;
    std::vector<float> piece;
    for (const TensorPlan& tensor : plan) {
        std::int64_t left = 1;
        for (const std::int64_t extent : tensor.shape) {
            left *= extent;
        }
        const bool isNormWeight =
            tensor.name.find("ln_") != std::string::npos && tensor.name.ends_with("weight");
        while (left > 0) {
            constexpr std::int64_t pieceElements = 1 << 20;
            piece.resize(static_cast<std::size_t>(std::min(left, pieceElements)));
            for (float& value : piece) {
                value = isNormWeight ? 1.0F : uniform();
            }
            writer.append(std::span<const float>(piece));
            left -= static_cast<std::int64_t>(piece.size());
        }
    }
    writer.commit();
}

} // namespace

void writeRandomCheckpoint(const std::filesystem::path& folder, const std::string& size)
{
    for (const Shape& shape : shapes) {
        if (shape.size != size) {
            continue;
        }
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "config.json") << config(shape).dump(2);
        const std::filesystem::path vocabularyFolder =
            std::filesystem::path(BATHYSCOPE_TEST_DATA) / "gpt2-vocab";
        for (const char* name : {"vocab.json", "merges.txt"}) {
            std::filesystem::copy_file(vocabularyFolder / name, folder / name,
                                       std::filesystem::copy_options::overwrite_existing);
        }
        writeWeights(folder / "model.safetensors", shape);
        return;
    }
    throw std::invalid_argument("There is no size " + size + "; choose 125m, 1.3b or 2.7b.");
}

} // namespace bathyscope::bench
