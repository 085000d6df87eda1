// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/UnsavedRunsDialog.h"

#include "ui/panels/RunText.h"
#include "ui/words/NumberText.h"

#include <QPushButton>

#include <algorithm>

namespace bathyscope::ui {

UnsavedRunsDialog::UnsavedRunsDialog(const std::vector<const LibraryRun*>& runs, QWidget* parent)
    : QMessageBox(parent)
{
    constexpr std::size_t mostListed = 8;
    setAttribute(Qt::WA_DeleteOnClose);
    setIcon(QMessageBox::Question);
    setWindowTitle(tr("Runs that are not saved"));
    setTextFormat(Qt::PlainText);
    setText(runs.size() == 1 ? tr("This run would be lost. Save it first?")
                             //: %1 a number, two or more
                             : tr("%1 runs would be lost. Save them first?").arg(numberText(runs.size())));
    QStringList lines;
    for (std::size_t i = 0; i < std::min(runs.size(), mostListed); ++i) {
        lines +=
            QStringLiteral("• ") + runNameText(*runs[i]) + QStringLiteral("\n   ") + runDetailsText(*runs[i]);
    }
    if (runs.size() > mostListed) {
        //: %1 a number of runs that are not listed
        lines += tr("and %1 more").arg(numberText(runs.size() - mostListed));
    }
    setInformativeText(lines.join(QLatin1Char('\n')));
    QPushButton* save = addButton(tr("&Save…"), QMessageBox::AcceptRole);
    QPushButton* discard = addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    setEscapeButton(addButton(QMessageBox::Cancel));
    setDefaultButton(save);
    connect(save, &QPushButton::clicked, this, &UnsavedRunsDialog::saveChosen);
    connect(discard, &QPushButton::clicked, this, &UnsavedRunsDialog::discardChosen);
}

} // namespace bathyscope::ui
