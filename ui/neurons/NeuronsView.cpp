// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/neurons/NeuronsView.h"

#include "ui/figures/HistogramPlotData.h"
#include "ui/look/Preferences.h"
#include "ui/neurons/NeuronFilterBar.h"
#include "ui/neurons/NeuronPanel.h"
#include "ui/neurons/NeuronTable.h"
#include "ui/neurons/NeuronTableModel.h"
#include "ui/neurons/ProbeNotice.h"
#include "ui/plots/PlotWidget.h"
#include "ui/runs/SelectionState.h"
#include "ui/tokens/RunTokenizer.h"
#include "ui/widgets/ControlBar.h"
#include "ui/widgets/FillingLayout.h"
#include "ui/widgets/ViewPages.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QResizeEvent>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int sideBySideWidth =
    900; // device-independent pixels: from it on, table and neuron stand beside each other
constexpr int leastWidth = 280; // beside each other they need more, but then they are put above each other
constexpr int edge = 14;

} // namespace

NeuronsView::NeuronsView(SelectionState& selection, QWidget* parent)
    : SnapshotView(selection, parent)
    , m_pages(new ViewPages(this))
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_filter(new NeuronFilterBar)
    , m_table(new NeuronTable)
    , m_detail(new QStackedWidget)
    , m_invitation(new QLabel)
    , m_notice(new ProbeNotice)
    , m_panel(new NeuronPanel)
    , m_drawing([this](const Drawn& drawn) { showPortrait(drawn); },
                [this](const RunFailure& failure) {
                    m_broken[m_probe] = failure.detail;
                    showMissing(failure.detail);
                })
{
    m_pages->controls().hide();
    m_invitation->setObjectName(QStringLiteral("invitation"));
    m_invitation->setAlignment(Qt::AlignCenter);
    m_invitation->setWordWrap(true);
    m_invitation->setMargin(edge);
    m_invitation->setForegroundRole(QPalette::PlaceholderText);
    m_invitation->setBackgroundRole(QPalette::Base);
    m_invitation->setAutoFillBackground(true);
    for (QWidget* page : {static_cast<QWidget*>(m_invitation), static_cast<QWidget*>(m_notice),
                          static_cast<QWidget*>(m_panel)}) {
        m_detail->addWidget(page);
    }
    makeTable();
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setMinimumWidth(leastWidth);
    m_pages->setPlots(m_splitter);
    m_pages->setEmptyText(emptyText());
    makeLayerShortcuts();

    auto* find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_filter, &NeuronFilterBar::focusExpression);
    connect(m_filter, &NeuronFilterBar::filterChanged, this, &NeuronsView::list);
    connect(m_filter, &NeuronFilterBar::listWanted, m_table, [this] { m_table->setFocus(); });
    connect(m_filter, &NeuronFilterBar::rRangeRemoved, this, [this] {
        Selection without = this->selection().selection();
        without.rRange = std::nullopt;
        this->selection().select(without);
    });
    connect(m_table, &NeuronTable::neuronChosen, this, &NeuronsView::choose);
    connect(&this->selection(), &SelectionState::selectionChanged, this, &NeuronsView::scheduleRender);
    connect(m_panel, &NeuronPanel::tokenChosen, this, [this](std::size_t token, bool isStep) {
        Selection with = this->selection().selection();
        with.token = token;
        select(with, isStep);
    });
    connect(m_notice, &ProbeNotice::folderRequested, this, &NeuronsView::browseModel);
    setFocusProxy(m_table);
    showLayer();
}

NeuronsView::~NeuronsView() = default;

void NeuronsView::makeTable()
{
    auto* columns = new QPushButton(tr("&Columns"));
    columns->setMenu(&m_table->columnMenu());
    columns->setToolTip(tr("Which columns the table shows."));
    auto* copy = new QPushButton(tr("Cop&y"));
    copy->setToolTip(
        tr("Copies the selected rows, or the whole list, with the columns in sight (Ctrl+C in the table)."));
    connect(copy, &QPushButton::clicked, m_table, &NeuronTable::copy);

    QWidget* side = stacked({m_filter, m_table}, m_table);
    m_filter->addButtons({columns, copy});
    m_splitter->addWidget(side);
}

void NeuronsView::setRecovery(ProbeRecovery& recovery)
{
    Q_ASSERT(!m_recovery);
    m_recovery = &recovery;
    connect(m_recovery, &ProbeRecovery::changed, this, [this] {
        if (isVisible()) {
            showSelected();
        } else {
            scheduleRender();
        }
    });
    connect(m_notice, &ProbeNotice::recomputationRequested, this, [this] {
        if (m_run) {
            m_recovery->start(*m_run, {});
        }
    });
    connect(m_notice, &ProbeNotice::cancelled, m_recovery, &ProbeRecovery::cancel);
}

void NeuronsView::setTokenizer(RunTokenizer& tokenizer)
{
    Q_ASSERT(!m_tokenizer);
    m_tokenizer = &tokenizer;
    connect(m_tokenizer, &RunTokenizer::changed, this, [this] {
        if (m_shown && m_run && m_shown->run == m_run->info) {
            m_panel->setTexts(texts());
        }
    });
}

RunTexts NeuronsView::texts() const
{
    return m_tokenizer && m_run ? m_tokenizer->textsOf(m_run->info) : RunTexts {};
}

PlotWidget* NeuronsView::currentPlot() const
{
    return m_shown && m_detail->currentWidget() == m_panel ? m_panel->currentPlot() : nullptr;
}

QString NeuronsView::exportName() const
{
    return m_shown
        ? worded(hookElement(m_shown->of.hook.point), QStringLiteral("{neuron|dimension}-%1-%2-%3"))
              .arg(QString::fromStdString(m_shown->of.hook.name()))
              .arg(m_shown->of.neuron)
              .arg(m_panel->currentName())
        : QStringLiteral("neuron");
}

QString NeuronsView::caption() const
{
    const QString ofRun = SnapshotView::caption();
    return m_shown ? neuronName(m_shown->of) + QStringLiteral(" · ") + ofRun : ofRun;
}

void NeuronsView::render()
{
    m_run = sharedSnapshot();
    m_layer = m_run ? layerInView(*m_run, selection().layer()) : std::nullopt;
    m_pages->setEmptyText(emptyText());
    if (m_rRange != selection().rRange()) {
        list();
    }
    if (auto summary = m_layer ? m_run->layers[*m_layer] : nullptr; summary != m_summary) {
        m_summary = std::move(summary);
        showLayer();
    }
    m_pages->showPlots(m_summary != nullptr);
    m_panel->setToken(selection().token());
    showSelected();
}

/// The layer that is in view, with what is known of the dips of its neurons.
void NeuronsView::showLayer()
{
    const auto info = m_run ? m_run->info : nullptr;
    if (m_lookedAt.lock() != info) {
        m_lookedAt = info;
        m_dips.clear();
    }
    m_table->neurons().setLayer(m_summary);
    //: %1 a layer
    m_table->setAccessibleName(
        worded(info.get(), tr("{Neurons|Dimensions} of %1")).arg(layerName(info.get(), m_layer.value_or(0))));
    for (const auto& [place, dip] : m_dips) {
        if (place.first == m_layer) {
            m_table->neurons().setDip(place.second, dip);
        }
    }
    showCount();
}

/// What filter and chip ask for.
void NeuronsView::list()
{
    m_rRange = selection().rRange();
    const auto r = m_rRange ? std::optional(std::pair {m_rRange->low, m_rRange->high}) : std::nullopt;
    m_filter->setRRange(r);
    m_table->neurons().setListing({.filter = m_filter->filter(), .r = r});
    showCount();
}

void NeuronsView::showCount()
{
    m_filter->setCount(m_summary ? layerName(*m_run, *m_layer) : QString(),
                       static_cast<std::size_t>(m_table->neurons().rowCount()),
                       m_summary ? m_summary->numNeurons : 0,
                       m_run && m_run->info ? hookElement(m_run->info->hook) : HookElement::Neuron);
    QStringList notComputed;
    for (const std::size_t statistic :
         m_filter->filter() ? m_filter->filter()->statistics() : std::vector<std::size_t> {}) {
        if (m_summary && !m_summary->isComputed(statistic)) {
            notComputed += m_table->neurons().columnName(NeuronTableModel::statisticColumn(statistic));
        }
    }
    m_filter->setNotComputed(notComputed);
}

QString NeuronsView::emptyText() const
{
    const bool hasEnded = snapshot() && snapshot()->outcome != RunOutcome::Running;
    if (hasEnded && snapshot()->numFinished() > 0) {
        return tr("This layer was not finished: choose another layer, or press Run to start again.");
    }
    if (snapshot() && snapshot()->info && m_layer) {
        //: %1 is "Layer 3", or the name of a hook point
        return tr("%1 appears here as soon as it is finished…").arg(layerName(*snapshot(), *m_layer));
    }
    return waitingText(tr("Press Run to see the neurons of each layer, and what each of them does."));
}

/// The run's own, else a recomputed one; null where neither has the layer.
std::shared_ptr<const NeuronProbe> NeuronsView::probeFor(const HookId& hook) const
{
    const auto works = [this, &hook](const std::shared_ptr<const NeuronProbe>& probe) {
        return probe && probe->isAvailable(hook) && !m_broken.contains(probe);
    };
    auto recovered = m_recovery ? m_recovery->stateOf(m_run->info).probe : nullptr;
    return works(m_run->probe) ? m_run->probe : works(recovered) ? recovered : nullptr;
}

/// The selected neuron in the table, and its portrait or what is in its way.
void NeuronsView::showSelected()
{
    const std::optional<std::size_t> neuron = selection().neuron();
    m_table->showNeuron(neuron);
    if (!m_summary || !m_run->info || !neuron || *neuron >= m_summary->numNeurons) {
        m_wanted = std::nullopt;
        m_shown = std::nullopt;
        m_drawing.cancel();
        m_invitation->setText(worded(m_run ? m_run->info.get() : nullptr,
                                     tr("Choose a {neuron|dimension} in the table to see what it does: click "
                                        "its row, or move with the arrow keys.")));
        m_detail->setCurrentWidget(m_invitation);
        return;
    }
    const Subject subject {
        .run = m_run->info, .layer = m_summary, .of = {.hook = m_summary->hook, .neuron = *neuron}};
    if (m_wanted == subject) {
        return;
    }
    if (auto probe = probeFor(m_summary->hook)) {
        draw(subject, std::move(probe));
    } else {
        const auto broken = m_broken.find(m_run->probe);
        showMissing(broken != m_broken.end() ? broken->second : QString::fromStdString(m_run->probeProblem));
    }
}

/// `problem` in English, or nothing.
void NeuronsView::showMissing(const QString& problem)
{
    m_wanted = std::nullopt;
    m_shown = std::nullopt;
    m_drawing.cancel();
    m_notice->setState(*m_run, m_recovery ? m_recovery->stateOf(m_run->info) : ProbeRecoveryState {},
                       problem);
    m_detail->setCurrentWidget(m_notice);
}

void NeuronsView::draw(const Subject& subject, std::shared_ptr<const NeuronProbe> probe)
{
    m_wanted = subject;
    m_probe = probe;
    m_drawing.start([subject, probe = std::move(probe)](const std::stop_token& /*stop*/) {
        auto portrait = portrayNeuron(probe->probe(subject.of.hook, subject.of.neuron), *subject.run);
        return Drawn {.subject = subject,
                      .portrait = std::make_shared<const NeuronPortrait>(std::move(portrait))};
    });
}

void NeuronsView::showPortrait(const Drawn& drawn)
{
    if (m_wanted != drawn.subject || m_summary != drawn.subject.layer) {
        return; // another layer is in view by now, and will be drawn
    }
    const PortraitOf& of = drawn.subject.of;
    m_panel->setPortrait(m_run, of, drawn.portrait, texts());
    m_shown = drawn.subject;
    m_dips[{of.hook.layer, of.neuron}] = drawn.portrait->dip.dip;
    m_table->neurons().setDip(of.neuron, drawn.portrait->dip.dip);
    m_detail->setCurrentWidget(m_panel);
    emit portraitShown();
}

void NeuronsView::choose(std::size_t neuron, bool isStep)
{
    Selection chosen = selection().selection();
    chosen.layer = m_layer ? std::optional(static_cast<int>(*m_layer)) : std::nullopt;
    chosen.neuron = neuron;
    select(chosen, isStep);
}

void NeuronsView::select(const Selection& chosen, bool isStep)
{
    if (isStep) {
        selection().step(chosen);
    } else {
        selection().select(chosen);
    }
}

void NeuronsView::browseModel()
{
    auto* dialog = new QFileDialog(this, tr("The model of this run"), Preferences::folder("model"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        Preferences::setFolder("model", QFileInfo(path).absolutePath());
        if (m_run && m_recovery) {
            m_recovery->start(*m_run, path.toStdString());
        }
        if (m_run && m_tokenizer) {
            m_tokenizer->setFolder(m_run->info, path.toStdString());
        }
    });
    dialog->open();
}

void NeuronsView::resizeEvent(QResizeEvent* event)
{
    SnapshotView::resizeEvent(event);
    const auto orientation = event->size().width() >= sideBySideWidth ? Qt::Horizontal : Qt::Vertical;
    if (m_splitter->orientation() != orientation || !m_isDivided) {
        m_splitter->setOrientation(orientation);
        const int length = orientation == Qt::Horizontal ? event->size().width() : event->size().height();
        m_splitter->setSizes({2 * length / 5, 3 * length / 5});
        m_isDivided = true;
    }
}

} // namespace bathyscope::ui
