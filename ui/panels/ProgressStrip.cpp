// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ProgressStrip.h"

#include "core/analysis/RunInfo.h"
#include "core/findings/NonFiniteRemark.h"
#include "ui/look/Icons.h"
#include "ui/look/Preferences.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/MessageLabel.h"
#include "ui/words/DurationText.h"
#include "ui/words/FindingWords.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int barSteps = 1000;
constexpr int iconSize = 18; // device-independent pixels
constexpr int margin = 14;

QString number(std::size_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString stageText(const AnalysisSnapshot& run)
{
    if (run.progress.stage == RunStage::Preparing || run.layers.empty()) {
        return ProgressStrip::tr("Reading the model and the text…");
    }
    if (!hasLayers(run)) {
        //: %1 is the name of a hook point behind the last layer
        return ProgressStrip::tr("Through all layers to %1").arg(hookName(run.info->hook));
    }
    //: %1 the layer being computed, %2 all layers
    return ProgressStrip::tr("Layer %1 of %2")
        .arg(number(std::min(run.progress.layersDone + 1, run.layers.size())), number(run.layers.size()));
}

} // namespace

ProgressStrip::ProgressStrip(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_state(new ElidedLabel(this))
    , m_written(new ElidedLabel(this))
    , m_openFolder(new QToolButton(this))
    , m_bar(new QProgressBar(this))
    , m_metrics(new QLabel(this))
    , m_message(new MessageLabel(this))
    , m_copy(new QToolButton(this))
    , m_dismiss(new QToolButton(this))
{
    m_state->setProperty("role", QStringLiteral("title"));
    m_state->setTextFormat(Qt::PlainText);
    m_openFolder->setObjectName(QStringLiteral("openFolder"));
    m_openFolder->setIcon(icon(QStringLiteral("folder")));
    m_openFolder->setText(tr("Open Fo&lder"));
    m_openFolder->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_openFolder->setFocusPolicy(Qt::StrongFocus);
    m_written->setObjectName(QStringLiteral("written"));
    m_written->setProperty("role", QStringLiteral("secondary"));
    m_written->setTextFormat(Qt::PlainText);
    connect(m_openFolder, &QToolButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder)); });
    m_bar->setRange(0, barSteps);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the run"));
    m_metrics->setProperty("role", QStringLiteral("secondary"));
    m_metrics->setAccessibleName(tr("Speed, time and memory"));

    m_copy->setIcon(icon(QStringLiteral("copy")));
    m_copy->setText(tr("Copy"));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setToolTip(tr("Copies the message, to look it up or report it."));
    m_dismiss->setObjectName(QStringLiteral("dismiss"));
    m_dismiss->setIcon(icon(QStringLiteral("close")));
    m_dismiss->setProperty("flat", true);
    m_dismiss->setToolTip(tr("Takes the message away."));
    m_dismiss->setAccessibleName(tr("Dismiss message"));
    for (QToolButton* button : {m_copy, m_dismiss}) {
        button->setFocusPolicy(Qt::StrongFocus);
    }
    connect(m_copy, &QToolButton::clicked, this, &ProgressStrip::copyMessage);
    connect(m_dismiss, &QToolButton::clicked, this, &ProgressStrip::dismiss);

    auto* line = new QHBoxLayout;
    line->setSpacing(10);
    line->addWidget(m_icon);
    line->addWidget(m_state);
    line->addWidget(m_bar, 1);
    line->addStretch(0);
    line->addWidget(m_written);
    line->addWidget(m_openFolder);
    line->addWidget(m_metrics);
    auto* below = new QHBoxLayout;
    below->setSpacing(8);
    below->addWidget(m_message, 1);
    below->addWidget(m_copy, 0, Qt::AlignTop);
    below->addWidget(m_dismiss, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, 7, margin, 7);
    layout->setSpacing(8);
    layout->addLayout(line);
    layout->addLayout(below);

    setMessageButtonsVisible(false);
    clearWritten();
    showReady();
}

void ProgressStrip::showReady()
{
    m_bar->hide();
    m_metrics->clear();
    showState("ready", ThemeColor::Secondary, tr("Ready"));
}

void ProgressStrip::showStart(const QString& modelName)
{
    clearMessage();
    clearWritten();
    m_metrics->clear();
    m_bar->setValue(0);
    m_bar->show();
    //: %1 name of a model
    showState("play", ThemeColor::Accent, tr("Starting %1…").arg(modelName));
}

void ProgressStrip::showRun(const AnalysisSnapshot& run)
{
    const bool isRunning = run.outcome == RunOutcome::Running;
    m_bar->setVisible(isRunning);
    m_bar->setValue(static_cast<int>(std::lround(std::clamp(run.progress.fraction, 0.0, 1.0) * barSteps)));
    showMetrics(run.progress, isRunning);
    switch (run.outcome) {
    case RunOutcome::Running:
        showState("play", ThemeColor::Accent, stageText(run));
        break;
    case RunOutcome::Completed:
        showState(
            "done", ThemeColor::Success,
            hasLayers(run)
                //: %1 a number of layers, %2 a duration
                ? tr("Finished: %1 layers in %2")
                      .arg(number(run.numFinished()), durationText(run.progress.elapsed))
                //: %1 a hook point, %2 a duration
                : tr("Finished: %1 in %2").arg(hookName(run.info->hook), durationText(run.progress.elapsed)));
        break;
    case RunOutcome::Stopped:
        showState("pause", ThemeColor::Warning,
                  run.layers.empty() ? tr("Cancelled before the first layer")
                                     : tr("Cancelled: %1 of %2 layers are finished and kept")
                                           .arg(number(run.numFinished()), number(run.layers.size())));
        break;
    }
    showNotice(run);
}

std::optional<ProgressStrip::Notice> ProgressStrip::noticeOf(const AnalysisSnapshot& run) const
{
    const bool isDismissed = std::ranges::any_of(
        m_dismissed, [&run](const std::weak_ptr<const RunInfo>& other) { return other.lock() == run.info; });
    if (!run.info) {
        return std::nullopt;
    }
    const Remark remark = nonFiniteRemark(run);
    if (!remark.isEmpty() && !isDismissed) {
        return Notice {.run = run.info,
                       .headline = tr("Some activations are not finite"),
                       //: %1 is a sentence that tells which
                       .detail =
                           tr("%1 The model's numbers overflow: its weights may be damaged, or made for "
                              "another architecture.")
                               .arg(remarkSentence(remark)),
                       .library = {}};
    }
    const QString library = QString::fromStdString(run.info->blas);
    if (run.outcome != RunOutcome::Running && !run.info->advice.empty()
        && (library.isEmpty() || Preferences::dismissedLibrary() != library)) {
        return Notice {.run = run.info,
                       .headline = tr("This machine could compute faster"),
                       //: %1 names the library
                       .detail = tr("The linear algebra library %1 is slow. Install OpenBLAS (on Debian and "
                                    "Ubuntu: apt install libopenblas0-openmp) and start again.")
                                     .arg(library),
                       .library = library};
    }
    return std::nullopt;
}

/// A failure is not covered by it.
void ProgressStrip::showNotice(const AnalysisSnapshot& run)
{
    std::optional<Notice> notice = noticeOf(run);
    const bool isMessageOfRun = m_notice.has_value();
    if (!notice && isMessageOfRun) {
        clearMessage();
    }
    const bool isShown = notice && isMessageOfRun && notice->run.lock() == m_notice->run.lock()
        && notice->detail == m_notice->detail;
    if (!notice || isShown || (!isMessageOfRun && !m_message->text().isEmpty())) {
        return;
    }
    m_message->showWarning(notice->headline, notice->detail);
    setMessageButtonsVisible(true);
    m_notice = std::move(notice);
}

void ProgressStrip::dismiss()
{
    if (m_notice && !m_notice->library.isEmpty()) {
        Preferences::setDismissedLibrary(m_notice->library);
    } else if (m_notice) {
        m_dismissed.push_back(m_notice->run);
    }
    clearMessage();
}

void ProgressStrip::showRunFailure(const RunFailure& failure)
{
    m_bar->hide();
    m_metrics->clear();
    showState("error", ThemeColor::Error, tr("The run has failed"));
    showFailure(failure);
}

void ProgressStrip::showFailure(const RunFailure& failure)
{
    m_notice = std::nullopt;
    m_message->showFailure(failure);
    setMessageButtonsVisible(true);
}

void ProgressStrip::showNote(const QString& note)
{
    clearMessage();
    clearWritten();
    showState("info", ThemeColor::Secondary, note);
}

void ProgressStrip::showWritten(const QString& note, const QString& path)
{
    clearMessage();
    const QFileInfo info(path);
    m_folder = info.isDir() ? info.absoluteFilePath() : info.absolutePath();
    m_written->setText(note);
    m_openFolder->setToolTip(
        //: %1 is a folder
        tr("Shows %1 in the file manager.").arg(QDir::toNativeSeparators(m_folder)));
    m_written->show();
    m_openFolder->show();
    fitHeight();
}

void ProgressStrip::clearWritten()
{
    m_written->hide();
    m_openFolder->hide();
    fitHeight();
}

void ProgressStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        drawIcon();
    }
}

void ProgressStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

/// As high as its lines need at this width: a status bar does not ask for that.
void ProgressStrip::fitHeight()
{
    layout()->activate(); // or the lines inside would not know yet what is hidden by now
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width())
                                                     : layout()->totalSizeHint().height();
    setFixedHeight(height);
}

void ProgressStrip::showState(const char* iconName, ThemeColor color, const QString& state)
{
    m_state->setText(state);
    const QString name = QString::fromLatin1(iconName);
    if (m_iconName != name) {
        m_iconName = name;
        m_iconColor = color;
        drawIcon();
    }
}

void ProgressStrip::drawIcon()
{
    if (!m_iconName.isEmpty()) {
        m_icon->setPixmap(
            icon(m_iconName, m_iconColor).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    }
}

void ProgressStrip::showMetrics(const RunProgress& progress, bool isRunning)
{
    QStringList parts;
    if (progress.tokensPerSecond > 0) {
        parts << tr("%1 tokens/s").arg(QLocale().toString(std::lround(progress.tokensPerSecond)));
    }
    if (isRunning && progress.remaining.count() >= 0) {
        //: %1 a duration
        parts << tr("%1 left").arg(durationText(progress.remaining));
    }
    if (progress.residentBytes > 0) {
        //: %1 an amount of memory
        parts << tr("%1 memory").arg(bytesText(progress.residentBytes, 0));
    }
    m_metrics->setText(parts.join(QStringLiteral("   ·   ")));
}

void ProgressStrip::setMessageButtonsVisible(bool visible)
{
    m_copy->setVisible(visible);
    m_dismiss->setVisible(visible);
    fitHeight();
}

void ProgressStrip::copyMessage() const
{
    QGuiApplication::clipboard()->setText(m_message->text());
}

void ProgressStrip::clearMessage()
{
    m_notice = std::nullopt;
    m_message->clear();
    setMessageButtonsVisible(false);
}

} // namespace bathyscope::ui
