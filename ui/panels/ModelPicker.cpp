// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ModelPicker.h"

#include "core/checkpoint/Checkpoint.h"
#include "core/support/Error.h"
#include "core/text/Tokenizer.h"
#include "ui/Icons.h"
#include "ui/Preferences.h"
#include "ui/panels/MessageLabel.h"
#include "ui/panels/ModelCard.h"

#include <fmt/format.h>

#include <QButtonGroup>
#include <QFileDialog>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

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
    switch (state) {
    case ModelState::Shipped:
        //: state of a model that came with the program
        return ModelPicker::tr("Ready");
    case ModelState::Cached:
        return ModelPicker::tr("In the Hugging Face cache");
    case ModelState::Absent:
        break;
    }
    return ModelPicker::tr("Not on this machine");
}

QString withBytes(const QString& state, std::uint64_t bytes)
{
    //: %1 state of a model, %2 size of its weights
    return ModelPicker::tr("%1 · %2").arg(
        state, QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat));
}

/// Throws FileMissing: without a vocabulary no run can start, so that there is no use in a card.
void requireTokenizer(const Checkpoint& checkpoint)
{
    if (!checkpoint.hasTokenizer()) {
        throw Error(ErrorKind::FileMissing,
                    fmt::format("The model folder {} lacks its tokenizer: put the model's vocab.json and "
                                "merges.txt there and open it again.",
                                checkpoint.folder().string()));
    }
}

} // namespace

ModelPicker::ModelPicker(const std::vector<CatalogStatus>& models, QWidget* parent)
    : QWidget(parent)
    , m_cards(new QVBoxLayout)
    , m_group(new QButtonGroup(this))
    , m_open(new QPushButton(icon(QStringLiteral("folder")), tr("Open &model folder…"), this))
    , m_message(new MessageLabel(this))
    , m_inspection([this](OpenedFolder opened) { showOpened(std::move(opened)); },
                   [this](const RunFailure& failure) {
                       m_message->showFailure(failure);
                       emit choiceChanged();
                   })
{
    m_open->setToolTip(
        tr("A GPT-Neo in Hugging Face's layout: config.json, model.safetensors, vocab.json and "
           "merges.txt. It may also be dropped onto the window."));
    m_cards->setSpacing(6);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(m_cards);
    layout->addWidget(m_open);
    layout->addWidget(m_message);

    for (const CatalogStatus& status : models) {
        if (status.state != ModelState::Absent) {
            const CatalogEntry& entry = *status.entry;
            addCard({.title = QString::fromStdString(entry.title),
                     .size = sizeText(entry.numLayers, entry.numNeurons),
                     .state = withBytes(stateText(status.state), entry.weightBytes),
                     .numLayers = entry.numLayers},
                    {.name = entry.name,
                     .folder = status.folder,
                     .widths = {.numLayers = entry.numLayers,
                                .hiddenSize = entry.hiddenSize,
                                .numNeurons = entry.numNeurons}});
        }
    }
    m_numCatalogued = m_choices.size();
    chooseAsLastTime();

    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool isChecked) {
        if (!isChecked) {
            card(id)->setForecast({});
        } else {
            if (static_cast<std::size_t>(id) < m_numCatalogued) {
                Preferences::setModelName(
                    QString::fromStdString(m_choices.at(static_cast<std::size_t>(id)).name));
            }
            m_message->clear();
            emit choiceChanged();
        }
    });
    connect(m_open, &QPushButton::clicked, this, &ModelPicker::browse);
}

ModelPicker::~ModelPicker() = default;

std::optional<ModelChoice> ModelPicker::choice() const
{
    const int id = m_group->checkedId();
    return id >= 0 ? std::optional(m_choices.at(static_cast<std::size_t>(id))) : std::nullopt;
}

bool ModelPicker::isReading() const
{
    return m_inspection.isRunning();
}

void ModelPicker::openFolder(const std::filesystem::path& folder)
{
    m_message->clear();
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
    if (auto* chosen = card(m_group->checkedId())) {
        chosen->setForecast(forecast);
    }
}

/// On a pool thread: reads the configuration, every header and the vocabulary, as a run will.
ModelPicker::OpenedFolder ModelPicker::inspect(const std::filesystem::path& folder)
{
    const auto checkpoint = Checkpoint::open(folder);
    requireTokenizer(*checkpoint);
    static_cast<void>(
        Tokenizer::load(checkpoint->vocabFile(), checkpoint->mergesFile())); // throws if damaged
    OpenedFolder opened;
    const std::filesystem::path clean = std::filesystem::absolute(folder).lexically_normal();
    opened.choice.name = (clean.has_filename() ? clean : clean.parent_path()).filename().string();
    opened.choice.folder = folder;
    opened.choice.widths = {.numLayers = checkpoint->config().numLayers,
                            .hiddenSize = checkpoint->config().hiddenSize,
                            .numNeurons = checkpoint->config().intermediateSize};
    for (const std::filesystem::path& file : checkpoint->weightFiles()) {
        opened.weightBytes += std::filesystem::file_size(file);
    }
    return opened;
}

ModelCard* ModelPicker::addCard(const ModelCardText& text, ModelChoice choice)
{
    auto* card = new ModelCard(text, this);
    card->setToolTip(QString::fromStdString(choice.folder.string()));
    m_group->addButton(card, static_cast<int>(m_choices.size()));
    m_choices.push_back(std::move(choice));
    m_cards->addWidget(card);
    return card;
}

void ModelPicker::removeOpenedCard()
{
    if (m_choices.size() > m_numCatalogued) {
        delete m_group->button(static_cast<int>(m_numCatalogued));
        m_choices.pop_back();
    }
}

void ModelPicker::showOpened(OpenedFolder opened)
{
    removeOpenedCard();
    const QString title = QString::fromStdString(opened.choice.name);
    const ModelWidths widths = opened.choice.widths;
    //: state of a model that the user has opened from a folder
    ModelCard* card = addCard({.title = title,
                               .size = sizeText(widths.numLayers, widths.numNeurons),
                               .state = withBytes(tr("From a folder"), opened.weightBytes),
                               .numLayers = widths.numLayers},
                              std::move(opened.choice));
    card->setChecked(true);
}

void ModelPicker::chooseAsLastTime()
{
    const std::string last = Preferences::modelName().toStdString();
    int chosen = 0;
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        if (m_choices[i].name == last) {
            chosen = static_cast<int>(i);
        }
    }
    if (auto* card = m_group->button(chosen)) {
        card->setChecked(true);
    }
}

} // namespace bathyscope::ui
