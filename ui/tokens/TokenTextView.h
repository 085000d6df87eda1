// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenTexts.h"
#include "ui/runs/BackgroundJob.h"
#include "ui/tokens/TokenColoring.h"
#include "ui/tokens/TokenSearch.h"

#include <QWidget>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;

namespace bathyscope::ui {

class ColorScaleBar;
class ControlBar;
class ReadOut;
class TokenTextArea;

/// A tokenised text whose tokens are coloured by a value each: what is said of the token under the pointer or
/// of the selected one below it, the meaning of the colours and a search above it. 100,000 tokens scroll like
/// ten. GUI thread.
class TokenTextView final : public QWidget
{
    Q_OBJECT

public:
    explicit TokenTextView(QWidget* parent = nullptr);
    ~TokenTextView() override;

    /// Null: no text. Forgets values and selection.
    void setTokens(std::shared_ptr<const TokenTexts> tokens);
    [[nodiscard]] const std::shared_ptr<const TokenTexts>& tokens() const;

    /// One value for each token, NaN where there is none; or no values at all.
    void setValues(std::vector<float> values, const TokenColoring& coloring);

    /// Selects a token and scrolls to it; announces nothing.
    void selectToken(std::optional<std::size_t> token);
    [[nodiscard]] std::optional<std::size_t> selectedToken() const;

    /// Selects where the words begin that are next found from the selected token on (Backward: before it).
    void find(const QString& words, SearchDirection direction = SearchDirection::Forward);

    [[nodiscard]] TokenTextArea& area() const;
    [[nodiscard]] ControlBar& controls() const; ///< above the text, with room for more

signals:
    /// By the user: click, key or search; a step is one by a key.
    void tokenSelected(std::size_t token, bool isStep);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeBar();
    void search(std::size_t from, SearchDirection direction);
    void showFound(const std::optional<FoundText>& found);
    void forgetFound();
    void readOut(std::optional<std::size_t> hovered);

    ControlBar* m_bar;
    QLineEdit* m_words;
    QLabel* m_noMatch;
    ColorScaleBar* m_scale;
    TokenTextArea* m_area;
    ReadOut* m_readOut;
    BackgroundJob<std::optional<FoundText>> m_search;
};

} // namespace bathyscope::ui
