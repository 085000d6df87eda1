// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/FindingsView.h"

#include "ui/views/FindingCard.h"
#include "ui/widgets/ControlBar.h"
#include "ui/widgets/MessageLabel.h"
#include "ui/widgets/ViewPages.h"
#include "ui/words/NumberText.h"
#include "ui/words/RunCaption.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int margin = 14; // device-independent pixels
constexpr int cardGap = 8;

} // namespace

FindingsView::FindingsView(SelectionState& selection, QWidget* parent)
    : SnapshotView(selection, parent)
    , m_pages(new ViewPages(this))
    , m_copy(new QPushButton(tr("Copy &all")))
    , m_runControl(new QPushButton)
    , m_controlStatus(new QLabel)
    , m_controlMessage(new MessageLabel)
    , m_learned(new FindingCard)
{
    makeControls();
    m_controlStatus->setObjectName(QStringLiteral("controlStatus"));
    m_controlStatus->setProperty("role", QStringLiteral("secondary"));
    m_controlStatus->setWordWrap(true);

    auto* content = new QWidget;
    m_list = new QVBoxLayout(content);
    m_list->setContentsMargins(margin, margin, margin, margin);
    m_list->setSpacing(cardGap);
    m_list->addWidget(m_controlStatus);
    m_list->addWidget(m_controlMessage);
    m_list->addWidget(m_learned);
    m_list->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Findings"));
    m_pages->setPlots(scroll);

    m_pages->setEmptyText(emptyText());
    renderControl();
}

void FindingsView::makeControls()
{
    m_copy->setObjectName(QStringLiteral("copyAll"));
    m_copy->setEnabled(false);
    m_pages->controls().addButton(*m_copy,
                                  tr("Copies all findings as text, with the run that they come from."));
    m_runControl->setObjectName(QStringLiteral("runControl"));
    m_pages->controls().addButton(*m_runControl, {});
    connect(m_copy, &QPushButton::clicked, this, &FindingsView::copyAll);
    connect(m_runControl, &QPushButton::clicked, this, [this] {
        if (m_control.isRunning) {
            m_runControl->setEnabled(false); // until it has stopped
            emit controlCancelled();
        } else {
            emit controlRequested();
        }
    });
}

void FindingsView::setViewTitles(QHash<QString, QString> titles)
{
    m_viewTitles = std::move(titles);
    scheduleRender();
}

void FindingsView::setControl(const ControlState& state)
{
    m_control = state;
    scheduleRender();
}

PlotWidget* FindingsView::currentPlot() const
{
    return nullptr;
}

QString FindingsView::exportName() const
{
    return QStringLiteral("findings");
}

void FindingsView::render()
{
    const bool isThere = snapshot() && !snapshot()->findings.empty();
    m_pages->setEmptyText(emptyText());
    m_pages->showPlots(isThere);
    m_copy->setEnabled(isThere);
    setNumCards(isThere ? static_cast<qsizetype>(snapshot()->findings.size()) : 0);
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        const Finding& finding = snapshot()->findings[static_cast<std::size_t>(i)];
        const auto view = QLatin1String(finding.view.data(), static_cast<qsizetype>(finding.view.size()));
        m_cards[i]->setFinding(finding, m_viewTitles.value(view), verdictOfControl(finding.id));
    }
    renderControl();
}

void FindingsView::renderControl()
{
    m_runControl->setText(m_control.isRunning ? tr("&Cancel the control")
                                              : tr("Run the random-&weights control"));
    m_runControl->setEnabled(m_control.isRunning || m_control.obstacle.isEmpty());
    const QString purpose =
        tr("Runs the same text through the same model with weights drawn anew. What such a model shows as "
           "well has not been learned: it comes from the architecture and the text.");
    m_runControl->setToolTip(m_control.obstacle.isEmpty() ? purpose : purpose + u'\n' + m_control.obstacle);
    m_runControl->setAccessibleDescription(m_runControl->toolTip());

    m_controlStatus->setText(controlText());
    m_controlStatus->setVisible(!m_controlStatus->text().isEmpty());
    if (m_control.failure) {
        m_controlMessage->showFailure(*m_control.failure);
    } else {
        m_controlMessage->clear();
    }
    m_learned->setVisible(m_control.finding.has_value());
    if (m_control.finding) {
        m_learned->setFinding(*m_control.finding);
    }
}

void FindingsView::setNumCards(qsizetype number)
{
    while (m_cards.size() > number) {
        delete m_cards.takeLast();
    }
    while (m_cards.size() < number) {
        auto* card = new FindingCard;
        connect(card, &FindingCard::viewRequested, this, &FindingsView::viewRequested);
        m_list->insertWidget(m_list->count() - 1, card); // the stretch stays last
        m_cards << card;
    }
}

std::optional<FindingVerdict> FindingsView::verdictOfControl(std::string_view id) const
{
    if (!m_control.snapshot) {
        return std::nullopt;
    }
    const std::vector<Finding>& findings = m_control.snapshot->findings;
    const auto found = std::ranges::find(findings, id, &Finding::id);
    return found != findings.end() ? std::optional(found->verdict) : std::nullopt;
}

QString FindingsView::emptyText() const
{
    if (!snapshot()) {
        return tr("Press Run: when the run ends, this says in words and numbers what it has shown.");
    }
    if (snapshot()->outcome == RunOutcome::Running) {
        return tr("The findings are stated when the run ends…");
    }
    return tr("This run has no findings: press Run to start again.");
}

QString FindingsView::controlText() const
{
    if (m_control.failure) {
        return tr("The control has failed:");
    }
    if (m_control.wasCancelled) {
        return tr("The control was cancelled.");
    }
    if (!m_control.isRunning) {
        return {};
    }
    if (!m_control.snapshot || m_control.snapshot->layers.empty()) {
        return tr("Control: reading the model and the text…");
    }
    const std::size_t numLayers = m_control.snapshot->layers.size();
    const std::size_t layer = std::min(m_control.snapshot->progress.layersDone + 1, numLayers);
    //: progress of the random-weights control; both are numbers
    return tr("Control: layer %1 of %2").arg(numberText(layer), numberText(numLayers));
}

QString FindingsView::text() const
{
    if (m_cards.isEmpty()) {
        return {};
    }
    QStringList parts {runCaption(*snapshot())};
    for (const FindingCard* card : m_cards) {
        parts << card->text();
    }
    if (m_control.finding) {
        parts << m_learned->text();
    }
    return parts.join(QStringLiteral("\n\n")) + u'\n';
}

void FindingsView::copyAll() const
{
    QGuiApplication::clipboard()->setText(text());
}

} // namespace bathyscope::ui
