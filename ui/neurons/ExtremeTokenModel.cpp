// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/neurons/ExtremeTokenModel.h"

#include "ui/words/NumberText.h"

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

ExtremeTokenModel::ExtremeTokenModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void ExtremeTokenModel::setPortrait(std::shared_ptr<const RunInfo> info,
                                    std::shared_ptr<const NeuronPortrait> portrait,
                                    std::shared_ptr<const TokenTexts> texts)
{
    beginResetModel();
    m_info = std::move(info);
    m_portrait = std::move(portrait);
    m_texts = std::move(texts);
    m_rows.clear();
    addPart(tr("Highest activations"), m_portrait->highest);
    addPart(tr("Lowest activations"), m_portrait->lowest);
    endResetModel();
}

void ExtremeTokenModel::addPart(const QString& heading, const std::vector<std::size_t>& tokens)
{
    if (tokens.empty()) {
        return;
    }
    m_rows.push_back({.heading = heading, .token = 0, .excerpt = {}});
    for (const std::size_t token : tokens) {
        m_rows.push_back({.heading = {},
                          .token = token,
                          .excerpt = m_texts ? std::optional(tokenExcerpt(*m_texts, token)) : std::nullopt});
    }
}

bool ExtremeTokenModel::isHeading(int row) const
{
    return !m_rows.at(static_cast<std::size_t>(row)).heading.isEmpty();
}

std::optional<std::size_t> ExtremeTokenModel::tokenAt(int row) const
{
    return isHeading(row) ? std::nullopt : std::optional(m_rows[static_cast<std::size_t>(row)].token);
}

std::optional<int> ExtremeTokenModel::rowOf(std::size_t token) const
{
    const auto found = std::ranges::find_if(
        m_rows, [token](const Row& row) { return row.heading.isEmpty() && row.token == token; });
    return found != m_rows.end() ? std::optional(static_cast<int>(found - m_rows.begin())) : std::nullopt;
}

const TokenExcerpt* ExtremeTokenModel::excerptAt(int row) const
{
    const auto& excerpt = m_rows.at(static_cast<std::size_t>(row)).excerpt;
    return excerpt ? &*excerpt : nullptr;
}

int ExtremeTokenModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ExtremeTokenModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : NumColumns;
}

QVariant ExtremeTokenModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return shownText(row, index.column());
    case Qt::TextAlignmentRole: {
        const bool isText = index.column() == ContextColumn || !row.heading.isEmpty();
        return QVariant::fromValue(
            Qt::Alignment((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    }
    case Qt::AccessibleTextRole:
        return row.heading.isEmpty()
            //: %1 is the name of a column, %2 what stands in it
            ? tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
                               shownText(row, index.column()))
            : row.heading;
    default:
        return {};
    }
}

QVariant ExtremeTokenModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= NumColumns) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment((section == ContextColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    }
    const bool isName = role == Qt::DisplayRole;
    if (!isName && role != Qt::ToolTipRole) {
        return {};
    }
    switch (section) {
    case ActivationColumn:
        return isName ? tr("activation") : tr("Activation at the token");
    case ContextColumn:
        return isName ? (m_texts ? tr("token in its context") : tr("token"))
                      : tr("The token, and what stands around it in its window; of one token at most %1 "
                           "occurrences are listed")
                            .arg(numberText(maxExtremesOfType));
    case LengthColumn:
        return isName ? tr("length") : tr("Length of the token in characters");
    case CountColumn:
        return isName ? tr("count") : tr("How often the token occurs in the text");
    case WindowColumn:
        return isName ? tr("window") : tr("The window of the text that the token is in");
    default:
        return isName ? tr("position") : tr("Place of the token in its window, from 0");
    }
}

Qt::ItemFlags ExtremeTokenModel::flags(const QModelIndex& index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    return isHeading(index.row()) ? Qt::ItemFlags(Qt::ItemNeverHasChildren)
                                  : QAbstractTableModel::flags(index);
}

QString ExtremeTokenModel::shownText(const Row& row, int column) const
{
    if (!row.heading.isEmpty()) {
        return column == ActivationColumn ? row.heading : QString();
    }
    const TokenFeatures& features = *m_info->features;
    switch (column) {
    case ActivationColumn:
        return shortText(m_portrait->values[row.token], 4);
    case ContextColumn:
        return row.excerpt ? excerptText(*row.excerpt)
                           //: %1 is the number of a token in the vocabulary
                           : tr("id %1").arg(QString::number(m_info->windows.ids()[row.token]));
    case LengthColumn:
        return numberText(features.length[row.token]);
    case CountColumn:
        return numberText(features.count[row.token]);
    case WindowColumn:
        return numberText(features.window[row.token]);
    default:
        return numberText(features.position[row.token]);
    }
}

} // namespace bathyscope::ui
