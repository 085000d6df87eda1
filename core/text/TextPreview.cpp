// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/TextPreview.h"

#include "core/text/TokenTypes.h"

#include <utility>

namespace bathyscope {

TextPreview previewText(const Document& document, const Tokenizer& tokenizer, const WindowPlan& plan,
                        const TokenOptions& options, const std::stop_token& stop)
{
    TextWindows text = makeTextWindows(document.text, tokenizer, plan, stop);
    auto features = std::make_shared<const TokenFeatures>(
        stop.stop_requested() ? makeTokenFeatures(text.windows, tokenizer)
                              : makeTokenFeatures(text.windows, tokenizer, options));
    TextPreview preview;
    preview.numDistinct = makeTokenTypes(text.windows.ids(), features->length).size();
    preview.shareOfText = document.text.empty()
        ? 1
        : static_cast<double>(text.numBytes) / static_cast<double>(document.text.size());
    preview.tokens =
        std::make_shared<const TokenTexts>(std::move(text.windows), std::move(features), tokenizer);
    return preview;
}

} // namespace bathyscope
