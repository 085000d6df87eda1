// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/RunList.h"

#include "ui/look/Icons.h"
#include "ui/panels/RecoveryOffer.h"
#include "ui/panels/RunText.h"
#include "ui/panels/UnsavedRunsDialog.h"
#include "ui/runs/RunLibrary.h"
#include "ui/widgets/FillingLayout.h"
#include "ui/widgets/WrappedLabel.h"
#include "ui/words/NumberText.h"
#include "ui/words/ShownPath.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace bathyscope::ui {

namespace {

constexpr int margin = 14; // device-independent pixels, as those of the set-up above
constexpr int idRole = Qt::UserRole;
constexpr int nameRole = Qt::UserRole + 1; ///< that the user gave; empty: none
constexpr int originRole = Qt::UserRole + 2; ///< what stands there without a name

/// A line in place of a run: its name, and what it goes by without one.
class RunNameDelegate final : public QStyledItemDelegate
{
public:
    RunNameDelegate(RunLibrary& library, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_library(library)
    {
    }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& /*option*/,
                          const QModelIndex& index) const override
    {
        auto* line = new QLineEdit(parent);
        line->setObjectName(QStringLiteral("runName"));
        line->setAccessibleName(RunList::tr("Name of the run"));
        line->setPlaceholderText(index.data(originRole).toString());
        return line;
    }

    /// Also called when a going run comes on: what has been typed stays.
    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        auto* line = qobject_cast<QLineEdit*>(editor);
        if (!line->isModified()) {
            line->setText(index.data(nameRole).toString());
            line->selectAll();
        }
    }

    void setModelData(QWidget* editor, QAbstractItemModel* /*model*/, const QModelIndex& index) const override
    {
        m_library.rename(index.data(idRole).toInt(), qobject_cast<QLineEdit*>(editor)->text());
    }

    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& /*index*/) const override
    {
        editor->setGeometry(option.rect);
    }

private:
    RunLibrary& m_library;
};

} // namespace

RunList::RunList(RunLibrary& library, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_pages(new QStackedWidget)
    , m_list(new QListWidget)
    , m_recovery(new RecoveryOffer)
    , m_offer(new QPushButton)
    , m_goOn(new QPushButton)
    , m_save(new QPushButton(tr("Sav&e…")))
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
    auto* empty =
        new WrappedLabel(tr("Runs appear here, and stay. Run files can be dropped onto the window."));
    empty->setObjectName(QStringLiteral("noRuns"));
    empty->setProperty("role", QStringLiteral("secondary"));
    empty->setAlignment(Qt::AlignCenter);
    empty->setMargin(margin);
    m_list->setObjectName(QStringLiteral("runs"));
    m_list->setAccessibleName(tr("Runs"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new RunNameDelegate(m_library, m_list));
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked); // F2 is an action of the window
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &RunList::showMenu);
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
    QVBoxLayout* layout = fillingLayout(this);
    layout->addWidget(m_recovery);
    layout->addWidget(m_pages, 1);
    layout->addLayout(foot);
}

void RunList::setOffer(const QString& offer)
{
    m_offer->setText(offer);
    m_offer->setVisible(!offer.isEmpty());
}

QSize RunList::sizeHint() const
{
    constexpr int numComfortable = 4;
    const QSize hint = QWidget::sizeHint();
    return {hint.width(), hint.height() - m_pages->sizeHint().height() + heightOfRuns(numComfortable)};
}

void RunList::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        fitList();
    }
}

/// No run is cut off before there is a scroll bar for many.
void RunList::fitList()
{
    constexpr int mostAtLeast = 3;
    m_list->setMinimumHeight(heightOfRuns(std::clamp(m_list->count(), 1, mostAtLeast)));
}

int RunList::heightOfRuns(int numRuns) const
{
    constexpr int aroundText = 12; // pixels, as in the style sheet
    const int rowHeight =
        m_list->count() > 0 ? m_list->sizeHintForRow(0) : 2 * m_list->fontMetrics().height() + aroundText;
    return numRuns * rowHeight + 2 * m_list->frameWidth();
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
    item.setData(nameRole, run.name);
    item.setData(originRole, runOriginText(run));
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
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                           | Qt::ItemIsEditable);
            item->setData(idRole, run.id);
        }
        describe(*item, run);
    }
    fitList();
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

void RunList::renameShown()
{
    if (const LibraryRun* run = m_library.shown()) {
        m_list->scrollToItem(itemOf(run->id));
        m_list->editItem(itemOf(run->id));
    }
}

/// What can be done with the run at a place, which becomes the shown one: a click has made it so.
void RunList::showMenu(QPoint place)
{
    const QListWidgetItem* item = m_list->itemAt(place);
    if (!item) {
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // Keys are only shown: they work without the menu, and twice they would not work at all.
    const auto withKey = [](const QString& text, Qt::Key key) -> QString {
        return text + QLatin1Char('\t') + QKeySequence(key).toString(QKeySequence::NativeText);
    };
    menu->addAction(icon(QStringLiteral("text")), withKey(tr("Re&name"), Qt::Key_F2), this,
                    &RunList::renameShown);
    menu->addAction(icon(QStringLiteral("save")), tr("Sa&ve…"), this, &RunList::saveRequested)
        ->setEnabled(m_save->isEnabled());
    menu->addAction(icon(QStringLiteral("close")), withKey(tr("Re&move"), Qt::Key_Delete), this,
                    &RunList::removeShown)
        ->setEnabled(m_remove->isEnabled());
    menu->popup(m_list->viewport()->mapToGlobal(place));
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
