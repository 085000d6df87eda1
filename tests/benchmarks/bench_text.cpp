// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/Corpus.h"
#include "core/text/TokenTexts.h"
#include "ui/tokens/TokenTextArea.h"
#include "ui/tokens/TokenTextView.h"

#include <QApplication>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

constexpr int width = 1000;
constexpr int height = 900;
constexpr std::size_t numTokens = 100'000;

/// Of processor time, which other programs do not lengthen.
double millisecondsSince(std::clock_t begin)
{
    return 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

std::filesystem::path data(const char* name)
{
    return std::filesystem::path(BATHYSCOPE_TEST_DATA) / name;
}

/// `text` again and again until there are enough tokens.
std::shared_ptr<const TokenTexts> manyTokens(const std::string& text)
{
    const auto tokenizer = Tokenizer::load(data("gpt2-vocab/vocab.json"), data("gpt2-vocab/merges.txt"));
    std::vector<TokenId> ids;
    while (ids.size() < numTokens) {
        const std::vector<TokenId> more = tokenizer->encode(text, numTokens - ids.size());
        ids.insert(ids.end(), more.begin(), more.end());
    }
    TokenWindows windows = TokenWindows::cut(std::move(ids), 512);
    auto features = std::make_shared<const TokenFeatures>(makeTokenFeatures(windows, *tokenizer));
    return std::make_shared<const TokenTexts>(std::move(windows), std::move(features), *tokenizer);
}

std::vector<float> wavesOf(std::size_t size)
{
    std::vector<float> values(size);
    for (std::size_t i = 0; i < size; ++i) {
        values[i] = std::sin(static_cast<float>(i));
    }
    return values;
}

/// Times of frames, each with all events that it caused.
class Frames
{
public:
    template <typename Change>
    void add(Change change)
    {
        const std::clock_t begin = std::clock();
        change();
        QCoreApplication::processEvents();
        m_times.push_back(millisecondsSince(begin));
    }

    void print(const char* what)
    {
        std::ranges::sort(m_times);
        std::printf("  %-34s median %6.2f  99 %% %6.2f  longest %6.2f\n", what, m_times[m_times.size() / 2],
                    m_times[m_times.size() * 99 / 100], m_times.back());
    }

private:
    std::vector<double> m_times;
};

void measure(const char* name, const std::string& text)
{
    const std::shared_ptr<const TokenTexts> tokens = manyTokens(text);
    std::printf("%s: %zu tokens, %zu bytes\n", name, tokens->size(), tokens->text().size());
    const TokenColoring coloring {.scale = TokenColoring::Scale::Signed, .valueName = QStringLiteral("wave")};
    TokenTextView view;
    view.resize(width, height);
    view.show();
    QCoreApplication::processEvents();
    TokenTextArea& area = view.area();

    const std::clock_t begin = std::clock();
    view.setTokens(tokens);
    view.setValues(wavesOf(tokens->size()), coloring);
    area.viewport()->repaint();
    std::printf("  first paint %.2f ms\n", millisecondsSince(begin));
    Frames breaking;
    while (!area.isLaidOut()) {
        breaking.add([] {});
    }
    std::printf("  all lines broken %.1f ms after it was opened\n", millisecondsSince(begin));
    breaking.add([] {});
    breaking.print("while lines are broken");

    QScrollBar& bar = *area.verticalScrollBar();
    Frames wheel;
    for (int i = 0; i < 300; ++i) {
        wheel.add([&] { bar.setValue(bar.value() + 3 * bar.singleStep()); });
    }
    wheel.print("wheel, three lines");
    Frames pages;
    for (int i = 0; i < 300; ++i) {
        pages.add([&] { bar.setValue(bar.value() + bar.pageStep()); });
    }
    pages.print("page down");
    Frames jumps;
    for (int i = 0; i < 300; ++i) {
        jumps.add([&] { bar.setValue(static_cast<int>(bar.maximum() * std::fmod(i * 0.618, 1.0))); });
    }
    jumps.print("dragging the slider");
    Frames values;
    for (int i = 0; i < 30; ++i) {
        values.add([&] { view.setValues(wavesOf(tokens->size()), coloring); });
    }
    values.print("another neuron's values");
    Frames selections;
    for (int i = 0; i < 300; ++i) {
        selections.add([&] { view.selectToken(area.selectedToken().value_or(0) + 1); });
    }
    selections.print("going on by a token");
    Frames widths;
    for (int i = 0; i < 30; ++i) {
        widths.add([&] { view.resize(width - 10 * i, height); });
    }
    widths.print("another width");
}

} // namespace

/// The tokenised text: first paint, scrolling, new values. Milliseconds of processor time, on the offscreen
/// platform.
int main(int argc, char* argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    measure("sample text", readDocument(BATHYSCOPE_SAMPLE_TEXT).text);
    measure("line feeds only", std::string(1000, '\n'));
    measure("one word without end", std::string(4'000'000, 'x'));
    return 0;
}
