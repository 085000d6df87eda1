// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace bathyscope::ui {

/// A line of plain text that gives way where there is no room: it is cut in its middle, since a path says
/// most at its ends, and its tooltip has the whole. GUI thread.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    using QLabel::QLabel;

    [[nodiscard]] QSize minimumSizeHint() const override;

    /// What is in sight of text(): as much of it as fits.
    [[nodiscard]] QString shownText() const;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace bathyscope::ui
