// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/Selection.h"
#include "ui/window/GoToRow.h"

#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

class QAction;

namespace bathyscope {
class Tokenizer;
struct AnalysisSnapshot;
} // namespace bathyscope

namespace bathyscope::ui {

/// What there is to go to.
struct GoToContext
{
    std::shared_ptr<const AnalysisSnapshot> snapshot; ///< that is shown; null: none yet
    std::shared_ptr<const Tokenizer> tokenizer; ///< of its model; null where that is not known
    Selection selection; ///< the present one
    QList<QAction*> actions; ///< views and all else that can be named
};

/// A place that what was typed leads to: a selection, an action, or words to go on typing from.
struct GoToPlace
{
    QString title {}; ///< "Layer 7 · neuron 1,234"
    QString preview {}; ///< what is there
    KeptPart kept {}; ///< of the preview: the token that was looked for
    QString problem {}; ///< why it cannot be gone to; empty where it can
    std::optional<Selection> selection {};
    bool isInNeurons = false; ///< the Neurons view shows what is gone to: a neuron, a token
    QString completion {}; ///< what the box then holds, where there is more to type
    QAction* action = nullptr;
};

/// Longer input is cut.
inline constexpr int longestGoTo = 200;

/// Where `text` may lead, best first: "layer 7", "7", "neuron 12", "7/12", "token 5", "token "the"", or part
/// of an action's name; words of the user's language or English, in any case, with or without accents. A
/// place of which a run has nothing is there with its problem. Empty where nothing is meant by the text; an
/// empty text gives all views and what can be typed.
[[nodiscard]] std::vector<GoToPlace> goToPlaces(const QString& text, const GoToContext& context);

} // namespace bathyscope::ui
