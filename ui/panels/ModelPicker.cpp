// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ModelPicker.h"

#include "core/checkpoint/Checkpoint.h"
#include "core/checkpoint/ModelFiles.h"
#include "core/support/Error.h"
#include "core/support/KeptName.h"
#include "core/text/Tokenizer.h"
#include "ui/look/Icons.h"
#include "ui/look/Preferences.h"
#include "ui/panels/DownloadCard.h"
#include "ui/panels/ModelCard.h"
#include "ui/panels/RepositoryDialog.h"
#include "ui/widgets/Fold.h"
#include "ui/widgets/MessageLabel.h"
#include "ui/words/NumberText.h"
#include "ui/words/ShownPath.h"

#include <QButtonGroup>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

namespace {

QString sizeText(std::size_t numLayers, std::size_t numNeurons)
{
    const QLocale locale;
    //: of a model; %1 layers, %2 neurons in each of them
    return ModelPicker::tr("%1 layers × %2 neurons")
        .arg(locale.toString(static_cast<qulonglong>(numLayers)),
             locale.toString(static_cast<qulonglong>(numNeurons)));
}

QString stateText(ModelState state)
{
    return state == ModelState::Shipped
        //: state of a model that came with the program
        ? ModelPicker::tr("Ready")
        : ModelPicker::tr("In the Hugging Face cache");
}

QString withBytes(const QString& state, std::uint64_t bytes)
{
    //: %1 state of a model, %2 size of its weights
    return ModelPicker::tr("%1 · %2").arg(state, bytesText(bytes, 1));
}

/// "In ~/models": where a folder lies.
QString placeText(const std::filesystem::path& folder)
{
    QString place = QString::fromStdString(folder.parent_path().string());
    const QString home = QDir::homePath();
    if (place == home || place.startsWith(home + QLatin1Char('/'))) {
        place.replace(0, home.size(), QStringLiteral("~"));
    }
    //: where a model lies that the user has opened from a folder: %1 is the folder above it
    return ModelPicker::tr("In %1").arg(QDir::toNativeSeparators(place));
}

/// Throws FileMissing: without a vocabulary no run can start, so that there is no use in a card.
void requireTokenizer(const Checkpoint& checkpoint)
{
    if (!checkpoint.hasTokenizer()) {
        throw Error(ErrorKind::FileMissing, tokenizerProblem(checkpoint.folder()));
    }
}

} // namespace

ModelPicker::ModelPicker(const std::vector<CatalogStatus>& models, DownloadFunctions functions,
                         QWidget* parent)
    : QWidget(parent)
    , m_functions(std::move(functions))
    , m_cards(new QVBoxLayout)
    , m_downloads(new QVBoxLayout)
    , m_group(new QButtonGroup(this))
    , m_open(new QPushButton(icon(QStringLiteral("folder")), tr("Open model fol&der…"), this))
    , m_repository(new QPushButton(icon(QStringLiteral("fetch")), tr("&Other model of the hub…"), this))
    , m_more(new Fold("models", tr("&More models"),
                      tr("Models to download, other ones of the Hugging Face hub, and folders of your own."),
                      makeMore()))
    , m_message(new MessageLabel(this))
    , m_inspection([this](OpenedFolder opened) { showOpened(std::move(opened)); },
                   [this](const RunFailure& failure) {
                       m_message->showFailure(failure);
                       emit choiceChanged();
                   })
    , m_recall([this](std::vector<RememberedFolder> remembered) { showRemembered(std::move(remembered)); },
               [](const RunFailure& /*failure*/) {}) // each folder has its own
    , m_arrival([this](OpenedFolder opened) { showFetched(std::move(opened)); },
                [this](const RunFailure& failure) { m_message->showFailure(failure); })
    , m_others([this](const std::vector<CachedModel>& others) { showOthers(others); },
               [](const RunFailure& /*failure*/) {}) // a cache that cannot be read has no models
{
    m_open->setToolTip(
        tr("A GPT-Neo in Hugging Face's layout: config.json, model.safetensors, vocab.json and "
           "merges.txt. It may also be dropped onto the window."));
    m_repository->setToolTip(tr("Fetches another GPT-Neo from the Hugging Face hub, by its owner and name."));
    m_cards->setSpacing(6);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(m_cards);
    layout->addWidget(m_more);
    layout->addWidget(m_message);

    for (const CatalogStatus& status : models) {
        addCatalogued(status);
    }
    sumUpMore();
    chooseAsLastTime();

    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool isChecked) {
        if (isChecked) {
            follow(id);
        } else {
            setForecast(id, {});
        }
    });
    connect(m_group, &QButtonGroup::idClicked, this, &ModelPicker::noteUserChoice);
    connect(m_open, &QPushButton::clicked, this, &ModelPicker::browse);
    connect(m_repository, &QPushButton::clicked, this, &ModelPicker::askForRepository);
    recallFolders();
}

ModelPicker::~ModelPicker() = default;

QWidget* ModelPicker::makeMore()
{
    auto* more = new QWidget;
    m_downloads->setSpacing(6);
    auto* layout = new QVBoxLayout(more);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(m_downloads);
    layout->addWidget(m_repository);
    layout->addWidget(m_open);
    return more;
}

/// Says what is folded away.
void ModelPicker::sumUpMore()
{
    QStringList titles;
    for (const auto* card : findChildren<DownloadCard*>()) {
        if (m_downloads->indexOf(card) >= 0) {
            titles += card->title();
        }
    }
    m_more->setSummary(titles.isEmpty() ? tr("from the hub or a folder") : titles.join(QStringLiteral(", ")));
}

std::optional<ModelChoice> ModelPicker::choice() const
{
    const auto found = m_choices.find(m_group->checkedId());
    return found != m_choices.end() ? std::optional(found->second.model) : std::nullopt;
}

bool ModelPicker::isReading() const
{
    return m_inspection.isRunning() || m_awaitsLast;
}

void ModelPicker::openFolder(const std::filesystem::path& folder)
{
    m_message->clear();
    noteUserChoice();
    m_inspection.start([folder](const std::stop_token& /*stop*/) { return inspect(folder); });
    emit choiceChanged();
}

void ModelPicker::browse()
{
    auto* dialog = new QFileDialog(this, tr("Open a model folder"), Preferences::folder("model"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        Preferences::setFolder("model", QFileInfo(folder).absolutePath());
        openFolder(folder.toStdString());
    });
    dialog->open();
}

ModelCard* ModelPicker::card(int id) const
{
    return qobject_cast<ModelCard*>(m_group->button(id));
}

void ModelPicker::showForecast(const QString& forecast)
{
    if (card(m_group->checkedId())) {
        setForecast(m_group->checkedId(), forecast);
    }
}

/// The tooltip has all of it: the card's line may be too short.
void ModelPicker::setForecast(int id, const QString& forecast)
{
    const QString path = shownPath(m_choices[id].model.folder);
    card(id)->setForecast(forecast);
    card(id)->setToolTip(forecast.isEmpty() ? path : forecast + QLatin1Char('\n') + path);
}

/// On a pool thread: reads the configuration, every header and the vocabulary, as a run will.
ModelPicker::OpenedFolder ModelPicker::inspect(const std::filesystem::path& folder)
{
    const auto checkpoint = Checkpoint::open(folder);
    requireTokenizer(*checkpoint);
    static_cast<void>(
        Tokenizer::load(checkpoint->vocabFile(), checkpoint->mergesFile())); // throws if damaged
    OpenedFolder opened;
    std::error_code unknown;
    const std::filesystem::path whole = std::filesystem::absolute(folder, unknown);
    const std::filesystem::path clean = (unknown ? folder : whole).lexically_normal();
    opened.choice.folder = clean.has_filename() ? clean : clean.parent_path(); // without a slash at its end
    opened.choice.name = keptName(opened.choice.folder.filename());
    opened.choice.widths = {.numLayers = checkpoint->config().numLayers,
                            .hiddenSize = checkpoint->config().hiddenSize,
                            .numNeurons = checkpoint->config().intermediateSize,
                            .maxPositions = checkpoint->config().maxPositions};
    for (const std::filesystem::path& file : checkpoint->weightFiles()) {
        const std::uintmax_t numBytes = std::filesystem::file_size(file, unknown);
        opened.weightBytes += unknown ? 0 : numBytes;
    }
    return opened;
}

ModelCard* ModelPicker::addCard(const ModelCardText& text, Choice choice)
{
    auto* card = new ModelCard(text, this);
    card->setToolTip(shownPath(choice.model.folder));
    m_group->addButton(card, m_nextId);
    m_choices[m_nextId] = std::move(choice);
    ++m_nextId;
    m_cards->addWidget(card);
    return card;
}

/// A card of one kind or the other; none for a sample that is missing.
void ModelPicker::addCatalogued(const CatalogStatus& status)
{
    const CatalogEntry& entry = *status.entry;
    const QString title = QCoreApplication::translate("ModelCatalog", entry.title.c_str());
    const QString size = sizeText(entry.numLayers, entry.numNeurons);
    if (status.isHere()) {
        addCard({.title = title,
                 .size = size,
                 .state = withBytes(stateText(status.state), entry.weightBytes),
                 .numLayers = entry.numLayers},
                {.model = {.name = entry.name,
                           .folder = status.folder,
                           .widths = {.numLayers = entry.numLayers,
                                      .hiddenSize = entry.hiddenSize,
                                      .numNeurons = entry.numNeurons,
                                      .maxPositions = entry.maxPositions}},
                 .key = QString::fromStdString(entry.name)});
    } else if (!entry.repository.empty()) {
        addDownload({.title = title,
                     .size = size,
                     .bytesHere = status.bytesHere,
                     .bytesTotal = entry.weightBytes,
                     .numLayers = entry.numLayers},
                    {.repository = entry.repository, .entry = &entry},
                    status.bytesHere > 0 ? entry.weightsSha256 : std::string());
    }
}

DownloadCard* ModelPicker::addDownload(const DownloadCardText& text, const ModelOrder& order,
                                       const std::string& blob)
{
    auto* card = new DownloadCard(text, order, m_functions, blob, this);
    connect(card, &DownloadCard::fetched, this, [this, card] { takeFetched(card); });
    m_downloads->addWidget(card);
    return card;
}

/// The card of the download gives way to one that can be chosen, and is.
void ModelPicker::takeFetched(DownloadCard* fetched)
{
    const ModelOrder order = fetched->download().order();
    const std::filesystem::path folder = fetched->download().folder();
    m_downloads->removeWidget(fetched);
    fetched->deleteLater();
    fetched->hide();
    sumUpMore();
    if (order.entry == nullptr) {
        m_arrival.start([folder, repository = order.repository](const std::stop_token& /*stop*/) {
            OpenedFolder opened = inspect(folder);
            opened.choice.name = repository;
            return opened;
        });
        return;
    }
    CatalogStatus status;
    status.entry = order.entry;
    status.state = ModelState::Cached;
    status.folder = folder;
    const int id = m_nextId;
    addCatalogued(status);
    card(id)->setChecked(true);
    emit modelFetched(status);
}

void ModelPicker::showFetched(OpenedFolder opened)
{
    const QString title = QString::fromStdString(opened.choice.name);
    addCard({.title = title,
             .size = sizeText(opened.choice.widths.numLayers, opened.choice.widths.numNeurons),
             .state = withBytes(stateText(ModelState::Cached), opened.weightBytes),
             .numLayers = opened.choice.widths.numLayers},
            {.model = std::move(opened.choice), .key = title})
        ->setChecked(true);
}

ModelCard* ModelPicker::addOpened(OpenedFolder opened)
{
    const std::filesystem::path folder = opened.choice.folder;
    const QString title = QString::fromStdString(opened.choice.name);
    removeCardOf(folder);
    ModelCard* card =
        addCard({.title = title,
                 .size = sizeText(opened.choice.widths.numLayers, opened.choice.widths.numNeurons),
                 .state = withBytes(placeText(folder), opened.weightBytes),
                 .numLayers = opened.choice.widths.numLayers,
                 .isRemovable = true},
                {.model = std::move(opened.choice), .key = QString::fromStdString(folder.string())});
    makeRemovable(*card, folder);
    return card;
}

/// A click looks whether the model has come back: on a disk that was not there, for instance.
void ModelPicker::addMissing(const RememberedFolder& missing)
{
    auto* card =
        new ModelCard({.title = QString::fromStdString(missing.folder.filename().string()),
                       .size = missing.failure.kind == ErrorKind::FileMissing ? tr("Not there any more")
                                                                              : tr("Cannot be read any more"),
                       .state = placeText(missing.folder),
                       .numLayers = 0,
                       .isRemovable = true,
                       .isMissing = true},
                      this);
    card->setToolTip(missing.failure.detail + QLatin1Char('\n') + tr("A click looks again."));
    card->setAccessibleDescription(card->toolTip());
    connect(card, &ModelCard::clicked, this, [this, folder = missing.folder] { openFolder(folder); });
    m_cards->addWidget(card);
    makeRemovable(*card, missing.folder);
}

void ModelPicker::makeRemovable(ModelCard& card, const std::filesystem::path& folder)
{
    m_folders[folder] = &card;
    connect(&card, &ModelCard::removeRequested, this, [this, folder] { forget(folder); });
}

void ModelPicker::removeCardOf(const std::filesystem::path& folder)
{
    const auto found = m_folders.find(folder);
    if (found != m_folders.end()) {
        ModelCard* card = found->second;
        m_folders.erase(found);
        m_choices.erase(m_group->id(card));
        m_group->removeButton(card);
        m_cards->removeWidget(card);
        card->hide();
        card->deleteLater(); // its own button may have asked for it
    }
}

/// The user does not want a folder in the list any more; the first model is chosen in place of its own.
void ModelPicker::forget(const std::filesystem::path& folder)
{
    Preferences::removeModelFolder(folder);
    removeCardOf(folder);
    m_message->clear();
    if (m_group->checkedId() < 0) {
        chooseFirst();
        emit choiceChanged();
    }
}

void ModelPicker::showOpened(OpenedFolder opened)
{
    Preferences::addModelFolder(opened.choice.folder);
    addOpened(std::move(opened))->setChecked(true);
}

void ModelPicker::recallFolders()
{
    const std::vector<std::filesystem::path> folders = Preferences::modelFolders();
    if (folders.empty()) {
        return;
    }
    m_awaitsLast =
        std::ranges::any_of(folders, [last = Preferences::modelName()](const std::filesystem::path& folder) {
            return QString::fromStdString(folder.string()) == last;
        });
    m_recall.start([folders](const std::stop_token& /*stop*/) { return inspectAll(folders); });
}

/// On a pool thread.
std::vector<ModelPicker::RememberedFolder>
ModelPicker::inspectAll(const std::vector<std::filesystem::path>& folders)
{
    std::vector<RememberedFolder> remembered;
    for (const std::filesystem::path& folder : folders) {
        RememberedFolder& one = remembered.emplace_back(RememberedFolder {.folder = folder, .opened = {}});
        try {
            one.opened = inspect(folder);
        } catch (...) {
            one.failure = currentFailure();
        }
    }
    return remembered;
}

/// The one that was chosen last is chosen again, unless the user was faster.
void ModelPicker::showRemembered(std::vector<RememberedFolder> remembered)
{
    const bool wasAwaited = std::exchange(m_awaitsLast, false);
    const QString last = Preferences::modelName();
    for (RememberedFolder& one : remembered) {
        if (m_folders.contains(one.folder)) {
            continue; // opened again meanwhile
        }
        if (!one.opened) {
            addMissing(one);
            continue;
        }
        ModelCard* card = addOpened(std::move(*one.opened));
        if (wasAwaited && m_choices.at(m_group->id(card)).key == last) {
            card->setChecked(true);
        }
    }
    emit choiceChanged();
}

void ModelPicker::noteUserChoice()
{
    m_hasUserChosen = true;
    if (std::exchange(m_awaitsLast, false)) {
        emit choiceChanged();
    }
}

void ModelPicker::lookForOthers()
{
    m_others.start([](const std::stop_token& /*stop*/) {
        std::vector<CachedModel> models = otherCachedModels();
        std::erase_if(models, [](const CachedModel& model) { return !model.hasTokenizer; });
        return models;
    });
}

/// One that was chosen last time is chosen again, unless the user was faster.
void ModelPicker::showOthers(const std::vector<CachedModel>& others)
{
    const std::string last = Preferences::modelName().toStdString();
    for (const CachedModel& model : others) {
        const auto hasName = [&model](const auto& choice) {
            return choice.second.model.name == model.repository;
        };
        if (std::ranges::any_of(m_choices, hasName)) {
            continue;
        }
        ModelCard* added = addCard({.title = QString::fromStdString(model.repository),
                                    .size = sizeText(model.numLayers, model.numNeurons),
                                    .state = withBytes(stateText(ModelState::Cached), model.weightBytes),
                                    .numLayers = model.numLayers},
                                   {.model = {.name = model.repository,
                                              .folder = model.folder,
                                              .widths = {.numLayers = model.numLayers,
                                                         .hiddenSize = model.hiddenSize,
                                                         .numNeurons = model.numNeurons,
                                                         .maxPositions = model.maxPositions}},
                                    .key = QString::fromStdString(model.repository)});
        if (model.repository == last && !m_hasUserChosen) {
            added->setChecked(true);
        }
    }
}

void ModelPicker::askForRepository()
{
    auto* dialog = new RepositoryDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RepositoryDialog::chosen, this, &ModelPicker::fetchRepository);
    dialog->open();
}

void ModelPicker::fetchRepository(const ModelOrder& order)
{
    for (auto* known : findChildren<DownloadCard*>()) {
        const ModelOrder& other = known->download().order();
        if (other.repository == order.repository && other.revision == order.revision) {
            known->download().start();
            m_more->unfold(); // it is to be seen
            return;
        }
    }
    if (order.entry != nullptr) {
        for (const auto& [id, choice] : m_choices) {
            if (choice.model.name == order.entry->name) {
                card(id)->setChecked(true); // it is here
                return;
            }
        }
    }
    QString title = QString::fromStdString(order.repository);
    if (order.revision != ModelOrder().revision) {
        title += u'@' + QString::fromStdString(order.revision);
    }
    addDownload({.title = title}, order, {})->download().start();
    sumUpMore();
    m_more->unfold();
}

void ModelPicker::follow(int id)
{
    Preferences::setModelName(m_choices.at(id).key);
    m_message->clear();
    emit choiceChanged();
}

void ModelPicker::chooseAsLastTime()
{
    const QString last = Preferences::modelName();
    for (const auto& [id, choice] : m_choices) {
        if (choice.key == last) {
            card(id)->setChecked(true);
            return;
        }
    }
    chooseFirst();
}

void ModelPicker::chooseFirst()
{
    if (!m_choices.empty()) {
        card(m_choices.begin()->first)->setChecked(true);
    }
}

} // namespace bathyscope::ui
