// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QString>

namespace bathyscope::ui {

/// Two lines of selectable text below a plot, that never ask for more width than there is and keep their
/// height, so that the plot does not move with the pointer. What does not fit ends in an ellipsis and is in
/// the tooltip.
class ReadOut final : public QLabel
{
    Q_OBJECT

public:
    explicit ReadOut(QWidget* parent = nullptr);

    void setReading(const QString& reading); ///< plain text without line breaks
    [[nodiscard]] const QString& reading() const; ///< in full; text() is what is shown of it

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fit();

    QString m_reading;
};

} // namespace bathyscope::ui
