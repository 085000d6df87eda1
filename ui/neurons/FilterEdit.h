// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

class QCompleter;
class QStringListModel;

namespace bathyscope::ui {

/// Where a filter of neurons is typed: offers the words that may stand at the cursor as they are begun, or
/// all of them for Ctrl+Space.
class FilterEdit final : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterEdit(QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void offer(bool isAsked);
    void insertWord(const QString& word);

    QStringListModel* m_words;
    QCompleter* m_completer;
};

} // namespace bathyscope::ui
