// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/ModelCatalog.h"
#include "ui/hub/ModelDownload.h"
#include "ui/panels/HookPointBox.h"
#include "ui/runs/BackgroundJob.h"

#include <QWidget>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

class QButtonGroup;
class QPushButton;
class QVBoxLayout;

namespace bathyscope::ui {

class DownloadCard;
class Fold;
class MessageLabel;
class ModelCard;
struct DownloadCardText;
struct ModelCardText;

/// A model that can be run.
struct ModelChoice
{
    std::string name; ///< catalogue name, repository, or the last part of a folder
    std::filesystem::path folder;
    ModelWidths widths;
};

/// A card for every model on this machine, and one for every folder that the user has opened, which is
/// remembered until the card is taken away; where the model is not there any more, the card says so. Folded
/// away, one for every model that can be fetched. Folders are opened and checked off the GUI thread; what is
/// wrong with one is said below the cards. A model that was fetched is chosen at once. GUI thread.
class ModelPicker final : public QWidget
{
    Q_OBJECT

public:
    /// Chooses the model that was chosen last, else the first; one in a folder once that has been checked.
    explicit ModelPicker(const std::vector<CatalogStatus>& models,
                         DownloadFunctions functions = DownloadFunctions::ofTheHub(),
                         QWidget* parent = nullptr);
    ~ModelPicker() override;

    [[nodiscard]] std::optional<ModelChoice> choice() const; ///< nothing while there is no model
    [[nodiscard]] bool isReading() const; ///< a folder is being checked

    void openFolder(const std::filesystem::path& folder);

    /// Asks for a folder.
    void browse();

    /// Asks for a repository of the hub.
    void askForRepository();

    /// A card for a repository of the hub, whose download begins; that of the catalogue where it has one.
    void fetchRepository(const ModelOrder& order);

    /// Adds cards for the other GPT-Neos of the Hugging Face cache, when they have been found.
    void lookForOthers();

    /// What a run of the chosen model would need, said on its card; empty while that is unknown.
    void showForecast(const QString& forecast);

signals:
    void choiceChanged(); ///< also when isReading() has
    void modelFetched(const bathyscope::CatalogStatus& status); ///< of the catalogue

private:
    struct OpenedFolder
    {
        ModelChoice choice;
        std::uint64_t weightBytes = 0;
    };
    /// What became of a folder that an earlier session has opened.
    struct RememberedFolder
    {
        std::filesystem::path folder;
        std::optional<OpenedFolder> opened; ///< nothing where it failed
        RunFailure failure {};
    };
    struct Choice
    {
        ModelChoice model;
        QString key; ///< by which the next start chooses it again
    };

    void setForecast(int id, const QString& forecast);
    [[nodiscard]] ModelCard* card(int id) const;
    static OpenedFolder inspect(const std::filesystem::path& folder);
    static std::vector<RememberedFolder> inspectAll(const std::vector<std::filesystem::path>& folders);
    ModelCard* addCard(const ModelCardText& text, Choice choice);
    void addCatalogued(const CatalogStatus& status);
    DownloadCard* addDownload(const DownloadCardText& text, const ModelOrder& order, const std::string& blob);
    [[nodiscard]] QWidget* makeMore();
    void sumUpMore();
    void takeFetched(DownloadCard* fetched);
    void showFetched(OpenedFolder opened);
    ModelCard* addOpened(OpenedFolder opened);
    void addMissing(const RememberedFolder& missing);
    void makeRemovable(ModelCard& card, const std::filesystem::path& folder);
    void removeCardOf(const std::filesystem::path& folder);
    void forget(const std::filesystem::path& folder);
    void showOpened(OpenedFolder opened);
    void recallFolders();
    void showRemembered(std::vector<RememberedFolder> remembered);
    void noteUserChoice();
    void chooseFirst();
    void showOthers(const std::vector<CachedModel>& others);
    void chooseAsLastTime();
    void follow(int id);

    DownloadFunctions m_functions;
    QVBoxLayout* m_cards; ///< of models that are here
    QVBoxLayout* m_downloads;
    QButtonGroup* m_group;
    QPushButton* m_open;
    QPushButton* m_repository;
    Fold* m_more; ///< what is not here yet
    MessageLabel* m_message;
    std::map<int, Choice> m_choices; ///< by id in the group
    int m_nextId = 0;
    std::map<std::filesystem::path, ModelCard*> m_folders; ///< cards of opened folders, missing ones too
    bool m_hasUserChosen = false;
    bool m_awaitsLast = false; ///< what was chosen last is in a folder that is being checked
    BackgroundJob<OpenedFolder> m_inspection;
    BackgroundJob<std::vector<RememberedFolder>> m_recall;
    BackgroundJob<OpenedFolder> m_arrival; ///< of a fetched repository
    BackgroundJob<std::vector<CachedModel>> m_others;
};

} // namespace bathyscope::ui
