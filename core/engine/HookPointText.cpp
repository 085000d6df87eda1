// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/HookPointText.h"

#include "core/support/Translatable.h"

namespace bathyscope {

namespace {

struct Words
{
    HookPart part;
    const char* description;
};

/// A compiler warning tells of a point without words.
Words wordsOf(HookPoint point)
{
    switch (point) {
    case HookPoint::ResidPre:
        return {HookPart::Residual,
                BATHYSCOPE_TRANSLATE_NOOP("HookPoint", "The residual stream where it enters the block.")};
    case HookPoint::AttnOut:
        return {HookPart::Attention,
                BATHYSCOPE_TRANSLATE_NOOP(
                    "HookPoint", "What attention adds to the residual stream: the output of out_proj.")};
    case HookPoint::ResidMid:
        return {HookPart::Residual,
                BATHYSCOPE_TRANSLATE_NOOP("HookPoint", "The residual stream between attention and MLP.")};
    case HookPoint::MlpPre:
        return {HookPart::Mlp,
                BATHYSCOPE_TRANSLATE_NOOP("HookPoint",
                                          "What each neuron of the MLP computes: the output of c_fc, before "
                                          "the activation function.")};
    case HookPoint::MlpPost:
        return {HookPart::Mlp,
                BATHYSCOPE_TRANSLATE_NOOP(
                    "HookPoint", "What each neuron of the MLP passes on: after the activation function.")};
    case HookPoint::MlpOut:
        return {HookPart::Mlp,
                BATHYSCOPE_TRANSLATE_NOOP("HookPoint",
                                          "What the MLP adds to the residual stream: the output of c_proj.")};
    case HookPoint::ResidPost:
        return {HookPart::Residual,
                BATHYSCOPE_TRANSLATE_NOOP("HookPoint", "The residual stream where it leaves the block.")};
    case HookPoint::FinalNormOut:
        return {HookPart::Output,
                BATHYSCOPE_TRANSLATE_NOOP("HookPoint",
                                          "What the next token is predicted from: the residual stream behind "
                                          "the last block, after the final layer norm. It is there once, not "
                                          "in every layer.")};
    }
    return {};
}

} // namespace

HookPart hookPart(HookPoint point)
{
    return wordsOf(point).part;
}

HookElement hookElement(HookPoint point)
{
    return hookPointInfo(point).width == HookWidth::Mlp ? HookElement::Neuron : HookElement::Dimension;
}

std::string worded(HookElement element, std::string_view sentence)
{
    std::string chosen;
    for (std::size_t open = sentence.find('{'); open != std::string_view::npos; open = sentence.find('{')) {
        const std::size_t bar = sentence.find('|', open);
        const std::size_t close = sentence.find('}', bar);
        if (close == std::string_view::npos) {
            break;
        }
        chosen += sentence.substr(0, open);
        chosen += element == HookElement::Neuron ? sentence.substr(open + 1, bar - open - 1)
                                                 : sentence.substr(bar + 1, close - bar - 1);
        sentence.remove_prefix(close + 1);
    }
    return chosen.append(sentence);
}

const char* hookDescription(HookPoint point)
{
    return wordsOf(point).description;
}

} // namespace bathyscope
