// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ModalityPanel.h"

#include "ui/widgets/CompactTable.h"
#include "ui/widgets/FillingLayout.h"
#include "ui/widgets/WrappedLabel.h"

#include <QHeaderView>

#include <array>
#include <utility>

namespace bathyscope::ui {

ModalityPanel::ModalityPanel(QWidget* parent)
    : QWidget(parent)
    , m_table(new CompactTable)
    , m_note(new WrappedLabel)
{
    const std::array<std::pair<QString, QString>, 8> columns {{
        {tr("Peaks"),
         tr("Bimodal: the dip rejects one peak, and two Gaussians stand apart (D over 2, ΔBIC over 10). "
            "Multimodal: the dip rejects one peak otherwise. Not rejecting one peak does not show that "
            "there is one.")},
        {tr("Dip"), tr("Hartigan's dip: the distance to the nearest distribution with one peak.")},
        {tr("p"), tr("Of one peak, by the dip.")},
        {tr("p, adjusted"), tr("Over layers, groups and units of observation, by Benjamini and Hochberg.")},
        {tr("ΔBIC"), tr("Of one Gaussian less that of two: positive favours two.")},
        {tr("D"), tr("Ashman's D, the distance of two Gaussians: over 2 they stand apart.")},
        //: bimodality coefficient
        {tr("BC"),
         tr("Bimodality coefficient: 0.56 is that of a uniform distribution; skewed ones exceed it, too.")},
        {tr("Values"), tr("How many were looked at.")},
    }};
    m_table->setAccessibleName(tr("Modality of each length group"));
    m_table->setColumnCount(static_cast<int>(columns.size()));
    for (int column = 0; column < m_table->columnCount(); ++column) {
        const auto& [name, explanation] = columns.at(static_cast<std::size_t>(column));
        auto* header = new QTableWidgetItem(name);
        header->setToolTip(explanation);
        m_table->setHorizontalHeaderItem(column, header);
    }
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);

    constexpr int margin = 12; // pixels
    m_note->setObjectName(QStringLiteral("modalityNote"));
    m_note->setContentsMargins(margin, 2, margin, 2);

    fillingLayout(this, {m_table, m_note});
    hide();
}

void ModalityPanel::setData(const std::vector<ModalityRow>& rows, const QString& note)
{
    m_table->setRowCount(static_cast<int>(rows.size()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const ModalityRow& row = rows[i];
        const int index = static_cast<int>(i);
        m_table->setVerticalHeaderItem(index, new QTableWidgetItem(row.group));
        int column = 0;
        for (const QString& text : {row.verdict, row.dip, row.p, row.pAdjusted, row.deltaBic, row.ashmanD,
                                    row.bimodalityCoefficient, row.values}) {
            m_table->setCell(index, column, text, column == 0 && row.isRejected);
            ++column;
        }
    }
    m_table->fitHeight();
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    setVisible(!rows.empty());
}

} // namespace bathyscope::ui
