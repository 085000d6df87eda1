// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QObject>
#include <QString>

namespace bathyscope::ui {

/// How every tooltip of the application looks: wrapped to lines of a readable length and always plain text,
/// whatever characters a name of a file or model has. Qt's own are as wide as their longest line. Texts are
/// set as ever, with setToolTip() or as Qt::ToolTipRole. One object, on the GUI thread.
class ToolTips final : public QObject
{
    Q_OBJECT

public:
    explicit ToolTips(QObject* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; ///< of the application
};

/// A plain text as markup of lines that are broken between words, and within those that are too long for a
/// line.
[[nodiscard]] QString toolTipMarkup(const QString& text, const QFont& font);

} // namespace bathyscope::ui
