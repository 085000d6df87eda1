// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace bathyscope::ui {

/// Sentences in as many lines as the label's width needs, all of them in sight. Docks and splitters ask for a
/// least height, not for one at a width, so that a plain label that wraps loses its last lines there or lies
/// on its neighbours. Plain text, unless said otherwise.
class WrappedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit WrappedLabel(const QString& text = {}, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool
    hasHeightForWidth() const override; ///< its hints say it; layouts would ask for another width

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QSize withHeight(QSize hint) const;

    int m_width = 0; ///< that a layout has given it; 0: none yet
};

} // namespace bathyscope::ui
