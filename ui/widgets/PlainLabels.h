// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace bathyscope::ui {

/// Labels of the application show their texts as they are: a model that is called "<img src=x>" is no
/// picture. Qt would guess from the characters whether a text is markup; a label that is meant to hold some
/// says so (Qt::RichText). One object, on the GUI thread.
class PlainLabels final : public QObject
{
    Q_OBJECT

public:
    explicit PlainLabels(QObject* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; ///< of the application
};

} // namespace bathyscope::ui
