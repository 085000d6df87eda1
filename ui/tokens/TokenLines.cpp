// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokens/TokenLines.h"

#include "ui/tokens/ShownCharacters.h"

#include <QChar>
#include <QString>

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr std::size_t longestWhole = 64; // bytes of a token that is measured and placed as a whole
constexpr int stepsAtOnce = 32; // between two looks at the clock: some 100 µs where nothing is measured yet
constexpr char32_t firstIdeograph = 0x2E80; // from here on, scripts that write no spaces between words

bool continues(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

bool beginsWord(std::string_view bytes)
{
    const char first = bytes.front();
    const char32_t shown = shownCharacterAt(bytes, 0).codePoint;
    return first == ' ' || first == '\t' || (shown >= firstIdeograph && shown != QChar::ReplacementCharacter);
}

/// What a token takes room for alone: of a character that it shares with others, only its beginning.
QString measuredText(std::string_view bytes)
{
    QString text;
    for (std::size_t byte = 0; byte < bytes.size();) {
        const ShownCharacter character = shownCharacterAt(bytes, byte);
        if (!continues(bytes[byte])) {
            text += QChar::fromUcs4(character.codePoint);
        }
        byte += character.numBytes;
    }
    return text;
}

/// Takes no room of its own and stays with what it stands on.
bool isMark(char32_t codePoint)
{
    return QChar::isMark(codePoint) || QChar::category(codePoint) == QChar::Other_Format;
}

} // namespace

void TokenLines::restart(std::shared_ptr<const TokenTexts> tokens, const QFont& font, double width)
{
    if (tokens != m_tokens || font != m_font) {
        m_font = font;
        m_metrics = QFontMetricsF(font);
        m_measures.clear();
        m_characterWidths.clear();
    }
    m_tokens = std::move(tokens);
    m_width = width;
    m_firstBytes.clear();
    m_token = 0;
    m_byte = 0;
    m_mustBreak = false;
    if (!isComplete()) {
        beginLine(0);
    }
}

bool TokenLines::advance(std::chrono::microseconds budget)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    do { // at least some of them: a known line is never empty
        for (int i = 0; i < stepsAtOnce && !isComplete(); ++i) {
            step();
        }
    } while (!isComplete() && std::chrono::steady_clock::now() < end);
    return isComplete();
}

bool TokenLines::isComplete() const
{
    return !m_tokens || m_byte == m_tokens->text().size();
}

std::size_t TokenLines::size() const
{
    return m_firstBytes.size();
}

std::size_t TokenLines::expectedSize() const
{
    if (isComplete() || m_byte == 0) {
        return size();
    }
    const double whole = static_cast<double>(m_tokens->text().size()) / static_cast<double>(m_byte);
    return static_cast<std::size_t>(static_cast<double>(size()) * whole);
}

std::size_t TokenLines::firstByte(std::size_t line) const
{
    return m_firstBytes[line];
}

std::size_t TokenLines::endByte(std::size_t line) const
{
    return line + 1 < size() ? m_firstBytes[line + 1] : m_byte;
}

std::size_t TokenLines::lineAt(std::size_t byte) const
{
    const auto next = std::ranges::upper_bound(m_firstBytes, byte);
    return next == m_firstBytes.begin() ? 0 : static_cast<std::size_t>(next - m_firstBytes.begin()) - 1;
}

const TokenLines::Measure& TokenLines::measure(std::size_t token)
{
    const auto id = static_cast<std::size_t>(m_tokens->id(token));
    if (id >= m_measures.size()) {
        m_measures.resize(std::max(id + 1, 2 * m_measures.size()));
    }
    Measure& known = m_measures[id];
    if (known.width < 0) {
        const std::string_view bytes = m_tokens->bytes(token);
        known.isWhole = bytes.size() <= longestWhole && bytes.find('\n') == std::string_view::npos;
        known.beginsWord = beginsWord(bytes);
        known.continuesCharacter = continues(bytes.front());
        known.width =
            known.isWhole ? static_cast<float>(m_metrics.horizontalAdvance(measuredText(bytes))) : 0.0F;
    }
    return known;
}

double TokenLines::widthOf(char32_t codePoint)
{
    if (isMark(codePoint)) {
        return 0;
    }
    const auto [known, isNew] = m_characterWidths.try_emplace(codePoint);
    if (isNew) {
        known->second = static_cast<float>(m_metrics.horizontalAdvance(QString::fromUcs4(&codePoint, 1)));
    }
    return known->second;
}

/// Places a token, or a character of one that cannot be placed as a whole.
void TokenLines::step()
{
    const std::size_t firstByte = m_tokens->firstByte(m_token);
    if (m_byte == firstByte && m_token > 0 && m_tokens->features().position[m_token] == 0) {
        m_mustBreak = true;
    }
    const Measure known = measure(m_token);
    if (m_byte == firstByte && known.isWhole && known.width <= m_width) {
        place(known.width, known.beginsWord, known.continuesCharacter);
        m_byte = m_tokens->firstByte(m_token + 1);
    } else {
        placeCharacter();
    }
    while (m_token < m_tokens->size() && m_tokens->firstByte(m_token + 1) <= m_byte) {
        ++m_token;
    }
}

void TokenLines::placeCharacter()
{
    const std::size_t next = m_token + 1;
    const bool isLastOfWindow = next < m_tokens->size() && m_tokens->features().position[next] == 0;
    const std::string_view text = // no character goes on in another window
        m_tokens->text().substr(0, isLastOfWindow ? m_tokens->firstByte(next) : std::string_view::npos);
    const ShownCharacter character = shownCharacterAt(text, m_byte);
    const bool isBlank = text[m_byte] == ' ' || text[m_byte] == '\t';
    place(widthOf(character.codePoint), isBlank, isMark(character.codePoint));
    m_mustBreak = text[m_byte] == '\n';
    m_byte += character.numBytes;
}

void TokenLines::place(double width, bool mayBreak, bool staysWithLast)
{
    if (m_mustBreak) {
        m_mustBreak = false;
        beginLine(m_byte);
    }
    if (mayBreak) {
        m_breakByte = m_byte;
        m_breakX = m_x;
    }
    if (m_x + width > m_width && !staysWithLast && m_byte > m_firstBytes.back()) {
        if (m_breakByte > m_firstBytes.back()) {
            const double carried = m_x - m_breakX;
            beginLine(m_breakByte);
            m_x = carried;
        }
        if (m_x + width > m_width && m_byte > m_firstBytes.back()) {
            beginLine(m_byte);
        }
    }
    m_x += width;
}

void TokenLines::beginLine(std::size_t byte)
{
    m_firstBytes.push_back(byte);
    m_x = 0;
    m_breakByte = byte;
}

} // namespace bathyscope::ui
