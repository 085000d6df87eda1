// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace bathyscope {

/// Seeded random numbers that are the same on every platform: xoshiro256** (Blackman & Vigna 2021), its state
/// filled by SplitMix64 (Steele, Lea & Flood 2014) as its authors advise. A uniform random bit generator in
/// the sense of the standard library, whose distributions differ between implementations: use the members.
class RandomGenerator
{
public:
    using result_type = std::uint64_t;

    explicit constexpr RandomGenerator(std::uint64_t seed) noexcept
    {
        for (std::uint64_t& word : m_state) {
            word = splitMix(seed);
        }
    }
    explicit constexpr RandomGenerator(const std::array<std::uint64_t, 4>& state) noexcept
        : m_state(state)
    {
    }

    /// The next value of SplitMix64, whose state is moved on: cheap, and good for deriving seeds.
    static constexpr std::uint64_t splitMix(std::uint64_t& state) noexcept
    {
        state += 0x9e3779b97f4a7c15;
        std::uint64_t z = state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    static constexpr result_type min() noexcept
    {
        return 0;
    }
    static constexpr result_type max() noexcept
    {
        return ~result_type {0};
    }

    constexpr result_type operator()() noexcept
    {
        const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
        const std::uint64_t shifted = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = std::rotl(m_state[3], 45);
        return result;
    }

    /// Uniform among 0 … bound − 1, without bias: draws above the largest multiple of the bound are repeated.
    /// bound ≥ 1.
    constexpr std::uint64_t below(std::uint64_t bound) noexcept
    {
        const std::uint64_t numUneven = (max() % bound + 1) % bound; // 2^64 mod bound
        std::uint64_t drawn = (*this)();
        while (drawn > max() - numUneven) {
            drawn = (*this)();
        }
        return drawn % bound;
    }

    /// Uniform in [0, 1), a multiple of 2^−53.
    constexpr double uniform() noexcept
    {
        return static_cast<double>((*this)() >> 11) * 0x1p-53;
    }

    /// Every order equally likely (Fisher–Yates).
    template <typename Value>
    constexpr void shuffle(std::span<Value> values) noexcept
    {
        for (std::size_t remaining = values.size(); remaining > 1; --remaining) {
            std::swap(values[remaining - 1], values[below(remaining)]);
        }
    }

private:
    std::array<std::uint64_t, 4> m_state {};
};

} // namespace bathyscope
