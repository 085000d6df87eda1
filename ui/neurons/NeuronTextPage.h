// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/NeuronPortrait.h"
#include "ui/tokens/RunTokenizer.h"
#include "ui/tokens/TokenColoring.h"

#include <QWidget>

#include <cstddef>
#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace bathyscope::ui {

class TokenTextView;

/// The text of a run coloured by the activation of one neuron, or a sentence that says what is missing for
/// it. GUI thread.
class NeuronTextPage final : public QWidget
{
    Q_OBJECT

public:
    explicit NeuronTextPage(QWidget* parent = nullptr);

    /// `mean` is the neuron's, over the run.
    void setPortrait(std::shared_ptr<const NeuronPortrait> portrait, const RunTexts& texts, double mean);
    void setToken(std::optional<std::size_t> token); ///< the one that is selected

    /// What the colours of a neuron's activation mean, as it is chosen here.
    [[nodiscard]] TokenColoring coloring(double mean) const;

    [[nodiscard]] TokenTextView& text() const;

signals:
    void tokenChosen(std::size_t token, bool isStep);
    void coloringChanged();

private:
    enum class Centre
    {
        Zero,
        Mean,
    };

    void color();

    QStackedWidget* m_pages;
    QLabel* m_sentence;
    TokenTextView* m_text;
    QComboBox* m_centre;
    std::shared_ptr<const NeuronPortrait> m_portrait; ///< that is to be seen; null: none
    double m_mean = 0;
};

/// Why it is not known what tokens say; empty where it is.
[[nodiscard]] QString missingTextsSentence(const RunTexts& texts);

} // namespace bathyscope::ui
