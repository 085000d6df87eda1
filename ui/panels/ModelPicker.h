// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/ModelCatalog.h"
#include "ui/BackgroundJob.h"
#include "ui/panels/HookPointBox.h"

#include <QWidget>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

class QButtonGroup;
class QPushButton;
class QVBoxLayout;

namespace bathyscope::ui {

class MessageLabel;
class ModelCard;
struct ModelCardText;

/// A model that can be run.
struct ModelChoice
{
    std::string name; ///< catalogue name, or the last part of a folder
    std::filesystem::path folder;
    ModelWidths widths;
};

/// A card for every model on this machine, and one for the folder that the user has opened last. Folders are
/// opened and checked off the GUI thread; what is wrong with one is said below the cards. GUI thread.
class ModelPicker final : public QWidget
{
    Q_OBJECT

public:
    /// Models that are absent get no card. Chooses the one that was chosen last, else the first.
    explicit ModelPicker(const std::vector<CatalogStatus>& models, QWidget* parent = nullptr);
    ~ModelPicker() override;

    [[nodiscard]] std::optional<ModelChoice> choice() const; ///< nothing while there is no model
    [[nodiscard]] bool isReading() const; ///< a folder is being checked

    void openFolder(const std::filesystem::path& folder);

    /// Asks for a folder.
    void browse();

    /// What a run of the chosen model would need, said on its card; empty while that is unknown.
    void showForecast(const QString& forecast);

signals:
    void choiceChanged(); ///< also when isReading() has

private:
    struct OpenedFolder
    {
        ModelChoice choice;
        std::uint64_t weightBytes = 0;
    };

    [[nodiscard]] ModelCard* card(int id) const;
    static OpenedFolder inspect(const std::filesystem::path& folder);
    ModelCard* addCard(const ModelCardText& text, ModelChoice choice);
    void removeOpenedCard();
    void showOpened(OpenedFolder opened);
    void chooseAsLastTime();

    QVBoxLayout* m_cards;
    QButtonGroup* m_group;
    QPushButton* m_open;
    MessageLabel* m_message;
    std::vector<ModelChoice> m_choices; ///< index = id in the group
    std::size_t m_numCatalogued = 0; ///< choices before the opened folder's
    BackgroundJob<OpenedFolder> m_inspection;
};

} // namespace bathyscope::ui
