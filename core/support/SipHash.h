// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace bathyscope {

/// Key of a SipHash: 128 bits.
struct SipKey
{
    std::uint64_t first = 0;
    std::uint64_t second = 0;
};

/// One for the whole process, drawn at random: who makes a file cannot know which of its words would fall
/// together in a table. Thread-safe.
[[nodiscard]] const SipKey& processSipKey();

/// SipHash-2-4 (Aumasson and Bernstein 2012), as the reference implementation gives it.
class SipHash
{
public:
    explicit constexpr SipHash(const SipKey& key) noexcept
        : m_key(key)
    {
    }

    /// Of a sequence of bytes.
    [[nodiscard]] std::uint64_t operator()(std::string_view bytes) const noexcept
    {
        State state(m_key);
        std::size_t rest = bytes.size();
        const char* at = bytes.data();
        for (; rest >= wordBytes; rest -= wordBytes, at += wordBytes) {
            std::uint64_t word = 0;
            std::memcpy(&word, at, wordBytes);
            state.add(word);
        }
        std::uint64_t last = 0;
        std::memcpy(&last, at, rest);
        return state.finish(last | std::uint64_t {bytes.size()} << lengthShift);
    }

    /// Of the eight bytes of a number.
    [[nodiscard]] constexpr std::uint64_t operator()(std::uint64_t number) const noexcept
    {
        State state(m_key);
        state.add(number);
        return state.finish(std::uint64_t {wordBytes} << lengthShift);
    }

private:
    static_assert(std::endian::native == std::endian::little, "words are read as they lie");
    static constexpr std::size_t wordBytes = 8;
    static constexpr unsigned lengthShift = 56;

    class State
    {
    public:
        explicit constexpr State(const SipKey& key) noexcept
            : m_v0(key.first ^ 0x736F6D6570736575U)
            , m_v1(key.second ^ 0x646F72616E646F6DU)
            , m_v2(key.first ^ 0x6C7967656E657261U)
            , m_v3(key.second ^ 0x7465646279746573U)
        {
        }

        constexpr void add(std::uint64_t word) noexcept
        {
            m_v3 ^= word;
            round();
            round();
            m_v0 ^= word;
        }

        constexpr std::uint64_t finish(std::uint64_t lastWord) noexcept
        {
            add(lastWord);
            m_v2 ^= 0xFFU;
            round();
            round();
            round();
            round();
            return m_v0 ^ m_v1 ^ m_v2 ^ m_v3;
        }

    private:
        constexpr void round() noexcept
        {
            m_v0 += m_v1;
            m_v1 = std::rotl(m_v1, 13) ^ m_v0;
            m_v0 = std::rotl(m_v0, 32);
            m_v2 += m_v3;
            m_v3 = std::rotl(m_v3, 16) ^ m_v2;
            m_v0 += m_v3;
            m_v3 = std::rotl(m_v3, 21) ^ m_v0;
            m_v2 += m_v1;
            m_v1 = std::rotl(m_v1, 17) ^ m_v2;
            m_v2 = std::rotl(m_v2, 32);
        }

        std::uint64_t m_v0;
        std::uint64_t m_v1;
        std::uint64_t m_v2;
        std::uint64_t m_v3;
    };

    SipKey m_key;
};

/// For tables whose keys come from files: std::unordered_map<std::string, T, KeyedStringHash>.
struct KeyedStringHash
{
    [[nodiscard]] std::size_t operator()(std::string_view bytes) const noexcept
    {
        return SipHash(processSipKey())(bytes);
    }
};

} // namespace bathyscope
