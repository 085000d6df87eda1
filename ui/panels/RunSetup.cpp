// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/RunSetup.h"

#include "ui/look/Icons.h"
#include "ui/panels/ModelPicker.h"
#include "ui/panels/SettingsPanel.h"
#include "ui/panels/TextPicker.h"
#include "ui/panels/TextPreviewDialog.h"
#include "ui/widgets/FillingLayout.h"
#include "ui/widgets/MessageLabel.h"
#include "ui/widgets/WrappedLabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyle>
#include <QTimer>
#include <QVBoxLayout>

#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int margin = 14; // device-independent pixels
constexpr int buttonIconSize = 16;

QLabel* makeHeading(const QString& text)
{
    auto* heading = new QLabel(text);
    heading->setProperty("role", QStringLiteral("heading"));
    return heading;
}

} // namespace

RunSetup::RunSetup(const std::vector<CatalogStatus>& models, const std::filesystem::path& resources,
                   QWidget* parent)
    : QWidget(parent)
    , m_models(new ModelPicker(models))
    , m_texts(new TextPicker(resources / "sample-text.txt"))
    , m_settings(new SettingsPanel)
    , m_scroll(new QScrollArea(this))
    , m_button(new QPushButton(this))
    , m_next(new QPushButton(tr("Run &Next"), this))
    , m_obstacle(new WrappedLabel({}, this))
    , m_forecaster(new RunForecaster(this))
{
    auto* choices = new QWidget;
    auto* list = new QVBoxLayout(choices);
    list->setContentsMargins(margin, margin, margin, margin);
    list->setSpacing(6);
    list->addWidget(makeHeading(tr("Model")));
    list->addWidget(m_models);
    list->addSpacing(margin);
    list->addWidget(makeHeading(tr("Text")));
    list->addWidget(m_texts);
    list->addSpacing(margin);
    list->addWidget(m_settings);
    list->addStretch();

    makeScrolled(*choices);

    m_button->setObjectName(QStringLiteral("runButton"));
    m_button->setIconSize(QSize(buttonIconSize, buttonIconSize));
    m_next->setObjectName(QStringLiteral("runNext"));
    m_obstacle->setProperty("role", QStringLiteral("secondary"));
    m_obstacle->setAlignment(Qt::AlignHCenter);

    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(margin, 8, margin, margin);
    foot->setSpacing(6);
    foot->addWidget(m_obstacle);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    buttons->addWidget(m_button, 1);
    buttons->addWidget(m_next, 1);
    foot->addLayout(buttons);

    QVBoxLayout* layout = fillingLayout(this);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(foot);

    connect(m_models, &ModelPicker::choiceChanged, this, &RunSetup::followModel);
    connect(m_models, &ModelPicker::choiceChanged, this, &RunSetup::followRequest);
    connect(m_texts, &TextPicker::documentChanged, this, &RunSetup::followRequest);
    connect(m_models, &ModelPicker::choiceChanged, this, &RunSetup::askForecast);
    connect(m_texts, &TextPicker::documentChanged, this, &RunSetup::askForecast);
    connect(m_texts, &TextPicker::previewRequested, this, &RunSetup::showPreview);
    connect(this, &RunSetup::requestChanged, this, &RunSetup::followPreview);
    connect(m_button, &QPushButton::clicked, this, &RunSetup::press);
    connect(m_next, &QPushButton::clicked, this, &RunSetup::startRequested);
    connect(m_forecaster, &RunForecaster::forecastChanged, m_models, &ModelPicker::showForecast);
    connect(m_settings, &SettingsPanel::settingsChanged, this, &RunSetup::followRequest);
    connect(m_settings, &SettingsPanel::settingsChanged, this, &RunSetup::askForecast);
    followModel();
    setRunning(false);
}

void RunSetup::makeScrolled(QWidget& choices)
{
    m_scroll->setWidget(&choices);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    // It never scrolls sideways, so that what is wider than the dock could not be reached.
    m_scroll->setMinimumWidth(choices.minimumSizeHint().width()
                              + m_scroll->verticalScrollBar()->sizeHint().width());
    for (QWidget* picker : {static_cast<QWidget*>(m_models), static_cast<QWidget*>(m_texts)}) {
        auto* message = picker->findChild<MessageLabel*>(QString(), Qt::FindDirectChildrenOnly);
        connect(message, &MessageLabel::messageShown, this, [this, message] { reveal(*message); });
    }
}

/// A message that lies below what is in sight would not be read; its room is known when the layouts have made
/// it, which takes a turn.
void RunSetup::reveal(QWidget& message)
{
    QTimer::singleShot(0, &message, [this, &message] {
        m_scroll->widget()->layout()->activate();
        m_scroll->ensureWidgetVisible(&message, 0, margin);
    });
}

ModelPicker& RunSetup::models() const
{
    return *m_models;
}

TextPicker& RunSetup::texts() const
{
    return *m_texts;
}

std::optional<AnalysisRequest> RunSetup::request() const
{
    if (!obstacle().isEmpty()) {
        return std::nullopt;
    }
    AnalysisRequest request = requestWithoutText();
    request.text = *m_texts->document();
    return request;
}

/// The text is copied where there is time for it.
AnalysisRequest RunSetup::requestWithoutText() const
{
    const ModelChoice model = *m_models->choice();
    AnalysisRequest request;
    request.settings() = m_settings->settings();
    request.device = DeviceChoice::Cpu; // forecasts know no other
    request.modelName = model.name;
    request.modelFolder = model.folder;
    request.isProbed = true;
    request.isWatched = true;
    return request;
}

QString RunSetup::obstacle() const
{
    if (m_models->isReading()) {
        return tr("The model folder is being checked…");
    }
    if (!m_models->choice()) {
        return tr("Open a model folder first");
    }
    if (m_texts->isReading()) {
        return tr("The text is being read…");
    }
    if (!m_texts->document()) {
        return tr("Choose a text first");
    }
    if (m_texts->document()->text.empty()) {
        return tr("The text is empty: choose another one");
    }
    return m_settings->obstacle();
}

void RunSetup::setForecastFunction(ForecastFunction function)
{
    m_forecaster->setFunction(std::move(function));
    askForecast();
}

/// None beside a run: both would measure too little.
void RunSetup::askForecast()
{
    if (m_isRunning || !obstacle().isEmpty()) {
        m_forecaster->forget();
    } else {
        m_forecaster->ask(requestWithoutText(), m_texts->document());
    }
}

void RunSetup::followModel()
{
    const std::optional<ModelChoice> model = m_models->choice();
    m_settings->setModel(model ? model->widths : ModelWidths {});
}

void RunSetup::setRunning(bool isRunning)
{
    const bool wasRunning = std::exchange(m_isRunning, isRunning);
    m_button->setText(isRunning ? tr("Cancel") : tr("Run"));
    m_button->setIcon(isRunning ? icon(QStringLiteral("stop"))
                                : icon(QStringLiteral("play"), ThemeColor::OnAccent));
    m_button->setToolTip(isRunning ? tr("Stops the run and keeps the finished layers (Esc)")
                                   : tr("Reads the text with the model, layer after layer (Ctrl+R)"));
    m_next->setVisible(isRunning);
    m_button->setProperty("running", isRunning);
    m_button->style()->unpolish(m_button); // the style sheet looks at the property
    m_button->style()->polish(m_button);
    setButtonEnabled(true);
    followRequest();
    if (isRunning && !wasRunning) {
        m_forecaster->stop();
    } else if (!isRunning && wasRunning) {
        askForecast(); // for instance, the weights' digest is known now
    }
}

void RunSetup::setStopping()
{
    m_button->setText(tr("Cancelling…"));
    setButtonEnabled(false);
}

/// A disabled button gives its focus away; it gets it back, so that the keyboard stays where it was.
void RunSetup::setButtonEnabled(bool isEnabled)
{
    m_mustRefocus = m_mustRefocus || (!isEnabled && m_button->hasFocus());
    m_button->setEnabled(isEnabled);
    if (isEnabled && std::exchange(m_mustRefocus, false)) {
        m_button->setFocus();
    }
}

void RunSetup::followRequest()
{
    const QString reason = m_isRunning ? QString() : obstacle();
    m_obstacle->setText(reason);
    m_obstacle->setVisible(!reason.isEmpty());
    m_button->setAccessibleDescription(reason);
    const QString nextReason = obstacle();
    m_next->setEnabled(nextReason.isEmpty());
    m_next->setToolTip(nextReason.isEmpty()
                           ? tr("Adds a run of this model and text, which waits for the one before (Ctrl+R)")
                           : nextReason);
    m_next->setAccessibleDescription(m_next->toolTip());
    if (!m_isRunning) {
        setButtonEnabled(reason.isEmpty());
    }
    emit requestChanged();
}

void RunSetup::showPreview()
{
    if (m_preview == nullptr) {
        m_preview = new TextPreviewDialog(this);
    }
    followPreview();
    m_preview->show();
    m_preview->raise();
    m_preview->activateWindow();
}

/// The preview shows what would be read, also beside a run.
void RunSetup::followPreview()
{
    if (m_preview == nullptr) {
        return;
    }
    if (const QString reason = obstacle(); !reason.isEmpty()) {
        m_preview->showNothing(reason);
    } else {
        m_preview->showText(requestWithoutText(), m_texts->document());
    }
}

void RunSetup::press()
{
    if (m_isRunning) {
        emit cancelRequested();
    } else {
        emit startRequested();
    }
}

} // namespace bathyscope::ui
