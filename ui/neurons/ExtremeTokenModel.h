// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/NeuronPortrait.h"
#include "core/text/TokenTexts.h"
#include "ui/tokens/TokenExcerpt.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace bathyscope::ui {

/// The tokens at which a neuron is most active and those at which it is least, each part below a row that
/// heads it, with what stands around them. GUI thread.
class ExtremeTokenModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        ActivationColumn,
        ContextColumn,
        LengthColumn,
        CountColumn,
        WindowColumn,
        PositionColumn,
        NumColumns,
    };

    explicit ExtremeTokenModel(QObject* parent = nullptr);

    /// `texts` are null where it is not known what the tokens say: ids stand in place of their context.
    void setPortrait(std::shared_ptr<const RunInfo> info, std::shared_ptr<const NeuronPortrait> portrait,
                     std::shared_ptr<const TokenTexts> texts);

    [[nodiscard]] bool isHeading(int row) const;
    [[nodiscard]] std::optional<std::size_t> tokenAt(int row) const; ///< nothing for a heading
    [[nodiscard]] std::optional<int> rowOf(std::size_t token) const; ///< the first; nothing where it has none
    [[nodiscard]] const TokenExcerpt* excerptAt(int row) const; ///< null for headings and without texts

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row
    {
        QString heading; ///< empty for a token
        std::size_t token = 0;
        std::optional<TokenExcerpt> excerpt;
    };

    void addPart(const QString& heading, const std::vector<std::size_t>& tokens);
    [[nodiscard]] QString shownText(const Row& row, int column) const;

    std::shared_ptr<const RunInfo> m_info;
    std::shared_ptr<const NeuronPortrait> m_portrait;
    std::shared_ptr<const TokenTexts> m_texts;
    std::vector<Row> m_rows;
};

} // namespace bathyscope::ui
