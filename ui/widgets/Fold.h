// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QToolButton;

namespace bathyscope::ui {

/// Something that is folded away behind a line that sums it up. Remembers whether it is open. GUI thread.
class Fold final : public QWidget
{
    Q_OBJECT

public:
    /// `name` is the key in the preferences. Takes ownership of the content.
    Fold(const char* name, const QString& title, const QString& toolTip, QWidget* content,
         QWidget* parent = nullptr);

    void setSummary(const QString& summary);
    void unfold();

    [[nodiscard]] QSize minimumSizeHint() const override; ///< as wide as what is folded away needs

private:
    void setOpen(bool isOpen);

    const char* m_name;
    QToolButton* m_button;
    QLabel* m_summary;
    QWidget* m_content;
};

} // namespace bathyscope::ui
