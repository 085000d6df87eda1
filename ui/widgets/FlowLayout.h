// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QList>

#include <memory>
#include <vector>

namespace bathyscope::ui {

/// Widgets one after another, as words in a paragraph: what does not fit into a row begins the next one.
/// Those of a row are centred on one line.
class FlowLayout final : public QLayout
{
    Q_OBJECT

public:
    explicit FlowLayout(QWidget* parent);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override; ///< takes ownership, as every layout
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;

    [[nodiscard]] Qt::Orientations expandingDirections() const override;
    [[nodiscard]] bool hasHeightForWidth() const override;
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override; ///< of a single row
    [[nodiscard]] QSize minimumSize() const override; ///< the widest item alone
    void setGeometry(const QRect& area) override;

private:
    using Places = std::vector<QRect>; ///< of the items that are not hidden, in their order

    [[nodiscard]] QList<QLayoutItem*> shownItems() const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] Places placesIn(const QRect& area) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace bathyscope::ui
