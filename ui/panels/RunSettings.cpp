// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/RunSettings.h"

#include "ui/Icons.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>
#include <QThread>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace bathyscope::ui {

namespace {

constexpr int mostTokens = 10'000'000;
constexpr int mostMegabytes = 10'000'000;
constexpr int longestWindow = 1'000'000; // the model's own limit is checked when it is opened

QString nameOf(const HookPointInfo& hook)
{
    return QString::fromLatin1(hook.name.data(), static_cast<qsizetype>(hook.name.size()));
}

void addRow(QFormLayout& form, const QString& label, QWidget& control, const QString& toolTip)
{
    control.setToolTip(toolTip);
    form.addRow(label, &control);
    form.labelForField(&control)->setToolTip(toolTip);
    control.setAccessibleName(QString(label).remove(u'&').remove(u':'));
    control.setAccessibleDescription(toolTip);
}

} // namespace

RunSettings::RunSettings(QWidget* parent)
    : QWidget(parent)
    , m_fold(new QToolButton(this))
    , m_summary(new QLabel(this))
    , m_tokens(new QSpinBox)
    , m_window(new QSpinBox)
    , m_hook(new QComboBox)
    , m_precision(new QComboBox)
    , m_memory(new QSpinBox)
    , m_threads(new QSpinBox)
    , m_form(makeForm())
{
    m_fold->setObjectName(QStringLiteral("fold"));
    m_fold->setText(tr("S&ettings"));
    m_fold->setCheckable(true);
    m_fold->setProperty("flat", true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setFocusPolicy(Qt::StrongFocus);
    m_fold->setToolTip(
        tr("Tokens, window length, hook point, precision, memory and threads of the next run."));
    m_summary->setProperty("role", QStringLiteral("secondary"));
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_fold, 0, Qt::AlignLeft);
    layout->addWidget(m_summary);
    layout->addWidget(m_form);

    setChoices(Preferences::runChoices());
    m_fold->setChecked(Preferences::areSettingsUnfolded());
    fold(m_fold->isChecked());
    connect(m_fold, &QToolButton::toggled, this, &RunSettings::fold);
    for (QSpinBox* box : {m_tokens, m_window, m_memory, m_threads}) {
        connect(box, &QSpinBox::valueChanged, this, &RunSettings::follow);
    }
    for (QComboBox* box : {m_hook, m_precision}) {
        connect(box, &QComboBox::currentIndexChanged, this, &RunSettings::follow);
    }
}

QWidget* RunSettings::makeForm()
{
    auto* form = new QWidget(this);
    auto* layout = new QFormLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(10);
    layout->setVerticalSpacing(6);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);

    for (QSpinBox* box : {m_tokens, m_window, m_memory, m_threads}) {
        box->setGroupSeparatorShown(true);
        box->setAccelerated(true);
    }
    m_tokens->setRange(2, mostTokens);
    m_tokens->setSingleStep(512);
    addRow(*layout, tr("&Tokens:"), *m_tokens,
           tr("How many tokens of the text are read at most. Time grows in proportion."));
    m_window->setRange(1, longestWindow);
    m_window->setSingleStep(64);
    addRow(*layout, tr("&Window:"), *m_window,
           tr("Tokens that the model reads together; each window starts anew. At most the model's positions: "
              "2,048 for the published GPT-Neo models."));
    for (const HookPointInfo& hook : hookPoints()) {
        m_hook->addItem(nameOf(hook), static_cast<int>(hook.point));
    }
    addRow(*layout, tr("Hoo&k point:"), *m_hook,
           tr("Where in each block the neurons are looked at. mlp.hook_pre is the output of mlp.c_fc, before "
              "the "
              "activation function."));
    m_precision->addItem(tr("float32, exact"), static_cast<int>(PrecisionChoice::Float32));
    m_precision->addItem(tr("Fastest here"), static_cast<int>(PrecisionChoice::Auto));
    m_precision->addItem(tr("bfloat16"), static_cast<int>(PrecisionChoice::Bfloat16));
    addRow(*layout, tr("&Precision:"), *m_precision,
           tr("Of the products with weights. bfloat16 keeps eight bits: several times faster on processors "
              "that have the instructions, and correlations change in their third decimal."));
    m_memory->setRange(0, mostMegabytes);
    m_memory->setSingleStep(100);
    m_memory->setSuffix(tr(" MB"));
    m_memory->setSpecialValueText(tr("No limit"));
    addRow(*layout, tr("&Memory:"), *m_memory,
           tr("What the program should need at most. For long texts the hidden states then go to a scratch "
              "file; results stay the same."));
    m_threads->setRange(0, QThread::idealThreadCount());
    m_threads->setSpecialValueText(tr("All cores"));
    addRow(*layout, tr("Threa&ds:"), *m_threads,
           tr("Threads that compute. All cores means one for each physical core; more are rarely faster."));
    return form;
}

RunChoices RunSettings::choices() const
{
    return {.maxTokens = static_cast<std::size_t>(m_tokens->value()),
            .windowLength = static_cast<std::size_t>(m_window->value()),
            .hook = static_cast<HookPoint>(m_hook->currentData().toInt()),
            .precision = static_cast<PrecisionChoice>(m_precision->currentData().toInt()),
            .memoryMegabytes = static_cast<std::size_t>(m_memory->value()),
            .numThreads = static_cast<std::size_t>(m_threads->value())};
}

void RunSettings::setChoices(const RunChoices& choices)
{
    m_tokens->setValue(static_cast<int>(choices.maxTokens));
    m_window->setValue(static_cast<int>(choices.windowLength));
    m_hook->setCurrentIndex(m_hook->findData(static_cast<int>(choices.hook)));
    m_precision->setCurrentIndex(m_precision->findData(static_cast<int>(choices.precision)));
    m_memory->setValue(static_cast<int>(std::min<std::size_t>(choices.memoryMegabytes, mostMegabytes)));
    m_threads->setValue(static_cast<int>(choices.numThreads));
    follow();
}

void RunSettings::fold(bool isUnfolded)
{
    m_form->setVisible(isUnfolded);
    m_summary->setVisible(!isUnfolded);
    m_fold->setIcon(icon(isUnfolded ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    Preferences::setSettingsUnfolded(isUnfolded);
}

void RunSettings::follow()
{
    Preferences::setRunChoices(choices());
    //: %1 tokens and %2 tokens a window are numbers, %3 is a name such as mlp.hook_pre
    m_summary->setText(tr("%1 tokens · windows of %2 · %3")
                           .arg(m_tokens->locale().toString(m_tokens->value()),
                                m_window->locale().toString(m_window->value()), m_hook->currentText()));
    m_summary->setToolTip(m_summary->text());
    emit choicesChanged();
}

} // namespace bathyscope::ui
