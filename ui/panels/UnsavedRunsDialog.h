// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMessageBox>

#include <vector>

namespace bathyscope::ui {

struct LibraryRun;

/// What is asked before runs that are in no file are lost: Save, Discard or Cancel. Lists them. GUI thread.
class UnsavedRunsDialog final : public QMessageBox
{
    Q_OBJECT

public:
    explicit UnsavedRunsDialog(const std::vector<const LibraryRun*>& runs, QWidget* parent = nullptr);

signals:
    void saveChosen();
    void discardChosen();
};

} // namespace bathyscope::ui
