// SPDX-License-Identifier: GPL-3.0-or-later
// How fast texts of several kinds are encoded on one core. Prints a table; not a test.
#include "core/support/Resources.h"
#include "core/text/Corpus.h"
#include "core/text/Tokenizer.h"
#include "tests/support/TestData.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope {
namespace {

constexpr std::size_t textBytes = 20'000'000;
constexpr int numRounds = 5;

struct Sample
{
    std::string name;
    std::string text;
};

std::string repeated(std::string_view text)
{
    std::string result;
    result.reserve(textBytes + text.size());
    while (result.size() < textBytes) {
        result += text;
    }
    return result;
}

std::string prose()
{
    return repeated(readDocument(resourcesFolder() / "sample-text.txt").text);
}

/// All sources of core, again and again.
std::string code()
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(BATHYSCOPE_SOURCE_CODE)) {
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    std::string text;
    for (const std::filesystem::path& file : files) {
        text += readDocument(file).text;
    }
    return repeated(text);
}

/// Words drawn at random from a list, so that neighbours vary but words return.
template <std::size_t numWords>
std::string drawn(const std::array<std::string_view, numWords>& words, std::string_view separator)
{
    std::mt19937 random(1);
    std::string text;
    while (text.size() < textBytes) {
        text += words.at(random() % numWords);
        text += random() % 12 == 0 ? std::string_view(".\n") : separator;
    }
    return text;
}

std::string vietnamese()
{
    static constexpr std::array<std::string_view, 24> syllables {
        "biển", "sâu",   "nước",  "người",  "được", "những", "không", "một", "của",  "trong", "và",  "ánh",
        "sáng", "chiều", "đường", "thuyền", "gió",  "lặng",  "đo",    "độ",  "ngôn", "ngữ",   "học", "với"};
    return drawn(syllables, " ");
}

/// Sentences without a space: nearly every pre-token is new and long.
std::string chinese()
{
    static constexpr std::array<std::string_view, 24> words {
        "海洋", "深度", "我们", "测量", "的", "光", "语言", "模型", "在", "水", "下", "一",
        "研究", "船",   "他们", "不",   "了", "是", "发现", "声音", "很", "远", "湖", "仪器"};
    return drawn(words, "");
}

/// No word comes twice: every one of them has to be merged.
std::string newWords()
{
    std::mt19937 random(1);
    std::string text;
    while (text.size() < textBytes) {
        for (auto numLetters = 3 + random() % 9; numLetters > 0; --numLetters) {
            text += static_cast<char>('a' + random() % 26);
        }
        text += ' ';
    }
    return text;
}

double fastestSeconds(const Tokenizer& tokenizer, const std::string& text, std::size_t& numTokens)
{
    double fastest = 1e9;
    for (int round = 0; round < numRounds; ++round) {
        const std::clock_t start = std::clock(); // processor time: other programs do not count
        numTokens = tokenizer.encode(text).size();
        fastest = std::min(fastest, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return fastest;
}

void measure()
{
    const auto tokenizer =
        Tokenizer::load(test::testData("gpt2-vocab/vocab.json"), test::testData("gpt2-vocab/merges.txt"));
    std::printf("GPT-2's vocabulary, one core, fastest of %d rounds\n\n", numRounds);
    std::printf("%-24s %8s %14s %10s\n", "text", "MB", "bytes a token", "MB/s");
    const std::array<Sample, 6> samples {{{"prose (sample text)", prose()},
                                          {"code (this program)", code()},
                                          {"Vietnamese syllables", vietnamese()},
                                          {"Chinese without spaces", chinese()},
                                          {"words never seen before", newWords()},
                                          {"one letter, no break", std::string(textBytes / 10, 'a')}}};
    for (const Sample& sample : samples) {
        std::size_t numTokens = 0;
        const double seconds = fastestSeconds(*tokenizer, sample.text, numTokens);
        const double megabytes = static_cast<double>(sample.text.size()) / 1e6;
        std::printf("%-24s %8.1f %14.2f %10.1f\n", sample.name.c_str(), megabytes,
                    static_cast<double>(sample.text.size()) / static_cast<double>(numTokens),
                    megabytes / seconds);
    }
}

} // namespace
} // namespace bathyscope

int main()
{
    try {
        bathyscope::measure();
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
