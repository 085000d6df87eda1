// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/hub/ModelFetch.h"

#include <QDialog>

class QLineEdit;

namespace bathyscope::ui {

class MessageLabel;

/// Asks for a repository of the Hugging Face hub by name, and says what is wrong with one. GUI thread.
class RepositoryDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit RepositoryDialog(QWidget* parent = nullptr);

signals:
    void chosen(const bathyscope::ui::ModelOrder& order);

private:
    void confirm();

    QLineEdit* m_name;
    MessageLabel* m_message;
};

} // namespace bathyscope::ui
