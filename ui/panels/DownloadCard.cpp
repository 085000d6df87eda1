// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/DownloadCard.h"

#include "ui/look/Icons.h"
#include "ui/widgets/CardPainting.h"
#include "ui/widgets/MessageLabel.h"
#include "ui/words/DurationText.h"
#include "ui/words/NumberText.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int barSteps = 1000;

} // namespace

DownloadCard::DownloadCard(const DownloadCardText& text, ModelOrder order, DownloadFunctions functions,
                           std::string blob, QWidget* parent)
    : QWidget(parent)
    , m_text(text)
    , m_download(new ModelDownload(std::move(order), std::move(functions), std::move(blob), this))
    , m_state(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_begin(new QPushButton(icon(QStringLiteral("fetch")), {}, this))
    , m_main(new QPushButton(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_message(new MessageLabel(this))
{
    auto* title = new QLabel(text.title, this);
    title->setFont(card::titleFont(font()));
    auto* size = new QLabel(text.size, this);
    size->setVisible(!text.size.isEmpty());
    m_state->setProperty("role", QStringLiteral("secondary"));
    m_state->setWordWrap(true);
    for (QLabel* label : {title, size, m_state}) {
        label->setTextFormat(Qt::PlainText); // a name from the hub, or a reason
    }
    size->setFont(card::smallFont(font()));
    m_state->setFont(card::smallFont(font()));
    m_bar->setRange(0, barSteps);
    m_bar->setTextVisible(false);
    //: %1 name of a model
    m_bar->setAccessibleName(tr("Progress of fetching %1").arg(text.title));
    m_cancel->setToolTip(tr("Stops, and removes what has come of the file that was under way."));

    const QString amount = bytesText(text.bytesTotal, 1);
    m_begin->setText(text.bytesTotal > 0 ? amount : tr("Download"));
    m_begin->setToolTip(
        text.bytesTotal > 0
            //: %1 how much, such as 526 MB
            ? tr("Downloads %1 from the Hugging Face hub into its cache, where other tools find "
                 "the model too.")
                  .arg(amount)
            : tr("Downloads the model from the Hugging Face hub into its cache."));
    //: what a screen reader says: %1 how much, such as 526 MB, %2 name of a model
    m_begin->setAccessibleName(tr("Download %1: %2").arg(m_begin->text(), text.title));

    auto* top = new QHBoxLayout;
    top->setSpacing(6);
    top->addWidget(title, 1);
    top->addWidget(m_begin);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 4, 0, 0);
    buttons->setSpacing(6);
    buttons->addWidget(m_main);
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(card::padding + card::depthWidth + card::padding, card::padding, card::padding,
                              card::padding);
    lines->setSpacing(card::lineGap);
    lines->addLayout(top);
    lines->addWidget(size);
    lines->addWidget(m_state);
    lines->addWidget(m_bar);
    lines->addWidget(m_message);
    lines->addLayout(buttons);

    connect(m_begin, &QPushButton::clicked, m_download, &ModelDownload::start);
    connect(m_main, &QPushButton::clicked, this, &DownloadCard::press);
    connect(m_cancel, &QPushButton::clicked, m_download, &ModelDownload::cancel);
    connect(m_download, &ModelDownload::changed, this, &DownloadCard::follow);
    connect(m_download, &ModelDownload::done, this, &DownloadCard::fetched);
    follow();
}

ModelDownload& DownloadCard::download() const
{
    return *m_download;
}

const QString& DownloadCard::title() const
{
    return m_text.title;
}

void DownloadCard::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    card::paintFrame(painter, rect(), ThemeColor::Base, false);
    constexpr qreal mostHeight = 60; // stripes further apart would look like another model's
    const QRectF depth(card::padding, card::padding + 1, card::depthWidth,
                       std::min<qreal>(mostHeight, height() - 2 * card::padding - 2));
    card::paintDepth(painter, depth, m_text.numLayers, ThemeColor::Disabled);
}

void DownloadCard::follow()
{
    const DownloadState state = m_download->state();
    const FetchProgress& progress = m_download->progress();
    const bool isRunning = state == DownloadState::Running;
    const bool isStopping = state == DownloadState::Stopping;

    m_state->setText(stateText());
    m_bar->setVisible(isRunning || isStopping || state == DownloadState::Paused);
    const std::uint64_t done = progress.bytesTotal > 0 ? progress.bytesDone : m_text.bytesHere;
    const std::uint64_t total = progress.bytesTotal > 0 ? progress.bytesTotal : m_text.bytesTotal;
    m_bar->setValue(total > 0 ? static_cast<int>(
                        std::floor(barSteps * static_cast<double>(done) / static_cast<double>(total)))
                              : 0);

    QString action = tr("Go on");
    QString toolTip = tr("Goes on with the download where it was stopped.");
    const char* iconName = "fetch";
    if (isRunning || isStopping) {
        action = tr("Pause");
        toolTip = tr("Stops for now; what has come stays, also when the program ends.");
        iconName = "pause";
    } else if (state == DownloadState::Failed) {
        action = tr("Try again");
        toolTip = tr("Goes on with the download where it failed.");
    }
    m_main->setText(action);
    m_main->setToolTip(toolTip);
    m_main->setIcon(icon(QString::fromLatin1(iconName)));
    //: what a screen reader says: an action and the model it is about
    m_main->setAccessibleName(tr("%1: %2").arg(action, m_text.title));
    const bool isIdle = state == DownloadState::Idle;
    const bool mustRefocus = !isIdle && m_begin->hasFocus(); // a hidden button gives its focus away
    m_begin->setVisible(isIdle);
    m_state->setVisible(!isIdle);
    m_main->setVisible(!isIdle);
    if (mustRefocus) {
        m_main->setFocus();
    }
    m_main->setEnabled(!isStopping && state != DownloadState::Done);
    m_cancel->setVisible(!isIdle && state != DownloadState::Done);
    m_cancel->setEnabled(!isStopping);
    if (state == DownloadState::Failed) {
        m_message->showFailure(m_download->failure());
    } else {
        m_message->clear();
    }
    updateGeometry();
}

QString DownloadCard::stateText() const
{
    switch (m_download->state()) {
    case DownloadState::Running:
        return progressText();
    case DownloadState::Stopping:
        return tr("Stopping…");
    case DownloadState::Paused:
        if (m_download->progress().bytesTotal > 0) {
            return tr("Paused · %1 of %2")
                .arg(bytesText(m_download->progress().bytesDone, 1),
                     bytesText(m_download->progress().bytesTotal, 1));
        }
        return m_text.bytesHere > 0
            ? tr("Partly here · %1 of %2")
                  .arg(bytesText(m_text.bytesHere, 1), bytesText(m_text.bytesTotal, 1))
            : tr("Paused");
    case DownloadState::Failed:
        return tr("Not on this machine yet");
    case DownloadState::Idle:
    case DownloadState::Done:
        break;
    }
    return {};
}

QString DownloadCard::progressText() const
{
    const FetchProgress& progress = m_download->progress();
    if (progress.stage == FetchStage::Waiting) {
        return QString::fromStdString(progress.reason);
    }
    if (progress.stage == FetchStage::Asking || progress.bytesTotal == 0) {
        return tr("Asking the hub…");
    }
    QStringList parts;
    //: %1 of %2 bytes
    parts << tr("%1 of %2").arg(bytesText(progress.bytesDone, 1), bytesText(progress.bytesTotal, 1));
    if (progress.stage == FetchStage::Checking) {
        parts << tr("checking what is here");
    }
    if (progress.bytesPerSecond > 0) {
        parts << tr("%1/s").arg(bytesText(static_cast<std::uint64_t>(progress.bytesPerSecond), 1));
    }
    if (progress.timeLeft) {
        //: %1 a duration
        parts << tr("%1 left").arg(durationText(*progress.timeLeft));
    }
    return parts.join(QStringLiteral(" · "));
}

void DownloadCard::press()
{
    if (m_download->state() == DownloadState::Running) {
        m_download->pause();
    } else {
        m_download->start();
    }
}

} // namespace bathyscope::ui
