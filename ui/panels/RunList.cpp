// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/RunList.h"

#include "ui/RunLibrary.h"
#include "ui/ShownPath.h"
#include "ui/UnsavedRunsDialog.h"
#include "ui/panels/RecoveryOffer.h"
#include "ui/panels/RunText.h"
#include "ui/views/NumberText.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace bathyscope::ui {

namespace {

constexpr int margin = 14; // device-independent pixels, as those of the set-up above
constexpr int idRole = Qt::UserRole;

} // namespace

RunList::RunList(RunLibrary& library, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_pages(new QStackedWidget)
    , m_list(new QListWidget)
    , m_recovery(new RecoveryOffer)
    , m_offer(new QPushButton)
    , m_goOn(new QPushButton)
    , m_save(new QPushButton(tr("Sa&ve…")))
    , m_remove(new QPushButton(tr("Re&move")))
    , m_compare(new QPushButton(tr("Com&pare")))
{
    makeList();
    makeButtons();
    connect(&m_library, &RunLibrary::runsChanged, this, &RunList::follow);
    setOffer({});
    follow();
}

void RunList::makeList()
{
    auto* empty = new QLabel(tr("Runs appear here, and stay. Run files can be dropped onto the window."));
    empty->setObjectName(QStringLiteral("noRuns"));
    empty->setProperty("role", QStringLiteral("secondary"));
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setMargin(margin);
    m_list->setObjectName(QStringLiteral("runs"));
    m_list->setAccessibleName(tr("Runs"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMinimumHeight(3 * fontMetrics().height());
    m_pages->addWidget(empty);
    m_pages->addWidget(m_list);
    auto* remove = new QShortcut(QKeySequence::Delete, m_list);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &RunList::removeShown);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* current) {
        if (current && !m_isFollowing) {
            m_library.show(current->data(idRole).toInt());
        }
    });
    connect(m_list, &QListWidget::itemChanged, this, [this](const QListWidgetItem* item) {
        if (!m_isFollowing) {
            m_library.setTicked(item->data(idRole).toInt(), item->checkState() == Qt::Checked);
        }
    });
}

void RunList::makeButtons()
{
    m_save->setToolTip(tr("Writes the selected run to a file, which opens without its model."));
    m_remove->setToolTip(tr("Forgets the selected run. A file it was saved to stays."));
    m_compare->setToolTip(tr("Shows the two ticked runs side by side."));
    m_goOn->setObjectName(QStringLiteral("continue"));
    m_goOn->setAccessibleName(tr("Continue Run"));
    m_goOn->setToolTip(
        tr("Computes the layers that the selected run lacks; the finished ones stay as they are."));
    m_offer->setObjectName(QStringLiteral("offer"));
    m_offer->setToolTip(
        tr("Reads the same text with the model of the other size, with the same settings, and shows "
           "both runs side by side."));
    connect(m_save, &QPushButton::clicked, this, &RunList::saveRequested);
    connect(m_remove, &QPushButton::clicked, this, &RunList::removeShown);
    connect(m_compare, &QPushButton::clicked, this, &RunList::compareRequested);
    connect(m_offer, &QPushButton::clicked, this, &RunList::offerAccepted);
    connect(m_goOn, &QPushButton::clicked, this, &RunList::continueRequested);
    for (QPushButton* button : {m_goOn, m_offer, m_save, m_remove, m_compare}) {
        button->setAccessibleDescription(button->toolTip());
    }

    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    for (QPushButton* button : {m_save, m_remove, m_compare}) {
        row->addWidget(button, 1);
    }
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(margin, 8, margin, margin);
    foot->setSpacing(6);
    foot->addWidget(m_goOn);
    foot->addWidget(m_offer);
    foot->addLayout(row);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_recovery);
    layout->addWidget(m_pages, 1);
    layout->addLayout(foot);
}

void RunList::setOffer(const QString& offer)
{
    m_offer->setText(offer);
    m_offer->setVisible(!offer.isEmpty());
}

RecoveryOffer& RunList::recovery() const
{
    return *m_recovery;
}

QListWidgetItem* RunList::itemOf(int id) const
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(idRole).toInt() == id) {
            return m_list->item(row);
        }
    }
    return nullptr;
}

void RunList::describe(QListWidgetItem& item, const LibraryRun& run) const
{
    const QString details = runDetailsText(run);
    item.setText(runNameText(run) + QLatin1Char('\n') + details);
    item.setToolTip(item.text() + (run.file.empty() ? QString() : QLatin1Char('\n') + shownPath(run.file)));
    item.setData(Qt::AccessibleTextRole, QStringList {runNameText(run), details}.join(QStringLiteral(", ")));
    item.setCheckState(m_library.isTicked(run.id) ? Qt::Checked : Qt::Unchecked);
}

/// Items stay what they are where runs come on, so that pointer, focus and scroll bar keep their place.
void RunList::follow()
{
    const QScopedValueRollback guard(m_isFollowing, true);
    for (int row = m_list->count() - 1; row >= 0; --row) {
        if (!m_library.run(m_list->item(row)->data(idRole).toInt())) {
            delete m_list->takeItem(row);
        }
    }
    for (const LibraryRun& run : m_library.runs()) {
        QListWidgetItem* item = itemOf(run.id);
        if (!item) {
            item = new QListWidgetItem(m_list);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setData(idRole, run.id);
        }
        describe(*item, run);
    }
    const LibraryRun* shown = m_library.shown();
    m_list->setCurrentItem(shown ? itemOf(shown->id) : nullptr);
    m_pages->setCurrentIndex(m_library.runs().empty() ? 0 : 1);
    m_save->setEnabled(shown && shown->isSavable());
    m_remove->setEnabled(shown && shown->state != LibraryRunState::Going);
    const bool canGoOn = shown && shown->isContinuable();
    m_goOn->setVisible(canGoOn);
    if (canGoOn) {
        //: %1 how many layers a stopped run has, of %2
        m_goOn->setText(
            tr("Con&tinue after %1 of %2 layers")
                .arg(numberText(shown->snapshot->numFinished()), numberText(shown->snapshot->layers.size())));
    }
    const auto numTicked = std::ranges::count_if(
        m_library.runs(), [this](const LibraryRun& run) { return m_library.isTicked(run.id); });
    m_compare->setEnabled(numTicked == 2);
}

void RunList::removeShown()
{
    const LibraryRun* run = m_library.shown();
    if (!run || run->state == LibraryRunState::Going) {
        return;
    }
    if (run->state == LibraryRunState::Waiting && run->snapshot) {
        m_library.withdraw(run->id); // from waiting to go on
    } else if (run->isUnsaved()) {
        askToRemove(*run);
    } else {
        m_library.remove(run->id);
    }
}

void RunList::askToRemove(const LibraryRun& run)
{
    auto* question = new UnsavedRunsDialog({&run}, this);
    connect(question, &UnsavedRunsDialog::discardChosen, this, [this, id = run.id] { m_library.remove(id); });
    connect(question, &UnsavedRunsDialog::saveChosen, this, &RunList::saveRequested);
    question->open();
}

} // namespace bathyscope::ui
