// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QString>

#include <cstddef>

class QToolButton;

namespace bathyscope::ui {

/// What a card says of a model.
struct ModelCardText
{
    QString title;
    QString size; ///< "12 layers × 1,024 neurons"
    QString state; ///< "Shipped · 3 MB"
    std::size_t numLayers = 0; ///< stripes of the drawing
    bool isRemovable = false; ///< has a button that takes it from the list
    bool isMissing = false; ///< cannot be chosen; a click may bring it back
};

/// One model to choose: a radio button that looks like a card, with a drawing of the model's depth.
class ModelCard final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ModelCard(const ModelCardText& text, QWidget* parent = nullptr);

    /// What a run would need, in a line of its own; empty while that is unknown. The line's room stays until
    /// another model is chosen.
    void setForecast(const QString& forecast);

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void removeRequested(); ///< by the card's button, or Delete

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintText(QPainter& painter, const QRect& area) const;

    ModelCardText m_text;
    QString m_forecast;
    bool m_hasForecastLine = false;
    QToolButton* m_remove = nullptr;
};

} // namespace bathyscope::ui
