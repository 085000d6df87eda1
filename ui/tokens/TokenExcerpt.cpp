// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokens/TokenExcerpt.h"

#include "ui/tokens/ShownCharacters.h"

#include <QCoreApplication>

#include <algorithm>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TokenExcerpt)
};

} // namespace

TokenExcerpt tokenExcerpt(const TokenTexts& tokens, std::size_t token, std::size_t numAround)
{
    const TokenFeatures& features = tokens.features();
    const auto position = static_cast<std::size_t>(features.position[token]);
    const std::size_t first = token - std::min(position, numAround);
    std::size_t end = token + 1;
    while (end < tokens.size() && end <= token + numAround
           && features.window[end] == features.window[token]) {
        ++end;
    }
    const auto said = [&tokens](std::size_t from, std::size_t to) {
        const std::size_t begin = tokens.firstByte(from);
        return shownText(tokens.text().substr(begin, tokens.firstByte(to) - begin));
    };
    return {.before = said(first, token), .token = said(token, token + 1), .after = said(token + 1, end)};
}

QString excerptText(const TokenExcerpt& excerpt)
{
    //: a token between what stands before and after it in the text
    return Text::tr("%1[%2]%3").arg(excerpt.before, excerpt.token, excerpt.after);
}

} // namespace bathyscope::ui
