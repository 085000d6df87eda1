// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/figures/ModalityText.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace bathyscope::ui {

class CompactTable;

/// How many peaks each length group seems to have: a row a group, and below it what must be known to read
/// them.
class ModalityPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ModalityPanel(QWidget* parent = nullptr);

    /// Without rows there is nothing to see.
    void setData(const std::vector<ModalityRow>& rows, const QString& note);

private:
    CompactTable* m_table;
    QLabel* m_note;
};

} // namespace bathyscope::ui
