// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/SettingsPanel.h"

#include "core/analysis/AnalysisRequest.h"
#include "ui/panels/HookPointBox.h"
#include "ui/panels/StatisticsSettings.h"
#include "ui/widgets/Fold.h"
#include "ui/widgets/FormRow.h"
#include "ui/words/HookText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QThread>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdint>

namespace bathyscope::ui {

namespace {

constexpr int mostTokens = 10'000'000;
constexpr int mostMegabytes = 10'000'000;
constexpr std::uint64_t bytesPerMegabyte = 1'000'000;
constexpr int longestWindow = 1'000'000; // of a model whose positions are not known

} // namespace

SettingsPanel::SettingsPanel(QWidget* parent)
    : QWidget(parent)
    , m_tokens(new QSpinBox)
    , m_window(new QSpinBox)
    , m_splitDocuments(new QCheckBox(tr("Windows end with doc&uments")))
    , m_hook(new HookPointBox)
    , m_hookText(new QLabel)
    , m_precision(new QComboBox)
    , m_memory(new QSpinBox)
    , m_threads(new QSpinBox)
    , m_statistics(new StatisticsSettings)
    , m_readingFold(
          new Fold("settings", tr("S&ettings"),
                   tr("Tokens, window length, hook point, precision, memory and threads of the next run."),
                   makeReading()))
    , m_statisticsFold(new Fold(
          "statistics", tr("St&atistics"),
          tr("What is tested, where token frequency comes from, and which tokens count."), m_statistics))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_readingFold);
    layout->addWidget(m_statisticsFold);

    setSettings(Preferences::runSettings());
    connect(m_window, &QSpinBox::valueChanged, this, &SettingsPanel::takeWindow);
    for (QSpinBox* box : {m_tokens, m_memory, m_threads}) {
        connect(box, &QSpinBox::valueChanged, this, &SettingsPanel::follow);
    }
    for (const QComboBox* box : std::initializer_list<QComboBox*> {m_hook, m_precision}) {
        connect(box, &QComboBox::currentIndexChanged, this, &SettingsPanel::follow);
    }
    connect(m_splitDocuments, &QCheckBox::toggled, this, &SettingsPanel::follow);
    connect(m_statistics, &StatisticsSettings::settingsChanged, this, &SettingsPanel::follow);
}

QWidget* SettingsPanel::makeReading()
{
    auto* reading = new QWidget;
    QFormLayout* form = makeForm(*reading);

    for (QSpinBox* box : {m_tokens, m_window, m_memory, m_threads}) {
        box->setGroupSeparatorShown(true);
        box->setAccelerated(true);
    }
    m_tokens->setRange(2, mostTokens);
    m_tokens->setSingleStep(512);
    addFormRow(*form, tr("&Tokens:"), *m_tokens,
               tr("How many tokens of the text are read at most. Time grows in proportion."));
    m_window->setRange(1, longestWindow);
    m_window->setSingleStep(64);
    addFormRow(
        *form, tr("&Window:"), *m_window,
        tr("Tokens that the model reads together; each window starts anew. At most the model's positions: "
           "2,048 for the published GPT-Neo models. For a model with fewer, windows are as long as it "
           "allows."));
    const QString splitting =
        tr("No window has words of two documents. A document ends at <|endoftext|>, which is then no token, "
           "and at the end of a JSON line. Windows become shorter than asked for.");
    m_splitDocuments->setToolTip(splitting);
    m_splitDocuments->setAccessibleDescription(splitting);
    form->addRow(m_splitDocuments);
    addFormRow(*form, tr("Hoo&k point:"), *m_hook,
               tr("Where in the model activations are looked at. Names are those of TransformerLens; "
                  "mlp.hook_pre is "
                  "what the study looks at."));
    m_hookText->setObjectName(QStringLiteral("hookText"));
    m_hookText->setProperty("role", QStringLiteral("secondary"));
    m_hookText->setWordWrap(true);
    form->addRow(m_hookText);
    m_precision->addItem(tr("float32, exact"), static_cast<int>(PrecisionChoice::Float32));
    m_precision->addItem(tr("Fastest here"), static_cast<int>(PrecisionChoice::Auto));
    m_precision->addItem(tr("bfloat16"), static_cast<int>(PrecisionChoice::Bfloat16));
    addFormRow(
        *form, tr("&Precision:"), *m_precision,
        tr("Of the products with weights. bfloat16 keeps eight bits: several times faster on processors "
           "that have the instructions, and correlations change in their third decimal."));
    m_memory->setRange(0, mostMegabytes);
    m_memory->setSingleStep(100);
    m_memory->setSuffix(tr(" MB"));
    m_memory->setSpecialValueText(tr("No limit"));
    addFormRow(
        *form, tr("&Memory:"), *m_memory,
        tr("What the program should need at most. For long texts the hidden states then go to a scratch "
           "file; results stay the same."));
    m_threads->setRange(0, QThread::idealThreadCount());
    m_threads->setSpecialValueText(tr("All cores"));
    addFormRow(
        *form, tr("Threa&ds:"), *m_threads,
        tr("Threads that compute. All cores means one for each physical core; more are rarely faster."));
    return reading;
}

RunSettings SettingsPanel::settings() const
{
    RunSettings settings = m_statistics->settings();
    settings.maxTokens = static_cast<std::size_t>(m_tokens->value());
    settings.windowLength = static_cast<std::size_t>(m_window->value());
    settings.splitsDocuments = m_splitDocuments->isChecked();
    settings.hook = m_hook->hookPoint();
    settings.precision = static_cast<PrecisionChoice>(m_precision->currentData().toInt());
    settings.memoryBytes = static_cast<std::uint64_t>(m_memory->value()) * bytesPerMegabyte;
    settings.numThreads = static_cast<std::size_t>(m_threads->value());
    return settings;
}

void SettingsPanel::setSettings(const RunSettings& settings)
{
    m_tokens->setValue(static_cast<int>(settings.maxTokens));
    m_wantedWindow = settings.windowLength == 0
        ? static_cast<int>(usualWindowLength)
        : static_cast<int>(std::min<std::size_t>(settings.windowLength, longestWindow));
    showWindow();
    m_splitDocuments->setChecked(settings.splitsDocuments);
    m_hook->setHookPoint(settings.hook);
    m_precision->setCurrentIndex(m_precision->findData(static_cast<int>(settings.precision)));
    m_memory->setValue(
        static_cast<int>(std::min<std::uint64_t>(settings.memoryBytes / bytesPerMegabyte, mostMegabytes)));
    m_threads->setValue(static_cast<int>(settings.numThreads));
    m_statistics->setSettings(settings);
    follow();
}

void SettingsPanel::setModel(const ModelWidths& widths)
{
    m_hook->setModel(widths);
    m_hookText->setText(m_hook->explanation());
    const std::size_t positions = widths.maxPositions;
    const int before = m_window->value();
    {
        const QSignalBlocker silence(m_window); // what a model allows changes nothing of what is wanted
        m_window->setMaximum(positions == 0
                                 ? longestWindow
                                 : static_cast<int>(std::min<std::size_t>(positions, longestWindow)));
    }
    showWindow();
    if (m_window->value() != before) {
        follow();
    }
}

void SettingsPanel::takeWindow(int length)
{
    m_wantedWindow = length;
    follow();
}

/// QSpinBox keeps to its maximum by itself.
void SettingsPanel::showWindow()
{
    const QSignalBlocker silence(m_window);
    m_window->setValue(m_wantedWindow);
}

QString SettingsPanel::obstacle() const
{
    return m_statistics->obstacle();
}

void SettingsPanel::follow()
{
    RunSettings remembered = settings();
    remembered.windowLength = static_cast<std::size_t>(m_wantedWindow);
    Preferences::setRunSettings(remembered);
    //: %1 tokens and %2 tokens a window are numbers, %3 is a name such as mlp.hook_pre
    m_readingFold->setSummary(tr("%1 tokens · windows of %2 · %3")
                                  .arg(m_tokens->locale().toString(m_tokens->value()),
                                       m_window->locale().toString(m_window->value()),
                                       hookName(m_hook->hookPoint())));
    m_hookText->setText(m_hook->explanation());
    m_statisticsFold->setSummary(m_statistics->summary());
    emit settingsChanged();
}

} // namespace bathyscope::ui
