// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSpinBox>

namespace bathyscope::ui {

/// A number of permutations: none, or at least two, since one has no spread.
class PermutationsBox final : public QSpinBox
{
    Q_OBJECT

public:
    explicit PermutationsBox(QWidget* parent = nullptr);

    void stepBy(int steps) override;

protected:
    [[nodiscard]] QValidator::State validate(QString& input, int& position) const override;
    void fixup(QString& input) const override;
};

} // namespace bathyscope::ui
