// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenTexts.h"

#include <QFont>
#include <QFontMetricsF>

#include <chrono>
#include <cstddef>
#include <memory>
#include <unordered_map>
#include <vector>

namespace bathyscope::ui {

/// Where the lines of a tokenised text begin in a given width: before words where it can be, else between
/// tokens, inside a token only where it alone is too wide. A line feed ends a line, and so does the end of a
/// window. Computed in slices, so that a text of any length, line or token never holds up the GUI thread.
/// Lines are ranges of bytes of TokenTexts::text().
class TokenLines
{
public:
    /// Forgets all lines. `width` in device-independent pixels.
    void restart(std::shared_ptr<const TokenTexts> tokens, const QFont& font, double width);

    /// Goes on for about as long as `budget`; true once all lines are known.
    bool advance(std::chrono::microseconds budget);

    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] std::size_t size() const; ///< lines that are known; the last may still grow
    [[nodiscard]] std::size_t expectedSize() const; ///< of all lines, as the known ones let expect

    [[nodiscard]] std::size_t firstByte(std::size_t line) const;
    [[nodiscard]] std::size_t endByte(std::size_t line) const; ///< of a known line: as far as it is known
    [[nodiscard]] std::size_t lineAt(std::size_t byte) const; ///< the last known line for later bytes

private:
    /// What is known of all tokens with an id.
    struct Measure
    {
        float width = -1; ///< negative: not measured
        bool isWhole = false; ///< can be placed as a whole: short, without line feed
        bool beginsWord = false; ///< a line may end before it
        bool continuesCharacter = false; ///< begins inside a character
    };

    const Measure& measure(std::size_t token);
    [[nodiscard]] double widthOf(char32_t codePoint);
    void step();
    void placeCharacter();
    void place(double width, bool mayBreak, bool staysWithLast);
    void beginLine(std::size_t byte);

    std::shared_ptr<const TokenTexts> m_tokens;
    QFont m_font;
    QFontMetricsF m_metrics {QFont()};
    double m_width = 0;
    std::vector<Measure> m_measures; ///< by token id
    std::unordered_map<char32_t, float> m_characterWidths;
    std::vector<std::size_t> m_firstBytes; ///< of lines
    std::size_t m_token = 0; ///< next to be placed, or being placed
    std::size_t m_byte = 0; ///< next to be placed
    double m_x = 0; ///< where it would stand
    std::size_t m_breakByte = 0; ///< where the line could end; its first byte: nowhere
    double m_breakX = 0;
    bool m_mustBreak = false; ///< before the next character
};

} // namespace bathyscope::ui
