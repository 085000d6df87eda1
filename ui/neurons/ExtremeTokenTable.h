// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/neurons/ExtremeTokenModel.h"
#include "ui/tokens/TokenColoring.h"

#include <QTableView>

#include <cstddef>
#include <memory>
#include <optional>

namespace bathyscope::ui {

/// A neuron's highest and lowest activations as a concordance: the tokens stand below each other on the
/// colours of their activation, each between what comes before and after it. GUI thread.
class ExtremeTokenTable final : public QTableView
{
    Q_OBJECT

public:
    explicit ExtremeTokenTable(QWidget* parent = nullptr);
    ~ExtremeTokenTable() override;

    /// `texts` as ExtremeTokenModel takes them.
    void setPortrait(std::shared_ptr<const RunInfo> info, std::shared_ptr<const NeuronPortrait> portrait,
                     std::shared_ptr<const TokenTexts> texts, const TokenColoring& coloring);

    /// Marks the row of a token and brings it into sight, without tokenChosen(); nothing marks none.
    void showToken(std::optional<std::size_t> token);

    [[nodiscard]] const ExtremeTokenModel& tokens() const;
    [[nodiscard]] const TokenFills& fills() const; ///< in the style of the moment

signals:
    void tokenChosen(std::size_t token, bool isStep); ///< by the user; a step is one by a key
    void tokenActivated(std::size_t token); ///< by a double click or Enter
    void tokenHovered(const std::optional<std::size_t>& token); ///< none: the pointer has left

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void resizeEvent(QResizeEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitColumns();
    void restyle();

    ExtremeTokenModel* m_tokens;
    TokenFills m_fills;
    bool m_isQuiet = false; ///< the program moves the current row
    bool m_isStepping = false;
};

} // namespace bathyscope::ui
