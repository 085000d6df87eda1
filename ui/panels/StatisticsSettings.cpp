// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/StatisticsSettings.h"

#include "ui/look/Icons.h"
#include "ui/panels/PermutationsBox.h"
#include "ui/widgets/FormRow.h"
#include "ui/widgets/MessageLabel.h"
#include "ui/words/NumberText.h"
#include "ui/words/ShownPath.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <limits>

namespace bathyscope::ui {

namespace {

QString fileName(const std::filesystem::path& path)
{
    return shownPath(path.filename());
}

void describe(QWidget& control, const QString& toolTip)
{
    control.setToolTip(toolTip);
    control.setAccessibleDescription(toolTip);
}

} // namespace

StatisticsSettings::StatisticsSettings(QWidget* parent)
    : QWidget(parent)
    , m_permutations(new PermutationsBox)
    , m_seed(new QSpinBox)
    , m_rate(new QDoubleSpinBox)
    , m_frequency(new QComboBox)
    , m_chooseTable(new QToolButton)
    , m_tableMessage(new MessageLabel)
    , m_leadingSpace(new QCheckBox(tr("Count the &leading space")))
    , m_skipFirst(new QCheckBox(tr("Leave out the first &of each window")))
    , m_skipNewlines(new QCheckBox(tr("Leave out &newlines")))
{
    QFormLayout* form = makeForm(*this);
    makeTests(*form);
    makeFrequency(*form);
    makeTokens(*form);

    for (QSpinBox* box : {m_permutations, m_seed}) {
        connect(box, &QSpinBox::valueChanged, this, &StatisticsSettings::follow);
    }
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &StatisticsSettings::follow);
    connect(m_frequency, &QComboBox::currentIndexChanged, this, &StatisticsSettings::follow);
    for (QCheckBox* box : {m_leadingSpace, m_skipFirst, m_skipNewlines}) {
        connect(box, &QCheckBox::toggled, this, &StatisticsSettings::follow);
    }
    setSettings({});
}

void StatisticsSettings::makeTests(QFormLayout& form)
{
    for (QSpinBox* box : {m_permutations, m_seed}) {
        box->setGroupSeparatorShown(true);
        box->setAccelerated(true);
    }
    addFormRow(
        form, tr("Permutat&ions:"), *m_permutations,
        tr("How often token lengths are exchanged to see what chance gives. More make small p possible "
           "and take time; without any, nothing is tested."));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    addFormRow(form, tr("&Seed:"), *m_seed,
               tr("Where random numbers begin, for permutations, samples and bootstraps. The same seed gives "
                  "the same numbers."));
    m_rate->setRange(leastDiscoveryRate, mostDiscoveryRate);
    m_rate->setDecimals(3);
    m_rate->setSingleStep(0.01);
    addFormRow(form, tr("False dis&coveries:"), *m_rate,
               tr("Neurons with a q below this are discoveries: about this share of them is expected to be "
                  "there by chance."));
}

void StatisticsSettings::makeFrequency(QFormLayout& form)
{
    m_frequency->addItem(tr("Counts in this text"), QVariant::fromValue(FrequencySource::Corpus));
    m_frequency->addItem(tr("BPE rank"), QVariant::fromValue(FrequencySource::BpeRank));
    m_frequency->addItem(tr("A table"), QVariant::fromValue(FrequencySource::Table));
    addFormRow(
        form, tr("Fre&quency:"), *m_frequency,
        tr("What is held constant to tell length from frequency. Counts in this text are true of it and "
           "noisy for rare tokens; the BPE rank stands for the tokenizer's own text; a table brings the "
           "counts of a larger one."));
    m_chooseTable->setObjectName(QStringLiteral("chooseTable"));
    m_chooseTable->setIcon(icon(QStringLiteral("folder")));
    m_chooseTable->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_chooseTable->setFocusPolicy(Qt::StrongFocus);
    m_chooseTable->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    addFormRow(form, tr("Ta&ble:"), *m_chooseTable, {});
    form.addRow(m_tableMessage);
    connect(m_chooseTable, &QToolButton::clicked, this, &StatisticsSettings::browseTable);
}

void StatisticsSettings::makeTokens(QFormLayout& form)
{
    describe(*m_leadingSpace, tr("The space that belongs to most tokens is part of their length."));
    describe(*m_skipFirst,
             tr("The first token of a window has nothing to look back at, and some neurons answer "
                "it like no other. It is read and left out of the statistics."));
    describe(*m_skipNewlines,
             tr("Tokens with a line feed or carriage return are read and left out of the statistics."));
    for (QCheckBox* box : {m_leadingSpace, m_skipFirst, m_skipNewlines}) {
        form.addRow(box);
    }
}

RunSettings StatisticsSettings::settings() const
{
    return {.numPermutations = static_cast<std::size_t>(m_permutations->value()),
            .falseDiscoveryRate = m_rate->value(),
            .seed = static_cast<std::uint64_t>(m_seed->value()),
            .frequency = {.source = m_frequency->currentData().value<FrequencySource>(), .table = m_table},
            .tokenOptions = {.countsLeadingSpace = m_leadingSpace->isChecked(),
                             .skipsFirst = m_skipFirst->isChecked(),
                             .skipsNewlines = m_skipNewlines->isChecked()}};
}

void StatisticsSettings::setSettings(const RunSettings& settings)
{
    {
        const QSignalBlocker blockTogether(this); // they are one change
        m_table = settings.frequency.table;
        m_permutations->setValue(static_cast<int>(settings.numPermutations));
        m_seed->setValue(
            static_cast<int>(std::min<std::uint64_t>(settings.seed, std::numeric_limits<int>::max())));
        m_rate->setValue(settings.falseDiscoveryRate);
        m_frequency->setCurrentIndex(m_frequency->findData(QVariant::fromValue(settings.frequency.source)));
        m_leadingSpace->setChecked(settings.tokenOptions.countsLeadingSpace);
        m_skipFirst->setChecked(settings.tokenOptions.skipsFirst);
        m_skipNewlines->setChecked(settings.tokenOptions.skipsNewlines);
    }
    follow();
}

QString StatisticsSettings::summary() const
{
    const int numPermutations = m_permutations->value();
    //: K is the number of permutations, q the rate of false discoveries; %3 is where frequency comes from
    return numPermutations > 0
        ? tr("K = %1 · q < %2 · %3")
              .arg(numberText(numPermutations), shortText(m_rate->value(), 3), m_frequency->currentText())
        : tr("No permutations · %1").arg(m_frequency->currentText());
}

QString StatisticsSettings::obstacle() const
{
    return m_obstacle;
}

void StatisticsSettings::openTable(const std::filesystem::path& path)
{
    RunSettings changed = settings();
    changed.frequency = {.source = FrequencySource::Table, .table = path};
    setSettings(changed);
}

void StatisticsSettings::browseTable()
{
    auto* dialog = new QFileDialog(this, tr("Open a table of token frequencies"),
                                   Preferences::folder("table"), tr("Tables (*.csv);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        Preferences::setFolder("table", QFileInfo(path).absolutePath());
        openTable(path.toStdString());
    });
    dialog->open();
}

void StatisticsSettings::follow()
{
    const RunSettings chosen = settings();
    const bool isTable = chosen.frequency.source == FrequencySource::Table;
    auto* form = qobject_cast<QFormLayout*>(layout());
    m_chooseTable->setVisible(isTable);
    form->labelForField(m_chooseTable)->setVisible(isTable);
    m_chooseTable->setText(m_table.empty() ? tr("Choose…") : fileName(m_table));
    const QString format = tr("A CSV file: the line token_id,count, then one token a line.");
    describe(*m_chooseTable, m_table.empty() ? format : shownPath(m_table) + u'\n' + format);

    std::error_code ignored;
    m_obstacle.clear();
    m_tableMessage->clear();
    if (isTable && m_table.empty()) {
        m_obstacle = tr("Choose a table of token frequencies first");
    } else if (isTable && !std::filesystem::is_regular_file(m_table, ignored)) {
        m_obstacle = tr("The table of token frequencies is missing");
        m_tableMessage->showWarning(m_obstacle, shownPath(m_table));
    }
    emit settingsChanged();
}

} // namespace bathyscope::ui
