// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace bathyscope::ui {

/// Makes a table a list of many rows: narrow, of one height, without numbers or grid, chosen as a whole.
void listRows(QTableView& table);

} // namespace bathyscope::ui
